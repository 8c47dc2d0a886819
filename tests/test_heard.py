"""What the network says of a document's sentences and words, where the extractors ask for it."""

from pathlib import Path

import numpy as np
import pytest

from graph_build.context import Source, prepare
from graph_build.extract import claims
from graph_build.extract.candidates import settings
from graph_build.extract.heard import Heard, as_signs, of_answer, of_mentions, of_span, unheard
from graph_build.language import network
from graph_build.language.network import FURTHEST
from graph_build.language.network_asked import asked_truths
from graph_build.language.network_held_out import read_words, write_words
from graph_build.language.words import places, tokens
from graph_build.model import Document
from graph_build.reading import find

TEXT = """Referat fra ledermødet

Karen Bro spurgte: Hvordan får vi tid til ledelse? Direktionen i Aarhus Kommune svarede, at 24 lederne\
 havde fået en kalenderfri dag.

Medarbejderne skal høres. Medarbejderne og 14 af 20 mellemledere var til stede.
"""


@pytest.fixture(scope="module")
def read() -> tuple[Source, Heard]:
    """A document, and what the network says of it."""
    source = prepare(Document("m", "m.txt", "text", "utf-8", "", TEXT))
    return source, claims.weigh(source, "minutes")[1]


def _told(read: tuple[Source, Heard], words: str, kind: str, nth: int = 0) -> list[int]:
    """What is said of some words of the document."""
    source, heard = read
    places = [
        (part, at) for part in source.parts for at in range(len(part.text)) if part.text.startswith(words, at)
    ]
    part, start = places[nth]
    return list(heard.words(part, kind)(start, start + len(words)))


def test_words_are_told_where_they_stand(read: tuple[Source, Heard]) -> None:
    """Each word of a span is told once, in any sentence of its part, and none beside it."""
    assert len(_told(read, "Direktionen", "organisation")) == 1
    assert len(_told(read, "14 af 20 mellemledere", "figure")) == 4
    assert len(_told(read, "ledelse? Direktionen", "organisation")) == 3
    assert len(_told(read, "Medarbejderne", "group", nth=1)) == 1


def test_an_answer_is_heard_by_the_sentences_that_stand_in_it(read: tuple[Source, Heard]) -> None:
    """Of words each sentence that they touch is asked; the first one's signs and the most likely one's."""
    source, heard = read
    part = next(part for part in source.parts if part.text.startswith("Medarbejderne"))
    whole = heard.answers(part, 0, len(part.text))
    assert len(whole) == 2
    assert heard.answers(part, 3, 8) == whole[:1]
    assert heard.answers(part, len(part.text), len(part.text) + 9) == []
    assert list(of_answer([])) == ["heard>?"]
    assert {sign.split(">")[0] for sign in of_answer(whole)} == {"heard-first", "heard-most"}


def test_words_are_those_that_the_network_read() -> None:
    """Each word has what was said of it: none of what only names, none past the 80th."""
    long = " ".join(["ord"] * 100)
    text = f"Dato: 3. maj\n\nVi lytter. Det hjælper.\n\n{long}."
    source = prepare(Document("m", "m.txt", "text", "utf-8", "", text))
    sentences = list(settings(source, "minutes"))
    sizes = [len(network.read(one.text)) for one in sentences]
    numbers = iter(range(sum(sizes)))
    words = [np.array([[next(numbers)] * len(network.WORDS) for _ in range(size)], np.int8) for size in sizes]
    heard = Heard(sentences, network.Said([{} for _ in sentences], words))
    first, second = (one.first for one in sentences if one.text in {"Vi lytter.", "Det hjælper."})
    part, told = first.segment, heard.words(first.segment, "group")
    before = int(words[[one.first for one in sentences].index(first)][0, 0])
    assert list(told(0, len(part.text))) == list(range(before, before + 6))
    assert list(told(second.start, second.start + 3)) == [before + 3]
    assert list(told(4, 5)) == [before + 1]
    assert list(told(2, 3)) == []
    assert list(heard.sentence(second, "group")(4, 11)) == [before + 4]
    last = source.parts[-1]
    assert len(heard.words(last, "group")(0, len(last.text))) == network.MOST_WORDS
    named = next(one for one in source.parts if one.kind == "header-line")
    assert list(heard.words(named, "group")(0, len(named.text))) == []


def test_what_is_held_out_is_kept_as_it_was(tmp_path: Path) -> None:
    """What is said of words is read as it was written, each document's under its name."""
    chance = np.random.default_rng(0)
    of_words = {
        name: [chance.integers(-40, 41, (size, 3)).astype(np.int8) for size in sizes]
        for name, sizes in {"a": [3, 1], "b/ø": [80], "c": [2, 2, 2]}.items()
    }
    write_words(tmp_path / "words.npz", of_words)
    read = read_words(tmp_path / "words.npz")
    assert list(read) == list(of_words)
    for name, rows in of_words.items():
        assert all((ours == theirs).all() for ours, theirs in zip(read[name], rows, strict=True))


def test_a_network_that_tells_something_else_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that was trained to tell other labels says so, and mixes up nothing."""
    monkeypatch.setattr(network, "WORDS", network.WORDS[::-1])
    with pytest.raises(ValueError, match="tells something else"):
        network.Network()


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Karen spurgte, hvordan kan vi skabe tid til ledelse.", 1),
        ("Til det første svarede hun, at nogen spurgte om løn.", 0),
    ],
)
def test_a_sentence_is_read_as_one_question(text: str, questions: int) -> None:
    """A sentence that holds a question or replies to one is no reported question beside that."""
    found = find(Document("m", "m.txt", "text", "utf-8", "", f"Referat\n\nMødet begyndte. {text}\n"))
    assert len(found.questions) <= questions


def test_what_names_and_counts_stands_out(read: tuple[Source, Heard]) -> None:
    """Of the words of a document those of a body, a count and a group are likeliest that."""
    assert min(_told(read, "Aarhus Kommune", "organisation")) > max(
        _told(read, "kalenderfri dag", "organisation")
    )
    assert min(_told(read, "14 af 20", "figure")) > max(_told(read, "var til stede", "figure"))
    assert min(_told(read, "mellemledere", "group")) > max(_told(read, "til stede", "group"))


def test_sentences_that_ask_are_told(read: tuple[Source, Heard]) -> None:
    """What asks is likelier to ask than what says."""
    source, heard = read
    scores = {one.text: heard.score(one, "question") for one in source.sentences}
    asks = next(score for text, score in scores.items() if "tid til ledelse" in text)
    says = next(score for text, score in scores.items() if text == "Medarbejderne skal høres.")
    assert asks is not None
    assert says is not None
    assert asks > says


def test_of_what_was_not_read_nothing_is_said(read: tuple[Source, Heard]) -> None:
    """Where no network read a text, its signs say that, and none is invented."""
    source, _ = read
    part = source.parts[-1]
    nothing = Heard([], network.Said([], []))
    assert nothing.score(source.sentences[-1], "answer") is None
    assert list(nothing.words(part, "group")(0, 10)) == []
    assert list(of_mentions([nothing.words(part, "group")(0, 10)])) == ["heard>?"]
    assert list(of_span(unheard, 0, 10)) == ["heard>?"]


def test_likelier_words_reach_more_signs() -> None:
    """What is likelier has all the signs of what is less likely, and more; beyond the ends none is new."""
    low, mid, high = (set(as_signs("w", steps)) for steps in (-FURTHEST, 3, FURTHEST))
    assert low < mid < high
    assert set(as_signs("w", 10 * FURTHEST)) == high


@pytest.mark.parametrize("text", ["Lyt nu!", "", "İstanbul er en by, og 3,5 mio. bor der", "a\u0301b – c"])
def test_places_are_those_of_tokens(text: str) -> None:
    """Each token has its place, in order."""
    found = list(places(text))
    assert len(found) == len(tokens(text))
    assert [text[start:end].lower() for start, end in found] == list(tokens(text))


def test_a_sentence_asks_where_most_of_it_is_quoted() -> None:
    """A quote of many sentences, of one, of part of one, and one that runs over a label."""
    sentences = ["Svar: Vi lytter.", "Og vi går ud.", "Ja.", "Hvad nu, spurgte hun?", "Mødet sluttede."]
    found = [{"quote": "Vi lytter. Og vi går ud. Ja."}, {"quote": "Hvad nu", "optional": True}]
    assert asked_truths(sentences, found) == [True, True, None, None, False]
    assert asked_truths(["Mødet sluttede."], []) == [False]
