"""Whatever befalls a build, the last good graph answers, the next build heals, and a line says why."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers_messages import english

from graph_build import parts, store
from graph_build.errors import GraphError
from graph_build.pipeline import build
from graph_build.workers import Limits, run

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, str(ROOT / "ledelsesgraf.py")]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def start(place, *words, **more):
    """Start the command in a folder."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*COMMAND, *map(str, words)], cwd=place, env=ENVIRONMENT, **pipes, **more)


@pytest.fixture
def call(call):
    """Calls the command in this process, where all is loaded; gives its status and English messages."""

    def calling(*words):
        status, _, messages = call(*words)
        return status, english(messages)

    return calling


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A folder with two documents, their graph and its cache, and how many seconds the build took."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "in").mkdir()
    for file in ("lejre-moede.txt", "komdir-oplaeg.txt"):
        shutil.copy(ROOT / "corpus" / file, folder / "in")
    begin = time.monotonic()
    first = start(folder, "build", "in", "--graph", "g")
    assert (first.communicate(timeout=240)[1], first.returncode) == ("", 0)
    return folder, time.monotonic() - begin


@pytest.fixture
def place(built, tmp_path, monkeypatch):
    """A copy of that folder, in which the test stands."""
    shutil.copytree(built[0], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(place, number):
    with (place / "in" / "lejre-moede.txt").open("a", encoding="utf-8") as file:
        file.write(f"\nDer blev drukket {number} kopper kaffe.\n")


def alive(group):
    """Processes of a group that have not ended."""
    states = subprocess.run(
        ["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True, check=False
    ).stdout
    return [line for line in states.split() if not line.startswith("Z")]


CHANCE = random.Random(7)
MOMENTS = [CHANCE.uniform(0.1, 1.0) for _ in range(50)]


@pytest.mark.parametrize(
    "moments", [[0.8], pytest.param(MOMENTS, marks=pytest.mark.thorough)], ids=["one", "fifty"]
)
def test_a_build_killed_at_any_moment_leaves_a_whole_graph_and_the_next_heals(place, built, call, moments):
    """The killed build's graph is the last or the new one, its children end, and the next build heals."""
    for number, moment in enumerate(moments, 1):
        before = store.verify(place / "g").sha256
        edit(place, number)
        fresh = ["--fresh"] if number % 2 else []
        command = start(place, "build", "in", "--graph", "g", *fresh, start_new_session=True)
        time.sleep(moment * built[1])
        command.send_signal(signal.SIGKILL)
        command.communicate()
        left = store.verify(place / "g").sha256
        time.sleep(0.1)
        assert alive(command.pid) == []
        status, messages = call("build", "in", "--graph", "g")
        assert (status, messages) == (0, [])
        assert left in (before, store.verify(place / "g").sha256)
    assert call("build", "in", "--graph", "again")[0] == 0
    for name in (store.NQUADS, store.MANIFEST, store.REPORT):
        assert (place / "g" / name).read_bytes() == (place / "again" / name).read_bytes()
    assert {path.name for path in place.iterdir()} == {
        "in", "g", ".g.cache", ".g.lock", "again", ".again.cache", ".again.lock",
    }  # fmt: skip


def test_an_interrupted_build_says_so_and_leaves_the_graph(place):
    """Ctrl-C ends the build with one line and status 130, and the graph is as it was."""
    before = store.verify(place / "g")
    edit(place, 1)
    # A shell that puts a job in the background has it ignore Ctrl-C; the build of this test does not.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), "start_new_session": True}
    command = start(place, "build", "in", "--graph", "g", "--fresh", **heard)
    lock, until = place / ".g.lock", time.monotonic() + 30
    while lock.read_text(encoding="utf-8") != str(command.pid) and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(command.pid, signal.SIGINT)
    _, messages = command.communicate(timeout=60)
    assert command.returncode == 130
    assert [line.partition(";")[0] for line in english(messages)] == ["ledelsesgraf: interrupted"]
    assert store.verify(place / "g") == before
    assert alive(command.pid) == []


def test_a_second_build_is_refused_with_the_first_ones_process(place, call):
    """Two builds into one folder: the second ends at once and names the first."""
    edit(place, 1)
    first = start(place, "build", "in", "--graph", "g", "--fresh")
    lock, until = place / ".g.lock", time.monotonic() + 30
    while lock.read_text(encoding="utf-8") != str(first.pid) and time.monotonic() < until:
        time.sleep(0.01)
    status, messages = call("build", "in", "--graph", "g")
    assert first.communicate(timeout=120) and first.returncode == 0
    assert (status, len(messages)) == (1, 1)
    assert f"another build (process {first.pid})" in messages[0]
    store.verify(place / "g")


@pytest.mark.parametrize("most", [pytest.param(20_000, marks=pytest.mark.thorough), 2_000_000])
def test_a_disk_that_takes_no_more_is_told_and_the_graph_stays(place, call, most):
    """Where no file may grow beyond a size, as on a full disk, the build says so, and heals later."""
    before = store.verify(place / "g")
    edit(place, 1)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
        "sys.path.insert(0, sys.argv.pop(1)); from ledelsesgraf import main; main(sys.argv[1:])"
    )
    words = [sys.executable, "-c", code, str(ROOT), "build", "in", "--graph", "g", "--fresh"]
    done = subprocess.run(words, cwd=place, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"cannot be written|large|space|could be read|failed", done.stderr), done.stderr
    assert store.verify(place / "g") == before
    assert call("build", "in", "--graph", "g") == (0, [])
    store.verify(place / "g")


@pytest.mark.skipif(not shutil.which("setpriv") or os.geteuid() != 0, reason="needs another user")
def test_a_folder_that_cannot_be_written_is_told(place):
    """Building where nothing may be written ends with one line that names the folder; asking still works."""
    before = store.verify(place / "g")
    edit(place, 1)
    place.chmod(0o555)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    done = subprocess.run(
        [*nobody, *COMMAND, "build", "in", "--graph", "g"],
        cwd=place,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    place.chmod(0o755)
    if "Permission denied: '" in done.stderr or "can't open file" in done.stderr:
        pytest.skip("the other user may not read the program")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "g" in done.stderr
    assert store.verify(place / "g") == before


@pytest.mark.parametrize("what", ["*.sst", "MANIFEST-*", "CURRENT", "nq", "report", "text", "manifest"])
def test_damage_is_found_by_verify_and_healed_by_the_next_build(place, call, what):
    """A changed byte, wherever it is, is told by ``verify`` in one line; the next build writes all anew."""
    graph = place / "g"
    files = {
        "nq": store.NQUADS,
        "report": store.REPORT,
        "text": "texts/lejre-moede.txt",
        "manifest": store.MANIFEST,
    }
    found = [graph / files[what]] if what in files else list((graph / store.STORE).glob(what))
    path = max(found, key=lambda file: file.stat().st_size)
    whole = bytearray(path.read_bytes())
    for at in range(0, len(whole), max(1, len(whole) // 200)):
        whole[at] ^= 255
    path.write_bytes(whole)
    status, messages = call("verify", "--graph", "g")
    assert (status, len(messages)) == (1, 1), messages
    assert "build" in messages[0]
    assert call("build", "in", "--graph", "g") == (0, [])
    store.verify(graph)


def test_writes_lost_from_the_stores_log_are_found(place):
    """Quads that a store loses without a word are missed by ``verify``."""
    import pyoxigraph as ox

    opened = ox.Store(str(place / "g" / store.STORE))
    opened.remove(next(iter(opened)))
    opened.flush()
    del opened
    with pytest.raises(GraphError, match="quads in the store"):
        store.verify(place / "g")


def test_a_document_that_changes_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    """A file that is written while it is read is read once more; one that never rests is reported."""
    path = tmp_path / "a.md"
    path.write_text("# Et møde\n\nKommissionen drøftede tillid.\n", encoding="utf-8")
    real, times = parts.read_document, []

    def reading(file):
        found = real(file)
        times.append(1)
        if len(times) < changes:
            path.write_text(f"# Et møde\n\nKommissionen drøftede tillid {len(times)}.\n", encoding="utf-8")
        return found

    monkeypatch.setattr(parts, "read_document", reading)
    changes = 2
    parts.Cache(tmp_path / "c").open()
    this = parts.read_one(parts.Reading(path, tmp_path / "c"))
    assert "tillid 1" in parts.Cache(tmp_path / "c").get(this, "text")
    changes = 99
    path.write_text("# Et andet møde\n\nKommissionen drøftede kvalitet.\n", encoding="utf-8")
    with pytest.raises(parts.ReadError, match="changes while it is read"):
        parts.read_one(parts.Reading(path, tmp_path / "c"))


def misbehave(how):
    """What a reader may do at worst."""
    if how == "hang":
        time.sleep(60)
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "swell":
        return len([bytearray(1 << 26) for _ in range(64)])
    if how == "fail":
        raise KeyError("uventet")
    return how.upper()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_worker_that_hangs_dies_or_swells_costs_its_own_document_alone(fresh):
    """Each piece of work gets its own outcome, by name, whatever the others do to their processes."""
    how = ["a", "hang", "die", "b", "swell", "fail", "c"]
    limits = {"hang": Limits(2.5 if fresh else 0.7)}
    tasks = [(one, one, limits.get(one, Limits(30.0, 1 << 28))) for one in how]
    done = dict(run(misbehave, tasks, 2, fresh=False)) if not fresh else dict(run(len, tasks, 2, fresh=True))
    if fresh:
        assert done == {number: len(one) for number, one in enumerate(how)}
        return
    told = {how[number]: str(one) for number, one in done.items()}
    assert [told[one] for one in "abc"] == ["A", "B", "C"]
    assert "not done within" in told["hang"]
    assert "died (SIGKILL)" in told["die"]
    assert "more memory" in told["swell"]
    assert "reading failed (KeyError" in told["fail"]


def test_a_backup_is_restored_to_the_byte_and_a_damaged_one_refused(place, call):
    """What is restored is what was saved; a backup with a changed byte is not used."""
    assert call("backup", "--graph", "g", "--out", "saved")[0] == 0
    saved = store.verify(place / "g")
    edit(place, 1)
    assert call("build", "in", "--graph", "g")[0] == 0
    assert store.verify(place / "g") != saved
    assert call("restore", "saved", "--graph", "g")[0] == 0
    assert store.verify(place / "g") == saved
    assert not (place / "saved" / store.STORE).exists()
    assert call("build", "in", "--graph", "g") == (0, [])
    whole = (place / "saved" / store.NQUADS).read_bytes()
    (place / "saved" / store.NQUADS).write_bytes(whole.replace(b"kaffe", b"t\xc3\xa9"))
    (place / "saved" / store.REPORT).write_text("{}", encoding="utf-8")
    status, messages = call("restore", "saved", "--graph", "g")
    assert (status, len(messages)) == (1, 1)
    assert "not the file that was built" in messages[0]
    store.verify(place / "g")


def test_a_graph_of_an_older_version_is_refused_for_reading_and_built_anew(place, call):
    """A folder of another layout is never misread: asking says so, and building replaces it."""
    manifest = place / "g" / store.MANIFEST
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"format": 3', '"format": 2'), encoding="utf-8"
    )
    status, messages = call("query", "paradoxes", "--graph", "g")
    assert status == 1
    assert "format 2, not 3; build it anew" in messages[0]
    assert call("build", "in", "--graph", "g") == (0, [])
    store.verify(place / "g")


def test_without_documents_nothing_is_built(tmp_path):
    """A build of a folder of which nothing can be read leaves no graph and says why."""
    (tmp_path / "a.md").write_bytes(b"")
    assert build([tmp_path / "a.md"], tmp_path / "g").validation is None
    assert not (tmp_path / "g").exists()
