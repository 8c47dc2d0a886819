"""Parts that say "Spørgsmål:" and "Svar:" of themselves."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import (
    Gathered,
    closes_asking,
    decides,
    lines_after,
    marker,
)  # fmt: skip
from graph_build.extract.discourse.lines import asking
from graph_build.language.folding import key
from graph_build.model import Mention, Segment

_pattern = partial(lexicon.pattern, "discourse")
_Labels = tuple[re.Match[str] | None, re.Match[str] | None]
"""The label of a question and that of an answer that a part opens with."""
# A table's cell shorter than this is a number or a name, not an answer.
_LEAST_CELL_CHARS = 25


def read_labelled(found: Gathered) -> None:
    """Read parts that carry a label, or stand under a line that is one; letters and numbers pair."""
    parts = found.unused()
    labels = [_labels(found.source, part) for part in parts]
    if not any(answers for _, answers in labels):
        _read_listed(found, [part for part, (asks, _) in zip(parts, labels, strict=True) if asks])
        return
    last, by_id = "", dict[str | None, str]()
    for at, (part, (asks, answers)) in enumerate(zip(parts, labels, strict=True)):
        match = asks or answers
        if match is None or (not asks and not last) or (asks and _is_spoken_to(parts, at)):
            continue
        mention = _words(found, parts, at, match.end(), "questions.label" if asks else "answers.label")
        if mention is None:
            continue
        found.used.add(id(part))
        if asks:
            last = by_id[match.group("id")] = found.question(mention, part.section)
            _read_bullets(found, last, part)
        elif not _pattern("unanswered").match(mention.quote):
            if not match.group("id") and at and not any(labels[at - 1]):
                last = _asked_before(found, parts[at - 1]) or last
            question = by_id.get(match.group("id"), last) if match.group("id") else last
            found.answer(question, mention, part.section, "labelled as the answer")


def _asked_before(found: Gathered, part: Segment) -> str:
    """The question that the part before a labelled answer asks without a label; empty where it asks none."""
    start, end = asking(found.source, part) if closes_asking(part) else (0, 0)
    return found.asks(part, "questions.label", 0.9, start, end) if end else ""


def _is_spoken_to(parts: Sequence[Segment], at: int) -> bool:
    """Whether others answer a labelled question by name ("Nim: …"), and no label does."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is None or _pattern("labelled-answer").match(after.text):
        return False
    named = after.kind == "heading" and after.text.endswith(":")
    return named or after.kind == "speaker" or _pattern("turn").match(after.text) is not None


def _read_listed(found: Gathered, parts: Sequence[Segment]) -> None:
    """Read labelled questions of a document that labels no answer, where their answers are listed."""
    for part in parts:
        asks = _labels(found.source, part)[0]
        if asks is None or asks.end() == len(part.text):
            continue
        mention = found.source.mention(part, asks.end(), len(part.text), "questions.label", 0.95)
        before = len(found.answers)
        _read_bullets(found, key(mention.quote), part)
        if len(found.answers) > before:
            found.used.add(id(part))
            found.question(mention, part.section)


def _labels(source: Source, part: Segment) -> _Labels:
    """The label of a question and of an answer that a part opens with; a table's head is none."""
    if marker(source, part).startswith("|"):
        return None, None
    return _pattern("labelled-question").match(part.text), _pattern("labelled-answer").match(part.text)


def _words(found: Gathered, parts: Sequence[Segment], at: int, start: int, rule: str) -> Mention | None:
    """The words after a label on its line, or the prose under it where the label stands alone."""
    if start < len(parts[at].text):
        return found.source.mention(parts[at], start, len(parts[at].text), rule, 0.95)
    body: list[Segment] = []
    for part in parts[at + 1 :]:
        if part.kind == "heading" or any(_labels(found.source, part)):
            break
        body.append(part)
    said = [sentence for part in body for sentence in found.source.of_segment(part)]
    if not said:
        return None
    found.used.update(id(part) for part in body)
    return found.source.span(said[0], said[-1], rule, 0.95)


def _read_bullets(found: Gathered, question: str, part: Segment) -> None:
    """Read what is listed right under a labelled question as answers, each without its table's number."""
    parts = found.parts()
    at = next(n for n, other in enumerate(parts) if other is part)
    for given in [*_listed_after(found.source, parts[at + 1 :])] or lines_after(parts, at):
        if "?" in given.text or _pattern("labelled-answer").match(given.text) or decides(given.text):
            continue
        table = _pattern("table").match(given.text)
        start, ground = table.end() if table else 0, "a bullet under the question"
        found.answers_with(question, given, ground, rule="answers.bullet", confidence=0.8, start=start)
        found.used.add(id(given))


def _listed_after(source: Source, parts: Sequence[Segment]) -> Iterator[Segment]:
    """The bullets, cells and tables' paragraphs ("Bord 1: …") at the beginning of some parts."""
    for part in parts:
        table = part.kind == "paragraph" and _pattern("table").match(part.text)
        if part.kind != "bullet" and not table:
            return
        if marker(source, part).startswith("|") and len(part.text) < _LEAST_CELL_CHARS:
            continue
        yield part
