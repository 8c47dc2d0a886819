"""Documents whose statements are marked in their text, as examples: ``data/marked``.

``<P>…</P>`` is a tension, with its poles in square brackets, ``<R>`` a recommendation, ``<D>`` a decision,
``<Q>`` a question that is posed; all else is none of these. ``<A>`` is what answers the question above it, or
of as many questions in a row and then answers each the one in its place; where one answer of a document is
marked all are, and where none is, nothing is known of them. Persons, themes and the like are not marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from graph_build.language.passages import KINDS
from graph_build.model import Document
from graph_build.quote import as_quote
from graph_build.read import read

Findings = dict[str, list[dict[str, Any]]]
"""What a reader found, in the form of the annotations."""

_KINDS = {**KINDS, "A": "answers"}
_MARK = re.compile(r"<(?P<end>/?)(?P<sign>[PRDQA])>|[\[\]]")
# So many questions in a row, and then as many answers, are answered each in its place.
_IN_A_ROW = 3


@dataclass(slots=True)
class _Open:
    """A statement whose end is not reached: where its words begin, and its poles'."""

    sign: str
    start: int
    poles: list[tuple[int, int]] = field(default_factory=list)


def marked(path: Path) -> tuple[Document, Findings]:
    """A document without its marks, and what they say of it.

    Raises:
        ValueError: A mark does not begin or end, or a tension has not two poles.
        ReadError: The document cannot be read.
    """
    document = read(path)
    text, gold = _told(document.text, path.name)
    return replace(document, text=text, origin=((0, 0),)), gold


def _told(text: str, name: str) -> tuple[str, Findings]:
    gold: Findings = {kind: [] for kind in KINDS.values()}
    plain, done = "", 0
    asked: list[tuple[str, dict[str, Any]]] = []
    within: list[_Open] = []
    poles: list[int] = []
    for mark in _MARK.finditer(text):
        plain += text[done : mark.start()]
        done = mark.end()
        if mark.group() == "[":
            poles.append(len(plain))
        elif mark.group() == "]":
            _tension(within, name).poles.append((poles.pop(), len(plain)))
        elif not mark["end"]:
            within.append(_Open(mark["sign"], len(plain)))
        else:
            one = within.pop() if within else _Open("", 0)
            if one.sign != mark["sign"] or len(one.poles) != 2 * (one.sign == "P"):
                told = f"{name}: {plain[-60:]!r} ends as {mark['sign']}, and does not begin or lacks a pole"
                raise ValueError(told)
            found = dict(_found(one, plain))
            gold.setdefault(_KINDS[one.sign], []).append(found)
            asked += [(one.sign, found)] if one.sign in "QA" else []
    if within or poles:
        raise ValueError(f"{name}: {text[-60:]!r}: a mark does not end")
    _join(asked, name)
    return plain + text[done:], gold


def _join(asked: Sequence[tuple[str, dict[str, Any]]], name: str) -> None:
    """Name each question, and in each answer the question that it answers.

    Raises:
        ValueError: An answer stands above all questions.
    """
    for number, one in enumerate((one for sign, one in asked if sign == "Q"), 1):
        one["id"] = f"q{number}"
    runs = [[one for _, one in run] for _, run in groupby(asked, key=lambda entry: entry[0])]
    if asked and asked[0][0] == "A":
        raise ValueError(f"{name}: {asked[0][1]['quote'][:60]!r} answers no question")
    for questions, answers in zip(runs[::2], runs[1::2], strict=False):
        in_place = len(questions) == len(answers) >= _IN_A_ROW
        for at, answer in enumerate(answers):
            answer["answers"] = questions[at if in_place else -1]["id"]


def _tension(within: list[_Open], name: str) -> _Open:
    """The tension whose pole has ended.

    Raises:
        ValueError: There is none.
    """
    for one in reversed(within):
        if one.sign == "P":
            return one
    raise ValueError(f"{name}: a pole stands in no tension")


def _found(one: _Open, plain: str) -> Iterator[tuple[str, Any]]:
    yield "quote", as_quote(plain[one.start :])
    if one.sign == "P":
        yield "poles", [as_quote(plain[start:end]) for start, end in one.poles]
