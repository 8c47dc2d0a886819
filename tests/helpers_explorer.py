"""What the explorer's tests share: a browser, the built program, and pages that must not complain."""

import contextlib
import os
import re
import shutil

import pytest
from helpers_web import ROOT

from exports.explorer_data import bundle

AXE = ROOT / "exports/explorer/node_modules/axe-core/axe.min.js"
SHOTS = ROOT / "build/screenshots"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"wide": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}


def needs_program():
    """Skip where the explorer is not built; ``make test`` builds it first."""
    if not bundle.available():
        pytest.skip("the explorer is not built; run: make explorer")


def chromium_path():
    """Give where the machine's Chromium is, or skip."""
    found = os.environ.get("LEDELSESGRAF_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("no Chromium found: install it, or name it in LEDELSESGRAF_CHROMIUM")
    return found


@contextlib.contextmanager
def chromium():
    """Start the machine's Chromium, or skip."""
    found = chromium_path()
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextlib.contextmanager
def visiting(browser, url, size="wide", language="da-DK", dark=False, **more):
    """Open the explorer as a new reader; what the page complains of fails the test."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        **more,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.goto(url, timeout=90_000)
    page.wait_for_selector("h1")
    yield page
    keep(page)
    context.close()
    assert wrong == [], wrong


def keep(page):
    """Keep what a journey ended on, for looking at: build/screenshots, a file a test."""
    from playwright.sync_api import Error

    test = os.environ.get("PYTEST_CURRENT_TEST", "explorer").split("::")[-1].split(" ")[0]
    SHOTS.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(Error):  # a server that is gone leaves nothing to see
        page.screenshot(path=SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', test.lower()).strip('-')}.png")


def to(page, hash_):
    """Go to another address of the explorer and wait for its heading."""
    page.evaluate("hash => { location.hash = hash }", hash_)
    page.wait_for_function("hash => decodeURI(location.hash) === decodeURI(hash)", arg=hash_)
    page.wait_for_selector("main h1")
    page.wait_for_function("() => !document.querySelector('main [role=status]')?.textContent.includes('…')")


def serious(page):
    """Give axe's serious and critical findings on a page, by rule, with where they stand.

    Marks are links within sentences, which WCAG 2.5.8 lets be as small as their words; axe sees no sentence
    where every word of it is marked, so for that rule alone the marks are left out.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        ".then(told => told.violations.filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => ({...one, nodes: one.id !== 'target-size' ? one.nodes :"
        " one.nodes.filter(node => !document.querySelector(node.target[0])?.closest('.text a.mark'))}))"
        ".filter(one => one.nodes.length)"
        ".map(one => [one.id, one.nodes.slice(0, 3).map(node => `${node.target}: ${node.failureSummary}`)]))",
        WCAG,
    )
    return dict(found)


def sideways(page):
    """Give by how many pixels a page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
