"""Questions and answers that stand apart and are paired by their number or letter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking, marker
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# The number at the end of a line over what answers the question of that number: "Vinduerne (1)".
_OVER = re.compile(r"[^.?!]{2,60}\((?P<id>\d{1,2})\)")
# Fewer of a list's questions have an answer of their number: the numbers are of something else.
_LEAST_ANSWERED = 0.6
# Of the questions' numbers so many stand once more under another who answers; any list may have a few.
_LEAST_ANEW = 0.75
# Who names himself in more code points over his answers says something.
_NAME_CHARS = 90
_NUMBERED_LETTER = re.compile(r"[a-zæøå]+\d")


class _Id(NamedTuple):
    """The number or letter of a part.

    Attributes:
        name: In lower case, empty where it has none.
        start: Where the words after it begin in the part's; 0 where it stands before them.
        free: Whether it says itself which question it is of ("Til nr. 2: …"), wherever it stands.
        over: Whether what it is of stands under it.
    """

    name: str
    start: int = 0
    free: bool = False
    over: bool = False


def read_paired(found: Gathered) -> None:
    """Read lists of numbered questions whose answers stand below under the same numbers."""
    parts = found.unused()
    ids = [_id(found.source, part) for part in parts]
    runs = _runs(parts, ids)
    for run, after in zip(runs, [*runs[1:], [len(parts)]], strict=False):
        known = {ids[at].name: parts[at] for at in run}
        answers = list(_answers(parts, ids, range(run[-1] + 1, after[0]), known.keys()))
        if len({name for name, _, _ in answers}) < max(2, _LEAST_ANSWERED * len(known)):
            continue
        words = {name: found.asks(part, "questions.numbered", 0.9, _id(found.source, part).start)
                 for name, part in known.items()}  # fmt: skip
        # Between the questions stands who asked each.
        found.used.update(id(part) for part in parts[run[0] : run[-1]])
        for name, at, start in answers:
            found.used.add(id(parts[at]))
            ground, rule = "has the question's number", "answers.numbered"
            found.answers_with(words[name], parts[at], ground, rule=rule, confidence=0.9, start=start)


def _id(source: Source, part: Segment) -> _Id:
    """The number or letter before a part or that opens its words."""
    if match := _pattern("numbered").match(part.text):
        name, rest = match.group("id").casefold(), part.text[match.end() :]
        free = bool(match.group("to") or _NUMBERED_LETTER.match(name))
        return _Id(name, match.end() + len(rest) - len(rest.lstrip()), free, over=not rest.strip())
    if match := _OVER.fullmatch(part.text):
        return _Id(match.group("id"), over=True)
    match = _pattern("numbered").match(marker(source, part))
    return _Id(match.group("id").casefold()) if match else _Id("")


def _runs(parts: Sequence[Segment], ids: Sequence[_Id]) -> list[list[int]]:
    """The places of at least two parts after each other that ask, each with an id of its own.

    Under each a line may stand that names who asked.
    """
    runs: list[list[int]] = [[]]
    for at, part in enumerate(parts):
        run, number = runs[-1], ids[at].name
        if number and closes_asking(part):
            run.append(at)
        elif run and not (run[-1] == at - 1 and _may_sign(part, number)):
            runs.append([])
    return [run for run in runs if len(run) > 1 and len({ids[at].name for at in run}) == len(run)]


def _may_sign(part: Segment, number: str) -> bool:
    """Whether a part may be a line that names who asked what stands over it: short, and no sentence."""
    short = part.kind == "paragraph" and len(part.text) <= _NAME_CHARS
    return short and not number and part.text[0].isupper() and part.text[-1] not in ".:?!"


def _answers(
    parts: Sequence[Segment], ids: Sequence[_Id], below: range, known: Iterable[str]
) -> Iterator[tuple[str, int, int]]:
    """The answers: a question's id, where the part stands that answers it, and where the words begin in it.

    They stand in the questions' order from the first on, unless each says what it answers ("Til nr. 2: …").
    They end with a heading, but for one that has an id or names another of those who answer, and begin anew
    after a line that names one.
    """
    order = {name: n for n, name in enumerate(known)}
    last, under, free = -1, "", False
    for at in below:
        one = ids[at]
        place = order.get(one.name)
        if parts[at].kind == "heading" and (place is None or not one.over):
            named = under and _looks_like_name(under) and _looks_like_name(parts[at].text)
            anew = named and _start_over(parts, ids, order, at + 1)
            if last >= 0 and not (anew or _answers_anew(parts, at, under)):
                return
            under, last = parts[at].text, -1
            continue
        if place is None:
            continue
        if place == 0 and last > 0 and _is_named(parts, ids, at) and _start_over(parts, ids, order, at):
            last = -1
        free = free or one.free
        if not free and (place not in {last, last + 1, last + 2} or last < 0 < place):
            return
        last = place
        if not one.over:
            yield one.name, at, one.start
        if one.over or one.free:
            yield from ((one.name, n, 0) for n in _under(parts, ids, at, below, order))


def _answers_anew(parts: Sequence[Segment], at: int, under: str) -> bool:
    """Whether a heading names another of those who answer ("Gruppe Øst" after "Gruppe Vest")."""
    return bool(under) and under.split(maxsplit=1)[0].casefold() == parts[at].text.split()[0].casefold()


def _is_named(parts: Sequence[Segment], ids: Sequence[_Id], at: int) -> bool:
    """Whether the part before one is a line without a number that may name whose answers stand below."""
    before = parts[at - 1]
    return not ids[at - 1].name and before.kind == "paragraph" and _looks_like_name(before.text)


def _looks_like_name(line: str) -> bool:
    """Whether a line may name one who answers: its first two words have a capital each."""
    return len(line) <= _NAME_CHARS and all(word[0].isupper() for word in line.split()[:2])


def _start_over(parts: Sequence[Segment], ids: Sequence[_Id], order: Mapping[str, int], start: int) -> bool:
    """Whether most of the questions' numbers stand once more from the first on, up to a heading."""
    told = 0
    for part, one in zip(parts[start:], ids[start:], strict=True):
        if part.kind == "heading":
            break
        if one.name and order.get(one.name) != told:
            break
        told += bool(one.name)
    return told >= max(2, _LEAST_ANEW * len(order))


def _under(
    parts: Sequence[Segment], ids: Sequence[_Id], at: int, below: range, order: Mapping[str, int]
) -> Iterator[int]:
    """The parts under one with an id in which its answer stands or goes on, up to a heading or the next id.

    What closes the document may stand under the last one, so only what is like the first goes on there.
    """
    stop = next(
        (n for n in range(at + 1, below.stop) if parts[n].kind == "heading" or ids[n].name), below.stop
    )
    is_last = stop == below.stop or ids[stop].name not in order
    kind = parts[at + 1].kind if is_last and ids[at].over and at + 1 < stop else "bullet"
    for n in range(at + 1, stop):
        if is_last and parts[n].kind != kind:
            return
        if parts[n].kind in {"paragraph", "bullet"}:
            yield n
