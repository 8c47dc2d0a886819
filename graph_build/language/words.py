"""The words of a sentence, told once for all that reads it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from graph_build import lexicon

_TOKEN = re.compile(r"\w+|[^\w\s]")
# Sentences whose words are remembered while a document is read; more would only cost memory.
REMEMBERED = 1024


@lru_cache(maxsize=REMEMBERED)
def tokens(text: str) -> tuple[str, ...]:
    """The words and marks of a text in order, in lower case.

    Example:
        >>> tokens("Lederne skal lytte!")
        ('lederne', 'skal', 'lytte', '!')
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        # "İ" becomes two code points, of which one is no letter: its word must not fall apart.
        return tuple(word.lower() for word in _TOKEN.findall(text))
    return tuple(_TOKEN.findall(lowered))


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where each of the tokens of a text begins and ends, in code points.

    Example:
        >>> list(places("Lyt nu!"))
        [(0, 3), (4, 6), (6, 7)]
    """
    lowered = text.lower()
    return (match.span() for match in _TOKEN.finditer(lowered if len(lowered) == len(text) else text))


@cache
def function_words() -> frozenset[str]:
    """The small words that stand in any sentence and tell nothing of what it is about, in lower case.

    Example:
        >>> {"og", "ledelse"} & function_words()
        {'og'}
    """
    return lexicon.words("cues/function_words.tsv")
