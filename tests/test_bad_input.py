"""Bad input gets one line, with its Danish below: what, where and what to do; the exit status tells."""

import shutil
from pathlib import Path

import pytest
from helpers_messages import english

from graph_build import store

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "corpus" / "lejre-moede.txt"


@pytest.fixture
def call(call):
    """Calls the command; gives its exit status, output and messages, a line each: the English ones."""

    def calling(*words):
        status, out, messages = call(*words)
        return status, out, english(messages)

    return calling


@pytest.fixture
def folder(tmp_path):
    """A folder with one good document."""
    (tmp_path / "in").mkdir()
    shutil.copy(GOOD, tmp_path / "in")
    return tmp_path / "in"


def built(call, tmp_path, *paths):
    """Builds paths; gives status and messages, and the names of the documents in the graph."""
    status, _, lines = call("build", *paths, "--graph", tmp_path / "graph")
    names = (
        [one["name"] for one in store.manifest_of(tmp_path / "graph").documents]
        if (tmp_path / "graph").exists()
        else []
    )
    return status, lines, names


def test_bad_documents_cost_a_line_each_and_not_the_build(call, tmp_path, folder):
    """Files that are empty, hold no text or are not what their ending says are told; the others are read."""
    bad = {
        "billede.txt": bytes(range(256)) * 64,
        "blank.txt": b" \n\t\n",
        "falsk.docx": b"PK\x03\x04 ikke et dokument",
        "falsk.pdf": b"ikke en pdf",
        "tom.txt": b"",
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    status, lines, names = built(call, tmp_path, folder)
    assert (status, names) == (1, ["lejre-moede"])
    assert len(lines) == len(bad)
    told = {name: line for name in bad for line in lines if name in line}
    assert sorted(told.values()) == sorted(lines)
    assert all(line.startswith("ledelsesgraf: ") for line in lines)
    assert "empty" in told["tom.txt"]


def test_an_unknown_ending_is_told(call, tmp_path, folder):
    """A file of a format that is not read is refused with the formats that are."""
    (tmp_path / "ark.xyz").write_text("ord", encoding="utf-8")
    status, lines, names = built(call, tmp_path, folder, tmp_path / "ark.xyz")
    assert (status, names, len(lines)) == (1, ["lejre-moede"], 1)
    assert ".docx" in lines[0]


def test_a_missing_path_is_told_and_the_others_are_read(call, tmp_path, folder):
    """A path that is not there is a usage error; what is there is built."""
    status, lines, names = built(call, tmp_path, folder, tmp_path / "findes-ikke.txt")
    assert (status, names, len(lines)) == (2, ["lejre-moede"], 1)
    assert "findes-ikke.txt: no such file or folder; check the path" in lines[0]


def test_a_folder_without_documents_is_told(call, tmp_path):
    """An empty folder gives a line with the endings that are read, and no graph."""
    (tmp_path / "tom").mkdir()
    (tmp_path / "tom" / "._brev.txt").write_text("ord", encoding="utf-8")
    status, lines, names = built(call, tmp_path, tmp_path / "tom")
    assert (status, names) == (2, [])
    assert "the folder holds no document" in lines[0]
    assert ".txt" in lines[0]
    assert "no document could be read" in lines[1]


def test_latin_1_is_recognised(call, tmp_path):
    """A Danish text in latin-1 is read with its letters right."""
    text = GOOD.read_text(encoding="utf-8")
    written = text.encode("latin-1", errors="ignore")
    (tmp_path / "gammel.txt").write_bytes(written)
    status, lines, names = built(call, tmp_path, tmp_path / "gammel.txt")
    assert (status, lines, names) == (0, [], ["gammel"])
    kept = "".join(store.texts_of(tmp_path / "graph").values())
    assert "møde" in kept
    assert "Ã" not in kept


def test_two_documents_of_one_name_are_told(call, tmp_path, folder):
    """The second of two documents with the same name is not read; the line names both."""
    (tmp_path / "also").mkdir()
    shutil.copy(GOOD, tmp_path / "also")
    status, lines, names = built(call, tmp_path, folder, tmp_path / "also")
    assert (status, names, len(lines)) == (1, ["lejre-moede"], 1)
    assert "in/lejre-moede.txt" in lines[0]
    assert "also/lejre-moede.txt" in lines[0]
    assert "rename" in lines[0]


def test_annotate_reads_the_others_too(call, tmp_path, folder):
    """A bad document costs annotate a line and exit status, not the good document's file."""
    (folder / "tom.txt").write_bytes(b"")
    status, _, lines = call("annotate", folder, "--out", tmp_path / "out")
    assert (status, len(lines)) == (1, 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "lejre-moede.json",
        "lejre-moede.txt",
    ]


def test_an_output_that_cannot_be_written_is_told(call, tmp_path, folder, small_graph):
    """A folder to write to that is a file is told by every command that writes."""
    (tmp_path / "fil").write_text("", encoding="utf-8")
    for words in (
        ("annotate", folder, "--out", tmp_path / "fil"),
        ("export", "--out", tmp_path / "fil", "--graph", small_graph),
        ("draw", "--out", tmp_path / "fil" / "x.html", "--graph", small_graph),
        ("build", folder, "--graph", tmp_path / "fil"),
    ):
        status, _, lines = call(*words)
        assert status in (1, 2)
        assert len(lines) == 1
        assert str(tmp_path / "fil") in lines[0]


def test_a_query_that_is_not_there_is_told_with_what_comes_near(call, corpus_graph):
    """A mistyped query's name is answered with names that come near and the command that lists them."""
    status, out, lines = call("query", "paradokser-og-anbefalinger", "--graph", corpus_graph)
    assert (status, out, len(lines)) == (1, "", 1)
    assert "ledelsesgraf queries" in lines[0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-p", "findes-ikke=1"), "findes-ikke"),
        (("-p", "uden-værdi"), "KEY=VALUE"),
        (("-p", "=1"), "KEY=VALUE"),
        (("--format", "pdf"), "pdf"),
    ],
)
def test_a_bad_parameter_or_format_is_told(call, corpus_graph, words, says):
    """A parameter that the query has not, or that has no value, and an unknown format are told."""
    status, out, lines = call("query", "paradoxes", "--graph", corpus_graph, *words)
    assert status in (1, 2)
    assert out == ""
    assert says in " ".join(lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT ?x { ?x a }", "line 1"),
        ("", "cannot be parsed"),
        ("DELETE WHERE { ?s ?p ?o }", ""),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", ""),
        ("# param x\nSELECT * { ?x ?p ?o }", "line 1"),
    ],
)
def test_a_broken_query_file_is_told(call, corpus_graph, tmp_path, text, says):
    """A query that cannot be parsed, changes the graph or calls out is refused in one line with its place."""
    (tmp_path / "brudt.rq").write_text(text, encoding="utf-8")
    status, out, lines = call("query", tmp_path / "brudt.rq", "--graph", corpus_graph)
    assert (status, out, len(lines)) == (1, "", 1)
    assert "brudt.rq" in lines[0]
    assert says in lines[0]


def test_a_query_file_that_is_not_there_is_told(call, corpus_graph, tmp_path):
    """A missing query file and one that is no text are usage errors."""
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe\x00")
    for name in ("nej.rq", "bytes.rq"):
        status, _, lines = call("query", tmp_path / name, "--graph", corpus_graph)
        assert (status, len(lines)) == (2, 1)
        assert name in lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ("query", "paradoxes"),
        ("validate",),
        ("summary",),
        ("path", "Emma Winther", "KL"),
        ("export", "--out", "ex"),
        ("draw", "--out", "p.html"),
    ],
)
@pytest.mark.parametrize("kind", ["missing", "other", "file", "broken"])
def test_a_graph_folder_that_is_none_is_told(call, tmp_path, monkeypatch, words, kind):
    """Every command that reads a graph says in one line that there is none and what to do."""
    monkeypatch.chdir(tmp_path)
    if kind in ("other", "broken"):
        (tmp_path / "g").mkdir()
        (tmp_path / "g" / ("manifest.json" if kind == "broken" else "brev.txt")).write_text(
            "{", encoding="utf-8"
        )
    elif kind == "file":
        (tmp_path / "g").write_text("", encoding="utf-8")
    status, out, lines = call(*words, "--graph", "g")
    assert (status, out, len(lines)) == (1, "", 1)
    assert lines[0].startswith("ledelsesgraf: g: ")
    assert "build" in lines[0]
    assert not (tmp_path / "p.html").exists()


def test_a_base_that_is_no_iri_is_told(call, tmp_path, folder):
    """A base that cannot be one ends the build before anything is read."""
    status, _, lines = call("build", folder, "--graph", tmp_path / "g", "--base", "ledelse")
    assert (status, len(lines)) == (2, 1)
    assert "give one like https://" in lines[0]


def test_unknown_things_to_draw_and_export_are_told(call, tmp_path, small_graph):
    """An unknown focus, kind or format is a usage error of one line."""
    for words in (
        ("draw", "--out", tmp_path / "p.html", "--focus", "Findes Ikke"),
        ("draw", "--out", tmp_path / "p.html", "--kind", "enhjørning"),
        ("export", "--out", tmp_path / "ex", "--format", "docx"),
    ):
        status, _, lines = call(*words, "--graph", small_graph)
        assert (status, len(lines)) == (2, 1)


def test_no_traceback_reaches_the_user(call, tmp_path):
    """A usage that typer refuses ends with 2 and without a traceback."""
    for words in (("nothing",), ("annotate",), ("draw",), ("draw", "--out", "x", "--depth", "-1")):
        status, _, lines = call(*words)
        assert status == 2
        assert "Traceback" not in "\n".join(lines)
