"""Graph folders for tests of what leaves the graph: one of the corpus, one whose texts all mean harm."""

from pathlib import Path

import pyoxigraph as ox
from rdflib import Literal, URIRef

from graph_build import store

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
HOSTILE = ROOT / "tests" / "cases" / "picture" / "hostile.trig"


def as_rdflib(term):
    """Give a term of the store as rdflib has it."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value))


def hostile_quads():
    """Give the quads of the graph whose texts try to run."""
    parsed = ox.parse(HOSTILE.read_bytes(), format=ox.RdfFormat.TRIG)
    return [tuple(map(as_rdflib, (*quad.triple, quad.graph_name))) for quad in parsed]


def hostile_graph(folder):
    """Write the graph whose texts try to run, and give its folder."""
    store.write(hostile_quads(), folder)
    return folder
