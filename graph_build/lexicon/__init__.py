"""Cue words, gazetteers and trained models as data files, with their loader."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a tab-separated data file as tuples, comment lines (``# …``) and blank ones left out.

    Args:
        name: The file below this folder, e.g. ``cues/header_keys.tsv``.
    """
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a data file as a set."""
    return frozenset(row[0] for row in rows(name))
