"""Measures the explorer in a real browser: its size, when it first shows something, and how soon it answers.

    python benchmarks/explorer.py [--documents 60] [--dry]

It opens the static edition of two graphs, that of the corpus and one of generated documents, with a cold
cache, and does as readers do. An answer's time is that from a key or click until its last change is on the
screen. The bundle must have been built (``make explorer``).
"""

import argparse
import contextlib
import gzip
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tables import ROOT, markdown, publish

from exports.explorer_data import bundle
from exports.formats import export
from graph_build.pipeline import build

SCRIPT, FIRST, ANSWER = 350, 1.0, 100
"""What is allowed: kB of script, seconds to the first picture with the graph's words, ms to an answer."""
ROUNDS = 5
WATCH = """
window.slowest = 0;
let since = 0;
const begin = () => { since = performance.now() };
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, begin, true);
const seen = () => requestAnimationFrame(() => setTimeout(() => {
  if (since) window.slowest = Math.max(window.slowest, performance.now() - since);
}));
addEventListener('DOMContentLoaded', () => new MutationObserver(seen)
  .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true}));
"""
"""Notes the longest time from a key or click to the picture of the last change that it made."""


def main() -> None:
    """Measure, print, and write into the documentation."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--documents", type=int, default=60)
    told.add_argument("--dry", action="store_true", help="print only")
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        sites = {"corpus": site(ROOT / "corpus", Path(folder) / "corpus")}
        made = Path(folder) / "made"
        make = [
            sys.executable,
            str(ROOT / "benchmarks/documents.py"),
            str(made),
            "--count",
            str(given.documents),
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        sites[f"{given.documents} documents"] = site(made, Path(folder) / "many")
        text = table({name: measure(browser, path) for name, path in sites.items()})
    print(text) if given.dry else publish("explorer", text)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def site(documents: Path, out: Path) -> Path:
    """Give the first page of the documents' static edition."""
    build([documents], out / "graph")
    export(out / "graph", out, ["site"])
    return out / "site" / "index.html"


def measure(browser: Browser, path: Path) -> dict[str, float]:
    """Give what each took in its fastest round, the one that other programs disturbed least."""
    rounds = [one_round(browser, path) for _ in range(ROUNDS)]
    return {name: min(one[name] for one in rounds) for name in rounds[0]}


def one_round(browser: Browser, path: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_selector(".figures b")
    found = {"first": first(page)}
    found["statements"] = float(
        page.evaluate("document.querySelectorAll('.figures b')[1].textContent.replace('.', '')")
    )
    for name, do in ANSWERS.items():
        page.evaluate("window.slowest = since = 0")
        do(page)
        page.wait_for_timeout(250)
        found[name] = page.evaluate("window.slowest")
    context.close()
    return found


def first(page: Page) -> float:
    """Give the seconds from the start to the largest picture, which has the corpus' words in it."""
    return page.evaluate(
        "new Promise(then => new PerformanceObserver(list => then(list.getEntries().at(-1).startTime / 1000))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )


def _search(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("tilli", delay=120)
    page.keyboard.press("Escape")


def _paradoxes(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Paradokser").click()
    page.wait_for_selector(".cards.one")


def _paradox(page: Page) -> None:
    page.locator(".paradox-card a.cover").first.click()
    page.wait_for_selector(".leaning")


def _facet(page: Page) -> None:
    page.evaluate("location.hash = '#/soeg'")
    page.wait_for_selector(".facets input")
    page.wait_for_timeout(300)
    page.evaluate("window.slowest = since = 0")
    page.locator(".facets label").nth(1).click()


def _group(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Anbefalinger").click()
    page.wait_for_selector(".group")


def _layer(page: Page) -> None:
    page.evaluate("location.hash = '#/dokumenter'")
    page.wait_for_selector(".through-time a")
    longest = "location.hash = [...document.querySelectorAll('.through-time h2 a')].map(a => a.hash).at(-2)"
    page.evaluate(longest)
    page.wait_for_selector(".text .mark")
    page.wait_for_timeout(300)
    page.evaluate("window.slowest = since = 0")
    page.locator(".layers label", has_text="Tema").click()


def _mark(page: Page) -> None:
    page.locator(".text a.mark").nth(2).click()
    page.wait_for_selector(".panel")


def _compare(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Sammenlign").click()
    page.wait_for_selector(".versus")


ANSWERS = {
    "Search: a letter": _search,
    "Open the register": _paradoxes,
    "Open a paradox": _paradox,
    "Choose a filter": _facet,
    "Open the recommendations": _group,
    "Switch a layer on": _layer,
    "Click on a mark": _mark,
    "Open the comparison": _compare,
}


def table(found: dict[str, dict[str, float]]) -> str:
    script = len(gzip.compress((bundle.folder() / "explorer.js").read_bytes(), 9)) / 1000
    head = ["", *found, "allowed"]
    rows = [["Script, kB after gzip", *(f"{script:.0f}" for _ in found), str(SCRIPT)]]
    rows += [
        [
            "First picture with the graph's words, s",
            *(f"{one['first']:.2f}" for one in found.values()),
            f"{FIRST:.1f}",
        ]
    ]
    rows += [[name, *(f"{one[name]:.0f}" for one in found.values()), str(ANSWER)] for name in ANSWERS]
    return (
        markdown(head, rows)
        + "\n\nMilliseconds from a key or click until its last change is on the screen; the fastest of "
        + f"{ROUNDS} rounds in headless Chromium without a GPU. Budgets are set for the corpus."
    )


if __name__ == "__main__":
    main()
