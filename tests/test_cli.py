"""The one command: its words, its output and its exit status."""

import contextlib
import csv
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from helpers_messages import english
from rdflib import Graph

import ledelsesgraf
from graph_build import store
from graph_build.quote import as_quote
from ontology import terms

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "build",
    "annotate",
    "query",
    "queries",
    "export",
    "draw",
    "path",
    "serve",
    "validate",
    "evaluate",
    "summary",
    "why-theme",
)
SELECT = "SELECT ?p ?l { ?p a led:Paradox ; rdfs:label ?l } ORDER BY ?l LIMIT 4"


@pytest.fixture
def asking(call, corpus_graph, tmp_path):
    """Asks the corpus's graph a query written here."""

    def asked(text, *words):
        (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
        return call("query", tmp_path / "mine.rq", "--graph", corpus_graph, *words)

    return asked


def test_every_command_is_there_and_helps_with_an_example(call):
    """Each command's help names what it does and shows an example of itself."""
    status, listed, _ = call("--help")
    assert status == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name}\b", listed, re.MULTILINE), name
        status, text, _ = call(name, "--help")
        assert status == 0
        assert f"Example: ledelsesgraf {name}" in text


def test_every_example_of_the_help_is_understood(call, capsys):
    """The words of each example are parsed without a usage error."""
    for name in COMMANDS:
        _, text, _ = call(name, "--help")
        example = re.search(r"Example: ledelsesgraf (.*)", " ".join(text.split()))
        words = example[1].split(" > ")[0].replace('"Emma Winther"', "Emma")
        command = ledelsesgraf.typer.main.get_command(ledelsesgraf.app)
        sub = command.commands[name]
        sub.make_context(name, [word.strip('"') for word in words.split()[1:]])


def test_a_build_ends_with_a_table_that_aligns(call, tmp_path, monkeypatch):
    """The figures of a build stand under one another, and the validation, steps and folder are named."""
    monkeypatch.chdir(ROOT)
    status, out, err = call("build", "corpus/lejre-moede.txt", "--graph", tmp_path / "graph", "--timings")
    assert (status, err) == (0, "")
    ends = {len(line) for line in out.splitlines() if line and line[-1].isdigit()}
    assert len(ends) == 1
    assert re.search(r"Dokumenter · documents +1\n", out)
    assert re.search(r"Tripler · triples +\d{4,}\n", out)
    assert "i orden · conforms" in out
    assert re.search(r"Læsning · reading +\d+\.\d\d s  processer", out)
    assert str(tmp_path / "graph") in out


def test_a_build_names_the_endings_that_it_does_not_read(call, tmp_path):
    """A folder's files of other kinds are not passed over in silence; hidden ones are."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "referat.txt").write_text("Referat\n\nDet blev aftalt, at vi mødes igen.\n", encoding="utf-8")
    for name in ("tal.CSV", "mere.csv", "gammel.doc", ".DS_Store", "LICENSE"):
        (folder / name).write_bytes(b"x")
    status, out, _ = call("build", folder, "--graph", tmp_path / "graph")
    assert status == 0
    assert "Ikke læst · not read  .csv (2), .doc (1)\n" in out


def test_annotations_point_at_their_words(call, tmp_path, monkeypatch):
    """Each finding's text between start and end, folded, is its quote; rule and confidence are there."""
    monkeypatch.chdir(ROOT)
    status, _, _ = call("annotate", "corpus", "--out", tmp_path / "out")
    assert status == 0
    names = sorted(path.stem for path in (ROOT / "corpus").iterdir())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.{ending}" for name in names for ending in ("json", "txt")
    )
    checked = 0
    for name in names:
        said = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
        text = (tmp_path / "out" / f"{name}.txt").read_bytes().decode("utf-8")
        assert said["document"] == name
        findings = [one for kind in said.values() if isinstance(kind, list) for one in kind]
        for one in findings:
            assert as_quote(text[one["start"] : one["end"]]) == one["quote"], one
            assert 0 <= one["confidence"] <= 1
            assert one["rule"]
        checked += len(findings)
        ids = {question["id"] for question in said["questions"]}
        assert {answer["answers"] for answer in said["answers"]} <= ids
    assert checked > 300


def test_a_table_aligns_and_counts_its_rows(asking):
    """A query's table has its columns aligned and ends with the number of rows."""
    status, out, _ = asking(SELECT)
    assert status == 0
    assert out.endswith("4 rækker\n")
    assert " ↔ " in out


@pytest.mark.parametrize("form", ["csv", "json", "xml"])
def test_result_formats_hold_the_same_rows(asking, form):
    """CSV, JSON and XML can be read by other programs and hold four solutions of two variables."""
    status, out, _ = asking(SELECT, "--format", form)
    assert status == 0
    if form == "csv":
        header, *rows = csv.reader(io.StringIO(out))
        assert header == ["p", "l"]
    elif form == "json":
        whole = json.loads(out)
        rows = [[row["p"]["value"], row["l"]["value"]] for row in whole["results"]["bindings"]]
        assert {row["l"]["xml:lang"] for row in whole["results"]["bindings"]} == {"da"}
    else:
        name = "{http://www.w3.org/2005/sparql-results#}"
        rows = [
            ["".join(cell.itertext()) for cell in row] for row in ET.fromstring(out).iter(f"{name}result")
        ]
    assert len(rows) == 4
    assert all(
        iri.startswith("https://ledelsesgraf.example/id/paradox/") and " ↔ " in label for iri, label in rows
    )


def test_a_graph_is_printed_as_turtle(asking):
    """A CONSTRUCT gives Turtle that can be read back."""
    status, out, _ = asking(
        "CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a led:Paradox ; rdfs:label ?l }", "--format", "ttl"
    )
    assert status == 0
    assert len(Graph().parse(data=out, format="turtle")) > 10


def test_a_yes_or_no_is_said_in_both_languages(asking):
    """An ASK is answered with ja or nej, yes or no, and with a boolean for programs."""
    assert asking("ASK { ?p a led:Paradox }", "--en")[1] == "yes\n"
    assert asking("ASK { ?p a led:Paradox }")[1] == "ja\n"
    assert asking("ASK { ?p a led:Nothing }")[1] == "nej\n"
    assert json.loads(asking("ASK { ?p a led:Paradox }", "--format", "json")[1]) == {
        "head": {},
        "boolean": True,
    }


def test_a_query_comes_from_standard_input(call, corpus_graph, monkeypatch):
    """A dash, or nothing where the input is piped, reads the query from standard input."""
    for words in ((), ("-",)):
        monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?p a led:Paradox }"))
        assert call("query", *words, "--graph", corpus_graph)[:2] == (0, "ja\n")


def test_a_path_is_told_in_sentences_with_quotes(call, corpus_graph):
    """How two things are linked is told in sentences, in Danish or English."""
    status, out, _ = call("path", "Niels Ågesen", "Kommunaldirektørforeningen", "--graph", corpus_graph)
    assert status == 0
    assert out.startswith("1.\n   »Niels Ågesen«")
    status, english, _ = call(
        "path", "Niels Ågesen", "Kommunaldirektørforeningen", "--en", "--graph", corpus_graph
    )
    assert status == 0
    assert "“Niels Ågesen”" in english


def test_a_plain_part_in_a_meeting_is_told_plainly(call, corpus_graph):
    """Who took part and no more did just that; who spoke did so as a speaker."""
    _, out, _ = call("path", "Emma Winther", "Lasse Jacobsen", "--graph", corpus_graph)
    assert "»Emma Winther« deltog i begivenheden »7. møde i Ledelseskommissionen«" in out
    _, out, _ = call("path", "Emma Winther", "Solvejg Schultz Jakobsen", "--graph", corpus_graph)
    assert "»Emma Winther« deltog som oplægsholder i begivenheden" in out


def test_a_question_says_what_it_took_where_nothing_was_given(call, small_graph):
    """What stood in for a parameter that nobody gave is said beside the answer, also where that is empty."""
    _, out, error = call("query", "said-by", "--graph", small_graph)
    assert out == "Intet fundet.\n"
    assert error == "Spurgt med -p voice=topledere, da intet andet er valgt.\n"
    _, _, error = call("query", "said-by", "-p", "voice=Niels Ågesen", "--graph", small_graph)
    assert error == ""


def test_a_name_is_guessed_from_a_part_of_it_whatever_the_keyboard(call, small_graph):
    """A family name without its å names the person and nobody who is only spelt alike."""
    _, _, error = call("query", "said-by", "-p", "voice=Agesen", "--graph", small_graph)
    assert [line.partition("; ")[2] for line in english(error)] == ["did you mean »Niels Ågesen«?"]


def test_without_a_property_why_tells_what_is_said(call, small_graph):
    """``why`` of a thing alone lists what can be asked of it, memberships by what they join."""
    status, out, _ = call("why", "Niels Ågesen", "--graph", small_graph)
    assert status == 0
    assert "  memberOf · Kommunaldirektørforeningen i Danmark\n" in out
    assert "tilhørsforhold Niels Ågesen – Kommunaldirektørforeningen i Danmark" in out


@pytest.mark.parametrize("graph", ["small_graph", pytest.param("corpus_graph", marks=pytest.mark.thorough)])
def test_a_graph_that_was_built_validates(call, request, graph):
    """Validation tells of every document and ends well."""
    folder = request.getfixturevalue(graph)
    status, out, _ = call("validate", "--graph", folder)
    assert status == 0
    names = [one["name"] for one in store.manifest_of(folder).documents]
    told = sum(re.search(rf"^{name}: \d", out, re.MULTILINE) is not None for name in names)
    counted = re.search(r"^(\d+) dokument(?:er)?: i orden", out, re.MULTILINE)
    assert told + int(counted.group(1) if counted else 0) == len(names) > 0


def test_a_graph_that_does_not_conform_is_told(call, small_graph, tmp_path):
    """Statements without their passages are errors, told in the chosen language; the exit status is 1."""
    quoted = str(terms.PROV_WAS_QUOTED_FROM)
    graph = store.open_dataset(small_graph)
    kept = [quad for quad in graph.quads() if str(quad[1]) != quoted]
    store.write(kept, tmp_path / "graph")
    status, out, err = call("validate", "--graph", tmp_path / "graph", "--en")
    assert status == 1
    assert "errors" in out
    assert "does not conform" in err
    # Another program tells the same.
    assert call("validate", "--graph", tmp_path / "graph", "--en", "--pyshacl") == (status, out, err)


def test_every_suggestion_of_the_summary_works(corpus_graph, tmp_path):
    """The commands that the summary tells one to try run without error, in a folder of their own."""
    command = [sys.executable, str(ROOT / "ledelsesgraf.py")]
    told = subprocess.run(
        [*command, "summary", "--graph", str(corpus_graph)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    tries = [shlex.split(line)[1:] for line in told.stdout.splitlines() if line.startswith("    ")]
    assert [words[0] for words in tries] == ["serve", "queries", "query", "validate", "path"]
    for words in tries[1:]:
        assert subprocess.run([*command, *words], capture_output=True, check=False).returncode == 0, words
    with subprocess.Popen([*command, *tries[0], "--port", "0"], stderr=subprocess.PIPE, text=True) as serving:
        assert any(line.startswith("ledelsesgraf: http://127.0.0.1:") for line in serving.stderr)
        serving.terminate()


def test_a_theme_is_explained_by_sentences_and_words(call):
    """For a theme given and for one that was not, the words that speak for it and how far are told."""
    status, out, _ = call("why-theme", "corpus/lejre-moede.txt", "tillid")
    assert status == 0
    assert "tillid: givet" in out
    assert "Tillid og styring er ikke hinandens modsætninger" in out
    assert "cue words: Tillid" in out
    assert "in the whole document: tillid" in out
    status, out, _ = call("why-theme", "corpus/lejre-moede.txt", "sociale-medier")
    assert (status, "ikke givet" in out) == (0, True)
    status, _, err = call("why-theme", "corpus/lejre-moede.txt", "fodbold")
    assert status == 2
    assert "no such theme" in err


def test_progress_shows_on_a_terminal(tmp_path):
    """Where messages go to a terminal, the build tells which document it reads."""
    ours, its = pty.openpty()
    command = [sys.executable, str(ROOT / "ledelsesgraf.py"), "build", "corpus/lejre-moede.txt"]
    shown = b""
    with subprocess.Popen(
        [*command, "--graph", str(tmp_path / "g")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=its,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as building:
        os.close(its)
        # A terminal that nobody reads holds up whoever writes to it.
        with contextlib.suppress(OSError):  # the terminal's end is told so
            while piece := os.read(ours, 65536):
                shown += piece
        told = building.stdout.read()
    os.close(ours)
    assert building.returncode == 0
    assert b"read lejre-moede.txt" in shown
    assert b"\x1b" not in told


def test_export_and_draw_write_their_files(call, small_graph, tmp_path):
    """Chosen formats and a picture are written where they are asked for."""
    status, out, _ = call(
        "export", "--out", tmp_path / "ex", "--format", "nq", "--format", "csv", "--graph", small_graph
    )
    assert status == 0
    assert (tmp_path / "ex" / "ledelsesgraf.nq").exists()
    assert not (tmp_path / "ex" / "ledelsesgraf.ttl").exists()
    assert "ledelsesgraf.nq" in out
    status, out, _ = call(
        "draw",
        "--out",
        tmp_path / "p.html",
        "--focus",
        "Niels Ågesen",
        "--depth",
        "1",
        "--graph",
        small_graph,
    )
    assert status == 0
    assert "Niels" in (tmp_path / "p.html").read_text(encoding="utf-8")
