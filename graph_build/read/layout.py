"""Paragraphs and headings out of lines and their places on the page.

Headings are marked as in Markdown and lines in bold by two stars, a blank line parts blocks, and a line that
was broken only for want of room is one with the next.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_ITEM = re.compile(r"(?:[-–—•◆◇▪●○■□*·➢✓►▶‣⁃∙o]|\(?\d{1,2}[.)]|[a-hA-H]\))\s")
_MARK_ALONE = re.compile(r"[•◆◇▪●○■□·➢✓►▶‣⁃∙–-]|\(?\d{1,2}[.)]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SHARED_ROW = 0.4  # lines nearer in height than this share of it stand in one row
_LARGER = 1.12  # a heading's letters beside the body's
_SAME = 0.08  # how far heights of one block differ
_GAP = 1.2  # a gap between blocks beside the leading within them
_DOT_ROOM = 24.0  # points between a bullet's middle and its words
_LEADING, _LEAST_LEADING, _MOST_LEADING = 1.25, 0.8, 1.8  # beside the height of the letters
_USUAL = 0.1
_COLUMN = 36.0  # points that lines of one column differ at the left
_INDENT = 6.0  # points by which a first line stands in
_MAX_HEADING = 200
_MAX_BOLD = 160
_MAX_LARGE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, and in points from the page's lower left corner where they stand.

    ``bottom`` is the line its letters stand on, ``height`` the size of its font.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    bold: bool = False

    @property
    def item(self) -> bool:
        """Whether it opens an item of a list."""
        return _ITEM.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in the document: the height of its body, the leading, the heights of headings."""

    body: float
    leading: float
    larger: tuple[float, ...]


def marked(lines: Sequence[Line], dots: Sequence[tuple[float, float]]) -> list[Line]:
    """The lines of a page, a bullet put before those with a drawn dot (its middle is given) at their left."""
    return [
        replace(line, text=f"• {line.text}")
        if any(_leads(line, across, up) for across, up in dots) and not line.item
        else line
        for line in lines
    ]


def _leads(line: Line, across: float, up: float) -> bool:
    return 0 < line.left - across < _DOT_ROOM and line.bottom < up < line.bottom + line.height


def composed(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The text of each page, a blank line between two blocks."""
    whole = [_with_marks(lines) for lines in pages]
    measure = _measure(whole)
    return ["\n\n".join(_told(block, measure) for block in _blocks(lines, measure)) for lines in whole]


def _with_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines, a bullet or number that stands by itself put before the words of its row."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if before and _MARK_ALONE.fullmatch(before.text) and _one_row(before, line):
            out[-1] = replace(line, text=f"{before.text} {line.text}", left=before.left)
        else:
            out.append(line)
    return out


def _one_row(one: Line, other: Line) -> bool:
    return abs(one.bottom - other.bottom) < _SHARED_ROW * max(one.height, other.height)


def _measure(pages: Sequence[Sequence[Line]]) -> _Measure:
    heights: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        heights[_rounded(line.height)] += len(line.text)
    body = max(heights, key=lambda height: (heights[height], height), default=0.0)
    gaps = Counter(
        _rounded(one.bottom - other.bottom)
        for lines in pages
        for one, other in pairwise(lines)
        if _near(one.height, body)
        and _near(other.height, body)
        and 0 < one.bottom - other.bottom < 2.5 * body
    )
    # Of the gaps that are usual, the least: those between paragraphs may be more in number.
    usual = [gap for gap in gaps if _LEAST_LEADING * body <= gap and gaps[gap] >= _USUAL * gaps.total()]
    leading = min(usual, default=_LEADING * body)
    leading = leading if leading < _MOST_LEADING * body else _LEADING * body
    larger = sorted((height for height in heights if height > _LARGER * body), reverse=True)
    large = sum(heights[height] for height in larger)
    return _Measure(body, leading, tuple(larger) if large <= _MAX_LARGE_SHARE * heights.total() else ())


def _rounded(points: float) -> float:
    return round(2 * points) / 2


def _near(height: float, other: float) -> bool:
    return abs(height - other) <= _SAME * max(height, other)


def _blocks(lines: Sequence[Line], measure: _Measure) -> Iterator[list[tuple[Line, bool]]]:
    """Lines that belong together, each with whether the next goes on with it for want of room."""
    block: list[tuple[Line, bool]] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        wrapped = after is not None and not _breaks(line, after, _edge(lines, line))
        block.append((line, wrapped))
        if after is None or not _together(line, after, wrapped, measure, first=len(block) == 1):
            yield block
            block = []


def _edge(lines: Iterable[Line], line: Line) -> float:
    """Where the column of a line ends at the right."""
    return max(other.right for other in lines if abs(other.left - line.left) < _COLUMN)


def _breaks(line: Line, after: Line, edge: float) -> bool:
    """Whether a line ends by will: the next one's first word would have had room."""
    if line.text.endswith("-") and after.text[:1].islower():
        return False
    letter = (after.right - after.left) / max(1, len(after.text))
    return line.right + letter * (len(after.text.split(maxsplit=1)[0]) + 1) < edge


def _together(line: Line, after: Line, wrapped: bool, measure: _Measure, *, first: bool) -> bool:
    """Whether two lines that follow each other stand in one block."""
    if _one_row(line, after):
        return False
    gap = line.bottom - after.bottom
    leading = measure.leading * max(1.0, line.height / measure.body if measure.body else 1.0)
    if after.item or not _near(line.height, after.height) or not 0 < gap <= _GAP * leading:
        return False
    if after.left > line.right or after.right < line.left:
        return False
    if line.bold != after.bold and (not wrapped or gap > 1.05 * leading):
        return False
    return line.item or first or after.left - line.left < _INDENT


def _told(block: Sequence[tuple[Line, bool]], measure: _Measure) -> str:
    """A block as text, marked where it is a heading or in bold."""
    lines = [line for line, _ in block]
    height = median(line.height for line in lines)
    words = " ".join(line.text for line in lines)
    if lines[0].item or not _LETTERS.search(words):
        return _flowing(block)
    level = next((n for n, larger in enumerate(measure.larger, 1) if height >= larger - 0.5), 0)
    if level and len(words) <= _MAX_HEADING:
        return f"{'#' * min(level, 4)} {words}"
    if all(line.bold for line in lines) and len(words) <= _MAX_BOLD:
        return f"**{words}**"
    return _flowing(block)


def _flowing(block: Sequence[tuple[Line, bool]]) -> str:
    pieces = []
    for line, wrapped in block:
        pieces.append(line.text)
        # A hyphen at a line's end keeps its line break: only there may it part a word.
        pieces.append(" " if wrapped and not line.text.endswith("-") else "\n")
    return "".join(pieces).rstrip()
