"""The picture works offline in a real browser, shows the exact words, and lets no text run."""

import math
import os
import re
import shutil
from pathlib import Path

import pytest
from helpers_graphs import hostile_graph

from exports.layout import lay_out
from exports.lookup import Lookup
from exports.picture import draw, page
from exports.projection import kinds, project
from exports.selection import select
from graph_build import store
from graph_build.errors import UsageError

WAIT = 20_000
"""Milliseconds after which a page that shows nothing has failed."""


@pytest.fixture(scope="module")
def graph(corpus_graph):
    """The graph of the corpus."""
    return corpus_graph


@pytest.fixture(scope="module")
def projection(graph):
    """All that the corpus graph's picture can show."""
    return project(Lookup(store.open_store(graph)))


@pytest.fixture(scope="module")
def picture(graph, tmp_path_factory):
    """The picture of the whole corpus."""
    return draw(graph, tmp_path_factory.mktemp("page") / "picture.html")


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium that can reach no host."""
    chromium = os.environ.get("LEDELSESGRAF_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no Chromium found: install it, or name it in LEDELSESGRAF_CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"]
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


class Visit:
    """A page opened in the browser, with every request it made and all that went wrong in it."""

    def __init__(self, browser, path, width=1440, height=900):
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.requests, self.errors = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.goto(path.resolve().as_uri())
        self.page.wait_for_selector("body[data-drawn]", timeout=WAIT)

    def _hear(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def run(self, script):
        """Give what a script gives in the page."""
        return self.page.evaluate(script)

    def click_node(self, iri):
        """Click a node where it stands on the screen, as a reader does."""
        at = self.page.evaluate(
            "(id) => { const on = network.canvasToDOM(network.getPosition(id));"
            " const box = document.getElementById('mynetwork').getBoundingClientRect();"
            " return [box.left + on.x, box.top + on.y]; }",
            iri,
        )
        self.page.mouse.click(*at)

    def shown(self):
        """Give the IRIs of what is not hidden."""
        return set(self.run("nodes.get().filter((node) => !node.hidden).map((node) => node.id)"))


@pytest.fixture
def visit(browser, picture):
    """The picture of the corpus, opened anew."""
    visited = Visit(browser, picture)
    yield visited
    visited.page.close()


@pytest.fixture
def hostile(browser, tmp_path):
    """The picture of a graph whose texts try to run, opened."""
    visited = Visit(browser, draw(hostile_graph(tmp_path / "graph"), tmp_path / "hostile.html"))
    yield visited
    visited.page.close()


def first(projection, kind):
    """Give the first thing of a kind that has words of its own."""
    return next(node for node in projection.nodes if node.kind == kind and node.evidence)


def test_the_whole_corpus_is_drawn_with_no_request(visit, projection, picture):
    """The one file draws every thing with every host out of reach, asks for nothing, and errs nowhere."""
    assert visit.requests == [picture.resolve().as_uri()]
    assert visit.errors == []
    assert visit.shown() == {node.iri for node in projection.nodes}
    assert visit.run("edges.length") == len(projection.links)
    assert visit.run(
        "(() => { const c = document.querySelector('canvas'); const seen = new Set();"
        " const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        " for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);"
        " return seen.size; })()"
    ) > len(kinds())


def test_the_picture_stands_still_within_three_seconds(browser, picture):
    """It is drawn in under three seconds, and nothing moves after that."""
    visited = Visit(browser, picture)
    drawn = float(visited.page.get_attribute("body", "data-drawn"))
    before = visited.run("network.getPositions()")
    visited.page.wait_for_timeout(700)
    assert drawn < 3000
    assert visited.run("network.getPositions()") == before
    visited.page.close()


def test_labels_are_many_and_lie_apart(visit):
    """At the first sight at least 25 names can be read, and none but a document's covers another."""
    visit.page.wait_for_timeout(200)
    labels = visit.run("state.labels.map(({ id, box }) => [drawn.get(id).kind, box])")
    assert len(labels) >= 25
    boxes = [box for kind, box in labels if kind != "document"]
    pairs = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]]
    assert not [1 for a, b in pairs if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]]


def test_a_phone_held_upright_is_filled_and_its_labels_can_be_read(browser, picture):
    """On a tall screen the picture stands upright; most documents are named, no label is cut."""
    phone = Visit(browser, picture, 390, 844)
    phone.page.wait_for_timeout(200)
    labels = phone.run("state.labels.map(({ id, box }) => [drawn.get(id).kind, box])")
    boxes = [box for _, box in labels]
    assert [kind for kind, _ in labels].count("document") > phone.run("picture.documents.length") / 2
    assert min(box[0] for box in boxes) >= 0 and max(box[2] for box in boxes) <= 390
    pairs = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]]
    assert not [1 for a, b in pairs if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]]
    high = phone.run(
        "(() => { const at = Object.values(network.getPositions()).map(({ y }) => y);"
        " return (Math.max(...at) - Math.min(...at)) * network.getScale(); })()"
    )
    assert high > 400
    assert phone.errors == []
    phone.page.close()


@pytest.mark.parametrize("kind", ["paradox", "recommendation", "person"])
def test_a_click_shows_the_words_and_where_they_stand(visit, projection, kind):
    """Clicking a thing shows its exact words, their document, the rule that found them and how sure it is."""
    node = first(projection, kind)
    documents = {each.iri: each.label for each in projection.nodes if each.kind == "document"}
    visit.run(
        f"network.moveTo({{ position: network.getPosition('{node.iri}'), scale: 1, animation: false }})"
    )
    visit.click_node(node.iri)
    visit.page.wait_for_selector("#panel:not([hidden]) blockquote")
    quoted = node.evidence[0]
    assert visit.page.inner_text("#panel-title") == node.label
    assert visit.page.inner_text("#panel blockquote .quote >> nth=0") == quoted.quote
    assert documents[quoted.document] in visit.page.inner_text("#panel blockquote .source >> nth=0")
    rule = visit.page.inner_text("#panel blockquote .rule >> nth=0")
    assert quoted.rule in rule
    assert f"{math.floor(quoted.confidence * 100 + 0.5)} %" in rule


def test_the_panel_names_the_voice(hostile):
    """A statement's panel names who said it and the heading it stands under."""
    hostile.run("choose('https://ledelsesgraf.example/id/statement/1')")
    assert hostile.page.inner_text("#panel .voice") == "Sagt af: Ærø <b>Ond</b>"
    assert "</title></style>" in hostile.page.inner_text("#panel .source")


def test_the_panel_leads_on_to_neighbours(visit, projection):
    """A click on a theme or a linked thing in the panel goes to that thing."""
    every = {node.iri: node for node in projection.nodes}
    start = next(node for node in projection.nodes if node.kind == "recommendation" and node.themes)
    visit.run(f"choose('{start.iri}')")
    visit.page.click("#panel .chips button >> nth=0")
    theme = visit.run("state.chosen")
    assert theme in start.themes
    assert visit.page.inner_text("#panel-title") == every[theme].label
    visit.page.click("#panel .links button >> nth=0")
    linked = {
        end
        for link in projection.links
        if theme in (link.source, link.target)
        for end in (link.source, link.target)
    }
    assert visit.run("state.chosen") in linked - {theme}


def test_filters_by_kind_document_and_theme(visit, projection):
    """Each filter leaves what it says and hides the rest, and one button brings all back."""
    every = {node.iri: node for node in projection.nodes}
    visit.page.click("#kinds label:has-text('Anbefalinger')")
    assert visit.shown() == {iri for iri, node in every.items() if node.kind != "recommendation"}
    visit.page.click("#reset")
    assert visit.shown() == set(every)
    documents = sorted({document for node in projection.nodes for document in node.documents})
    for title in visit.page.locator("#documents label").all()[1:]:
        title.click()
    said = {
        every[iri].documents for iri in visit.shown() if every[iri].kind in ("recommendation", "question")
    }
    assert said == {(documents[0],)}
    visit.page.click("#reset")
    visit.page.click("#themes label:has-text('Krydspres')")
    theme = next(node.iri for node in projection.nodes if node.kind == "theme" and node.label == "Krydspres")
    assert {iri for iri in visit.shown() if every[iri].kind == "recommendation"} == {
        iri for iri, node in every.items() if node.kind == "recommendation" and theme in node.themes
    }


def test_search_suggests_and_goes_there(visit, projection):
    """Typing part of a name, without its Danish letters, suggests it; Enter goes to it."""
    person = next(node for node in projection.nodes if node.kind == "person" and "ø" in node.label)
    visit.page.fill("#search", person.label.split()[0].lower())
    assert person.label in visit.page.inner_text("#suggestions")
    visit.page.fill("#search", person.label.replace("ø", "oe").replace("å", "aa").upper())
    visit.page.press("#search", "Enter")
    assert visit.run("state.chosen") == person.iri
    assert visit.page.inner_text("#panel-title") == person.label
    visit.page.fill("#search", "qxzzy")
    assert visit.page.inner_text("#suggestions") == "Intet fundet"


def test_focus_shows_the_surroundings_as_the_command_does(visit, projection):
    """Focusing in the page leaves the same things as drawing with that focus and depth."""
    node = first(projection, "paradox")
    visit.run(f"choose('{node.iri}')")
    visit.page.click("#panel .actions button >> nth=0")
    for depth in (2, 1, 3):
        visit.run(f"focusOn('{node.iri}', {depth})")
        assert visit.shown() == {n.iri for n in select(projection, focus=node.iri, depth=depth).nodes}
    visit.page.click("#unfocus")
    assert len(visit.shown()) == len(projection.nodes)


def test_the_keyboard_suffices(visit):
    """A reader without a mouse goes from thing to thing, reads, searches and closes."""
    visit.page.focus("#mynetwork")
    visit.page.keyboard.press("ArrowRight")
    one = visit.run("state.chosen")
    visit.page.keyboard.press("ArrowRight")
    two = visit.run("state.chosen")
    assert one and two and one != two
    visit.page.keyboard.press("Enter")
    assert visit.run("document.activeElement.id") == "panel"
    visit.page.keyboard.press("Escape")
    assert visit.run("state.chosen") is None
    visit.page.keyboard.press("/")
    assert visit.run("document.activeElement.id") == "search"
    visit.page.keyboard.type("ledelse")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    assert visit.page.is_visible("#panel-title")


def test_the_list_gives_the_same_as_text(visit, projection):
    """Shown as a list, every visible thing is there as a button that opens its panel."""
    visit.page.click("#as-list")
    assert visit.page.locator("#list li button").count() == len(projection.nodes)
    person = first(projection, "person")
    visit.page.click("#list summary:has-text('Personer')")
    visit.page.click(f"#list button:has-text('{person.label}')")
    assert visit.page.inner_text("#panel-title") == person.label


def test_the_page_speaks_danish_and_english(visit):
    """One button turns labels, help and themes to English, and the page's language with them."""
    assert visit.run("document.documentElement.lang") == "da"
    assert "Anbefalinger" in visit.page.inner_text("#kinds")
    visit.page.click("[data-language=en]")
    assert visit.run("document.documentElement.lang") == "en"
    assert "Recommendations" in visit.page.inner_text("#kinds")
    assert "Cross-pressure" in visit.page.inner_text("#themes")
    assert not re.search(r"undefined|null", visit.page.inner_text("body"))


def test_hostile_texts_do_not_run(hostile):
    """Markup in every place that document text reaches stays text: seen, searched, hovered and listed."""
    page = hostile.page
    for iri in hostile.shown():
        hostile.run(f"choose({iri!r}, {{ move: true }})")
        hostile.click_node(iri)
        page.mouse.move(720, 460)
    for text in ("<script>", "<img", "=cmd", "ond"):
        page.fill("#search", text)
    page.click("[data-language=en]")
    page.click("#as-list")
    page.wait_for_timeout(300)
    assert page.title() == "Ledelsesgraf"
    assert page.locator("img, iframe, svg[onload]").count() == 0
    assert len(hostile.requests) == 1
    assert hostile.errors == []


def test_hostile_texts_are_shown_as_they_stand(hostile):
    """The panel gives the exact words, marks and all, so a reader sees what the document says."""
    hostile.run("choose('https://ledelsesgraf.example/id/statement/1')")
    panel = hostile.page.inner_text("#panel")
    for said in (
        "<img src=x onerror=",
        "</script><script>document.title='PWNED'</script>",
        "<iframe srcdoc=",
    ):
        assert said in panel


def test_no_other_script_may_run(hostile):
    """Even markup that got into the page could not run: its policy names the page's own scripts alone."""
    hostile.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    hostile.run(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'document.title=2' }))"
    )
    hostile.page.wait_for_timeout(300)
    assert hostile.page.title() == "Ledelsesgraf"
    assert any("Content Security Policy" in error for error in hostile.errors)


def test_the_page_is_whole_html(picture):
    """It has a doctype, a language and a title, and names no address to fetch anything from."""
    html = picture.read_text(encoding="utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="da">')
    assert "<title>Ledelsesgraf</title>" in html
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", markup)


def test_things_have_room(projection):
    """No two things of one region stand on each other."""
    layout = lay_out(projection)
    places = [(*layout.positions[node.iri], layout.sizes[node.iri]) for node in projection.nodes]
    near = [
        1
        for at, (x, y, size) in enumerate(places)
        for x2, y2, size2 in places[at + 1 :]
        if (x - x2) ** 2 + (y - y2) ** 2 < (0.5 * (size + size2)) ** 2
    ]
    assert len(near) <= len(places) // 50


def test_parts_of_the_graph_can_be_drawn(projection):
    """Themes, documents and kinds each keep what they name, and together what meets all of them."""
    paradoxes = select(projection, kinds=["Paradokser", "pole"])
    assert {node.kind for node in paradoxes.nodes} == {"paradox", "pole"}
    document = next(node for node in projection.nodes if node.kind == "document")
    one = select(projection, documents=[document.name])
    assert all(document.iri in node.documents for node in one.nodes)
    themed = select(projection, themes=["styring"], kinds=["recommendation"])
    under = {
        link.source
        for link in projection.links
        if link.relation == "broader" and link.target.endswith("/styring")
    }
    assert themed.nodes
    assert all(
        set(node.themes) & under or any(t.endswith("/styring") for t in node.themes) for node in themed.nodes
    )
    assert set(themed.nodes) < set(select(projection, kinds=["recommendation"]).nodes)


def test_a_picture_of_one_thing_alone_can_be_drawn(projection):
    """The smallest part, a single thing without links, still gives a page."""
    person = first(projection, "person")
    assert person.label in page(select(projection, focus=person.iri, depth=1, kinds=["person"]), projection)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"focus": "Nils Aagesen"}, r"unknown focus 'Nils Aagesen'; .* the nearest are: .*Niels Ågesen"),
        ({"themes": ["styrring"]}, r"unknown theme 'styrring'; .* the nearest are: .*styring"),
        ({"documents": ["8-moede"]}, r"unknown document '8-moede'; the graph has: .*7-moede-referat"),
        ({"kinds": ["paradoxx"]}, r"unknown kind 'paradoxx'; there are: .*paradox"),
        ({"depth": 2}, "depth 2: give a whole number from 1, and the focus"),
        ({"focus": "Niels Ågesen", "depth": 0}, "depth 0: give a whole number from 1"),
        ({"documents": ["lejre-moede"], "kinds": ["answer"]}, "no thing meets all these conditions"),
    ],
)
def test_unknown_names_are_answered_with_what_exists(projection, wish, said):
    """A name that is not in the graph gives one line with the nearest that are."""
    with pytest.raises(UsageError, match=said) as caught:
        select(projection, **wish)
    assert "\n" not in str(caught.value)


def test_a_page_is_written_whole_or_not_at_all(small_graph, tmp_path):
    """A place that cannot be written is named, and nothing is left behind."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        draw(small_graph, tmp_path / "file" / "picture.html")
    assert [path.name for path in Path(tmp_path).iterdir()] == ["file"]
