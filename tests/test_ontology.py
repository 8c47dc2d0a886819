"""The model, its lists, what is generated from it, and what the reasoner says of it."""

import json
import os
import re
import shutil
import tomllib
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from mypy import api as mypy
from rdflib import OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from graph_build import model, store
from graph_build.iri import slug
from ontology import generate, load, reasoning
from ontology import terms as t

CORE = URIRef(t.PREFIXES["led"])
PARADOX_MODULE, DL_MODULE = CORE + "module/paradox", CORE + "module/dl"
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OURS, REUSED = [], []
for _term in generate.read()[1]:
    (OURS if _term.prefix == "led" else REUSED).append(_term)
DECLARED = [term for term in REUSED if term.kind != "BaseTerm"]
NEEDS_JAVA = pytest.mark.skipif(reasoning.java() is None, reason="HermiT needs Java, and there is none here")
PARADOX = """
@prefix led: <https://ledelsesgraf.example/model/core/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix theme: <https://ledelsesgraf.example/concept/theme/> .
@prefix : <https://ledelsesgraf.example/id/> .
"""


def languages(graph: Graph, subject: URIRef, path: URIRef) -> list[str]:
    return sorted(str(o.language) for o in graph.objects(subject, path) if isinstance(o, Literal))


@pytest.fixture(scope="module")
def core() -> Graph:
    return load.ontology()


@pytest.fixture(scope="module")
def themes() -> Graph:
    return load.themes()


# Terms


@pytest.mark.parametrize("term", OURS, ids=lambda term: term.local)
def test_a_term_of_our_own_is_labelled_defined_sourced_and_exemplified(core: Graph, term: generate.Term):
    subject = URIRef(term.iri)
    assert languages(core, subject, RDFS.label) == ["da", "en"]
    assert languages(core, subject, SKOS.definition) == ["da", "en"]
    assert core.value(subject, RDFS.isDefinedBy) in (CORE, PARADOX_MODULE)
    assert core.value(subject, SKOS.example)


@pytest.mark.parametrize("term", DECLARED, ids=lambda term: f"{term.prefix}:{term.local}")
def test_a_reused_term_is_labelled_and_says_how_it_is_used_and_whose_it_is(core: Graph, term: generate.Term):
    subject = URIRef(term.iri)
    assert languages(core, subject, RDFS.label) == ["da", "en"]
    assert languages(core, subject, SKOS.scopeNote) == ["da", "en"]
    assert core.value(subject, SKOS.example)
    assert str(core.value(subject, RDFS.isDefinedBy)) == t.PREFIXES[term.prefix]


@pytest.mark.parametrize(
    "term", [t for t in OURS if t.kind.endswith("Property")], ids=lambda term: term.local
)
def test_a_property_of_our_own_says_what_it_is_used_of_and_with(core: Graph, term: generate.Term):
    subject = URIRef(term.iri)
    known = set(core.subjects(RDF.type, OWL.Class))
    domains = {*core.objects(subject, RDFS.domain), *core.objects(subject, t.SCHEMA_DOMAIN_INCLUDES)}
    ranges = {*core.objects(subject, RDFS.range), *core.objects(subject, t.SCHEMA_RANGE_INCLUDES)}
    assert domains
    assert domains <= known
    assert ranges
    if term.kind == "ObjectProperty":
        assert ranges <= known


@pytest.mark.parametrize(
    "term",
    [t for t in DECLARED if t.kind.endswith("Property")],
    ids=lambda term: f"{term.prefix}:{term.local}",
)
def test_a_reused_property_says_what_it_is_used_of_and_with_or_why_not(core: Graph, term: generate.Term):
    subject = URIRef(term.iri)
    domains = set(core.objects(subject, t.SCHEMA_DOMAIN_INCLUDES))
    ranges = {*core.objects(subject, RDFS.range), *core.objects(subject, t.SCHEMA_RANGE_INCLUDES)}
    why_not = languages(core, subject, SKOS.note)
    assert (domains and ranges) or why_not == ["da", "en"]


def test_the_graph_uses_properties_as_the_model_says_they_are_used(gold_graph: Path):
    whole = Graph()
    for graph in store.open_dataset(gold_graph).graphs():
        whole += graph
    model = load.modules()
    ends = ((0, (RDFS.domain, t.SCHEMA_DOMAIN_INCLUDES)), (2, (RDFS.range, t.SCHEMA_RANGE_INCLUDES)))
    otherwise = set()
    for term in (*OURS, *DECLARED):
        for end, paths in ends:
            kinds = {kind for path in paths for kind in model.objects(URIRef(term.iri), path)} - {
                RDFS.Literal
            }
            for triple in whole.triples((None, URIRef(term.iri), None)):
                said = of_what(whole, triple[end])
                found = {wider for kind in said for wider in model.transitive_objects(kind, RDFS.subClassOf)}
                if kinds and found and not found & kinds:
                    otherwise.add((f"{term.prefix}:{term.local}", end, min(found)))
    assert otherwise == set()


def of_what(graph: Graph, node: Node) -> set[Node]:
    """A thing's classes, a literal's datatype; none where the graph does not say."""
    if not isinstance(node, Literal):
        return set(graph.objects(node, RDF.type))
    datatype = RDF.langString if node.language else node.datatype or XSD.string
    return {datatype, *(wider for narrower, wider in WIDER if narrower == datatype)}


WIDER = [
    (XSD.nonNegativeInteger, XSD.integer),
    (XSD.integer, XSD.nonNegativeInteger),
    (XSD.integer, XSD.positiveInteger),
]


def test_a_definition_does_not_begin_with_the_word_that_it_defines(core: Graph):
    for term in OURS:
        for label in core.objects(URIRef(term.iri), RDFS.label):
            defined = [
                d for d in core.objects(URIRef(term.iri), SKOS.definition) if d.language == label.language
            ]
            assert not str(defined[0]).casefold().startswith(f"{label} ".casefold())


def test_no_property_is_of_two_kinds_as_owl_2_dl_demands(core: Graph):
    kinds = [set(core.subjects(RDF.type, kind)) for kind in (*PROPERTIES, OWL.Class)]
    assert sum(len(kind) for kind in kinds) == len(set.union(*kinds))


def test_each_property_that_the_turtle_uses_is_declared():
    graph = load.graph_of(*load.MODULES, "concepts.ttl", "themes.ttl")
    declared = {s for kind in PROPERTIES for s in graph.subjects(RDF.type, kind)}
    reserved = tuple(t.PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
    assert {p for p in graph.predicates() if not str(p).startswith(reserved)} <= declared


# rdflib's lists of these vocabularies' terms are closed, so a name that is none of theirs shows.
CLOSED = {
    "dcat": "DCAT",
    "dcterms": "DCTERMS",
    "foaf": "FOAF",
    "org": "ORG",
    "prov": "PROV",
    "schema": "SDO",
    "skos": "SKOS",
    "vann": "VANN",
    "void": "VOID",
}

NEWER = {"dcat": {"version"}}  # New in DCAT 3; rdflib lists DCAT 2.


LISTED = tomllib.loads((Path(__file__).parent / "vocabularies.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("prefix", CLOSED)
def test_reused_terms_exist_where_they_are_said_to_come_from(prefix: str):
    known = getattr(import_module("rdflib"), CLOSED[prefix])
    missing = {term.local for term in REUSED if term.prefix == prefix and URIRef(term.iri) not in known}
    assert missing == NEWER.get(prefix, set())


def test_terms_of_vocabularies_that_rdflib_does_not_know_are_in_our_lists_of_them():
    others = {
        (term.prefix, term.local)
        for term in REUSED
        if term.prefix not in {*CLOSED, "rdf", "rdfs", "owl", "xsd"}
    }
    listed = {(prefix, local) for prefix, of in LISTED.items() for local in of["terms"]}
    assert {prefix for prefix, _ in others} == set(LISTED)
    assert others <= listed
    assert all(of["source"] for of in LISTED.values())


def test_the_graphs_that_are_published_have_no_blank_nodes(core: Graph, themes: Graph):
    assert not any(isinstance(node, BNode) for triple in core + themes + load.agents() for node in triple)


@pytest.mark.parametrize("module", [CORE, PARADOX_MODULE, DL_MODULE])
def test_each_module_carries_the_metadata_that_the_danish_rules_demand(module: URIRef):
    model = load.modules()
    for path in (
        t.VANN_PREFERRED_NAMESPACE_URI,
        t.RDFS_LABEL,
        t.RDFS_COMMENT,
        t.DCTERMS_LANGUAGE,
        t.MDL_MODEL_SCOPE,
        t.DCAT_THEME,
        t.VOAG_HAS_APPROVAL_STATUS,
        t.FRBR_RESPONSIBLE_ENTITY,
        t.ADMS_STATUS,
        t.OWL_VERSION_INFO,
        t.DCTERMS_MODIFIED,
    ):
        assert model.value(module, path, any=True), path
    assert URIRef(str(model.value(module, t.VANN_PREFERRED_NAMESPACE_URI))) == CORE
    version = str(model.value(module, OWL.versionInfo))
    assert re.fullmatch(r"0\.\d+\.\d+", version)
    assert version in str(model.value(module, OWL.versionIRI))
    # A version below 1.0.0 is under development.
    assert str(model.value(module, t.ADMS_STATUS)) == "http://purl.org/adms/status/UnderDevelopment"


def test_each_iri_of_the_model_follows_the_danish_pattern():
    pattern = r"https://[\w.]+/model/core/(|\d+\.\d+\.\d+(/module/\w+)?|module/\w+|[A-Za-z][A-Za-z0-9]*)"
    ours = {str(s) for s in load.modules().subjects() if str(s).startswith(CORE)}
    assert len(ours) > 50
    assert not [iri for iri in ours if not re.fullmatch(pattern, iri)]


def test_the_core_stands_without_its_modules_and_only_the_dl_module_leaves_owl_2_rl():
    core, paradox = load.graph_of("core.ttl"), load.graph_of("paradox.ttl")
    declared = {s for s in paradox.subjects(RDF.type) if str(s).startswith(CORE)}
    assert PARADOX_MODULE in declared
    assert not declared & {node for triple in core for node in triple}
    restrictions = [OWL.qualifiedCardinality, OWL.cardinality, OWL.someValuesFrom, OWL.unionOf]
    for path in restrictions:
        assert (None, path, None) not in core + paradox
    assert {int(n) for n in load.modules().objects(None, OWL.qualifiedCardinality)} == {1, 2}


# What is generated


def test_generated_files_are_as_fresh_as_the_turtle():
    assert generate.main(["--check"]) == 0


def test_a_change_of_the_turtle_without_a_new_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in (*generate.MODULES, "terms.py", "context.jsonld"):
        shutil.copy(load.FOLDER / name, tmp_path)
    changed = (tmp_path / "core.ttl").read_text(encoding="utf-8").replace("led:dueBy", "led:dueOn")
    (tmp_path / "core.ttl").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "run python -m ontology.generate" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert "LED_DUE_ON" in (tmp_path / "terms.py").read_text(encoding="utf-8")


def test_each_term_has_a_constant_of_its_kind():
    prefixes, found = generate.read()
    assert prefixes == t.PREFIXES
    assert {str(getattr(t, name)) for name in generate.constants(found)} == {term.iri for term in found}
    assert t.LED_HAS_POLE == CORE + "hasPole"
    assert PROV.Agent == t.PROV_AGENT
    assert PROV.agent == t.PROV_AGENT_PROPERTY


def test_a_misspelt_term_fails_type_checking():
    right, wrong = "terms.LED_ADDRESSEE", "terms.LED_ADRESSEE"
    out, _, status = mypy.run(
        ["--config-file", os.devnull, "-c", f"from ontology import terms\n{right}\n{wrong}\n"]
    )
    assert status == 1
    assert 'Module has no attribute "LED_ADRESSEE"' in out
    assert "Found 1 error" in out


def test_the_context_gives_short_names_that_lead_back_to_the_same_graph():
    case = Graph().parse(Path(__file__).parent / "cases" / "validation" / "document.ttl")
    written = case.serialize(format="json-ld", context=load.context(), auto_compact=False)
    assert {"mentionOf", "hasPole", "participation_role"} <= {
        key for node in json.loads(written)["@graph"] for key in node
    }
    assert isomorphic(Graph().parse(data=written, format="json-ld"), case)


# Lists of values and themes


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("document-kind", model.DocumentKind),
        ("participation-role", model.ParticipationRole),
        ("organisation-kind", model.OrganisationKind),
        ("modality", model.Modality),
        ("framing", model.Framing),
    ],
)
def test_a_list_has_just_the_values_that_the_text_wing_gives(scheme: str, values: object):
    members = load.concepts().subjects(SKOS.inScheme, URIRef(f"{t.BASE}concept/{scheme}"))
    assert {str(member).rsplit("/", 1)[-1] for member in members} == set(get_args(values))


def test_concepts_are_labelled_and_defined_in_danish_and_english(themes: Graph):
    graph = themes + load.concepts()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert languages(graph, concept, SKOS.prefLabel) == ["da", "en"]
        assert languages(graph, concept, SKOS.definition) == ["da", "en"]
        assert str(concept).endswith(f"/{graph.value(concept, SKOS.notation)}")


def test_themes_form_a_tree_with_links_across_but_none_along_its_branches(themes: Graph):
    concepts = set(themes.subjects(RDF.type, SKOS.Concept))
    tops = set(themes.subjects(SKOS.topConceptOf))
    assert len(concepts) == 46
    for concept in concepts:
        above = set(themes.transitive_objects(concept, SKOS.broader)) - {concept}
        assert len(list(themes.objects(concept, SKOS.broader))) == (concept not in tops)
        assert above & tops or concept in tops
        assert not above & set(themes.objects(concept, SKOS.related))
    assert set(themes.subject_objects(SKOS.broader)) == {
        (n, b) for b, n in themes.subject_objects(SKOS.narrower)
    }
    assert set(themes.subject_objects(SKOS.related)) == {
        (b, a) for a, b in themes.subject_objects(SKOS.related)
    }


def test_groups_of_actors_form_a_tree_in_both_languages_and_none_has_another_s_name():
    groups = load.graph_of("groups.ttl")
    listed = set(groups.subjects(RDF.type, t.LED_ACTOR_GROUP))
    assert len(listed) > 100
    for group in listed:
        assert languages(groups, group, SKOS.prefLabel) == ["da", "en"]
        danish = next(str(o) for o in groups.objects(group, SKOS.prefLabel) if o.language == "da")
        assert group == URIRef(f"{t.BASE}id/group/{slug(danish)}")
        above = set(groups.transitive_objects(group, SKOS.broader)) - {group}
        assert above <= listed
        assert all(group not in groups.transitive_objects(up, SKOS.broader) for up in above)
        assert not above & set(groups.objects(group, SKOS.related))
    assert {*groups.objects(None, SKOS.related)} <= listed
    labels = [str(o) for o in groups.objects(None, SKOS.prefLabel) if o.language == "da"]
    assert len(labels) == len(set(labels))


def test_each_organisation_has_a_kind_and_one_label_in_each_language():
    listed = load.agents()
    bodies = set(listed.subjects(RDF.type, t.ORG_FORMAL_ORGANIZATION))
    assert len(bodies) > 700
    kinds = set(load.concepts().subjects(SKOS.inScheme, URIRef(f"{t.BASE}concept/organisation-kind")))
    for body in bodies:
        assert languages(listed, body, SKOS.prefLabel) == ["da", "en"]
        assert listed.value(body, t.ORG_CLASSIFICATION) in kinds
        assert set(listed.objects(body, t.ORG_SUB_ORGANIZATION_OF)) <= bodies - {body}


def test_what_is_matched_with_another_collection_names_it_as_source(themes: Graph):
    graph = themes + load.agents()
    matches = (SDO.sameAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
    matched = {s for path in matches for s in graph.subjects(path)}
    assert len(matched) > 200
    assert not [s for s in matched if not graph.value(s, t.DCTERMS_SOURCE, any=True)]


def test_no_two_themes_share_a_name(themes: Graph):
    labels = [label for path in (SKOS.prefLabel, SKOS.altLabel) for label in themes.objects(None, path)]
    danish = [str(label).casefold() for label in labels if label.language == "da"]
    assert len(danish) == len(set(danish))


def test_a_base_of_ones_own_moves_concepts_but_never_the_model():
    base = "https://data.example.dk/"
    moved = load.ontology(base) + load.themes(base)
    assert (URIRef(base + "concept/theme/tillid"), SKOS.inScheme, URIRef(base + "concept/theme")) in moved
    assert (t.LED_PARADOX, RDF.type, OWL.Class) in moved
    assert not any(str(s).startswith(t.BASE) and not str(s).startswith(CORE) for s in moved.subjects())


def test_what_a_caller_does_to_a_graph_stays_with_the_caller():
    changed = load.themes()
    changed.remove((None, None, None))
    assert len(load.themes()) > 0


# Reasoning


def test_owlready2_finds_the_classes_and_properties_of_the_model():
    world = reasoning.load(reasoning.model())
    found = {str(entity.iri) for entity in (*world.classes(), *world.properties())}
    assert {term.iri for term in OURS} <= found


@NEEDS_JAVA
def test_hermit_finds_model_and_case_document_consistent_and_every_class_satisfiable():
    case = Graph().parse(Path(__file__).parent / "cases" / "validation" / "document.ttl")
    assert reasoning.check(load.themes() + case) == reasoning.Verdict(consistent=True, unsatisfiable=())


@NEEDS_JAVA
@pytest.mark.thorough
def test_hermit_finds_a_paradox_with_three_poles_inconsistent():
    data = Graph().parse(
        data=PARADOX + ":p a led:Paradox ; led:hasPole :a , :b , :c . [] a owl:AllDifferent ;"
        " owl:distinctMembers ( :a :b :c ) ."
    )
    assert not reasoning.check(data).consistent


@NEEDS_JAVA
@pytest.mark.thorough
def test_hermit_names_a_class_that_can_have_no_member():
    data = Graph().parse(data=PARADOX + ":Odd a owl:Class ; rdfs:subClassOf led:Paradox , led:Pole .")
    assert reasoning.check(data).unsatisfiable == (f"{t.BASE}id/Odd",)


def test_without_java_the_reasoner_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(reasoning.ReasoningError, match="install a Java runtime"):
        reasoning.check()


@pytest.mark.thorough
def test_themes_that_opposed_poles_emphasise_are_derived_to_be_in_tension():
    data = Graph().parse(
        data=PARADOX + ":p led:hasPole :a , :b . :a led:opposedTo :b ; led:emphasises theme:tillid ."
        ":b led:emphasises theme:styring ."
    )
    derived = reasoning.closure(data)
    themes = {URIRef(f"{t.BASE}concept/theme/{name}") for name in ("tillid", "styring")}
    assert {frozenset(pair) for pair in derived.subject_objects(t.LED_IN_TENSION_WITH)} == {frozenset(themes)}
    assert (URIRef(f"{t.BASE}id/a"), RDF.type, t.LED_POLE) in derived
    assert not set(derived) & set(data)
