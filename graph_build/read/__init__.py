"""Bytes to text: one module a format, every offset leads back to the source."""

import hashlib
import unicodedata
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from graph_build.errors import EmptyDocumentError, LimitError, ReadError, UnsupportedFormatError
from graph_build.formats import FORMATS
from graph_build.model import Document, Page
from graph_build.read import text

MAX_BYTES = 50 * 1024 * 1024
"""Largest source that is read, in bytes."""
MAX_CHARACTERS = 20_000_000
"""Longest text that is read, in code points."""

_BINARY = ("pdf", "docx", "pptx")


def read(path: Path, shown: str | None = None) -> Document:
    """One document as read.

    Args:
        path: The file.
        shown: The path as messages and the graph name it; ``path`` itself where left out.

    Raises:
        ReadError: The file is missing, empty, too large, no text, or of a format that is not read.
    """
    shown = unicodedata.normalize("NFC", shown or path.as_posix())
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UnsupportedFormatError(
            f"{shown}: '{path.suffix}' is not read; these are: {', '.join(sorted(FORMATS))}."
        )
    data = _bytes(path, shown)
    encoding: str | None = None
    origin: tuple[tuple[int, int], ...] = ()
    if kind in _BINARY:
        content, pages = _binary(kind)(data, shown)
        content = text.blanked(content)
    else:
        raw, encoding = text.decode(data, shown)
        pages = ()
        if kind == "html":
            from graph_build.read import html

            visible, back = html.extract(raw, shown)
            content, origin = text.normalise(visible)
            origin = text.compose(origin, back)
        else:
            content, origin = text.normalise(raw)
    if not content.strip():
        raise EmptyDocumentError(f"{shown}: no text found; the document is empty or holds only pictures.")
    if len(content) > MAX_CHARACTERS:
        raise LimitError(
            f"{shown}: {len(content)} characters are more than the limit of {MAX_CHARACTERS}; "
            "split the document."
        )
    return Document(
        name=unicodedata.normalize("NFC", path.stem), path=shown, format=kind, encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(), text=content, pages=pages, origin=origin,
    )  # fmt: skip


def _binary(kind: str) -> Callable[[bytes, str], tuple[str, tuple[Page, ...]]]:
    """What reads a binary format; loaded when it is needed, as the library behind it takes long to load."""
    reader: Callable[[bytes, str], tuple[str, tuple[Page, ...]]] = import_module(f"{__name__}.{kind}").read
    return reader


def _bytes(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError(
                f"{shown}: {size} bytes are more than the limit of {MAX_BYTES}; split the document."
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{shown}: cannot be read ({error.strerror or error}); check the path and its rights."
        ) from error
    if not data:
        raise EmptyDocumentError(f"{shown}: the file is empty (0 bytes).")
    return data
