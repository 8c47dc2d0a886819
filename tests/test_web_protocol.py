"""The SPARQL protocol, over HTTP, as strangers speak it."""

import gzip
import json
import socket

import pytest
from helpers_web import conformance, script, serving, with_protocol_graphs

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PARADOXES = "SELECT ?p ?l { ?p a led:Paradox ; rdfs:label ?l } ORDER BY ?l"


@pytest.fixture(scope="module")
def server(corpus_graph, tmp_path_factory):
    folder = with_protocol_graphs(corpus_graph, tmp_path_factory.mktemp("protocol") / "graph")
    with serving("--graph", folder) as running:
        yield running


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scratch") / "store"
    with serving("--scratch", folder, LEDELSESGRAF_TOKEN="hemmelig") as running:
        yield running


def test_the_w3c_protocol_tests_pass_on_a_graph_that_is_only_read(server):
    """All 34 tests of the protocol, and 3 of the service description, pass read-only."""
    status, said = conformance(script("sparql_protocol.py"), f"{server.url}/sparql", "--read-only", "--sd")
    assert status == 0, said
    assert "37 passed, 0 failed" in said
    assert "skipped" not in said


def test_the_w3c_protocol_tests_pass_on_a_store_that_may_be_changed(scratch):
    """With the token all tests pass that change data, those of the Graph Store Protocol too."""
    status, said = conformance(
        script("sparql_protocol.py"),
        f"{scratch.url}/sparql",
        "--sd",
        "--gsp",
        f"{scratch.url}/graph-store",
        "--header",
        "Authorization: Bearer hemmelig",
    )
    assert status == 0, said
    assert "50 passed, 0 failed" in said


def test_without_the_token_nothing_changes(scratch):
    """An update without token, or with a wrong one, is refused and leaves no trace."""
    update = "INSERT DATA { <http://e/x> <http://e/p> 1 }"
    form = {"Content-Type": "application/sparql-update"}
    for more in ({}, {"Authorization": "Bearer forkert"}, {"Authorization": "Basic hemmelig"}):
        assert scratch.client.post("/sparql", content=update, headers={**form, **more}).status_code == 401
    assert scratch.client.put("/graph-store?graph=http://e/g", content="").status_code == 401
    assert scratch.ask("ASK { <http://e/x> ?p ?o }").json()["boolean"] is False


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("application/json;q=0, */*", "application/sparql-results+json"),
    ],
)
def test_a_table_comes_in_the_format_that_is_wanted_most(server, accept, kind):
    """Weights and wildcards decide, and what is refused is not sent."""
    answer = server.ask(PARADOXES, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind


def test_a_format_that_is_not_offered_is_refused_in_words(server):
    """406 tells which formats there are."""
    answer = server.ask(PARADOXES, "image/png")
    assert answer.status_code == 406
    assert "sparql-results+json" in answer.json()["detail"]


def test_the_union_of_all_graphs_is_asked_unless_a_dataset_is_named(server, corpus_build):
    """FROM and default-graph-uri narrow the question to the graphs that they name."""
    theme = "https://ledelsesgraf.example/id/graph/themes"
    whole = int(server.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"])
    asked = COUNT.replace("{", f"FROM <{theme}> {{", 1)
    by_from = int(server.ask(asked).json()["results"]["bindings"][0]["n"]["value"])
    answer = server.get("/sparql", params={"query": COUNT, "default-graph-uri": theme})
    by_protocol = int(answer.json()["results"]["bindings"][0]["n"]["value"])
    assert 0 < by_from == by_protocol < whole


def test_head_is_get_without_the_body(server):
    """HEAD gives the status and type of GET, and OPTIONS the methods."""
    head = server.client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    assert "POST" in server.client.options("/sparql").headers["allow"]
    assert server.client.put("/sparql", content="x").status_code == 405


def test_the_server_as_a_whole_tells_its_methods(server):
    """``OPTIONS *`` is answered with them, and no other method takes the asterisk for a path."""
    for method, status in (("OPTIONS", "204"), ("GET", "404")):
        with socket.create_connection(("127.0.0.1", server.port), 10) as client:
            client.sendall(f"{method} * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            head = client.makefile("rb").read().partition(b"\r\n\r\n")[0].decode().lower()
        assert head.split()[1] == status
        assert ("allow: get, head, post, options" in head) == (method == "OPTIONS")


def test_a_large_answer_is_packed_for_those_who_can_unpack(server):
    """Gzip is used where it is accepted, and the text is the same."""
    query = "SELECT * { ?s ?p ?o } LIMIT 5000"
    plain = server.ask(query, headers={"Accept-Encoding": "identity"})
    with server.client.stream("GET", "/sparql", params={"query": query}) as packed:
        raw = b"".join(packed.iter_raw())
        assert packed.headers["content-encoding"] == "gzip"
    assert len(raw) < len(plain.content) / 4
    assert json.loads(gzip.decompress(raw)) == plain.json()


def test_a_graph_is_read_by_the_graph_store_protocol(server):
    """A named graph comes as RDF, one that is not there as 404, and none can be put."""
    theme = "https://ledelsesgraf.example/id/graph/themes"
    answer = server.get("/graph-store", "application/n-triples", params={"graph": theme})
    count = server.ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{theme}> {{ ?s ?p ?o }} }}").json()
    assert answer.text.count(" .\n") == int(count["results"]["bindings"][0]["n"]["value"])
    assert server.get("/graph-store", params={"graph": "http://e/none"}).status_code == 404
    assert server.client.put("/graph-store", params={"graph": theme}, content="").status_code == 405


def test_answers_are_those_of_the_library(server, corpus_graph):
    """Over HTTP a query gives what pyoxigraph gives in process."""
    import pyoxigraph as ox

    from graph_build.store import open_store
    from ontology.terms import PREFIXES

    store = open_store(corpus_graph)
    for query in (PARADOXES, "SELECT ?f (COUNT(*) AS ?n) { ?s led:framing ?f } GROUP BY ?f ORDER BY ?n ?f"):
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert json.loads(found.serialize(format=ox.QueryResultsFormat.JSON)) == server.ask(query).json()


def test_an_answer_of_many_pieces_is_whole(server):
    """What is longer than the memory between worker and server comes in pieces, each once."""
    lines = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples").content.splitlines()
    count = int(server.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"])
    assert len(lines) == len(set(lines)) == count
    assert sum(map(len, lines)) > 1 << 22
