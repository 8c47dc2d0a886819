"""Lines under questions as examples of those that begin an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from graph_build.context import Source
from graph_build.extract.discourse import standing
from graph_build.extract.discourse.lines import Asked, asked
from graph_build.extract.discourse.shown import Earlier, Shown, label_after
from graph_build.extract.heard import Heard
from graph_build.language.agreement import overlap
from graph_build.language.folding import key
from graph_build.model import Document

_BULLET = re.compile(r"(?m)^[ \t]*[-*•–+][ \t]+")
_WORD = re.compile(r"\w+")
# A label ("Bodil Aagesen:") of so many words may stand before an answer on its line.
_LABEL_WORDS = 5
_ALIKE = 0.5


def labelled(
    source: Source, genre: str, gold: Mapping[str, Any], heard: Heard
) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Each line under a question: whether it begins an answer, and what it shows.

    Args:
        source: The document.
        genre: Its kind, as the reader tells it.
        gold: The document's annotations.
        heard: What the network says of it.
    """
    earlier = Earlier()
    for one in asked(source, standing(source)):
        labels = _labels(one, _answers(one, gold))
        shown = Shown(source, one, genre, earlier, heard)
        before = "N"
        for at, label in enumerate(labels):
            if label != "?":
                yield label == "B", tuple(sorted(shown.of(at, before)))
            before = label_after(before, begins=label in "B?")
        earlier.add(shown.signs, [label == "B" for label in labels])


def _answers(one: Asked, gold: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answers that readers found to a question."""
    whole, words = one.part.text, one.part.text[one.start : one.end]
    near = [
        (max(overlap(q["quote"], words), overlap(q["quote"], whole)), q["id"])
        for q in gold.get("questions", [])
    ]
    ids = {name for likeness, name in near if likeness >= _ALIKE}
    return [item for item in gold.get("answers", []) if item.get("answers") in ids]


def _labels(one: Asked, answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """For each line: ``B`` begins an answer, ``O`` is in none, ``?`` goes on with one or is unsure."""
    words = [_WORD.findall(key(line.text)) for line in one.lines]
    labels = ["O"] * len(words)
    # What is sure comes last, and so stands where both run over a line.
    for item in sorted(answers, key=lambda one: not one.get("optional")):
        for at, label in _covered(words, _WORD.findall(key(item["quote"]))):
            labels[at] = "?" if item.get("optional") else label
    return labels


def _covered(lines: Sequence[Sequence[str]], quote: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines over which a quote runs, each with its label."""
    flat = [word for line in lines for word in line]
    starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]
    place = next((n for n in range(len(flat)) if flat[n : n + len(quote)] == quote), None)
    if place is None or not quote:
        return
    end = place + len(quote)
    for at, (first, last) in enumerate(pairwise(starts)):
        if max(place, first) < min(end, last):
            yield at, "B" if first <= place <= first + _LABEL_WORDS else "?"


def variants(document: Document) -> Iterator[Document]:
    """The document as others would lay it out: its lists' items as loose lines, and as lines set in."""
    for lead in ("", "    "):
        text = _BULLET.sub(lead, document.text)
        if text != document.text:
            yield replace(document, text=text)
