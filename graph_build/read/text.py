"""Plain text and Markdown: bytes to text."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph_build.errors import NotTextError

Origin = tuple[tuple[int, int], ...]
"""Pairs (offset in the text, offset in the source), ascending; between two pairs both run on in step."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# A table's row of more code points is read cell by cell.
_MAX_ROW_CHARS = 400
# A share of a file's characters that no text has in such number, where bytes may stand for any letters.
_MAX_CONTROL_SHARE = 0.02
_CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160)))) - frozenset("\n\r\t\f\x0b\x85")
_BLANKS = {ord(char): " " for char in (*_CONTROLS, "\ufffe", "\uffff")}
_TO_BLANK = re.compile("[" + re.escape("".join(map(chr, _BLANKS))) + "]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The characters of a text file and the encoding they were read in.

    UTF-8 (with or without a mark), UTF-16 with a mark, and Windows-1252/Latin-1 as Danish offices
    write it are recognised. Control characters that no export may hold are read as blanks, one each, so that
    all offsets stay.

    Raises:
        NotTextError: The bytes are no text in any of them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return blanked(_strict(data, encoding, path)), encoding
    if b"\0" in data:
        raise NotTextError(f"{path}: the file is no text (it holds NUL bytes); save it as text, PDF or DOCX.")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise NotTextError(
                f"{path}: is UTF-8 but breaks off at byte {error.start}; save it anew as UTF-8."
            ) from error
        text, encoding = _legacy(data)
    control = len(_TO_BLANK.findall(text))
    # Valid UTF-8 hardly comes about by chance: there it is enough that letters outnumber the others.
    if control and control > (
        sum(map(str.isalpha, text)) if encoding == "utf-8" else _MAX_CONTROL_SHARE * len(text)
    ):
        raise NotTextError(
            f"{path}: the file is no text (too many control characters); save it as text, PDF or DOCX."
        )
    return blanked(text) if control else text, encoding


def blanked(text: str) -> str:
    """The text with a blank for each control character that no export may hold."""
    return text.translate(_BLANKS) if _TO_BLANK.search(text) else text


def is_row(cells: Sequence[int]) -> bool:
    """Whether a table's row is read across, as one line; else it is text laid out in columns.

    Args:
        cells: How many code points each cell has; an empty one keeps its place in the line.
    """
    return sum(map(bool, cells)) > 1 and sum(cells) <= _MAX_ROW_CHARS


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"{path}: begins as {encoding} but breaks off at byte {error.start}; save it anew as UTF-8."
        ) from error


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the letters beyond ASCII are UTF-8's than not: as Latin-1 each would become two."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(not c.isascii() for c in text) > 2 * broken


def _legacy(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def normalise(raw: str) -> tuple[str, Origin]:
    r"""The text as read (NFC, ``\n`` line breaks) and how its offsets lead back to ``raw``.

    The second value holds pairs (offset in the text, offset in ``raw``), ascending; between two pairs both
    run on in step.

    Example:
        >>> normalise("a\r\nb")
        ('a\nb', ((0, 0), (2, 3)))
    """
    if "\r" not in raw and unicodedata.is_normalized("NFC", raw):
        return raw, ((0, 0),)
    pieces: list[str] = []
    pairs = [(0, 0)]
    length = 0
    for line in _LINE.finditer(raw):
        for start, end in _clusters(raw, *line.span()):
            piece = unicodedata.normalize("NFC", raw[start:end])
            piece = piece.replace("\r\n", "\n").replace("\r", "\n")
            pieces.append(piece)
            # A code point that NFC takes apart: each further part leads back to it.
            pairs += [(length + n, end - 1) for n in range(end - start, len(piece))]
            length += len(piece)
            if length - end != pairs[-1][0] - pairs[-1][1]:
                pairs.append((length, end))
    return "".join(pieces), tuple(pairs)


def compose(first: Origin, second: Origin) -> Origin:
    """How offsets lead back over two steps: ``first`` to a middle text, ``second`` from there to the source.

    Example:
        >>> compose(((0, 0), (2, 3)), ((0, 10), (5, 20)))
        ((0, 10), (2, 13), (4, 20))
    """
    starts = [middle for middle, _ in second]
    out: list[tuple[int, int]] = []
    for (ours, middle), after in zip(first, [*first[1:], None], strict=True):
        at = bisect_right(starts, middle) - 1
        steps = [(ours, second[at][1] + middle - starts[at])]
        end = middle + after[0] - ours if after else starts[-1] + 1
        while (at := at + 1) < len(second) and starts[at] < end:
            steps.append((ours + starts[at] - middle, second[at][1]))
        out += [step for step in steps if not out or step[0] - step[1] != out[-1][0] - out[-1][1]]
    return tuple(out)


def _clusters(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The smallest pieces of a line that normalise on their own; of one in NFC, itself and its end."""
    stop = end
    while stop > start and raw[stop - 1] in "\r\n":
        stop -= 1
    if unicodedata.is_normalized("NFC", raw[start:stop]):
        start, first = stop, start
        if first < stop:
            yield first, stop
    while start < stop:
        after = start + 1
        while after < stop and _joins(raw[after]):
            after += 1
        yield start, after
        start = after
    if stop < end:
        yield stop, end


def _joins(char: str) -> bool:
    """Whether a code point may melt into the one before it."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
