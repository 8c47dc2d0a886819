"""The model's pages: every term in both languages, no loose link, no error in a browser, the same bytes."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import sync_playwright
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal

from exports.ontology_docs import write
from ontology import load
from ontology import terms as t
from queries.catalogue import library

CHROMIUM = Path("/usr/bin/chromium")
ALLOWED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "header",
        "main",
        "footer",
        "nav",
        "div",
        "ul",
        "li",
    ),
    *("h1", "h2", "h3", "p", "code", "pre", "br", "table", "tr", "th", "td", "dl", "dt", "dd"),
    *("svg", "defs", "marker", "path", "rect", "text"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of pages."""
    out = tmp_path_factory.mktemp("docs")
    write(out)
    return out


@pytest.fixture(scope="module")
def read(pages):
    """Each page parsed, by name."""
    return {path.name: html.parse(path).getroot() for path in pages.glob("*.html")}


def words(page):
    return " ".join(page.text_content().split())


def test_every_term_of_our_own_has_a_page_in_each_language_with_its_definition(read):
    """The page shows label, IRI and definition in its language."""
    core = load.ontology()
    own = [s for s in core.subjects(RDFS.isDefinedBy, None) if str(s).startswith(t.PREFIXES["led"])]
    assert len(own) > 40
    for term in own:
        is_class = (term, RDF.type, OWL.Class) in core
        name = f"led-{term.removeprefix(t.PREFIXES['led'])}" + ("-class" if is_class else "")
        for language, ending in (("da", ""), ("en", ".en")):
            shown = words(read[f"{name}{ending}.html"])
            said = [d for d in core.objects(term, SKOS.definition) if d.language == language]
            assert str(said[0]) in shown
            assert str(term) in shown


def test_every_page_says_its_language_and_leads_to_the_other(read):
    """Pages come in pairs that link to each other."""
    for name, page in read.items():
        english = name.endswith(".en.html")
        assert page.get("lang") == ("en" if english else "da")
        other = name.replace(".en.html", ".html") if english else name.replace(".html", ".en.html")
        assert other in {a.get("href") for a in page.iter("a")}
        assert len(list(page.iter("h1"))) == 1


def test_every_theme_and_group_shows_its_counterparts_in_other_collections(read):
    """A row leads to each match of the concept, by the collection's name, and says its kind."""
    listed = load.themes() + load.graph_of("groups.ttl")
    kinds = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch}
    matches = {(str(s), str(o)) for s, p, o in listed if p in kinds}
    assert len({subject for subject, _ in matches}) > 90
    for name in ("index.html", "index.en.html"):
        rows = {row.get("id"): row for row in read[name].iterfind(".//tr[@id]")}
        for subject, other in matches:
            row = rows["-".join(subject.removeprefix(load.BASE).removeprefix("concept/").split("/"))]
            assert other in {link.get("href") for link in row.iterfind(".//a")}
    row = next(row for row in read["index.html"].iterfind(".//tr[@id]") if row.get("id") == "theme-tillid")
    assert "svarer præcist til: Wikidata Q659974" in words(row)
    row = next(
        row for row in read["index.en.html"].iterfind(".//tr[@id]") if row.get("id") == "theme-kerneopgaven"
    )
    assert "none of them has the concept" in words(row)


def test_an_example_is_told_in_the_page_s_own_language(read):
    """The English page of a term has the English example, and the Danish page the Danish one."""
    assert "minutes of the 7th meeting" in words(read["led-DocumentText-class.en.html"])
    assert "referatet af 7. møde" in words(read["led-DocumentText-class.html"])


def test_no_link_within_the_pages_is_loose(pages, read):
    """Every link leads to a file that is there, and to a place on its page that is there."""
    files = {path.relative_to(pages).as_posix() for path in pages.rglob("*") if path.is_file()}
    for page in read.values():
        ids = {element.get("id") for element in page.iter() if element.get("id")}
        for link in [a.get("href") for a in page.iter("a", "link")]:
            if link.startswith("#"):
                assert link[1:] in ids
            elif not link.startswith("http"):
                assert link in files


def test_no_page_asks_another_machine_for_anything(read):
    """Neither styles, scripts nor pictures come from elsewhere."""
    for page in read.values():
        asked = [e.get("src") or e.get("href") for e in page.iter("script", "img", "link", "iframe")]
        assert not [one for one in asked if one and one.startswith(("http", "//"))]


def test_every_query_has_a_page_with_its_text(read):
    """The pages of queries hold them in full."""
    for query in library():
        code = read[f"query-{query.name}.html"].find(".//pre/code").text_content()
        assert code == query.text
        assert query.title_en in words(read[f"query-{query.name}.en.html"])


@pytest.mark.parametrize(
    "module", ["core", "paradox", "dl", "themes", "concepts", "shapes", "agents", "groups", "sources"]
)
def test_a_module_is_the_same_graph_in_every_syntax(pages, module):
    """Turtle, N-Triples, RDF/XML and JSON-LD have as many triples, blank nodes left aside the very same."""
    formats = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
    graphs = [
        Graph().parse(pages / "download" / f"{module}.{end}", format=form) for end, form in formats.items()
    ]
    plain = [
        {tuple(map(meaning, triple)) for triple in graph if not any(isinstance(n, BNode) for n in triple)}
        for graph in graphs
    ]
    assert len({len(graph) for graph in graphs}) == 1
    assert all(one == plain[0] for one in plain)


def meaning(node):
    """A node as compared: the store writes the decimal 1.0 as 1."""
    number = isinstance(node, Literal) and isinstance(node.value, Decimal)
    return node.value if number else str(node)


def test_the_diagram_shows_every_class_of_our_own_and_no_two_boxes_overlap(pages):
    """Each class has a box with its label, in both languages."""
    core = load.ontology()
    for language in ("da", "en"):
        svg = etree.parse(pages / f"diagram.{language}.svg").getroot()
        texts = {text.text for text in svg.iter("{*}text")}
        for cls in core.subjects(RDF.type, OWL.Class):
            if str(cls).startswith(t.PREFIXES["led"]):
                assert next(str(o) for o in core.objects(cls, RDFS.label) if o.language == language) in texts
        boxes = [
            tuple(float(r.get(key)) for key in ("x", "y", "width", "height")) for r in svg.iter("{*}rect")
        ]
        for at, (x, y, w, h) in enumerate(boxes):
            for x2, y2, w2, h2 in boxes[at + 1 :]:
                assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_the_same_model_gives_the_same_bytes(pages, tmp_path):
    """A second run writes the very same files."""
    write(tmp_path)
    first = {p.relative_to(pages): p.read_bytes() for p in pages.rglob("*") if p.is_file()}
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == first


def test_markup_in_texts_stays_text(read):
    """No page has an element that a text brought along."""
    assert {e.tag for page in read.values() for e in page.iter() if isinstance(e.tag, str)} <= ALLOWED


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
def test_pages_open_without_error_and_fit_a_phone(pages):
    """In a browser nothing is logged or asked for, and no page is wider than a small screen."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 375, "height": 700})
        told, asked = [], []
        page.on("console", lambda message: told.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "led-Paradox-class.en.html", "query-paradoxes.html"):
            page.goto((pages / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
        browser.close()
    assert told == []
    assert not [url for url in asked if not re.match(r"file://", url)]
