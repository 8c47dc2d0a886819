"""Documents whose questions and answers are labelled line by line: ``tests/layouts``.

``python tests/question_layouts.py`` prints how well their questions and answers are read.

A file holds documents, each opened by ``### kind``. A line is a label, a tab and the document's own line:
``Q`` holds a question that is posed, ``A`` begins an answer to the last one (``A2`` to the document's
second), ``.`` goes on with what the line above began, ``N`` is anything else.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph_build.annotate import annotate
from graph_build.evaluate import Evaluation, evaluate
from graph_build.model import Document
from graph_build.reading import find

_FOLDER = Path(__file__).parent / "layouts"
_QUESTION = re.compile(r"[^.!?]*\?")
_Lines = list[tuple[str, str]]


def layouts(path: Path) -> Iterator[tuple[Document, dict[str, list[dict[str, Any]]]]]:
    """The documents of a file, in order, each with what a reader found in it."""
    for block in re.split(r"(?m)^### ", path.read_text(encoding="utf-8"))[1:]:
        lines: _Lines = []
        for line in block.split("\n")[1:]:
            label, _, words = line.partition("\t")
            lines.append((label if line.strip() else "N", words))
        text = "\n".join(words for _, words in lines).strip("\n")
        yield Document(path.stem, str(path), "text", "utf-8", "", text), _gold(lines)


def _gold(lines: _Lines) -> dict[str, list[dict[str, Any]]]:
    questions: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    open_item: dict[str, Any] | None = None
    for label, words in lines:
        if label == "Q":
            open_item = {"id": f"q{len(questions) + 1}", "quote": _asked(words)}
            questions.append(open_item)
        elif label.startswith("A") and questions:
            open_item = {"answers": f"q{label[1:] or len(questions)}", "quote": words.strip()}
            answers.append(open_item)
        elif label == "." and open_item is not None:
            open_item["quote"] += " " + words.strip()
        elif words.strip():
            open_item = None
    return {"questions": questions, "answers": answers}


def _asked(words: str) -> str:
    """The question of a line: its last one, or the whole line."""
    found = _QUESTION.findall(words)
    return (found[-1] if found else words).strip()


def measured_layouts() -> Evaluation:
    """How well the questions and answers of these documents are read."""
    gold: dict[str, dict[str, Any]] = {}
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        for at, (document, told) in enumerate(layouts(path)):
            name = f"{path.stem}-{at}"
            gold[name] = {"document": name, **told}
            read = annotate(find(document))
            found[name] = {kind: read[kind] for kind in told}
    return evaluate(gold, found)


if __name__ == "__main__":
    whole = measured_layouts()
    names = sorted(whole.by_document)
    parts = {"all": names, "those in sight when rules were mended": names[::2], "the others": names[1::2]}
    for part, of_part in parts.items():
        reached = Evaluation({name: whole.by_document[name] for name in of_part}, ()).pooled
        for kind in ("questions", "answers"):
            print(f"{part}: {kind} {reached[kind].f1:.3f} {reached[kind]}")
