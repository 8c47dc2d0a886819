"""PPTX by python-pptx: slide by slide, title as heading, text frames as bullets, tables as lines."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

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
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            texts = (" ".join(paragraph.text.split()) for paragraph in shape.text_frame.paragraphs)
            yield from (f"- {text}" for text in texts if text)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                yield f"| {' | '.join(cells)} |" if any(cells) else ""


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    """The shapes in order, those in groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape
