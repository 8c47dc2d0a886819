"""Interviews: questions as parts of their own, each followed by prose that answers it."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, bullets_after, closes_asking, marker
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# So many turns, and so many that ask, make a transcript.
_LEAST_TURNS, _LEAST_ASKED = 6, 3
_MAX_QUESTION_CHARS = 420
# A longer question of more than three sentences tells a story before it asks.
_STORY_CHARS = 250
# A turn no longer than this only asks.
_BRIEF_CHARS = 160
# What stands before spoken words.
_DASHES = frozenset({"-", "–", "—"})


def read_interview(found: Gathered, least: int) -> None:
    """Read questions that stand as a part of their own, each with the prose that answers it.

    Args:
        found: What is gathered so far.
        least: So many such questions make an interview; fewer are left.
    """
    parts = found.unused()
    asked = [at for at, part in enumerate(parts) if _is_question(found.source, parts, at)]
    if len(asked) < least:
        return
    for at, following in zip(asked, [*asked[1:], len(parts)], strict=True):
        question = parts[at]
        # In a relay, where one pair stands alone, the story is part of what is asked.
        start = 0 if least == 1 else _asking_start(found.source, question)
        words = found.asks(question, "questions.interview", 0.9, start)
        answer = _answering(parts[at + 1 : following])
        if answer:
            _answer(found, words, answer)


def read_transcript(found: Gathered) -> None:
    """Read turns marked by their speaker ("Vært: …", "Gæst: …"): who asks most is answered by the next."""
    turns = _turns(found.unused())
    asked = Counter(turn.who for turn in turns if closes_asking(turn.part))
    if len(turns) < _LEAST_TURNS or not asked or max(asked.values()) < _LEAST_ASKED:
        return
    host = asked.most_common(1)[0][0]
    found.used.update(id(turn.part) for turn in turns)
    for at, turn in enumerate(turns):
        replies = _replies(turns[at + 1 :], turn)
        if not replies or not _asks(turn, host):
            continue
        begins = _last_asking(found.source, turn.part, turn.start)
        words = found.asks(turn.part, "questions.transcript", 0.9, begins)
        heard = replies if _pattern("asks-all").search(turn.part.text, begins) else replies[:1]
        for reply in heard:
            ground, rule = "the next to speak", "answers.transcript"
            found.answers_with(words, reply.part, ground, rule=rule, confidence=0.9, start=reply.start)


class _Turn(NamedTuple):
    """A part that its speaker opens: who speaks, and where the words begin."""

    who: str
    start: int
    part: Segment


def _turns(parts: Sequence[Segment]) -> list[_Turn]:
    """The turns among some parts; initials stand for the speaker whose name they spell."""
    found = [
        _Turn(match.group("who"), match.end(), part)
        for part in parts
        if part.kind in {"paragraph", "heading"} and (match := _pattern("turn").match(part.text))
    ]
    full = {"".join(word[0] for word in turn.who.split()): turn.who for turn in found if " " in turn.who}
    return [turn._replace(who=full.get(turn.who, turn.who)) for turn in found]


def _asks(turn: _Turn, host: str) -> bool:
    """Whether a turn asks: the host's by any question in it, another's where it only asks."""
    if turn.who == host:
        return "?" in turn.part.text
    return closes_asking(turn.part) and len(turn.part.text) <= _BRIEF_CHARS


def _replies(after: Sequence[_Turn], asked: _Turn) -> list[_Turn]:
    """The turns right after one that asks, until its speaker speaks again."""
    return list(takewhile(lambda turn: turn.who != asked.who, after))


def _last_asking(source: Source, part: Segment, start: int) -> int:
    """Where the last sentence of a turn begins that asks; the turn's start where none does by itself."""
    asking = [s.start for s in source.of_segment(part) if s.text.rstrip('"”» ').endswith("?")]
    return max(start, asking[-1]) if asking else start


def _answer(found: Gathered, question: str, parts: Sequence[Segment]) -> None:
    found.used.update(id(part) for part in parts)
    first, last = found.source.of_segment(parts[0])[:1], found.source.of_segment(parts[-1])[-1:]
    if first and last:
        mention = found.source.span(first[0], last[0], "answers.interview", 0.85)
        found.answer(question, mention, parts[0].section, "follows the question")


def _asking_start(source: Source, part: Segment) -> int:
    """Where the question begins: the whole part, or its last sentence where a story comes before it."""
    sentences = source.of_segment(part)
    return sentences[-1].start if len(sentences) > 3 and len(part.text) > _STORY_CHARS else 0


def _is_question(source: Source, parts: Sequence[Segment], at: int) -> bool:
    """Whether a part asks and the next one, prose or one line after a dash, may answer it."""
    part = parts[at]
    if not at or len(part.text) > _MAX_QUESTION_CHARS or len(part.text.split()) < 3 or at + 1 >= len(parts):
        return False
    after = parts[at + 1]
    spoken = after.kind == "bullet" and marker(source, after) in _DASHES and not bullets_after(parts, at + 1)
    answered = (after.kind == "paragraph" or spoken) and not closes_asking(after)
    return closes_asking(part) and answered and part.kind in {"paragraph", "heading"}


def _answering(parts: Sequence[Segment]) -> list[Segment]:
    """The parts that answer: prose until a heading or the document's foot."""
    out: list[Segment] = []
    if parts and _pattern("unanswered").match(parts[0].text):
        return out
    for part in parts:
        begins_list = part.kind == "bullet" and out and out[-1].kind != "bullet"
        if part.kind == "heading" or (begins_list and out[-1].text[-1] != ":"):
            break
        out.append(part)
    return out
