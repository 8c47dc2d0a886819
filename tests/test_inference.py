"""What follows from the graph: the same that owlrl finds, each step shown, and in a graph of its own."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from exports.why import lines, why
from graph_build import store
from graph_build.assemble import assemble
from graph_build.errors import QueryError
from graph_build.inference import GRAPH, completed, derivations, is_written
from graph_build.iri import DEFAULT_BASE, Minter
from ontology import closure, reasoning
from ontology import terms as t

MINT = Minter(DEFAULT_BASE)
INFERRED = MINT.graph(GRAPH)
EX = "https://data.example.dk/"
A, B, C, D, P, Q = (URIRef(EX + name) for name in "abcdpq")


@pytest.fixture(scope="module")
def quads(gold_graph):
    """The graph's quads as rdflib has them."""
    return {
        (s, p, o, graph.identifier)
        for graph in store.open_dataset(gold_graph).graphs()
        for s, p, o in graph
        if graph.identifier != URIRef("urn:x-rdflib:default")
    }


def asserted(quads):
    return {quad[:3] for quad in quads if quad[3] != INFERRED and quad[1] != t.LED_IN_TENSION_WITH}


def derived(*triples, model):
    graph = Graph()
    for triple in model:
        graph.add(triple)
    return closure.derive(triples, closure.axioms(graph))


@pytest.mark.thorough
def test_what_is_inferred_is_what_owlrl_infers(quads):
    """The two engines derive the same triples from the annotated documents, quotes' places left aside."""
    left_out = {MINT.graph(name) for name in ("agents", "metadata", "ontology")}
    kept = {
        triple for triple in asserted(q for q in quads if q[3] not in left_out) if "#char=" not in triple[0]
    }
    given = Graph()
    for triple in kept:
        given.add(triple)
    expected = {
        (s, p, o) for s, p, o in reasoning.closure(given) if isinstance(s, URIRef) and s.startswith(MINT.base)
    }
    of_the_model = {*reasoning.model(), *closure.derive(set(reasoning.model()))}
    found = {triple for triple in derivations(quads_of(kept)) if triple[0] != triple[2]}
    assert found - of_the_model == expected - of_the_model
    assert len(expected) > 500


def quads_of(triples):
    return ((*triple, MINT.graph("any")) for triple in triples)


def test_the_inferred_graph_holds_what_follows_and_no_triple_of_another_graph(quads):
    """It is just what follows from the other graphs."""
    own = {quad[:3] for quad in quads if quad[3] == INFERRED}
    others = {quad[:3] for quad in quads if quad[3] != INFERRED}
    assert own
    assert not own & others
    # The description of the dataset comes after, and nothing is inferred from it.
    before = {q for q in quads if q[3] not in (INFERRED, MINT.graph("metadata"))}
    assert set(filter(is_written, derivations(before))) - others <= own


def test_tensions_hold_by_the_chain_alone_and_all_that_documents_state_are_derived(read_by_hand):
    """Every tension between themes that a document's quads state follows from its poles."""
    for found in read_by_hand:
        quads = set(assemble(found))
        stated = {quad[:3] for quad in quads if quad[1] == t.LED_IN_TENSION_WITH}
        made = completed(quads, DEFAULT_BASE)
        assert {quad[:3] for quad in made if quad[1] == t.LED_IN_TENSION_WITH} >= stated
        assert {quad[3] for quad in made if quad[1] == t.LED_IN_TENSION_WITH} <= {INFERRED}


def test_each_step_follows_from_its_premises_alone(quads):
    """A triple's premises, without the rest of the graph, give it again in one round."""
    steps = derivations(quads_of(asserted(quads)))
    kinds = {}
    for triple, step in sorted(steps.items()):
        kinds.setdefault((step.rule, triple[1]), (triple, step))
    assert {rule for rule, _ in kinds} >= {"cax-sco", "prp-inv1", "prp-spo1", "prp-spo2"}
    for triple, step in kinds.values():
        assert triple in closure.derive(step.premises)


def test_premises_are_asserted_or_derived_before(quads):
    """No explanation goes round in a circle."""
    given = asserted(quads)
    steps = derivations(quads_of(given))

    def depth(triple):
        return 0 if triple in given else 1 + max(map(depth, steps[triple].premises))

    assert max(map(depth, steps)) < 10


@pytest.mark.parametrize(
    ("model", "given", "follows"),
    [
        ([(B, RDFS.subClassOf, C)], [(A, RDF.type, B)], (A, RDF.type, C)),
        ([(P, RDFS.subPropertyOf, Q)], [(A, P, B)], (A, Q, B)),
        ([(P, RDFS.domain, C)], [(A, P, Literal("x"))], (A, RDF.type, C)),
        ([(P, RDFS.range, C)], [(A, P, B)], (B, RDF.type, C)),
        ([(P, OWL.inverseOf, Q)], [(A, P, B)], (B, Q, A)),
        ([(P, OWL.inverseOf, Q)], [(A, Q, B)], (B, P, A)),
        ([(P, RDF.type, OWL.SymmetricProperty)], [(A, P, B)], (B, P, A)),
        ([(P, RDF.type, OWL.TransitiveProperty)], [(A, P, B), (B, P, C), (C, P, D)], (A, P, D)),
    ],
    ids=[
        "sub-class",
        "sub-property",
        "domain",
        "range",
        "inverse",
        "inverse back",
        "symmetric",
        "transitive",
    ],
)
def test_a_rule_derives_what_owl_2_rl_says(model, given, follows):
    """Each rule gives its consequence."""
    assert follows in derived(*given, model=model)


def test_a_literal_is_never_a_subject():
    """A range or an inverse says nothing of words."""
    model = [(P, RDFS.range, C), (P, OWL.inverseOf, Q), (P, RDF.type, OWL.SymmetricProperty)]
    assert derived((A, P, Literal("x")), model=model) == {}


def test_a_member_of_an_organisation_follows_from_the_membership():
    """Who has a membership of an organisation is its member, and the other way round."""
    given = [(A, t.ORG_MEMBER, B), (A, t.ORG_ORGANIZATION, C)]
    assert {(B, t.ORG_MEMBER_OF, C), (C, t.ORG_HAS_MEMBER, B)} <= set(closure.derive(given))


def test_why_shows_the_chain_behind_a_tension_down_to_the_words(gold_graph):
    """A tension between two themes leads to both poles and their quotes."""
    opened = store.open_store(gold_graph)
    one = next(opened.quads_for_pattern(None, node(t.LED_IN_TENSION_WITH), None))
    reason = why(opened, one.subject.value, "inTensionWith", one.object.value)
    assert reason.step.rule == "prp-spo2"
    assert [premise.triple[1] for premise in reason.premises] == [
        t.LED_EMPHASISED_BY,
        t.LED_OPPOSED_TO,
        t.LED_EMPHASISES,
    ]
    assert reason.premises[1].quotes
    danish, english = ("\n".join(lines(opened, reason, language)) for language in ("da", "en"))
    assert "følger af kæden" in danish
    assert "follows from the chain" in english
    assert reason.premises[1].quotes[0][:40] in danish


def node(term):
    import pyoxigraph as ox

    return ox.NamedNode(str(term))


def test_why_of_what_is_asserted_gives_document_words_and_rule(gold_graph):
    """A statement's triple leads to its graph, its quote and the rule that found it."""
    opened = store.open_store(gold_graph)
    one = next(opened.quads_for_pattern(None, node(t.LED_EXPRESSES), None))
    reason = why(opened, one.subject.value, "led:expresses", one.object.value)
    assert reason.step is None
    assert reason.graphs == (one.graph_name.value.rpartition("/")[2],)
    words = next(opened.quads_for_pattern(one.subject, node(t.LED_TEXT), None)).object.value
    assert words in reason.quotes
    assert reason.rules == ("reader.by-hand",)


@pytest.mark.parametrize(
    ("predicate", "value", "told"),
    [
        ("inTensionWith", "ledelse", "does not say so of »Ledelse«; its inTensionWith is »"),
        ("led:noSuch", "ledelse", "no property"),
        ("a", "led:NoSuch", "no class"),
    ],
)
def test_why_of_what_is_not_there_says_what_is(gold_graph, predicate, value, told):
    """A triple, property or class that is not there is told in one line."""
    with pytest.raises(QueryError, match=told):
        why(store.open_store(gold_graph), "ledelse", predicate, value)
