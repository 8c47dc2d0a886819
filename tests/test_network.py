"""The network of sentences: what it says of a document, and of words."""

import numpy as np
import pytest

from graph_build.language import network
from graph_build.language.features import Setting, features
from graph_build.language.network_words import NOTHING, UNSURE, WORD_LABELS, named_in, word_labels

SENTENCES = [
    "Byrådet vedtog at styrke ledelsen på skolerne.",
    "På den ene side skal lederne styre, på den anden side skal de slippe.",
    "Mødet sluttede kl. 16.",
    "...",
    "Direktionen godkendte planen, og den sendes i høring inden 1. maj.",
]


def _heard(texts: list[str]) -> network.Said:
    return network.load().said(texts, [features(text, Setting()) for text in texts])


def _said(texts: list[str]) -> np.ndarray:
    return np.array([list(row.values()) for row in _heard(texts).scores])


def test_a_long_document_is_read_as_if_it_were_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a sentence and of its words does not depend on how many are read at one time."""
    texts = SENTENCES * 9
    whole, words = _said(texts), _heard(texts).words
    monkeypatch.setattr(network, "_AT_ONCE", 4)
    assert np.abs(whole - _said(texts)).max() < 1e-4
    assert len(whole) == len(texts)
    for ours, theirs, text in zip(words, _heard(texts).words, texts, strict=True):
        assert ours.shape == (len(network.read(text)), len(network.WORDS))
        assert np.abs(ours.astype(int) - theirs).max() <= 1


def test_a_word_looks_to_all_others_near_enough_in_its_sentence() -> None:
    """A word adds what others of its sentence are, in the shares of attention, of a long one near it."""
    chance = np.random.default_rng(0)
    sizes = np.array([3, 70, 3])
    starts = np.array([0, 5, 77])
    rows = chance.normal(size=(80, 8))
    names = ("asked", "shown_to", "given")
    w = {name: chance.normal(size=(8, 8)) for name in names}
    w["apart"] = chance.normal(size=2 * network.ATTENDED + 1)
    expected = rows.copy()
    for start, size in zip(starts, sizes, strict=True):
        own = rows[start : start + size]
        for at, row in enumerate(own):
            near = [other for other in range(size) if abs(other - at) <= network.ATTENDED]
            told = [
                (row @ w["asked"]) @ (own[other] @ w["shown_to"]) / np.sqrt(8)
                + w["apart"][other - at + network.ATTENDED]
                for other in near
            ]
            shares = np.exp(told - np.max(told))
            shares /= shares.sum()
            added = sum(share * (own[other] @ w["given"]) for share, other in zip(shares, near, strict=True))
            expected[start + at] += np.maximum(added, 0.0)
    network._attend(rows, starts, sizes, w)
    assert np.allclose(rows, expected)


def test_a_sentence_looks_to_all_others_near_enough_in_its_document() -> None:
    """A sentence adds what others are, in the shares of attention, forty to either side and none further."""
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(100, 8))
    w = {name: chance.normal(size=(8, 8)) for name in ("far_asked", "far_shown_to", "far_given")}
    w["far_apart"] = chance.normal(size=2 * network.ATTENDED_SENTENCES + 1)
    told = network._look_around(rows, w)
    for at in (0, 50, 99):
        near = range(max(0, at - network.ATTENDED_SENTENCES), min(100, at + network.ATTENDED_SENTENCES + 1))
        weighed = np.array([
            (rows[at] @ w["far_asked"]) @ (rows[other] @ w["far_shown_to"]) / np.sqrt(8)
            + w["far_apart"][other - at + network.ATTENDED_SENTENCES]
            for other in near
        ])  # fmt: skip
        shares = np.exp(weighed - weighed.max())
        expected = (shares / shares.sum()) @ (rows[near] @ w["far_given"])
        assert np.allclose(told[at], np.maximum(expected, 0.0))


def test_what_words_are_part_of_is_found_in_each_sentence() -> None:
    """Poles in their order, names and their other forms, and what runs over more than a sentence."""
    gold = {
        "persons": [{"name": "Ida Holm", "variants": ["IH"], "participation": "chair"}],
        "groups": [{"label": "ledere"}],
        "figures": [{"quote": "14 af 20 ledere", "value": 14}],
        "questions": [{"quote": "Hvem bestemmer?"}],
        "answers": [{"quote": "Det gør direktøren. Ida Holm retter ind."}],
    }
    tension = ("Ledere skal styre og give slip.", ("give slip", "styre"))
    named = named_in(gold)

    def told(sentence: str) -> dict[str, str]:
        found = word_labels(sentence, [tension], named)
        read = np.array(network.read(sentence))
        assert len(found) == len(read)
        shown = {name: " ".join(read[column == 1]) for name, column in zip(WORD_LABELS, found.T, strict=True)}
        return {name: words for name, words in shown.items() if words}

    assert told(tension[0]) == {"first pole": "styre", "second pole": "give slip", "group": "ledere"}
    assert told("IH sagde, at 13 af 20 ledere kom.") == {"group": "ledere", "figure": "0 af 0 ledere"}
    assert told("Ida Holm retter ind.") == {
        "person": "ida holm",
        "chair": "ida holm",
        "answer": "ida holm retter ind .",
    }
    assert told("Hun spurgte: Hvem bestemmer?") == {"question": "hvem bestemmer ?"}
    assert word_labels("...", [], NOTHING).shape == (max(1, len(network.read("..."))), len(WORD_LABELS))


def test_what_one_of_two_readers_saw_is_learnt_neither_way() -> None:
    """A word that one reader alone holds for something is unsure, unless both hold it for part of more."""
    gold = {
        "groups": [{"label": "ledere", "optional": True}, {"label": "erfarne ledere"}],
        "persons": [{"name": "Ida Holm", "participation": "chair", "participation_unsure": True}],
    }

    def told(sentence: str, label: str) -> list[int]:
        column = WORD_LABELS.index(label)
        return word_labels(sentence, [], named_in(gold))[:, column].tolist()  # type: ignore[no-any-return]

    assert told("Nogle ledere og erfarne ledere", "group") == [0, UNSURE, 0, 1, 1]
    assert told("Ida Holm kom", "person") == [1, 1, 0]
    assert told("Ida Holm kom", "chair") == told("Ida Holm kom", "attendee") == [UNSURE, UNSURE, 0]


def test_words_of_like_meaning_are_near_each_other() -> None:
    """The word "godkendte" is nearer to "vedtog" than words that do other work in a sentence."""
    known = network.load()

    def near(one: str, other: str) -> float:
        rows = (known._words_of[:, known.vocabulary.words[word]] for word in (one, other))
        a, b = (row.astype(np.float64).ravel() for row in rows)
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert near("vedtog", "godkendte") > max(near("vedtog", word) for word in ("skole", "fordi", "borgerne"))


def test_a_text_without_sentences_says_nothing() -> None:
    """Of no sentences nothing is said, and of words never met something is."""
    assert network.load().said([], []) == network.Said([], [])
    assert np.isfinite(_said(["Xqzt wrplk", "…"])).all()
