"""A build after edits gives to the byte what a build from nothing gives, and does only what is new."""

import gzip
import os
import random
import shutil
import signal
import time
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph_build import (
    bulk,
    counting,
    incremental,
    likeness,
    loading,
    resolve,
    sorting,
    state,
    store,
    whole,
    workers,
)  # fmt: skip
from graph_build.cache import Cache
from graph_build.errors import GraphError
from graph_build.incremental import LocalEngine
from graph_build.parts import Assembling, put_in_quads, read_one
from graph_build.pipeline import build, publish, read_all

PEOPLE = ("Emma Winther", "Allan Søgaard Larsen", "Emma Winter", "Lotte Bøgh Andersen", "Bo Ærø")
SENTENCES = (
    "Kommissionen drøftede tillid og faglighed på skoleområdet sammen med {}.",
    "{} sagde, at topledere skal styrke dialogen med borgerne i kommunerne hver dag.",
    "Der er et dilemma mellem central styring og lokal frihed i ældreplejen, mente {}.",
    "Hvordan kan institutionsledere udvikle kvaliteten i daginstitutionerne?",
    "Det blev aftalt, at sekretariatet sender et notat om økonomi til {} inden mandag.",
)


def words(seed):
    """A short document with words and names of its own, and some that others have too."""
    chance = random.Random(seed)
    said = (chance.choice(SENTENCES).format(chance.choice(PEOPLE)) for _ in range(chance.randint(2, 6)))
    return f"# Møde {seed % 7}\n\nDeltagere: {chance.choice(PEOPLE)} og KL.\n\n" + "\n\n".join(said) + "\n"


def bytes_of(folder):
    """The bytes of a graph's files, but for the store's own."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != store.STORE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Files count as settled at once, as tests do not wait."""
    monkeypatch.setattr(state, "_SETTLED_NS", -(10**12))


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with four documents, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(4):
        Path(f"in/d{number}.md").write_text(words(number), encoding="utf-8")
    return tmp_path


class Counting(LocalEngine):
    """Child processes, and what was asked of them."""

    asked: list

    def run(self, work, tasks):
        """Do the tasks and note them."""
        Counting.asked += [(work, name) for name, *_ in tasks]
        return super().run(work, tasks)


def build_counted(**more):
    Counting.asked = []
    report = build([Path("in")], Path("g"), engine=Counting(2), **more)
    read = [name for work, name in Counting.asked if work is read_one]
    return report, read, [name for work, name in Counting.asked if work is put_in_quads]


def test_the_build_in_parts_is_the_build_of_the_whole(place):
    """Shards, counts, inferences and findings put together are those of all documents at once."""
    report = build([Path("in")], Path("g"))
    findings, failures = read_all([Path("in")], lambda *_: None)
    assert publish(findings, Path("whole"), failures=failures) == report
    assert bytes_of(Path("g")) == bytes_of(Path("whole"))


def test_shards_for_other_stores_are_the_graph_in_parts(place):
    """Each quad stands in one of the sorted shards, which are verified; a graph is then built of the same."""
    build([Path("in")], Path("g"))
    build([Path("in")], Path("parts"), shards=True)
    assert store.verify(Path("parts")).quads == store.verify(Path("g")).quads
    shards = [
        gzip.decompress(file.read_bytes()).splitlines(True) for file in Path("parts").glob("shards/*.nq.gz")
    ]
    assert all(lines == sorted(lines) for lines in shards)
    assert sorted(line for lines in shards for line in lines) == (
        Path("g") / store.NQUADS
    ).read_bytes().splitlines(True)
    with pytest.raises(GraphError, match="holds shards for other stores"):
        store.open_store(Path("parts"))
    Path("in/d1.md").write_text(words(31), encoding="utf-8")
    build([Path("in")], Path("parts"), shards=True)
    one = next(Path("parts").glob("shards/d1.nq.gz"))
    one.write_bytes(gzip.compress(gzip.decompress(one.read_bytes())[:-1]))
    with pytest.raises(GraphError, match=r"d1\.nq\.gz is not the file that was built"):
        store.verify(Path("parts"))
    for graph in ("g", "parts"):
        build([Path("in")], Path(graph))
    assert bytes_of(Path("parts")) == bytes_of(Path("g"))


def test_a_store_loaded_beside_the_build_in_many_stretches_is_the_same(place, monkeypatch):
    """A large store is loaded by a process of its own while documents are put in, and lacks nothing."""
    build([Path("in")], Path("whole"))
    monkeypatch.setattr(bulk, "STRETCH", 20_000)
    helpers = []
    monkeypatch.setattr(loading, "Helper", lambda *given: helpers.append(given) or workers.Helper(*given))
    build([Path("in")], Path("g"))
    assert len(helpers) == 1
    assert bytes_of(Path("g")) == bytes_of(Path("whole"))
    assert store.verify(Path("g")) == store.verify(Path("whole"))
    assert {path.name for path in Path().iterdir()} == {
        "in", "g", ".g.cache", ".g.lock", "whole", ".whole.cache", ".whole.lock",
    }  # fmt: skip
    assert not Path(".g.cache/store").exists()


def test_what_does_not_fit_into_memory_together_gives_the_same_bytes(place, monkeypatch):
    """Shared lines that are sorted on disk, kept in many pieces and counted in ranges give the same graph."""
    few = (
        (sorting, "MOST", 20_000), (whole, "PIECE", 20_000), (whole, "_STRETCH", 50),
        (counting, "_MANY", 100), (counting, "_RANGE", 100),
    )  # fmt: skip
    with monkeypatch.context() as patched:
        for module, name, most in few:
            patched.setattr(module, name, most)
        build([Path("in")], Path("g"))
        for edit in ("Der blev drukket kaffe.", "Karen Wassermann Blom sagde, at topledere skal lytte."):
            with Path("in/d1.md").open("a", encoding="utf-8") as file:
                file.write(f"\n{edit}\n")
            build([Path("in")], Path("g"))
        build([Path("in")], Path("parts"), shards=True)
    assert len(list(Path("parts").glob("shards/_stated*"))) > 1
    build([Path("in")], Path("whole"))
    assert bytes_of(Path("g")) == bytes_of(Path("whole"))
    assert store.verify(Path("parts")).sha256 == store.verify(Path("g")).sha256


def test_a_loading_process_that_dies_leaves_the_last_graph(place, monkeypatch):
    """Where the process that loads the store is killed, the build says so, and the next one is whole."""
    build([Path("in")], Path("g"))
    before = bytes_of(Path("g"))
    Path("in/d1.md").write_text(words(77), encoding="utf-8")
    monkeypatch.setattr(bulk, "STRETCH", 20_000)

    def killed(*given):
        helper = workers.Helper(*given)
        os.kill(helper._child.pid, signal.SIGKILL)
        return helper

    with monkeypatch.context() as patch, pytest.raises(GraphError, match=r"SIGKILL.*build again"):
        patch.setattr(loading, "Helper", killed)
        build([Path("in")], Path("g"), fresh=True)
    assert bytes_of(Path("g")) == before
    build([Path("in")], Path("g"))
    build([Path("in")], Path("again"))
    assert bytes_of(Path("g")) == bytes_of(Path("again"))
    store.verify(Path("g"))


def test_only_what_changed_is_read_and_put_in(place):
    """After an edit that names nobody new, that document alone is read and assembled."""
    first, read, put = build_counted()
    assert (len(read), len(put)) == (4, 4)
    with Path("in/d2.md").open("a", encoding="utf-8") as file:
        file.write("\nDer blev drukket kaffe.\n")
    second, read, put = build_counted()
    assert (read, put) == (["in/d2.md"], ["d2"])
    assert second.triples != first.triples
    assert build_counted() == (second, [], [])
    Path("in/d0.md").unlink()
    assert build_counted()[1:] == ([], [])
    store.verify(Path("g"))


def test_a_document_is_put_in_quads_without_the_dictionary(place, monkeypatch):
    """What was looked up while it was read tells who is meant: no process loads 100 MB of lemmas for that."""
    held = "# Referat af 3. møde i Følgegruppen\n\nSted: Mødelokale 3 på rådhuset\n\nTil stede: Bo Ærø.\n"
    Path("in/d4.md").write_text(held, encoding="utf-8")
    build([Path("in")], Path("g"))
    cache = Cache(Path(".g.cache"))
    done = cache.get(state.KEY, "state")
    resolve._forms_of.cache_clear()
    monkeypatch.setattr(likeness, "_known", {})
    monkeypatch.setattr(likeness.simplemma, "lemmatize", None)
    for name, part in done.parts.items():
        task = Assembling(done.read[f"in/{name}.md"], part, done.base, cache.folder)
        assert put_in_quads(task) == part


def test_what_a_copy_of_the_process_finds_or_raises_comes_back():
    """Values come one by one, errors as they were raised; that the copy died is told."""
    assert list(workers.apart(lambda: map(str, range(3)))) == ["0", "1", "2"]
    assert workers.away(lambda: None) is None
    with pytest.raises(GraphError, match="fuld"):
        workers.away(lambda: _fail(GraphError("disken er fuld")))
    with pytest.raises(OSError, match="No space"):
        workers.away(lambda: _fail(OSError(28, "No space left on device")))
    with pytest.raises(GraphError, match="died; build again"):
        workers.away(lambda: os.kill(os.getpid(), signal.SIGKILL))


def _fail(error):
    raise error


def test_a_file_touched_but_not_changed_is_not_put_in_again(place):
    """A file with another date and the same bytes is looked at, and nothing else is done again."""
    build_counted()
    before = bytes_of(Path("g"))
    os.utime("in/d1.md", (1, 1))
    assert build_counted()[1:] == (["in/d1.md"], [])
    assert bytes_of(Path("g")) == before


def test_a_file_changed_in_the_very_moment_of_the_build_is_read_again(place, monkeypatch):
    """Bytes of the same length and date are no proof while the file is fresh."""
    monkeypatch.setattr(state, "_SETTLED_NS", 2_000_000_000)
    build_counted()
    text = Path("in/d1.md").read_text(encoding="utf-8")
    told = Path("in/d1.md").stat()
    Path("in/d1.md").write_text(text.replace("KL", "LK"), encoding="utf-8")
    os.utime("in/d1.md", ns=(told.st_atime_ns, told.st_mtime_ns))
    assert "in/d1.md" in build_counted()[1]


NOBODY_NEW = (
    "Der blev drukket kaffe.",
    "På skoleområdet skal topledere lytte mere hver eneste dag.",
    "Spørgsmål: Hvordan kan topledere på skoleområdet lytte bedre hver eneste dag?",
)


@pytest.mark.parametrize(
    ("place_of_it", "added"),
    [
        ("last", NOBODY_NEW[0]),
        ("first", NOBODY_NEW[1]),
        ("first", NOBODY_NEW[2]),
        *(
            pytest.param(*pair, marks=pytest.mark.thorough)
            for pair in (("first", NOBODY_NEW[0]), ("last", NOBODY_NEW[1]), ("last", NOBODY_NEW[2]))
        ),
    ],
)
def test_an_edit_that_names_nobody_new_leaves_who_is_who_alone(place, monkeypatch, added, place_of_it):
    """Then what all say together is not put together again, and the bytes are those of a whole build."""
    path = Path("in/d2.md")
    path.write_text(
        words(2) + "\nHer var topledere med.\n\nNu skal topledere lytte.\n\n"
        "Spørgsmål: Hvad kan topledere?\n\nSvar: De kan lytte til borgerne.\n",
        encoding="utf-8",
    )
    build([Path("in")], Path("g"))
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    text = f"{head}\n\n{added}\n\n{rest}" if place_of_it == "first" else f"{head}\n\n{rest}\n{added}\n"
    path.write_text(text, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.delattr(incremental, "identify")
        told = build([Path("in")], Path("g"))
    assert build([Path("in")], Path("again")) == told
    assert bytes_of(Path("g")) == bytes_of(Path("again"))
    store.verify(Path("g"))


DEEDS = ("edit", "add", "delete", "rename", "garbage")
EDITS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 9), st.integers(0, 99)),
    min_size=1,
    max_size=4,
)


def any_edits(examples):
    """Edits made up at random, the same ones each time."""
    told = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    return lambda test: told(given(rounds=st.lists(EDITS, min_size=1, max_size=2))(test))


@any_edits(2)
def test_any_edits_give_the_bytes_of_a_build_from_nothing(place, rounds):
    """However documents are added, edited, renamed, deleted and spoilt, no trace is left of before."""
    leave_no_trace(rounds)


@pytest.mark.thorough
@any_edits(int(os.environ.get("LEDELSESGRAF_EDITS", "10")))
def test_many_edits_give_the_bytes_of_a_build_from_nothing(place, rounds):
    """None of many made-up histories leaves a trace."""
    leave_no_trace(rounds)


def leave_no_trace(rounds):
    """Edit and build, round after round, and compare with a build from nothing."""
    shutil.rmtree("g", ignore_errors=True)
    shutil.rmtree("in")
    Path("in").mkdir()
    Path("in/fast.md").write_text(words(1000), encoding="utf-8")
    build([Path("in")], Path("g"))
    for edits in rounds:
        for deed, which, seed in edits:
            path = Path(f"in/d{which}.md")
            if deed == "delete":
                path.unlink(missing_ok=True)
            elif deed == "rename" and path.exists():
                path.rename(f"in/n{seed}.md")
            elif deed == "garbage":
                path.write_bytes(bytes(range(256)) * 20)
            else:
                path.write_text(words(seed), encoding="utf-8")
        told = build([Path("in")], Path("g"))
    shutil.rmtree("again", ignore_errors=True)
    shutil.rmtree(".again.cache", ignore_errors=True)
    assert build([Path("in")], Path("again"), engine=LocalEngine(1)).to_dict() == told.to_dict()
    assert bytes_of(Path("g")) == bytes_of(Path("again"))
    store.verify(Path("g"))


def test_nothing_changed_is_done_well_under_a_second(place):
    """A build with nothing to do looks at the files' stamps and leaves the graph alone."""
    first = build([Path("in")], Path("g"))
    written = Path("g").stat().st_mtime_ns
    begin = time.perf_counter()
    assert build([Path("in")], Path("g")) == first
    assert time.perf_counter() - begin < 0.5
    assert Path("g").stat().st_mtime_ns == written


ENDINGS = ("gist", "named", "findings", "part", "shared", "nq.gz", "text", "said", "tally", "ledger")
DAMAGES = ("cut", "flipped", "gone")
USUAL = {
    ("gist", "cut"),
    ("named", "gone"),
    ("part", "flipped"),
    ("nq.gz", "gone"),
    ("said", "gone"),
    ("ledger", "flipped"),
}


@pytest.mark.parametrize(
    ("ending", "damage"),
    [
        pytest.param(*pair, marks=() if pair in USUAL else pytest.mark.thorough)
        for pair in product(ENDINGS, DAMAGES)
    ],
)
def test_a_damaged_cache_costs_time_and_nothing_else(place, ending, damage):
    """Whatever is wrong with what was kept, the same graph comes out, at the second try at the latest."""
    build([Path("in")], Path("g"))
    right = bytes_of(Path("g"))
    for path in Path(".g.cache").rglob(f"*.{ending}"):
        whole = path.read_bytes()
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(whole[: len(whole) // 2] if damage == "cut" else whole[:-9] + bytes(9))
    shutil.rmtree("g")
    for _ in range(4):
        try:
            build([Path("in")], Path("g"))
        except Exception as error:
            assert "build again" in str(error)
    assert bytes_of(Path("g")) == right


@pytest.mark.parametrize(
    "ending",
    [
        "nq.gz",
        "said",
        *(pytest.param(one, marks=pytest.mark.thorough) for one in ("part", "shared", "tally")),
    ],
)
def test_an_edit_beside_a_damaged_cache_gives_the_graph_all_the_same(place, ending):
    """What is missing of the last build's parts is made again; the graph is that of a build from nothing."""
    build([Path("in")], Path("g"))
    for path in Path(".g.cache").rglob(f"*.{ending}"):
        path.unlink()
    with Path("in/d1.md").open("a", encoding="utf-8") as file:
        file.write("\nNu skal topledere styrke dialogen med borgerne på skoleområdet hver dag.\n")
    told = build([Path("in")], Path("g"))
    assert build([Path("in")], Path("again")) == told
    assert bytes_of(Path("g")) == bytes_of(Path("again"))


def test_a_graph_that_was_damaged_is_written_anew(place):
    """The next build does not carry damage on: it takes the parts and not the last graph."""
    build([Path("in")], Path("g"))
    right = bytes_of(Path("g"))
    for name in (store.NQUADS, store.REPORT, "texts/d1.txt"):
        whole = Path("g", name).read_bytes()
        Path("g", name).write_bytes(whole[:40] + b"?" + whole[41:])
        build([Path("in")], Path("g"))
        assert bytes_of(Path("g")) == right


def test_the_cache_keeps_nothing_that_no_document_needs(place):
    """What deleted documents left is removed: a build from nothing keeps as many files."""
    build([Path("in")], Path("g"))
    Path("in/d3.md").unlink()
    build([Path("in")], Path("g"))
    build([Path("in")], Path("again"))
    kept, fresh = (sum(1 for _ in Path(f".{name}.cache").glob("*/*")) for name in ("g", "again"))
    assert kept == fresh


def test_a_cache_of_another_user_is_not_trusted(place, monkeypatch):
    """What somebody else put beside the graph is not read."""
    Cache(Path(".g.cache")).open()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(incremental.GraphError, match="belongs to another user"):
        build([Path("in")], Path("g"))
