"""Questions and answers that stand apart and are paired by their number or letter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking, marker
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
_ID = re.compile(
    r"(?i)(?P<to>(?:ad|til)\s(?:(?:nr|spm|pkt)\.?\s|nummer\s|spørgsmål\s|punkt\s)?)?\(?(?P<id>\d{1,2}|[a-zæøå])\s?[).:/]"
)
# The number at the end of a line over what answers the question of that number: "Vinduerne (1)".
_OVER = re.compile(r"[^.?!]{2,60}\((?P<id>\d{1,2})\)")
# Fewer of a list's questions have an answer of their number: the numbers are of something else.
_LEAST_ANSWERED = 0.6
# Of the questions' numbers so many stand once more under another who answers; any list may have a few.
_LEAST_ANEW = 0.75
# Who names himself in more code points over his answers says something.
_NAME_CHARS = 90


def read_paired(found: Gathered) -> None:
    """Read lists of numbered questions whose answers stand below under the same numbers."""
    parts = found.unused()
    ids = [_id(found.source, part) for part in parts]
    runs = _runs(parts, ids)
    for run, after in zip(runs, [*runs[1:], [len(parts)]], strict=False):
        known = {ids[at][0]: parts[at] for at in run}
        answers = list(_answers(parts, ids, range(run[-1] + 1, after[0]), known.keys()))
        if len({name for name, _, _ in answers}) < max(2, _LEAST_ANSWERED * len(known)):
            continue
        words = {name: found.asks(part, "questions.numbered", 0.9, _id(found.source, part)[1])
                 for name, part in known.items()}  # fmt: skip
        # Between the questions stands who asked each.
        found.used.update(id(part) for part in parts[run[0] : run[-1]])
        for name, at, start in answers:
            found.used.add(id(parts[at]))
            ground, rule = "has the question's number", "answers.numbered"
            found.answers_with(words[name], parts[at], ground, rule=rule, confidence=0.9, start=start)


def _id(source: Source, part: Segment) -> tuple[str, int]:
    """The number or letter before a part or that opens its words, and where the words after it begin."""
    if match := _ID.match(part.text):
        rest = part.text[match.end() :]
        return match.group("id").casefold(), match.end() + len(rest) - len(rest.lstrip())
    match = _OVER.fullmatch(part.text) or _ID.match(marker(source, part))
    return (match.group("id").casefold(), 0) if match else ("", 0)


def _runs(parts: Sequence[Segment], ids: Sequence[tuple[str, int]]) -> list[list[int]]:
    """The places of at least two parts after each other that ask, each with an id of its own.

    Under each a line may stand that names who asked.
    """
    runs: list[list[int]] = [[]]
    for at, part in enumerate(parts):
        run, number = runs[-1], ids[at][0]
        if number and closes_asking(part):
            run.append(at)
        elif run and not (run[-1] == at - 1 and _may_sign(part, number)):
            runs.append([])
    return [run for run in runs if len(run) > 1 and len({ids[at][0] for at in run}) == len(run)]


def _may_sign(part: Segment, number: str) -> bool:
    """Whether a part may be a line that names who asked what stands over it: short, and no sentence."""
    short = part.kind == "paragraph" and len(part.text) <= _NAME_CHARS
    return short and not number and part.text[0].isupper() and part.text[-1] not in ".:?!"


def _answers(
    parts: Sequence[Segment], ids: Sequence[tuple[str, int]], below: range, known: Iterable[str]
) -> Iterator[tuple[str, int, int]]:
    """The answers: a question's id, where the part stands that has it, and where the words begin in it.

    They stand in the questions' order from the first on, unless each says what it answers ("Til nr. 2: …").
    They end with a heading, but for one that names another of those who answer, and begin anew after a line
    that names one.
    """
    order = {name: n for n, name in enumerate(known)}
    last, under, free = -1, "", False
    for at in below:
        name, start = ids[at]
        place, over = order.get(name), _OVER.fullmatch(parts[at].text) is not None
        if parts[at].kind == "heading" and not over:
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
        said = _ID.match(parts[at].text)
        free = free or bool(said and said.group("to"))
        if not free and (place not in {last, last + 1, last + 2} or last < 0 < place):
            return
        last = place
        if over:
            yield from ((name, n, 0) for n in _under(parts, ids, at, below))
        else:
            yield name, at, start


def _answers_anew(parts: Sequence[Segment], at: int, under: str) -> bool:
    """Whether a heading names another of those who answer ("Gruppe Øst" after "Gruppe Vest")."""
    return bool(under) and under.split(maxsplit=1)[0].casefold() == parts[at].text.split()[0].casefold()


def _is_named(parts: Sequence[Segment], ids: Sequence[tuple[str, int]], at: int) -> bool:
    """Whether the part before one is a line without a number that may name whose answers stand below."""
    before = parts[at - 1]
    return not ids[at - 1][0] and before.kind == "paragraph" and _looks_like_name(before.text)


def _looks_like_name(line: str) -> bool:
    """Whether a line may name one who answers: its first two words have a capital each."""
    return len(line) <= _NAME_CHARS and all(word[0].isupper() for word in line.split()[:2])


def _start_over(
    parts: Sequence[Segment], ids: Sequence[tuple[str, int]], order: Mapping[str, int], start: int
) -> bool:
    """Whether most of the questions' numbers stand once more from the first on, up to a heading."""
    told = 0
    for part, (name, _) in zip(parts[start:], ids[start:], strict=True):
        if part.kind == "heading":
            break
        if name and order.get(name) != told:
            break
        told += bool(name)
    return told >= max(2, _LEAST_ANEW * len(order))


def _under(parts: Sequence[Segment], ids: Sequence[tuple[str, int]], at: int, below: range) -> Iterator[int]:
    """The parts under a line that names a question, up to a heading or the next such line."""
    return takewhile(lambda n: parts[n].kind != "heading" and not ids[n][0], range(at + 1, below.stop))
