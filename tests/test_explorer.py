"""The explorer in a real browser: the journeys of a reader, and that every mark is right to the character."""

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
from helpers_explorer import keep, needs_program, serious, sideways, to, visiting
from helpers_web import serving

from graph_build import store

BASE = "https://ledelsesgraf.example/"
PAGES = [
    "#/",
    "#/paradokser",
    "#/paradokser?visning=matrix",
    "#/paradokser/{paradox}",
    "#/anbefalinger",
    "#/soeg?q=tillid",
    "#/soeg?q=findesikke",
    "#/aktoerer",
    "#/aktoerer/group/topledere",
    "#/begivenheder/{event}",
    "#/temaer",
    "#/temaer?visning=stemmer",
    "#/temaer/tillid",
    "#/dokumenter",
    "#/laes/{document}?udsagn={statement}",
    "#/sammenlign",
    "#/samling?u={statement}",
    "#/graf",
    "#/findesikke",
]
LAYERS = ["pole-a", "pole-b", "paradox", "recommendation", "question", "answer", "decision", "figure"]
LAYERS += ["person", "organisation", "group", "theme"]
PREFIXES = """PREFIX led: <https://ledelsesgraf.example/model/core/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def server(server):
    needs_program()
    return server


@pytest.fixture(scope="module")
def opened(server, browser):
    """A wide page that several tests go about in."""
    with visiting(
        browser, f"{server.url}/explorer/", permissions=["clipboard-read", "clipboard-write"]
    ) as page:
        yield page


@pytest.fixture(autouse=True)
def kept(request):
    """What the shared page shows when a journey on it ends, kept for looking at."""
    yield
    if "opened" in request.fixturenames:
        keep(request.getfixturevalue("opened"))


def asked(server, query):
    """Give a query's rows as dictionaries of words."""
    found = server.ask(PREFIXES + query).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.fixture(scope="module")
def places(server):
    """Names of things that there is a page for."""
    rows = asked(
        server,
        "SELECT ?paradox ?statement ?document ?event WHERE { ?statement led:expresses ?paradox ;"
        " led:inDocument ?document ; led:voicedAt ?event } ORDER BY ?statement LIMIT 1",
    )
    return {name: iri.rsplit("/", 1)[1] for name, iri in rows[0].items()}


def text_of(page, selector):
    return re.sub(r"\s+", " ", page.locator(selector).first.inner_text()).strip()


def test_a_paradox_and_its_words_are_found_from_the_first_page(server, opened):
    """From the first page, two clicks lead to a paradox and to its exact words, each pole in its colour."""
    to(opened, "#/")
    opened.locator(".paradox-card a.cover").first.click()
    opened.wait_for_selector(".paradox-page")
    quote = text_of(opened, ".quote")
    poles = [re.sub(r"\s+", " ", one) for one in opened.locator(".poles.large .words").all_inner_texts()]
    assert len(poles) == 2
    opened.get_by_role("link", name="Læs stedet i teksten").first.click()
    opened.wait_for_selector(".text .chosen-mark")
    chosen = opened.locator(".text .chosen-mark").all_inner_texts()
    assert re.sub(r"\s+", " ", "".join(chosen)).strip() == quote
    shown = opened.evaluate(
        "[...document.querySelectorAll('.text .chosen-mark')]"
        ".every(one => { const b = one.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight })"
    )
    assert shown
    for side, pole in zip("ab", poles, strict=True):
        words = "".join(opened.locator(f".text .chosen-mark.l-pole-{side}").all_inner_texts())
        assert re.sub(r"\s+", " ", words).strip().casefold() == pole.casefold()
    panel = opened.locator(".panel")
    panel.get_by_text("Hvorfor?").first.click()
    panel.locator("code").first.wait_for()
    assert re.search(r"paradoxes\.[a-z-]+", panel.inner_text())
    assert re.search(r"\d+ %", panel.inner_text())


def test_theme_names_are_divided_where_compounds_are_joined(opened):
    """A theme's name that is wider than its circle goes on in the next line as a Dane divides it."""
    to(opened, "#/")
    lines = opened.locator(".thememap .names text").all_text_contents()
    broken = {lines[at] + lines[at + 1] for at in range(len(lines) - 1) if lines[at].endswith("-")}
    assert {"Ledelses-udvikling", "Borger-perspektiv", "Kerne-opgaven"} <= broken


def test_a_decision_tells_who_acts(opened):
    """Who is to act on a decision stands under it, and leads to that one."""
    to(opened, "#/soeg?slags=decision")
    decision = opened.locator("article.statement", has_text="Alfred Josefsen arbejder").first
    assert "udføres af Alfred Josefsen" in text_of(decision, ".source")
    decision.get_by_role("link", name="Alfred Josefsen", exact=True).click()
    opened.wait_for_selector("h1:has-text('Alfred Josefsen')")
    assert "Alfred Josefsen arbejder" in text_of(opened, "#tasks")


def test_two_groups_of_leaders_are_compared(server, opened):
    """Two groups stand side by side with the graph's counts, and on a theme in their own words."""
    to(opened, "#/sammenlign")
    first, second = opened.locator(".picker select").all()
    first.select_option("id/group/topledere")
    second.select_option("id/group/institutions-og-driftsledere")
    counts = {
        row["voice"].rsplit("/", 1)[1]: int(row["n"])
        for row in asked(
            server,
            "SELECT ?voice (COUNT(?s) AS ?n) WHERE { ?s a led:Recommendation ; prov:wasAttributedTo ?voice }"
            " GROUP BY ?voice",
        )
    }
    row = opened.locator(".versus tr", has_text="Anbefalinger").first
    assert row.locator("td").all_inner_texts() == [
        str(counts["topledere"]),
        str(counts["institutions-og-driftsledere"]),
    ]
    theme = opened.locator(".bars-face th a").first
    name = theme.inner_text()
    theme.click()
    opened.get_by_role("heading", name=f"Om {name}").wait_for()
    chips = opened.locator(".face-to-face .statement").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('.chips a')].map(a => a.textContent))"
    )
    assert chips
    assert all(name in one for one in chips)


@pytest.mark.parametrize("view", ["stemmer", "dokumenter"])
def test_a_cell_of_themes_by_voices_or_documents_leads_to_what_it_counts(opened, view):
    """Every number in the table of themes by voices or documents is that of the statements it leads to."""
    to(opened, f"#/temaer?visning={view}")
    opened.wait_for_selector(f".tabs [aria-pressed=true]:has-text('Efter {view[:-2]}')")
    cells = opened.evaluate(
        "[...document.querySelectorAll('.cross td a')].map(one => [one.hash, Number(one.textContent)])"
    )
    assert len(cells) > 20
    for hash_, count in cells[:: len(cells) // 4]:
        to(opened, hash_)
        opened.wait_for_function(
            "count => document.querySelector('.many')?.textContent === count", arg=f"{count} udsagn"
        )


def test_a_person_is_followed(server, opened):
    """Search suggests a person, whose page tells where they took part, and leads to meeting and text."""
    to(opened, "#/")
    opened.get_by_role("combobox").fill("emma wint")
    opened.get_by_role("option", name="Emma Winther").first.click()
    opened.wait_for_selector("h1:has-text('Emma Winther')")
    opened.locator("section", has_text="Deltog").get_by_role("link", name="Netværksmøde i KL").first.click()
    opened.wait_for_selector("h1:has-text('etværksmøde')")
    assert "Emma Winther" in opened.locator("main").inner_text()
    opened.locator("main").get_by_role("link", name="HR 98").click()
    opened.wait_for_selector(".text .mark")
    assert "#/laes/hr98-netvaerksmoede" in opened.url


def test_a_link_brings_another_reader_to_the_same_place(server, browser, opened):
    """What is chosen stands in the address, and another reader who opens it sees the same."""
    to(opened, "#/soeg")
    opened.locator(".facets label", has_text="Anbefalinger").click()
    opened.locator(".facets label", has_text="Topledere").first.click()
    opened.locator(".pick select").select_option("tema")
    told = [text_of(opened, ".many"), opened.locator(".chosen button").all_inner_texts()]
    opened.get_by_role("button", name="Kopiér link").click()
    opened.get_by_text("Linket er kopieret").wait_for()
    link = opened.evaluate("navigator.clipboard.readText()")
    with visiting(browser, link) as other:
        assert [text_of(other, ".many"), other.locator(".chosen button").all_inner_texts()] == told
        assert other.locator(".group h2").all_inner_texts() == opened.locator(".group h2").all_inner_texts()


def test_the_language_is_the_browsers_until_it_is_chosen(server, browser, places):
    """An English browser gets English on every page; what is chosen instead holds when one comes back."""
    with visiting(browser, f"{server.url}/explorer/", language="en-GB") as page:
        assert page.evaluate("document.documentElement.lang") == "en"
        danish = re.compile(r"\b(Anbefalinger|Aktører|Dokumenter|Spørgsmål|Hvorfor|Stemmer|Paradokser)\b")
        for hash_ in PAGES:
            to(page, hash_.format(**places))
            words = page.locator("header.top, h1, h2, .actions, .facets legend, footer").all_inner_texts()
            assert not danish.search("\n".join(words)), (hash_, words)
        page.get_by_role("button", name="Dansk").click()
        page.reload()
        page.wait_for_selector("h1")
        assert page.evaluate("document.documentElement.lang") == "da"


def test_all_of_it_is_reached_by_keyboard(server, browser):
    """With keys alone one searches, opens a theme, a statement in its text, and a mark; focus is seen."""
    with visiting(browser, f"{server.url}/explorer/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
                break
        page.keyboard.type("tilli")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Tillid')")
        assert page.evaluate("document.activeElement.id") == "main"
        reached = _tab_to(page, ".statement blockquote a")
        assert reached["outline"] not in ("none", "")
        page.keyboard.press("Enter")
        page.wait_for_selector(".text .chosen-mark")
        _tab_to(page, ".text a.mark:not(.chosen-mark)")
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_function("before => location.href !== before", arg=before)
        assert "sted=" in page.url
        page.wait_for_selector(".panel")


def _tab_to(page, selector):
    for _ in range(150):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "wanted => document.activeElement.matches(wanted) &&"
            " { outline: getComputedStyle(document.activeElement).outlineStyle }",
            selector,
        )
        if found:
            return found
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_it_fits_a_phone(server, browser, places):
    """On a phone no page is wider than the screen, the menu opens, and what a mark says rises from below."""
    with visiting(browser, f"{server.url}/explorer/", "phone", has_touch=True) as page:
        for hash_ in PAGES:
            to(page, hash_.format(**places))
            assert sideways(page) <= 0, hash_
        to(page, "#/")
        page.get_by_role("button", name="Menu").tap()
        page.get_by_role("navigation").get_by_role("link", name="Dokumenter").tap()
        page.wait_for_selector("h1:has-text('Dokumenter')")
        to(page, "#/laes/lejre-moede")
        page.locator(".text a.mark").first.tap()
        box = page.locator(".panel").bounding_box()
        assert box["y"] > 844 * 0.4
        assert box["y"] + box["height"] <= 844


def test_a_hostile_document_is_only_shown(browser, tmp_path):
    """Markup in a document's words is text on every page: nothing of it runs, and its marks still fit."""
    needs_program()
    from graph_build.pipeline import build

    folder = tmp_path / "documents"
    folder.mkdir()
    evil = "<img src=x onerror=alert(1)>"
    (folder / "ond.md").write_text(
        f"# {evil}</script><script>alert(2)</script> 🙂\n\n"
        f"Deltagere: Emma Winther {evil} og Bent Olsen.\n\n"
        f"Topledere skal 🙂 styrke tilliden {evil} og samtidig holde styringen \u2028.\n\n"
        "Hvordan sikrer vi 🙂 både tillid og styring?\n\n"
        "- Lederne bør tale med borgerne 🙂 javascript:alert(3).\n",
        encoding="utf-8",
    )
    build([folder], tmp_path / "graph")
    with (
        serving("--graph", tmp_path / "graph") as server,
        visiting(browser, f"{server.url}/explorer/") as page,
    ):
        for hash_ in (
            "#/",
            "#/dokumenter",
            "#/soeg",
            "#/aktoerer",
            "#/anbefalinger?grupper=adressat",
            "#/graf",
        ):
            to(page, hash_)
        assert page.locator("img[src=x], main script").count() == 0
        to(page, "#/soeg?q=%3Cimg%20src=x%20onerror=alert(4)%3E")
        assert page.locator("img").count() == 0
        to(
            page,
            "#/laes/ond?lag=person,organisation,group,theme,question,answer,recommendation,pole-a,pole-b",
        )
        page.wait_for_selector(".text .mark")
        assert evil in page.locator(".text").inner_text() or "onerror" in page.locator(".text").inner_text()
        text = next(iter(store.texts_of(tmp_path / "graph").values()))
        assert _marked(page, server, f"{BASE}id/document/ond", text)


def test_every_mark_is_right_to_the_character(server, opened, corpus_graph):
    """In every document the marks cover exactly the passages that the graph names."""
    texts = store.texts_of(corpus_graph)
    for iri, text in texts.items():
        name = iri.rsplit("/", 1)[1]
        to(opened, f"#/laes/{name}?lag={','.join(LAYERS)}")
        opened.wait_for_selector(".text .mark")
        assert _marked(opened, server, f"{BASE}id/document/{name}", text) > 20


def _marked(page, server, document, text):
    """Check the pieces on a page against a document's passages; give how many passages there are."""
    wide = text.encode("utf-16-le")
    pieces = page.locator(".text .mark").evaluate_all(
        "all => all.map(one => [+one.dataset.start, +one.dataset.end, one.textContent])"
    )
    covered = set()
    for start, end, words in pieces:
        assert wide[2 * start : 2 * end].decode("utf-16-le") == words
        covered.update(range(start, end))
    blocks = page.locator(".text [id^=b]").evaluate_all(
        "all => all.map(one => [+one.dataset.start, +one.dataset.end])"
    )
    within = {at for start, end in blocks for at in range(start, end)}
    rows = asked(
        server,
        f"SELECT DISTINCT ?start ?end WHERE {{ ?source led:inDocument <{document}> ;"
        " prov:wasQuotedFrom ?passage ; a ?class . VALUES ?class { led:Statement led:Mention }"
        " ?passage oa:hasSelector ?selector ."
        " ?selector oa:start ?start ; oa:end ?end }",
    )
    units = [0]
    for sign in text:
        units.append(units[-1] + (2 if ord(sign) > 0xFFFF else 1))
    passages = {at for row in rows for at in range(units[int(row["start"])], units[int(row["end"])])}
    assert covered == passages & within
    lost = "".join(
        wide[2 * at : 2 * at + 2].decode("utf-16-le", "ignore") for at in sorted(passages - within)
    )
    assert not re.search(r"\w", lost), lost
    edges = {edge for start, end, _ in pieces for edge in (start, end)}
    assert {units[int(row[edge])] for row in rows for edge in ("start", "end")} - edges <= set(
        range(len(units))
    ) - within
    return len(rows)


def test_the_query_that_is_shown_gives_what_the_page_shows(server, opened):
    """On a list, the SPARQL behind it finds as many statements as the page counts."""
    for hash_ in (
        "#/soeg?slags=question&tema=concept/theme/styring",
        "#/anbefalinger?stemme=id/group/topledere&modalitet=concept/modality/must",
        "#/soeg?dato=2017-11&slags=recommendation&slags=answer",
        "#/soeg?doktype=concept/document-kind/minutes",
    ):
        to(opened, hash_)
        count = int(re.search(r"\d+", text_of(opened, ".many"))[0])
        if not opened.locator(".sparql pre").count():
            opened.get_by_role("button", name="Vis SPARQL").click()
        query = opened.locator(".sparql pre").inner_text()
        found = server.ask(query).json()["results"]["bindings"]
        assert len(found) == count > 0, query
        assert opened.get_by_role("link", name="Åbn og kør den").get_attribute("href").startswith("../query?")


def test_the_graph_shows_its_query(server, opened):
    """Under the graph stands the SPARQL of its map, and of a thing that is chosen; both find something."""
    for hash_ in ("#/graf", "#/graf?focus=concept/theme/styring"):
        to(opened, hash_)
        opened.get_by_role("button", name="Vis SPARQL").click()
        query = opened.locator(".sparql pre").inner_text()
        assert server.ask(query).json()["results"]["bindings"]
        assert ("styring" in query) == ("focus" in hash_)
        to(opened, "#/")


def test_what_is_listed_can_be_taken_away(server, opened, corpus_graph):
    """A list is downloaded as CSV, JSON and Turtle that hold what is listed, a drawing as SVG and PNG."""
    to(opened, "#/anbefalinger?stemme=id/group/topledere")
    count = int(re.search(r"\d+", text_of(opened, ".many"))[0])
    rows = list(csv.DictReader(io.StringIO(_taken(opened, "CSV").decode("utf-8-sig"))))
    assert len(rows) == count
    assert len(json.loads(_taken(opened, "JSON"))) == count
    triples = {quad.triple for quad in ox.parse(_taken(opened, "Turtle"), format=ox.RdfFormat.TURTLE)}
    assert triples <= {quad.triple for quad in store.open_store(corpus_graph)}
    assert {one.subject.value for one in triples} == {row["iri"] for row in rows}
    to(opened, "#/temaer")
    assert b"<svg" in _taken(opened, "SVG")
    assert _taken(opened, "PNG").startswith(b"\x89PNG")


def _taken(page, kind):
    if not page.locator(".menu[open]").count():
        page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.locator(".menu .choices button", has_text=kind).click()
    return waiting.value.path().read_bytes()


def test_a_server_that_is_gone_is_told_of_and_come_back_to(browser, small_graph):
    """When the server ends, what was loaded still works, the rest says so, and trying again mends it."""
    needs_program()
    with serving("--graph", small_graph) as server:
        context = browser.new_context(locale="da-DK")
        page = context.new_page()
        page.goto(f"{server.url}/explorer/", timeout=90_000)
        page.wait_for_selector("h1")
    page.evaluate("location.hash = '#/paradokser'")
    page.wait_for_selector(".paradox-card")
    page.evaluate("location.hash = '#/laes/lejre-moede'")
    page.get_by_text("Dataene kan ikke hentes").wait_for()
    with serving("--graph", small_graph, port=server.port):
        page.get_by_role("button", name="Prøv igen").click()
        page.wait_for_selector(".text .mark", timeout=90_000)
    context.close()


def test_a_page_waits_while_the_data_of_many_documents_is_made(server, browser):
    """A server that is still making its data is asked again, and the page then opens by itself."""
    refused = []

    def not_yet(route):
        if len(refused) < 3:
            refused.append(route.request.url)
            route.fulfill(status=503, headers={"Retry-After": "0"}, body="")
        else:
            route.continue_()

    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    page.route("**/data/index.js", not_yet)
    page.goto(f"{server.url}/explorer/")
    page.wait_for_selector(".paradox-card", timeout=90_000)
    assert len(refused) == 3
    context.close()


@pytest.mark.parametrize(
    ("dark", "size"),
    [(False, "wide"), pytest.param(True, "phone", marks=pytest.mark.thorough)],
    ids=["light", "dark-phone"],
)
def test_no_page_shuts_anyone_out(server, browser, places, dark, size):
    """Axe finds nothing serious against WCAG 2.2 AA on any page, in light and dark."""
    with visiting(browser, f"{server.url}/explorer/", size, dark=dark) as page:
        for hash_ in PAGES:
            to(page, hash_.format(**places))
            assert serious(page) == {}, hash_


def test_the_static_edition_opens_from_a_folder_with_the_network_off(browser, site, places):
    """Plain files show every page without a server, and the browser asks for nothing but those files."""
    context = browser.new_context(locale="da-DK", offline=True)
    page = context.new_page()
    requests, wrong = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("h1")
    for hash_ in PAGES:
        to(page, hash_.format(**places))
    to(page, "#/laes/digital-stafet")
    page.wait_for_selector(".text .mark")
    assert wrong == []
    assert [
        url for url in requests if not url.startswith(site.as_uri()) and not url.startswith("data:")
    ] == []
    assert page.locator("a[href^='http']").count() == 0
    context.close()


def test_the_plain_pages_and_the_explorer_lead_to_each_other(server, opened):
    """The first page is the explorer, which links to the data, and the data's pages link back."""
    assert server.get("/").headers["location"] == "/explorer/"
    assert "explorer/" in server.get("/data", "text/html").text
    to(opened, "#/")
    opened.get_by_role("contentinfo").get_by_role("link", name="Som data").click()
    opened.wait_for_selector("a[href='/explorer/']")
    opened.go_back()
    opened.wait_for_selector("main h1")


def test_without_its_program_the_server_says_so_and_shows_its_plain_pages(small_graph, tmp_path):
    """Where the explorer is not built, one line says what to do, and the first page is the plain one."""
    with serving("--graph", small_graph, LEDELSESGRAF_EXPLORER=str(tmp_path)) as server:
        assert server.get("/", "text/html").status_code == 200
        assert server.get("/explorer/").status_code == 404
    assert any("make explorer" in line for line in server.log)
