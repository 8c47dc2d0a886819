"""Questions left open in prose, and replies that name them."""

import re
from collections.abc import Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import NAMING, Sentence, Source
from graph_build.extract.discourse.following import MODEL, Following, form
from graph_build.extract.discourse.gathered import Gathered, Posed, after_lead, bullets_after, decides
from graph_build.extract.discourse.shown import label_after
from graph_build.extract.heard import Heard
from graph_build.language import classifier
from graph_build.language.screen import Screen
from graph_build.model import Mention, Segment

_pattern = partial(lexicon.pattern, "discourse")
_ORDINALS = {"første": 0, "andet": 1, "tredje": 2, "fjerde": 3}
# A reply may mean one of so many questions before it.
_RECENT = 6
# A sentence with a question's form that is likelier posed is one.
_POSED = 0.5
# An answer of so few words ("Ja, siger hun.") goes on in the next sentence.
_CURT = 6
# Of the sentences in a question's part so many answer it; likelihoods from which they are taken to.
_MOST_ANSWERS, _REPORTED, _MARKED = 2, 0.45, 0.6
# From this score of the network's on, a sentence that reports what was asked poses it, as log-odds.
_LEAST_ASKED = -1.0


def read_open(found: Gathered, genre: str, posed: Posed, heard: Heard) -> None:
    """Read questions that no lines under them answer, those answered in their part, and replies to them."""
    recent: list[str] = []
    previous: tuple[Sentence, str] | None = None
    answering: set[int] = set()
    for sentence in found.source.sentences:
        before, previous = previous, None
        if sentence.number in answering or (before is not None and _answers_next(found, sentence, *before)):
            continue
        if id(sentence.segment) in found.used or sentence.segment.kind in NAMING:
            continue
        asks = looks_like_question(sentence.text)
        if asks and (confidence := posed(sentence)) < _POSED:
            continue
        following = _following(found, sentence, genre, heard)
        if asks:
            previous = _read_question(found, sentence, confidence, before)
            words = previous[1]
        elif following:
            words = _read_reported(found, sentence, [])
        else:
            words, goes_on = _read_told(found, sentence, recent, heard)
            previous = (sentence, words) if goes_on else None
        if words:
            recent = [*[w for w in recent if w in found.questions and w != words], words][-_RECENT:]
        answering.update(_read_following(found, words, following))


_TOLD = ("reported", "reported-by", "reply", "reply-to", "embedded")


@cache
def _told() -> Screen[str]:
    """What tells that a sentence reports a question, replies to one, or holds one."""
    return Screen((_pattern(name), name) for name in _TOLD)


def _read_told(found: Gathered, sentence: Sentence, recent: Sequence[str], heard: Heard) -> tuple[str, bool]:
    """Read a sentence that reports a question, replies to one or holds one.

    Returns:
        The folded words of the question that it reports, and whether the next part may answer it.
    """
    told = {name: match for match, name in reversed([*_told().find(sentence.text)])}
    listed = _listed_after(found, sentence) if "reported" in told else []
    if listed:
        return _read_reported(found, sentence, listed), False
    if "reported-by" in told and _goes_on(found.source, sentence):
        return _read_reported(found, sentence, []), True
    replies = "reply" in told and "reply-to" in told
    if replies:
        _read_reply(found, sentence, recent, told["reply-to"])
    if "embedded" in told:
        _read_embedded(found, sentence, told["embedded"])
    elif not replies and _is_reported(sentence, heard):
        return _read_reported(found, sentence, []), False
    return "", False


def _is_reported(sentence: Sentence, heard: Heard) -> bool:
    """Whether a sentence that nobody answers reports a question that was posed."""
    asks = heard.score(sentence, "question")
    return asks is not None and asks >= _LEAST_ASKED and form(sentence) == "reported"


def _following(found: Gathered, asking: Sentence, genre: str, heard: Heard) -> list[tuple[Sentence, float]]:
    """The sentences after one that asks, in its part, that answer it, each with how likely it does."""
    how = form(asking)
    if not how:
        return []
    following, model = Following(found.source, asking, genre, heard), classifier.load(MODEL)
    least = _REPORTED if how == "reported" else _MARKED
    before, out = "N", []
    for at, sentence in enumerate(following.sentences):
        likely = model.probability(following.of(at, before))
        begins = likely >= least
        if begins:
            out.append((sentence, likely))
        before = label_after(before, begins=begins)
    return out[:_MOST_ANSWERS]


def _read_following(found: Gathered, question: str, told: Sequence[tuple[Sentence, float]]) -> list[int]:
    """Add the sentences that answer a question; the numbers of those that were read."""
    read: list[int] = []
    for sentence, likely in told:
        if sentence.number in read:
            continue
        last, after = sentence, found.source.sentences[sentence.number + 1 : sentence.number + 2]
        if len(sentence.text.split()) <= _CURT and after and after[0].segment is sentence.segment:
            last = after[0] if after[0].number not in {one.number for one, _ in told} else sentence
        mention = found.source.span(sentence, last, "answers.following", likely)
        ground = "says right after the question that it answers"
        found.answer(question, mention, sentence.segment.section, ground)
        read += range(sentence.number, last.number + 1)
    return read


def _answers_next(found: Gathered, sentence: Sentence, asked: Sentence, words: str) -> bool:
    """Take the sentence right after a question for its answer, where its own words say that it is."""
    part = sentence.segment
    if (
        part is asked.segment
        or id(part) in found.used
        or part.kind in {"heading", "header-line"}
        or words not in found.questions
    ):
        return False
    quoted = _pattern("quoted").match(part.text) and not _pattern("quoted").match(asked.text)
    reported = _pattern("reported-by").match(asked.text)
    says = reported or quoted or _pattern("answers-next").search(sentence.text)
    if looks_like_question(sentence.text) or decides(sentence.text):
        return False
    if not says or _pattern("silence").search(sentence.text):
        return False
    mention = found.source.mention(part, 0, len(part.text), "answers.next", 0.65)
    found.answer(words, mention, part.section, "says right after the question that it answers")
    return True


def _words(found: Gathered, sentence: Sentence, rule: str, confidence: float) -> Mention:
    return found.source.mention(sentence.segment, sentence.start, sentence.end, rule, confidence)


def _goes_on(source: Source, sentence: Sentence) -> bool:
    """Whether prose follows a sentence, in its part or in a paragraph after it."""
    after = source.sentences[sentence.number + 1 : sentence.number + 2]
    prose = bool(after) and sentence.segment.kind in {"paragraph", "bullet"} and "?" not in after[0].text
    return prose and (after[0].segment is sentence.segment or after[0].segment.kind == "paragraph")


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


def looks_like_question(text: str) -> bool:
    """Whether a sentence has a question's form: its mark, or an interrogative with the verb next.

    Example:
        >>> looks_like_question("Hvordan skabes der sammenhæng.")
        True
        >>> looks_like_question("Hvad der virker, er tillid.")
        False
        >>> looks_like_question("Ny hjemmeside | Karen | ?")
        False
    """
    if "?" in text and re.search(r"(?<![|-])(?<![|-] )\?[\"”»’')]*$", text):
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
    goes_on = before is not None and before[0].segment is part and _pattern("goes-on").match(sentence.text)
    if before is not None and goes_on and before[1] not in {words for words, *_ in found.answers}:
        found.questions.pop(before[1], None)
        mention = found.source.span(before[0], sentence, rule, confidence)
        return before[0], found.question(mention, part.section)
    if part.kind == "heading":
        mention = found.source.mention(part, 0, len(part.text), rule, confidence)
    else:
        start = after_lead(part.text, sentence.start, sentence.end)
        mention = found.source.mention(part, start, sentence.end, rule, confidence)
    return sentence, found.question(mention, part.section)


def _read_reply(found: Gathered, sentence: Sentence, recent: Sequence[str], ordinal: re.Match[str]) -> None:
    """Add a sentence that says to which of the questions before it replies ("Til det andet svarede …")."""
    at = _ORDINALS[ordinal.group("ordinal")]
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
