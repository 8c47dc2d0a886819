"""Documents whose statements are marked in their text, as examples: ``data/marked``.

``<P>…</P>`` is a tension, with its poles in square brackets, ``<R>`` a recommendation, ``<D>`` a decision,
``<Q>`` a question that is posed; all else is none of these. ``<A>`` is what answers the question above it; of
some questions in a row and then their answers, the one whose number stands before it ("Ad 2."), or the one in
its place. Where one answer of a document is marked all are, and where none is, nothing is known of them.
Persons, themes and the like are not marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from graph_build import lexicon
from graph_build.language.passages import KINDS
from graph_build.model import Document
from graph_build.quote import as_quote
from graph_build.read import read

Findings = dict[str, list[dict[str, Any]]]
"""What a reader found, in the form of the annotations."""

_KINDS = {**KINDS, "A": "answers"}
_MARK = re.compile(r"<(?P<end>/?)(?P<sign>[PRDQA])>|[\[\]]")
# So many questions in a row, and then their answers, are answered each in its place.
_IN_A_ROW = 3


class _Asked(NamedTuple):
    """A question or an answer as it was found, and the numbers and letters between it and the one before."""

    sign: str
    found: dict[str, Any]
    ids: tuple[str, ...]


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
    plain, done, told = "", 0, 0
    asked: list[_Asked] = []
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
                what = f"ends as {mark['sign']}, and does not begin or lacks a pole"
                raise ValueError(f"{name}: {plain[-60:]!r} {what}")
            found = dict(_found(one, plain))
            gold.setdefault(_KINDS[one.sign], []).append(found)
            if one.sign in "QA":
                asked.append(_Asked(one.sign, found, tuple(_ids(plain[told : one.start]))))
                told = len(plain)
    if within or poles:
        raise ValueError(f"{name}: {text[-60:]!r}: a mark does not end")
    _join(asked, name)
    return plain + text[done:], gold


def _join(asked: Sequence[_Asked], name: str) -> None:
    """Name each question, and in each answer the question that it answers.

    Raises:
        ValueError: An answer stands above all questions.
    """
    runs = [list(run) for _, run in groupby(asked, key=lambda one: one.sign)]
    if asked and asked[0].sign == "A":
        raise ValueError(f"{name}: {asked[0].found['quote'][:60]!r} answers no question")
    for number, one in enumerate((one for one in asked if one.sign == "Q"), 1):
        one.found["id"] = f"q{number}"
    for questions, answers in zip(runs[::2], runs[1::2], strict=False):
        for question, answer in zip(_answered(questions, answers), answers, strict=True):
            answer.found["answers"] = question.found["id"]


def _answered(questions: Sequence[_Asked], answers: Sequence[_Asked]) -> Iterator[_Asked]:
    """The question, of those that stand in a row, that each of the answers after them answers."""
    by_id = {name: one for one in questions for name in one.ids[-1:]}
    named = [[by_id[name] for name in one.ids if name in by_id] for one in answers]
    last = questions[-1]
    if not any(named) and len(questions) == len(answers) >= _IN_A_ROW:
        yield from questions
        return
    for of_answer in named:
        last = of_answer[-1] if of_answer and len(by_id) > 1 else last
        yield last


def _ids(before: str) -> Iterator[str]:
    """The numbers and letters that open lines before a mark."""
    for line in before.splitlines():
        if match := lexicon.pattern("discourse", "numbered").match(line.strip('#*-• \t»"')):
            yield match.group("id").casefold()


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
