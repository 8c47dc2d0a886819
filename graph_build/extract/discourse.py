"""Questions and answers: relays, interviews, headings with their bullets, and questions left open in prose."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph_build.context import Sentence, Source
from graph_build.language.folding import key
from graph_build.model import Answer, Mention, Question, Segment

_INTERROGATIVE = re.compile(
    r"(?:Og |Men |Så )?(?:Hvordan|Hvad|Hvilken|Hvilket|Hvilke|Hvem|Hvornår|Hvorfor|Hvor|Hvis|Kan|Skal|Er|Har|Bør|Vil|Kunne|Burde|Findes|Får|Gør|Oplever)\b"
)
_DIRECT = re.compile(
    r"(?:Og |Men )?(?:Hvordan|Hvad|Hvorfor|Hvornår|Hvem|Hvor)(?: \w+)? (?:kan|skal|er|har|får|gør|sikrer|bliver|kommer|skaber|"
    r"skabes|sikres|opnår|styrker|understøtter|undgår|finder|tør|vil|bør|kunne|burde|ser|ville|måler|fastholder|tiltrækker|"
    r"håndterer|arbejder|bruger|bevarer|giver)\s(?!også)\w+|(?:Hvilke|Hvilken|Hvilket)(?: \w+){1,4} (?:kan|skal|er|har|bør|vil)\b",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"(?<=[,:–-] )(?:hvordan|hvorfor|hvad) (?:kan|skal|får|sikrer|gør) (?:vi|man|parterne|I|de|ledelsen|lederne|kommunerne)\b[^.?]*"
)
_REPLY = re.compile(
    r"^(?:Hertil|Til (?:det|dette|spørgsmålet)\b)|\bSvaret (?:er|var|lød)\b|lød svaret|^Svar:|"
    r"\bsvare(?:de|r)(?: selv| ham| hende| nej| ja)?(?:,? at\b|:)|\bsvarede (?:[A-ZÆØÅ]|han\b|hun\b|jeg\b)"
)
_ORDINALS = {"første": 0, "andet": 1, "tredje": 2, "fjerde": 3}
_LABELLED_QUESTION = re.compile(
    r"(?:Spørgsmål|Spm\.?|Sp\.?|Q)(?: ?(?P<id>\d+|[A-Z])\b)?(?: (?:fra|til) [^:]{2,60}| \([^)]{2,60}\))?\s?(?:[:.](?:\s|$)|$)",
    re.IGNORECASE,
)
_LABELLED_ANSWER = re.compile(
    r"(?:Svar|A|Sv\.?)(?: ?(?P<id>\d+|[A-Z])\b)?(?: (?:fra|ved) [^:]{2,80}| \([^)]{2,80}\))?\s?(?:[:.](?:\s|$)|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """Questions and answers gathered so far; a question is known by its folded words."""

    source: Source
    questions: dict[str, tuple[Mention, int]] = field(default_factory=dict)
    answers: list[tuple[str, Mention, int, str]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def question(self, mention: Mention, section: int) -> str:
        words = key(mention.quote)
        known = next((k for k in self.questions if k == words), None)
        if known is None:
            self.questions[words] = (mention, section)
        return words

    def answer(self, question: str, mention: Mention, section: int, ground: str) -> None:
        self.answers.append((question, mention, section, ground))


Posed = Callable[[Sentence], float]
"""Confidence, 0 to 1, that a sentence that looks like a question is posed to be answered or discussed."""


def extract(source: Source, genre: str, posed: Posed) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The document's questions and answers, in reading order; each answer names its question and the ground.

    Args:
        source: The document.
        genre: Its kind.
        posed: Tells posed questions from rhetorical ones.
    """
    found = _Found(source)
    by_section = _sections(source)
    relays = [parts for parts in by_section if _relay_split(source, parts) is not None]
    if _is_relay(source, relays):
        for parts in relays:
            _read_relay(found, parts, _relay_split(source, parts) or 0)
    _read_labelled(found)
    _read_transcript(found)
    _read_interview(found, 1 if genre == "relay-report" else 3)
    _read_led(found)
    if genre in {"minutes", "slides", "network-meeting", "meeting-notes", "relay-report"}:
        _read_headed(found, genre, posed)
    _read_open(found, posed)
    return _numbered(found)


def _numbered(found: _Found) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    ordered = sorted(found.questions.items(), key=lambda entry: entry[1][0].start)
    ids = {words: f"q{n}" for n, (words, _) in enumerate(ordered, 1)}
    questions = tuple(Question(ids[words], mention, section) for words, (mention, section) in ordered)
    answers = sorted(found.answers, key=lambda entry: entry[1].start)
    return questions, tuple(
        Answer(f"a{n}", mention, section, question=ids[words], ground=ground)
        for n, (words, mention, section, ground) in enumerate(answers, 1)
    )


def _sections(source: Source) -> list[list[Segment]]:
    out: dict[int, list[Segment]] = {}
    for part in source.readable():
        if part.kind in {"paragraph", "bullet"}:
            out.setdefault(part.section, []).append(part)
    return list(out.values())


def marker(source: Source, part: Segment) -> str:
    """The list marker before a segment's words, such as ``-``, ``?`` or ``1.``; empty where there is none."""
    text = source.document.text
    line = text.rfind("\n", 0, part.start) + 1
    return text[line : part.start].strip(" *_\t\u00a0")


def _asks(part: Segment) -> bool:
    return "?" in part.text or bool(re.match(r"Hv\w+\b", part.text))


def _relay_split(source: Source, parts: Sequence[Segment]) -> int | None:
    """How many questions stand before their answers in a section of n questions and n answers, or ``None``."""
    marks = [marker(source, part) for part in parts]
    asked = sum(mark == "?" for mark in marks)
    if asked and marks[:asked] == ["?"] * asked and len(parts) > asked:
        return asked
    half, odd = divmod(len(parts), 2)
    if odd or not half or not all(_asks(part) for part in parts[:half]):
        return None
    answering = sum(not part.text.rstrip('"”» ').endswith("?") for part in parts[half:])
    return half if answering >= 0.7 * half else None


def _is_relay(source: Source, relays: Sequence[Sequence[Segment]]) -> bool:
    """A relay has the form in several sections, or names it; one question before one answer is none by itself."""
    announced = any(
        re.search(r"spørgsmål og svar|stafet|Q ?& ?A", part.text, re.IGNORECASE)
        for part in source.segments[:12]
    )
    several = sum(len(parts) >= 4 for parts in relays) >= 2
    return (
        several
        or (announced and bool(relays))
        or any(marker(source, p) == "?" for parts in relays for p in parts)
    )


def _read_relay(found: _Found, parts: Sequence[Segment], asked: int) -> None:
    for number, part in enumerate(parts):
        found.used.add(id(part))
        if number < asked:
            found.question(
                found.source.mention(part, 0, len(part.text), "questions.relay", 0.95), part.section
            )
    for question, part in zip(parts[:asked], parts[asked:], strict=False):
        words = key(found.source.mention(question, 0, len(question.text), "", 1).quote)
        mention = found.source.mention(part, 0, len(part.text), "answers.relay-order", 0.9)
        found.answer(words, mention, part.section, "n questions then n answers pair in order")


def _read_labelled(found: _Found) -> None:
    """Parts that say "Spørgsmål:" and "Svar:" of themselves, or stand under such a line; letters and numbers pair."""
    parts = [p for p in found.source.readable() if id(p) not in found.used and p.kind != "header-line"]
    last, by_id = "", {}
    for at, part in enumerate(parts):
        asks, answers = _LABELLED_QUESTION.match(part.text), _LABELLED_ANSWER.match(part.text)
        match = asks or answers
        if match is None or (answers and not asks and not last):
            continue
        mention = _labelled_words(found, parts, at, match.end(), "questions.label" if asks else "answers.label")
        if mention is None:
            continue
        found.used.add(id(part))
        if asks:
            last = by_id[match.group("id")] = found.question(mention, part.section)
            _answer_bullets(found, last, part)
        elif not _UNANSWERED.match(mention.quote):
            question = by_id.get(match.group("id"), last) if match.group("id") else last
            found.answer(question, mention, part.section, "labelled as the answer")


def _labelled_words(found: _Found, parts: Sequence[Segment], at: int, start: int, rule: str) -> Mention | None:
    """The words after a label on its line, or the prose under it where the label stands alone."""
    if start < len(parts[at].text):
        return found.source.mention(parts[at], start, len(parts[at].text), rule, 0.95)
    body: list[Segment] = []
    for part in parts[at + 1 :]:
        labelled = _LABELLED_QUESTION.match(part.text) or _LABELLED_ANSWER.match(part.text)
        if part.kind == "heading" or labelled:
            break
        body.append(part)
    if not body:
        return None
    found.used.update(id(part) for part in body)
    return found.source.span(found.source.of_segment(body[0])[0], found.source.of_segment(body[-1])[-1], rule, 0.95)


_UNANSWERED = re.compile(r"\W*(?:ikke besvaret|intet svar|ubesvaret|intet svar modtaget)\b", re.IGNORECASE)
_TABLE = re.compile(r"(?:Bord|Gruppe|Hold|Bordet|Team) ?(?:\d+|[A-Z])\s?[:–-]\s+")


def _answer_bullets(found: _Found, question: str, part: Segment) -> None:
    """The bullets right under a labelled question answer it, each without its table's number."""
    parts = [p for p in found.source.readable() if p.kind != "header-line"]
    at = next(n for n, other in enumerate(parts) if other is part)
    for bullet in _given_after(found.source, parts, at):
        if "?" in bullet.text or _LABELLED_ANSWER.match(bullet.text):
            continue
        table = _TABLE.match(bullet.text)
        mention = found.source.mention(
            bullet, table.end() if table else 0, len(bullet.text), "answers.bullet", 0.8
        )
        found.answer(question, mention, bullet.section, "a bullet under the question")
        found.used.add(id(bullet))


_SPEAKER = re.compile(r"(?P<who>[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*){0,2})\s?:\s+(?=\S)")
# So many turns make a transcript.
_MIN_TURNS = 6


def _read_transcript(found: _Found) -> None:
    """Turns marked by their speaker ("Vært: …", "Gæst: …"): whoever asks most of them is answered by the next."""
    turns = [
        (match.group("who"), match.end(), part)
        for part in found.source.readable()
        if id(part) not in found.used and part.kind == "paragraph" and (match := _SPEAKER.match(part.text))
    ]
    asked = Counter(who for who, _, part in turns if part.text.rstrip("\"”» ").endswith("?"))
    if len(turns) < _MIN_TURNS or not asked or asked.most_common(1)[0][1] < 3:
        return
    host = asked.most_common(1)[0][0]
    for (who, start, part), (other, begin, reply) in pairwise(turns):
        if who != host or other == host or "?" not in part.text:
            continue
        found.used.update({id(part), id(reply)})
        asked_for = found.source.mention(part, start, len(part.text), "questions.transcript", 0.9)
        given = found.source.mention(reply, begin, len(reply.text), "answers.transcript", 0.9)
        found.answer(found.question(asked_for, part.section), given, reply.section, "the next to speak")


def _read_interview(found: _Found, least: int) -> None:
    """Questions that stand as a part of their own, each followed by prose that answers it; at least so many."""
    parts = [p for p in found.source.readable() if id(p) not in found.used and p.kind != "header-line"]
    asked = [at for at, part in enumerate(parts) if _interview_question(parts, at)]
    if len(asked) < least:
        return
    for at, following in zip(asked, [*asked[1:], len(parts)], strict=True):
        question = parts[at]
        start = 0 if least == 1 else _asking_start(found.source, question)
        words = found.question(
            found.source.mention(question, start, len(question.text), "questions.interview", 0.9),
            question.section,
        )
        found.used.add(id(question))
        answer = _answering(parts, at + 1, following)
        if not answer:
            continue
        found.used.update(id(part) for part in answer)
        first, last = found.source.of_segment(answer[0])[:1], found.source.of_segment(answer[-1])[-1:]
        if first and last:
            mention = found.source.span(first[0], last[0], "answers.interview", 0.85)
            found.answer(words, mention, answer[0].section, "follows the question")


def _asking_start(source: Source, part: Segment) -> int:
    """Where the question begins: the whole part, or its last sentence where a story comes before it."""
    sentences = source.of_segment(part)
    return sentences[-1].start if len(sentences) > 3 and len(part.text) > 250 else 0


def _interview_question(parts: Sequence[Segment], at: int) -> bool:
    part = parts[at]
    closes = part.text.rstrip('"”» *').endswith("?")
    if not closes or len(part.text) > 420 or len(part.text.split()) < 3 or at + 1 >= len(parts):
        return False
    after = parts[at + 1]
    return (
        after.kind == "paragraph"
        and not after.text.rstrip('"”» *').endswith("?")
        and part.kind in {"paragraph", "heading"}
    )


def _answering(parts: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """The parts that answer: prose until the next question, a heading or the document's foot."""
    out: list[Segment] = []
    if start < end and _UNANSWERED.match(parts[start].text):
        return out
    for part in parts[start:end]:
        if part.kind == "heading" or (
            out and part.kind == "bullet" and out[-1].kind != "bullet" and out[-1].text[-1] != ":"
        ):
            break
        out.append(part)
    return out


def _read_led(found: _Found) -> None:
    """A question before bullets: each bullet answers it, unless the bullets ask themselves."""
    parts = [p for p in found.source.readable() if p.kind != "header-line"]
    for at, part in enumerate(parts):
        closes = part.text.rstrip('"”» *:').endswith("?")
        if (
            id(part) in found.used
            or not closes
            or part.kind not in {"heading", "paragraph"}
            or len(part.text.split()) < 2
        ):
            continue
        bullets = _bullets_after(parts, at)
        if len(bullets) < (2 if len(part.text.split()) > 2 else 3) or sum("?" in b.text for b in bullets) > 0.4 * len(bullets):
            continue
        sentence = found.source.of_segment(part)[-1]
        whole = sentence.text if part.kind == "paragraph" else part.text
        start = len(part.text) - len(whole)
        words = found.question(
            found.source.mention(part, start, len(part.text), "questions.before-bullets", 0.85), part.section
        )
        found.used.add(id(part))
        for bullet in bullets:
            if "?" not in bullet.text:
                found.answer(
                    words,
                    found.source.mention(bullet, 0, len(bullet.text), "answers.bullet", 0.8),
                    bullet.section,
                    "a bullet under the question",
                )


# A table's cell shorter than this is a number or a name, not an answer.
_MIN_CELL_CHARS = 25


def _given_after(source: Source, parts: Sequence[Segment], at: int) -> list[Segment]:
    """The bullets, table cells and tables' paragraphs ("Bord 1: …") that follow a question, up to a heading."""
    out: list[Segment] = []
    for part in parts[at + 1 :]:
        table = part.kind == "paragraph" and _TABLE.match(part.text)
        if part.kind == "bullet":
            if marker(source, part).startswith("|") and len(part.text) < _MIN_CELL_CHARS:
                continue
            out.append(part)
        elif table:
            out.append(part)
        elif part.kind == "heading" or not out or not _TABLE.match(out[-1].text):
            break
    return out


def _bullets_after(parts: Sequence[Segment], at: int) -> list[Segment]:
    out: list[Segment] = []
    for part in parts[at + 1 :]:
        if part.kind != "bullet":
            break
        out.append(part)
    return out


_ROUND = re.compile(r"[\W\d]*(?:runde|spørgsmål|debat|bord|tema)\b", re.IGNORECASE)


def _read_headed(found: _Found, genre: str, posed: Posed) -> None:
    """A heading that asks: each paragraph under it answers, unless it asks itself."""
    parts = [p for p in found.source.readable() if p.kind != "header-line"]
    for at, part in enumerate(parts):
        asks = (
            part.kind == "heading" and part.text.rstrip('"”» *').endswith("?") and len(part.text.split()) >= 4
        )
        rounds = genre != "minutes" or _ROUND.match(part.text)
        if id(part) in found.used or not asks or not rounds or posed(found.source.of_segment(part)[0]) < 0.5:
            continue
        following = [p for p in _until_heading(parts, at) if p.kind == "paragraph" and len(p.text) > 25]
        if (
            not following
            or "?" in "".join(p.text for p in following[:1])
            or any(id(p) in found.used for p in following)
        ):
            continue
        words = found.question(
            found.source.mention(part, 0, len(part.text), "questions.heading", 0.85), part.section
        )
        found.used.add(id(part))
        for answer in following:
            if not answer.text.rstrip().endswith("?"):
                mention = found.source.mention(answer, 0, len(answer.text), "answers.under-heading", 0.6)
                found.answer(words, mention, answer.section, "stands under the question")


def _until_heading(parts: Sequence[Segment], at: int) -> list[Segment]:
    end = next((n for n in range(at + 1, len(parts)) if parts[n].kind == "heading"), len(parts))
    return list(parts[at + 1 : end])


_REPORTED = re.compile(
    r"\b(?:spurgte|ville vide|bad om at få at vide),? (?:(?:til|om)\b|hvad|hvordan|hvorfor|hvem|hvornår|hvor|hvilke\w?|hvorvidt)"
)


def _read_open(found: _Found, posed: Posed) -> None:
    """Questions in prose, bullets and headings that nobody answers at once, and replies that name them."""
    recent: list[str] = []
    previous: tuple[Sentence, str] | None = None
    for sentence in found.source.sentences:
        if id(sentence.segment) in found.used or sentence.segment.kind == "header-line":
            previous = None
            continue
        if looks_like_question(sentence.text):
            confidence = posed(sentence)
            if confidence < 0.5:
                previous = None
                continue
            previous, words = _open_question(found, sentence, confidence, previous)
            recent = [*[w for w in recent if w in found.questions and w != words], words][-6:]
            continue
        previous = None
        if _REPORTED.search(sentence.text) and _replied(found.source, sentence):
            mention = found.source.mention(
                sentence.segment, sentence.start, sentence.end, "questions.reported", 0.65
            )
            recent = [*recent, found.question(mention, sentence.segment.section)][-6:]
            continue
        _reply(found, sentence, recent)
        _embedded(found, sentence)


def _replied(source: Source, sentence: Sentence) -> bool:
    """Whether the next sentence says that it answers."""
    after = source.sentences[sentence.number + 1 : sentence.number + 2]
    return bool(after) and after[0].segment is sentence.segment and _REPLY.search(after[0].text) is not None


def looks_like_question(text: str) -> bool:
    """Whether a sentence has a question's form: a question mark, or an interrogative with the verb before the subject.

    Example:
        >>> looks_like_question("Hvordan skabes der sammenhæng."), looks_like_question("Hvad der virker, er tillid.")
        (True, False)
    """
    if re.search(r"\?[\"”»’')]*$", text):
        return True
    return bool(_DIRECT.match(text)) and text.rstrip().endswith(".") and "," not in text[:40]


def _open_question(
    found: _Found, sentence: Sentence, confidence: float, previous: tuple[Sentence, str] | None
) -> tuple[tuple[Sentence, str], str]:
    """Add a question; one that goes on with "Eller …" belongs to the question before it."""
    rule = "questions.heading" if sentence.segment.kind == "heading" else "questions.prose"
    if (
        previous is not None
        and previous[0].segment is sentence.segment
        and re.match(r"Eller\b|Og (?:kan|hvordan)\b", sentence.text)
    ):
        found.questions.pop(previous[1], None)
        mention = found.source.span(previous[0], sentence, rule, confidence)
        words = found.question(mention, sentence.segment.section)
        return (previous[0], words), words
    whole = sentence.segment.kind == "heading"
    start, end = (0, len(sentence.segment.text)) if whole else (sentence.start, sentence.end)
    mention = found.source.mention(sentence.segment, start, end, rule, confidence)
    words = found.question(mention, sentence.segment.section)
    return (sentence, words), words


def _reply(found: _Found, sentence: Sentence, recent: Sequence[str]) -> None:
    match = _REPLY.search(sentence.text) if recent else None
    if match is None or re.search(r"\bspurgte\b", sentence.text):
        return
    ordinal = re.search(r"Til det (første|andet|tredje|fjerde)\b", sentence.text)
    at = _ORDINALS[ordinal.group(1)] if ordinal else len(recent) - 1
    if at < len(recent) and recent[at] in found.questions:
        mention = found.source.mention(sentence.segment, sentence.start, sentence.end, "answers.reply", 0.7)
        found.answer(recent[at], mention, sentence.segment.section, "says that it replies")


def _embedded(found: _Found, sentence: Sentence) -> None:
    match = _EMBEDDED.search(sentence.text)
    if match:
        start, end = sentence.start + match.start(), sentence.start + match.end()
        end += sentence.segment.text[end : end + 1] in {".", "?"}
        found.question(
            found.source.mention(sentence.segment, start, end, "questions.embedded", 0.6),
            sentence.segment.section,
        )
