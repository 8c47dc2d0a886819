"""Questions and answers of a document as they are gathered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.language.folding import key
from graph_build.model import Answer, Mention, Question, Segment

# A loose line is no longer than this.
_LINE_CHARS = 95
_OPENING = 3

Posed = Callable[[Sentence], float]
"""Confidence, 0 to 1, that a sentence that looks like a question is posed to be answered or discussed."""


@dataclass(slots=True)
class Gathered:
    """Questions and answers gathered so far; a question is known by its folded words."""

    source: Source
    questions: dict[str, tuple[Mention, int]] = field(default_factory=dict)
    answers: list[tuple[str, Mention, int, str]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def question(self, mention: Mention, section: int) -> str:
        """Add a question unless it is known; its folded words, by which answers name it."""
        words = key(mention.quote)
        self.questions.setdefault(words, (mention, section))
        return words

    def answer(self, question: str, mention: Mention, section: int, ground: str) -> None:
        """Add an answer to a question, and why the two are paired."""
        self.answers.append((question, mention, section, ground))

    def asks(
        self, part: Segment, rule: str, confidence: float, start: int = 0, end: int | None = None
    ) -> str:
        """Add a part, or what stands between two offsets of its words, as a question."""
        self.used.add(id(part))
        mention = self.source.mention(part, start, len(part.text) if end is None else end, rule, confidence)
        return self.question(mention, part.section)

    def answers_with(
        self, question: str, part: Segment, ground: str, *, rule: str, confidence: float, start: int = 0
    ) -> None:
        """Add a part, from an offset of its words on, as an answer."""
        mention = self.source.mention(part, start, len(part.text), rule, confidence)
        self.answer(question, mention, part.section, ground)

    def parts(self) -> list[Segment]:
        """The parts in which questions and answers may stand, in reading order."""
        return [part for part in self.source.readable() if part.kind != "header-line"]

    def unused(self) -> list[Segment]:
        """The parts that are no question or answer yet."""
        return [part for part in self.parts() if id(part) not in self.used]

    def numbered(self) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
        """The questions and answers in reading order, each answer with its question's id."""
        ordered = sorted(self.questions.items(), key=lambda entry: entry[1][0].start)
        ids = {words: f"q{n}" for n, (words, _) in enumerate(ordered, 1)}
        questions = tuple(Question(ids[words], mention, section) for words, (mention, section) in ordered)
        answers = sorted(self.answers, key=lambda entry: entry[1].start)
        return questions, tuple(
            Answer(f"a{n}", mention, section, question=ids[words], ground=ground)
            for n, (words, mention, section, ground) in enumerate(answers, 1)
        )


def bullets_after(parts: Sequence[Segment], at: int) -> list[Segment]:
    """The bullets right after the part at an index."""
    end = next((n for n in range(at + 1, len(parts)) if parts[n].kind != "bullet"), len(parts))
    return list(parts[at + 1 : end])


def lines_after(parts: Sequence[Segment], at: int) -> list[Segment]:
    """The loose short lines right after the part at an index, as jotted down: two at least, none with a stop.

    A line that only leads on ("De mest typiske:") may stand before them.
    """
    start = at + 1
    if start < len(parts) and parts[start].kind == "paragraph" and parts[start].text.endswith(":"):
        start += 1
    # What opens a document are title and names, whatever the title asks.
    lines = list(takewhile(_loose, parts[start:])) if at >= _OPENING else []
    return lines if len(lines) > 1 else []


def _loose(part: Segment) -> bool:
    short = part.kind == "paragraph" and len(part.text) <= _LINE_CHARS and " " in part.text
    return short and part.text[-1] not in ".:?!;,"


def marker(source: Source, part: Segment) -> str:
    """The list marker before a segment's words, such as ``-``, ``?`` or ``|``; empty where there is none."""
    text = source.document.text
    line = text.rfind("\n", 0, part.start) + 1
    return text[line : part.start].strip(" *_\t\u00a0")


def decides(words: str) -> bool:
    """Whether words are labelled as what was decided ("Beslutning: …"), which is nobody's answer.

    Example:
        >>> decides("Beslutning: Punktet udsættes."), decides("Beslutningen er udsat.")
        (True, False)
    """
    return lexicon.pattern("claims", "decided").match(words) is not None


def after_lead(text: str, start: int, end: int) -> int:
    """Where a question begins that words before a colon only lead to or name the asker of.

    Example:
        >>> words = "Et spørgsmål blev hængende: Hvem ringer vi til?"
        >>> words[after_lead(words, 0, len(words)) :]
        'Hvem ringer vi til?'
    """
    lead = lexicon.pattern("discourse", "lead").match(text, start, end)
    return lead.end() if lead else start


def closes_asking(part: Segment, marks: str = '"”» *') -> bool:
    """Whether a part ends in a question mark, marks after it left out."""
    return part.text.rstrip(marks).endswith("?")
