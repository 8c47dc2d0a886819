"""DOCX by python-docx: paragraphs and tables in order, headings and list items marked as in Markdown."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document as DocxDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from graph_build.errors import NotTextError
from graph_build.model import Page
from graph_build.read.archive import check_archive
from graph_build.read.text import normalise


def read(data: bytes, path: str) -> tuple[str, tuple[Page, ...]]:
    """The document's text; DOCX keeps no pages.

    Raises:
        NotTextError: The file is encrypted or broken.
        LimitError: It unpacks to more than the limit.
    """
    check_archive(data, path)
    try:
        document = docx.Document(io.BytesIO(data))
        return normalise("\n\n".join(_lines(document)) + "\n")[0], ()
    except Exception as error:  # python-docx raises whatever its XML layer meets
        raise NotTextError(f"{path}: the DOCX is broken ({type(error).__name__}); save it anew.") from error


def _lines(document: DocxDocument) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (
                " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows
            )
        elif isinstance(block, Paragraph) and block.text.strip():
            yield _marked(block)


def _marked(paragraph: Paragraph) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text: str = paragraph.text.strip()
    if style.startswith(("Heading", "Overskrift")):
        level = next((int(c) for c in style if c.isdigit()), 1)
        return f"{'#' * min(level, 6)} {text}"
    if style == "Title":
        return f"# {text}"
    return f"- {text}" if style.startswith(("List", "Liste", "Opstilling")) else text
