"""Pages of a binary format put together to one text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from graph_build.model import Page

_FURNITURE_SHARE = 0.5
_SAYS = re.compile(r"(?!(?:side|page|af|of)\b)\b[^\W\d_]{2,}", re.IGNORECASE)


def join_pages(texts: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """One text of all pages, a blank line between two, and where each page begins.

    Lines that stand at the top or foot of at least half of three or more pages (headers, footers) are kept
    once, where they stand first; a page's number is left out there.
    """
    cleaned = [_normal(text).split("\n") for text in texts]
    again = _furniture(cleaned)
    parts: list[str] = []
    pages: list[Page] = []
    length = 0
    for number, lines in enumerate(cleaned, 1):
        kept: list[str] = []
        for at, line in enumerate(lines):
            shape = _shape(line) if _edge(at, lines) else ""
            if again.get(shape, True):
                kept.append(line)
            if shape in again:
                again[shape] = False
        text = "\n".join(kept).strip("\n") + "\n\n"
        pages.append(Page(number, length))
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(pages)


def _normal(text: str) -> str:
    # PDFium puts U+0002 or U+FFFE for a hyphen with the line break after it. Whether the word goes on there
    # ("ledel-sesrum") or the hyphen is its own ("institutions- og driftsledere") is told when segmenting.
    text = re.sub(r"[\x02\ufffe]\n?", "-\n", re.sub(r"\r\n?|\x0b", "\n", text))
    return "".join(c for c in unicodedata.normalize("NFC", text) if c in "\n\t" or ord(c) >= 32)


def _edge(at: int, lines: Sequence[str]) -> bool:
    return at < 2 or at >= len(lines) - 2


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line).strip()


def _furniture(pages: Sequence[Sequence[str]]) -> dict[str, bool]:
    """The lines that pages share, and whether each is still to be kept once: it says more than a number."""
    if len(pages) < 3:
        return {}
    seen = Counter(
        shape
        for lines in pages
        for shape in {_shape(line) for at, line in enumerate(lines) if _edge(at, lines)}
        if shape
    )
    least = max(3, _FURNITURE_SHARE * len(pages))
    return {shape: _SAYS.search(shape) is not None for shape, count in seen.items() if count >= least}
