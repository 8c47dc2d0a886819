"""PDF by pypdfium2: the text of each page in reading order, with the page's number.

PDFium tells lines and where each letter stands, but nothing of paragraphs and headings; those are told from
the places (``layout``).
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from graph_build.errors import LimitError, NotTextError
from graph_build.model import Page
from graph_build.read.layout import Line, composed, marked
from graph_build.read.pages import joined, kept_lines

MAX_PAGES = 3_000
"""Most pages that are read of one document."""

# A line with what ends it. PDFium puts U+0002 or U+FFFE for a hyphen with the line break after it; segmenting
# tells whether the word goes on there ("ledel-sesrum") or not ("institutions- og driftsledere").
_LINE = re.compile(r"[^\r\n\x0b\x02\ufffe]*(?:[\x02\ufffe](?:\r\n?|\n)?|\r\n?|\n|\x0b|\Z)")
_BROKEN = re.compile(r"[\x02\ufffe]\s*$")
# Symbol fonts put their bullets in the private-use area.
_BULLETS = re.compile(r"^[\uf000-\uf0ff](?=\s)")
_BOLD_WEIGHT = 600
_FORCED_BOLD = 1 << 18
_LEAST_DOT, _LARGEST_DOT = 1.5, 8.0  # points
_MAX_SHAPES = 2_000  # a drawing of more shapes than these is looked at no further


def read(data: bytes, path: str) -> tuple[str, tuple[Page, ...]]:
    """The document's text and where each page begins.

    Raises:
        NotTextError: The file is encrypted or broken.
        LimitError: It has more pages than the limit.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(path, str(error)) from error
    try:
        if len(document) > MAX_PAGES:
            raise LimitError(
                f"{path}: {len(document)} pages are more than the limit of {MAX_PAGES}; split the document."
            )
        pages = [_page_lines(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _unopened(path, str(error)) from error
    finally:
        document.close()
    kept = kept_lines([[line.text for line in lines] for lines in pages])
    return joined(composed([[lines[at] for at in among] for lines, among in zip(pages, kept, strict=True)]))


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    letters = page.get_textpage()
    try:
        return marked(list(_lines(letters)), list(_dots(page)))
    finally:
        letters.close()
        page.close()


def _dots(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float]]:
    """The middle of each small filled shape, such as browsers draw for the bullets of a list."""
    for drawn in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3), _MAX_SHAPES):
        left, bottom, right, top = drawn.get_bounds()
        if _LEAST_DOT < right - left < _LARGEST_DOT and abs((right - left) - (top - bottom)) < 1:
            yield (left + right) / 2, (bottom + top) / 2


def _lines(letters: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """The lines of a page that hold more than white space, in PDFium's order."""
    text: str = letters.get_text_range()
    for match in _LINE.finditer(text):
        words = _normal(match.group())
        if words:
            shown = [n for n in range(*match.span()) if text[n] not in " \t\r\n\x0b\x02\ufffe\u00a0"]
            yield _placed(letters, words, shown or list(range(*match.span()))[:1])


def _normal(raw: str) -> str:
    words = _BULLETS.sub("•", _BROKEN.sub("-", raw).strip())
    return "".join(c for c in unicodedata.normalize("NFC", words) if c == "\t" or ord(c) >= 32)


def _placed(letters: pypdfium2.PdfTextPage, words: str, shown: list[int]) -> Line:
    """A line between its first and last letters, which with the middle one tell its size and weight."""
    indexes = [
        pdfium.FPDFText_GetCharIndexFromTextIndex(letters, n)
        for n in sorted({shown[0], shown[len(shown) // 2], shown[-1]})
    ]
    samples = [at for at in indexes if at >= 0] or [0]
    return Line(
        words,
        left=letters.get_charbox(samples[0])[0],
        right=letters.get_charbox(samples[-1])[2],
        bottom=_baseline(letters, samples[0]),
        height=median(_size(letters, at) for at in samples),
        bold=all(_is_bold(letters, at) for at in samples),
    )


def _baseline(letters: pypdfium2.PdfTextPage, at: int) -> float:
    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(letters, at, ctypes.byref(across), ctypes.byref(up))
    return up.value


def _size(letters: pypdfium2.PdfTextPage, at: int) -> float:
    """A letter's size in points: its font's, as large as the page draws it."""
    matrix = pdfium.FS_MATRIX()
    drawn = pdfium.FPDFText_GetMatrix(letters, at, ctypes.byref(matrix))
    size: float = pdfium.FPDFText_GetFontSize(letters, at)
    return size * (math.hypot(matrix.c, matrix.d) if drawn else 1.0)


def _is_bold(letters: pypdfium2.PdfTextPage, at: int) -> bool:
    """Whether a letter's font is bold by its weight, its flags or its name."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(letters, at, name, len(name), ctypes.byref(flags))
    return (
        pdfium.FPDFText_GetFontWeight(letters, at) >= _BOLD_WEIGHT
        or bool(flags.value & _FORCED_BOLD)
        or b"bold" in name.value.lower()
    )


def _unopened(path: str, message: str) -> NotTextError:
    if "password" in message.lower():
        return NotTextError(f"{path}: the PDF is encrypted; save it without a password.")
    return NotTextError(f"{path}: the PDF is broken ({message}); save it anew.")
