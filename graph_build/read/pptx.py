"""PPTX by python-pptx: slide by slide, title as heading, text frames as bullets, tables as lines."""

import io
from collections.abc import Iterator

import pptx
from pptx.slide import Slide

from graph_build.errors import NotTextError
from graph_build.model import Page
from graph_build.read.archive import check_archive
from graph_build.read.pages import join_pages


def read(data: bytes, path: str) -> tuple[str, tuple[Page, ...]]:
    """The slides' text and where each begins.

    Raises:
        NotTextError: The file is encrypted or broken.
        LimitError: It unpacks to more than the limit.
    """
    check_archive(data, path)
    try:
        slides = ["\n".join(_lines(slide)) for slide in pptx.Presentation(io.BytesIO(data)).slides]
    except Exception as error:  # python-pptx raises whatever its XML layer meets
        raise NotTextError(f"{path}: the PPTX is broken ({type(error).__name__}); save it anew.") from error
    return join_pages(slides)


def _lines(slide: Slide) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield f"## {' '.join(title.text_frame.text.split())}\n"
    for shape in slide.shapes:
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            yield from (
                f"- {' '.join(p.text.split())}" for p in shape.text_frame.paragraphs if p.text.strip()
            )
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (" | ".join(cell.text.strip() for cell in row.cells) for row in shape.table.rows)
