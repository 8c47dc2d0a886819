"""The explorer for somebody who writes a report: documents with tables, and what is taken along from them."""

import pytest
from helpers_explorer import needs_program, to, visiting

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
    page.evaluate("print = () => { printed = document.querySelectorAll('article.statement').length }")
    page.get_by_role("button", name="Udskriv").click()
    page.wait_for_function("window.printed")
    assert page.evaluate("printed") == count
