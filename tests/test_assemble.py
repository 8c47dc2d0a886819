"""Findings become quads: in the right graph, with their words, and with no blank node."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from helpers_findings import minimal
from rdflib import RDF, BNode, Dataset, Literal

from graph_build.assemble import assemble
from graph_build.assemble.shared import dataset, shared_graphs
from graph_build.iri import Minter, digest
from graph_build.quote import as_quote
from graph_build.resolve import resolve
from ontology import terms as t

MINT = Minter()
STATEMENT_KINDS = {
    "questions": t.SCHEMA_QUESTION,
    "answers": t.SCHEMA_ANSWER,
    "paradoxes": t.LED_PARADOX_STATEMENT,
    "recommendations": t.LED_RECOMMENDATION,
    "decisions": t.LED_DECISION,
    "figures": t.LED_FIGURE,
}


@pytest.fixture(scope="module")
def quads(read_by_hand):
    """The quads of all documents, resolved together."""
    together = resolve(read_by_hand)
    return {quad for found in read_by_hand for quad in assemble(found, resolution=together)}


@pytest.fixture(scope="module")
def graph(quads):
    """The same as one dataset."""
    whole = Dataset(default_union=True)
    whole.addN((s, p, o, whole.graph(g)) for s, p, o, g in quads)
    return whole


def test_there_are_no_blank_nodes(quads):
    """Every subject and object is an IRI or a literal."""
    assert not [quad for quad in quads if any(isinstance(term, BNode) for term in quad)]


def test_no_triple_stands_in_two_graphs(quads):
    """What documents share is stated once, so that a count over all graphs is right."""
    spread = Counter(quad[:3] for quad in quads)
    assert max(spread.values()) == 1


def test_every_statement_is_there(read_by_hand, graph):
    """Each class has as many statements as the reader found, repeated words included."""
    for kind, of_class in STATEMENT_KINDS.items():
        wanted = sum(len(getattr(found, kind)) for found in read_by_hand)
        assert len(set(graph.subjects(RDF.type, of_class))) == wanted, kind


def test_every_quote_equals_its_text(read_by_hand, graph):
    """The text between a passage's offsets is its quote, and the words around it its prefix and suffix."""
    texts = {MINT.named("text", found.document.name): found.document.text for found in read_by_hand}
    passages = set(graph.subjects(RDF.type, t.OA_SPECIFIC_RESOURCE))
    assert len(passages) > 500
    for passage in passages:
        text = texts[graph.value(passage, t.OA_HAS_SOURCE)]
        told = {
            p: o for s in graph.objects(passage, t.OA_HAS_SELECTOR) for p, o in graph.predicate_objects(s)
        }
        start, end = int(told[t.OA_START]), int(told[t.OA_END])
        assert str(told[t.OA_EXACT]) == as_quote(text[start:end])
        assert str(passage).endswith(f"#char={start},{end}")
        assert as_quote(text[:start]).endswith(str(told[t.OA_PREFIX]).split("<")[-1].lstrip(">"))
        assert as_quote(text[end:]).startswith(str(told[t.OA_SUFFIX])[:20])


def test_every_statement_has_passage_rule_and_confidence(graph):
    """A statement says where its words stand, which rule found it and how surely, exactly once."""
    for statement in graph.subjects(RDF.type, t.LED_STATEMENT):
        for term in (
            t.PROV_WAS_QUOTED_FROM,
            t.PROV_WAS_GENERATED_BY,
            t.LED_CONFIDENCE,
            t.LED_TEXT,
            t.LED_IN_DOCUMENT,
        ):
            assert len(list(graph.objects(statement, term))) == 1, term
        activity = graph.value(statement, t.PROV_WAS_GENERATED_BY)
        plan = graph.value(graph.value(activity, t.PROV_QUALIFIED_ASSOCIATION), t.PROV_HAD_PLAN)
        assert str(graph.value(plan, t.RDFS_LABEL)) == "reader.by-hand"


def test_who_attended_the_seventh_meeting(graph):
    """Nine attended, one sent regrets and four were of the secretariat at the 7th meeting."""
    meeting = next(graph.subjects(t.LED_SEQUENCE_NUMBER, Literal(7)))
    roles = Counter(
        str(graph.value(part, t.ELI_DL_PARTICIPATION_ROLE)).rsplit("/", 1)[1]
        for part in graph.objects(meeting, t.ELI_DL_HAD_PARTICIPATION)
    )
    assert roles == {"attendee": 9, "absentee": 1, "secretariat": 4}
    absent = [str(graph.value(p, t.FOAF_NAME)) for p in graph.objects(meeting, t.ELI_DL_HAD_EXCUSED_PERSON)]
    assert absent == ["Marianne Thyrring"]


def test_a_presenter_has_post_and_organisation_as_of_the_date(graph):
    """Niels Ågesen is presenter, and deputy chair of the directors' association on 2 November 2017."""
    niels = MINT.named("person", "Niels Ågesen")
    held = next(graph.subjects(t.ORG_MEMBER, niels))
    assert str(graph.value(held, t.LED_ROLE_TITLE)) == "næstformand"
    assert str(graph.value(held, t.LED_AS_OF)) == "2017-11-02"
    body = graph.value(held, t.ORG_ORGANIZATION)
    assert str(graph.value(body, t.SKOS_PREF_LABEL)) == "Kommunaldirektørforeningen i Danmark"


def test_questions_have_their_answers(read_by_hand, graph):
    """Every answer stands with one question, by its words."""
    relay = next(f for f in read_by_hand if f.document.name == "digital-stafet")
    by_id = {question.id: question for question in relay.questions}
    for answer in relay.answers:
        said = graph.subjects(t.LED_TEXT, Literal(answer.mention.quote))
        questions = {q for s in said for q in graph.subjects(t.SCHEMA_SUGGESTED_ANSWER, s)}
        asked = {str(graph.value(question, t.LED_TEXT)) for question in questions}
        assert by_id[answer.question].mention.quote in asked


def test_paradoxes_have_two_poles_each(read_by_hand, graph):
    """A paradox has exactly two poles, opposed to each other, with words that the document says."""
    for paradox in graph.subjects(RDF.type, t.LED_PARADOX):
        one, two = graph.objects(paradox, t.LED_HAS_POLE)
        assert graph.value(one, t.LED_OPPOSED_TO) == two
        assert graph.value(two, t.LED_OPPOSED_TO) == one
        assert list(graph.objects(one, t.PROV_WAS_QUOTED_FROM))
        label = str(graph.value(paradox, t.RDFS_LABEL))
        assert set(label.split(" ↔ ")) == {str(graph.value(pole, t.RDFS_LABEL)) for pole in (one, two)}


def test_a_recommendation_in_an_answer_responds_to_its_question(read_by_hand, graph):
    """Recommendations within an answer lead to the question, those in a paradox's words to the paradox."""
    found = next(f for f in read_by_hand if f.document.name == "digital-stafet")
    spans = [(a.mention.start, a.mention.end) for a in found.answers]
    inside = [
        advice
        for advice in found.recommendations
        if any(start <= advice.mention.start and advice.mention.end <= end for start, end in spans)
    ]
    assert inside
    for advice in inside:
        said = graph.subjects(t.LED_TEXT, Literal(advice.mention.quote))
        targets = {o for s in said for o in graph.objects(s, t.LED_RESPONDS_TO)}
        assert any((o, RDF.type, t.SCHEMA_QUESTION) in graph for o in targets)


def test_voices_are_agents_only_where_it_is_clear_who_is_meant(read_by_hand, graph):
    """A voice that names a person or group of the document is an agent; free words stay words."""
    chair = list(graph.subjects(t.LED_VOICED_AS, Literal("Formanden")))
    assert chair
    assert not [s for s in chair if list(graph.objects(s, t.PROV_WAS_ATTRIBUTED_TO))]
    leaders = list(graph.subjects(t.LED_VOICED_AS, Literal("topledere")))
    assert leaders
    assert {graph.value(s, t.PROV_WAS_ATTRIBUTED_TO) for s in leaders} == {MINT.named("group", "topledere")}


def test_repeated_words_are_two_statements(read_by_hand):
    """The same words twice in a document give two IRIs, the first one that of the words alone."""
    found = read_by_hand[0]
    first = found.decisions[0]
    place = found.document.text.rindex("sekretariatet")
    again = replace(first, id="d99", mention=replace(first.mention, start=place, end=place + 13))
    alone = {s for s, p, o, _ in assemble(minimal(found, decisions=(first,))) if o == t.LED_DECISION}
    twice = {s for s, p, o, _ in assemble(minimal(found, decisions=(first, again))) if o == t.LED_DECISION}
    assert len(alone) == 1
    assert len(twice) == 2
    assert alone < twice


def test_a_statement_keeps_its_iri_when_the_document_changes_elsewhere(read_by_hand):
    """Words added before a statement move its passage and not its IRI."""
    found = read_by_hand[0]
    decision = found.decisions[0]
    document = replace(found.document, text="x" * 10 + found.document.text)
    place = replace(decision.mention, start=decision.mention.start + 10, end=decision.mention.end + 10)
    moved = minimal(found, decisions=(replace(decision, mention=place),))
    before = {q[0] for q in assemble(minimal(found, decisions=(decision,))) if q[2] == t.LED_DECISION}
    after = {q[0] for q in assemble(replace(moved, document=document)) if q[2] == t.LED_DECISION}
    assert before == after


def test_only_the_known_graphs_are_written(quads):
    """A document writes to its own graph and to those that all share."""
    names = {str(g).rsplit("/", 1)[1] for *_, g in quads}
    assert names == {"7-moede-referat", "digital-stafet", "komdir-oplaeg", "agents", "links", "metadata"}


def test_numbers_are_in_the_stores_form(quads):
    """Decimals carry no trailing zero and whole numbers are xsd:integer, as the store keeps them."""
    typed = [o for _, _, o, _ in quads if isinstance(o, Literal) and o.datatype]
    written = {(str(o), str(o.datatype).rsplit("#", 1)[1]) for o in typed}
    assert {kind for _, kind in written} <= {"integer", "decimal", "date", "string"}
    assert all(re.fullmatch(r"-?\d+(\.\d*[1-9])?", value) for value, kind in written if kind == "decimal")


def test_the_dataset_counts_itself(quads):
    """The number of triples that the description states is the number there is."""
    described = list(dataset(quads, ["a"], MINT.base))
    stated = next(o for _, p, o in described if p == t.VOID_TRIPLES)
    assert int(stated) == len(quads) + len(set(described))


def test_the_model_and_its_lists_have_graphs_of_their_own():
    """Ontology, themes and authority file stand in three graphs, without blank nodes."""
    by_graph = defaultdict(int)
    for *_, graph in shared_graphs(MINT.base):
        by_graph[graph] += 1
    assert by_graph[MINT.graph("ontology")] > 100
    assert by_graph[MINT.graph("themes")] > 100


def test_poles_of_one_word_have_one_iri_per_paradox(quads):
    """A pole belongs to its paradox: its IRI is made of both."""
    for paradox_iri, _, pole, _ in [q for q in quads if q[1] == t.LED_HAS_POLE]:
        reference = str(paradox_iri).rsplit("/", 1)[1]
        assert str(pole).rsplit("/", 1)[1] != digest(reference)
        assert len([q for q in quads if q[1] == t.LED_HAS_POLE and q[2] == pole]) == 1
