"""The graph folder is written whole or not at all, and says so when it is not what was built."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef

from graph_build import store
from graph_build.errors import GraphError

GRAPH = URIRef("https://example.org/g")
# A build of its own that never comes to an end: it writes a graph over and over, each of another size.
BUILDER = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from graph_build import store
e = "https://example.org/"
for size in range(100, 1_000_000, 700):
    said = ((URIRef(f"{e}s{i}"), Literal(f"{size} {i}")) for i in range(size))
    store.write([(s, URIRef(f"{e}p"), o, URIRef(f"{e}g")) for s, o in said], Path(sys.argv[1]))
    print(size, flush=True)
"""


def quads(words="x", count=3):
    """A few quads that tell one build from another."""
    subject = "https://example.org/s"
    return [
        (URIRef(f"{subject}{i}"), URIRef("https://example.org/p"), Literal(f"{words} {i}"), GRAPH)
        for i in range(count)
    ]


@pytest.fixture
def folder(tmp_path):
    """A small graph on disk."""
    store.write(quads(), tmp_path / "graph")
    return tmp_path / "graph"


def test_what_is_written_can_be_read(folder):
    """The store, the dataset and the N-Quads hold the same triples."""
    assert len(store.open_store(folder)) == 3
    assert {str(o) for _, _, o in store.open_dataset(folder).triples((None, None, None))} == {
        "x 0",
        "x 1",
        "x 2",
    }
    assert len((folder / store.NQUADS).read_text(encoding="utf-8").splitlines()) == 3
    assert store.verify(folder).quads == 3


def test_the_same_quads_give_the_same_bytes_in_any_order(tmp_path):
    """Order and repetition of quads leave no trace in N-Quads, manifest and report."""
    store.write(quads(count=50), tmp_path / "a")
    store.write(quads(count=50)[::-1] + quads(count=2), tmp_path / "b")
    for name in (store.NQUADS, store.MANIFEST, store.REPORT):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_every_kind_of_literal_comes_back_as_written(tmp_path):
    """Language, dates, numbers, line breaks and letters outside of Latin survive the disk."""
    values = [
        Literal("på dansk", lang="da"),
        Literal("2017-11-02", datatype=XSD.date),
        Literal("7", datatype=XSD.integer),
        Literal("0.9", datatype=XSD.decimal),
        Literal('linje\n"citat" \\ \t 😀', datatype=XSD.string),
        URIRef("https://example.org/a#char=1,2;quote"),
    ]
    subject, predicate = URIRef("https://example.org/s"), URIRef("https://example.org/p")
    store.write([(subject, predicate, value, GRAPH) for value in values], tmp_path / "graph")
    assert set(store.open_dataset(tmp_path / "graph").objects(subject, predicate)) == set(values)
    store.verify(tmp_path / "graph")


def test_a_graph_can_be_opened_by_several_at_once(folder):
    """Readers do not lock each other out."""
    first, second = store.open_store(folder), store.open_store(folder)
    assert len(first) == len(second) == 3


def test_a_new_build_takes_the_place_of_the_last(folder):
    """What the last build wrote is gone, and nothing is left beside the folder but the lock."""
    store.write(quads("y", 5), folder)
    assert store.verify(folder).quads == 5
    assert sorted(p.name for p in folder.parent.iterdir()) == [".graph.lock", "graph"]


def test_a_reader_keeps_its_graph_while_a_new_one_is_built(folder):
    """A store opened before a build goes on answering from the graph it opened."""
    reader = store.open_store(folder)
    store.write(quads("y", 5), folder)
    assert {quad.object.value for quad in reader} == {"x 0", "x 1", "x 2"}


@pytest.mark.parametrize("after", [0.0, 0.03, 0.09, 0.2, 0.31])
def test_a_killed_build_leaves_a_whole_graph(tmp_path, after):
    """A build killed at any moment leaves the graph of one that had ended; the next build goes well."""
    folder = tmp_path / "graph"
    builder = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(store.__file__).parent.parent)},
    )
    assert builder.stdout is not None
    done = int(builder.stdout.readline())
    time.sleep(after)
    builder.send_signal(signal.SIGKILL)
    done = max(done, *(int(line) for line in builder.communicate()[0].split()), 0)
    left = store.verify(folder)
    assert left.quads in (done, done + 700)
    assert {quad.object.value.split()[0] for quad in store.open_store(folder)} == {str(left.quads)}
    store.write(quads(), folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".graph.lock", "graph"]


def test_a_build_killed_between_the_two_renamings_leaves_the_last_graph(folder):
    """Where the old graph was taken away and the new one not yet put there, the old one comes back."""
    folder.rename(folder.with_name(".graph.old"))
    (folder.with_name(".graph.new")).mkdir()
    assert len(store.open_store(folder)) == 3
    store.write(quads("y", 5), folder)
    assert store.verify(folder).quads == 5


def test_a_build_that_fails_leaves_the_last_graph(folder):
    """A quad that cannot be written ends the build, not the graph."""
    broken = [*quads("y"), (URIRef("https://example.org/a b"), *quads()[0][1:])]
    with pytest.raises(ValueError):
        store.write(broken, folder)
    assert {quad.object.value for quad in store.open_store(folder)} == {"x 0", "x 1", "x 2"}
    store.verify(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == [".graph.lock", "graph"]


@pytest.mark.parametrize("failing", ["mkdir", "write_bytes", "write_text", "rename"])
@pytest.mark.parametrize("time_of_failure", [1, 2, 3])
def test_a_disk_that_fails_leaves_the_last_graph(folder, monkeypatch, failing, time_of_failure):
    """Whichever write to the disk fails, the graph is the last one or the new one, whole."""
    calls, real = [], getattr(Path, failing)

    def once(self, *args, **kwargs):
        calls.append(self)
        if len(calls) == time_of_failure:
            raise OSError(28, "No space left on device")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, failing, once)
    source = store.Source("a", "a.txt", "0" * 64, "tekst")
    try:
        store.write(quads("y", 5), folder, sources=[source])
    except GraphError as error:
        assert "cannot be written" in str(error)
    monkeypatch.undo()
    assert store.verify(folder).quads in (3, 5)


def test_a_missing_folder_is_told_with_the_command_that_builds_it(tmp_path):
    """The error of a missing graph says what to do."""
    with pytest.raises(GraphError, match="ledelsesgraf build"):
        store.open_store(tmp_path / "none")


def test_a_folder_with_other_things_is_neither_read_nor_replaced(tmp_path):
    """A folder that is no graph is refused, and its files stay."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("kære", encoding="utf-8")
    with pytest.raises(GraphError, match="no graph folder"):
        store.open_store(tmp_path / "mine")
    with pytest.raises(GraphError, match="holds other files"):
        store.write(quads(), tmp_path / "mine")
    with pytest.raises(GraphError, match="is a file"):
        store.open_store(tmp_path / "mine" / "letter.txt")
    with pytest.raises(GraphError, match="is no folder"):
        store.write(quads(), tmp_path / "mine" / "letter.txt")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "kære"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 3}', "\x00"])
def test_a_broken_manifest_is_told(folder, content):
    """A manifest that cannot be read is an error that says to build anew."""
    (folder / store.MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=r"manifest\.json cannot be read"):
        store.open_store(folder)


def test_a_graph_of_another_format_is_told(folder):
    """A graph of a later version is not read by guess."""
    manifest = json.loads((folder / store.MANIFEST).read_text(encoding="utf-8"))
    (folder / store.MANIFEST).write_text(json.dumps(manifest | {"format": 99}), encoding="utf-8")
    with pytest.raises(GraphError, match="format 99"):
        store.open_store(folder)


def test_damage_is_noticed(folder, tmp_path):
    """N-Quads that were changed or stand in another order, and a store of another build, do not pass."""
    whole = (folder / store.NQUADS).read_bytes()
    lines = whole.splitlines(keepends=True)
    for damaged in (whole.replace(b"x 1", b"x 9"), b"".join(lines[::-1]), whole[:-1], whole + lines[-1]):
        (folder / store.NQUADS).write_bytes(damaged)
        with pytest.raises(GraphError, match="is not the file that was built"):
            store.verify(folder)
    (folder / store.NQUADS).write_bytes(whole)
    store.write(quads("y"), tmp_path / "other")
    (folder / store.STORE).rename(tmp_path / "away")
    (tmp_path / "other" / store.STORE).rename(folder / store.STORE)
    with pytest.raises(GraphError, match="differ"):
        store.verify(folder)


def test_a_store_that_cannot_be_opened_is_told(folder):
    """A store with a part missing is an error of one line."""
    (folder / store.STORE / "CURRENT").unlink()
    with pytest.raises(GraphError, match="cannot be opened") as caught:
        store.open_store(folder)
    assert "\n" not in str(caught.value)


def test_texts_come_back_to_the_byte(tmp_path):
    """Documents' texts are kept beside the graph as they were read, under their IRIs."""
    text = "linje\n\u2028 å \ufeff\n\n"
    store.write(
        quads(), tmp_path / "graph", sources=[store.Source("Et møde", "c/Et møde.txt", "0" * 64, text)]
    )
    assert store.texts_of(tmp_path / "graph") == {"https://ledelsesgraf.example/id/text/et-moede": text}


def test_the_report_comes_back(tmp_path):
    """What a build reported is kept with the graph."""
    store.write(quads(), tmp_path / "graph", report={"triples": 3, "ord": "på"})
    assert store.report_of(tmp_path / "graph") == {"triples": 3, "ord": "på"}
