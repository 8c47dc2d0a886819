"""DOCX by python-docx: paragraphs and tables in order, headings and list items marked as in Markdown."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from graph_build.errors import NotTextError
from graph_build.model import Page
from graph_build.read.archive import check_archive
from graph_build.read.text import is_row, normalise

# python-docx gives what stands in a paragraph directly; a reader also sees what was inserted with tracked
# changes, content controls and text boxes. So the walk is over the XML, and python-docx tells the styles.
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_HELD = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_HOLDERS = frozenset(qn(f"w:{name}") for name in _HELD)
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), _BOX, _FALLBACK})
_MAX_BOLD = 160  # a longer paragraph in bold is one that is stressed, and no heading


def read(data: bytes, path: str) -> tuple[str, tuple[Page, ...]]:
    """The document's text; DOCX keeps no pages.

    Raises:
        NotTextError: The file is encrypted or broken.
        LimitError: It unpacks to more than the limit.
    """
    check_archive(data, path)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [line for line in _lines(document.element.body, document) if line.strip()]
        return normalise("\n\n".join(lines) + "\n")[0], ()
    except Exception as error:  # python-docx raises whatever its XML layer meets
        raise NotTextError(f"{path}: the DOCX is broken ({type(error).__name__}); save it anew.") from error


def _lines(parent: BaseOxmlElement, document: DocxDocument) -> Iterator[str]:
    """The paragraphs and table rows under an element, in order; a text box follows its paragraph."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield _marked(child, document)
            for box in child.iter(_BOX):
                if not any(above.tag in {_FALLBACK, _BOX} for above in box.iterancestors()):
                    yield from _lines(box, document)
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):
                if next(row.iterancestors(_TABLE)) is child:
                    yield from _row(row, document)
        elif child.tag in _HOLDERS:
            yield from _lines(child, document)


def _row(row: BaseOxmlElement, document: DocxDocument) -> Iterator[str]:
    """A row as one line with its cells parted, or the cells' own lines where they are text in columns."""
    cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
    lines = [filter(None, (_text(p).strip() for p in cell.iter(_PARAGRAPH))) for cell in cells]
    texts = [" · ".join(of_cell).replace("\n", " · ") for of_cell in lines]
    # An empty cell keeps its place, so that each stands under its head.
    if is_row(list(map(len, texts))):
        yield f"| {' | '.join(texts)} |"
        return
    for cell in cells:
        yield from _lines(cell, document)


def _marked(element: BaseOxmlElement, document: DocxDocument) -> str:
    paragraph = Paragraph(element, document)
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text = _text(element).strip()
    if not text or style in {"Title", "Titel"}:
        return text and f"# {' '.join(text.split())}"
    if style.startswith(("Heading", "Overskrift")):
        level = next((int(c) for c in style if c.isdigit()), 1)
        return f"{'#' * min(level, 6)} {' '.join(text.split())}"
    numbered = element.find(f".//{qn('w:numPr')}") is not None
    if numbered or style.startswith(("List", "Liste", "Opstilling")):
        return f"- {text}"
    # Many write a heading as a line in bold, without a style.
    written = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(written) and all(run.bold for run in written) and len(text) <= _MAX_BOLD and "\n" not in text
    return f"**{text}**" if bold else text


def _text(element: BaseOxmlElement) -> str:
    """The words of a paragraph, without what was struck out and without its text boxes'."""
    words = []
    for child in element:
        if child.tag == qn("w:t"):
            words.append(child.text or "")
        elif child.tag in _SIGNS:
            words.append(_SIGNS[child.tag])
        elif child.tag not in _UNREAD:
            words.append(_text(child))
    return "".join(words)
