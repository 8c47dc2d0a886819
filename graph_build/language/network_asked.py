"""Which sentences of a document ask and which answer, for the network to learn.

A reader quotes a question or an answer as it stands, from part of a sentence to many of them; a sentence is
one where most of its words stand in the quote.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph_build.language.network import as_seen
from graph_build.language.network_words import beginnings

ASKED = {"question": "questions", "answer": "answers"}
"""The labels that are told so, with the lists of the annotations that show them."""
# The share of a sentence that a quote holds, so that it is one, and so that it may be.
_MOST, _SOME = 0.5, 0.2
# A sentence of fewer words ("Ja.") within a longer quote stands elsewhere as well.
_SHORT = 3


def asked_truths(sentences: Sequence[str], found: Sequence[Mapping[str, Any]]) -> list[bool | None]:
    """Whether each sentence asks, or answers; ``None`` where that cannot be said.

    Args:
        sentences: A document's, in order.
        found: The questions, or the answers, that a reader found in it.
    """
    quotes = [(as_seen(item["quote"]), bool(item.get("optional"))) for item in found]
    return [_told(as_seen(sentence), quotes) for sentence in sentences]


def _told(words: Sequence[str], quotes: Sequence[tuple[Sequence[str], bool]]) -> bool | None:
    held = [(_share(words, quote), len(quote), optional) for quote, optional in quotes]
    share, size, optional = max(held, default=(0.0, 0, False))
    unsure = optional or share < _MOST or (len(words) < _SHORT and len(words) < size)
    return None if share >= _SOME and unsure else share >= _MOST


def _share(words: Sequence[str], quote: Sequence[str]) -> float:
    """The share of a sentence's words that stand in a quote: in a row, or at either end of both.

    Example:
        >>> _share(("svar", ":", "vi", "lytter"), ("vi", "lytter", ".", "altid", "."))
        0.5
    """
    short, long = sorted((words, quote), key=len)
    if next(beginnings(long, short), None) is not None:
        return len(short) / len(words)
    # What begins the one and ends the other counts too, as a label may lead a quote's words.
    for length in range(len(short) - 1, 0, -1):
        if words[-length:] == quote[:length] or words[:length] == quote[-length:]:
            return length / len(words)
    return 0.0
