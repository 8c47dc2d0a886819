"""Persons: named human beings, how they took part, their role and affiliation, and later words for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language.names import NameSpan
from graph_build.lines import header_key, key_meaning
from graph_build.model import Mention, Organisation, ParticipationRole, Person, Segment

_NAME_WORD = r"(?:[A-ZÆØÅÉÖÜÄ][\wæøåéèöüä'’]*(?:-[A-ZÆØÅÉ][\wæøåé]*)*|[A-ZÆØÅ]\.)"
_PARTICLE = r"(?:von|van|de|da|af|el|al|bin|zu|der|la|lise|marie)"
NAME = rf"{_NAME_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_NAME_WORD}){{1,4}}"
_NAME = re.compile(NAME)
_PRESENTS = re.compile(
    rf"(?:\b(?:Oplæg|oplæg|Indlæg|indlæg|Præsentation|præsentation|Foredrag|Keynote|Tale)\s*\d*\s*(?:ved|af|v/|v\.|fra|:)|"
    rf"^\W*Ved\b|\b[Vv]/|\bV\.|\bv\.|\b(?:holdt|gav|med) (?:et )?oplæg af)\s*"
    rf"(?:[A-ZÆØÅ]?[a-zæøå-]+ ){{0,3}}?(?P<name>{NAME})"
)
_CHAIRS_IT = re.compile(
    rf"\b(?:[Mm]ødeleder|[Oo]rdstyrer|[Dd]irigent|[Mm]oderator|[Mm]ødet blev ledet af|[Vv]ært(?:en)?)(?: for dagen)?(?: var| er|,)? "
    rf"(?:[a-zæøå-]+ ){{0,3}}?(?P<name>{NAME})"
)
_FROM_OFFICE = re.compile(rf"[Ss]ekretariatet (?:var repræsenteret (?:ved|af)|deltog)(?: [a-zæøå]+){{0,2}} (?P<name>{NAME})")
_AUTHOR = re.compile(
    rf"^[*_]*(?:Af|Tekst|Skrevet af|Interview:?|Tekst:|Journalist)[:*_]*\s+(?:[a-zæøå]+ (?:og [a-zæøå]+ )?)?(?P<name>{NAME})"
)
_MADE_BY = re.compile(
    rf"(?:lavet|skrevet|udarbejdet|samlet|redigeret|nedskrevet|tilrettelagt) af (?:[a-zæøå]+ ){{0,3}}(?:[a-zæøå]+, )?(?P<name>{NAME})"
)
_ROLE_PRESENTER = re.compile(
    r"holdt (?:et |sit |dagens )?(?:\w+ )?oplæg|indledte med et oplæg|med oplæg|præsenterede|gav (?:et )?oplæg|deltog .{0,40}med oplæg|oplægsholder|keynote|fortalte om"
)
_ROLE_ATTENDEE = re.compile(
    r"\bdeltog\b|\bdeltager\b|tog imod|var til stede|var vært|bød velkommen|viste rundt|blev repræsenteret af|mødte vi|talte med|mødtes med|møde med|drøftelsen med|samtale med|besøgte"
)
_RANK: dict[ParticipationRole, int] = {
    "chair": 8, "absentee": 7, "presenter": 6, "attendee": 5, "secretariat": 4, "rapporteur": 4, "author": 3, "mentioned": 0,
}  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A person in the making."""

    name: str
    mentions: dict[int, Mention] = field(default_factory=dict)
    grounds: dict[int, str] = field(default_factory=dict)
    participation: ParticipationRole = "mentioned"
    role: str | None = None
    affiliation: str | None = None

    def takes_part(self, participation: ParticipationRole) -> None:
        if _RANK[participation] > _RANK[self.participation]:
            self.participation = participation


def extract(
    source: Source,
    names: Sequence[tuple[Segment, NameSpan]],
    organisations: Sequence[Organisation],
    genre: str,
) -> tuple[Person, ...]:
    """The persons named in the document, in the order of their first mention.

    Args:
        source: The document.
        names: Names of persons that the tagger found, with their segments.
        organisations: The document's organisations, for affiliations.
        genre: The document's kind.
    """
    people = _People(source, organisations)
    _read_header_lines(people)
    _read_patterns(people)
    for part, span in names:
        _read_tagged(people, part, span, names)
    _read_short_forms(people, names)
    _read_listed_again(people)
    _read_participation(people, genre)
    _read_signature(people, genre)
    _read_title_slide(people, genre)
    _read_membership(people, genre)
    _read_titles(people)
    return tuple(people.finished())


@dataclass(slots=True)
class _People:
    """The persons found so far, by name."""

    source: Source
    organisations: Sequence[Organisation]
    drafts: dict[str, _Draft] = field(default_factory=dict)

    def add(
        self, part: Segment, start: int, end: int, rule: str, confidence: float, listed: bool = False
    ) -> _Draft | None:
        """Add a mention of a full name, or return ``None`` where the words are no name."""
        start, end = _trim_name(part.text, start, end)
        name = part.text[start:end]
        if not is_name(name, listed):
            return None
        draft = self.drafts.get(_plain(name)) or self._near(name)
        if draft is None:
            draft = self.drafts[_plain(name)] = _Draft(_without_genitive(name))
        mention = self.source.mention(part, start, end, rule, confidence)
        draft.mentions.setdefault(mention.start, mention)
        _apposition(self, draft, part, start, end)
        return draft

    def _near(self, name: str) -> _Draft | None:
        """The person whose name this is in a longer or shorter form, or in the genitive."""
        plain = _plain(name)
        words = plain.split()
        for known, draft in self.drafts.items():
            theirs = known.split()
            if known == plain.removesuffix("s") or known + "s" == plain or words == theirs:
                return draft
            shorter, longer = sorted((words, theirs), key=len)
            if len(shorter) >= 2 and shorter[0] == longer[0] and set(shorter) <= set(longer):
                if len(words) > len(theirs):
                    draft.name = _without_genitive(name)
                return draft
        return None

    def finished(self) -> Iterator[Person]:
        for draft in sorted(self.drafts.values(), key=lambda d: min(d.mentions)):
            mentions = tuple(draft.mentions[at] for at in sorted(draft.mentions))
            variants = tuple(sorted({m.quote for m in mentions if not m.rule.startswith("persons.title")}))
            yield Person(
                draft.name, variants, draft.participation, draft.role, draft.affiliation, mentions,
                tuple(sorted(draft.grounds.items())),
            )  # fmt: skip


def is_name(text: str, listed: bool = False) -> bool:
    """Whether capitalised words can be a person's full name: none of them a common word or a body's.

    Where they stand in a list of participants, the name need not be a known one.

    Example:
        >>> is_name("Sidsel Aaby Mørch"), is_name("Roskilde Universitet"), is_name("Hotel Nyborg Strand")
        (True, False, False)
    """
    words = text.split()
    if len(words) < 2 or len(words) > 6 or any(c.isdigit() for c in text):
        return False
    plain = [_plain(word) for word in words]
    if any(word in lexicon.words("cues/name_stop.tsv") or word in _titles() for word in plain):
        return False
    if sum(word.isupper() and len(word) > 2 for word in words) == len(words) and len(text) > 24:
        return False
    known = (
        plain[0] in _first_names()
        or plain[0].split("-")[0] in _first_names()
        or plain[-1].removesuffix("s") in _surnames()
    )
    return (known or listed) and not any(_BODY_WORD.search(word) for word in plain)


_BODY_WORD = re.compile(
    r"(?:kommune|^region|styrelsen?|ministeriet|forbund(?:et)?|forening(?:en)?|rådet|udvalget|gruppen|cent(?:er|ret)|skolen?|"
    r"hospital|sygehus|universitet|kommission(?:en)?|reformen|loven|ledelse|huset|afdeling(?:en)?|fonden|institut(?:tet)?|"
    r"akademi(?:et)?|magasinet|avisen?|tidende|politi|strategi|projekt|bibliotek|hotel|museum|nielsens? og)s?$"
)


def _plain(name: str) -> str:
    return " ".join(name.replace("\u00a0", " ").casefold().split()).replace("’", "'")


def _without_genitive(name: str) -> str:
    """The name without the genitive's ending, where the surname is known without it and not with it."""
    name = re.sub(r"(?:'s|’s)$", "", name)
    last = _plain(name.split()[-1])
    ours = (
        last.endswith("s")
        and last not in _surnames()
        and (last[:-1] in _surnames() or not last.endswith(("es", "is", "us", "as", "os")))
    )
    return name[:-1] if ours else name


def _trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without titles before the name and marks around it."""
    while match := re.match(rf"(?:{_NAME_WORD}|[a-zæøå.-]+)\s+", text[start:end]):
        if _is_title(_plain(match.group())) or _plain(match.group()) in {
            "af",
            "ved",
            "hr.",
            "fru",
            "dr.",
            "og",
            "v.",
        }:
            start += match.end()
        else:
            break
    while end > start and text[end - 1] in " ,;:.)(-–\u00a0":
        end -= 1
    return start, end


def _read_header_lines(people: _People) -> None:
    """Names listed under "Deltagere:", "Afbud:" and the like, on the line or in the list below it."""
    parts = list(people.source.readable())
    for at, part in enumerate(parts):
        found = header_key(part.text) if part.kind == "header-line" else None
        if found is None and part.kind in {"heading", "paragraph"} and len(part.text) < 60:
            found = (part.text.rstrip(" :"), len(part.text))
        role = key_role(found[0]) if found else None
        if found is None or role is None:
            continue
        _read_list(people, part, found[1], role)
        _affiliate(people, part, found)
        if len(part.text) - found[1] < 3:
            for follower in parts[at + 1 :]:
                titled = re.match(r"(?:[A-ZÆØÅa-zæøå-]+ ){0,3}?" + NAME, follower.text)
                if (
                    follower.kind == "header-line"
                    or len(follower.text) > 400
                    or not titled
                    or key_role(follower.text.rstrip(" :"))
                ):
                    break
                _read_list(people, follower, 0, role)


def _read_listed_again(people: _People) -> None:
    """ "Ordstyrer: Birthe" and the like, once first names lead to their persons."""
    for part in people.source.readable():
        found = header_key(part.text) if part.kind == "header-line" else None
        role = key_role(found[0]) if found else None
        if found is None or role is None:
            continue
        value = part.offsets[min(found[1], len(part.text))]
        for draft in people.drafts.values():
            short = [m for m in draft.mentions.values() if value <= m.start < part.end and m.rule == "persons.short-form"]
            if short and role in {"chair", "rapporteur", "secretariat", "author", "presenter"}:
                draft.participation = role if draft.participation in {"attendee", "mentioned"} else draft.participation


def _affiliate(people: _People, part: Segment, found: tuple[str, int]) -> None:
    """ "Deltagere fra Lejre Kommune:" gives those listed their organisation."""
    start, end = part.offsets[0], part.offsets[found[1] - 1]
    named = [o for o in people.organisations if any(start <= m.start < end for m in o.mentions)]
    if not named or " fra " not in found[0].casefold():
        return
    for draft in people.drafts.values():
        if draft.affiliation is None and any(end <= at < part.end for at in draft.mentions):
            draft.affiliation = named[0].name


@lru_cache(maxsize=512)
def key_role(found: str) -> ParticipationRole | None:
    """How those listed under a header key took part, or ``None`` for other keys."""
    meaning = key_meaning(found)
    return next((role for role in _RANK if role == meaning), None)


def _read_list(people: _People, part: Segment, start: int, role: ParticipationRole) -> None:
    for match in _NAME.finditer(part.text, start):
        if part.text[: match.start()].count("(") > part.text[: match.start()].count(")"):
            continue
        draft = people.add(part, match.start(), match.end(), f"persons.header-{role}", 0.95, listed=True)
        if draft is None:
            continue
        draft.takes_part(role)
        following = _NAME.search(part.text, match.end())
        _read_capacity(draft, part.text[match.end() : following.start() if following else match.end() + 60])


def _read_capacity(draft: _Draft, words: str) -> None:
    """In what capacity someone listed sits there, by the words up to the next name."""
    if _CHAIRS.search(words):
        draft.takes_part("chair")
    elif re.search(r"[(,]\s*(?:ref\.?|referent)\b", words):
        draft.participation = "rapporteur"
    elif re.search(r"\(\s*(?:afbud|fraværende|meldt afbud|meldt fra)", words):
        draft.participation = "absentee"


_CHAIRS = re.compile(
    r"\(\s*(?:formand|mødeleder|ordstyrer|forkvinde|dirigent|forperson|fmd\.?)\b|"
    r"^\s*,\s*(?:\w+s )?(?:formand|forkvinde|forperson|mødeleder)\s*(?:$|[,;)·|(]|og\b)"
)


def _read_patterns(people: _People) -> None:
    """Presenters and authors by the words before their names."""
    for part in people.source.readable():
        for pattern, role, rule in (
            (_PRESENTS, "presenter", "persons.presenter"),
            (_AUTHOR, "author", "persons.author"),
            (_MADE_BY, "author", "persons.made-by"),
            (_CHAIRS_IT, "chair", "persons.chairs"),
            (_FROM_OFFICE, "secretariat", "persons.office"),
        ):
            for match in pattern.finditer(part.text):
                draft = people.add(part, *match.span("name"), rule, 0.9)
                if draft is not None:
                    draft.takes_part(role)  # type: ignore[arg-type]


def _read_tagged(
    people: _People, part: Segment, span: NameSpan, names: Sequence[tuple[Segment, NameSpan]]
) -> None:
    """A full name that the tagger found; single words are read once all full names are known."""
    words = part.text[span.start : span.end].split()
    if len(words) >= 2:
        people.add(part, span.start, span.end, "persons.tagger", span.confidence)


def _read_short_forms(people: _People, names: Sequence[tuple[Segment, NameSpan]]) -> None:
    """First names and surnames that lead to exactly one person; a lone name that leads to none stands for itself."""
    shorts: dict[str, list[_Draft]] = {}
    for draft in people.drafts.values():
        for word in {*draft.name.split()[:1], draft.name.split()[-1]}:
            shorts.setdefault(_plain(word), []).append(draft)
    pattern = _short_pattern(list(shorts))
    for part in people.source.readable():
        for match in pattern.finditer(part.text) if pattern else ():
            owners = shorts[_plain(match.group("short"))]
            mention = people.source.mention(part, *match.span("short"), "persons.short-form", 0.8)
            covered = any(
                m.start <= mention.start < m.end for d in people.drafts.values() for m in d.mentions.values()
            )
            if len(owners) == 1 and not covered:
                owners[0].mentions[mention.start] = mention
                owners[0].grounds[mention.start] = "the only person here with this name"
    _read_lone(people, names, set(shorts))


def _short_pattern(shorts: Sequence[str]) -> re.Pattern[str] | None:
    if not shorts:
        return None
    words = "|".join(re.escape(word) for word in sorted(shorts, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?P<short>{words})(?:'s|’s|s)?(?![\w-])", re.IGNORECASE)


def _read_lone(people: _People, names: Sequence[tuple[Segment, NameSpan]], known: set[str]) -> None:
    """A single name that the tagger is sure of and the gazetteer knows as a first name."""
    for part, span in names:
        word = part.text[span.start : span.end]
        plain = _plain(word)
        if " " in word or span.confidence < 0.8 or plain in known or plain.removesuffix("s") in known:
            continue
        if not _first_name(plain) or plain in lexicon.words("cues/name_stop.tsv"):
            continue
        draft = people.drafts.setdefault(plain, _Draft(word))
        mention = people.source.mention(part, span.start, span.end, "persons.tagger", span.confidence * 0.8)
        draft.mentions.setdefault(mention.start, mention)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(_plain(word) for word in lexicon.words("gazetteers/first_names.tsv"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_plain(word) for word in lexicon.words("gazetteers/surnames.tsv"))


def _first_name(plain: str) -> bool:
    return plain in _first_names() or plain.removesuffix("s") in _first_names()


def _is_title(plain: str) -> bool:
    return plain in _titles() or (
        len(plain) > 7 and plain.endswith(tuple(t for t in _titles() if len(t) > 3))
    )


@cache
def _titles() -> frozenset[str]:
    return lexicon.words("cues/titles.tsv")


@cache
def _title_pattern() -> re.Pattern[str]:
    endings = "|".join(re.escape(t) for t in sorted(_titles(), key=lambda t: (-len(t), t)))
    return re.compile(rf"(?:[\w.-]+ )?[\wæøå-]*(?:{endings})(?:en|n)?\b", re.IGNORECASE)


def _apposition(people: _People, draft: _Draft, part: Segment, start: int, end: int) -> None:
    """Role and affiliation from the words around a name: "X, formand for Y", "direktør X", "X (FOA)"."""
    after = part.text[end : end + 140]
    if draft.role is None and (
        match := re.match(r"\s*(?:,|\(|–|-)\s*(?:der er |som er )?(?P<role>[^,;().–|]{3,60})", after)
    ):
        words = match.group("role").strip()
        if _title_pattern().match(words) and not _NAME.match(words):
            draft.role = (
                re.split(r"\s(?:for|i|hos|ved|fra|på|og)\s", words)[0].strip() if len(words) > 40 else words
            )
    if draft.role is None and (before := re.search(r"((?:[\wæøå.-]+ )?[\wæøå-]+)\s$", part.text[:start])):
        last = before.group(1).split()[-1]
        if _title_pattern().fullmatch(last):
            draft.role = last
    if draft.affiliation is None:
        draft.affiliation = _affiliation(people, part, end)


def _affiliation(people: _People, part: Segment, end: int) -> str | None:
    """The organisation named right after a person, before the next person or sentence."""
    limit = part.text.find(". ", end)
    for organisation in people.organisations:
        for mention in organisation.mentions:
            first, last = part.offsets[min(end, len(part.text))], part.offsets[min(end + 110, len(part.text))]
            if not first <= mention.start < last or (limit >= 0 and part.offsets[limit] < mention.start):
                continue
            between = people.source.document.text[first : mention.start]
            if re.fullmatch(
                r"[\s,(–-]*(?:(?:[\wæøå.-]+\s){0,5}(?:for|i|hos|ved|fra|på|af)\s(?:den\s|det\s)?)?", between
            ):
                return organisation.name
    return None


def _read_presenters(people: _People) -> None:
    """Whoever is named first under a heading that announces a presentation gave it."""
    for section in people.source.sections:
        if not re.match(r"(?:oplæg|indlæg|keynote|præsentation|foredrag)\b", section.heading, re.IGNORECASE):
            continue
        inside = [
            (min(at for at in draft.mentions if section.start <= at < section.end), draft)
            for draft in people.drafts.values()
            if any(section.start <= at < section.end for at in draft.mentions)
        ]
        if inside:
            min(inside, key=lambda entry: entry[0])[1].takes_part("presenter")


def _read_participation(people: _People, genre: str) -> None:
    """How persons outside the header lines took part, by what the text says that they did."""
    if genre not in {"minutes", "network-meeting", "meeting-notes", "slides", "other"}:
        return
    _read_presenters(people)
    listed = any(
        m.rule.startswith("persons.header") for d in people.drafts.values() for m in d.mentions.values()
    )
    for sentence in people.source.sentences:
        presents = bool(_ROLE_PRESENTER.search(sentence.text))
        attends = not listed and bool(_ROLE_ATTENDEE.search(sentence.text))
        heads = sentence.segment.kind == "heading" and re.search(r"[Oo]plæg|[Ii]ndlæg", sentence.text)
        if not (presents or attends or heads):
            continue
        first, last = sentence.segment.offsets[sentence.start], sentence.segment.offsets[sentence.end]
        for draft in people.drafts.values():
            within = any(first <= m.start < last for m in draft.mentions.values())
            if within and draft.participation == "mentioned" and genre != "other":
                gives = (presents or heads) and genre != "meeting-notes"
                draft.takes_part("presenter" if gives else "attendee")


def _read_signature(people: _People, genre: str) -> None:
    """Authors by a line with their name at the document's head or foot, where no other words name one."""
    if genre not in {"article", "other"} or any(d.participation == "author" for d in people.drafts.values()):
        return
    parts = list(people.source.readable())
    byline = [
        p
        for p in parts[:10]
        if p.kind == "paragraph" and len(p.text) < 140 and not re.search(r"[.!?:]$", p.text)
    ]
    for part in [*byline, *parts[-5:]]:
        named = [d for d in people.drafts.values() if any(part.start <= at < part.end for at in d.mentions)]
        presents = re.match(
            rf"(?:Venlig hilsen,? |Med venlig hilsen,? |\W)*{NAME}(?: er |, |\s|$)", part.text
        )
        if presents and named and (len(part.text) < 140 or " er " in part.text[:80]):
            for draft in named:
                draft.takes_part("author")


def _read_title_slide(people: _People, genre: str) -> None:
    """Slides are held by the first person whom the title slide names, where nobody else presents them."""
    if genre != "slides" or any(d.participation == "presenter" for d in people.drafts.values()):
        return
    opening = list(people.source.readable())[:8]
    named = [d for d in people.drafts.values() if opening and min(d.mentions) < opening[-1].end]
    if named:
        min(named, key=lambda d: min(d.mentions)).takes_part("presenter")


def _read_membership(people: _People, genre: str) -> None:
    """Those listed in minutes without a house of their own sit there for the body that meets."""
    if genre != "minutes":
        return
    bodies = [o for o in people.organisations if o.kind in {"commission", "committee"}]
    body = max(bodies, key=lambda o: (len(o.mentions), -o.mentions[0].start), default=None)
    office = next((o for o in people.organisations if o.name.casefold() == "sekretariatet"), None)
    for draft in people.drafts.values():
        listed = any(m.rule.startswith("persons.header") for m in draft.mentions.values())
        home = office if draft.participation == "secretariat" and office else body
        if listed and draft.affiliation is None and home is not None:
            draft.affiliation = home.name


def _read_titles(people: _People) -> None:
    """A title in the definite ("Kommunaldirektøren") means the only person here who can bear it."""
    for part in people.source.readable():
        for match in _DEFINITE_TITLE.finditer(part.text):
            stem = match.group("stem").casefold()
            bearer, ground = _bearer(people, stem)
            if bearer is None or re.match(rf"\s{_NAME_WORD}", part.text[match.end() :]):
                continue
            mention = people.source.mention(part, *match.span("title"), "persons.title", 0.7)
            if not any(
                m.start <= mention.start < m.end for d in people.drafts.values() for m in d.mentions.values()
            ):
                bearer.mentions[mention.start] = mention
                bearer.grounds[mention.start] = ground
                bearer.role = bearer.role or match.group("stem")


def _bearer(people: _People, stem: str) -> tuple[_Draft | None, str]:
    """The only person whose role, or whose house, a title fits, and why."""
    stated = [d for d in people.drafts.values() if d.role and d.role.casefold().startswith(stem)]
    if len(stated) == 1:
        return stated[0], "the only person here with this title"
    if stem in {"formand", "forkvinde", "forperson"}:
        chairs = [d for d in people.drafts.values() if d.participation == "chair"]
        return (chairs[0], "took the chair") if len(chairs) == 1 else (None, "")
    kinds = _HOUSES.get(next((word for word in _HOUSES if stem.startswith(word)), ""), frozenset())
    houses = {o.name for o in people.organisations if o.kind in kinds}
    guests = [d for d in people.drafts.values() if d.affiliation in houses and d.participation == "attendee"]
    if not stated and len(guests) == 1:
        return guests[0], f"the only participant from {guests[0].affiliation}"
    return None, ""


_DEFINITE_TITLE = re.compile(
    r"(?<![\wæøå-])(?P<title>(?P<stem>[A-ZÆØÅa-zæøå-]*(?:direktør|formand|chef|rektor|borgmester|forperson|forkvinde|inspektør|overlæge|skoleleder|sygeplejerske))(?:e?n))(?:s)?\b"
)
# Where a title belongs to one kind of house, a house's only guest bears it.
_HOUSES: dict[str, frozenset[str]] = {
    "kommunaldirektør": frozenset({"municipality"}), "borgmester": frozenset({"municipality"}),
    "regionsdirektør": frozenset({"region"}), "hospitalsdirektør": frozenset({"hospital"}),
    "sygehusdirektør": frozenset({"hospital"}), "departementschef": frozenset({"ministry"}),
}  # fmt: skip
