"""How far two quotes agree: the overlap of their words, as the scorer counts it."""

import re
from collections import Counter

from graph_build.language.folding import key

_WORD = re.compile(r"\w+")
_PREFIX = 40


def words(text: str) -> Counter[str]:
    """The words of a text, folded, with how often each stands."""
    return Counter(_WORD.findall(key(text)))


def overlap(a: str, b: str) -> float:
    """Jaccard overlap of two texts' words, 0 to 1.

    It is 1 where the longer text begins with all of the shorter and that has forty letters or more.

    Example:
        >>> overlap("Lederne skal lytte.", "lederne skal lytte")
        1.0
    """
    shorter, longer = sorted((key(a), key(b)), key=len)
    if len(shorter) >= _PREFIX and longer.startswith(shorter):
        return 1.0
    ours, theirs = words(a), words(b)
    either = sum((ours | theirs).values())
    return sum((ours & theirs).values()) / either if either else 0.0
