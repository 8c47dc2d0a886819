"""The plain pages and the query page in a browser, on the server itself and behind a proxy."""

import os
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from helpers_explorer import keep, sideways, visiting
from helpers_web import ROOT, free_port, proxied, serving

COUNTED = """SELECT ?theme ?name (COUNT(?said) AS ?n) {
  ?said a led:Statement ; schema:about ?theme . ?theme skos:prefLabel ?name FILTER (LANG(?name) = "da")
} GROUP BY ?theme ?name ORDER BY DESC(?n) ?name LIMIT 5"""
JOINED = "SELECT ?paradox ?pole { ?paradox led:hasPole ?pole } ORDER BY ?paradox LIMIT 4"


@pytest.fixture(scope="module")
def needs_editor():
    built = Path(os.environ.get("LEDELSESGRAF_ASSETS", ROOT / "build" / "web")) / "yasgui.js"
    if not built.is_file():
        pytest.skip("the query editor is not built; run: make editor")


def _run(page, url, query):
    """Open the page with a query, which it asks at once; to press the button while it runs would stop it."""
    page.goto(f"{url}query?query={quote(query)}")
    page.wait_for_selector(".yasr_response_chip:text-matches('(in|på) 0')")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_query_page_shows_an_answer_as_table_chart_and_graph(server, browser, needs_editor, size):
    """What the endpoint answers is seen in each way, with the names of things, and within the page."""
    said = server.ask(COUNTED).json()["results"]["bindings"]
    names = [row["name"]["value"] for row in said]
    with visiting(browser, f"{server.url}/query", size) as page:
        _run(page, f"{server.url}/", COUNTED)
        for name in names:
            # The table is drawn a moment after the chip that tells of it.
            page.locator(f'.yasr td:has-text("{name}")').first.wait_for()
        first = page.locator(".CodeMirror-line").first.bounding_box()
        button = page.locator(".yasqe_queryButton").bounding_box()
        assert button["y"] + button["height"] <= first["y"] + 1
        page.click(".select_Chart")
        assert page.locator(".drawing .bar").count() == len(names)
        assert page.locator(".drawing .name title").first.text_content() == names[0]
        _run(page, f"{server.url}/", JOINED)
        page.click(".select_Graph")
        labels = server.ask(
            "SELECT ?l { { SELECT ?x { ?x led:hasPole ?y } ORDER BY ?x LIMIT 1 } ?x rdfs:label ?l }"
        ).json()["results"]["bindings"]
        page.wait_for_selector(f".drawing title:text-is('{labels[0]['l']['value']}')", state="attached")
        assert page.locator(".drawing .link").count() == 4
        assert not sideways(page)
        keep(page)


def test_the_query_page_says_what_is_wrong_with_a_query(server, browser, needs_editor):
    """A query that cannot be parsed is told so in the server's own sentence."""
    page = browser.new_page()
    _run(page, f"{server.url}/", "SELECT * { ?s ?p }")
    assert "near »SELECT * { ?s ?p }«; it ends before" in page.locator(".yasr .error").inner_text()
    page.close()
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    _run(page, f"{server.url}/", "SELECT * { ?s ?p ")
    page.get_by_text("den slutter, før den er hel").wait_for()
    assert page.locator(".yasr .error").inner_text().startswith("Linje 1, tegn ")
    _run(page, f"{server.url}/", "SELECT * { ?s a led:Paradoks }")
    page.get_by_text("Svaret har ingen rækker").wait_for()
    context.close()


def test_a_query_is_asked_and_stopped_by_the_button(server, browser, needs_editor):
    """Pressed it asks what stands in the editor; pressed again while that runs it stops it, and says so."""
    with visiting(browser, f"{server.url}/query") as page:
        editor = page.locator(".yasqe .CodeMirror")
        editor.evaluate("(one, query) => one.CodeMirror.setValue(query)", "ASK { ?s a led:Paradox }")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_response_chip")
        many = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        editor.evaluate("(one, query) => one.CodeMirror.setValue(query)", many)
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasqe_queryButton.busy")
        page.click(".yasqe_queryButton")
        page.get_by_text("Forespørgslen blev stoppet.").wait_for()


def test_pages_lead_on_from_one_another_behind_a_proxy_with_a_path(corpus_graph, browser, tmp_path):
    """Whatever is clicked behind https-like addresses of a proxy's folder stays there and is found."""
    port = free_port()
    outside = f"http://localhost:{port}/graf/"
    with serving("--graph", corpus_graph, LEDELSESGRAF_URL=outside) as behind:
        server = (
            f"server {{ listen 127.0.0.1:{port}; location = /favicon.ico {{ return 204; }}"
            f" location /graf/ {{ proxy_set_header Host $host;"
            f" proxy_pass http://127.0.0.1:{behind.port}/; }} }}"
        )
        with proxied(server, tmp_path), visiting(browser, f"{outside}data") as page:
            answers = []
            page.on("response", lambda one: answers.append((one.url, one.status)))
            for selector in (
                ".cards a",  # a document
                ".facts td a[href*='/id/']",  # a thing that it tells of
                ".formats a:has-text('json')",
            ):
                page.locator(selector).first.click()
                page.wait_for_load_state()
            page.goto(f"{outside}concept/theme/tillid")  # an IRI, which leads to a page by 303
            assert page.url == f"{outside}concept/theme/tillid.html"
            page.click(".tongue")
            page.wait_for_selector("html[lang=en]")
            page.fill(".find input", "tillid")
            page.press(".find input", "Enter")
            page.locator(".hits a").first.click()
            page.wait_for_selector(".facts")
            page.goto(f"{outside}queries")
            page.locator(".cards a").first.click()
            page.locator("a:has-text('Open in SPARQL')").click()
            page.wait_for_selector("form.ask", state="attached")
            assert [
                url for url, _ in answers if not urlsplit(url).path.startswith(("/graf/", "/favicon"))
            ] == []
            assert [(url, status) for url, status in answers if status >= 400] == []
