"""Which formats are read; light, so that a build with nothing to do is quick."""

__all__ = ["FORMATS"]

FORMATS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".pptx": "pptx",
}  # fmt: skip
"""File name endings that are read, and the format each stands for."""
