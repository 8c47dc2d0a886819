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


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, in order, without the white space between them.

    Example:
        >>> t = "Mødet er kl. 10. Der er bl.a. 7. møde m.v. Godt."
        >>> [t[a:b] for a, b in spans(t)]
        ['Mødet er kl. 10.', 'Der er bl.a. 7. møde m.v.', 'Godt.']
    """
    start = 0
    for match in _END.finditer(text):
        if match.end() < len(text) and not _ends_here(text, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = _FIRST.search(text, start, end)
    if first and _LETTER.search(text, first.start(), end):
        yield first.start(), end


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at a stop: what follows opens one, and no abbreviation stands before."""
    opens = _OPENS.match(text, match.end())
    if opens is None or opens.group("first").islower():
        return False
    if match.group("dots") != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    word = before.group() if before else ""
    if _INITIAL.match(word) or not word:
        return False
    ending = _abbreviations().get(word.casefold())
    if ending is not None:
        return ending
    # "den 7. Oktober" and "1. Indledning" are ordinals; "kl. 10. Der" and "i 2017. Det" end a sentence.
    return not (word.isdigit() and len(word) <= 2 and _ordinal(text, match.start() - len(word)))


def _ordinal(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_WORD) : start].rstrip()
    return not before or before.endswith(("den", "Den", "punkt", "pkt.", "nr.", " og"))


@cache
def _abbreviations() -> dict[str, bool]:
    return {row[0]: row[1] == "yes" for row in lexicon.rows("cues/abbreviations.tsv")}
