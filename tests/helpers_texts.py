"""Texts like those that offices write and conversion breaks, for properties that hold of any text."""

from pathlib import Path

from hypothesis import strategies as st

_LINES = (Path(__file__).parent / "cases" / "parts.txt").read_text(encoding="utf-8").splitlines()
_SIGNS = ("e\u0301", "\u00ad", "\u200b", "\ufeff", "\u00a0", "\u2028", "\x0b", "\x0c", "\x85", "\0")

_parts = st.sampled_from([*_LINES, *_SIGNS]) | st.text(st.characters(codec="utf-8"), max_size=5)
_gaps = st.sampled_from(["", " ", " ", "\n", "\n\n", "\t", "  ", " \n \n"])
texts = st.lists(st.tuples(_parts, _gaps), min_size=1, max_size=40).map(
    lambda all_: "".join(map("".join, all_))
)
"""Words, marks, tags, entities, broken words, lines of headers and lists, in any order."""
