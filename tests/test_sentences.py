"""Danish sentences end where they end, and not at an abbreviation, a clock time or an ordinal."""

import pytest
from helpers_texts import texts
from hypothesis import given

from graph_build.context import prepare
from graph_build.language.sentences import spans, without_capitals
from graph_build.model import Document


def split(text):
    """The sentences of a text."""
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mødet begynder kl. 10.30 i dag.",
        "Det gælder bl.a. Ledelseskommissionen og KL.",
        "Referat fra 7. møde i kommissionen.",
        "Den 7. oktober mødtes vi.",
        "Den 7. Oktober mødtes vi.",
        "Vi inddrager borgere, pårørende m.fl. i arbejdet.",
        "Fx skal ledere høres ift. Sammenhængsreformen.",
        "Det står i § 3, stk. 2, jf. Finansloven.",
        "Vi mødtes med Skt. Jørgens Skole og Sct. Knuds Sogn.",
        "Allan S. Larsen kom.",
        "Hr. Jensen og fru Hansen kom.",
        "Se www.kl.dk/ledelse for mere.",
        "Det kostede 1.234.567,50 kr. og ca. 5 pct. af budgettet.",
        "1. Indledning",
        "Vi er … på vej.",
        "Et ord",
    ],
)
def test_one_sentence_stays_one(sentence):
    """Abbreviations, ordinals, times, sums, initials and addresses end no sentence."""
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mødet slutter kl. 10.", "Derefter er der frokost."],
        ["Der er tillid, ro m.v.", "Det virker."],
        ["Alle kom: chefer, ledere osv.", "Ingen gik."],
        ["Vi mødtes den 2. november 2017.", "Det gik godt."],
        ["Er det rigtigt?", "Ja!", "Det er det."],
        ["Han sagde: ”Det er godt.”", "Så gik han."],
        ["Det er svært …", "Men det går."],
        ["Hvad?!", "Nej."],
        ["Sådan er det (desværre).", "Sådan bliver det."],
        ["Det er 2030.", "Ærlighed varer længst."],
    ],
)
def test_sentences_are_told_apart(sentences):
    """A stop before a capital ends a sentence, with the marks that close it."""
    assert split(" ".join(sentences)) == sentences


def test_white_space_and_signs_alone_are_no_sentence():
    """Where no letter or figure stands there is no sentence."""
    for text in ("", " \n", "...", "– ! –"):
        assert split(text) == []


@given(texts)
def test_sentences_cover_the_words_in_order(text):
    """Of any text, sentences follow each other without overlap and leave no letter or figure out."""
    end = 0
    for start, stop in spans(text):
        assert end <= start < stop <= len(text)
        assert not any(char.isalnum() for char in text[end:start])
        assert not text[start].isspace()
        end = stop
    assert not any(char.isalnum() for char in text[end:])


def test_a_text_without_capitals_is_parted_at_its_stops():
    """In notes that begin no sentence with a capital a small letter after a stop opens one."""
    notes = [
        "vi var ni gårde.", "Merete kom kl. 10 med bl.a. boller.", "hvem gør hvad?", "vi mødes den 7. maj.",
        "j. hansen tager referat.", "det er … på vej.", "mit råd: skriv det ned.", "så er det gjort.",
        "helge køber ind m.v. hver mandag.",
    ]  # fmt: skip
    text = " ".join(notes)
    assert without_capitals(text)
    assert [text[start:end] for start, end in spans(text, capitals=False)] == notes
    document = Document("noter", "noter.txt", "text", "utf-8", "", text)
    assert [sentence.text for sentence in prepare(document).sentences] == notes
