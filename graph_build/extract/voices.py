"""Voices: whose words a statement is, through headings, speakers, reported speech and relays."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import itemgetter
from typing import TypeVar

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.extract import groups
from graph_build.language.screen import Screen
from graph_build.model import Findings, Organisation, ParticipationRole, Person, Segment, Statement
from graph_build.speakers import who_speaks

_pattern = partial(lexicon.pattern, "voices")

S = TypeVar("S", bound=Statement)
# Kinds of documents in which a paragraph is not still whose the one before it was.
_ANEW = frozenset({"article", "meeting-notes", "other"})
# Kinds that tell who said what: a sentence that opens with a name is about what that one said.
_OF_TALK = frozenset({"meeting-notes", "minutes", "network-meeting"})
# An article with so many answers or questions is an interview, with whom so much of all naming is of.
_ANSWERS, _QUESTIONS, _MOST = 3, 4, 0.4
# Share of sentences in which a writer or speaker says "I".
_OWN = 0.03


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who can speak in a document, by where their names stand."""

    source: Source
    found: Findings
    spans: tuple[tuple[int, int, Person | Organisation], ...]

    def within(self, start: int, end: int) -> Sequence[tuple[int, int, Person | Organisation]]:
        first = bisect_left(self.spans, start, key=itemgetter(0))
        return self.spans[first : bisect_left(self.spans, end, first, key=itemgetter(0))]


def attribute(source: Source, found: Findings) -> Findings:
    """The findings, each statement with its voice where the document makes clear whose it is."""
    named: tuple[Person | Organisation, ...] = (*found.persons, *found.organisations)
    spans = sorted(
        ((m.start, m.end, entity) for entity in named for m in entity.mentions), key=itemgetter(0, 1)
    )
    cast = _Cast(source, found, tuple(spans))
    voices = _running_voices(cast)

    def voiced(statements: tuple[S, ...]) -> tuple[S, ...]:
        return tuple(_with_voice(cast, voices, statement) for statement in statements)

    return replace(
        found,
        questions=_questions(cast, voiced(found.questions)),
        answers=voiced(found.answers),
        paradoxes=voiced(found.paradoxes),
        recommendations=voiced(found.recommendations),
        decisions=tuple(replace(d, voiced_by=_body(cast)) for d in found.decisions),
    )


def _with_voice(cast: _Cast, voices: dict[int, str | None], statement: S) -> S:
    sentence = _sentence_at(cast.source, statement.mention.start)
    voice = voices.get(sentence.number) if sentence is not None else None
    return replace(statement, voiced_by=voice, on_behalf_of=_behalf(cast, voice))


def _behalf(cast: _Cast, voice: str | None) -> str | None:
    return next((person.affiliation for person in cast.found.persons if person.name == voice), None)


def _questions(cast: _Cast, questions: tuple[S, ...]) -> tuple[S, ...]:
    """An interview's questions are its author's, not its subject's."""
    subject = _subject(cast)
    if subject is None:
        return questions
    author = _who_took_part(cast, "author")
    return tuple(replace(q, voiced_by=author if q.voiced_by == subject else q.voiced_by) for q in questions)


def _sentence_at(source: Source, offset: int) -> Sentence | None:
    at = bisect_right(source.sentences, offset, key=lambda s: s.segment.offsets[s.start])
    return source.sentences[at - 1] if at else None


def _running_voices(cast: _Cast) -> dict[int, str | None]:
    """The voice of each sentence by its number, as a reader carries it from sentence to sentence."""
    default = _default(cast)
    told = _told()
    floor = _Floor(cast)
    out: dict[int, str | None] = {}
    voice, section, part = default, -1, None
    held: str | None = None
    spoken: str | None = None
    unnamed: list[int] = []
    for sentence in cast.source.sentences:
        opening, had = sentence.segment is not part, floor.voice
        if opening:
            floor.goes_to(sentence.segment)
        if sentence.segment.section != section:
            section = sentence.segment.section
            voice = floor.voice or _section_voice(cast, section) or default
        if opening and part is not None and _labelled(cast, part):
            voice = held
        part = sentence.segment
        held = voice if opening else held
        if opening and (floor.voice or had or cast.found.metadata.kind in _ANEW):
            quoted = spoken if _opens_quotation(cast, part) else None
            voice = floor.voice or quoted or _section_voice(cast, section) or default
        found = {name: match for match, name in reversed([*told.find(sentence.text)])}
        if "open-debate" in found:
            voice = None
        # Whom a turn of a chat speaks to ("@Ida") is not the one who speaks.
        own = None if sentence.text.startswith("@") else _speaker(cast, sentence, opening, found)
        unnamed = [] if opening else unnamed
        if own and unnamed and _closes_quotation(cast, sentence, found):
            out |= dict.fromkeys(unnamed, own)
        voice, spoken = own or voice, own or spoken
        unnamed = [] if own else [*unnamed, sentence.number]
        out[sentence.number] = voice
    return out


def _closes_quotation(cast: _Cast, sentence: Sentence, told: Mapping[str, re.Match[str]]) -> bool:
    """Whether a sentence ends what somebody is quoted for from the part's beginning: "- … …, siger hun."."""
    verb = told.get("verb")
    if verb is None or not _pattern("quote-ends").search(sentence.text[: verb.start()]):
        return False
    return _opens_quotation(cast, sentence.segment)


def _opens_quotation(cast: _Cast, part: Segment) -> bool:
    """Whether a part opens with a dash or a sign that quotes."""
    text = cast.source.document.text
    line = text[text.rfind("\n", 0, part.offsets[0]) + 1 : part.offsets[0] + 1]
    return _pattern("quotation").match(line) is not None


class _Floor:
    """Who has the floor in a talk or a thread, as lines of their own, labels and mails' heads give it.

    Attributes:
        voice: The one who has it, ``None`` where nobody was given it.
    """

    def __init__(self, cast: _Cast) -> None:
        self._cast = cast
        speakers = {who_speaks(part.text) for part in cast.source.segments if part.kind == "speaker"}
        # Where one or some groups only answer, nobody of them asks.
        self._answers = len(speakers) == 1 or all(map(_pattern("group").match, speakers))
        self._sender: str | None = None
        self._quoted: str | None = None
        self._quotes = False
        self.voice: str | None = None

    def goes_to(self, part: Segment) -> None:
        """Give the floor to whom a part names as the speaker, or leave it where it is."""
        text = self._cast.source.document.text
        quotes = text[text.rfind("\n", 0, part.start) + 1 : part.start].lstrip().startswith(">")
        if part.kind == "header-line":
            self._read_head(part)
        elif part.kind == "speaker":
            self.voice = self._quoted = _who(self._cast, who_speaks(part.text))
            self._quotes = quotes
        elif self._sender is None and (part.kind == "heading" or (self._answers and part.text.endswith("?"))):
            self.voice = None
        elif self._sender is not None and quotes != self._quotes:
            self.voice = self._quoted if quotes else self._sender
            self._quotes = quotes
        elif part.kind == "paragraph" and (turn := _pattern("role-turn").match(part.text)):
            self.voice = _who(self._cast, turn.group("who"))

    def _read_head(self, part: Segment) -> None:
        """Read who sent a mail, and to whom, whose words it may quote."""
        named = [e.name for _, _, e in self._cast.within(part.start, part.end) if isinstance(e, Person)]
        if _pattern("sender").match(part.text):
            self._sender = self.voice = named[0] if named else None
            self._quoted, self._quotes = None, False
        elif self._sender is not None and len(named) == 1 and _pattern("addressee").match(part.text):
            self._quoted = named[0]


def _who(cast: _Cast, who: str) -> str:
    """The person whom a line or label names as the speaker, or its words where it is none of them."""
    plain = who.casefold()
    for person in cast.found.persons:
        known = {person.name, *person.variants, person.name.split()[0]}
        if plain in {name.casefold() for name in known}:
            return person.name
    chairs = [p.name for p in cast.found.persons if p.participation == "chair"]
    return chairs[0] if len(chairs) == 1 and _pattern("leads-talk").fullmatch(who) else who


def _labelled(cast: _Cast, part: Segment) -> bool:
    """Whether a list item names its speaker ("Emma – …"); the next item is not hers for that."""
    match = _pattern("bullet-speaker").match(part.text) if part.kind == "bullet" else None
    return match is not None and _by_label(cast, match) is not None


def _default(cast: _Cast) -> str | None:
    """Whose words a document gives where it names nobody else."""
    kind = cast.found.metadata.kind
    if kind == "slides":
        return _who_took_part(cast, "presenter")
    if kind == "minutes":
        return _body(cast)
    if kind == "meeting-notes":
        return _host(cast)
    if kind == "relay-report":
        return next((group.label for group in cast.found.groups), None)
    if kind == "article":
        return _subject(cast) or _who_took_part(cast, "author")
    if kind == "other":
        person = _who_took_part(cast, "author") or _who_took_part(cast, "presenter")
        body = next((body.name for body in cast.found.organisations), None)
        return (person or body) if _speaks_of_oneself(cast.source) else (body or person)
    return None


def _speaks_of_oneself(source: Source) -> bool:
    """Whether a text is somebody's own, as a letter or a speech is, and not a body's."""
    own = sum(_pattern("oneself").search(sentence.text) is not None for sentence in source.sentences)
    return own >= _OWN * len(source.sentences)


def _who_took_part(cast: _Cast, role: ParticipationRole) -> str | None:
    """The one named first of those who took part so."""
    return next((person.name for person in cast.found.persons if person.participation == role), None)


def _body(cast: _Cast) -> str | None:
    """The body that meets or reports: the commission or committee that is named most."""
    bodies = [o for o in cast.found.organisations if o.kind in {"commission", "committee"}]
    best = max(bodies, key=lambda o: (len(o.mentions), -o.mentions[0].start), default=None)
    return best.name if best else None


def _host(cast: _Cast) -> str | None:
    """The one who was visited: the only attendee who belongs to no commission."""
    commissions = {o.name for o in cast.found.organisations if o.kind == "commission"}
    secretariat = {
        p.name for p in cast.found.persons if p.participation in {"secretariat", "rapporteur", "author"}
    }
    hosts = [
        person
        for person in cast.found.persons
        if person.participation == "attendee"
        and person.name not in secretariat
        and person.affiliation
        and person.affiliation not in commissions
    ]
    return hosts[0].name if len(hosts) == 1 else None


def _subject(cast: _Cast) -> str | None:
    """The person interviewed: in an article that asks, the one who is named most beside the author."""
    found = cast.found
    interview = len(found.answers) >= _ANSWERS or len(found.questions) >= _QUESTIONS
    others = [p for p in found.persons if p.participation != "author"]
    best = max(others, key=lambda p: (len(p.mentions), -p.mentions[0].start), default=None)
    if best is None or not interview or found.metadata.kind != "article":
        return None
    return best.name if len(best.mentions) >= _MOST * sum(len(p.mentions) for p in others) else None


def _section_voice(cast: _Cast, section: int) -> str | None:
    """Whose section it is: the presenter or group that its heading names."""
    heading = cast.source.heading(section)
    if not heading:
        return None
    sections = cast.source.sections
    place = sections[bisect_left(sections, section, key=lambda s: s.number)]
    persons = [
        e for _, _, e in cast.within(place.start, place.start + len(heading) + 40) if isinstance(e, Person)
    ]
    if persons and _pattern("presentation").search(heading):
        return persons[0].name
    if cast.found.metadata.kind == "relay-report":
        return _heading_group(cast, section)
    table = _pattern("group").match(heading)
    return table.group() if table else None


def _heading_group(cast: _Cast, section: int) -> str | None:
    heading = cast.source.heading(section)
    labels = groups.labels(heading)
    return _joint_label(heading) or (labels[0] if labels else None)


def _joint_label(heading: str) -> str | None:
    match = _pattern("joint-group").match(heading)
    return match.group(1).casefold() if match else None


def _speaker(cast: _Cast, sentence: Sentence, opening: bool, told: Mapping[str, re.Match[str]]) -> str | None:
    """Whom a sentence names as its speaker: a name, title or group that says it, or a label before it.

    Args:
        cast: Who can speak.
        sentence: The sentence.
        opening: Whether it opens its segment.
        told: The first match of each pattern that may tell a speaker.
    """
    part = sentence.segment
    if part.kind == "heading":
        return None
    first, last = part.offsets[sentence.start], part.offsets[sentence.end]
    named = cast.within(first, last)
    if opening and (match := _pattern("bullet-speaker").match(part.text)):
        labelled = _by_label(cast, match)
        if labelled is not None:
            return labelled
    opens = named[0] if named and named[0][0] == first else None
    if opens and isinstance(opens[2], Person) and cast.found.metadata.kind in _OF_TALK:
        return opens[2].name
    verb = told.get("verb")
    if verb is None:
        return _last_named(cast, sentence) if "pronoun" in told else None
    at = first + verb.start()
    if (apart := _set_apart(cast, named, at)) is not None:
        return apart
    before = [e for e in named if e[1] <= at + 1 and at - e[1] < 60]
    after = [e for e in named if e[0] >= at and e[0] - at < 40]
    if _pattern("quote-ends").search(sentence.text[: verb.start()]) and after:
        return after[0][2].name
    if before:
        return before[-1][2].name
    if "pronoun" in told:
        return _last_named(cast, sentence)
    return _unnamed_speaker(cast, sentence.text[: verb.start()]) or (
        after[0][2].name if after and opening else None
    )


def _set_apart(cast: _Cast, named: Sequence[tuple[int, int, Person | Organisation]], at: int) -> str | None:
    """The person who speaks though a title and a house stand between name and verb: "X, leder i Y, siger"."""
    text = cast.source.document.text
    people = (e for e in reversed(named) if isinstance(e[2], Person) and e[1] <= at)
    return next((e[2].name for e in people if _pattern("set-apart").fullmatch(text, e[1], at)), None)


def _by_label(cast: _Cast, match: re.Match[str]) -> str | None:
    """The person whose name, first name or initials stand before a colon or dash."""
    who = match.group("who")
    for person in cast.found.persons:
        initials = "".join(word[0] for word in person.name.split())
        if who == initials or who in person.variants or who == person.name or who == person.name.split()[0]:
            return person.name
    return None


def _unnamed_speaker(cast: _Cast, words: str) -> str | None:
    """A title or a part of a group before the verb of saying."""
    if match := _pattern("many").search(words[-60:]):
        return match.group("who")
    if match := _pattern("title").search(words[-60:]):
        title = match.group("title") or match.group("definite")
        return _titled(cast, title) or title
    return None


def _titled(cast: _Cast, title: str) -> str | None:
    """The only person here who bears a title, or who took the chair where the title is the chair's."""
    stem = re.sub(r"(?:en|n)$", "", title.casefold())
    bearers = [p for p in cast.found.persons if p.role and p.role.casefold().startswith(stem)]
    if stem in {"formand", "forkvinde", "formanden"}:
        bearers = [p for p in cast.found.persons if p.participation == "chair"] or bearers
    return bearers[0].name if len(bearers) == 1 else None


def _last_named(cast: _Cast, sentence: Sentence) -> str | None:
    """The person named last before, whom a sentence means by "siger hun" and the like."""
    first = sentence.segment.offsets[sentence.start]
    before: Sequence[Person] = [e for start, _, e in cast.spans if start < first and isinstance(e, Person)]
    return before[-1].name if before else None


@cache
def _told() -> Screen[str]:
    """What may tell a sentence's speaker: a verb of saying, a pronoun, and words that open a debate."""
    verbs = sorted(lexicon.words("cues/speech_verbs.tsv"), key=lambda v: (-len(v), v))
    return Screen(
        (
            (re.compile(rf"\b(?:{'|'.join(re.escape(v) for v in verbs)})\b"), "verb"),
            (_pattern("pronoun"), "pronoun"),
            (_pattern("open-debate"), "open-debate"),
        )
    )
