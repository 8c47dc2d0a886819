"""Questions before bullets, and headings that ask."""

from collections.abc import Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, Posed, bullets_after, closes_asking
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# Where more of the bullets under a question ask themselves, they are no answers.
_MAX_ASKING_SHARE = 0.4
# A shorter paragraph under a heading is a label or a name.
_LEAST_ANSWER_CHARS = 25


def read_led(found: Gathered) -> None:
    """Read a question before bullets: each bullet answers it, unless the bullets ask themselves."""
    parts = found.parts()
    for at, part in enumerate(parts):
        asks = part.kind in {"heading", "paragraph"} and closes_asking(part, '"”» *:')
        if id(part) in found.used or not asks or len(part.text.split()) < 2:
            continue
        bullets = bullets_after(parts, at)
        # Two words before two bullets ("Hvem deltog?") head a section; they ask only before a longer list.
        asking = sum("?" in bullet.text for bullet in bullets)
        few = len(bullets) < (2 if len(part.text.split()) > 2 else 3)
        if few or asking > _MAX_ASKING_SHARE * len(bullets):
            continue
        words = found.asks(part, "questions.before-bullets", 0.85, _asking_start(found.source, part))
        for bullet in bullets:
            if "?" not in bullet.text:
                ground = "a bullet under the question"
                found.answers_with(words, bullet, ground, rule="answers.bullet", confidence=0.8)


def _asking_start(source: Source, part: Segment) -> int:
    """Where a part's question begins: a heading asks as a whole, a paragraph by its last sentence."""
    if part.kind == "heading":
        return 0
    return len(part.text) - len(source.of_segment(part)[-1].text)


def read_headed(found: Gathered, genre: str, posed: Posed) -> None:
    """Read a heading that asks: each paragraph under it answers, unless it asks itself.

    In minutes only a heading that announces a round does; others ask what the meeting then talks about.
    """
    parts = found.parts()
    for at, part in enumerate(parts):
        asks = part.kind == "heading" and closes_asking(part) and len(part.text.split()) >= 4
        rounds = genre != "minutes" or _pattern("round").match(part.text)
        if id(part) in found.used or not asks or not rounds or posed(found.source.of_segment(part)[0]) < 0.5:
            continue
        under = _until_heading(parts, at)
        answers = [p for p in under if p.kind == "paragraph" and len(p.text) > _LEAST_ANSWER_CHARS]
        if not answers or "?" in answers[0].text or any(id(p) in found.used for p in answers):
            continue
        words = found.asks(part, "questions.heading", 0.85)
        for answer in answers:
            if not answer.text.rstrip().endswith("?"):
                ground = "stands under the question"
                found.answers_with(words, answer, ground, rule="answers.under-heading", confidence=0.6)


def _until_heading(parts: Sequence[Segment], at: int) -> Sequence[Segment]:
    end = next((n for n in range(at + 1, len(parts)) if parts[n].kind == "heading"), len(parts))
    return parts[at + 1 : end]
