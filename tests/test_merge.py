"""Sorted lines on disk: merged from parts, and changed in a few places."""

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch as patched

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import merge as module
from graph_build.errors import GraphError
from graph_build.merge import checksum, merge, patch

LINES = st.sets(st.text("abæ ", max_size=6).map(lambda text: f"{text}\n".encode()), max_size=40)


def refuse(*_):
    """Copy nothing, as some file systems do."""
    raise OSError


@pytest.mark.parametrize("copy", [None, refuse])
@given(old=LINES, new=LINES)
@settings(deadline=None, max_examples=100)
def test_a_patched_file_is_the_file_of_the_new_lines(copy, old, new):
    """Whatever lines go and come, the bytes are those of the new lines sorted, and so is the checksum."""
    with TemporaryDirectory() as folder:
        before, after = Path(folder) / "a", Path(folder) / "b"
        before.write_bytes(b"".join(sorted(old)))
        told = checksum(before, sorted(old - new), sorted(new - old))
        with patched.object(
            os, "copy_file_range", copy or getattr(os, "copy_file_range", refuse), create=True
        ):
            patch(before, sorted(old - new), sorted(new - old), after)
        whole = b"".join(sorted(new))
        assert after.read_bytes() == whole
        assert told == hashlib.sha256(whole).hexdigest()


def test_a_line_to_be_removed_that_is_not_there_is_told(tmp_path):
    """A file that is not the one that was built is not changed further."""
    (tmp_path / "a").write_bytes(b"a\nc\n")
    with pytest.raises(GraphError, match="not the file that was built"):
        patch(tmp_path / "a", [b"b\n"], [], tmp_path / "b")


PARTS = {name: [f"{name}{i:03}\n".encode() for i in range(50)] + [b"shared\n"] for name in "abcdefg"}


def load(name):
    return b"".join(PARTS[name]) if name in PARTS else None


@pytest.mark.parametrize("run", [100, 700, 1 << 20])
def test_parts_are_merged_in_any_number_of_runs(tmp_path, monkeypatch, run):
    """One run or many give the same file: every line once, in order, and nothing left beside it."""
    monkeypatch.setattr(module, "RUN", run)
    sizes = [(name, 300) for name in PARTS]
    told = merge(sizes, load, [b"b0005\n", b"zz\n"], tmp_path / "out", 2)
    whole = b"".join(sorted({*(line for part in PARTS.values() for line in part), b"b0005\n", b"zz\n"}))
    assert (tmp_path / "out").read_bytes() == whole
    assert told == hashlib.sha256(whole).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("run", [100, 1 << 20])
def test_a_part_that_is_gone_is_told(tmp_path, monkeypatch, run):
    """A part that cannot be loaded ends the merging with an error that says so."""
    monkeypatch.setattr(module, "RUN", run)
    with pytest.raises(GraphError, match="build again"):
        merge([("a", 300), ("none", 300)], load, [], tmp_path / "out", 2)
    assert not list(tmp_path.glob("*.run*"))
