"""A document's parts: headings, header lines, lists and paragraphs, mended where conversion broke them."""

import re
from itertools import pairwise

import pytest
from helpers_files import ROOT
from helpers_texts import texts
from hypothesis import given

from graph_build.clean import clean
from graph_build.context import MAX_SENTENCE, prepare, source_span
from graph_build.errors import EmptyDocumentError
from graph_build.model import Document
from graph_build.quote import as_quote
from graph_build.read import read
from graph_build.read.text import normalise
from graph_build.segment import sections, segment

CORPUS = sorted((ROOT / "corpus").iterdir())


def kinds(text):
    """Kind and words of each part."""
    return [(part.kind, part.text) for part in segment(text)]


def document(text):
    """A document with a text."""
    return Document("d", "d.txt", "text", "utf-8", "", text)


def test_markdown_headings_carry_their_level():
    """Signs before a heading give its depth; decoration does not count."""
    parts = segment("# Referat\n\nDet blev åbnet.\n\n## —— Baggrund\n\nDet begyndte i maj.")
    assert [(part.kind, part.level, part.text) for part in parts if part.kind == "heading"] == [
        ("heading", 1, "Referat"),
        ("heading", 2, "Baggrund"),
    ]


def test_header_lines_part_at_every_key():
    """Several keys on one line are lines of their own."""
    line = (
        "Mødedato: 1. juni 2017 Organisation: Lejre kommune Deltagere fra kommissionen: Allan Søgaard Larsen"
    )
    assert kinds(line) == [
        ("header-line", "Mødedato: 1. juni 2017"),
        ("header-line", "Organisation: Lejre kommune"),
        ("header-line", "Deltagere fra kommissionen: Allan Søgaard Larsen"),
    ]


@pytest.mark.parametrize("marker", ["-", "•", "◆", "*", "–", "1.", "a)", "?", "!"])
def test_list_items_lose_their_marker(marker):
    """Every marker opens a list item whose words begin after it."""
    found = kinds(f"{marker} Mod til at prøve\n{marker} Tid til at lære\n{marker} Ro til at lede")
    assert found == [
        ("bullet", "Mod til at prøve"),
        ("bullet", "Tid til at lære"),
        ("bullet", "Ro til at lede"),
    ]


def test_numbered_lines_are_headings_where_text_follows():
    """A numbered line before a paragraph is an agenda item, in a list it is an item."""
    agenda = (
        "1. Indledning\n\nFormanden bød velkommen til mødet.\n\n2. Eventuelt\n\nDer var intet til punktet."
    )
    assert [kind for kind, _ in kinds(agenda)] == ["heading", "paragraph", "heading", "paragraph"]
    assert {kind for kind, _ in kinds("1. Lovlighed\n2. Sandhed\n3. Faglighed")} == {"bullet"}


def test_a_date_of_its_own_line_is_no_item():
    """A line "12. marts 2024" is a date, not item 12, also behind a list's mark."""
    dated = "Interview med Mette\n\n12. marts 2024\n\nMette siger, at det var godt."
    assert [words for _, words in kinds(dated)][1] == "12. marts 2024"
    assert kinds("- Oplæg\n- 3. oktober 2024\n- Debat")[1] == ("bullet", "3. oktober 2024")
    assert kinds("1. Marked\n2. Maj måned\n3. Juni")[1] == ("bullet", "Maj måned")


def test_wrapped_lines_and_broken_words_are_joined():
    """Lines that a fixed width broke are one paragraph, and words are whole again."""
    text = (
        "Lederne skal tage ansvar for de resultater, som kommis-\n"
        "sionen peger på, og for at institutions- og driftsledere\n"
        "får den nødvendige sparring, når det bliver svært.\n"
    )
    ((kind, words),) = kinds(text)
    assert kind == "paragraph"
    assert words.startswith(
        "Lederne skal tage ansvar for de resultater, som kommissionen peger på, og for at institutions- og "
    )


def test_a_sentence_cut_by_a_blank_line_is_one_paragraph():
    """A paragraph that breaks off in mid-sentence goes on after the page's end."""
    ((_, words),) = kinds(
        "At eksekvere er svært i alle led. Noget skyldes\n\nstyring og noget skyldes ledelse."
    )
    assert words == "At eksekvere er svært i alle led. Noget skyldes styring og noget skyldes ledelse."


def test_a_heading_glued_to_a_paragraph_stands_alone_again():
    """A heading at a paragraph's end opens the next section."""
    text = (
        "Jeg er begyndt at tale om relationer i stedet. Oplæg ved Emma Winther\n\n- Der er mange led i kæden."
    )
    assert kinds(text) == [
        ("paragraph", "Jeg er begyndt at tale om relationer i stedet."),
        ("heading", "Oplæg ved Emma Winther"),
        ("bullet", "Der er mange led i kæden."),
    ]


def test_html_remnants_part_and_vanish():
    """Block tags part paragraphs, inline tags and marks leave no trace, entities are resolved."""
    text = (
        "<p>Alt starter ved <i>borgerne</i> &amp; <b>dem</b>.</p><p>Der er **tillid** i K&oslash;ge&quot;</p>"
    )
    assert [words for _, words in kinds(text)] == [
        "Alt starter ved borgerne & dem.",
        'Der er tillid i Køge"',
    ]


def test_an_entity_at_the_end_belongs_to_its_part():
    """The last entity of a part lies within the part's span, in its words and in its quote."""
    text = "Hun sagde &quot;ja&quot;"
    (part,) = segment(text)
    assert (part.text, part.start, part.end) == ('Hun sagde "ja"', 0, len(text))
    assert as_quote(text[slice(*source_span(text, part, 10, 14))]) == '"ja"'


def test_a_running_head_is_read_once():
    """Words that return on every page are furniture, but where they stand first."""
    pages = [f"Ledelse og styring\n\nSide {n} handler om noget, som er værd at læse." for n in (1, 2, 3)]
    found = [kind for kind, words in kinds("\n\n".join(pages)) if words == "Ledelse og styring"]
    assert found[0] != "furniture"
    assert set(found[1:]) == {"furniture"}


CAPITALS = """Panel på lederdagen

ORDSTYREREN
Hvem bestemmer over skemaet?
BODIL HOLM, FOA
Det gør lærerne.
ORDSTYREREN
Og hvem bestemmer over budgettet?
ERIK AAGAARD
Det gør jeg.
ORDSTYREREN
Tak for i dag.
"""
CHAT = """Ida · 20.05
Hvem låser op i morgen?

Kim · 20.07
Jeg er der klokken syv

Ida · 20.09
Tak
og godnat

Kim · 20.11
Sov godt
"""
BOLD = """**Ida Holm**

Hvem har ansvaret?

**Kim Bro**

Det har vi begge to.

**Ida Holm**

Er det nok?

**Kim Bro**

Nej.
"""
ANSWERING = """Hvor lang er ventetiden?

Direktionen:
Omkring otte uger. Den falder til foråret.

Hvem giver besked?

Direktionen:
Det gør visitationen.
"""


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (CAPITALS, ["ORDSTYREREN", "BODIL HOLM, FOA", "ORDSTYREREN", "ERIK AAGAARD", "ORDSTYREREN"]),
        (CHAT, ["Ida · 20.05", "Kim · 20.07", "Ida · 20.09", "Kim · 20.11"]),
        (BOLD, ["Ida Holm", "Kim Bro", "Ida Holm", "Kim Bro"]),
        (ANSWERING, ["Direktionen:", "Direktionen:"]),
    ],
    ids=["capitals", "chat", "bold", "answering"],
)
def test_speakers_who_stand_alone_are_no_running_heads(text, speakers):
    """Names over what is said are speakers each time, and head no section and no furniture."""
    found = kinds(text)
    assert [words for kind, words in found if kind == "speaker"] == speakers
    assert {kind for kind, _ in found[1:]} <= {"speaker", "paragraph"}


@pytest.mark.parametrize(
    "text",
    [
        "Deltagere\n\nIda Holm\nKim Bro\nPia Juhl\n\nMødet begyndte klokken ni, og alle var der.",
        "\n\n".join(f"Ida Holm\n\nSlide {n} handler om noget, som er værd at læse." for n in range(4)),
        "Ida Holm\nDirektør for Teknik og Miljø i Vejle.\n\nKim Bro\nLeder af Vej og Park i samme by.",
    ],
    ids=["present", "on every slide", "portraits"],
)
def test_names_under_which_nobody_speaks_in_turn_are_no_speakers(text):
    """A list of those present, a name on every slide and portraits are not taken for a talk."""
    assert "speaker" not in {kind for kind, _ in kinds(text)}


def test_a_turn_of_a_talk_opens_a_part_and_heads_nothing():
    """Who speaks before the words ("Vært: …") opens a part, though the lines are as long as wrapped ones."""
    turns = [
        "Vært: Hvad gør I, når der mangler folk på holdet om aftenen, og ingen vil bytte",
        "Ida Holm: Vi ringer til naboteamet, og de siger næsten altid ja til at hjælpe os",
        "Vært: Hvem ringer?",
        "Ida Holm: Det gør planlæggeren, for hun kender dem alle og ved, hvem der plejer",
    ]
    assert kinds("\n".join(turns)) == [("paragraph", turn) for turn in turns]


def test_a_wrapped_item_of_a_list_is_no_heading():
    """A numbered line that goes on in lower case under it is one item with it."""
    item = "1. Målene for natur, friluftsliv og indtægter prioriteres, så\nskovriderne kan vælge frit"
    text = f"{item}\n\nDet sker i maj."
    assert kinds(text)[0] == (
        "bullet",
        "Målene for natur, friluftsliv og indtægter prioriteres, så skovriderne kan vælge frit",
    )


def test_each_mail_of_a_thread_keeps_its_header_lines():
    """However often they return, who sent a mail, when and about what are header lines."""
    mails = [
        f"Fra: Ida Holm\nSendt: {n}. maj 2017\nEmne: SV: Temadag\n\nTak for mail {n}." for n in range(1, 6)
    ]
    assert [kind for kind, _ in kinds("\n\n".join(mails))] == [*["header-line"] * 3, "paragraph"] * 5


def test_quoted_lines_of_a_mail_are_joined_and_keep_their_places():
    """A quoted sentence that was wrapped is one part without the signs that quote it; a bare one is blank."""
    text = "Fra: Ida Holm\nTil: Kim Bro\n\n> Kan vi nå det, eller skal vi\n> vente til maj?\n>\nVi venter."
    assert kinds(text)[2:] == [
        ("bullet", "Kan vi nå det, eller skal vi vente til maj?"),
        ("paragraph", "Vi venter."),
    ]
    part = segment(text)[2]
    assert text[slice(*source_span(text, part, 29, len(part.text)))] == "vente til maj?"


def test_page_furniture_is_known():
    """Page numbers, rules and addresses are furniture and carry no words to be read."""
    between = "Side 3 af 4\n\n---\n\nwww.ledelseskom.dk"
    found = kinds(f"Ledelse er et fag, og det skal læres.\n\n{between}\n\nDet er vigtigt nok.")
    assert [kind for kind, _ in found] == ["paragraph", "furniture", "furniture", "furniture", "paragraph"]


def test_an_empty_text_is_refused():
    """White space alone has no parts."""
    for text in ("", " \n\t\n"):
        with pytest.raises(EmptyDocumentError):
            segment(text)


def test_sections_nest_and_end_where_the_next_begins():
    """A section holds what stands under its heading, and its parent is the nearest of a higher level."""
    text = "# A\n\nEt afsnit her.\n\n## B\n\nTo afsnit her.\n\n# C\n\nTre afsnit her."
    found = sections(segment(text))
    assert [(one.number, one.heading, one.parent) for one in found] == [
        (1, "A", None),
        (2, "B", 1),
        (3, "C", None),
    ]
    assert [text[one.start] for one in found] == ["A", "B", "C"]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus_is_covered(path):
    """Every letter of every document stands in one part, but for markers and tags."""
    _covered(read(path).text)


@given(texts)
def test_parts_cover_the_text_and_never_overlap(raw):
    """Of any text, parts follow each other, and between them lie white space, markers and tags only."""
    _covered(normalise(raw)[0])


# What may lie outside the parts: tags, list and agenda markers, a table's rules and page furniture.
_OUTSIDE = re.compile(
    r"<[^<>\n]*>|&\S{1,8};|(?i:(?:ad|pkt\.|punkt|dagsordenspunkt)\s*\d+|side\s*\d+(?: af \d+)?)|www\.\S+"
    r"|[a-hA-H]\)|\bo\b"
)


def _covered(text):
    try:
        parts = segment(text)
    except EmptyDocumentError:
        return
    end = 0
    for part in parts:
        assert end <= part.start < part.end <= len(text)
        outside = _OUTSIDE.sub(" ", text[end : part.start])
        assert not any(char.isalpha() for char in outside), outside
        end = part.end
    assert not any(char.isalpha() for char in _OUTSIDE.sub(" ", text[end:])), text[end:]


@given(texts)
def test_a_parts_words_lead_back_to_the_text(raw):
    """Each code point of a part's words has its place, ascending; literal ones are the text's own."""
    text, _ = normalise(raw)
    try:
        parts = segment(text)
    except EmptyDocumentError:
        return
    for part in parts:
        assert len(part.offsets) == len(part.text) + 1
        assert list(part.offsets) == sorted(part.offsets)
        assert (part.offsets[0], part.offsets[-1]) == (part.start, part.end)
        assert part.text == part.text.strip() != ""
        for char, at in zip(part.text, part.offsets, strict=False):
            assert char == text[at] or char == " " or text[at] == "&"


@given(texts)
def test_any_span_of_sentences_can_be_quoted(raw):
    """The place of every sentence lies in its part, and the quote there has the sentence's letters."""
    text, _ = normalise(raw)
    try:
        source = prepare(document(text))
    except EmptyDocumentError:
        return
    for sentence in source.sentences:
        mention = source.mention(sentence.segment, sentence.start, sentence.end, "test", 1.0)
        assert sentence.segment.start <= mention.start < mention.end <= sentence.segment.end
        assert mention.quote == as_quote(text[mention.start : mention.end])


@pytest.mark.parametrize("text", ["ledelse " * 900, "x" * 7000, "Der er ro. " * 300 + "og så " * 900])
def test_a_sentence_without_end_is_read_in_pieces(text):
    """What is longer than any sentence is cut at a blank where there is one, and no letter is lost."""
    found = prepare(document(text)).sentences
    assert max(len(one.text) for one in found) <= MAX_SENTENCE
    assert "".join(one.text for one in found).replace(" ", "") == text.replace(" ", "")
    assert all(one.text == one.text.strip() for one in found)


@given(texts)
def test_clean_words_have_single_blanks_and_no_marks(raw):
    """Words for reading carry no white space but single blanks, and no bold marks."""
    words, _ = clean(raw, 0, len(raw))
    assert "  " not in words
    assert not re.search(r"[\n\t\r*\u00ad]", words)
