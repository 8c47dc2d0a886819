"""Documents whose statements are marked in their text, as examples: ``data/marked``.

``<P>…</P>`` is a tension, with its poles in square brackets, ``<R>`` a recommendation, ``<D>`` a decision,
``<Q>`` a question that is posed; all else is none of these. ``<A>`` is what answers a question: where one
answer of a document is marked all are, and where none is, nothing is known of them. Persons, themes and the
like are not marked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
            gold.setdefault(_KINDS[one.sign], []).append(dict(_found(one, plain)))
    if within or poles:
        raise ValueError(f"{name}: {text[-60:]!r}: a mark does not end")
    return plain + text[done:], gold


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
