"""Sentences after questions in their parts as examples of those that begin an answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_build.context import Sentence, Source
from graph_build.extract.discourse.following import Following, form
from graph_build.extract.discourse.shown import label_after
from graph_build.extract.heard import Heard
from graph_build.language.agreement import overlap
from graph_build.language.folding import key

_ALIKE = 0.5
# An answer's words may stand behind so many of a label ("Formanden: …").
_LABEL_CHARS = 40
_LEAST_CHARS = 12


def labelled(
    source: Source, genre: str, gold: Mapping[str, Any], heard: Heard
) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Each sentence after one that asks: whether it begins an answer, and what it shows.

    What has a question's mark and that no reader took for a question is told apart before, and left out.

    Args:
        source: The document.
        genre: Its kind, as the reader tells it.
        gold: The document's annotations.
        heard: What the network says of it.
    """
    for asking in source.sentences:
        how = form(asking)
        questions = _questions(asking, gold) if how else []
        if not how or (how != "reported" and not questions):
            continue
        following = Following(source, asking, genre, heard)
        labels = _labels(following.sentences, gold, {q["id"] for q in questions})
        before = "N"
        for at, label in enumerate(labels):
            if label != "?" and not any(q.get("optional") for q in questions):
                yield label == "B", tuple(sorted(following.of(at, before)))
            before = label_after(before, begins=label in "B?")


def _questions(asking: Sentence, gold: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    words = key(asking.text)
    return [
        q
        for q in gold.get("questions", [])
        if overlap(q["quote"], asking.text) >= _ALIKE
        or (len(q["quote"]) >= _LEAST_CHARS and key(q["quote"]) in words)
    ]


def _labels(sentences: Sequence[Sentence], gold: Mapping[str, Any], ids: set[str]) -> list[str]:
    """For each sentence: ``B`` begins an answer, ``O`` is in none, ``?`` goes on with one or is unsure."""
    labels = ["O"] * len(sentences)
    for item in gold.get("answers", []):
        if item.get("answers") not in ids:
            continue
        quote = key(item["quote"])
        for at, sentence in enumerate(sentences):
            words = key(sentence.text)
            place = words.find(quote[: max(_LEAST_CHARS, min(len(quote), len(words) // 2))])
            if 0 <= place <= _LABEL_CHARS:
                labels[at] = "?" if item.get("optional") else "B"
            elif words in quote and labels[at] == "O":
                labels[at] = "?"
    return labels
