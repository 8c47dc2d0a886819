"""Plain text and Markdown: bytes to text."""

import unicodedata

from graph_build.errors import NotTextError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Shares of a file's characters that no text has in such number.
_MAX_CONTROL_SHARE = 0.02


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The characters of a text file and the encoding they were read in.

    UTF-8 (with or without a mark), UTF-16 with a mark, and Windows-1252/Latin-1 as Danish offices
    write it are recognised.

    Raises:
        NotTextError: The bytes are no text in any of them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, path), encoding
    if b"\0" in data:
        raise NotTextError(f"{path}: the file is no text (it holds NUL bytes); save it as text, PDF or DOCX.")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _legacy(data), "windows-1252"
    control = sum(1 for c in text if unicodedata.category(c) == "Cc" and c not in "\n\r\t\f\x0b\x85")
    if control > _MAX_CONTROL_SHARE * len(text):
        raise NotTextError(
            f"{path}: the file is no text (too many control characters); save it as text, PDF or DOCX."
        )
    return text, encoding


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"{path}: begins as {encoding} but breaks off at byte {error.start}; save it anew as UTF-8."
        ) from error


def _legacy(data: bytes) -> str:
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def normalise(raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""The text as read (NFC, ``\n`` line breaks) and how its offsets lead back to ``raw``.

    The second value holds pairs (offset in the text, offset in ``raw``), ascending; between two pairs both
    run on in step.

    Example:
        >>> normalise("a\r\nb")
        ('a\nb', ((0, 0), (2, 3)))
    """
    if "\r" not in raw and "\x00" not in raw and unicodedata.is_normalized("NFC", raw):
        return raw, ((0, 0),)
    pieces: list[str] = []
    pairs = [(0, 0)]
    length = start = 0
    while start < len(raw):
        end = _cluster_end(raw, start)
        piece = unicodedata.normalize("NFC", raw[start:end]).replace("\r\n", "\n").replace("\r", "\n")
        pieces.append(piece)
        length += len(piece)
        if length - end != pairs[-1][0] - pairs[-1][1]:
            pairs.append((length, end))
        start = end
    return "".join(pieces), tuple(pairs)


def _cluster_end(raw: str, start: int) -> int:
    """End of the smallest piece from ``start`` that normalises on its own."""
    if raw.startswith("\r\n", start):
        return start + 2
    end = start + 1
    while end < len(raw) and (unicodedata.combining(raw[end]) or "\u1160" <= raw[end] <= "\u11ff"):
        end += 1
    return end
