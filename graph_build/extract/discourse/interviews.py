"""Interviews: questions as parts of their own, each followed by prose that answers it."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# So many turns, and so many that ask, make a transcript.
_LEAST_TURNS, _LEAST_ASKED = 6, 3
_MAX_QUESTION_CHARS = 420
# A longer question of more than three sentences tells a story before it asks.
_STORY_CHARS = 250


def read_interview(found: Gathered, least: int) -> None:
    """Read questions that stand as a part of their own, each with the prose that answers it.

    Args:
        found: What is gathered so far.
        least: So many such questions make an interview; fewer are left.
    """
    parts = found.unused()
    asked = [at for at, part in enumerate(parts) if _is_question(parts, at)]
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
    turns = [
        (match.group("who"), match.end(), part)
        for part in found.unused()
        if part.kind == "paragraph" and (match := _pattern("turn").match(part.text))
    ]
    asked = Counter(who for who, _, part in turns if closes_asking(part))
    if len(turns) < _LEAST_TURNS or not asked or max(asked.values()) < _LEAST_ASKED:
        return
    host = asked.most_common(1)[0][0]
    for (who, start, part), (other, begins, reply) in pairwise(turns):
        if who == host != other and "?" in part.text:
            words = found.asks(part, "questions.transcript", 0.9, start)
            found.used.add(id(reply))
            ground = "the next to speak"
            found.answers_with(words, reply, ground, rule="answers.transcript", confidence=0.9, start=begins)


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


def _is_question(parts: Sequence[Segment], at: int) -> bool:
    part = parts[at]
    if len(part.text) > _MAX_QUESTION_CHARS or len(part.text.split()) < 3 or at + 1 >= len(parts):
        return False
    after = parts[at + 1]
    answered = after.kind == "paragraph" and not closes_asking(after)
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
