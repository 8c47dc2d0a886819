"""Organisations: bodies that can act, by the authority file, the tagger, forms of names and definite nouns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import ahocorasick

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language.names import NameSpan
from graph_build.model import Mention, Organisation, OrganisationKind, Segment

_CAPITAL = r"[A-ZÆØÅ][\w-]*"
_DEPARTMENT = (
    r"(?:Børn|Unge|Ældre|Sundhed|Omsorg|Kultur|Fritid|Teknik|Miljø|Social|Beskæftigelse|Skole|Dagtilbud|Økonomi|Personale|"
    r"Arbejdsmarked|Borgerservice|Handicap|Psykiatri|Plan|By|Land|Erhverv|Vækst|Natur|Kommunikation|Digitalisering|Uddannelse|"
    r"Familie|Velfærd|Integration|Ejendomme|Indkøb|Bygning|Drift|Udvikling)"
)
_FORMS = re.compile(
    rf"(?P<municipality>(?:Høje |HØJE )?{_CAPITAL} [Kk](?:ommunes?|OMMUNES?)\b)"
    rf"|(?P<region>Region (?:Hovedstaden|Sjælland|Syddanmark|Midtjylland|Nordjylland|Østdanmark)s?\b)"
    rf"|(?P<phrase>(?:Udvalget|Rådet|Styregruppen|Arbejdsgruppen|Følgegruppen|Foreningen|Styrelsen|Kommissionen|Netværk(?:et)?|Selskabet|Center|Centeret|Centret|Institut|Instituttet|Fonden|Tænketanken|Nævnet|Forbundet|Komiteen|Dansk Selskab|Ekspertudvalget|Ekspertgruppen|Akademiet|styregruppen|arbejdsgruppen|følgegruppen|ekspertgruppen|Landsforeningen|Sammenslutningen)"
    rf" (?:for|om|af|i|til) (?:[a-zæøå]{{1,4}} )?(?:{_CAPITAL}|[a-zæøå-]{{5,}})(?:(?:,? (?:og|i|for|af|til|på|samt) |, (?={_CAPITAL},? og )| )(?:{_CAPITAL})){{0,4}})"
    rf"|(?P<office>\\b[A-ZÆØÅa-zæøå]{{4,}}s sekretariat(?:et)?\\b)"
    rf"|(?P<police>(?:{_CAPITAL}- og )?{_CAPITAL} Politi\b)"
    rf"|(?<=for )(?P<department>{_DEPARTMENT}(?:, {_DEPARTMENT})? og {_DEPARTMENT}\b)|(?P<listed>\b{_DEPARTMENT} og {_DEPARTMENT}\b)"
    rf"|(?P<before>\b(?:Sygehus|Hospitalet|Børnehuset|Bofællesskabet|Institutionen|Skolen|Botilbuddet|Bostedet|Daginstitutionen|Boligselskabet|Boligforeningen|Boligorganisationen|Plejecentret|Plejecenter|Plejehjemmet|Museet|Teatret|Tænketanken|Magasinet|Fagbladet|Konsulenthuset|Revisionsfirmaet|Professionshøjskolen|Universitetshospitalet|Psykiatrisk Center|Jobcenter) (?:{_CAPITAL})(?: {_CAPITAL})?)"
    rf"|(?P<place>(?:{_CAPITAL} ){{1,2}}(?:sygehus|hospital|bibliotek|gymnasium|universitet|brandvæsen|politi|provsti|menighedsråd)\b)"
    rf"|(?P<pair>{_CAPITAL}- og {_CAPITAL}(?:ministeriet|styrelsen|udvalget|forvaltningen|rådet|nævnet|tilsynet)s?\b)"
    rf"|(?P<word>\b[A-ZÆØÅ][a-zæøåA-ZÆØÅ-]*(?:ministeriet|styrelsen|kommissionen?|kommisionen?|forbundet|foreningen?|rådet|udvalget|tilsynet|nævnet|fællesskabet|fonden|selskabet|styrelse|følgegruppen|direktoratet)s?\b)"
    rf"|(?P<house>(?:{_CAPITAL} ){{1,3}}(?:Hospital|Sygehus|Universitet|Universitetshospital|Skole|Gymnasium|Bibliotek|Plejecenter|Politi|Professionshøjskole|Erhvervsskole|Boligforening|Boligselskab|Forsyning|Museum|Kredsforening|Fagforening|Bank|Forbund|Forening)s?\b)"
    rf"|(?P<company>(?:{_CAPITAL} ){{1,3}}(?:A/S|ApS|I/S|a\.m\.b\.a\.))"
)
_LEAST = 0.5


@dataclass(slots=True)
class _Draft:
    """An organisation in the making."""

    name: str
    kind: OrganisationKind
    key: str | None = None
    mentions: dict[int, Mention] = field(default_factory=dict)


def extract(source: Source, names: Sequence[tuple[Segment, NameSpan]]) -> tuple[Organisation, ...]:
    """The organisations that the document names, in the order of their first mention.

    Args:
        source: The document.
        names: Names of organisations that the tagger found, with their segments.
    """
    bodies = _Bodies(source)
    defined = _defined(source)
    for part in source.readable():
        for start, end, key, kind in authority_matches(part.text):
            if part.text[start:end] in defined:
                continue
            end = _with_place(part.text, end) if kind == "association" else end
            bodies.add(part, start, end, "organisations.authority", 0.9, kind, key)
        _read_listed_municipalities(bodies, part)
        for match in _FORMS.finditer(part.text):
            bodies.add(part, match.start(), match.end(), f"organisations.{match.lastgroup}", 0.85)
    for part, span in names:
        if span.confidence >= _LEAST and not _shouted(part, span) and not _common(part, span):
            bodies.add(part, span.start, span.end, "organisations.tagger", span.confidence)
    _read_hints(bodies)
    _read_defined(bodies, defined)
    for part in source.readable():
        _read_definite(bodies, part)
    return tuple(bodies.finished())


_PLACE = re.compile(r" (?:Nord|Syd|Øst|Vest|Midt)?[A-ZÆØÅ][a-zæøå]*(?:fyn|jylland|sjælland|syssel|egnen|lolland)\b| (?:Nord|Syd|Øst|Vest|Midt|København|Aarhus|Odense|Aalborg|Fyn|Bornholm|Sydfyn)\b")


def _with_place(text: str, end: int) -> int:
    """The end of a branch's name ("FOA Vendsyssel"), where a part of the country follows."""
    match = _PLACE.match(text, end)
    return match.end() if match else end


_LISTED = re.compile(r"(?P<list>(?:[A-ZÆØÅ][\w-]+, )*[A-ZÆØÅ][\w-]+ og [A-ZÆØÅ][\w-]+) (?:[Kk]ommuner?)\b")


def _read_listed_municipalities(bodies: "_Bodies", part: Segment) -> None:
    """ "Sorø, Roskilde og Holbæk Kommuner" names three."""
    for match in _LISTED.finditer(part.text):
        for word in re.finditer(r"[A-ZÆØÅ][\w-]+", part.text[: match.end("list")]):
            known = _known_forms().get(f"{word.group().casefold()} kommune")
            if word.start() >= match.start() and known is not None:
                bodies.add(part, word.start(), word.end(), "organisations.listed", 0.8, known[1], known[0])


_SHORT = re.compile(r"\s\((?P<short>[A-ZÆØÅ]{2,8})\)")


def _defined(source: Source) -> frozenset[str]:
    """Short forms that the document itself gives in brackets after a name which they spell."""
    out = set()
    for part in source.readable():
        for match in _SHORT.finditer(part.text):
            letters = "".join(re.findall(r"[A-ZÆØÅ]", part.text[max(0, match.start() - 70) : match.start()].title()))
            if re.search(".*".join(match.group("short")), letters):
                out.add(match.group("short"))
    return frozenset(out)


def _read_defined(bodies: "_Bodies", defined: frozenset[str]) -> None:
    """Every use of a defined short form means the body whose name it follows in brackets."""
    for short in sorted(defined):
        pattern = re.compile(rf"(?<![\w-]){re.escape(short)}s?(?!\w)")
        owner = None
        found = [(part, match) for part in bodies.source.readable() for match in pattern.finditer(part.text)]
        for part, match in found:
            end = part.offsets[match.start()] - 2
            named = [
                d for d in bodies.drafts.values() if any(end - 1 <= m.end <= end for m in d.mentions.values())
            ]
            owner = owner or (
                named[0] if named and part.text[match.start() - 1 : match.start()] == "(" else None
            )
        for part, match in found:
            if owner is not None:
                bodies.refer(part, match.start(), match.end(), owner)
            else:
                bodies.add(part, match.start(), match.end(), "organisations.short", 0.6)


def _common(part: Segment, span: NameSpan) -> bool:
    """Whether the tagger took an ordinary word, a title with a name, or a speaker's initials for a body."""
    words = part.text[span.start : span.end]
    if span.start == 0 and part.text[span.end : span.end + 1] in {":", "|"}:
        return True
    first = words.split()[0]
    titled = words.split()[-1] in lexicon.words("cues/titles.tsv")
    if first in lexicon.words("gazetteers/title_words.tsv") or "|" in words or titled:
        return True
    return " " not in words and not words.isupper() and words.lower() in lexicon.words("models/names_words.txt")


def _read_hints(bodies: "_Bodies") -> None:
    """Short forms that mean a known body only where the document names it in full ("Vejle" for Vejle Kommune)."""
    hints = _hints()
    named = {draft.key: draft for draft in bodies.drafts.values() if draft.key in hints}
    for key, draft in named.items():
        pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(re.escape(form) for form in hints[key or ''])})s?(?![\w-])"
        )
        for part in bodies.source.readable():
            for match in pattern.finditer(part.text):
                bodies.refer(part, match.start(), match.end(), draft)


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    rows = lexicon.rows("gazetteers/organisations.tsv")
    return {
        row[0]: tuple(form for form in row[4].split("|") if form) for row in rows if len(row) > 4 and row[4]
    }


def _shouted(part: Segment, span: NameSpan) -> bool:
    """Whether a name stands in capitals among capitals, where capitals tell nothing."""
    words = part.text[span.start : span.end]
    around = part.text[max(0, span.start - 25) : span.start] + part.text[span.end : span.end + 25]
    return words.isupper() and (
        any(w.isupper() and len(w) > 3 for w in around.split()) or words in {"OG", "ELLER", "MEN"}
    )


@dataclass(slots=True)
class _Bodies:
    """The organisations found so far, by normalised name."""

    source: Source
    drafts: dict[str, _Draft] = field(default_factory=dict)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def add(
        self, part: Segment, start: int, end: int, rule: str, confidence: float,
        kind: OrganisationKind | None = None, key: str | None = None,
    ) -> None:  # fmt: skip
        """Add a mention, unless its words lie in one found before or are no organisation's."""
        while match := re.match(
            r"(?:På|I|Fra|Hos|Af|For|Med|Til|Ved|Og|Men|Både|Om|Som|Da|Når|At|Jf\.|Foto:?|Kilde:?)\s",
            part.text[start:end],
        ):
            start += match.end()
        while end > start and part.text[end - 1] in " ,.;:)(-–":
            end -= 1
        words = part.text[start:end]
        if len(words) < 2 or _is_none(words):
            return
        mention = self.source.mention(part, start, end, rule, confidence)
        if any(a < mention.end and mention.start < b for a, b in self.taken):
            return
        self.taken.append((mention.start, mention.end))
        if key is None and (
            known := _known_forms().get(re.sub(r"s$", "", words.casefold()))
            or _known_forms().get(words.casefold())
        ):
            key, kind = known
        normal = key or self._alias(part, start, words) or normalise(words)
        draft = self.drafts.get(normal)
        if draft is None:
            draft = self.drafts[normal] = _Draft(without_genitive(words), kind or kind_of(words), key)
        draft.mentions[mention.start] = mention

    def _alias(self, part: Segment, start: int, words: str) -> str | None:
        """The name that these words shorten: given before them in "Name (SHORT)", or ending in them."""
        if part.text[max(0, start - 1) : start] == "(":
            before = part.offsets[start] - 3
            named = [
                (n, d)
                for n, d in self.drafts.items()
                if any(before <= m.end + 1 and m.end <= before + 3 for m in d.mentions.values())
            ]
            if named and words.isupper():
                return named[0][0]
        plain = normalise(words)
        longer = [
            name for name in self.drafts if len(plain) >= 8 and name.endswith(plain[1:]) and name != plain
        ]
        return longer[0] if len(longer) == 1 else None

    def refer(self, part: Segment, start: int, end: int, draft: _Draft) -> None:
        """Add a definite noun as a further word for a body that is named elsewhere."""
        mention = self.source.mention(part, start, end, "organisations.definite", 0.7)
        if not any(a < mention.end and mention.start < b for a, b in self.taken):
            self.taken.append((mention.start, mention.end))
            draft.mentions[mention.start] = mention

    def finished(self) -> Iterator[Organisation]:
        for draft in sorted(self.drafts.values(), key=lambda d: min(d.mentions)):
            mentions = tuple(draft.mentions[at] for at in sorted(draft.mentions))
            variants = tuple(sorted({m.quote for m in mentions}))
            named = [m.quote for m in mentions if m.rule != "organisations.definite"]
            whole = [n for n in named if not re.search(r"\w- [a-zæøå]", n)] or named
            name = max(
                (without_genitive(n) for n in whole), key=lambda n: (n != n.upper(), len(n)), default=draft.name
            )
            yield Organisation(name, variants, draft.kind, mentions, draft.key)


def normalise(words: str) -> str:
    """A name as it is compared: lower case, genitive and doubled letters left out, broken words joined.

    Example:
        >>> normalise("Ledelseskommisionens") == normalise("Ledelseskommissionen")
        True
    """
    plain = re.sub(r"-\s+(?!og\b)", "", words.casefold())
    plain = re.sub(r"(.)\1", r"\1", " ".join(plain.split()))
    return re.sub(r"(?<=\w\w\w)(?:'s|s)$", "", plain)


def without_genitive(words: str) -> str:
    """A name without the genitive's ending where the form shows one."""
    return re.sub(r"(en|et|ne|KL|mune|MUNE)(?:'s|s|S)$", r"\1", words)


def kind_of(name: str) -> OrganisationKind:
    """The kind of a body, by its name."""
    lowered = name.casefold()
    return next((kind for kind, pattern in _kind_patterns() if pattern.search(lowered)), "other")


@cache
def _kind_patterns() -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    rows = lexicon.rows("cues/organisation_kinds.tsv")
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)  # type: ignore[misc]


def _is_none(words: str) -> bool:
    return _none_pattern().fullmatch(words.casefold().strip()) is not None


@cache
def _none_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in lexicon.rows("cues/not_organisations.tsv")))


def _read_definite(bodies: _Bodies, part: Segment) -> None:
    """Definite nouns: another word for a body named in the document, or a body by themselves."""
    for match in _definite_pattern().finditer(part.text):
        noun = match.group("noun").casefold()
        kind, use = _definite()[noun]
        named = _named_for(bodies, noun)
        if named is not None:
            bodies.refer(part, match.start("noun"), match.end(), named)
        elif use == "alone":
            bodies.add(part, match.start("noun"), match.end(), "organisations.body", 0.7, kind)


def _named_for(bodies: _Bodies, noun: str) -> _Draft | None:
    """The one named body that a definite noun can mean: its name opens or ends with the noun."""
    stem = normalise(re.sub(r"(?:en|et)$", "", noun))
    found = [
        draft
        for draft in bodies.drafts.values()
        if normalise(noun) != normalise(draft.name)
        and any(
            word.endswith((stem, normalise(noun))) for word in normalise(draft.name).replace("-", " ").split()
        )
    ]
    if not found:
        return None
    counts = sorted(found, key=lambda draft: (-len(draft.mentions), min(draft.mentions)))
    clear = len(counts) == 1 or len(counts[0].mentions) > len(counts[1].mentions)
    return counts[0] if clear else None


@cache
def _definite() -> dict[str, tuple[OrganisationKind, str]]:
    return {row[0]: (row[1], row[2]) for row in lexicon.rows("cues/bodies.tsv")}  # type: ignore[misc]


@cache
def _definite_pattern() -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in sorted(_definite(), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<![\w-])(?P<noun>{nouns})s?(?![\w-])", re.IGNORECASE)


def authority_matches(text: str) -> Iterable[tuple[int, int, str, OrganisationKind]]:
    """Names of the authority file in some words, the longest at each place: start, end, key and kind."""
    automaton = _authority()
    found = []
    if automaton is None:
        return ()
    for last, (length, key, kind) in automaton.iter(text):
        start, end = last - length + 1, last + 1
        if (start and (text[start - 1].isalnum() or text[start - 1] == "-")) or (
            end < len(text) and text[end].isalpha() and text[end : end + 2].rstrip(" .,;:)") != "s"
        ):
            continue
        if end < len(text) and text[end] == "s" and not text[end + 1 : end + 2].isalnum():
            end += 1
        found.append((start, end, key, kind))
    return _longest(found)


def _longest(
    found: list[tuple[int, int, str, OrganisationKind]],
) -> Iterator[tuple[int, int, str, OrganisationKind]]:
    covered = -1
    for match in sorted(found, key=lambda m: (m[0], -m[1])):
        if match[0] >= covered:
            covered = match[1]
            yield match


@cache
def _known_forms() -> dict[str, tuple[str, OrganisationKind]]:
    """Full names and long variants of the authority file in lower case, for names in other capitals."""
    out: dict[str, tuple[str, OrganisationKind]] = {}
    for key, kind, name, *others in lexicon.rows("gazetteers/organisations.tsv"):
        for form in (name, *(others[0].split("|") if others else ())):
            if len(form) > 5:
                out.setdefault(form.casefold(), (key, kind))  # type: ignore[arg-type]
    return out


@cache
def _authority() -> "ahocorasick.Automaton | None":
    path = lexicon.FOLDER / "gazetteers" / "organisations.tsv"
    if not path.exists():
        return None
    automaton = ahocorasick.Automaton()
    for key, kind, name, *others in lexicon.rows("gazetteers/organisations.tsv"):
        for form in (name, *(others[0].split("|") if others else ())):
            if len(form) >= 2:
                automaton.add_word(form, (len(form), key, kind))
    automaton.make_automaton()
    return automaton
