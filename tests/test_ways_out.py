"""Every other way out of the graph: each read back, or checked against what its readers demand."""

import configparser
import csv
import hashlib
import io
import json

import pyoxigraph as ox
import pyshacl
import pytest
from helpers_web import SHARED
from rdflib import OWL, RDFS, SH, SKOS, Graph

from exports import parquet
from exports.formats import FORMATS, export
from exports.lookup import Lookup
from graph_build import store
from graph_build.errors import UsageError
from ontology import load
from ontology import terms as t
from queries.catalogue import library

OA, NIF = "http://www.w3.org/ns/oa#", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
AIF, ITSRDF = "http://www.arg.dundee.ac.uk/aif#", "http://www.w3.org/2005/11/its/rdf#"
# The terms of the annotation context that the file uses, for it is not fetched.
ANNO = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
}
MOTIVES = {"identifying", "describing", "classifying", "tagging"}
NEW = [
    name for name in FORMATS if name in ("annotations", "nif", "aif", "skos", "queries", "neo4j", "qlever")
]


@pytest.fixture(scope="module")
def out(gold_graph, tmp_path_factory):
    """Every way out of the annotated documents' graph that there is beside plain RDF, networks and tables."""
    folder = tmp_path_factory.mktemp("out")
    export(gold_graph, folder, ["nq", "csv", *NEW, "dcat", "rocrate"])
    return folder


@pytest.fixture(scope="module")
def look(gold_graph):
    """The graph, to compare with."""
    return Lookup(store.open_store(gold_graph))


def turtle(path):
    return Graph().parse(path, format="turtle")


# Web annotations


def test_each_annotation_has_what_the_data_model_demands(out):
    """Identifier, class, bodies with a purpose, and targets with source, position and quote."""
    page = json.loads((out / "annotations.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["partOf"]["total"] == len(page["items"]) > 100
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in MOTIVES
        assert {body["purpose"] for body in item["body"]} <= MOTIVES
        for target in item["target"]:
            kinds = [selector["type"] for selector in target["selector"]]
            assert kinds == ["TextPositionSelector", "TextQuoteSelector"]


def test_annotations_as_rdf_have_the_places_and_quotes_of_the_graph(out, look):
    """Read as JSON-LD, the targets are the passages of every mention and statement, no more and no fewer."""
    page = json.loads((out / "annotations.jsonld").read_text(encoding="utf-8"))
    read = Graph().parse(data=json.dumps({**page, "@context": ANNO}), format="json-ld")
    found = {
        (
            str(read.value(target, oa("hasSource"))),
            *(selected(read, target, name) for name in ("start", "end", "exact")),
        )
        for target in read.objects(None, oa("hasTarget"))
    }
    passages = {
        passage
        for thing in look.instances(t.LED_MENTION, t.LED_STATEMENT)
        for passage in look.iris(thing, t.PROV_WAS_QUOTED_FROM)
    }
    expected = {(look.iri(p, t.OA_HAS_SOURCE), *places(look, p)) for p in passages}
    assert found == expected


def oa(name):
    from rdflib import URIRef

    return URIRef(OA + name)


def selected(graph, target, name):
    values = [v for s in graph.objects(target, oa("hasSelector")) for v in graph.objects(s, oa(name))]
    return str(values[0])


def places(look, passage):
    selectors = look.iris(passage, t.OA_HAS_SELECTOR)
    return tuple(
        next(word for one in selectors if (word := look.word(one, path)))
        for path in (t.OA_START, t.OA_END, t.OA_EXACT)
    )


# NIF


def test_each_string_of_nif_is_the_part_of_its_context_that_it_says(out, gold_graph):
    """Every anchor is the context's characters between its indexes, and the contexts are the texts."""
    read = Lookup(ox.parse((out / "nif.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    contexts = {one: read.word(one, NIF + "isString") for one in read.instances(NIF + "Context")}
    assert sorted(contexts.values()) == sorted(store.texts_of(gold_graph).values())
    strings = [one for one in read.instances(NIF + "OffsetBasedString") if one not in contexts]
    assert len(strings) > 100
    for one in strings:
        start, end = (int(read.word(one, NIF + name)) for name in ("beginIndex", "endIndex"))
        assert (
            read.word(one, NIF + "anchorOf") == contexts[read.iri(one, NIF + "referenceContext")][start:end]
        )


def test_nif_names_what_each_mention_is_of(out, look):
    """The links from passages to things are those of the mentions."""
    read = Lookup(ox.parse((out / "nif.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    links = {
        (one, e)
        for one in read.instances(NIF + "OffsetBasedString")
        for e in read.iris(one, ITSRDF + "taIdentRef")
    }
    assert links == {
        (passage, entity)
        for mention in look.instances(t.LED_MENTION)
        for passage in look.iris(mention, t.PROV_WAS_QUOTED_FROM)
        for entity in look.iris(mention, t.LED_MENTION_OF)
    }


# AIF


def test_a_paradox_is_two_conflicts_between_its_poles(out, look):
    """Each conflict has one attacking and one attacked pole, and every I-node has its words."""
    read = Lookup(ox.parse((out / "aif.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    conflicts = read.instances(AIF + "CA-node")
    paradoxes = look.instances(t.LED_PARADOX)
    assert len(conflicts) == 2 * len(paradoxes) > 10
    ends = [(read.iris(c, AIF + "Premise"), read.iris(c, AIF + "Conclusion")) for c in conflicts]
    assert all(len(a) == len(b) == 1 and a != b for a, b in ends)
    assert {frozenset(a + b) for a, b in ends} == {frozenset(look.iris(p, t.LED_HAS_POLE)) for p in paradoxes}
    assert all(read.words(node, AIF + "claimText") for node in read.instances(AIF + "I-node"))
    assert set(look.instances(t.LED_RECOMMENDATION)) <= set(read.instances(AIF + "I-node"))


def test_what_responds_is_concluded_from_what_it_responds_to(out, look):
    """Each recommendation that responds to something is the conclusion of an inference."""
    read = Lookup(ox.parse((out / "aif.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    concluded = {
        end for node in read.instances(AIF + "RA-node") for end in read.iris(node, AIF + "Conclusion")
    }
    assert concluded == {r for r in look.instances(t.LED_RECOMMENDATION) if look.iris(r, t.LED_RESPONDS_TO)}


# SKOS


def test_the_themes_alone_are_the_model_s_themes_and_lists(out):
    """Every triple of themes and lists that SKOS has a term for is there, and nothing of documents."""
    read = set(turtle(out / "themes.ttl"))
    skos = load.PREFIXES["skos"]
    wanted = {triple for triple in load.themes() + load.concepts() if str(triple[1]).startswith(skos)}
    assert wanted <= read
    assert not [s for s, _, _ in read if "/id/" in s]
    remarks = {thing for _, path, thing in read if path == SKOS.editorialNote}
    assert remarks == {s for s, path, _ in read if path == RDFS.label}


# Neo4j


def test_neo4j_s_files_hold_every_thing_and_every_link_between_things(out, look):
    """Nodes are the things, relationships the triples between them, and no relationship has a loose end."""
    nodes, links = (
        list(csv.DictReader(io.StringIO((out / "neo4j" / name).read_text(encoding="utf-8"), newline="")))
        for name in ("nodes.csv", "relationships.csv")
    )
    known = {node["iri:ID"] for node in nodes}
    base = t.BASE
    things = {i for i in look.instances(*look.classes()) if i.startswith((f"{base}id/", f"{base}concept/"))}
    assert known == things
    assert len(known) == len(nodes)
    triples = {
        (thing, value)
        for thing in things
        for p in look.properties(thing)
        if p != str(t.RDF_TYPE)
        for value in look.iris(thing, p)
        if value in things
    }
    assert {(link[":START_ID"], link[":END_ID"]) for link in links} == triples
    recommendation = next(node for node in nodes if "led_Recommendation" in node[":LABEL"].split("\x1f"))
    assert recommendation["led_text:string[]"] == look.word(recommendation["iri:ID"], t.LED_TEXT)


def test_an_engine_that_speaks_cypher_loads_the_script(out, look):
    """Run as it is, the script gives the graph's things with all labels and values, and their links."""
    kglite = pytest.importorskip("kglite")
    folder = (out / "neo4j").resolve()
    loaded = kglite.KnowledgeGraph()
    for statement in (folder / "load.cypher").read_text(encoding="utf-8").splitlines():
        # Neo4j looks for files in its import folder.
        loaded.cypher(statement.removesuffix(";").replace("file:///", f"file://{folder}/"))
    rows = {
        name: list(csv.DictReader((folder / f"{name}.csv").open(encoding="utf-8", newline="")))
        for name in ("nodes", "relationships")
    }
    nodes = {row["n"]["properties"]["iri"]: row["n"] for row in loaded.cypher("MATCH (n) RETURN n")}
    assert {iri: set(node["labels"]) for iri, node in nodes.items()} == {
        row["iri:ID"]: {"Thing", *row[":LABEL"].split("\x1f")} for row in rows["nodes"]
    }
    for row in rows["nodes"]:
        kept = nodes[row["iri:ID"]]["properties"]
        lists = {key: kept.get(key.partition(":")[0]) for key in row if key.endswith(":string[]")}
        assert lists == {key: row[key].split("\x1f") if row[key] else None for key in lists}
    links = loaded.cypher("MATCH (a)-[r]->(b) RETURN a.iri AS a, type(r) AS r, b.iri AS b")
    assert sorted((row["a"], row["b"], row["r"]) for row in links) == sorted(
        tuple(row.values()) for row in rows["relationships"]
    )


# QLever, Parquet


def test_qlever_gets_the_canonical_n_quads(out, gold_graph):
    """The sorted N-Quads are the graph's own bytes, and the Qleverfile names them and their format."""
    assert (out / "qlever" / "ledelsesgraf.nq").read_bytes() == (gold_graph / store.NQUADS).read_bytes()
    told = configparser.ConfigParser(interpolation=None)
    told.read(out / "qlever" / "Qleverfile", encoding="utf-8")
    assert told["index"]["INPUT_FILES"] == "ledelsesgraf.nq"
    assert told["data"]["FORMAT"] == "nq"


def test_parquet_holds_the_rows_of_the_tables_and_every_quad(out, gold_graph, tmp_path):
    """Each table has the CSV's rows, and the quads give back the dataset."""
    pq = pytest.importorskip("pyarrow.parquet")
    export(gold_graph, tmp_path, ["parquet"])
    tables = {path.stem for path in (tmp_path / "parquet").iterdir()} - {"quads"}
    assert tables == {path.stem for path in (out / "csv").iterdir()}
    rows = list(
        csv.DictReader(io.StringIO((out / "csv" / "Recommendation.csv").read_text(encoding="utf-8-sig")))
    )
    read = pq.read_table(tmp_path / "parquet" / "Recommendation.parquet").to_pylist()
    assert [{key: value or "" for key, value in row.items()} for row in read] == rows
    quads = pq.read_table(tmp_path / "parquet" / "quads.parquet").to_pylist()
    assert {tuple(row.values()) for row in quads} == {as_row(quad) for quad in store.open_store(gold_graph)}


def as_row(quad):
    literal = isinstance(quad.object, ox.Literal)
    kinds = (quad.object.datatype.value, quad.object.language) if literal else (None, None)
    return (quad.subject.value, quad.predicate.value, quad.object.value, *kinds, quad.graph_name.value)


def test_without_pyarrow_parquet_says_what_to_do_and_all_means_the_rest(gold_graph, tmp_path, monkeypatch):
    """Asked for by name it fails in one line; not asked for it is left out."""
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"ledelsesgraf\[tables\]"):
        export(gold_graph, tmp_path, ["parquet"])
    monkeypatch.setattr("exports.formats.FORMATS", {"parquet": FORMATS["parquet"], "skos": FORMATS["skos"]})
    assert [path.name for path in export(gold_graph, tmp_path)] == ["themes.ttl"]


# Queries


def test_the_library_in_rdf_is_the_library(out):
    """Each query has its text, both titles and questions, and its parameters with type and default."""
    read = Lookup(ox.parse((out / "queries.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    sh = load.PREFIXES["sh"]
    found = {one.rpartition("/")[2]: one for one in read.instances(sh + "SPARQLExecutable")}
    assert set(found) == {query.name for query in library()}
    for query in library():
        this = found[query.name]
        texts = [read.word(this, sh + form) for form in ("select", "construct", "ask", "describe")]
        assert list(filter(None, texts)) == [query.text]
        assert read.word(this, t.RDFS_LABEL, "da") == query.title_da
        assert read.word(this, t.RDFS_COMMENT, "en") == query.question_en
        parameters = {read.word(p, sh + "name"): p for p in read.iris(this, sh + "parameter")}
        assert set(parameters) == {parameter.name for parameter in query.parameters}
        for parameter in query.parameters:
            default = read.word(parameters[parameter.name], sh + "defaultValue")
            assert (default or "*") == parameter.default


# The release


def test_every_file_of_the_release_is_a_distribution_with_its_checksum(out):
    """The catalogue tells of each file's size and SHA-256, and meets the shapes."""
    read = Lookup(ox.parse((out / "dcat.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    told = {}
    for one in read.instances(t.DCAT_DISTRIBUTION):
        checksum = read.iri(one, t.SPDX_CHECKSUM_PROPERTY)
        told[read.word(one, t.DCTERMS_TITLE)] = (
            int(read.word(one, t.DCAT_BYTE_SIZE)),
            read.word(checksum, t.SPDX_CHECKSUM_VALUE),
        )
    release = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    others = {
        name: content
        for name, content in release.items()
        if name not in ("dcat.ttl", "ro-crate-metadata.json")
    }
    assert told == {name: (len(c), hashlib.sha256(c).hexdigest()) for name, c in others.items()}
    conforms, _, report = pyshacl.validate(turtle(out / "dcat.ttl"), shacl_graph=load.shapes())
    assert conforms, report


PUBLISHED = sorted((SHARED / "dcat-ap").glob("*.ttl"))
"""As published: DCAT-AP 3.0.0 (shapes and ranges) and DCAT-AP-DK 2.0.2 (shapes, and strict ones)."""
KNOWN = {
    # DCAT-AP-DK 3.0.0 has no shapes; its text asks for a non-negative integer, as DCAT 3 does.
    (t.DCAT_BYTE_SIZE, "DatatypeConstraintComponent"),
    # 2.0.2 knows SHA-1 alone, which proves nothing.
    (t.SPDX_ALGORITHM, "HasValueConstraintComponent"),
    # 3.0.0 has other addresses than 2.0.2 for the categories of personal data and for languages.
    (t.DCAT_DK_PERSONAL_DATA_CATEGORY, "PatternConstraintComponent"),
    (t.DCAT_DK_PERSONAL_DATA_CATEGORY, "ClassConstraintComponent"),
    (t.DCTERMS_LANGUAGE, "PatternConstraintComponent"),
}


@pytest.mark.skipif(not PUBLISHED, reason="no published shapes in LEDELSESGRAF_SHARED/conformance/dcat-ap")
@pytest.mark.parametrize("published", PUBLISHED, ids=lambda path: path.stem)
def test_the_catalogue_meets_the_published_shapes_but_for_what_3_0_0_says_otherwise(out, published):
    """No violation but those that the newer profile's own text asks for, and SHA-256 for SHA-1."""
    shapes = turtle(published)
    shapes.remove((None, OWL.imports, None))
    _, results, _ = pyshacl.validate(turtle(out / "dcat.ttl"), shacl_graph=shapes)
    within = set(results.objects(None, SH.detail))
    found = {
        (
            results.value(one, SH.resultPath),
            str(results.value(one, SH.sourceConstraintComponent)).partition("#")[2],
        )
        for one in results.subjects(SH.resultSeverity, SH.Violation)
        if one not in within
    }
    assert found <= KNOWN


def test_the_catalogue_s_checksum_is_that_of_the_canonical_form(out, gold_graph):
    """It is the SHA-256 of the sorted N-Quads, which the manifest states as well."""
    read = Lookup(ox.parse((out / "dcat.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    checksum = read.iri(f"{t.BASE}id/dataset/ledelsesgraf", t.SPDX_CHECKSUM_PROPERTY)
    assert read.words(checksum, t.SPDX_CHECKSUM_VALUE) == [store.manifest_of(gold_graph).sha256]


def test_the_ro_crate_describes_itself_its_root_and_every_file(out, gold_graph):
    """What RO-Crate 1.1 demands is there, and each file beside it has its size and checksum."""
    crate = json.loads((out / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    by_id = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(by_id) == len(crate["@graph"])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    assert by_id["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = by_id["./"]
    assert all(root[key] for key in ("name", "description", "datePublished", "license", "publisher"))
    assert root["identifier"] == f"urn:sha256:{store.manifest_of(gold_graph).sha256}"
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    del files["ro-crate-metadata.json"]
    assert {part["@id"] for part in root["hasPart"]} == set(files)
    for name, content in files.items():
        assert by_id[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert by_id[name]["contentSize"] == str(len(content))
    linked = {v["@id"] for e in crate["@graph"] for v in e.values() if isinstance(v, dict) and "@id" in v}
    assert {one for one in linked if not one.startswith("https://w3id.org")} <= set(by_id)
