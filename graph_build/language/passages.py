"""Running text that is labelled sentence by sentence, as examples: ``data/passages``.

A file holds passages. Each opens with ``## genre | heading`` (``-`` where there is none); a line is labels, a
tab and a sentence. ``P`` is a tension, with its poles in square brackets, ``R`` a recommendation, ``D`` a
decision, ``Q`` a question that is posed; ``N`` is none. An empty line begins a new paragraph.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from graph_build.context import Source, prepare
from graph_build.model import Document

KINDS = {"P": "paradoxes", "R": "recommendations", "D": "decisions", "Q": "questions"}
"""For each sign the list of the annotations that what it marks belongs to."""
_POLE = re.compile(r"\[([^\[\]]+)\]")


class Passage(NamedTuple):
    """Some sentences out of a document.

    Attributes:
        genre: The kind of document, as the labels of the passages name it.
        heading: The heading above, empty where there is none.
        paragraphs: The words of each paragraph or list item, in order.
        gold: What a reader found, in the form of the annotations.
    """

    genre: str
    heading: str
    paragraphs: tuple[str, ...]
    gold: dict[str, list[dict[str, Any]]]

    def source(self) -> Source:
        """The passage as a document made ready for the extractors."""
        text = "\n\n".join(([f"## {self.heading}"] if self.heading else []) + list(self.paragraphs))
        return prepare(Document("passage", "passage.md", "markdown", "utf-8", "", text))


def passages(path: Path) -> Iterator[Passage]:
    """The passages of a file, in order."""
    for block in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        head, _, body = block.partition("\n")
        genre, _, heading = head.partition(" | ")
        gold: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS.values()}
        paragraphs: list[str] = []
        for part in re.split(r"\n\s*\n", body):
            lines = [line.partition("\t")[::2] for line in part.splitlines() if line.strip()]
            for labels, sentence in lines:
                _note(gold, labels, sentence)
            paragraphs += _laid_out([_plain(sentence) for _, sentence in lines])
        yield Passage(genre, "" if heading.strip() == "-" else heading.strip(), tuple(paragraphs), gold)


def _note(gold: dict[str, list[dict[str, Any]]], labels: str, sentence: str) -> None:
    words = _plain(sentence).removeprefix("- ")
    for label in labels:
        if label in KINDS:
            poles = {"poles": _POLE.findall(sentence)} if label == "P" else {}
            gold[KINDS[label]].append({"quote": words, **poles})


def _plain(sentence: str) -> str:
    return sentence.replace("[", "").replace("]", "")


def _laid_out(sentences: list[str]) -> Iterator[str]:
    """The sentences of a paragraph joined, but each list item by itself."""
    running: list[str] = []
    for sentence in [*sentences, "- "]:
        if sentence.startswith("- "):
            if running:
                yield " ".join(running)
            running = []
            if sentence != "- ":
                yield sentence
        else:
            running.append(sentence)
