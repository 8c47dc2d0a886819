"""Questions before bullets, and headings that ask."""

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, Posed, bullets_after, closes_asking, lines_after
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# Where more of the bullets under a question ask themselves, they are no answers.
_MAX_ASKING_SHARE = 0.4
# A heading that is less likely posed only names what the bullets under it tell.
_LEAST_POSED = 0.35
# So many lines without a stop under a heading are a list, if short ones.
_LINES = 3
# A shorter paragraph under a heading is a label or a name.
_LEAST_ANSWER_CHARS = 25
# A longer sentence before a colon says more than that answers follow.
_MAX_LEAD_CHARS = 60


def read_led(found: Gathered, posed: Posed) -> None:
    """Read a question before bullets or loose lines: each answers it, unless they ask themselves."""
    parts = found.parts()
    for at, part in enumerate(parts):
        start, end = _asking(found.source, part)
        if id(part) in found.used or end - start < 2 or len(part.text.split()) < 2:
            continue
        bullets = bullets_after(parts, at) or _turns_after(parts, at) or lines_after(parts, at)
        # Two words before two bullets ("Hvem deltog?") head a section; they ask only before a longer list.
        asking = sum("?" in bullet.text for bullet in bullets)
        few = len(bullets) < (2 if len(part.text.split()) > 2 else 3)
        if few or asking > _MAX_ASKING_SHARE * len(bullets):
            continue
        if part.kind == "heading" and posed(found.source.of_segment(part)[-1]) < _LEAST_POSED:
            continue
        words = found.asks(part, "questions.before-bullets", 0.85, start, end)
        for bullet in bullets:
            if "?" not in bullet.text:
                ground = "a bullet under the question"
                found.answers_with(words, bullet, ground, rule="answers.bullet", confidence=0.8)


def _turns_after(parts: Sequence[Segment], at: int) -> list[Segment]:
    """The parts after the one at an index in which one after the other replies ("Susan: …").

    Where somebody speaks again it is a talk, in which each turn answers the one before.
    """
    speakers = [_pattern("turn").match(part.text) for part in parts[at + 1 :] if part.kind != "heading"]
    replying = [turn.group("who") for turn in takewhile(bool, speakers) if turn]
    return list(parts[at + 1 : at + 1 + len(replying)]) if len(set(replying)) == len(replying) else []


def _asking(source: Source, part: Segment) -> tuple[int, int]:
    """Where a part's question stands that what follows answers; an empty span where it asks none.

    A heading asks as a whole, a paragraph by its last sentence, or by the one before it where that only leads
    on ("Bordet rundt:").
    """
    if part.kind == "heading" and closes_asking(part, '"”» *:'):
        return 0, len(part.text)
    if part.kind != "paragraph":
        return 0, 0
    sentences = source.of_segment(part)
    if not sentences:
        return 0, 0
    *before, last = sentences
    if closes_asking(part, '"”» *:'):
        return last.start, len(part.text)
    leads = last.text.endswith(":") and len(last.text) <= _MAX_LEAD_CHARS
    if leads and before and before[-1].text.endswith("?"):
        return before[-1].start, before[-1].end
    return 0, 0


def read_headed(found: Gathered, genre: str, posed: Posed) -> None:
    """Read a heading that asks: each paragraph under it answers, unless it asks itself.

    In minutes only a heading that announces a round does; others ask what the meeting then talks about.
    """
    parts = found.parts()
    for at, part in enumerate(parts):
        asks = part.kind == "heading" and closes_asking(part) and len(part.text.split()) >= 4
        asks = asks and not (at == 0 and genre == "slides")  # the title
        rounds = genre != "minutes" or _pattern("round").match(part.text)
        if id(part) in found.used or not asks or not rounds or posed(found.source.of_segment(part)[0]) < 0.5:
            continue
        answers = _answering(_until_heading(parts, at))
        if not answers or "?" in answers[0].text or any(id(p) in found.used for p in answers):
            continue
        words = found.asks(part, "questions.heading", 0.85)
        for answer in answers:
            if not answer.text.rstrip().endswith("?"):
                ground = "stands under the question"
                found.answers_with(words, answer, ground, rule="answers.under-heading", confidence=0.6)


def _answering(under: Sequence[Segment]) -> list[Segment]:
    """The parts under a question that answer it: paragraphs, bullets, and lines that make a list."""
    said = [part for part in under if part.kind in {"paragraph", "bullet"} and not part.text.endswith(":")]
    short = [part for part in said if part.kind == "paragraph" and len(part.text) <= _LEAST_ANSWER_CHARS]
    lines = len(said) >= _LINES and all(not part.text.endswith(".") for part in said)
    return [part for part in said if lines or part not in short]


def _until_heading(parts: Sequence[Segment], at: int) -> Sequence[Segment]:
    end = next((n for n in range(at + 1, len(parts)) if parts[n].kind == "heading"), len(parts))
    return parts[at + 1 : end]
