"""Questions left open in prose, and replies that name them."""

import re
from collections.abc import Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import NAMING, Sentence, Source
from graph_build.extract.discourse.gathered import Gathered, Posed, bullets_after, decides
from graph_build.language.screen import Screen
from graph_build.model import Mention, Segment

_pattern = partial(lexicon.pattern, "discourse")
_ORDINALS = {"første": 0, "andet": 1, "tredje": 2, "fjerde": 3}
# A reply may mean one of so many questions before it.
_RECENT = 6
# An answer of so few words ("Ja, siger hun.") goes on in the next sentence.
_CURT = 6


def read_open(found: Gathered, posed: Posed) -> None:
    """Read questions that nobody answers at once, and replies that name them."""
    recent: list[str] = []
    previous: tuple[Sentence, str] | None = None
    for sentence in found.source.sentences:
        before, previous = previous, None
        if before is not None and _answers_next(found, sentence, *before):
            continue
        if id(sentence.segment) in found.used or sentence.segment.kind in NAMING:
            continue
        if looks_like_question(sentence.text):
            confidence = posed(sentence)
            if confidence >= 0.5:
                previous = _read_question(found, sentence, confidence, before)
                words = previous[1]
                recent = [*[w for w in recent if w in found.questions and w != words], words][-_RECENT:]
            continue
        told = {name: match for match, name in reversed([*_told().find(sentence.text)])}
        listed = _listed_after(found, sentence) if "reported" in told else []
        if listed or ("reported" in told and _replied(found.source, sentence)):
            recent = [*recent, _read_reported(found, sentence, listed)][-_RECENT:]
            continue
        if "reported-by" in told and _goes_on(found.source, sentence):
            previous = sentence, _read_reported(found, sentence, [])
            continue
        if "reply" in told and "asked" not in told:
            _read_reply(found, sentence, recent)
        if "embedded" in told:
            _read_embedded(found, sentence, told["embedded"])


_TOLD = ("reported", "reported-by", "reply", "asked", "embedded")


@cache
def _told() -> Screen[str]:
    """What tells that a sentence reports a question, replies to one, or holds one."""
    return Screen((_pattern(name), name) for name in _TOLD)


def _answers_next(found: Gathered, sentence: Sentence, asked: Sentence, words: str) -> bool:
    """Take the sentence right after a question for its answer, where its own words say that it is."""
    part = sentence.segment
    new = part is not asked.segment
    if id(part) in found.used or part.kind in {"heading", "header-line"} or words not in found.questions:
        return False
    quoted = new and _pattern("quoted").match(part.text) and not _pattern("quoted").match(asked.text)
    reported = _pattern("reported-by").match(asked.text)
    says = reported or quoted or _pattern("answers-next").search(sentence.text)
    if looks_like_question(sentence.text) or decides(sentence.text):
        return False
    if not says or _pattern("silence").search(sentence.text):
        return False
    after = found.source.sentences[sentence.number + 1 : sentence.number + 2]
    if new:
        mention = found.source.mention(part, 0, len(part.text), "answers.next", 0.65)
    elif len(sentence.text.split()) <= _CURT and after and after[0].segment is part:
        mention = found.source.span(sentence, after[0], "answers.next", 0.6)
    else:
        mention = _words(found, sentence, "answers.next", 0.6)
    found.answer(words, mention, part.section, "says right after the question that it answers")
    return True


def _words(found: Gathered, sentence: Sentence, rule: str, confidence: float) -> Mention:
    return found.source.mention(sentence.segment, sentence.start, sentence.end, rule, confidence)


def _goes_on(source: Source, sentence: Sentence) -> bool:
    """Whether prose follows a sentence, in its part or in a paragraph after it."""
    after = source.sentences[sentence.number + 1 : sentence.number + 2]
    prose = bool(after) and sentence.segment.kind in {"paragraph", "bullet"} and "?" not in after[0].text
    return prose and (after[0].segment is sentence.segment or after[0].segment.kind == "paragraph")


def _replied(source: Source, sentence: Sentence) -> bool:
    """Whether the next sentence says that it answers."""
    after = source.sentences[sentence.number + 1 : sentence.number + 2]
    return bool(after) and after[0].segment is sentence.segment and _replies(after[0].text)


def _read_reported(found: Gathered, sentence: Sentence, listed: Sequence[Segment]) -> str:
    """Add a question that is reported, with the bullets that answer it; its folded words."""
    mention = _words(found, sentence, "questions.reported", 0.65)
    words = found.question(mention, sentence.segment.section)
    for part in listed:
        ground = "a bullet under the question"
        found.answers_with(words, part, ground, rule="answers.bullet", confidence=0.6)
        found.used.add(id(part))
    return words


def _listed_after(found: Gathered, sentence: Sentence) -> list[Segment]:
    """The bullets right after a part that a sentence closes, where none of them asks."""
    part = sentence.segment
    if part.kind != "paragraph" or sentence.end < len(part.text):
        return []
    parts = found.parts()
    bullets = bullets_after(parts, next(at for at, other in enumerate(parts) if other is part))
    return [] if any("?" in bullet.text or decides(bullet.text) for bullet in bullets) else bullets


def _replies(text: str) -> bool:
    return _pattern("reply").search(text) is not None


def looks_like_question(text: str) -> bool:
    """Whether a sentence has a question's form: its mark, or an interrogative with the verb next.

    Example:
        >>> looks_like_question("Hvordan skabes der sammenhæng.")
        True
        >>> looks_like_question("Hvad der virker, er tillid.")
        False
    """
    if "?" in text and re.search(r"\?[\"”»’')]*$", text):
        return True
    return bool(_pattern("direct").match(text)) and text.rstrip().endswith(".") and "," not in text[:40]


def _read_question(
    found: Gathered, sentence: Sentence, confidence: float, before: tuple[Sentence, str] | None
) -> tuple[Sentence, str]:
    """Add a question; one that goes on with "Eller …" belongs to the question before it.

    Returns:
        The question's first sentence and its folded words.
    """
    part = sentence.segment
    rule = "questions.heading" if part.kind == "heading" else "questions.prose"
    if before is not None and before[0].segment is part and _pattern("goes-on").match(sentence.text):
        found.questions.pop(before[1], None)
        mention = found.source.span(before[0], sentence, rule, confidence)
        return before[0], found.question(mention, part.section)
    if part.kind == "heading":
        mention = found.source.mention(part, 0, len(part.text), rule, confidence)
    else:
        mention = _words(found, sentence, rule, confidence)
    return sentence, found.question(mention, part.section)


def _read_reply(found: Gathered, sentence: Sentence, recent: Sequence[str]) -> None:
    if not recent:
        return
    ordinal = _pattern("reply-to").search(sentence.text)
    at = _ORDINALS[ordinal.group("ordinal")] if ordinal else len(recent) - 1
    if at < len(recent) and recent[at] in found.questions:
        mention = _words(found, sentence, "answers.reply", 0.7)
        found.answer(recent[at], mention, sentence.segment.section, "says that it replies")


def _read_embedded(found: Gathered, sentence: Sentence, match: re.Match[str]) -> None:
    """Read a question within a sentence, with the mark that ends it."""
    part = sentence.segment
    start, end = sentence.start + match.start(), sentence.start + match.end()
    end += part.text[end : end + 1] in {".", "?"}
    mention = found.source.mention(part, start, end, "questions.embedded", 0.6)
    found.question(mention, part.section)
