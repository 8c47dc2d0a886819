"""Whom a sentence names as the one who says it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract.voices.cast import Cast
from graph_build.language.screen import Screen
from graph_build.model import Organisation, Person, Segment

_pattern = partial(lexicon.pattern, "voices")

# Kinds that tell who said what: a sentence that opens with a name is about what that one said.
_OF_TALK = frozenset({"meeting-notes", "minutes", "network-meeting"})


def labelled(cast: Cast, part: Segment) -> bool:
    """Whether a list item names its speaker ("Emma – …"); the next item is not hers for that."""
    match = _pattern("bullet-speaker").match(part.text) if part.kind == "bullet" else None
    return match is not None and _by_label(cast, match) is not None


def closes_quotation(cast: Cast, sentence: Sentence, told: Mapping[str, re.Match[str]]) -> bool:
    """Whether a sentence ends what somebody is quoted for from the part's beginning: "- … …, siger hun."."""
    verb = told.get("verb")
    if verb is None or not _pattern("quote-ends").search(sentence.text[: verb.start()]):
        return False
    return opens_quotation(cast, sentence.segment)


def opens_quotation(cast: Cast, part: Segment) -> bool:
    """Whether a part opens with a dash or a sign that quotes."""
    text = cast.source.document.text
    line = text[text.rfind("\n", 0, part.offsets[0]) + 1 : part.offsets[0] + 1]
    return _pattern("quotation").match(line) is not None


def speaker(cast: Cast, sentence: Sentence, opening: bool, told: Mapping[str, re.Match[str]]) -> str | None:
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


def _set_apart(cast: Cast, named: Sequence[tuple[int, int, Person | Organisation]], at: int) -> str | None:
    """The person who speaks though a title and a house stand between name and verb: "X, leder i Y, siger"."""
    text = cast.source.document.text
    people = (e for e in reversed(named) if isinstance(e[2], Person) and e[1] <= at)
    return next((e[2].name for e in people if _pattern("set-apart").fullmatch(text, e[1], at)), None)


def _by_label(cast: Cast, match: re.Match[str]) -> str | None:
    """The person whose name, first name or initials stand before a colon or dash."""
    who = match.group("who")
    for person in cast.found.persons:
        initials = "".join(word[0] for word in person.name.split())
        if who == initials or who in person.variants or who == person.name or who == person.name.split()[0]:
            return person.name
    return None


def _unnamed_speaker(cast: Cast, words: str) -> str | None:
    """A title or a part of a group before the verb of saying."""
    if match := _pattern("many").search(words[-60:]):
        return match.group("who")
    if match := _pattern("title").search(words[-60:]):
        title = match.group("title") or match.group("definite")
        return _titled(cast, title) or title
    return None


def _titled(cast: Cast, title: str) -> str | None:
    """The only person here who bears a title, or who took the chair where the title is the chair's."""
    stem = re.sub(r"(?:en|n)$", "", title.casefold())
    bearers = [p for p in cast.found.persons if p.role and p.role.casefold().startswith(stem)]
    if stem in {"formand", "forkvinde", "formanden"}:
        bearers = [p for p in cast.found.persons if p.participation == "chair"] or bearers
    return bearers[0].name if len(bearers) == 1 else None


def _last_named(cast: Cast, sentence: Sentence) -> str | None:
    """The person named last before, whom a sentence means by "siger hun" and the like."""
    first = sentence.segment.offsets[sentence.start]
    before: Sequence[Person] = [e for start, _, e in cast.spans if start < first and isinstance(e, Person)]
    return before[-1].name if before else None


@cache
def told() -> Screen[str]:
    """What may tell a sentence's speaker: a verb of saying, a pronoun, and words that open a debate."""
    verbs = sorted(lexicon.words("cues/speech_verbs.tsv"), key=lambda v: (-len(v), v))
    return Screen(
        (
            (re.compile(rf"\b(?:{'|'.join(re.escape(v) for v in verbs)})\b"), "verb"),
            (_pattern("pronoun"), "pronoun"),
            (_pattern("open-debate"), "open-debate"),
        )
    )
