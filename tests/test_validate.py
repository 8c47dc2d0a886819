"""Validation on one small document that is in order, broken in one place at a time, and on the corpus."""

from pathlib import Path

import pytest
from helpers_findings import all_findings
from rdflib import Dataset, Graph, Literal, URIRef

from graph_build.assemble import assemble
from graph_build.iri import Minter
from graph_build.nquads import Text, term
from graph_build.resolve import resolve
from graph_build.validate import (
    NO_TEXT,
    NOT_QUOTED,
    OTHER_TEXT,
    OTHER_WORDS,
    UNKNOWN_TERM,
    Finding,
    Report,
    check_all,
    validate,
)
from ontology import terms as t

CASE = Path(__file__).parent / "cases" / "validation"
TEXT = f"{t.BASE}id/text/moede"
TEXTS = {TEXT: (CASE / "document.txt").read_text(encoding="utf-8")}


def iri(path: str) -> URIRef:
    return URIRef(t.BASE + path)


def statement(name: str) -> URIRef:
    return iri(f"id/statement/{name}")


def passage(graph: Graph, name: str) -> URIRef:
    return graph.value(statement(name), t.PROV_WAS_QUOTED_FROM)


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(CASE / "document.ttl")


def test_a_graph_in_order_gives_no_finding(graph: Graph):
    report = validate(graph, TEXTS)
    assert report.conforms
    assert report.findings == ()
    assert report.lines("da") == ("1 dokument: i orden",)
    assert report.lines("en") == ("1 document: in order",)


def test_documents_in_order_are_counted_and_those_with_errors_told_first():
    """Of many documents a reader sees those with something to say, the gravest first, and how many others."""
    found = [Finding(name, kind, "da", "en", "x", "y") for name, kind in (("b", "info"), ("d", "violation"))]
    lines = Report(tuple("abcde"), tuple(found)).lines("en")
    assert lines == ("d: 1 error", "  error: en »x«", "b: 1 hint", "  hint: en »x«", "3 documents: in order")


# What is broken: the subject, the property, what stands there afterwards (None: nothing), and words of the
# Danish message that a curator must then see.
BREAKS = [
    ("id/document/moede", t.DCTERMS_TITLE, None, "netop én titel"),
    ("id/document/moede", t.DCTERMS_CREATED, Literal("1. juni"), "ÅÅÅÅ-MM-DD"),
    ("id/document/moede", t.LED_DOCUMENT_KIND, iri("concept/modality/must"), "listen over dokumenttyper"),
    ("id/document/moede", t.DCTERMS_SUBJECT, iri("concept/theme/findes-ikke"), "temaer fra listen"),
    ("id/document/moede", t.PROV_WAS_DERIVED_FROM, None, "komme fra en fil"),
    ("id/file/moede", t.LED_SHA256, Literal("abc"), "64 hexadecimale"),
    ("id/text/moede", t.PROV_WAS_DERIVED_FROM, None, "netop ét dokuments"),
    ("id/document/moede/section/1", t.DCTERMS_TITLE, None, "netop én overskrift"),
    (
        "id/document/moede/segment/1",
        t.DCTERMS_IS_PART_OF,
        iri("id/person/ida-holm"),
        "del af netop ét afsnit",
    ),
    ("id/document/moede/segment/1", t.LED_ORDER, None, "læserækkefølgen"),
    ("id/event/moede", t.RDFS_LABEL, None, "have et navn"),
    ("id/event/moede", t.ELI_DL_ACTIVITY_DATE, Literal("2017"), "ÅÅÅÅ-MM-DD"),
    (
        "id/participation/1",
        t.ELI_DL_PARTICIPATION_ROLE,
        iri("concept/framing/denied"),
        "listen over deltagerroller",
    ),
    ("id/participation/1", t.ELI_DL_HAD_PARTICIPANT_PERSON, iri("id/group/topledere"), "netop én persons"),
    ("id/membership/1", t.ORG_ORGANIZATION, None, "netop én organisation"),
    ("id/membership/1", t.LED_AS_OF, Literal("2017-06-01"), "ÅÅÅÅ-MM-DD"),
    ("id/membership/1", t.PROV_WAS_QUOTED_FROM, None, "mindst ét tekststed"),
    ("id/person/ida-holm", t.FOAF_NAME, None, "netop ét fuldt navn"),
    ("id/organisation/soeby", t.ORG_CLASSIFICATION, None, "listen over organisationstyper"),
    ("id/group/topledere", t.SKOS_IN_SCHEME, None, "listen over aktørgrupper"),
    ("id/mention/1", t.LED_MENTION_OF, iri("id/event/moede"), "betegne netop én person"),
    ("id/statement/recommendation", t.PROV_WAS_QUOTED_FROM, None, "netop ét tekststed"),
    ("id/statement/recommendation", t.LED_IN_DOCUMENT, None, "netop ét dokument"),
    (
        "id/statement/recommendation",
        t.LED_CONFIDENCE,
        Literal("1.2", datatype=t.XSD_DECIMAL),
        "sikkerhed fra 0 til 1",
    ),
    ("id/statement/recommendation", t.PROV_WAS_GENERATED_BY, None, "den regel, der fandt det"),
    ("id/statement/recommendation", t.LED_TEXT, None, "netop én ordlyd"),
    ("id/statement/recommendation", t.LED_MODALITY, iri("concept/framing/denied"), "skal, bør, kan"),
    ("id/statement/recommendation", t.LED_ADDRESSEE, Literal("topledere"), "adressat skal være"),
    ("id/statement/recommendation", t.PROV_WAS_ATTRIBUTED_TO, iri("id/event/moede"), "tilskrives én person"),
    ("id/statement/question", t.SCHEMA_SUGGESTED_ANSWER, iri("id/statement/figure"), "netop ét spørgsmål"),
    ("id/statement/answer", t.LED_PAIRING_GROUND, None, "netop én begrundelse"),
    ("id/statement/decision", t.LED_ACTION_BY, iri("id/event/moede"), "udføres af en person"),
    ("id/statement/figure", t.LED_VALUE, None, "netop én værdi"),
    ("id/statement/paradox", t.LED_EXPRESSES, None, "netop ét paradoks: angiv"),
    ("id/statement/paradox", t.LED_FRAMING, iri("concept/modality/must"), "indramning fra listen"),
    ("id/paradox/1", t.LED_HAS_POLE, iri("id/pole/a"), "netop to poler"),
    ("id/pole/a", t.LED_OPPOSED_TO, None, "netop én anden pol"),
    ("id/pole/a", t.LED_EMPHASISES, iri("concept/theme/findes-ikke"), "kun fremhæve temaer"),
    ("id/activity/moede/rule", t.PROV_QUALIFIED_ASSOCIATION, None, "fulgt netop én regel"),
    ("id/rule/rule", t.OWL_VERSION_INFO, None, "netop én version"),
]


@pytest.mark.parametrize(
    ("subject", "path", "value", "words"), BREAKS, ids=lambda part: str(part).rsplit("/")[-1]
)
def test_each_break_is_told_at_its_place_in_words(
    graph: Graph, subject: str, path: URIRef, value: URIRef | Literal | None, words: str
):
    graph.remove((iri(subject), path, None))
    if value is not None:
        graph.add((iri(subject), path, value))
    report = validate(graph)
    assert not report.conforms
    told = [found for found in report.of("moede") if words in found.da]
    assert told, [found.da for found in report.findings]
    assert all(found.en and found.en != found.da for found in told)


def test_a_third_pole_breaks_a_paradox_even_when_another_document_adds_it(graph: Graph):
    dataset = Dataset()
    dataset.graph(iri("id/graph/moede")).__iadd__(graph)
    other = dataset.graph(iri("id/graph/andet"))
    other.add((iri("id/paradox/1"), t.LED_HAS_POLE, iri("id/pole/c")))
    assert any("netop to poler" in found.da for found in validate(dataset).findings)


@pytest.mark.parametrize("value", [0, 1])
def test_a_confidence_at_its_bounds_is_in_order(graph: Graph, value: int):
    graph.set((statement("figure"), t.LED_CONFIDENCE, Literal(str(value), datatype=t.XSD_DECIMAL)))
    assert validate(graph).conforms


def test_a_position_that_ends_before_it_starts_is_an_error(graph: Graph):
    position = URIRef(f"{passage(graph, 'figure')};position")
    graph.set((position, t.OA_END, Literal(1)))
    assert any("begynde før den slutter" in found.da for found in validate(graph).findings)


def test_a_quote_moved_by_one_code_point_is_an_error_at_its_words(graph: Graph):
    position = URIRef(f"{passage(graph, 'answer')};position")
    start = int(str(graph.value(position, t.OA_START)))
    graph.set((position, t.OA_START, Literal(start + 1)))
    (found,) = validate(graph, TEXTS).findings
    assert (found.da, found.en, found.name) == (*NOT_QUOTED, "Ved at lytte.")


def test_a_quote_past_the_end_of_its_text_is_an_error(graph: Graph):
    position = URIRef(f"{passage(graph, 'figure')};position")
    graph.set((position, t.OA_END, Literal(100_000)))
    assert [found.da for found in validate(graph, TEXTS).findings] == [NOT_QUOTED[0]]


def test_words_other_than_the_quoted_ones_are_an_error(graph: Graph):
    graph.set((statement("answer"), t.LED_TEXT, Literal("Ved at tale.")))
    assert [found.da for found in validate(graph, TEXTS).findings] == [OTHER_WORDS[0]]


def test_a_missing_text_is_told_once(graph: Graph):
    assert [found.da for found in validate(graph, {}).findings] == [NO_TEXT[0]]


def test_a_text_changed_since_the_build_is_told(graph: Graph):
    report = validate(graph, {TEXT: TEXTS[TEXT] + "\nMere."})
    assert {found.da for found in report.findings} == {OTHER_TEXT[0]}
    assert {found.path for found in report.findings} == {str(t.LED_SHA256), str(t.LED_CHARACTER_COUNT)}


def test_a_misspelt_term_of_the_model_is_an_error(graph: Graph):
    graph.add((statement("answer"), URIRef(t.PREFIXES["led"] + "adressee"), Literal("alle")))
    assert [found.en for found in validate(graph).findings] == [UNKNOWN_TERM[1]]


def test_a_question_without_an_answer_is_a_hint_and_no_error(graph: Graph):
    graph.remove((statement("question"), t.SCHEMA_SUGGESTED_ANSWER, None))
    graph.remove((statement("answer"), None, None))
    report = validate(graph)
    assert report.conforms
    assert report.lines("en")[0] == "moede: 1 hint"
    assert "»Hvordan skaber vi tillid & kvalitet?«" in report.lines("en")[1]


def test_the_compiled_shapes_tell_of_many_documents_what_pyshacl_tells(graph: Graph):
    """Faults in one document, between two and in quotes: the same findings, under the same documents."""
    dataset = Dataset()
    graph.set((statement("answer"), t.LED_TEXT, Literal("Ved at tale.")))
    graph.set((statement("figure"), t.LED_CONFIDENCE, Literal("2", datatype=t.XSD_DECIMAL)))
    dataset.graph(iri("id/graph/moede")).__iadd__(graph)
    dataset.graph(iri("id/graph/andet")).add((iri("id/paradox/1"), t.LED_HAS_POLE, iri("id/pole/c")))
    quads = [(term(s), term(p), term(o), Text(g)) for s, p, o, g in dataset.quads() if g]
    told = check_all(quads, TEXTS, t.BASE)
    assert len(told.findings) >= 3
    assert told == validate(dataset, TEXTS)


def test_validation_leaves_the_graph_as_it_was(graph: Graph):
    before = set(graph)
    validate(graph, TEXTS)
    assert set(graph) == before


def test_a_base_of_ones_own_is_followed_in_the_lists_of_values():
    base = "https://data.example.dk/"
    turtle = (
        (CASE / "document.ttl").read_text(encoding="utf-8").replace(f"@base <{t.BASE}>", f"@base <{base}>")
    )
    texts = {f"{base}id/text/moede": TEXTS[TEXT]}
    moved = Graph().parse(data=turtle)
    assert validate(moved, texts, base).findings == ()
    assert not validate(moved, texts).conforms


def test_the_graph_of_annotated_documents_is_in_order_and_reported_per_document():
    findings = all_findings()
    resolution = resolve(list(findings))
    dataset = Dataset()
    quads = {quad for each in findings for quad in assemble(each, resolution=resolution)}
    dataset.addN((s, p, o, dataset.graph(g)) for s, p, o, g in quads)
    texts = {str(Minter().named("text", each.document.name)): each.document.text for each in findings}
    report = validate(dataset, texts)
    assert [found for found in report.findings if found.severity == "violation"] == []
    assert report.documents == tuple(sorted(each.document.name for each in findings))
    assert report.to_dict()["conforms"] is True
