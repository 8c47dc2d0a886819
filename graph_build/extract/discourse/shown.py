"""What the lines under a question show of whether they answer it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, takewhile
from statistics import median

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import marker
from graph_build.extract.discourse.lines import INNER_LEVEL, Asked
from graph_build.extract.heard import Heard, of_answer
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# A line no longer than this may be jotted down.
_JOTTED_CHARS = 200
# Code points of a line in which it may say that it answers.
_OPENING_CHARS = 160
# Where a line is longer than one of these it is of the next size.
_SIZES = (15, 30, 60, 95, 160, 300, 600)
_RATIOS = (0.3, 0.7, 1.4, 3.0)
_STOP = re.compile(r"[.!…][\"”»'’)\]]*$")
_FIGURES = re.compile(r"\d{4}|\d+\.|@")


def label_after(before: str, *, begins: bool) -> str:
    """What stands before the next line: ``B`` an answer, ``O`` a line that is none, ``N`` if none was yet."""
    return "B" if begins else "N" if before == "N" else "O"


@dataclass(slots=True)
class Earlier:
    """What the questions before showed: how many were asked and answered, and how the answers looked."""

    asked: int = 0
    answered: int = 0
    answering: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)

    def add(self, signs: Sequence[str], begins: Sequence[bool]) -> None:
        """Add a question: what each line under it looks like, and whether it begins an answer."""
        self.asked += 1
        self.answered += any(begins)
        self.answering.update(sign for sign, holds in zip(signs, begins, strict=True) if holds)
        self.passed.update(sign for sign, holds in zip(signs, begins, strict=True) if not holds)

    def share(self) -> str:
        """How many of the questions were answered, in words."""
        return "none-before" if not self.asked else str(round(2 * self.answered / self.asked))

    def like(self, sign: str) -> str:
        """Whether lines of a kind answered before, and whether some did not."""
        return f"{self.share()}-{sign in self.answering}-{sign in self.passed}"


class Shown:
    """What each line under a question shows, by itself, beside the others and beside those before.

    Attributes:
        signs: What each line looks like; lines that look alike have the same sign.
        spoken: Where the lines stand right under the question that their speakers open, if each speaks once.
    """

    def __init__(self, source: Source, asked: Asked, genre: str, earlier: Earlier, heard: Heard) -> None:
        self._source, self._asked, self._earlier, self._heard = source, asked, earlier, heard
        self._texts = [line.text for line in asked.lines]
        self._whos = [line.who or _who(line.text) for line in asked.lines]
        once = list(takewhile(bool, self._whos))
        self.spoken = range(len(once) if len(set(once)) == len(once) else 0)
        self._kinds = [_kind(source, line.part) for line in asked.lines]
        self._middle = median(map(len, self._texts)) if self._texts else 0
        self._column = _column(source, asked.part, 0)
        self._indents = [self._indent(at) for at in range(len(self._texts))]
        self.signs = [self._sign(at) for at in range(len(self._texts))]
        self._gaps = [self._gap(at) for at in range(1, len(self._texts))]
        self._whole = self._told_together()
        self._group = (*self._question(genre), *self._whole)
        self._joined: dict[str, tuple[str, ...]] = {}
        self._runs = list(self._shown_by_runs())

    def of(self, at: int, before: str) -> set[str]:
        """The features of a line.

        Args:
            at: Its place among the lines.
            before: What the line before is (see ``label_after``), ``N`` for the first.
        """
        kind, long = f"kind:{self._kinds[at]}", f"long:{_size(len(self._texts[at]))}"
        own = [kind, long, *self._own(at), *self._runs[at], *(self._between(at) if at else ())]
        label = f"{before}{min(2, at)}|"
        shown = {label + one for one in own}
        shown.update(own, self._group, self._with(before, self._group), self._with(kind, self._group))
        shown.update(self._with(long, self._whole))
        return shown

    def _with(self, label: str, features: tuple[str, ...]) -> tuple[str, ...]:
        """Each of some features beside a label; made once for each label."""
        if label not in self._joined:
            self._joined[label] = tuple([f"{label}|{one}" for one in features])
        return self._joined[label]

    def _question(self, genre: str) -> tuple[str, ...]:
        """What the question shows."""
        asked, text = self._asked, self._asked.part.text
        words = text[asked.start : asked.end].split()
        return (
            f"asked:{min(6, asked.asked)}", f"genre:{genre}", f"asker:{asked.part.kind}{asked.part.level}",
            f"closed:{asked.closed}", f"words:{min(5, len(words) // 4)}",
            f"before:{min(3, asked.start // 60)}", f"word:{words[0].casefold()}",
            f"opening:{asked.at < 3}", f"again:{asked.again}",
            f"marker:{marker(self._source, asked.part)[:1]}", f"turn:{bool(_pattern('turn').match(text))}",
            f"single:{round(3 * asked.single)}", f"single:{round(3 * asked.single)}-{len(asked.lines) == 1}",
            f"earlier:{self._earlier.share()}", f"all:{bool(_pattern('asks-all').search(text))}",
        )  # fmt: skip

    def _told_together(self) -> tuple[str, ...]:
        """What the lines show together."""
        count = max(1, len(self._texts))
        stops = sum(bool(_STOP.search(text)) for text in self._texts)
        return (
            f"lines:{min(8, len(self._texts))}", f"middle:{_size(self._middle)}",
            f"longest:{_size(max(map(len, self._texts), default=0))}",
            f"turns:{round(3 * sum(map(bool, self._whos)) / count)}", f"stops:{round(3 * stops / count)}",
            f"bullets:{round(3 * self._kinds.count('bullet') / count)}",
        )  # fmt: skip

    def _shown_by_runs(self) -> Iterator[set[str]]:
        """For each line: what the run of like lines shows in which it stands."""
        runs = [(sign, len(list(same))) for sign, same in groupby(self.signs)]
        longest, first, before = max((size for _, size in runs), default=0), 0, ""
        for number, (sign, size) in enumerate(runs):
            lengths = sorted(map(len, self._texts[first : first + size]))
            middle, few = lengths[size // 2], min(3, size)
            lead = bool(number) and self._texts[first - 1].endswith(":")
            shown = {
                f"run:{min(4, number)}-{min(6, size)}-{size == longest}",
                f"run:{sign}-{min(6, size)}-{size == longest}", f"run:{min(2, number)}-{sign}-{few}",
                f"run-of:{min(5, len(runs))}-{number == len(runs) - 1}",
                f"run-lead:{lead}-{min(2, number)}-{few}", f"run-before:{before}",
                f"run-long:{_size(middle)}-{_ratio(lengths[-1], middle)}-{few}",
            }  # fmt: skip
            yield from (shown | {f"run-at:{min(4, n)}-{min(5, size)}"} for n in range(size))
            first, before = first + size, f"{sign}-{min(6, size)}"

    def _sign(self, at: int) -> str:
        """What lines of one run have in common."""
        turn = "t" * bool(self._whos[at])
        prose = self._kinds[at] == "paragraph" and not turn and len(self._texts[at]) > _JOTTED_CHARS
        mark = marker(self._source, self._asked.lines[at].part)[:1]
        return f"{self._kinds[at][0]}{mark}{turn}{'l' * prose}{self._indents[at]}"

    def _indent(self, at: int) -> str:
        """Whether a line stands further in than its question, or out."""
        line = self._asked.lines[at]
        own, other = _column(self._source, line.part, line.start), self._column
        return ">" if own > other + 1 else "<" if own + 1 < other else ""

    def _own(self, at: int) -> Iterator[str]:
        """What one line shows."""
        text, who = self._texts[at], self._whos[at]
        yield from (
            f"mark:{marker(self._source, self._asked.lines[at].part)[:1]}", f"at:{min(6, at)}",
            f"like:{self._earlier.like(self.signs[at])}",
            f"stop:{_stop(text)}", f"opens:{_opens(text)}", f"indent:{self._indents[at]}",
            f"beside:{_ratio(len(text), self._middle)}", f"last:{at == len(self._texts) - 1}",
        )  # fmt: skip
        if who:
            yield from ("turn", f"turn:{'again' if who in self._whos[:at] else 'new'}")
        if at + 1 < len(self._texts):
            yield from (f"next:{self._kinds[at + 1]}", f"next:{_size(len(self._texts[at + 1]))}")
        told = {
            "answering": _pattern("answers-next").search(text[:_OPENING_CHARS]),
            "asks": "?" in text,
            "below-heading": "heading" in self._kinds[:at],
            "figures": _FIGURES.search(text),
        }
        yield from (name for name, holds in told.items() if holds)
        line = self._asked.lines[at]
        yield from of_answer(self._heard.answers(line.part, line.start, line.end))

    def _between(self, at: int) -> tuple[str, ...]:
        """What a line shows beside the one before it."""
        before, text, kinds = self._texts[at - 1], self._texts[at], self._kinds
        gap, least = self._gaps[at - 1], min(self._gaps[:at])
        same = self._asked.lines[at - 1].part is self._asked.lines[at].part
        return (
            f"gap:{min(3, gap)}", f"gap-more:{gap > least}-{min(3, at)}", f"same-part:{same}",
            f"same-kind:{kinds[at - 1] == kinds[at]}-{kinds[at]}", f"before:{_size(len(before))}",
            f"before:{_stop(before)}", f"before:{_stop(before)}-{_opens(text)}",
            f"beside-before:{_ratio(len(text), len(before))}",
            f"turn-before:{bool(self._whos[at - 1])}-{bool(self._whos[at])}",
        )  # fmt: skip

    def _gap(self, at: int) -> int:
        """The line breaks before a line."""
        before, line = self._asked.lines[at - 1], self._asked.lines[at]
        first, last = before.part.offsets[before.end - 1], line.part.offsets[line.start]
        return self._source.document.text.count("\n", first, last)


def _who(text: str) -> str:
    """Who is named before some words as their speaker; empty where nobody is."""
    turn = _pattern("turn").match(text)
    return turn.group("who") if turn else ""


def _kind(source: Source, part: Segment) -> str:
    """A part's kind; a short line without a heading's marks is a line like others."""
    if part.kind != "heading" or part.level < INNER_LEVEL:
        return part.kind
    text = source.document.text
    before = text[text.rfind("\n", 0, part.start) + 1 : part.start]
    return "heading" if {*before} & {*"#*_"} else "paragraph"


def _column(source: Source, part: Segment, start: int) -> int:
    """How far the line in which a part's words stand is set in."""
    text = source.document.text
    line = text[text.rfind("\n", 0, part.offsets[start]) + 1 :][:80]
    return len(line) - len(line.lstrip())


def _size(chars: float) -> int:
    return next((n for n, most in enumerate(_SIZES) if chars <= most), len(_SIZES))


def _ratio(one: float, other: float) -> int:
    return next((n for n, most in enumerate(_RATIOS) if one <= most * max(1.0, other)), len(_RATIOS))


def _stop(text: str) -> str:
    return "stop" if _STOP.search(text) else text[-1] if text[-1] in ":?;,)" else "word"


def _opens(text: str) -> str:
    first = text[0]
    if first.isalpha():
        return "lower" if first.islower() else "upper"
    return "digit" if first.isdigit() else "quote" if first in '"”»„“' else first
