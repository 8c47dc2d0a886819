"""Cuts a written answer after a number of rows, so that what is left is a whole document."""

import mmap
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

__all__ = ["cut", "few"]

_JSON_ROW: Final = re.compile(
    rb'\{(?:[^{}"]++|"(?:[^"\\]++|\\.)*+"|\{(?:[^{}"]++|"(?:[^"\\]++|\\.)*+"|\{(?:[^{}"]++|"(?:[^"\\]++|\\.)*+")*+\})*+\})*+\},?',
    re.DOTALL,
)
_XML_ROW: Final = re.compile(rb"<result>.*?</result>", re.DOTALL)
_CSV_ROW: Final = re.compile(rb'(?:[^"\r]++|"(?:[^"]++|"")*+")*+\r\n')
_TSV_ROW: Final = re.compile(rb"[^\n]*\n")
_MARKS: Final = {"json": b"}", "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
_SIGNS: Final = {form: mark[-1:] for form, mark in _MARKS.items()}
"""A sign that stands at the end of each row, or in it."""
_SHORTEST: Final = {"json": len("{},"), "xml": len("<result></result>"), "csv": len("\r\n"), "tsv": len("\n")}
_PIECE: Final = 64 * 1024
_ENDS: Final = {"json": b"]}}", "xml": b"</results></sparql>", "csv": b"", "tsv": b""}


def _json(body: bytes, at: int) -> Iterator[int]:
    while found := _JSON_ROW.match(body, at):
        at = found.end()
        yield at


def _xml(body: bytes, at: int) -> Iterator[int]:
    while found := _XML_ROW.match(body, at):
        at = found.end()
        yield at


def _lines(row: re.Pattern[bytes]) -> Callable[[bytes, int], Iterator[int]]:
    def ends(body: bytes, at: int) -> Iterator[int]:
        while found := row.match(body, at):
            at = found.end()
            yield at

    return ends


_ROWS: Final = {"json": _json, "xml": _xml, "csv": _lines(_CSV_ROW), "tsv": _lines(_TSV_ROW)}
_STARTS: Final = {"json": b'"bindings":[', "xml": b"<results>", "csv": b"\n", "tsv": b"\n"}


def few(written: mmap.mmap, form: str, rows: int) -> bool:
    """Tell at once that an answer has no more than ``rows`` rows; if not, it may have so few still.

    Args:
        written: The answer, up to the place where one would write on. It is read as far as it must be.
        form: ``json``, ``xml``, ``csv`` or ``tsv``.
        rows: At least 1.
    """
    size, sign, at, most = written.tell(), _SIGNS[form], 0, 1
    while at < size and most + (size - at) // _SHORTEST[form] > rows:
        part = written[at : min(at + _PIECE, size)]
        most += len(part) - len(part.replace(sign, b""))  # in half of the time that count takes
        at += len(part)
    return most + (size - at) // _SHORTEST[form] <= rows


def cut(body: bytes, form: str, rows: int, whole: bool) -> tuple[bytes, bool]:
    """Give an answer of at most ``rows`` rows, and whether any were left out.

    Args:
        body: An answer as pyoxigraph writes it, perhaps broken off in the middle.
        form: ``json``, ``xml``, ``csv`` or ``tsv``.
        rows: At least 1.
        whole: Whether the answer was written to its end.

    Raises:
        ValueError: Not even one row is whole.
    """
    if whole and body.count(_MARKS[form]) <= rows:
        return body, False
    start = body.index(_STARTS[form]) + len(_STARTS[form])
    ends = list(islice(_ROWS[form](body, start), rows))
    last = ends[-1] if ends else start
    rest = body[last:].lstrip(b",")
    if whole and rest.startswith(_ENDS[form]) and len(rest) <= len(_ENDS[form]) + 1:
        return body, False
    if not ends:
        raise ValueError("one row alone is longer than an answer may be.")
    return body[:last].rstrip(b"," if form == "json" else b"") + _ENDS[form], True
