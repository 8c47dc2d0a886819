"""Voices: whose words a statement is, through headings, speakers, reported speech and relays."""

from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import TypeVar

from graph_build.context import Sentence, Source
from graph_build.extract.voices import own_words, sayings
from graph_build.extract.voices.cast import Cast
from graph_build.extract.voices.floor import Floor
from graph_build.model import Findings, Organisation, Person, Statement

S = TypeVar("S", bound=Statement)
# Kinds of documents in which a paragraph is not still whose the one before it was.
_ANEW = frozenset({"article", "meeting-notes", "other"})


def attribute(source: Source, found: Findings) -> Findings:
    """The findings, each statement with its voice where the document makes clear whose it is."""
    named: tuple[Person | Organisation, ...] = (*found.persons, *found.organisations)
    spans = sorted(
        ((m.start, m.end, entity) for entity in named for m in entity.mentions), key=itemgetter(0, 1)
    )
    cast = Cast(source, found, tuple(spans))
    voices = _running_voices(cast)

    def voiced(statements: tuple[S, ...]) -> tuple[S, ...]:
        return tuple(_with_voice(cast, voices, statement) for statement in statements)

    return replace(
        found,
        questions=_questions(cast, voiced(found.questions)),
        answers=voiced(found.answers),
        paradoxes=voiced(found.paradoxes),
        recommendations=voiced(found.recommendations),
        decisions=tuple(replace(d, voiced_by=own_words.body(cast)) for d in found.decisions),
    )


def _with_voice(cast: Cast, voices: dict[int, str | None], statement: S) -> S:
    sentence = _sentence_at(cast.source, statement.mention.start)
    voice = voices.get(sentence.number) if sentence is not None else None
    return replace(statement, voiced_by=voice, on_behalf_of=_behalf(cast, voice))


def _behalf(cast: Cast, voice: str | None) -> str | None:
    return next((person.affiliation for person in cast.found.persons if person.name == voice), None)


def _questions(cast: Cast, questions: tuple[S, ...]) -> tuple[S, ...]:
    """An interview's questions are its author's, not its subject's."""
    subject = own_words.subject(cast)
    if subject is None:
        return questions
    author = own_words.who_took_part(cast, "author")
    return tuple(replace(q, voiced_by=author if q.voiced_by == subject else q.voiced_by) for q in questions)


def _sentence_at(source: Source, offset: int) -> Sentence | None:
    at = bisect_right(source.sentences, offset, key=lambda s: s.segment.offsets[s.start])
    return source.sentences[at - 1] if at else None


def _running_voices(cast: Cast) -> dict[int, str | None]:
    """The voice of each sentence by its number, as a reader carries it from sentence to sentence."""
    default = own_words.of_document(cast)
    told = sayings.told()
    floor = Floor(cast)
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
            voice = floor.voice or own_words.of_section(cast, section) or default
        if opening and part is not None and sayings.labelled(cast, part):
            voice = held
        part = sentence.segment
        held = voice if opening else held
        if opening and (floor.voice or had or cast.found.metadata.kind in _ANEW):
            quoted = spoken if sayings.opens_quotation(cast, part) else None
            voice = floor.voice or quoted or own_words.of_section(cast, section) or default
        found = {name: match for match, name in reversed([*told.find(sentence.text)])}
        if "open-debate" in found:
            voice = None
        # Whom a turn of a chat speaks to ("@Ida") is not the one who speaks.
        own = None if sentence.text.startswith("@") else sayings.speaker(cast, sentence, opening, found)
        unnamed = [] if opening else unnamed
        if own and unnamed and sayings.closes_quotation(cast, sentence, found):
            out |= dict.fromkeys(unnamed, own)
        voice, spoken = own or voice, own or spoken
        unnamed = [] if own else [*unnamed, sentence.number]
        out[sentence.number] = voice
    return out
