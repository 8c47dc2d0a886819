"""Every format is read with its letters right, and every offset leads back to the source."""

import io
import zipfile
from pathlib import Path

import pptx
import pytest
from docx.oxml import parse_xml
from helpers_files import pdf, saved, slides, textbox, word
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import (
    EmptyDocumentError,
    LimitError,
    NotTextError,
    ReadError,
    UnsupportedFormatError,
)
from graph_build.model import Document
from graph_build.read import html, read
from graph_build.read import text as text_reader
from graph_build.reading import read_document
from graph_build.segment import segment

MINUTES = "# Referat\n\nDeltagere: Søren Ærø Ågård og Åse Bæk.\n\n- Lederne bør gå forrest på området."
WORDS = [word for word in MINUTES.split() if word not in {"#", "-"}]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def reading(tmp_path):
    """Writes bytes to a file and reads it."""

    def from_bytes(name, data):
        (tmp_path / name).write_bytes(data)
        return read(tmp_path / name)

    return from_bytes


def leads_back(document, source):
    """Whether each word's every code point stands in the source where its offset leads."""
    return all(
        document.text[at] == source[document.source_offset(at)]
        for at in range(len(document.text))
        if not document.text[at].isspace()
    )


@pytest.mark.parametrize(
    ("codec", "bom", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("latin-1", b"", "windows-1252"),
        ("cp1252", b"", "windows-1252"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["referat.txt", "referat.md", "REFERAT.TXT"])
def test_the_same_text_comes_out_of_every_encoding(reading, codec, bom, encoding, newline, name):  # noqa: PLR0917
    """Encodings, marks and line breaks make no difference to the text, and offsets lead back."""
    source = MINUTES.replace("\n", newline)
    document = reading(name, bom + source.encode(codec))
    assert document.text == MINUTES
    assert document.encoding == encoding
    assert leads_back(document, source)


def test_typographic_signs_of_windows_are_read(reading):
    """Dashes and quotation marks of Windows-1252 come out as they are."""
    words = "”Ledelse” – det er … svært"
    document = reading("gammel.txt", words.encode("cp1252"))
    assert (document.text, document.encoding) == (words, "windows-1252")


def test_decomposed_letters_are_composed_and_lead_back(reading):
    """Letters written as base and mark become one code point; what follows still leads back."""
    source = "Ma\u030al og re\u0301sume\u0301\r\npa\u030a ti sider"
    document = reading("mac.txt", source.encode())
    assert document.text == "Mål og résumé\npå ti sider"
    for phrase in ("og", "ti sider"):
        at = document.text.index(phrase)
        assert source[document.source_offset(at) :].startswith(phrase)
    assert source[document.source_offset(1) :].startswith("a\u030a")


@given(
    st.text(
        st.sampled_from("ab å\r\n\u030a\u0301\u1100\u1161\u11a8\u0958\u212b🙂") | st.characters(codec="utf-8")
    )
)
def test_normalising_keeps_every_place(raw):
    """Whatever the code points, the text is NFC with plain line breaks, and offsets lead into the source."""
    text, origin = text_reader.normalise(raw)
    document = Document("d", "d", "text", "utf-8", "", text, origin=origin)
    assert "\r" not in text
    for at, char in enumerate(text):
        back = document.source_offset(at)
        assert raw[back] in {"\r", "\n"} if char == "\n" else raw[back] == char or _composed(raw, back, char)


def _composed(raw, at, char):
    """Whether a code point is made of, or is part of, those from a place on."""
    rest = text_reader.normalise(raw[at : at + 30])[0]
    return char in rest[:2] or char in text_reader.normalise(raw[at])[0]


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("tom.txt", b"", EmptyDocumentError, "0 bytes"),
        ("blank.md", b" \r\n\t\n", EmptyDocumentError, "no text"),
        ("tom.html", b"<html><body><script>x()</script></body></html>", EmptyDocumentError, "no text"),
        ("kort.html", b"<!--", NotTextError, "cannot be read as HTML"),
        ("dyb.html", b"<div>x" * 9000, LimitError, "nested too deep"),
        ("nul.txt", b"abc\0def", NotTextError, "NUL"),
        ("styr.txt", bytes(range(1, 32)) * 9, NotTextError, "control"),
        ("afkortet.txt", "Ærø på øen".encode()[:-1] + "é".encode()[:1], NotTextError, "breaks off at byte"),
        ("halv.txt", b"\xff\xfea\0b", NotTextError, "breaks off at byte"),
        ("bom.txt", b"\xef\xbb\xbfabc\xe6", NotTextError, "breaks off at byte"),
        ("ord.xyz", b"ord", UnsupportedFormatError, ".docx"),
        ("ord", b"ord", UnsupportedFormatError, ".docx"),
        ("falsk.pdf", b"ikke en pdf", NotTextError, "broken"),
        ("afkortet.pdf", pdf(["Referat"])[:200], NotTextError, "broken"),
        ("laast.pdf", pdf(["Referat"], encrypted=True), NotTextError, "encrypted"),
        ("billede.pdf", pdf([]), EmptyDocumentError, "pictures"),
        ("laast.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NotTextError, "encrypted"),
        ("falsk.docx", b"PK\x03\x04 ikke et dokument", NotTextError, "broken"),
        ("falsk.pptx", b"ikke et dokument", NotTextError, "broken"),
        ("tom.docx", word(lambda _: None), EmptyDocumentError, "no text"),
        ("tom.pptx", saved(pptx.Presentation()), EmptyDocumentError, "no text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(reading, name, data, error, says):
    """Empty, broken, encrypted and foreign files each raise their own error, naming file and reason."""
    with pytest.raises(error) as raised:
        reading(name, data)
    told = str(raised.value)
    assert name in told
    assert says in told
    assert "\n" not in told
    assert isinstance(raised.value, ReadError)


def test_a_zip_that_is_no_office_document_is_told(reading):
    """An archive with other files in it is a broken DOCX, and a broken PPTX."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("brev.txt", "hej")
    for name in ("brev.docx", "brev.pptx"):
        with pytest.raises(NotTextError, match="broken"):
            reading(name, stream.getvalue())


def test_an_archive_made_to_swell_is_refused(reading, monkeypatch):
    """A DOCX that unpacks to more than the limit is refused before it is unpacked."""
    stream = io.BytesIO(word(lambda document: document.add_paragraph("Kort.")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/stor.xml", b"0" * 2_000_000)
    assert reading("lille.docx", stream.getvalue()).text.strip() == "Kort."
    monkeypatch.setattr("graph_build.read.archive.MAX_UNPACKED", 1_000_000)
    with pytest.raises(LimitError, match="unpacks to"):
        reading("stor.docx", stream.getvalue())


def test_what_exceeds_a_limit_is_refused(reading, monkeypatch):
    """Files of too many bytes, texts of too many code points and PDFs of too many pages are told."""
    three = pdf(["en"], ["to"], ["tre"])
    monkeypatch.setattr("graph_build.read.pdf.MAX_PAGES", 2)
    with pytest.raises(LimitError, match="3 pages"):
        reading("lang.pdf", three)
    monkeypatch.setattr("graph_build.read.MAX_CHARACTERS", 10)
    with pytest.raises(LimitError, match="characters"):
        reading("lang.txt", b"elleve tegn")
    monkeypatch.setattr("graph_build.read.MAX_BYTES", 10)
    with pytest.raises(LimitError, match="bytes"):
        reading("stor.txt", b"elleve tegn")


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    """What is not there, or is no file, is a document that cannot be read."""
    (tmp_path / "mappe.txt").mkdir()
    for name in ("findes-ikke.txt", "mappe.txt"):
        with pytest.raises(ReadError, match=name):
            read(tmp_path / name)


def test_a_name_is_composed_whatever_the_file_system(reading):
    """A file name with decomposed letters names the same document as one with composed ones."""
    assert reading("a\u030ard.txt", b"ord").name == reading("\u00e5rd.txt", b"ord").name == "\u00e5rd"


def test_the_hash_is_of_the_bytes_and_the_path_as_given(tmp_path):
    """The same text in two encodings is two sources."""
    (tmp_path / "a.txt").write_bytes("Ærø".encode())
    (tmp_path / "b.txt").write_bytes("Ærø".encode("latin-1"))
    first, second = (read(tmp_path / name, f"kilder/{name}") for name in ("a.txt", "b.txt"))
    assert first.text == second.text
    assert first.sha256 != second.sha256
    assert (first.path, first.pages, first.format) == ("kilder/a.txt", (), "text")


PAGE = """<!DOCTYPE html><html><head><title>Skjult</title><style>p { color: red }</style></head><body>
<nav><a href="/">Menu</a></nav><h1>Referat af <b>7.</b>
 m&oslash;de</h1><p>Vi er 5 < 6 &amp; R&D&nbsp;siger:<br>ny linje <!-- <p>skjult</p> -->her</p>
<ul><li>F&#248;rst</li><li></li><li><p>S&aring;</p></li></ul><script>if (a<b) "<p>skjult</p>"</script>
<table><tr><td>et</td><td title="a > b">to</td></tr></table><pre>linje et
linje to</pre>slut</body></html>"""


def test_html_gives_what_is_visible(reading):
    """Headings and list items are marked, blocks parted, entities resolved; what is hidden is left out."""
    assert reading("side.html", PAGE.encode()).text == (
        "# Referat af 7. møde\n\nVi er 5 < 6 & R&D siger:\nny linje her\n\n- Først\n- Så\n\n| et | to |\n\n"
        "linje et\nlinje to\n\nslut\n"
    )


LONG = "Ord på ord i en spalte. " * 12
ROWS = [
    ["Opgave", "Ansvarlig", "Frist"],
    ["Melde ud", "", "1. maj"],
    ["", "Åse Bæk", ""],
    ["", "Bo Lind\nIda Holm", "i morgen"],
    ["Skrive", "Bo Lind", ""],
    [LONG.strip(), f"{LONG}Slut."],
]


def test_tables_have_the_same_text_form_in_html_as_in_docx(reading):
    """Cells stand parted in their columns, empty ones too; one by itself and long ones are paragraphs."""

    def fill(document):
        for row in ROWS:
            table = document.add_table(rows=1, cols=len(row))
            for cell, words in zip(table.rows[0].cells, row, strict=True):
                first, *more = words.split("\n")
                cell.paragraphs[0].text = first
                for line in more:
                    cell.add_paragraph(line)

    cells = (
        "".join(f"<td> <p>{words.replace(chr(10), ' </p> <p>')}</p></td>\n" for words in row) for row in ROWS
    )
    page = f"<table><thead>{'</tr> '.join(f'<tr>{row}' for row in cells)}</table>"
    told = reading("tabel.html", page.encode()).text
    assert told == reading("tabel.docx", word(fill)).text
    assert told.split("\n\n")[:5] == [
        "| Opgave | Ansvarlig | Frist |",
        "| Melde ud |  | 1. maj |",
        "Åse Bæk",
        "|  | Bo Lind · Ida Holm | i morgen |",
        "| Skrive | Bo Lind |  |",
    ]


def test_a_table_within_a_cell_and_what_is_hidden_part_no_columns(reading):
    """A row is one line whatever its cells hold: a list, a table or a script."""
    page = (
        "<ul><li><table><caption>Hvem</caption><tr><th>Navn<th><script>a()</script>Opgave<th>Frist"
        "<tr><td><table><tr><td>Bo<td>Lind</table><td><ul><li>læse<li>skrive</ul><td><style>p</style></table>"
    )
    text = reading("tabel.html", page.encode()).text
    assert text == "- Hvem\n\n| Navn | Opgave | Frist |\n\n| Bo · Lind | læse · skrive |  |\n"


def test_a_web_pages_table_of_tasks_is_read_as_decisions(tmp_path):
    """Who is to act and by when stand in their columns on a page as in a DOCX."""
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    rows = [
        ("Opgave", "Ansvarlig", "Frist"),
        ("Sende referatet ud til alle", "", "1. juni"),
        ("Skrive et oplæg om tillid i ledelse", "Sekretariatet", "12. juni"),
    ]
    table = "".join(row.format(*cells) for cells in rows)
    page = f"<h1>Referat af møde i ledergruppen</h1><p>Vi aftalte følgende:</p><table>{table}</table>"
    (tmp_path / "referat.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "referat.html")
    assert [(one.mention.quote, one.actor, one.due) for one in found.decisions] == [
        ("Sende referatet ud til alle", None, "1. juni"),
        ("Skrive et oplæg om tillid i ledelse", "Sekretariatet", "12. juni"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_html_leads_back_to_its_source(reading, codec, newline):
    """Every word of a page leads to where it stands between the tags; an entity to its ampersand."""
    source = PAGE.replace("\n", newline)
    document = reading("side.htm", source.encode(codec))
    for phrase in ("Referat", "7.", "Vi er 5 < 6 ", "R&D", "ny linje", "her", "et", "to", "linje to", "slut"):
        at = document.text.index(phrase)
        assert source[document.source_offset(at) :].startswith(phrase)
    for letter, entity in (("øde", "&oslash;"), ("ørst", "&#248;"), ("å\n", "&aring;"), ("& R", "&amp;")):
        assert source[document.source_offset(document.text.index(letter)) :].startswith(entity)


TAGS = (
    "<p> </p> <li> <ul> </ul> <h2> </h2> <b> </b> <br> <table> </table> <tr> </tr> <td> </td> <nav> "
    "</nav> <script> </script> <!-- --> < > & &amp; &aelig; &nbsp; a<b Ærø ord e\u0301 </div> <div> "
    "<svg/> \ue000 \ue0017"
)


@given(st.lists(st.sampled_from([*TAGS.split(" "), " ", "\n", "<a title='x>y'>"]), max_size=30))
def test_any_html_leads_back_or_is_refused(parts):
    """However broken a page is, each code point of the text is at its place, or an entity is there."""
    source = "".join(parts)
    try:
        text, origin = html.extract(source, "side.html")
    except ReadError:
        return
    document = Document("d", "d", "html", "utf-8", "", text, origin=origin)
    for at, char in enumerate(text):
        there = source[document.source_offset(at) :][:1]
        assert char.isspace() or char in "#-|·\ufffd" or there in {char, "&"}, (at, char, there)


def test_a_pdf_gives_its_pages_and_keeps_a_repeated_header_once(reading):
    """Each page's start is known, a header on every page is read once, and no place in bytes is claimed."""
    header = "Referat fra 7. møde"
    document = reading(
        "referat.pdf",
        pdf(
            [header, "Åse bød velkommen.", "Side 1"],
            [header, "Øen er nået.", "Side 2"],
            [header, "Tak.", "Side 3"],
        ),
    )
    assert document.text.count(header) == 1
    assert "Side" not in document.text
    assert [page.number for page in document.pages] == [1, 2, 3]
    starts = [page.start for page in document.pages]
    assert [document.text[start:].split("\n")[0] for start in starts[1:]] == ["Øen er nået.", "Tak."]
    assert (document.encoding, document.source_offset(3)) == (None, None)


def test_words_broken_at_a_pdf_lines_end_are_joined(reading):
    """A word goes on in the next line, a shared ending and a capital's hyphen stay."""
    lines = [
        "Vi spurgte institutions-",
        "og driftsledere om ledel-",
        "sesrum og HR-",
        "chefer i kom-",
        "muner.",
    ]
    (part,) = segment(reading("brud.pdf", pdf(lines)).text)
    assert part.text == "Vi spurgte institutions- og driftsledere om ledelsesrum og HR-chefer i kommuner."


def _minutes(document):
    """Minutes in a DOCX with the usual styles, a table and what was changed since."""
    document.add_heading("Referat", 0)
    document.add_heading("Indledning", 2)
    document.add_paragraph("Mødet blev åbnet.")
    document.add_paragraph().add_run("Eventuelt").bold = True
    document.add_paragraph("Tillid", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Deltagere", "Åse Bæk", "Afbud", "Bo Lind"), strict=True):
        cell.text = words
    changed = document.add_paragraph("Vi aftalte ")
    changed._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>at mødes</w:t></w:r></w:ins>"))
    changed._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>aldrig</w:delText></w:r></w:del>"))
    held = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Felt i skabelon</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(held))
    boxed = "<w:txbxContent><w:p><w:r><w:t>I boks</w:t></w:r></w:p></w:txbxContent>"
    document.paragraphs[-1]._p.append(parse_xml(f"<w:r {W}><w:pict>{boxed}</w:pict></w:r>"))


def test_a_docx_is_read_as_its_reader_sees_it(reading):
    """Headings, lists and rows are marked; insertions, fields and boxes are read, deletions are not."""
    document = reading("referat.docx", word(_minutes))
    assert document.text.split("\n\n") == [
        "Felt i skabelon", "# Referat", "## Indledning", "Mødet blev åbnet.", "**Eventuelt**", "- Tillid",
        "| Deltagere | Åse Bæk |", "| Afbud | Bo Lind |", "Vi aftalte at mødes", "I boks\n",
    ]  # fmt: skip
    assert (document.encoding, document.pages, document.source_offset(0)) == (None, (), None)


def test_a_pptx_is_read_slide_by_slide(reading):
    """Titles, bullets, tables and boxes in groups are read, and each slide's number and start are known."""
    deck = slides(("Paradokser", ["Drift OG udvikling", "Åbenhed OG ro"]), ("Krav", ["Mod"]))
    slide = deck.slides[1]
    textbox(slide.shapes.add_group_shape().shapes, "I gruppen")
    table = slide.shapes.add_table(1, 2, 0, 0, 99, 99).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Mål", "224"
    document = reading("oplæg.pptx", saved(deck))
    first, second = document.pages
    bullets = "- Drift OG udvikling\n- Åbenhed OG ro"
    assert document.text[: second.start].rstrip() == f"## Paradokser\n\n{bullets}"
    assert document.text[second.start :].startswith("## Krav\n\n- Mod\n- I gruppen\n| Mål | 224 |")
    assert (first.number, first.start, second.number) == (1, 0, 2)


def test_the_format_makes_no_difference_to_who_took_part(tmp_path):
    """Minutes as text, PDF, DOCX and HTML name the same persons in the same capacity."""
    lines = [
        "Referat fra 3. møde i Ledelseskommissionen", "",
        "Deltagere: Allan Søgaard Larsen, Emma Winther og David Hellemann.", "",
        "Afbud: Marianne Thyrring.", "",
        "Det blev aftalt, at sekretariatet sender referatet ud til alle deltagerne.",
    ]  # fmt: skip
    paragraphs = [line for line in lines if line]
    files = {
        "a.txt": "\r\n".join(lines).encode("latin-1"),
        "a.pdf": pdf(lines),
        "a.docx": word(lambda document: [document.add_paragraph(line) for line in paragraphs]),
        "a.html": "".join(f"<p>{line.replace('ø', '&oslash;')}</p>\n" for line in paragraphs).encode(),
    }
    wanted = {
        ("Allan Søgaard Larsen", "attendee"), ("Emma Winther", "attendee"), ("David Hellemann", "attendee"),
        ("Marianne Thyrring", "absentee"),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        found = read_document(tmp_path / name)
        assert {(one.name, one.participation) for one in found.persons} == wanted, name
        assert len(found.decisions) == 1, name


def test_every_document_of_the_corpus_leads_back_to_its_file():
    """The corpus as read is its files, place by place."""
    for path in sorted((Path(__file__).parent.parent / "corpus").iterdir()):
        document = read(path)
        assert leads_back(document, path.read_bytes().decode("utf-8"))
