"""Each shape has an example that meets it and examples that break every one of its demands."""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal

from ontology import load

CASES = Path(__file__).parent / "cases" / "shapes"
SHAPES = load.shapes()
TARGETED = sorted(
    str(shape).rsplit("/", 1)[1]
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape)
    if {*SHAPES.objects(shape, SH.targetClass), *SHAPES.objects(shape, SH.targetSubjectsOf)}
)
WITHOUT_SHAPE = {"Activity", "Agent", "Concept", "Entity", "Plan", "Selector"}
"""General classes; whatever is of one of them is also of a class with a shape."""


@cache
def shared() -> Graph:
    """What every example stands on: classes of the things pointed at, sub-classes, lists and themes."""
    graph = Graph().parse(CASES / "parts.ttl") + load.concepts() + load.themes()
    for triple in load.ontology().triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    return graph


@cache
def messages(name: str) -> tuple[set[str], set[str], set[str]]:
    """What a shape can say, what it says of the good example, and what of the bad ones; in Danish."""
    shape = next(s for s in SHAPES.subjects(RDF.type, SH.NodeShape) if str(s).endswith(f"/{name}"))
    parts = {shape, *SHAPES.objects(shape, SH.property)}
    demands = {str(m) for part in parts for m in SHAPES.objects(part, SH.message) if m.language == "da"}
    data = Graph().parse(CASES / f"{name}.ttl") + shared()
    _, results, _ = pyshacl.validate(data, shacl_graph=SHAPES, inplace=True)
    told: dict[str, set[str]] = {"good": set(), "bad": set()}
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus = str(results.value(result, SH.focusNode)).rsplit("/", 1)[1].removesuffix("-too")
        said = {str(m) for m in results.objects(result, SH.resultMessage) if m.language == "da"}
        if focus in told:
            told[focus] |= said & demands
    return demands, told["good"], told["bad"]


@pytest.mark.parametrize("name", TARGETED)
def test_the_good_example_meets_the_shape(name):
    """The shape finds nothing in the example that is in order."""
    demands, good, _ = messages(name)
    assert demands
    assert good == set()


@pytest.mark.parametrize("name", TARGETED)
def test_every_demand_of_the_shape_is_broken_by_a_bad_example(name):
    """Each of the shape's messages is given for an example that breaks what it demands."""
    demands, _, bad = messages(name)
    assert demands - bad == set()


def test_every_class_of_the_model_has_a_shape():
    """A class without a shape is a general one, named here."""
    shaped = set(SHAPES.objects(None, SH.targetClass))
    names = {term.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for term in classes() - shaped}
    assert names == WITHOUT_SHAPE


def classes():
    from rdflib import OWL

    model = load.ontology()
    void_dataset = next(c for c in model.subjects(RDF.type, OWL.Class) if "void#Dataset" in c)
    return set(model.subjects(RDF.type, OWL.Class)) - {void_dataset}


def test_every_message_is_given_in_danish_and_in_english_and_says_what_to_do():
    """A message has both languages, and a colon before what the curator should do."""
    for part in set(SHAPES.subjects(SH.message)):
        said = [m for m in SHAPES.objects(part, SH.message) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in said) == ["da", "en"]
        assert all(": " in m and m.endswith(".") for m in said)


def test_every_demand_with_a_severity_has_a_message():
    """No part of a targeted shape is silent."""
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        if str(shape).rsplit("/", 1)[1] in TARGETED:
            assert all((part, SH.message, None) in SHAPES for part in SHAPES.objects(shape, SH.property))
