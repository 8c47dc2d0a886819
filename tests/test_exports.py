"""Exports hold the whole graph, read back as it was, and are the same bytes every time."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from helpers_graphs import ROOT, hostile_graph, hostile_quads
from lxml import etree

from exports import rdf
from exports.formats import FORMATS, export
from exports.jsonld import to_jsonld
from exports.lookup import Lookup
from exports.picture import draw
from exports.projection import kinds, project
from exports.tables import safe_cell
from exports.writing import write_file
from graph_build import store
from graph_build.errors import GraphError, UsageError
from ontology.load import context

TRIPLES = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
QUADS = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def graph(corpus_graph):
    """The graph of the corpus."""
    return corpus_graph


@pytest.fixture(scope="module")
def written(graph, tmp_path_factory):
    """The corpus graph in every format, and the folder it was written to."""
    out = tmp_path_factory.mktemp("written")
    export(graph, out)
    return out


@pytest.fixture(scope="module")
def look(graph):
    """The corpus graph, to be looked things up in."""
    return Lookup(store.open_store(graph))


@pytest.fixture(scope="module")
def projection(look):
    """What networks show of the corpus graph."""
    return project(look)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A small graph with control characters of markup, formulas and scripts in its texts."""
    return hostile_graph(tmp_path_factory.mktemp("hostile") / "graph")


def in_full(term):
    """Give a term with all it says; rdflib takes a plain literal and an xsd:string for two."""
    if not isinstance(term, rdflib.Literal):
        return str(term)
    return (str(term), term.language, str(term.datatype or (None if term.language else rdflib.XSD.string)))


def rows_of(path):
    """Read a table as a spreadsheet does: with the byte order mark taken off."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_every_format_is_written_under_its_name(written):
    """One call writes every single file and the folders, and leaves nothing half-written about."""
    names = {path.name for path in written.iterdir()} - {"parquet", "site"}
    single = {f"ledelsesgraf.{ending}" for ending in list(FORMATS)[:8]}
    described = {"annotations.jsonld", "nif.ttl", "aif.ttl", "themes.ttl", "queries.ttl", "dcat.ttl"}
    assert names == {*single, *described, "ro-crate-metadata.json", "csv", "neo4j", "qlever"}
    assert not list(written.rglob("*.part"))


@pytest.mark.parametrize("ending", TRIPLES)
def test_triples_formats_give_back_the_union_graph(graph, written, ending):
    """Turtle, N-Triples and RDF/XML hold every triple of every named graph, and no other."""
    read = ox.parse((written / f"ledelsesgraf.{ending}").read_bytes(), format=TRIPLES[ending])
    assert {quad.triple for quad in read} == {quad.triple for quad in store.open_store(graph)}


@pytest.mark.parametrize("ending", QUADS)
def test_quads_formats_give_back_the_dataset(graph, written, ending):
    """TriG, N-Quads and JSON-LD hold every quad, and no other."""
    read = ox.parse((written / f"ledelsesgraf.{ending}").read_bytes(), format=QUADS[ending])
    assert set(read) == set(store.open_store(graph))


@pytest.mark.parametrize("ending", RDFLIB)
def test_another_reader_finds_the_same_graph(hostile, tmp_path, ending):
    """What rdflib reads from each RDF file is what was written, whatever the texts hold."""
    (path,) = export(hostile, tmp_path, [ending])
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=RDFLIB[ending])
    size = 3 if ending in TRIPLES else 4
    expected = {tuple(map(in_full, quad[:size])) for quad in hostile_quads()}
    assert {tuple(map(in_full, quad[:size])) for quad in dataset.quads()} == expected


@pytest.mark.parametrize("which", ["small_graph", pytest.param("corpus_graph", marks=pytest.mark.thorough)])
def test_the_same_graph_gives_the_same_bytes(request, which, tmp_path):
    """Exported and drawn again, in a process with another hash seed and locale, all files are equal."""
    graph, one, other = request.getfixturevalue(which), tmp_path / "one", tmp_path / "other"
    export(graph, one)
    draw(graph, one / "picture.html")
    code = (
        "import sys; from exports.formats import export, Path; from exports.picture import draw;"
        "graph, out = map(Path, sys.argv[1:]); export(graph, out); draw(graph, out / 'picture.html')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run(
        [sys.executable, "-c", code, str(graph), str(other)], cwd=ROOT, env=environment, check=True
    )
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (one, other)
    )
    assert len(first) > len(FORMATS)
    assert first == second


def test_the_order_of_the_quads_does_not_count():
    """Stores filled in another order, and with other labels of blank nodes, give the same files."""
    turtle = '@prefix e: <https://example.org/> . e:a e:p _:{0} . _:{0} e:q "1", "2" . _:{1} e:q _:{0} .'
    files = []
    for labels in (("x", "y"), ("b2", "b1")):
        filled = ox.Store()
        parsed = list(ox.parse(turtle.format(*labels), format=ox.RdfFormat.TURTLE))
        filled.extend(parsed if labels[0] == "x" else reversed(parsed))
        quads = rdf.quads_in_order(filled)
        writers = (rdf.to_turtle, rdf.to_trig, rdf.to_ntriples, rdf.to_nquads, rdf.to_rdfxml, to_jsonld)
        files.append([writer(quads) for writer in writers])
    assert files[0] == files[1]
    assert b"_:c14n" in files[0][0]


def test_rdf_xml_stays_well_formed_with_any_text():
    """Characters that XML cannot hold become U+FFFD, and a carriage return survives."""
    said = ox.Literal("a\x0cb\r\nc")
    quad = ox.Quad(ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), said)
    root = etree.fromstring(rdf.to_rdfxml([quad]))
    assert root.xpath("string(//*[local-name()='p'])") == "a\ufffdb\r\nc"


def test_json_ld_carries_its_context(written):
    """The model's context stands in the file, and no other is named that would have to be fetched."""
    text = (written / "ledelsesgraf.jsonld").read_text(encoding="utf-8")
    assert text.count('"@context"') == 1
    assert json.loads(text)["@context"] == context()


def test_every_thing_has_its_row(look, written):
    """The tables of a class hold each of its instances once."""
    for kind in kinds().values():
        local = kind.cls.rpartition("/")[2].rpartition("#")[2]
        table = [row["IRI"] for row in rows_of(written / "csv" / f"{local}.csv")]
        assert table == look.instances(kind.cls), kind.key


def test_tables_open_with_danish_letters(hostile, tmp_path):
    """Tables begin with the mark by which spreadsheets know UTF-8, and give words beside IRIs."""
    export(hostile, tmp_path, ["csv"])
    assert (tmp_path / "csv" / "Person.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (person,) = rows_of(tmp_path / "csv" / "Person.csv")
    (said,) = rows_of(tmp_path / "csv" / "Recommendation.csv")
    assert person["foaf:name"] == said["prov:wasAttributedTo"] == "Ærø <b>Ond</b>"
    assert said["prov:wasAttributedTo (IRI)"] == person["IRI"]


def test_no_cell_runs_as_a_formula(hostile, written, tmp_path):
    """No cell of any table begins with a sign that starts a formula; such words get a quote mark first."""
    export(hostile, tmp_path, ["csv"])
    tables = [*tmp_path.joinpath("csv").glob("*.csv"), *written.joinpath("csv").glob("*.csv")]
    cells = [cell for path in tables for row in rows_of(path) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=cmd|' /C calc'!A0" in next(cell for cell in cells if "calc" in cell)


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_sign_that_starts_a_formula_is_quoted(words):
    """Each sign that a spreadsheet may take for a formula's start gets a quote mark before it."""
    assert safe_cell(words) == f"'{words}"


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_network_files_hold_all_things_with_label_class_and_colour(projection, written, ending):
    """Every thing and relation that people read is there, labelled, with its class, colour and place."""
    path = written / f"ledelsesgraf.{ending}"
    network = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path, version="1.3")
    assert set(network) == {node.iri for node in projection.nodes}
    assert network.number_of_edges() == len(projection.links)
    for node in projection.nodes:
        row = network.nodes[node.iri]
        colour = row if ending == "graphml" else row["viz"]["color"]
        assert (row["label"], row["class"]) == (node.label, kinds()[node.kind].cls)
        assert f"#{colour['r']:02X}{colour['g']:02X}{colour['b']:02X}" == kinds()[node.kind].colour


def test_a_network_file_does_not_say_when_it_was_written(written):
    """GEXF carries no date of its making and names version 1.3."""
    root = etree.parse(written / "ledelsesgraf.gexf").getroot()
    assert root.get("version") == "1.3"
    assert not root.xpath("//@lastmodifieddate")


def test_every_statement_is_in_the_projection(look, projection):
    """Nothing that somebody said is lost on the way to picture and network."""
    things = {node.iri for node in projection.nodes}
    for key in ("recommendation", "question", "answer", "decision", "figure", "paradox", "document", "event"):
        assert set(look.instances(kinds()[key].cls)) <= things, key
    for node in projection.nodes:
        if node.kind in ("recommendation", "question", "answer", "decision", "figure", "paradox", "person"):
            assert node.evidence, node.iri
            assert all(quoted.quote and quoted.rule for quoted in node.evidence), node.iri


def test_unknown_formats_and_places_are_named(small_graph, tmp_path):
    """An unknown format, a folder that cannot be written and a missing graph say what is wrong."""
    with pytest.raises(UsageError, match="unknown format 'xlsx'; there are: ttl, trig"):
        export(small_graph, tmp_path, ["xlsx"])
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        export(small_graph, tmp_path / "file", ["nt"])
    with pytest.raises(GraphError, match="no such folder"):
        export(tmp_path / "none", tmp_path)


def test_a_file_is_replaced_whole_or_stays(tmp_path, monkeypatch):
    """When the disk fails in the middle of a write, the old file stands and nothing lies beside it."""
    path = write_file(tmp_path / "a.nt", b"old")

    def fail(self, content):
        self.open("wb").write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(UsageError, match="No space left"):
        write_file(path, b"new words")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
