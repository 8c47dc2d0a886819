"""From files to a graph: the same for any order, and never lost by a build that dies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDF

from graph_build import parts, store
from graph_build.errors import GraphError
from graph_build.pipeline import build
from ontology import load
from ontology import terms as t

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
FILES = sorted(CORPUS.iterdir())
KEPT = (store.NQUADS, store.MANIFEST, store.REPORT)


def files_of(folder):
    """The bytes of a graph's files, but for the store's own."""
    texts = sorted((folder / store.TEXTS).iterdir())
    return {path.name: path.read_bytes() for path in (*(folder / name for name in KEPT), *texts)}


def test_the_corpus_is_built_and_conforms(corpus_build):
    """The five documents make one graph that meets the shapes, with every quote equal to its text."""
    folder, report = corpus_build
    assert report.documents == tuple(file.stem for file in FILES)
    assert report.failures == ()
    assert report.validation is not None
    assert report.validation.conforms, "\n".join(report.validation.lines())
    assert store.verify(folder).quads == report.triples


def test_what_is_reported_is_what_the_graph_holds(corpus_build):
    """The report's figures are those counted in the graph."""
    folder, report = corpus_build
    graph = store.open_dataset(folder)
    classes = {
        "persons": t.FOAF_PERSON,
        "events": t.SCHEMA_EVENT,
        "groups": t.LED_ACTOR_GROUP,
        "paradoxes": t.LED_PARADOX,
    }
    for name, of_class in classes.items():
        # The authority file has groups that no document names.
        listed = set(load.agents().subjects(RDF.type, of_class)) - set(graph.objects(None, t.LED_MENTION_OF))
        assert len(set(graph.subjects(RDF.type, of_class)) - listed) == report.entities[name], name
    statements = {
        "questions": t.SCHEMA_QUESTION,
        "answers": t.SCHEMA_ANSWER,
        "paradoxes": t.LED_PARADOX_STATEMENT,
        "recommendations": t.LED_RECOMMENDATION,
        "decisions": t.LED_DECISION,
        "figures": t.LED_FIGURE,
    }
    for name, of_class in statements.items():
        assert len(set(graph.subjects(RDF.type, of_class))) == report.statements[name], name
    said = set(graph.subjects(RDF.type, t.LED_STATEMENT))
    assert len(said) == sum(report.statements.values())
    # As the explorer counts them: themes that something is said about.
    about = {theme for statement, theme in graph.subject_objects(t.SCHEMA_ABOUT) if statement in said}
    assert len(about) == report.entities["themes"]
    assert report.triples == len(store.open_store(folder))


def test_the_report_is_kept_with_the_graph(corpus_build):
    """The report that a build gives is the one that can be read later."""
    folder, report = corpus_build
    assert store.report_of(folder) == report.to_dict()


def test_any_order_of_files_gives_the_same_bytes(corpus_graph, tmp_path, monkeypatch):
    """Files named one by one, backwards and twice, give the very bytes that their folder gives."""
    monkeypatch.chdir(ROOT)
    build([Path("corpus") / file.name for file in FILES[::-1]] + [Path("corpus")], tmp_path / "graph")
    assert files_of(tmp_path / "graph") == files_of(corpus_graph)


def test_hash_seed_locale_and_pipe_change_no_byte(corpus_graph, tmp_path):
    """Piped, in an ASCII locale and with another hash seed, a build writes the same bytes and no progress."""
    command = [
        sys.executable,
        str(ROOT / "ledelsesgraf.py"),
        "build",
        "corpus",
        "--graph",
        str(tmp_path / "g"),
    ]
    bare = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONUTF8": "0", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=bare, check=True)
    assert done.stderr == b""
    assert "Aktørgrupper" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
    assert files_of(tmp_path / "g") == files_of(corpus_graph)


def test_another_base_moves_everything_but_the_model(corpus_graph, tmp_path):
    """Under another base no instance or concept keeps the default one, and the graph still conforms."""
    folder = tmp_path / "graph"
    report = build([CORPUS / "lejre-moede.txt"], folder, "https://example.org/kg/")
    assert report.validation is not None
    assert report.validation.conforms, "\n".join(report.validation.lines())
    old = [
        term
        for quad in store.open_store(folder)
        for term in (str(quad.subject), str(quad.object), str(quad.graph_name))
        if term.startswith("<https://ledelsesgraf.example/") and "/model/core/" not in term
    ]
    assert old == []


def test_where_nothing_can_be_read_the_graph_stays(corpus_graph, tmp_path):
    """A build without a single document leaves the last graph untouched."""
    folder = tmp_path / "graph"
    shutil.copytree(corpus_graph, folder)
    before = files_of(folder)
    report = build([tmp_path / "none.txt"], folder)
    assert report.validation is None
    assert files_of(folder) == before


def test_a_folder_with_other_things_is_not_built_into(tmp_path):
    """A graph folder that holds somebody's files is refused, and they stay."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("mit", encoding="utf-8")
    with pytest.raises(GraphError, match="holds other files"):
        build([CORPUS / "lejre-moede.txt"], tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["a.txt"]


def test_a_fault_in_one_document_does_not_cost_the_others(tmp_path, monkeypatch):
    """An error that nobody foresaw in reading one document is reported as that document's."""
    real = parts.read_document

    def reading(path):
        if path.stem == "b":
            raise KeyError("uventet")
        return real(path)

    monkeypatch.setattr(parts, "read_document", reading)
    for name in ("a", "b"):
        shutil.copy(CORPUS / "lejre-moede.txt", tmp_path / f"{name}.txt")
    report = build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "graph")
    assert report.documents == ("a",)
    assert "b.txt: reading failed (KeyError" in str(report.failures[0].error)


def test_progress_is_told_step_by_step(tmp_path):
    """From reading to storing all steps are told in order."""
    steps = []
    build([CORPUS / "lejre-moede.txt"], tmp_path / "g", progress=lambda step, done, total: steps.append(step))
    told = list(dict.fromkeys(step.split()[0] for step in steps))
    assert told == ["read", "resolve", "assemble", "share", "compare", "validate", "merge", "store"]
