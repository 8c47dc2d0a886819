"""The graph view opens large graphs, is led by keyboard, tells its paths, and runs no text as markup."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, unquote

import numpy as np
import pytest
from helpers_explorer import chromium_path
from helpers_graphs import ROOT, hostile_graph

from exports.explorer_data.positions import place
from exports.formats import export
from exports.nearness import close_pairs

WAIT = 20_000
"""Milliseconds after which a page that shows nothing has failed."""


@pytest.fixture(scope="module")
def data(site):
    """What the graph view is given."""
    return read(site)


def read(site):
    """Give the graph's data out of its script."""
    script = (site / "data" / "graph.js").read_text(encoding="utf-8")
    return json.loads(json.loads(script[script.index("JSON.parse(") + 11 : script.rindex("))")]))


class Visit:
    """The graph view opened in a browser, with all that went wrong in it."""

    def __init__(self, browser, site, parameters="", *, language="da-DK", wait=WAIT):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=language)
        self.page = context.new_page()
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.goto((site / "index.html").as_uri() + "#/graf" + parameters)
        self.page.wait_for_selector(".gv-canvas[data-drawn]", timeout=wait)

    def close(self):
        """Close it."""
        self.page.context.close()

    def state(self):
        """Give the address' parameters."""
        query = self.page.url.partition("#")[2].partition("?")[2]
        return parse_qs(query)

    def announced(self):
        """Give what somebody who cannot see was told last."""
        return self.page.text_content(".gv-live")

    def listed(self):
        """Give name and kind of what is shown, as the table has it."""
        self.page.get_by_role("tab", name="Liste").click()
        rows = self.page.locator(".gv-table tbody tr")
        return [tuple(cell.strip() for cell in row.split("\t")[:2]) for row in rows.all_inner_texts()]


@pytest.fixture
def visit(browser, site):
    """Opens the corpus' graph view; all are closed at the end and may have erred nowhere."""
    opened = []

    def start(parameters="", **more):
        opened.append(Visit(browser, site, parameters, **more))
        return opened[-1]

    yield start
    for one in opened:
        assert one.errors == []
        one.close()


def neighbours(data, number):
    """Give the numbers of the nodes that the graph links with one."""
    pairs = zip(data["edges"]["source"], data["edges"]["target"], strict=True)
    return {b if a == number else a for a, b in pairs if number in (a, b)}


def test_the_first_view_shows_what_statements_are_about(visit, data):
    """At first themes, paradoxes and actors are drawn, no statements, and the table names them."""
    opened = visit()
    kinds = {kind for _, kind in opened.listed()}
    assert {"Tema", "Paradoks", "Person", "Organisation"} <= kinds
    assert not kinds & {"Anbefaling", "Spørgsmål", "Svar"}
    themes = sum(data["kinds"][kind]["key"] == "theme" for kind in data["nodes"]["kind"])
    assert sum(kind == "Tema" for _, kind in opened.listed()) == themes
    assert (
        opened.page.locator(".gv-canvas").screenshot()
        != visit("?hidden=theme").page.locator(".gv-canvas").screenshot()
    )


def test_a_hidden_kind_stays_hidden_in_the_address(visit):
    """A kind that is switched off in the legend goes from the view, and the address opens it so again."""
    opened = visit()
    opened.page.locator(".gv-legend").get_by_label("Paradokser").uncheck()
    assert "Paradoks" not in {kind for _, kind in opened.listed()}
    assert opened.state()["hidden"] == ["paradox"]
    again = visit("?" + opened.page.url.partition("?")[2])
    assert "Paradoks" not in {kind for _, kind in again.listed()}


def test_a_path_is_told_in_sentences_with_quotes(visit, data):
    """Two names give paths, the shortest first, each link a sentence and statements in their exact words."""
    opened = visit()
    opened.page.get_by_role("tab", name="Vej").click()
    opened.page.get_by_label("Fra").fill("Emma Winther")
    opened.page.get_by_label("Til", exact=True).fill("Tillid")
    opened.page.get_by_role("button", name="Find vej").click()
    paths = opened.page.locator(".gv-ways > li")
    paths.first.locator(".gv-steps").wait_for()
    first = paths.first.locator(".gv-steps > li > p").all_inner_texts()
    assert first[0].startswith("Emma Winther ")
    assert first[-1].endswith("temaet »Tillid«.")
    lengths = [int(n) for n in re.findall(r"Vej \d+: (\d+) led", "\n".join(paths.all_inner_texts()))]
    assert len(lengths) >= 2 and lengths[0] == min(lengths)
    quote = paths.first.locator("blockquote").first.inner_text().split("\n")[0]
    assert any(quote in label for label in data["nodes"]["da"])
    english = visit("?" + opened.page.url.partition("?")[2], language="en-GB")
    english.page.locator(".gv-steps").first.wait_for()
    steps = english.page.locator(".gv-ways > li").first.locator(".gv-steps > li > p")
    assert steps.last.inner_text().endswith("the theme “Trust”.")


def test_the_graph_is_led_by_keyboard(visit, data):
    """Keys go along edges, unfold, focus and open, and what happens is announced."""
    opened = visit()
    page, ids = opened.page, data["nodes"]["id"]
    page.locator(".gv-stage").focus()
    page.keyboard.press("Home")
    start = ids.index(opened.state()["at"][0])
    assert data["nodes"]["da"][start] in opened.announced()
    arrows = ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown")
    for arrow in arrows:
        page.keyboard.press(arrow)
        if opened.state()["at"] != [ids[start]]:
            break
    reached = ids.index(opened.state()["at"][0])
    assert reached in neighbours(data, start) | set(_shared(data, start))
    assert data["nodes"]["da"][reached] in opened.announced()
    before = page.locator(".gv-count").inner_text()
    page.keyboard.press("e")
    assert opened.state()["expanded"] == [ids[reached]]
    # A thing all of whose neighbours are shown has nothing to unfold; one further on has.
    for arrow in arrows * 3:
        if page.locator(".gv-count").inner_text() != before:
            break
        page.keyboard.press(arrow)
        page.keyboard.press("e")
    assert page.locator(".gv-count").inner_text() != before
    reached = ids.index(opened.state()["at"][0])
    page.keyboard.press("f")
    assert opened.state()["focus"] == [ids[reached]]
    page.keyboard.press("Enter")
    page.wait_for_function("!location.hash.startsWith('#/graf')", timeout=WAIT)
    assert ids[reached].rsplit("/", 1)[1] in unquote(page.url)


def _shared(data, number):
    pairs = zip(data["shared"]["source"], data["shared"]["target"], strict=True)
    return [b if a == number else a for a, b in pairs if number in (a, b)]


def test_a_paradox_stands_between_its_poles(visit, data):
    """In the layout of two poles the paradox' poles face each other, and its words stand beside them."""
    kind = next(at for at, kind in enumerate(data["kinds"]) if kind["key"] == "paradox")
    number = next(n for n, label in enumerate(data["nodes"]["da"]) if data["nodes"]["kind"][n] == kind)
    iri, label = data["nodes"]["id"][number], data["nodes"]["da"][number]
    opened = visit(f"?layout=poles&focus={iri}&at={iri}")
    poles = opened.page.locator(".gv-poles button").all_inner_texts()
    assert " ↔ ".join(poles) == label
    said = data["nodes"]["said"][str(number)][3]
    assert opened.page.locator(".gv-card blockquote").inner_text()[:60] == said[:60]


def test_a_loop_chooses_what_it_holds(visit):
    """A loop around the middle chooses things, which alone can then be shown."""
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Tegn en løkke").click()
    box = page.locator(".gv-lasso").bounding_box()
    corners = [(0.3, 0.4), (0.6, 0.4), (0.6, 0.8), (0.3, 0.8), (0.3, 0.4)]
    for at, (x, y) in enumerate(corners):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=3)
        if at == 0:
            page.mouse.down()
    page.mouse.up()
    chosen = int(page.locator(".gv-card h2").inner_text().split()[0])
    assert chosen > 5
    page.get_by_role("button", name="Vis kun disse").click()
    assert len(opened.listed()) == chosen


def test_the_picture_is_handed_over(visit):
    """What is on the screen comes as SVG with every shown thing in it, and as a PNG of its size."""
    opened = visit()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Hent billedet som SVG").click()
    svg = ET.parse(download.value.path())
    titles = {title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")}
    assert {name for name, _ in opened.listed()} <= titles
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Hent billedet som PNG").click()
    content = download.value.path().read_bytes()
    box = opened.page.locator(".gv-canvas").bounding_box()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == round(box["width"])


def test_what_cannot_be_drawn_can_be_read(browser, site):
    """Where the browser has no WebGL, that is said, and list and card hold the same."""
    arguments = ["--no-sandbox", "--disable-3d-apis"]
    plain = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    page = plain.new_page(locale="da-DK")
    page.goto((site / "index.html").as_uri() + "#/graf")
    page.get_by_text("Browseren kan ikke tegne grafen").wait_for(timeout=WAIT)
    name = page.locator(".gv-table tbody button").first
    label = name.inner_text()
    name.click()
    assert page.locator(".gv-card h2").inner_text() == label
    plain.close()


def test_no_text_runs_as_markup(browser, site, tmp_path):
    """Names that try to run stand in the table, the card and the picture as they are."""
    export(hostile_graph(tmp_path / "graph"), tmp_path, ["site"])
    opened = Visit(browser, tmp_path / "site")
    names = [name for name, _ in opened.listed()]
    hostile = next(name for name in names if "<" in name)
    opened.page.get_by_role("button", name=hostile, exact=True).first.click()
    assert hostile in opened.page.locator(".gv-card h2").inner_text()
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("document.querySelectorAll('.gv img, .gv script, .gv iframe').length") == 0
    assert opened.errors == []
    opened.close()


@pytest.mark.thorough
def test_fifty_thousand_things_open_and_move(browser, site, tmp_path, monkeypatch):
    """A graph of 50,000 things and 150,000 links opens and follows a drag."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    large = __import__("graph_view").graph(50_000)
    shutil.copytree(site, tmp_path / "site")
    text = json.dumps(json.dumps(large, ensure_ascii=False), ensure_ascii=False)
    (tmp_path / "site/data/graph.js").write_text(f'ledelsesgraf.data("graph",JSON.parse({text}));')
    opened = Visit(browser, tmp_path / "site", wait=30_000)
    page = opened.page
    shown = page.locator(".gv-count").inner_text()
    assert "50000" in shown
    box = page.locator(".gv-canvas").bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 400)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 300, steps=5)
    page.mouse.up()
    page.wait_for_function("location.hash.includes('view=')", timeout=WAIT)
    assert opened.errors == []
    opened.close()


def test_places_are_whole_and_the_same_each_time():
    """Places do not hang on chance, no two are the same, and followers stand near their heads."""
    chance = np.random.default_rng(3)
    ends = np.stack([chance.integers(0, 40, 600), np.arange(600) % 300], axis=1)
    rank = np.where(np.arange(300) < 40, 10.0, 0.0)
    room = np.where(rank > 0, 40.0, 20.0)
    one, other = (place(room, rank, ends, np.ones(600)) for _ in range(2))
    assert (one.x == other.x).all() and (one.y == other.y).all()
    spots = np.stack([one.x, one.y], axis=1).astype(float)
    near, far = close_pairs(spots, 20.0)
    assert (np.abs(spots[near] - spots[far]).max(axis=1) > 5).all()
    led = np.hypot(*(spots - spots[one.home]).T)[40:]
    apart = np.hypot(*(spots[:40, None] - spots[None, :40]).reshape(-1, 2).T)
    assert np.median(led) < np.median(apart) / 2


def test_close_pairs_miss_none():
    """The grid finds every pair that is near along both axes, each once."""
    spots = np.random.default_rng(1).random((200, 2)) * 100
    one, other = (side.tolist() for side in close_pairs(spots, 7.0))
    found = {tuple(sorted(pair)) for pair in zip(one, other, strict=True)}
    gaps = np.abs(spots[:, None] - spots[None, :]).max(axis=2)
    expected = {(a, b) for a, b in zip(*np.nonzero(gaps < 7.0), strict=True) if a < b}
    assert expected <= found
    assert len(found) == len(one)
