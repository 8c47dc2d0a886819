"""The same pages over a store of another make: Virtuoso as Debian packages it."""

import json

import pyoxigraph as ox
import pytest
from helpers_virtuoso import virtuoso
from helpers_web import serving

from queries.catalogue import library

pytestmark = pytest.mark.thorough
OWN = {"graphs"}  # Virtuoso has graphs of its own, and counts them


@pytest.fixture(scope="module")
def both(corpus_graph, tmp_path_factory):
    """The corpus served from our own store and from Virtuoso."""
    with (
        virtuoso(corpus_graph / "ledelsesgraf.nq", tmp_path_factory.mktemp("virtuoso")) as endpoint,
        serving("--graph", corpus_graph) as ours,
        serving("--endpoint", endpoint, LEDELSESGRAF_SECONDS="60") as other,
    ):
        yield ours, other


def test_every_query_of_the_library_gives_the_same_there(both):
    """Each library query has the same solutions on Virtuoso as on our own store, in some order."""
    for one in library():
        here, there = (
            server.get(f"/queries/{one.name}.json", params={"size": 10_000}).json() for server in both
        )
        assert here["columns"] == there.get("columns"), f"{one.name}: {there}"
        assert here["answer"] == there["answer"]
        if one.name not in OWN:
            assert _values(here) == _values(there), one.name


def _values(found):
    """Give rows without the datatypes of numbers, of which there are several for one value."""
    return sorted(
        json.dumps({name: term and (term["value"], term.get("xml:lang")) for name, term in row.items()})
        for row in found["rows"]
    )


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
@pytest.mark.parametrize("stem", ["/concept/theme/tillid", "/id/graph/themes", "/id/document/lejre-moede"])
def test_a_thing_has_the_same_triples_there(both, stem, form):
    """What is said of a thing comes from Virtuoso with nothing missing and nothing added."""
    here, there = (server.get(f"{stem}.{form}") for server in both)
    assert there.status_code == 200
    assert _triples(here) == _triples(there)


def _triples(answer):
    syntax = ox.RdfFormat.from_media_type(answer.headers["content-type"].split(";")[0])
    dataset = ox.Dataset(ox.parse(answer.content, format=syntax))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


@pytest.mark.parametrize(
    "path",
    ["/data", "/search?q=tillid", "/queries/persons", "/concept/theme/tillid.html", "/query/settings.json"],
)
def test_the_pages_are_there(both, path):
    """The pages for people answer from Virtuoso too."""
    here, there = (server.get(path, "text/html") for server in both)
    assert there.status_code == here.status_code == 200
    assert there.headers["content-type"] == here.headers["content-type"]


def test_an_update_never_reaches_it(both):
    """Our own parser refuses an update before Virtuoso sees it."""
    assert both[1].ask("INSERT DATA { GRAPH <urn:a> { <urn:a> <urn:a> 1 } }").status_code == 400
    assert not both[1].ask("ASK { GRAPH <urn:a> { ?s ?p ?o } }").json()["boolean"]
