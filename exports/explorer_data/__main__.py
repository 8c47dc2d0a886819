"""Writes the explorer's data for a server: ``python -m exports.explorer_data GRAPH OUT``."""

import os
import sys
from pathlib import Path

from exports.explorer_data.files import explorer_files
from exports.lookup import Lookup
from graph_build.store import manifest_of, open_store, texts_of, unread_of


def main(graph: Path, out: Path) -> None:
    """Write the files; people who are already asking the server come first."""
    os.nice(5)
    manifest = manifest_of(graph)
    files = explorer_files(
        Lookup(open_store(graph)),
        manifest.base,
        texts_of(graph),
        manifest.identity,
        linked="../",
        unread=unread_of(graph),
    )
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
