"""Pages of a binary format put together to one text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from graph_build.model import Page

_FURNITURE_SHARE = 0.5
_SAYS = re.compile(r"(?!(?:side|page|af|of)\b)\b[^\W\d_]{2,}", re.IGNORECASE)


def join_pages(texts: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """One text of all pages, without headers and footers, and where each page begins."""
    pages = [_normal(text).split("\n") for text in texts]
    kept = kept_lines(pages)
    return joined(["\n".join(lines[at] for at in among) for lines, among in zip(pages, kept, strict=True)])


def joined(texts: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """One text of all pages, a blank line between two, and where each page begins."""
    parts: list[str] = []
    pages: list[Page] = []
    length = 0
    for number, text in enumerate(texts, 1):
        parts.append(text.strip("\n") + "\n\n")
        pages.append(Page(number, length))
        length += len(parts[-1])
    return "".join(parts), tuple(pages)


def kept_lines(pages: Sequence[Sequence[str]]) -> list[list[int]]:
    """Of each page, which lines a reader reads, as indexes in order.

    Lines that stand at the top or foot of at least half of three or more pages (headers, footers) are kept
    once, where they stand first; a page's number is left out there.
    """
    again = _furniture(pages)
    out: list[list[int]] = []
    for lines in pages:
        kept: list[int] = []
        for at, line in enumerate(lines):
            shape = _shape(line) if _edge(at, lines) else ""
            if again.get(shape, True):
                kept.append(at)
            if shape in again:
                again[shape] = False
        out.append(kept)
    return out


def _normal(text: str) -> str:
    text = re.sub(r"\r\n?|\x0b", "\n", text)
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
