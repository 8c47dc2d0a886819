"""The fast check of one document's graph finds just what pySHACL finds."""

import random
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from graph_build.validate import as_text, check, joined, validate
from graph_build.validation_report import Finding
from ontology import load
from ontology import terms as t

CASE = Path(__file__).parent / "cases" / "validation"
TEXT = f"{t.BASE}id/text/moede"
WORDS = (CASE / "document.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sound():
    """A small document's graph that is in order."""
    return Graph().parse(CASE / "document.ttl")


def told(findings):
    """Findings without the name of their document, which a graph without one cannot tell."""
    return {(f.severity, f.da, f.focus, f.path, f.value, f.name) for f in findings}


def slow(graph):
    whole = graph + load.agents()
    return told(f for f in validate(whole, {TEXT: WORDS}).findings)


def broken_in_places(graph, seed):
    """The graph with a few triples left out, doubled with another value, or pointing elsewhere."""
    chance, bad = random.Random(seed), Graph()
    triples = sorted(graph)
    for triple in triples:
        bad.add(triple)
    things = sorted({s for s, _, _ in triples} | {o for _, _, o in triples if isinstance(o, URIRef)})
    dated = [Literal(value, datatype=XSD.date) for value in ("2017-13-45", "2017-01-02")]
    counted = [Literal("x", datatype=XSD.integer), Literal("01", datatype=XSD.integer)]
    values = [Literal("ord", lang="da"), Literal("ordet", lang="da"), Literal("word", lang="en"), Literal("")]
    values += [*dated, *counted, *(Literal(value, datatype=XSD.decimal) for value in ("-1", "2.5"))]
    for _ in range(chance.randint(1, 5)):
        s, p, o = chance.choice(triples)
        other = chance.choice([*things, *values])
        deed = chance.choice(("leave out", "double", "change"))
        if deed != "double":
            bad.remove((s, p, o))
        if deed != "leave out" and not (p == RDF.type and isinstance(other, Literal)):
            bad.add((s, p, other))
    return bad


def test_a_sound_graph_gives_no_finding(sound):
    """What pySHACL passes is passed."""
    assert check(as_text(sound), "moede", WORDS, TEXT, t.BASE) == ()


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(4, 16))]
)
def test_the_fast_check_tells_what_pyshacl_tells(sound, seed):
    """On graphs broken at random both give the same findings, to the value and the message."""
    bad = broken_in_places(sound, seed)
    assert told(check(as_text(bad), "moede", WORDS, TEXT, t.BASE)) == slow(bad)


def test_what_several_documents_tell_of_one_thing_is_told_once():
    """A fault of a person in two documents is of no one document; that of one document stays its own."""
    one = Finding("a", "violation", "da", "en", "Ida", "urn:ida")
    two = Finding("b", "violation", "da", "en", "Ida", "urn:ida")
    other = Finding("b", "info", "da", "en", "Bo", "urn:bo")
    assert [(f.document, f.name) for f in joined([one, two, other])] == [("", "Ida"), ("b", "Bo")]
