"""Labelled running text is read as its form says, and what it taught is found in a document."""

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from raise_floors import UNSEEN

from graph_build.context import prepare
from graph_build.language import examples
from graph_build.language.annotations import DATA, FOLDERS, MORE, RETOLD, SECOND, text_of
from graph_build.language.examples import retold
from graph_build.language.marked import marked
from graph_build.language.network_texts import _known_of
from graph_build.language.network_words import WORD_LABELS
from graph_build.language.passages import passages
from graph_build.model import Document
from graph_build.quote import as_quote
from graph_build.read import read
from graph_build.reading import find

TESTS = Path(__file__).parent
STATEMENTS = ("paradoxes", "recommendations", "decisions", "questions", "answers", "figures")

_LABELLED = """## minutes | Punkt 4
N\tMødet begyndte kl. 10.
PR\tVi bør give [hver skole sin frihed] og [alle børn det samme].
D\tAnne skriver.

Q\t- Hvem betaler?
## letter | -
P\t[Borgerne vil kende deres hjælper]. [Vagtplanen kender kun timer].
"""

_NOTES = """\
Netværk for ledende bygningsteknikere – møde 3
Sted: Materielgården, Holbæk

Bordet rundt
Hvordan får I besked, når en skole flytter rundt på lokalerne uden at sige det?
Det får vi ikke. Vi opdager det, når varmen står på 26 grader i et tomt lokale.
Vi har lavet en fast aftale med skolesekretærerne, de ringer om fredagen
Serviceleder Ove Thygesen går en runde hver måned og tegner selv
Skemaet på intranettet bliver ikke brugt af nogen

Hvad koster det os, at vi ikke ved det?
Omkring 40 timer pr. ejendom om året, mener Frederikssund.
Godt humør.

Næste møde holdes i Kalundborg den 3. marts, husk sikkerhedssko.
"""


def test_labelled_passages_give_their_words_and_what_a_reader_found(tmp_path):
    """Sentences make paragraphs, list items stand alone, and each label's quote comes without marks."""
    path = tmp_path / "a.txt"
    path.write_text(_LABELLED, encoding="utf-8")
    first, second = passages(path)
    assert first.paragraphs == (
        "Mødet begyndte kl. 10. Vi bør give hver skole sin frihed og alle børn det samme. Anne skriver.",
        "- Hvem betaler?",
    )
    both = "Vi bør give hver skole sin frihed og alle børn det samme."
    assert first.gold["paradoxes"] == [
        {"quote": both, "poles": ["hver skole sin frihed", "alle børn det samme"]}
    ]
    assert first.gold["recommendations"] == [{"quote": both}]
    assert first.gold["decisions"] == [{"quote": "Anne skriver."}]
    assert first.gold["questions"] == [{"quote": "Hvem betaler?"}]
    assert (second.genre, second.heading) == ("letter", "")
    assert second.source().segments[0].text.startswith("Borgerne vil kende deres hjælper. Vagtplanen")


def test_marked_documents_give_their_words_and_what_a_reader_found(tmp_path):
    """A document is read without its marks, and each mark's words are the quote; a mark may hold another."""
    path = tmp_path / "referat.txt"
    path.write_text(
        "Punkt 1\n\n<R><P>Vi bør give [skolerne\nfrihed] og [børnene det samme].</P></R> "
        "<Q>Hvem betaler?</Q>\n- <D>Anne skriver.</D> Der var kaffe.\n",
        encoding="utf-8",
    )
    document, gold = marked(path)
    assert document.text.splitlines() == [
        "Punkt 1", "", "Vi bør give skolerne", "frihed og børnene det samme. Hvem betaler?",
        "- Anne skriver. Der var kaffe.",
    ]  # fmt: skip
    both = "Vi bør give skolerne frihed og børnene det samme."
    assert gold == {
        "paradoxes": [{"quote": both, "poles": ["skolerne frihed", "børnene det samme"]}],
        "recommendations": [{"quote": both}],
        "decisions": [{"quote": "Anne skriver."}],
        "questions": [{"quote": "Hvem betaler?", "id": "q1"}],
    }


def test_answers_are_known_of_a_marked_document_where_one_is_marked(tmp_path):
    """What else is said in an answer stands in it; of a document without a marked answer nothing is known."""
    path = tmp_path / "svar.txt"
    path.write_text(
        "<Q>Hvem betaler?</Q>\n<A>Det ved vi ikke. <R>Spørg kommunen.</R></A>\n", encoding="utf-8"
    )
    document, gold = marked(path)
    assert document.text == "Hvem betaler?\nDet ved vi ikke. Spørg kommunen.\n"
    assert gold["answers"] == [{"quote": "Det ved vi ikke. Spørg kommunen.", "answers": "q1"}]
    assert gold["recommendations"] == [{"quote": "Spørg kommunen."}]
    path.write_text("<Q>Hvem betaler?</Q>\nDet ved vi ikke.\n", encoding="utf-8")
    assert "answers" not in marked(path)[1]


def test_a_marked_answer_is_of_the_question_above_or_of_that_in_its_place(tmp_path):
    """Three questions and then three answers go in order; one question may have two answers."""
    path = tmp_path / "svar.txt"
    many = "".join(f"<Q>{one}?</Q>\n" for one in ("Hvem", "Hvad", "Hvor"))
    each = "".join(f"<A>{one}.</A>\n" for one in ("Anne", "Skemaet", "I Vejle"))
    path.write_text(f"{many}\n{each}\n<Q>Hvornår?</Q>\n<A>I maj.</A>\n<A>I juni.</A>\n", encoding="utf-8")
    gold = marked(path)[1]
    assert [one["id"] for one in gold["questions"]] == ["q1", "q2", "q3", "q4"]
    assert [one["answers"] for one in gold["answers"]] == ["q1", "q2", "q3", "q4", "q4"]
    many = "".join(f"{at}. <Q>{one}?</Q>\n" for at, one in enumerate(("Hvem", "Hvad", "Hvor"), 1))
    path.write_text(
        f"{many}\nAd 1. <A>Anne.</A>\n<A>Og Bo.</A>\n## Til 3\n- <A>I Vejle.</A>\n", encoding="utf-8"
    )
    assert [one["answers"] for one in marked(path)[1]["answers"]] == ["q1", "q1", "q3"]


@pytest.mark.parametrize(
    "text", ["<P>[A] mod B.</P>", "<R>Gør det.", "Gør det.</D>", "[A] mod [B].", "<A>Ja.</A>"]
)
def test_a_mark_that_does_not_end_or_lacks_a_pole_is_told(tmp_path, text):
    """Whoever marks a document is told what is amiss and where."""
    path = tmp_path / "noter.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"noter\.txt"):
        marked(path)


def test_a_tension_over_two_sentences_is_found_whole(tmp_path: Path):
    """Two sentences that open alike, or of which one sets itself against the other, are one tension."""
    document = tmp_path / "referat.txt"
    document.write_text(
        "# Referat af ledermøde\n\nDirektøren gav ordet frit om vagtplanen.\n\n"
        "Borgerne vil have et ansigt, de kender. Vagtplanen vil have hvem som helst, der er ledig. "
        "Mødet sluttede kl. 12.\n\n"
        "Kommunen vil have alle i arbejde nu. Heroverfor står de ledige, som har brug for tid.\n\n"
        "Mødet begyndte kl. 10. Der var kaffe og brød til alle.\n",
        encoding="utf-8",
    )
    found = find(read(document))
    text = found.document.text
    told = [(paradox.mention.quote, [pole.text for pole in paradox.poles]) for paradox in found.paradoxes]
    assert told == [
        (
            "Borgerne vil have et ansigt, de kender. Vagtplanen vil have hvem som helst, der er ledig.",
            ["Borgerne vil have et ansigt, de kender", "Vagtplanen vil have hvem som helst, der er ledig"],
        ),
        (
            "Kommunen vil have alle i arbejde nu. Heroverfor står de ledige, som har brug for tid.",
            [
                "Kommunen vil have alle i arbejde nu",
                "de ledige, som har brug for tid",
            ],
        ),
    ]
    assert all(text[p.start : p.end] == p.text for paradox in found.paradoxes for p in paradox.poles)


def test_loose_answers_under_a_question_are_found_line_by_line(tmp_path: Path):
    """Where no line is wrapped, each line under a question is an answer of its own, however long."""
    document = tmp_path / "noter.txt"
    document.write_text(_NOTES, encoding="utf-8")
    answers = [answer.mention.quote for answer in find(read(document)).answers]
    assert answers[:3] == [
        "Det får vi ikke. Vi opdager det, når varmen står på 26 grader i et tomt lokale.",
        "Vi har lavet en fast aftale med skolesekretærerne, de ringer om fredagen",
        "Serviceleder Ove Thygesen går en runde hver måned og tegner selv",
    ]


def test_every_marked_document_that_ships_can_be_learnt_from():
    """Each mark ends, each tension has two poles, and every quote stands in the document's text."""
    folder = DATA / "marked"
    told = Counter[str]()
    for path in sorted(folder.iterdir()):
        document, gold = marked(path)
        words = as_quote(document.text)
        for kind, items in gold.items():
            told[kind] += len(items)
            for item in items:
                assert item["quote"] in words, path.name
                assert all(pole in item["quote"] for pole in item.get("poles", [])), path.name
    assert min(told.values()) > 100


@pytest.mark.parametrize(
    ("readings", "documents"),
    [
        (RETOLD, RETOLD),
        (MORE, MORE),
        (TESTS / "unseen_sixth", TESTS / "unseen_sixth"),
        *((folder, DATA / folder.name) for folder in sorted(SECOND.iterdir())),
        *((TESTS / "second_reader" / name, TESTS / name) for name in UNSEEN),
    ],
    ids=lambda folder: f"{folder.parent.name}-{folder.name}",
)
def test_annotations_quote_their_documents(readings: Path, documents: Path):
    """Each quote of an annotation that ships stands in its document."""
    annotations = sorted(readings.glob("*.json"))
    assert annotations
    for annotation in annotations:
        text = as_quote(text_of(documents / annotation.name).read_text(encoding="utf-8"))
        found = json.loads(annotation.read_text(encoding="utf-8"))
        quotes = [item["quote"] for kind in STATEMENTS for item in found.get(kind, [])]
        quotes += [quote for theme in found.get("themes", []) for quote in theme.get("quotes", ())]
        assert [quote for quote in quotes if as_quote(quote) not in text] == [], annotation.name


def test_figures_that_readers_noted_or_quoted_otherwise_are_not_learnt():
    """Where every number was noted none is learnt, and how it is cut is learnt from short quotes alone."""
    text = "Referat\n\nDer kom 14 ledere fra kommunens skoler til mødet i Nordby.\n"
    source = prepare(Document("m", "m.txt", "text", "utf-8", "", text))

    def learnt(label: str, quote: str, **more: list[str]) -> int:
        gold = {"figures": [{"quote": quote, "value": 14}], **more}
        return len(list(examples._from_document(label, examples.Annotated(source, "minutes", gold, "m"))))

    assert learnt("figure", "14 ledere") == 1
    assert learnt("figure", "14 ledere", unnoted=["figures"]) == 0
    assert learnt("figure-span", "14 ledere") > 1
    assert learnt("figure-span", "Der kom 14 ledere fra kommunens skoler") == 0
    counts = dict(zip(WORD_LABELS, _known_of({"unnoted": ["figures"]}), strict=True))
    assert [label for label, weight in counts.items() if not weight] == ["figure"]


def test_what_retells_a_document_is_held_out_with_it():
    """Each retelling bears the name of a document that is annotated, by which both are held out."""
    known = {path.stem for folder in FOLDERS for path in folder.glob("*.json")}
    assert {path.stem for path in RETOLD.glob("*.json")} <= known
    assert {one.block for one in islice(retold(FOLDERS), 3)} <= known
