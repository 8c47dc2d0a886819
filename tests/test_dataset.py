"""What the graph says of itself as a dataset: Danish and European terms, true counts, and its checksum."""

import hashlib
from collections import defaultdict

import pyoxigraph as ox
import pytest
from helpers_findings import put_together
from rdflib import RDF, URIRef

from graph_build import store
from graph_build.dataset import build_time, content_lines, dataset
from graph_build.errors import UsageError
from graph_build.iri import DEFAULT_BASE, Minter
from graph_build.nquads import graph_of
from graph_build.validate import validate
from ontology import terms as t

MINT = Minter(DEFAULT_BASE)
THIS = MINT.thing("dataset", "ledelsesgraf")


@pytest.fixture(scope="module")
def graph(gold_graph):
    """The graph as an rdflib dataset."""
    return store.open_dataset(gold_graph)


@pytest.fixture(scope="module")
def quads(gold_graph):
    """The graph's quads as the store has them."""
    return list(store.open_store(gold_graph))


def test_the_dataset_has_the_mandatory_terms_of_dcat_ap_dk(graph):
    """Catalogue, dataset, publisher and checksum are described as DCAT-AP-DK 3.0.0 demands."""
    catalogue = graph.value(None, RDF.type, t.DCAT_CATALOG)
    publisher = graph.value(catalogue, t.DCTERMS_PUBLISHER)
    assert graph.value(catalogue, t.DCAT_DATASET_PROPERTY) == THIS
    assert str(graph.value(publisher, t.FOAF_NAME)) == "Ledelsesgraf"
    for thing in (catalogue, THIS):
        for path in (t.DCTERMS_TITLE, t.DCTERMS_DESCRIPTION):
            assert sorted(word.language for word in graph.objects(thing, path)) == ["da", "en"]
    assert graph.value(THIS, t.DCTERMS_LICENSE) is not None
    assert any("/authority/data-theme/" in theme for theme in graph.objects(THIS, t.DCAT_THEME))


def test_a_graph_with_persons_is_said_to_hold_personal_data_and_one_without_is_not(graph):
    """The category of personal data follows from what the graph holds."""
    category = str(graph.value(THIS, t.DCAT_DK_PERSONAL_DATA_CATEGORY))
    assert category.endswith("/GeneralPersonalData")
    empty = {p: o for _, p, o in dataset([], [], DEFAULT_BASE)}
    assert str(empty[t.DCAT_DK_PERSONAL_DATA_CATEGORY]).endswith("/NonPersonalData")


def test_the_checksum_is_that_of_the_canonical_form_by_rdfc_1_0(graph, quads):
    """Canonicalisation gives the very lines whose SHA-256 the dataset states."""
    metadata = ox.NamedNode(MINT.graph("metadata"))
    canonical = ox.Dataset(quad for quad in quads if quad.graph_name != metadata)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in canonical)
    checksum = graph.value(THIS, t.SPDX_CHECKSUM_PROPERTY)
    stated = str(graph.value(checksum, t.SPDX_CHECKSUM_VALUE))
    assert stated == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_sorted_n_quads_of_the_folder_are_their_own_canonical_form(gold_graph, quads):
    """RDFC-1.0 of the whole dataset gives the file's bytes; the manifest has its SHA-256, metadata apart."""
    canonical = ox.Dataset(quads)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n".encode() for quad in canonical)
    assert b"".join(lines) == (gold_graph / store.NQUADS).read_bytes()
    about = [line for line in lines if graph_of(line) == str(MINT.graph("metadata"))]
    content = [line for line in lines if graph_of(line) != str(MINT.graph("metadata"))]
    manifest, parts = store.manifest_of(gold_graph), (content, about)
    sums = [hashlib.sha256(b"".join(part)).hexdigest() for part in parts]
    assert [manifest.sha256, manifest.metadata] == sums


def test_another_quad_gives_another_checksum(graph):
    """One triple more and the content's lines are others."""
    quad = (THIS, RDF.type, t.PROV_ENTITY, MINT.graph("links"))
    assert content_lines([quad], DEFAULT_BASE) != content_lines([], DEFAULT_BASE)
    assert content_lines([(*quad[:3], MINT.graph("metadata"))], DEFAULT_BASE) == []


def test_class_partitions_count_the_things_of_each_class(graph, quads):
    """Each partition's number is that of the things of its class, and no class is left out."""
    members = defaultdict(set)
    for quad in quads:
        data = str(quad.subject.value).startswith((f"{DEFAULT_BASE}id/", f"{DEFAULT_BASE}concept/"))
        if quad.predicate.value == str(RDF.type) and data:
            members[quad.object.value].add(quad.subject)
    parts = list(graph.objects(THIS, t.VOID_CLASS_PARTITION))
    stated = {str(graph.value(p, t.VOID_CLASS)): int(graph.value(p, t.VOID_ENTITIES)) for p in parts}
    about_itself = {str(kind) for kind in (t.DCAT_CATALOG, t.DCAT_DATASET, t.FOAF_AGENT, t.SPDX_CHECKSUM)}
    about_itself |= {str(t.VOID_DATASET), str(t.PROV_ENTITY), str(t.PROV_ACTIVITY)}
    assert len(parts) == len(stated)
    assert {kind: n for kind, n in stated.items() if kind not in about_itself} == {
        kind: len(things) for kind, things in members.items() if kind not in about_itself
    }


def test_property_partitions_count_triples_subjects_and_objects(graph):
    """The partition of a property states what can be counted of it."""
    parts = list(graph.objects(THIS, t.VOID_PROPERTY_PARTITION))
    by_property = {graph.value(part, t.VOID_PROPERTY): part for part in parts}
    assert len(parts) == len(by_property)
    for property_ in (t.LED_HAS_POLE, t.LED_TEXT, t.SCHEMA_ABOUT, t.LED_POLE_OF):
        part, pairs = by_property[property_], set(graph.subject_objects(property_))
        assert int(graph.value(part, t.VOID_TRIPLES)) == len(pairs)
        assert int(graph.value(part, t.VOID_DISTINCT_SUBJECTS)) == len({s for s, _ in pairs})
        assert int(graph.value(part, t.VOID_DISTINCT_OBJECTS)) == len({o for _, o in pairs})


def test_each_named_graph_is_a_subset_with_its_size(graph, gold_graph):
    """The subsets are the named graphs, and state the sizes of the manifest."""
    sizes = dict(store.manifest_of(gold_graph).graphs)
    sizes.pop(str(MINT.graph("metadata")))
    stated = {
        str(part): int(graph.value(part, t.VOID_TRIPLES)) for part in graph.objects(THIS, t.VOID_SUBSET)
    }
    assert stated == sizes


def test_the_build_used_every_file_and_nothing_tells_the_time(graph):
    """PROV says by which program and of which files the dataset was made, and not when."""
    build = graph.value(THIS, t.PROV_WAS_GENERATED_BY)
    assert set(graph.objects(build, t.PROV_USED)) == set(graph.subjects(RDF.type, t.SCHEMA_MEDIA_OBJECT))
    assert graph.value(build, t.PROV_WAS_ASSOCIATED_WITH) == MINT.thing("software", "ledelsesgraf")
    assert not list(graph.objects(None, t.PROV_ENDED_AT_TIME))


def test_a_time_that_the_environment_names_is_told(monkeypatch):
    """SOURCE_DATE_EPOCH becomes the time of the build, in a catalogue record too, and conforms."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    described = set(dataset([], [], DEFAULT_BASE))
    times = {str(o) for _, p, o in described if p in (t.PROV_ENDED_AT_TIME, t.DCTERMS_MODIFIED)}
    assert times == {"2001-09-09T01:46:40Z"}
    graph = store.dataset_of((*triple, MINT.graph("metadata")) for triple in described)
    findings = validate(graph).findings
    assert not [found.en for found in findings if "ecord" in found.focus or "catalog" in found.focus]


def test_a_time_that_is_no_number_is_refused(monkeypatch):
    """A SOURCE_DATE_EPOCH that is no number is told, not passed over."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="unset it or give one"):
        build_time()


def test_findings_in_any_order_give_the_same_bytes(read_by_hand, gold_graph, tmp_path):
    """The documents' order changes no byte, not in the description nor in what is inferred."""
    put_together(read_by_hand[::-1], tmp_path / "graph")
    assert (tmp_path / "graph" / store.NQUADS).read_bytes() == (gold_graph / store.NQUADS).read_bytes()


def test_every_class_and_property_of_the_data_is_described_by_the_model(graph):
    """Nothing is used that the model does not declare."""
    declared = set(graph.subjects(RDF.type, None))
    used = {graph.value(p, t.VOID_PROPERTY) for p in graph.objects(THIS, t.VOID_PROPERTY_PARTITION)}
    used |= {graph.value(p, t.VOID_CLASS) for p in graph.objects(THIS, t.VOID_CLASS_PARTITION)}
    base = tuple(t.PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
    assert {str(term) for term in used - declared if not str(term).startswith(base)} == set()
    assert URIRef(t.LED_STATEMENT) in used
