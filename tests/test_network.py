"""The network of sentences: what it says of a document, and of words."""

import numpy as np
import pytest

from graph_build.language import network
from graph_build.language.features import Setting, features

SENTENCES = [
    "Byrådet vedtog at styrke ledelsen på skolerne.",
    "På den ene side skal lederne styre, på den anden side skal de slippe.",
    "Mødet sluttede kl. 16.",
    "...",
    "Direktionen godkendte planen, og den sendes i høring inden 1. maj.",
]


def _said(texts: list[str]) -> np.ndarray:
    shown = [features(text, Setting()) for text in texts]
    return np.array([list(row.values()) for row in network.load().scores(texts, shown)])


def test_a_long_document_is_read_as_if_it_were_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a sentence does not depend on how many are read at one time."""
    texts = SENTENCES * 9
    whole = _said(texts)
    monkeypatch.setattr(network, "_AT_ONCE", 4)
    assert np.abs(whole - _said(texts)).max() < 1e-4
    assert len(whole) == len(texts)


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
    assert network.load().scores([], []) == []
    assert np.isfinite(_said(["Xqzt wrplk", "…"])).all()
