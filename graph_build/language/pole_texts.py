"""The labelled tensions that the network of poles is trained on."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from graph_build.language.examples import (
    annotated,
    labelled_passages,
    labelled_tensions,
    marked_documents,
    retold,
    tensions_of,
)  # fmt: skip
from graph_build.language.pole_network import tokens

# Tensions of documents that were read in full count for more, and those of the corpus for still more.
_LESS, _OF_CORPUS = 0.5, 3.0


class Tension(NamedTuple):
    """A tension and its poles.

    Attributes:
        text: Its words.
        ends: Where the first pole begins and ends, and the second, as places among its ``tokens``.
        block: The document that it stands in, or its like.
        weight: How much it counts.
        is_document: Whether it stands in a document that was read in full.
    """

    text: str
    ends: tuple[int, int, int, int]
    block: str
    weight: float
    is_document: bool


def tensions_of_all(folders: tuple[Path, ...]) -> Iterator[Tension]:
    """The tensions of sentences, documents and passages as each reader cut them, always in the same order."""
    for sentence, poles, block in labelled_tensions():
        yield from tension(sentence, poles, block, _LESS, is_document=False)
    in_full = ((one, True) for one in annotated(folders))
    rest = chain(marked_documents(), labelled_passages(harder=True), retold(folders))
    for one, is_document in chain(in_full, ((one, False) for one in rest)):
        weight = _OF_CORPUS if one.times > 1 else 1.0 if is_document else _LESS
        for text, told in tensions_of(one.source, one.genre, one.cuts or (one.gold,)):
            yield from tension(text, told, one.block, weight, is_document=is_document)


def tension(
    text: str, told: Sequence[str], block: str, weight: float, *, is_document: bool
) -> Iterator[Tension]:
    """The tension, where both poles are found in its words, one after the other."""
    spans = sorted(filter(None, (_span(text, pole) for pole in told)))
    if len(spans) == 2 and spans[0][1] < spans[1][0]:
        yield Tension(text, (*spans[0], *spans[1]), block, weight, is_document)


def _span(text: str, pole: str) -> tuple[int, int] | None:
    """The first and last word of a pole, as places among the words that are read."""
    words = r"\s+".join(map(re.escape, pole.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else None
    if not found:
        return None
    start, end = found.span()
    at = [n for n, ((a, b), word) in enumerate(tokens(text)) if b > start and a < end and word[0].isalnum()]
    return (at[0], at[-1]) if at else None
