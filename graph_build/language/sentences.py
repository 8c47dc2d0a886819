"""Danish sentences: ends that survive "kl. 10.", "m.v.", "7. møde" and "bl.a."."""

import re
from collections.abc import Iterator
from functools import cache

from graph_build import lexicon

_END = re.compile(r"(?P<dots>[.!?…]+)(?P<close>[\"”»'’)\]]*)(?=\s|$)")
_OPENS = re.compile(r"\s+[\"“”»«'‘’(\[–—-]*\s*(?P<first>\S)")
_WORD_BEFORE = re.compile(r"[^\s\"“”»«'‘’(\[]+$")
# Before a stop no word is looked for farther back.
_LONGEST_WORD = 40
# The first sign of a sentence, and a letter or digit, without one of which it says nothing.
_FIRST, _LETTER = re.compile(r"[^\s.,;:!?]"), re.compile(r"[^\W_]")
_INITIAL = re.compile(r"[A-ZÆØÅ]$")
# The first letter of what opens after a blank line or a stop.
_BEGINS = re.compile(r"(?:\A|\n[ \t]*\n|[.!?][\"»”]?\s+)[^\w\n]*([^\W\d_])")
# In a text without capitals at least so many of its openings, and so large a share, are in lower case.
_LEAST_BEGUN, _LOWER_SHARE = 8, 0.6


def without_capitals(text: str) -> bool:
    """Whether a text begins its sentences in lower case, as notes and messages do.

    Example:
        >>> without_capitals("mødet gik godt. vi ses igen. " * 5), without_capitals("Bl.a. det. Ja. " * 5)
        (True, False)
    """
    begun = _BEGINS.findall(text)
    lower = sum(map(str.islower, begun))
    return lower >= _LEAST_BEGUN and lower >= _LOWER_SHARE * len(begun)


def spans(text: str, *, capitals: bool = True) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, in order, without the white space between them.

    Args:
        text: The words.
        capitals: Whether sentences begin with them; else a small letter after a stop may open one too.

    Example:
        >>> t = "Mødet er kl. 10. Der er bl.a. 7. møde m.v. Godt."
        >>> [t[a:b] for a, b in spans(t)]
        ['Mødet er kl. 10.', 'Der er bl.a. 7. møde m.v.', 'Godt.']
    """
    start = 0
    for match in _END.finditer(text):
        if match.end() < len(text) and not _ends_here(text, match, capitals=capitals):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = _FIRST.search(text, start, end)
    if first and _LETTER.search(text, first.start(), end):
        yield first.start(), end


def _ends_here(text: str, match: re.Match[str], *, capitals: bool) -> bool:
    """Whether a sentence ends at a stop: what follows opens one, and no abbreviation stands before."""
    opens = _OPENS.match(text, match.end())
    if opens is None:
        return False
    small = opens.group("first").islower()
    if small and (capitals or match.group("dots") in {"…", "..", "..."}):
        return False
    if match.group("dots") != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    word = before.group() if before else ""
    if _INITIAL.match(word) or not word or (small and len(word) == 1):
        return False
    ending = _abbreviations().get(word.casefold())
    if ending is not None:
        # Before a small letter nothing tells whether the stop is more than the abbreviation's.
        return ending and not small
    # "den 7. Oktober" and "1. Indledning" are ordinals; "kl. 10. Der" and "i 2017. Det" end a sentence.
    ordinal = small or _ordinal(text, match.start() - len(word))
    return not (word.isdigit() and len(word) <= 2 and ordinal)


def _ordinal(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_WORD) : start].rstrip()
    return not before or before.endswith(("den", "Den", "punkt", "pkt.", "nr.", " og"))


@cache
def _abbreviations() -> dict[str, bool]:
    return {row[0]: row[1] == "yes" for row in lexicon.rows("cues/abbreviations.tsv")}
