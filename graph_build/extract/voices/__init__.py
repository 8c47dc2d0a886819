"""Voices: whose words a statement is, through headings, speakers, reported speech and relays."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from typing import TypeVar

from graph_build.context import Sentence, Source
from graph_build.extract.voices import own_words
from graph_build.extract.voices.cast import Cast
from graph_build.extract.voices.listener import Listener, Voice
from graph_build.extract.voices.weighing import Weighing
from graph_build.model import Findings, Organisation, Person, Statement

S = TypeVar("S", bound=Statement)
Hears = Callable[[Sentence], str | None]
"""Gives the voice of a sentence."""


def attribute(source: Source, found: Findings) -> Findings:
    """The findings, each statement with its voice where the document makes clear whose it is."""
    cast, heard = _heard(source, found)
    weighed = Weighing(cast, heard).voice

    def by_rules(sentence: Sentence) -> str | None:
        return heard[sentence.number].who

    def voiced(statements: tuple[S, ...], hear: Hears) -> tuple[S, ...]:
        return tuple(_with_voice(cast, hear, statement) for statement in statements)

    return replace(
        found,
        questions=_questions(cast, voiced(found.questions, by_rules)),
        answers=voiced(found.answers, by_rules),
        paradoxes=voiced(found.paradoxes, weighed),
        recommendations=voiced(found.recommendations, weighed),
        decisions=tuple(replace(d, voiced_by=own_words.body(cast)) for d in found.decisions),
    )


def weighed_for(source: Source, found: Findings) -> Weighing:
    """What weighs whose words the statements of a document are.

    Args:
        source: The document.
        found: What was found in it.
    """
    return Weighing(*_heard(source, found))


def _heard(source: Source, found: Findings) -> tuple[Cast, dict[int, Voice]]:
    """Who can speak in a document, and the voice of each sentence by the rules."""
    named: tuple[Person | Organisation, ...] = (*found.persons, *found.organisations)
    spans = sorted(
        ((m.start, m.end, entity) for entity in named for m in entity.mentions), key=itemgetter(0, 1)
    )
    cast = Cast(source, found, tuple(spans))
    return cast, Listener(cast).voices()


def _with_voice(cast: Cast, hear: Hears, statement: S) -> S:
    sentence = _sentence_at(cast.source, statement.mention.start)
    voice = hear(sentence) if sentence is not None else None
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
