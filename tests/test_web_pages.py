"""Pages and linked data: every IRI answers, in every format and in the reader's language."""

import asyncio
import csv
import io
import os
import random
import re
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pytest
from helpers_web import ROOT, free_port, proxied, serving

from exports.web.app import application
from exports.web.loading import load
from exports.web.pool import Pool
from exports.web.settings import Settings
from graph_build import store
from queries.catalogue import library

BASE = "https://ledelsesgraf.example/"
FORMATS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(scope="module")
def minted(corpus_graph):
    """One IRI of ours for each pattern of paths, and some more, the same each time."""
    found = _ours(corpus_graph)
    kinds = {}
    for iri in found:
        kinds.setdefault(tuple(urlsplit(iri).path.split("/")[:3]), iri)
    return [*kinds.values(), *random.Random(7).sample(found, 40)]


def _ours(graph):
    """Every IRI in a graph that we mint, in order."""
    return sorted(
        {
            term.value
            for quad in store.open_store(graph)
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
        }
    )


def test_every_iri_that_is_minted_answers(server, minted):
    """An IRI leads by 303 to documents about it, one for each format that is wanted."""
    for iri in minted:
        path = iri.removeprefix(BASE).split("#")[0]
        for form, kind in FORMATS.items():
            answer = server.get(f"/{path}", kind)
            assert answer.status_code == 303, iri
            assert answer.headers["location"].endswith(f".{form}")
            assert "Accept" in answer.headers["vary"]
        document = server.get(f"/{path}", HTML, follow_redirects=True)
        assert (document.status_code, document.headers["content-type"][:9]) == (200, "text/html"), iri


async def _asked(client, path, kind):
    """Status of what a path leads to, and what it gives."""
    answer = await client.get(f"/{path}", headers={"Accept": kind}, follow_redirects=True)
    return answer.status_code, answer.content if answer.history else b""


def test_iris_of_all_kinds_answer_as_page_and_turtle(corpus_graph, tmp_path):
    """Every thing leads to a page and to Turtle, and what stands behind a # is told of there.

    A tenth of the paths is asked in everyday runs; LEDELSESGRAF_EVERY_IRI asks for all.
    """
    settings = Settings(graph=corpus_graph)
    parts = {}
    for iri in _ours(corpus_graph):
        parts.setdefault(iri.removeprefix(BASE).split("#")[0], []).append(iri)
    paths = sorted(parts)[:: 1 if os.environ.get("LEDELSESGRAF_EVERY_IRI") else 10]
    paths += [path for path in parts if len(parts[path]) > 1 and path not in paths]

    async def ask():
        again = partial(load, settings, tmp_path)
        loaded = again()
        pool = Pool(settings)
        pool.load(loaded.how)
        app = httpx.ASGITransport(app=application(settings, pool, loaded, again))
        client = httpx.AsyncClient(transport=app, base_url="http://127.0.0.1", trust_env=False)
        await pool.start()
        try:
            for path in paths:
                status, _ = await _asked(client, path, HTML)
                assert status == 200, path
                status, turtle = await _asked(client, path, "text/turtle")
                assert status == 200, path
                told = {quad.subject for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
                assert {ox.NamedNode(iri) for iri in parts[path] if "#" in iri} <= told, path
        finally:
            await client.aclose()
            pool.close()

    asyncio.run(ask())


@pytest.mark.parametrize("form", ["ttl", "rdf", "nt", "jsonld"])
def test_a_document_says_in_rdf_what_the_graph_says(server, corpus_graph, form):
    """Each syntax holds the triples of the thing, and those that point to it."""
    iri = ox.NamedNode(f"{BASE}concept/theme/tillid")
    quads = list(store.open_store(corpus_graph))
    expected = {quad.triple for quad in quads if iri in (quad.subject, quad.object)}
    answer = server.get(f"/concept/theme/tillid.{form}")
    assert answer.headers["content-type"].startswith(FORMATS[form])
    syntax = ox.RdfFormat.from_media_type(FORMATS[form])
    assert {quad.triple for quad in ox.parse(answer.content, format=syntax)} == expected
    assert len(expected) > 10


def test_a_page_names_things_in_the_readers_language(server):
    """Labels and words follow the browser's language, the choice that was made, and Danish otherwise."""
    page = "/concept/theme/tillid.html"
    asked = {
        language: server.get(page, HTML, headers={"Accept-Language": language}).text
        for language in ("da", "en", "fr")
    }
    assert '<html lang="da">' in asked["da"] == asked["fr"]
    assert '<html lang="en">' in asked["en"]
    assert "Hvad der peger hertil" in asked["da"]
    assert "What points here" in asked["en"]
    chosen = server.get(f"{page}?lang=en", HTML, headers={"Accept-Language": "da"})
    assert '<html lang="en">' in chosen.text
    server.client.cookies.clear()


def test_every_thing_has_a_label_that_people_can_read(server, minted):
    """A thing without a name of its own is called by what it joins, on its page and where it is linked."""
    for iri in minted:
        path = iri.removeprefix(BASE).split("#")[0]
        found = server.get(
            f"/{path}.json" if path and not path.endswith("/") else f"/{path}index.json"
        ).json()
        assert not re.search(r"[0-9a-f]{16}", found["label"]), (iri, found["label"])
    (one,) = server.ask("SELECT ?p { ?p a org:Membership } ORDER BY ?p LIMIT 1").json()["results"]["bindings"]
    membership = server.get(f"/{one['p']['value'].removeprefix(BASE)}.json").json()
    values = {said["property"]: said["values"][0]["value"] for said in membership["outgoing"]}
    person, body = (values[f"http://www.w3.org/ns/org#{name}"] for name in ("member", "organization"))
    assert membership["label"] == f"{membership['labels'][person]}: {membership['labels'][body]}"
    linked = server.get(f"/{person.removeprefix(BASE)}.json").json()["labels"]
    assert linked[membership["iri"]] == membership["label"]


def test_a_page_tells_the_origin_of_what_it_says(server):
    """Each value stands with the graph that it comes from, as page, JSON and CSV."""
    page = server.get("/concept/theme/tillid.json").json()
    label = next(one for one in page["outgoing"] if one["property"].endswith("prefLabel"))
    assert all(value["graphs"] == [f"{BASE}id/graph/themes"] for value in label["values"])
    assert "/id/graph/themes" in server.get("/concept/theme/tillid.html", HTML).text
    rows = list(csv.DictReader(io.StringIO(server.get("/concept/theme/tillid.csv").text)))
    assert {row["direction"] for row in rows} == {"in", "out"}
    assert all(row["graph"].startswith(f"{BASE}id/graph/") for row in rows)


def test_a_document_links_to_its_other_forms(server):
    """Link headers name what is described and the other formats, and an unchanged page is not sent again."""
    answer = server.get("/concept/theme/tillid.html", HTML)
    assert f'<{BASE}concept/theme/tillid>; rel="describes"' in answer.headers["link"]
    assert '</concept/theme/tillid.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
    again = server.get("/concept/theme/tillid.html", HTML, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_the_graph_does_not_know_is_not_there(server):
    """An unknown name gives 404, also where it tries to be a query."""
    for path in (
        "/id/person/ingen",
        "/id/x%3E%20%3Fp%20%3Fo%20%7D%20%23",
        "/id//evil.example",
        "/nothing.ttl",
    ):
        assert server.get(path, HTML).status_code == 404
    page = server.get("/id/person/ingen", HTML, headers={"Accept-Language": "da"}).text
    assert "Der er intet på den adresse." in page and "Tjek adressen" in page
    assert '<p lang="en">The graph knows nothing' in page
    refused = server.get("/search?q=x&page=0", HTML, headers={"Accept-Language": "da"})
    assert refused.status_code == 400 and "Sidens nummer" in refused.text


def test_the_library_stands_under_headings_of_the_readers_language(server):
    """In Danish the questions stand under Danish headings, and no column is called an IRI."""
    page = server.get("/queries", HTML, headers={"Accept-Language": "da"}).text
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings[:3] == ["Paradokser", "Anbefalinger", "Temaer"]
    assert not {tag for one in library() for tag in one.tags} & set(headings)
    assert "-IRI<" not in server.get("/queries/paradoxes", HTML, headers={"Accept-Language": "da"}).text


def test_a_text_is_given_as_it_was_read(server, corpus_graph):
    """A document's text comes as plain text, and its page holds the same letters, with places."""
    name = "lejre-moede"
    text = store.texts_of(corpus_graph)[f"{BASE}id/text/{name}"]
    plain = server.get(f"/id/text/{name}", "text/plain", follow_redirects=True)
    assert plain.text == text
    page = server.get(f"/id/text/{name}.html", HTML).text
    shown = re.search(r'<div class="text" id="text">(.*?)</div>', page, re.DOTALL)[1]
    import html

    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == text
    assert 'id="char=' in shown


def test_every_query_of_the_library_has_a_page_and_its_rows_as_json_and_csv(server):
    """Page, JSON and CSV of each query agree, with the parameters as they stand."""
    for one in library():
        page = server.get(f"/queries/{one.name}", HTML)
        assert page.status_code == 200, (one.name, page.text[-500:])
        found = server.get(f"/queries/{one.name}.json", params={"size": 10_000})
        assert found.status_code == 200, found.text
        rows = list(csv.reader(io.StringIO(server.get(f"/queries/{one.name}.csv").text)))
        assert rows[0] == (found.json()["columns"] or ["answer"])
        if found.json()["answer"] is None:
            assert len(rows) - 1 == found.json()["total"]


def test_a_library_query_is_paged_and_told_what_is_wrong(server):
    """Pages follow one another by Link, and a parameter that means nothing is named."""
    first = server.get("/queries/words.json", params={"size": 5})
    second = server.get("/queries/words.json", params={"size": 5, "page": 2})
    assert 'rel="next"' in first.headers["link"]
    assert 'rel="prev"' in second.headers["link"]
    assert first.json()["rows"] != second.json()["rows"]
    assert server.get("/queries/words.json", params={"nonsense": "1"}).status_code == 400
    assert server.get("/queries/no-such.json").status_code == 404
    assert server.get("/queries/words.json", params={"page": "0"}).status_code == 400


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leder", "ledernes"),
        ("tillid", "tilliden"),
        ("åbenhed", "aabenhed"),
        ("kommune", "KOMMUNERNE"),
        ("opgave", "opgaver"),
    ],
)
def test_search_finds_a_word_in_all_its_forms(server, one, other):
    """Forms of a word, and other spellings of its letters, find the same things."""
    query = "SELECT ?t {{ ?t led:search '{}' }} ORDER BY ?t"
    first, second = (server.ask(query.format(words)).json()["results"]["bindings"] for words in (one, other))
    assert first == second
    assert len(first) > 2


def test_search_agrees_as_function_and_as_predicate(server):
    """The function is true for just the statements that the predicate finds."""
    by_predicate = server.ask("SELECT ?t { ?t led:search 'ledelse' . ?t a led:Statement } ORDER BY ?t")
    by_function = server.ask("SELECT ?t { ?t a led:Statement FILTER(led:search(?t, 'ledelse')) } ORDER BY ?t")
    assert by_predicate.json() == by_function.json()
    assert len(by_function.json()["results"]["bindings"]) > 10
    page = server.get("/search", HTML, params={"q": "ledelse"})
    assert page.text.count("<li>") == 50


def test_the_dataset_and_the_examples_are_described(server):
    """The well-known places hold VoID, and a sh:SPARQLExecutable for each query of the library."""
    void = list(ox.parse(server.get("/.well-known/void").content, format=ox.RdfFormat.TURTLE))
    assert any(quad.object == ox.NamedNode("http://rdfs.org/ns/void#Dataset") for quad in void)
    triples = list(ox.parse(server.get("/.well-known/sparql-examples").content, format=ox.RdfFormat.TURTLE))
    kinds = [q for q in triples if q.object == ox.NamedNode("http://www.w3.org/ns/shacl#SPARQLExecutable")]
    assert len(kinds) == len(library())


def test_pages_load_nothing_from_elsewhere_and_run_no_inline_script(server):
    """The policy forbids it, and the pages need none of it."""
    for path in ("/", "/queries", "/query", "/search?q=tillid", "/id/text/lejre-moede.html"):
        answer = server.get(path, HTML)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", answer.text)
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', answer.text)


def test_text_never_becomes_markup(server):
    """What a query, a search or a path says stands in the page as words."""
    bad = "<script>alert(1)</script>"
    for path, params in (
        ("/sparql", {"query": f'SELECT ("{bad}" AS ?x) (IRI("javascript:alert(1)") AS ?y) {{}}'}),
        ("/sparql", {"query": bad}),
        ("/search", {"q": bad}),
        ("/query", {"query": bad}),
        ("/queries/persons", {bad: bad}),
        (f"/id/{bad}", {}),
    ):
        page = server.get(path, HTML, params=params).text
        assert bad not in page
        assert 'href="javascript:' not in page


def test_another_endpoint_is_shown_on_the_same_pages(server):
    """With --endpoint the pages, the library and the protocol answer from there."""
    with serving("--endpoint", f"{server.url}/sparql") as other:
        for path in ("/concept/theme/tillid.json", "/queries/persons.csv", "/queries/words.csv"):
            assert other.get(path).text == server.get(path).text
        query = "SELECT ?p ?l { ?p a led:Paradox ; rdfs:label ?l } ORDER BY ?l"
        assert other.ask(query).json() == server.ask(query).json()
        assert other.ask("INSERT DATA { <a:b> <a:b> 1 }").status_code == 400
        by_label = {"theme": "tillid"}
        local = server.get("/queries/recommendations-by-theme.csv", params=by_label)
        assert other.get("/queries/recommendations-by-theme.csv", params=by_label).text == local.text


def test_the_api_is_described_as_it_is(server):
    """The OpenAPI description names each query of the library."""
    described = server.get("/openapi.json").json()
    assert {f"/queries/{one.name}.json" for one in library()} <= set(described["paths"])


def test_the_built_editor_is_left_out_of_the_repository():
    """What is built or fetched for the query page is ignored by git, and its lock names no registry."""
    lock = (ROOT / "exports/web/editor/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "node_modules/" in Path(ROOT / ".gitignore").read_text(encoding="utf-8")


def test_the_proxy_of_the_documentation_leads_to_the_same_pages(corpus_graph, tmp_path):
    """Behind nginx as docs/deploy.md sets it up, addresses are those of the proxy and other names refused."""
    told = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    server = re.search(r"```nginx\n(server.*?)```", told, re.DOTALL)[1]
    port = free_port()
    with serving("--graph", corpus_graph, LEDELSESGRAF_URL="https://graf.example/") as behind:
        server = server.replace("443 ssl", f"127.0.0.1:{port}")
        with proxied(server.replace("127.0.0.1:8000", f"127.0.0.1:{behind.port}"), tmp_path):
            _see_through(f"http://127.0.0.1:{port}", behind)


def _see_through(url, behind):
    transport = httpx.HTTPTransport(verify=False, retries=8)  # nginx takes a moment to listen
    headers = {"Host": "graf.example", "Accept": HTML}
    with httpx.Client(base_url=url, headers=headers, transport=transport, trust_env=False) as client:
        thing = client.get("/concept/theme/tillid")
        assert (thing.status_code, thing.headers["location"]) == (303, "/concept/theme/tillid.html")
        page = client.get("/concept/theme/tillid.html").text
        assert page == behind.get("/concept/theme/tillid.html", HTML).text
        assert client.get("/openapi.json").json()["servers"] == [{"url": "https://graf.example"}]
        assert "<https://graf.example/sparql>" in client.get("/.well-known/sparql-examples").text
        asked = client.post("/sparql", data={"query": "ASK {}"}, headers={"Accept": "text/csv"})
        assert asked.text.strip() == "true"
        assert client.get("/data", headers={"Host": "evil.example"}).status_code == 421
        assert client.post("/sparql", content=b" " * (2 << 20)).status_code == 413
