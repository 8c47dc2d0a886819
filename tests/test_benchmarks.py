"""The benchmarks' own parts: tables, their place in the documentation, and the texts that are read."""

import json
import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def part(monkeypatch):
    """Imports a module of the benchmarks."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))

    def imported(name):
        return __import__(name)

    yield imported
    for name in ("tables", "reading", "building", "upgrade"):
        sys.modules.pop(name, None)


def test_tables_align(part):
    """Every line of a table is as long as the others, figures stand to the right."""
    lines = part("tables").markdown(("What", "s"), [("read", "1.25"), ("write it", "12.5")]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[0] == "| What     |    s |"
    assert lines[1] == "| -------- | ---: |"
    assert lines[3] == "| write it | 12.5 |"


def test_results_stand_between_their_markers(part, tmp_path, monkeypatch, capsys):
    """A result replaces the one before it and nothing else; without markers that is said."""
    tables = part("tables")
    monkeypatch.setattr(tables, "PAGE", tmp_path / "performance.md")
    around = "før\n<!-- reading: begin -->\n{}<!-- reading: end -->\nefter\n"
    tables.PAGE.write_text(around.format("gammelt\n"), encoding="utf-8")
    tables.publish("reading", "nyt \\1")
    assert tables.PAGE.read_text(encoding="utf-8") == around.format("nyt \\1\n")
    assert capsys.readouterr().out == "nyt \\1\n"
    with pytest.raises(SystemExit, match="markers for building"):
        tables.publish("building", "nyt")


def test_the_documentation_has_a_place_for_every_benchmark(part):
    """Each benchmark that publishes finds its markers, once, and each place has a benchmark that fills it."""
    page = part("tables").PAGE.read_text(encoding="utf-8")
    begun, ended = (re.findall(rf"<!-- ([\w-]+): {side} -->", page) for side in ("begin", "end"))
    assert begun == ended
    assert len(begun) == len(set(begun))
    sources = (file.read_text(encoding="utf-8") for file in BENCHMARKS.glob("*.py"))
    published = {name for source in sources for name in re.findall(r'publish\(f?"([\w-]+)', source)}
    assert published == {re.sub("^scale-.*", "scale-", name) for name in begun}


def test_the_documents_to_read_are_distinct_and_the_same_every_time(part):
    """Sentences do not repeat from document to document, so that nothing can be remembered."""
    reading = part("reading")
    first, again = list(reading.documents(10)), list(reading.documents(10))
    assert first == again
    lines = [line for text in first for line in {line for line in text.splitlines() if len(line) > 80}]
    assert len(set(lines)) > 0.95 * len(lines)


def test_every_query_was_timed_with_the_pyoxigraph_that_is_installed(part):
    """An upgrade, or a new query, asks for ``benchmarks/upgrade.py`` to be run and its ratios stored."""
    stored = json.loads(part("upgrade").STORED.read_text(encoding="utf-8"))
    assert stored["pyoxigraph"] == ox.__version__
    assert set(part("upgrade").texts()) == set(stored["ratios"])


def test_a_query_that_became_slower_is_named(part):
    """What takes more than twice its stored ratio is named, the worst first, but none too short to tell."""
    before = {"a": 1.0, "b": 0.001, "c": 0.2, "d": 1.0}
    now = {"a": 2.5, "b": 0.04, "c": 20.0, "d": 1.5}
    assert [name for _, name in part("upgrade").slower(now, before)] == ["c", "a"]
