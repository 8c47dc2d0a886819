"""PDF by pypdfium2: the text of each page in reading order, with the page's number."""

import pypdfium2

from graph_build.errors import LimitError, NotTextError
from graph_build.model import Page
from graph_build.read.pages import join_pages

MAX_PAGES = 3_000
"""Most pages that are read of one document."""


def read(data: bytes, path: str) -> tuple[str, tuple[Page, ...]]:
    """The document's text and where each page begins.

    Raises:
        NotTextError: The file is encrypted or broken.
        LimitError: It has more pages than the limit.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NotTextError(f"{path}: {_reason(str(error))}") from error
    try:
        if len(document) > MAX_PAGES:
            raise LimitError(
                f"{path}: {len(document)} pages are more than the limit of {MAX_PAGES}; split the document."
            )
        return join_pages([_page_text(document, n) for n in range(len(document))])
    except pypdfium2.PdfiumError as error:
        raise NotTextError(f"{path}: {_reason(str(error))}") from error
    finally:
        document.close()


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded()
        return text
    finally:
        text_page.close()
        page.close()


def _reason(message: str) -> str:
    if "password" in message.lower():
        return "the PDF is encrypted; save it without a password."
    return f"the PDF is broken ({message}); save it anew."
