"""What several tests share: findings made from the readers' annotations, and the graph of the corpus."""

import contextlib
import fcntl
import gc
import os
import sys
from pathlib import Path

import pytest
from helpers_explorer import chromium, needs_program
from helpers_findings import ROOT, all_findings, put_together
from helpers_web import serving

import ledelsesgraf
from exports.formats import export
from graph_build.parts import warm_up
from graph_build.pipeline import build

# Python keeps what it has compiled, whatever the machine's settings say: the tests start many processes, and
# each would compile anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_finish():
    """Look for garbage less often, and not in what all tests loaded: which stays anyhow."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def warmed():
    """Models are loaded once, and are there in the copies of this process that read: a build keeps none."""
    warm_up()


@pytest.fixture(scope="session")
def read_by_hand():
    """The findings of the annotated documents, as the readers made them."""
    return all_findings()


@pytest.fixture
def call(capsys):
    """Calls the command in this process; gives its exit status, output and messages."""

    def calling(*words):
        with pytest.raises(SystemExit) as ended:
            ledelsesgraf.main([str(word) for word in words])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return calling


@contextlib.contextmanager
def shared(tmp_path_factory, name):
    """A folder that all of a run's test processes have together, one at a time."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if own.name.startswith("popen-") else own) / f"shared-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def corpus_build(tmp_path_factory):
    """The graph folder of the corpus, for reading only, and what the build reported."""
    with shared(tmp_path_factory, "corpus") as folder, contextlib.chdir(ROOT):
        # Built a second time, by another process, it has nothing to do.
        return folder / "graph", build([Path("corpus")], folder / "graph")


@pytest.fixture(scope="session")
def corpus_graph(corpus_build):
    """The graph folder of the corpus, for reading only."""
    return corpus_build[0]


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory):
    """The graph folder of two short documents of the corpus, for reading only."""
    with shared(tmp_path_factory, "small") as folder, contextlib.chdir(ROOT):
        build([Path("corpus/lejre-moede.txt"), Path("corpus/komdir-oplaeg.txt")], folder / "graph")
        return folder / "graph"


@pytest.fixture(scope="session")
def gold_graph(read_by_hand, tmp_path_factory):
    """The graph folder of the annotated documents as readers read them, for reading only."""
    with shared(tmp_path_factory, "gold") as folder:
        if not (folder / "graph").exists():
            put_together(read_by_hand, folder / "graph")
        return folder / "graph"


@pytest.fixture(scope="session")
def site(corpus_graph, tmp_path_factory):
    """The corpus' explorer as plain files, for reading only."""
    needs_program()
    with shared(tmp_path_factory, "site") as folder:
        if not (folder / "site").exists():
            export(corpus_graph, folder, ["site"])
        return folder / "site"


@pytest.fixture(scope="session")
def server(corpus_graph):
    """The corpus served by a process of its own, with the settings as they are."""
    with serving("--graph", corpus_graph) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    with chromium() as running:
        yield running
