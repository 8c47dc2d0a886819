"""Hostile and faulty documents: each is read or refused as it should be, and none stops the build."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from graph_build import store
from graph_build.pipeline import build

ROOT = Path(__file__).parent.parent
MAKER = (
    Path(os.environ.get("LEDELSESGRAF_SHARED", ROOT.parent / "shared")) / "conformance" / "make_hostile.py"
)
BIG = ["--big"] if os.environ.get("LEDELSESGRAF_HOSTILE") else []
# Not documents by their names: a folder, and formats that are not taken in.
NO_DOCUMENT = re.compile(r"^(loop/op|.*\.(rdf|jsonld|nq|docm))$")


SLOW = {"deep-list.md", "line-5mb.txt", "many-headings.md", "refs.md", "table.md"}
"""What takes nine tenths of the time to read, and is read in the thorough tests alone."""


@pytest.fixture(
    scope="module", params=[SLOW, pytest.param(set(), marks=pytest.mark.thorough)], ids=["quick", "all"]
)
def hostile(request, tmp_path_factory):
    """What is expected of each document, the build's report, and the graph's words."""
    if not MAKER.is_file():
        pytest.skip("the maker of hostile documents is not at hand")
    folder = tmp_path_factory.mktemp("hostile")
    made = [sys.executable, str(MAKER), str(folder / "in"), *BIG]
    subprocess.run(made, check=True, capture_output=True)
    expected = json.loads((folder / "in" / "expect.json").read_text(encoding="utf-8"))
    for name in request.param & expected.keys():
        (folder / "in" / name).unlink()
        del expected[name]
    report = build([folder / "in"], folder / "graph")
    return expected, report, folder


def path_of(name, folder):
    return unicodedata.normalize("NFC", (folder / "in" / name).as_posix())


def test_each_document_is_accounted_for(hostile):
    """Every document is in the graph or among the failures, and never in both."""
    expected, report, folder = hostile
    read = {one["path"] for one in store.manifest_of(folder / "graph").documents}
    failed = {unicodedata.normalize("NFC", failure.path) for failure in report.failures}
    documents = {path_of(name, folder) for name in expected if not NO_DOCUMENT.match(name)}
    assert sorted(documents ^ (read | failed)) == []
    assert report.validation is not None
    store.verify(folder / "graph")


def test_what_must_be_refused_is_refused_and_what_must_be_read_is_read(hostile):
    """The outcome of each document is the one expected; empty ones and second ones of a name are told."""
    expected, report, folder = hostile
    read = {one["path"] for one in store.manifest_of(folder / "graph").documents}
    told = {unicodedata.normalize("NFC", one.path): str(one.error) for one in report.failures}
    wrong = []
    for name, case in expected.items():
        path = path_of(name, folder)
        if NO_DOCUMENT.match(name) or case["want"] == "either":
            continue
        if case["want"] == "refuse" and path in read and not (name == "noread.md" and os.geteuid() == 0):
            wrong.append((name, "was read"))
        excused = re.search(r"no text found|is empty|same name", told.get(path, ""))
        if case["want"] == "read" and path not in read and not excused:
            wrong.append((name, told.get(path)))
    assert wrong == []


def test_no_word_turns_up_that_must_not_and_none_is_lost(hostile):
    """The canary texts that must be in the graph are there, and those that must not are not."""
    expected, _, folder = hostile
    documents = store.manifest_of(folder / "graph").documents
    texts = {one["path"]: (folder / "graph" / one["text"]).read_text(encoding="utf-8") for one in documents}
    for name, case in expected.items():
        text = texts.get(path_of(name, folder))
        if text is not None:
            assert not case.get("must") or case["must"] in text, name
            assert not case.get("must_not") or case["must_not"] not in text, name
    host = Path("/etc/hostname").read_text(encoding="utf-8").strip() if Path("/etc/hostname").exists() else ""
    whole = (folder / "graph" / store.NQUADS).read_text(encoding="utf-8")
    assert not host or len(host) < 4 or f'"{host}"' not in whole
    assert not Path("/tmp/slip-canary.txt").exists()


def test_each_failure_is_one_line_without_control_characters(hostile):
    """A document's name or words cannot add lines to the report or move the terminal's cursor."""
    _, report, _ = hostile
    for failure in report.failures:
        said = " ".join(str(failure.error).split())
        assert said
        assert "Traceback" not in said
