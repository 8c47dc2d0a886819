"""Labels: who stands before a colon or a dash, as the one whose words follow."""

from collections.abc import Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract import groups
from graph_build.extract.voices.cast import Cast, Named
from graph_build.model import Person, Segment

_pattern = partial(lexicon.pattern, "voices")


def lists(cast: Cast, part: Segment) -> bool:
    """Whether a list item names its speaker ("Emma – …"); the next item is not hers for that."""
    return part.kind == "bullet" and _known(cast, part.text, opening=True) is not None


def named(cast: Cast, sentence: Sentence, names: Sequence[Named], *, opening: bool) -> str | None:
    """The person whom a sentence's label names, by name, first name or initials, with a title or a house.

    Args:
        cast: Who can speak.
        sentence: The sentence.
        names: The names in it.
        opening: Whether it opens its part.
    """
    if not opening and ":" not in sentence.text:
        return None
    return _known(cast, sentence.text, opening=opening) or _described(cast, sentence, names)


def of_a_kind(words: str) -> str | None:
    """One or some of a kind whom a label names: "En læge: …", "Betjentene: …"."""
    match = _pattern("some-label").match(words)
    return match.group("who") if match and is_somebody(match.group("who")) else None


def is_somebody(words: str) -> bool:
    """Whether words are of human beings."""
    return _pattern("human").search(words) is not None or bool(groups.labels(words))


def by_initials(cast: Cast, letters: str) -> str | None:
    """The only person with some initials."""
    bearers = [person.name for person in cast.found.persons if _initials(person) == letters]
    return bearers[0] if len(bearers) == 1 else None


def _known(cast: Cast, words: str, *, opening: bool) -> str | None:
    """The person whose name or initials stand before a colon or, at a part's beginning, a dash."""
    match = _pattern("bullet-speaker").match(words)
    if match is None or not (opening or match.group().rstrip().endswith(":")):
        return None
    who = match.group("who")
    return cast.called(who) or by_initials(cast, who)


def _described(cast: Cast, sentence: Sentence, names: Sequence[Named]) -> str | None:
    """The person named in a longer label: "Centerchef Ida Bro, Skive Kommune: …"."""
    label = _pattern("label").match(sentence.text) if names else None
    if label is None:
        return None
    first = sentence.segment.offsets[sentence.start]
    start, end, one = names[0]
    if not isinstance(one, Person) or end > first + label.end():
        return None
    return one.name if _pattern("title-before").fullmatch(cast.source.document.text, first, start) else None


def _initials(person: Person) -> str:
    return "".join(word[0] for word in person.name.split())
