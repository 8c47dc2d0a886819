"""A PDF is read as the page looks: paragraphs, headings, lists and columns out of the places of its lines."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from graph_build.annotate import annotate
from graph_build.read import read
from graph_build.read.layout import Line, composed, marked
from graph_build.reading import read_document
from graph_build.segment import segment

PAGE = """<!DOCTYPE html><html lang="da"><meta charset="utf-8"><style>
body { font: 11pt/1.35 serif; text-align: justify; hyphens: auto; columns: COLUMNS }</style>
<h1>Stafet blandt skoleledere</h1>
<h2>Spørgsmål og svar om ledelsesrum</h2>
<p>Hvordan skaber vi rum til den faglige ledelse, når driften fylder det meste af dagen
og alle venter på svar?</p>
<p>Vi skal turde sige fra over for de opgaver, som ikke gør en forskel for børnene. Det kræver,
at ledelsen bakker op, også når en forælder eller et byrådsmedlem ringer,
og at skolelederne står sammen om det.</p>
<p><b>Hvad skal der til, for at lederne får mere tid sammen med medarbejderne?</b></p>
<ul><li>Kommunen bør samle de administrative opgaver ét sted,
så den enkelte leder slipper for dem i hverdagen</li>
<li>Lederne bør have faste dage uden møder</li></ul>
<p>Det blev aftalt, at sekretariatet samler svarene og sender dem til alle skoleledere
inden sommerferien.</p></html>"""


@pytest.fixture(scope="module")
def chromium():
    """A browser that prints pages; without one the test is skipped."""
    path = os.environ.get("LEDELSESGRAF_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no chromium here")
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-quic"])
        yield started
        started.close()


def _parts(path):
    return [(part.kind, part.text) for part in segment(read(path).text)]


@pytest.mark.parametrize("columns", ["1", "2"])
def test_a_printed_page_is_read_as_the_page_itself(chromium, tmp_path, columns):
    """Printed to PDF in one column or two, a page gives the same parts and the same findings as its HTML."""
    source = PAGE.replace("COLUMNS", columns)
    (tmp_path / "side.html").write_text(source, encoding="utf-8")
    page = chromium.new_page()
    page.set_content(source)
    page.pdf(path=tmp_path / "side.pdf", format="A4")
    page.close()
    assert _parts(tmp_path / "side.pdf") == _parts(tmp_path / "side.html")
    printed, shown = (annotate(read_document(tmp_path / f"side.{kind}")) for kind in ("pdf", "html"))
    for kind in ("questions", "answers", "recommendations"):
        assert [one["quote"] for one in printed[kind]] == [one["quote"] for one in shown[kind]], kind
        assert printed[kind], kind


def _lines(*rows, height=12.0):
    """Lines by text, left edge and gap to the line above; a letter is five points wide."""
    bottom, out = 800.0, []
    for text, left, gap in rows:
        bottom -= gap
        out.append(Line(text, left, left + 5.0 * len(text), bottom, height))
    return out


WIDE = "En linje, som går hele vejen ud til kanten af spalten, hvor den"


def test_a_line_that_ends_for_want_of_room_goes_on_and_one_that_ends_by_will_does_not():
    """Wrapped lines are one line, lines broken by hand stay lines, a wider gap parts two blocks."""
    lines = _lines(
        (WIDE, 60, 15), ("brydes.", 60, 15), ("Dato: 3. maj", 60, 15), ("Sted: Vejle", 60, 15), (WIDE, 60, 25)
    )
    assert composed([lines]) == [f"{WIDE} brydes.\nDato: 3. maj\nSted: Vejle\n\n{WIDE}"]


def test_larger_letters_are_headings_by_their_size():
    """The largest lines are headings of level one, the next of two; two lines are one heading."""
    title = Line("Rapport om", 60, 200, 800, 24), Line("ledelse", 60, 150, 772, 24)
    chapter = Line("Første kapitel", 60, 160, 730, 16)
    body = [Line(WIDE, 60, 375, 700 - 15 * n, 12) for n in range(8)]
    (text,) = composed([[*title, chapter, *body]])
    assert text.startswith("# Rapport om ledelse\n\n## Første kapitel\n\nEn linje")


def test_columns_are_read_one_after_the_other():
    """A column that begins higher up than the last ended is a block of its own."""
    left = _lines((WIDE, 60, 15), (WIDE, 60, 15))
    right = _lines(("Anden spalte.", 400, 15))
    assert composed([[*left, *right]]) == [f"{WIDE} {WIDE}\n\nAnden spalte."]


def test_drawn_and_lone_bullets_open_items():
    """A dot drawn left of a line, and a bullet that stands by itself in its row, mark an item of a list."""
    first, second = _lines(("Mod", 80, 15), ("Tillid", 80, 15))
    lone = Line("•", 60, 65, 755, 12), Line("Ro", 80, 90, 755, 12)
    assert composed([[*marked([first, second], [(70, 791), (70, 776)]), *lone]]) == [
        "• Mod\n\n• Tillid\n\n• Ro"
    ]
