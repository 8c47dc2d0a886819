"""Questions and answers that stand apart and are paired by their number or letter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking, marker
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
_ID = re.compile(r"(?i)(?:ad\s)?\(?(?P<id>\d{1,2}|[a-zæøå])\s?[).:/]")
# Fewer of a list's questions have an answer of their number: the numbers are of something else.
_LEAST_ANSWERED = 0.6


def read_paired(found: Gathered) -> None:
    """Read lists of numbered questions whose answers stand below under the same numbers."""
    parts = found.unused()
    ids = [_id(found.source, part) for part in parts]
    runs = list(_runs(parts, ids))
    for run, after in zip(runs, [*runs[1:], range(len(parts), len(parts))], strict=False):
        known = {ids[at][0]: parts[at] for at in run}
        answers = list(_answers(parts, ids, range(run.stop, after.start), known.keys()))
        if len({ids[at][0] for at in answers}) < max(2, _LEAST_ANSWERED * len(known)):
            continue
        words = {name: found.asks(part, "questions.numbered", 0.9, _id(found.source, part)[1])
                 for name, part in known.items()}  # fmt: skip
        for at in answers:
            name, start = ids[at]
            found.used.add(id(parts[at]))
            ground, rule = "has the question's number", "answers.numbered"
            found.answers_with(words[name], parts[at], ground, rule=rule, confidence=0.9, start=start)


def _id(source: Source, part: Segment) -> tuple[str, int]:
    """The number or letter before a part or that opens its words, and where the words after it begin."""
    if match := _ID.match(part.text):
        rest = part.text[match.end() :]
        return match.group("id").casefold(), match.end() + len(rest) - len(rest.lstrip())
    match = _ID.match(marker(source, part))
    return (match.group("id").casefold(), 0) if match else ("", 0)


def _runs(parts: Sequence[Segment], ids: Sequence[tuple[str, int]]) -> Iterator[range]:
    """Where at least two parts after each other ask, each with an id of its own."""
    at = 0
    while at < len(parts):
        run = range(
            at,
            at + len(list(takewhile(lambda n: ids[n][0] and closes_asking(parts[n]), range(at, len(parts))))),
        )
        if len(run) > 1 and len({ids[n][0] for n in run}) == len(run):
            yield run
        at += max(1, len(run))


def _answers(
    parts: Sequence[Segment], ids: Sequence[tuple[str, int]], below: range, known: Iterable[str]
) -> Iterator[int]:
    """Where the parts stand that have a question's id, in the questions' order from the first on."""
    order = {name: n for n, name in enumerate(known)}
    last = -1
    for at in below:
        if last >= 0 and parts[at].kind == "heading":
            return
        place = order.get(ids[at][0])
        if place is None:
            continue
        if place not in {last, last + 1, last + 2} or last < 0 < place:
            return
        last = place
        yield at
