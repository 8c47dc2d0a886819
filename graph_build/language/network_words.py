"""What the words of a sentence are part of: learnt beside what the network tells of the sentence itself.

When the network reads it is asked for some of it (``network.WORDS``). To tell the rest too makes it learn
what words stand for from many more places than there are statements; what it tells of tensions is better for
it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_build.language.network import MOST_WORDS, ROLES, as_seen

POLES = ("first pole", "second pole")
"""Known of each text whose tensions are."""
NAMED = ("person", *ROLES, "organisation", "group", "figure", "question", "answer")
"""Known of documents that were read in full."""
WORD_LABELS = (*POLES, *NAMED)
"""What a word may be part of."""
UNSURE = 2
"""Of a word that only one of two readers holds for part of something: neither learnt as that nor as none."""
# A name of fewer characters may be any word.
_SHORT = 3

Tension = tuple[str, Sequence[str]]
"""The words of a tension, and its poles."""


class Phrase(NamedTuple):
    """Words that name, count, ask or answer, and whether both readers saw that."""

    words: list[str]
    is_sure: bool


class Named(NamedTuple):
    """What a document names, as words.

    Attributes:
        parts: Of each of ``NAMED`` but the last two the words of each that there is.
        wholes: Of questions and answers, likewise, which may be more than a sentence.
    """

    parts: list[list[Phrase]]
    wholes: list[list[Phrase]]


NOTHING = Named([[] for _ in NAMED[:-2]], [[], []])
"""Of a text of which only tensions are known."""


def named_in(gold: Mapping[str, Any]) -> Named:
    """What readers found in a document, as words that are looked for in its sentences."""
    people = gold.get("persons", ())
    by_role = [list(_as_role(people, role)) for role in ROLES]
    named = (people, *by_role, gold.get("organisations", ()), gold.get("groups", ()))
    names = [[Phrase(as_seen(name), sure) for name, sure in _names(items)] for items in named]
    quotes = [
        [Phrase(as_seen(item["quote"]), _is_sure(item)) for item in gold.get(kind, ())]
        for kind in ("figures", "questions", "answers")
    ]
    return Named([*names, quotes[0]], quotes[1:])


def word_labels(sentence: str, tensions: Iterable[Tension], named: Named) -> NDArray[np.uint8]:
    """Whether each word of a sentence, as the network reads it, is part of each of ``WORD_LABELS``.

    Returns:
        A row a word, one of no word where the sentence has none, and a column a label: 1, 0, or ``UNSURE``.
    """
    words = as_seen(sentence)
    out = np.zeros((max(1, len(words)), len(WORD_LABELS)), np.uint8)
    for text, poles in tensions:
        if sentence in text or text in sentence:
            for column, pole in enumerate(_in_order(text, poles)):
                _mark(out[:, column], words, Phrase(as_seen(pole), True))
    for column, phrases in enumerate(named.parts, len(POLES)):
        for phrase in phrases:
            _mark(out[:, column], words, phrase)
    for column, phrases in enumerate(named.wholes, len(POLES) + len(named.parts)):
        for phrase in phrases:
            _mark(out[:, column], words, phrase)
            if len(words) >= _SHORT and next(beginnings(phrase.words, words), None) is not None:
                _learn(out[:, column], phrase)
    return out[:MOST_WORDS]


def _is_sure(item: Mapping[str, Any]) -> bool:
    return not item.get("optional")


def _as_role(people: Iterable[Mapping[str, Any]], role: str) -> Iterator[Mapping[str, Any]]:
    """Those who took part in a way; where readers differ on how, all who may have."""
    for one in people:
        if one.get("participation_unsure"):
            yield {**one, "optional": True}
        elif one.get("participation") == role:
            yield one


def _names(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bool]]:
    for item in items:
        names = (item.get("name", item.get("label", "")), *item.get("variants", ()))
        yield from ((name, _is_sure(item)) for name in names if len(name) >= _SHORT)


def _in_order(text: str, poles: Sequence[str]) -> list[str]:
    """The poles as they stand in the words, the first one first."""
    return sorted(poles, key=lambda pole: text.casefold().find(pole.casefold()))[: len(POLES)]


def _mark(column: NDArray[np.uint8], words: Sequence[str], phrase: Phrase) -> None:
    for at in beginnings(words, phrase.words):
        _learn(column[at : at + len(phrase.words)], phrase)


def _learn(places: NDArray[np.uint8], phrase: Phrase) -> None:
    """Mark words as a phrase's; what is sure of a word counts more than what is not."""
    places[:] = np.where(phrase.is_sure | (places == 1), 1, UNSURE)


def beginnings(words: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    """Where a phrase begins among words."""
    size = len(phrase)
    return (at for at in range(len(words) - size + 1 if size else 0) if words[at : at + size] == phrase)
