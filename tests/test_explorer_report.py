"""The explorer for somebody who writes a report: documents with tables, and what is taken along from them."""

import io
import re
import zipfile

import docx
import pytest
from helpers_explorer import needs_program, to, visiting
from lxml import etree

from exports.formats import export
from graph_build.pipeline import build

REPORT = """# Nærhed i ledelse

Finansministeriet, den 3. oktober 2023

| Nr. | Anbefaling | Ansvarlig |
|---|---|---|
| 1 | Kommunerne bør fastsætte lokale mål for ledelsesspænd | Kommunerne |
| 2 | Staten skal fjerne dokumentationskrav, som ikke bruges | Finansministeriet |

Offentlige ledere skal på den ene side overholde budgettet og på den anden side udvikle velfærden.

Forskningen har vist, at transformationsledelse hænger sammen med lavere sygefravær.
"""
MANY = "# Råd til ledere\n\n" + "".join(
    f"- Lederne bør sætte {n} timer af om ugen til samtaler om opgave {n}.\n" for n in range(2, 22)
)


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """A wide page of the static edition of two short reports."""
    needs_program()
    folder = tmp_path_factory.mktemp("report")
    (folder / "read").mkdir()
    (folder / "read/rapport.md").write_text(REPORT, encoding="utf-8")
    (folder / "read/raad.md").write_text(MANY, encoding="utf-8")
    (folder / "read/scannet brev.txt").write_bytes(b"")
    build([folder / "read"], folder / "graph")
    export(folder / "graph", folder, ["site"])
    with visiting(browser, (folder / "site/index.html").as_uri()) as page:
        yield page


def test_a_table_is_read_as_one(page):
    """A table of a document stands in rows and columns under its heads, with findings marked in its cells."""
    to(page, "#/laes/rapport")
    table = page.locator(".text table")
    assert table.locator("th").all_inner_texts() == ["Nr.", "Anbefaling", "Ansvarlig"]
    rows = [row.locator("td").all_inner_texts() for row in table.locator("tr:has(td)").all()]
    assert rows == [
        ["1", "Kommunerne bør fastsætte lokale mål for ledelsesspænd", "Kommunerne"],
        ["2", "Staten skal fjerne dokumentationskrav, som ikke bruges", "Finansministeriet"],
    ]
    assert table.locator("td .l-recommendation").first.inner_text() == rows[0][1]
    assert "|" not in page.locator(".text").inner_text()


def test_a_print_holds_all_that_is_listed(page):
    """What is printed is the whole list, in groups that stand open, not the first few of each."""
    to(page, "#/anbefalinger")
    count = int(page.locator(".many").inner_text().split()[0])
    assert count >= 20 > page.locator("article.statement").count()
    page.evaluate(
        "() => { print = () => { printed = document.querySelectorAll('article.statement').length } }"
    )
    page.get_by_role("button", name="Udskriv").click()
    page.wait_for_function("window.printed")
    assert page.evaluate("printed") == count


def taken(page, kind):
    """Give the bytes of what *Hent* hands over."""
    if not page.locator(".menu[open]").count():
        page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.locator(".menu .choices button", has_text=kind).click()
    return io.BytesIO(waiting.value.path().read_bytes())


def test_quotes_are_taken_along_as_a_document_with_their_sources(page):
    """Word opens what a page lists: each quote with its source, a paradox under its poles, documents last."""
    to(page, "#/laes/rapport")
    document = docx.Document(taken(page, "Word"))
    styled = [(one.style.name, one.text) for one in document.paragraphs]
    assert styled[0] == ("Title", "Nærhed i ledelse")
    assert ("Heading 1", "Paradokser (1)") in styled
    assert ("Heading 2", "Overholde budgettet ↔ Udvikle velfærden") in styled
    quote = (
        "”Offentlige ledere skal på den ene side overholde budgettet og på den anden side udvikle velfærden.”"
    )
    at = styled.index(("Quote", quote))
    assert "Nærhed i ledelse, 3. oktober 2023" in styled[at + 1][1]
    assert styled[-2][1] == "Kilder"
    assert styled[-1][1].startswith("Nærhed i ledelse · ")


def test_a_list_is_taken_along_as_a_workbook(page):
    """Excel opens what a page lists with a column each, in words that a reader knows."""
    to(page, "#/anbefalinger")
    count = int(page.locator(".many").inner_text().split()[0])
    with zipfile.ZipFile(taken(page, "Excel")) as book:
        assert book.testzip() is None
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [
        ["".join(cell.itertext()) for cell in row]
        for row in sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row")
    ]
    assert len(rows) == count + 1
    assert rows[0][:5] == ["iri", "slags", "udsagn", "stemme", "dokument"]
    assert {row[1] for row in rows[1:]} == {"anbefaling"}


def test_a_word_outside_all_statements_is_found_in_the_text(page):
    """A search shows where in the texts a word stands that no statement holds; it opens there, marked."""
    to(page, "#/soeg?q=transformationsledelse")
    assert page.locator(".many").inner_text() == "0 udsagn"
    place = page.locator(".texthits a")
    place.wait_for()
    assert "har vist, at transformationsledelse hænger sammen" in place.inner_text()
    place.click()
    page.wait_for_selector(".text .sought")
    assert page.locator(".text .sought").inner_text() == "transformationsledelse"


def test_a_misspelt_word_is_asked_about(page):
    """A search for a misspelt word offers the likest word that something is found for."""
    for written, meant in (("ledelsesspend", "ledelsesspænd"), ("velfaerdn", "velfærden")):
        to(page, f"#/soeg?q={written}")
        page.locator(".also", has_text="Mente du").get_by_role("link", name=meant).click()
        page.locator(".many", has_text=re.compile("[1-9]")).wait_for()


def test_quotes_are_collected_and_taken_along(page, browser):
    """Statements of several pages stand in an order with notes, go to Word so, and a link shows them."""
    to(page, "#/anbefalinger?dokument=id%2Fdocument%2Frapport")
    page.get_by_role("button", name="Saml", exact=True).first.click()
    to(page, "#/paradokser")
    page.locator(".paradox-card a.cover").first.click()
    page.locator(".voiced").get_by_role("button", name="Saml", exact=True).click()
    page.get_by_role("link", name="Samling 2").click()
    page.wait_for_selector("h1:has-text('Samling')")
    page.get_by_label("Note").first.fill("Til kapitel 2")
    page.get_by_role("button", name="Flyt op").click()
    quotes = page.locator("article.statement blockquote").all_inner_texts()
    assert quotes[0].startswith("Offentlige ledere skal på den ene side")
    styled = [(one.style.name, one.text) for one in docx.Document(taken(page, "Word")).paragraphs]
    assert [text for name, text in styled if name == "Quote"] == [f"”{one}”" for one in quotes]
    assert ("Normal", "Note: Til kapitel 2") in styled
    with visiting(browser, page.url) as other:
        assert other.locator("article.statement blockquote").all_inner_texts() == quotes
        assert other.get_by_label("Note").count() == 0
    page.reload()
    assert page.get_by_label("Note").last.input_value() == "Til kapitel 2"
    page.get_by_role("button", name="Tøm samlingen").click()
    page.get_by_text("Ingen udsagn er samlet endnu").wait_for()


def test_files_that_could_not_be_read_are_told_of(page):
    """The page on documents names the files that the graph does without."""
    to(page, "#/dokumenter")
    told = page.locator(".note").inner_text()
    assert told.startswith("Kunne ikke læses") and told.endswith("scannet brev.txt")
