"""Cue words, patterns, gazetteers and trained models as data files, with their loader."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_REFERENCE = re.compile(r"@\{(?:(\w+):)?([\w-]+)\}")


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


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """A named pattern, compiled once; a pattern that begins with ``(?i)`` does not regard case.

    Args:
        file: The file's name in ``patterns``, without its ending.
        name: The pattern's name in the file.

    Raises:
        KeyError: The file has no pattern of that name.

    Example:
        >>> pattern("persons", "name").findall("Oplæg ved Sidsel Mørch og Carl-Johan von Aa")
        ['Sidsel Mørch', 'Carl-Johan von Aa']
    """
    return re.compile(expression(file, name))


@cache
def expression(file: str, name: str) -> str:
    """A named pattern as a regular expression: its rows as alternatives, references put in.

    ``@{other}`` stands for the pattern of that name in the same file, ``@{file:other}`` for another file's.

    Raises:
        KeyError: The file has no pattern of that name.

    Example:
        >>> expression("poles", "said-before").startswith(f"(?:{expression('speech', 'initials')})")
        True
    """
    alternatives = [row[1] for row in rows(f"patterns/{file}.tsv") if row[0] == name]
    if not alternatives:
        raise KeyError(f"patterns/{file}.tsv: no pattern '{name}'; add a row with this name.")
    return _REFERENCE.sub(
        lambda match: f"(?:{expression(match.group(1) or file, match.group(2))})", "|".join(alternatives)
    )
