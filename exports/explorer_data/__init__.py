"""What the explorer shows, as files that its page loads: the graph in the shapes that a browser asks for."""

from exports.explorer_data.files import explorer_files

__all__ = ["explorer_files"]
