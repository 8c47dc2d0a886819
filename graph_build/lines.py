"""A document's lines and what each looks like by itself: the first step of segmenting."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from graph_build import lexicon
from graph_build.clean import clean

LineKind = Literal["blank", "heading", "numbered", "bullet", "header-line", "speaker", "furniture", "text"]

_BREAK = re.compile(
    r"\n|<(?i:/?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|section|article|header|footer|blockquote)"
    r"\b[^<>\n]{0,80}>)"
)
# A day of a month ("12. marts 2024") looks like an item's number, and is none.
_DAY = rf"\d{{1,2}}\. ?(?:{lexicon.expression('metadata', 'month')})\b"
_MARKER = re.compile(
    rf"(?:(?:[-–—•◆◇▪●○■□*»·§➢✓►▶‣⁃–∙~]|>{{1,4}}|\*{{0,2}}\(?(?!{_DAY})\d{{1,2}}[.)]\*{{0,2}}|"
    r"[a-hA-H]\)|\[[ xX?]\]|[?!]|o)[ \t\u00a0]+)+"
)
_NUMBERED = re.compile(
    rf"(?!{_DAY})"
    r"\*{0,2}(?:\d{1,2}(?:\.\d{1,2})*[.:)]|\d{1,2}(?:\.\d{1,2})+|(?:Ad|Pkt\.|Punkt|Dagsordenspunkt)\s*\d{1,2}[.:)]?)\*{0,2}"
    r"\s+[–—-]?\s*(?=[\w\"”»*])"
)
# A line without words of a mail that is quoted.
_QUOTED_BLANK = re.compile(r"[ \t]*>[> \t]*")
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_BOLD = re.compile(
    r"\*\*[^*\n]+\*\*[:.]?\s*$|__[^_\n]+__\s*$|<b>[^<\n]+</b>\s*$|<strong>[^<\n]+</strong>\s*$"
)
_FURNITURE = re.compile(
    r"(?:side\s*)?\d{1,3}(?:\s*(?:/|af)\s*\d{1,3})?|[-–—_=.•·*#\s|]+|(?:https?://|www\.)\S+|\w[\w-]*\.(?:dk|com|org)|"
    r"\d{2} \d{2} \d{2} \d{2}|\[?(?:billede|foto|image|logo)[^\n]{0,40}\]?|[-–]\s*\d{1,3}\s*[-–]",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line: where its words stand after markers, and what it looks like alone.

    Attributes:
        kind: What it looks like.
        start: Where its words begin, in code points of the document's text.
        end: Where they end.
        text: Its words, cleaned; empty where it is blank.
        level: Of a heading marked by ``#``, how deep it is, from 1; else 0.
        bold: Whether all of it is bold.
        marker: The number or mark that stood before its words, empty where none did.
        indent: By how many code points it is set in.
        opens: Whether it opens a part, as somebody's turn in a talk does.
    """

    kind: LineKind
    start: int
    end: int
    text: str
    level: int = 0
    bold: bool = False
    marker: str = ""
    indent: int = 0
    opens: bool = False


def lines(text: str) -> Iterator[Line]:
    """The lines of a text in order; HTML's block tags end a line and stand for a blank one."""
    at = 0
    parted = _columns if _WIDE.search(text) else _line
    for match in _BREAK.finditer(text):
        yield from parted(text, at, match.start())
        if match.group() != "\n":
            yield Line("blank", match.start(), match.start(), "")
        at = match.end()
    yield from parted(text, at, len(text))


_COLUMN = re.compile(r"[ \t](?<=[^\s:|][ \t])[ \t]{7,}(?=\S)")
# Without so much white space a text has no columns.
_WIDE = re.compile(r"[ \t]{8}")


def _columns(text: str, start: int, end: int) -> Iterator[Line]:
    """A line, parted where wide white space sets its columns apart, but not a header key from its value."""
    at = start
    for match in _COLUMN.finditer(text, start, end):
        yield from _line(text, at, match.start())
        at = match.end()
    yield from _line(text, at, end)


def _line(text: str, start: int, end: int) -> Iterator[Line]:
    """What a line is; one of nothing but white space and marks is blank."""
    words, offsets = clean(text, start, end) if start < end else ("", ())
    if not words or _QUOTED_BLANK.fullmatch(text, start, end):
        yield Line("blank", start, start, "")
        return
    raw = text[start:end].strip()
    first, last = text.index(raw, start), offsets[-1]
    furniture = _FURNITURE.fullmatch(raw) is not None
    if raw.startswith("|") and raw.count("|") >= 3 and not furniture and not _header_key(words):
        yield from _cells(text, first, end)
    elif match := _MARKDOWN.match(text, first, end):
        body = match.end() + _dashes(text, match.end(), end)
        yield _plain("heading", text, body, last, level=len(match.group(1)))
    elif furniture:
        yield Line("furniture", first, last, words)
    elif _header_key(words):
        yield Line("header-line", first, last, words)
    else:
        yield _item(text, first, end, last) or Line(
            "text", first, last, words, bold=_BOLD.match(raw) is not None, indent=first - start
        )


def _item(text: str, first: int, end: int, last: int) -> Line | None:
    """A list's item without its number or mark; ``None`` where the line has none."""
    if (match := _NUMBERED.match(text, first, end)) and match.end() < last:
        marker, bold = text[first : match.end()].strip(" *"), _BOLD.match(text[first:end]) is not None
        return _plain("numbered", text, match.end(), last, marker=marker, bold=bold)
    if (match := _MARKER.match(text, first, end)) and match.end() < last:
        return _plain("bullet", text, match.end(), last, marker=text[first : match.end()].strip())
    if _MARKER.fullmatch(text[first:end].rstrip() + " "):
        return Line("furniture", first, last, clean(text, first, end)[0])
    return None


def _cells(text: str, start: int, end: int) -> Iterator[Line]:
    """The cells of a table's row, each as a list item of its own."""
    at = start
    for stop in [*(n for n in range(start, end) if text[n] == "|"), end]:
        words, offsets = clean(text, at, stop)
        if words and not _FURNITURE.fullmatch(words):
            yield Line("bullet", offsets[0], offsets[-1], words, marker="|")
        at = stop + 1


def _plain(
    kind: LineKind, text: str, start: int, end: int, *, level: int = 0, bold: bool = False, marker: str = ""
) -> Line:
    """A line whose words begin after its marker."""
    return Line(kind, start, end, clean(text, start, end)[0], level, bold, marker)


def _dashes(text: str, start: int, end: int) -> int:
    match = re.compile(r"[–—\s]*").match(text, start, end)
    return len(match.group()) if match else 0


@cache
def header_pattern() -> re.Pattern[str]:
    """Header keys ("Deltagere:", "Afbud   ", "| Vært |") at a line's start; one group holds the key."""
    keys = "|".join(re.sub(r"\((?!\?)", "(?:", row[0]) for row in lexicon.rows("cues/header_keys.tsv"))
    return re.compile(
        rf"\**(?:({keys})(?:\s*\**\s*:|(?: {{3,}}|\t+)(?=\S))|\|\s*\**({keys})\**\s*:?\**\s*\|)\s*\**",
        re.IGNORECASE,
    )


@lru_cache(maxsize=512)
def key_meaning(key: str) -> str:
    """What a header key announces (``attendee``, ``date`` …), or an empty string for words that are no key.

    Example:
        >>> key_meaning("Deltagere fra sekretariatet"), key_meaning("Afbud"), key_meaning("Hvorfor")
        ('secretariat', 'absentee', '')
    """
    plain = key.strip()
    if not _any_key().fullmatch(plain):
        return ""
    return next((meaning for pattern, meaning in _keys() if pattern.fullmatch(plain)), "")


@cache
def _any_key() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in lexicon.rows("cues/header_keys.tsv")), re.IGNORECASE)


@cache
def _keys() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row[1]) for row in lexicon.rows("cues/header_keys.tsv"))


def header_key(words: str) -> tuple[str, int] | None:
    """The key that opens a header line and where its value begins, or ``None``."""
    match = header_pattern().match(words)
    return ((match.group(1) or match.group(match.lastindex or 1)), match.end()) if match else None


def _header_key(words: str) -> bool:
    return header_pattern().match(words) is not None
