"""The words around a person's names, and the lines above and below, as signs of how the person took part."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.labels import label_role
from graph_build.extract.persons.naming import label_before
from graph_build.extract.persons.people import People
from graph_build.model import Segment

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD, _LONG_WORD = re.compile(r"[a-zæøå]{3,}"), re.compile(r"[a-zæøå]{4,}")
# A sentence's end, and the first word in lower case after a name with its bracket and office.
_STOP = re.compile(r"[.?!] ")
_THEN = re.compile(r"(?:\s*\([^()]{1,60}\))?(?:,[^,.:;]{1,60},)?\s*([a-zæøå]+)")
# Code points on either side that are looked at, tokens of them, and letters of a word that tell it.
_AROUND, _NEAR, _STEM = 60, 50, 6
_BEFORE, _AFTER = 3, 4
# Code points from which a line is long, and within which a name stands at its beginning.
_SHORT, _EDGE = 80, 60
# The opening of a document: parts, and code points of them.
_PARTS, _OPENING = 6, 400
# A document is told in so many steps.
_STEPS = 10
_MOST = 3


def opening_words(parts: Sequence[Segment]) -> Iterator[str]:
    """The words with which a document opens, cut to their first letters."""
    words = " ".join(part.text for part in parts[:_PARTS])[:_OPENING].casefold()
    yield from (f"opens:{word[:_STEM]}" for word in _LONG_WORD.findall(words))


def ways_told(drafts: Sequence[Draft]) -> dict[str, int]:
    """How many persons took part in each way, as the rules tell it."""
    return Counter(draft.participation for draft in drafts)


def beside_others(draft: Draft, told: Mapping[str, int]) -> Iterator[str]:
    """How the rules tell that others took part, alone and beside what they tell of this one."""
    for role, count in told.items():
        yield f"told:{role}={min(_MOST, count)}"
        yield f"told:{draft.participation}|{role}"


def wording(people: People, draft: Draft, parts: Sequence[Segment], at: Mapping[int, int]) -> Iterator[str]:
    """The signs of one person.

    Args:
        people: The document's persons.
        draft: The person.
        parts: The parts that carry words.
        at: The place of each among these, by where it begins.
    """
    length = len(people.source.document.text)
    places = sorted(people.placed(draft), key=lambda one: one[1].start)
    for part, _, (start, end) in places:
        yield from _phrase(part.text, start, end)
        yield from _label(part.text, start)
        if part.start in at:
            yield from _lines(parts, at[part.start], start)
    for part, mention, (start, end) in places[:1]:
        yield from _introduced(part, start, end, _STEPS * mention.start // length)
    for _, mention, _ in places[-1:]:
        yield f"last-at:{_STEPS * mention.start // length}"


def _phrase(text: str, start: int, end: int) -> Iterator[str]:
    before, after = _beside(text, start, end)
    yield f"before2:{before[-2]}_{before[-1]}"
    yield f"after2:{after[0]}_{after[1]}"
    yield f"after3:{after[0]}_{after[1]}_{after[2]}"
    yield f"beside1:{before[-1]}_{after[0]}"
    if then := _THEN.match(text, end):
        yield from (f"then:{then.group(1)}", f"then-opens:{then.group(1)[:4]}")
    first = max((stop.end() for stop in _STOP.finditer(text, 0, start)), default=0)
    stop = _STOP.search(text, end)
    last = stop.start() if stop else len(text)
    for side, words in (
        ("<", text[max(first, start - _NEAR) : start]),
        (">", text[end : end + _NEAR][: last - end]),
    ):
        yield from (f"near:{side}{word[:_STEM]}" for word in _WORD.findall(words.casefold()))


def _label(text: str, start: int) -> Iterator[str]:
    if label := label_before(text, start):
        words = label.casefold().split()
        yield from (f"label-role:{label_role(label)}", f"label-ends:{words[-1]}")
        yield from (f"label:{word}" for word in words)


def _lines(parts: Sequence[Segment], at: int, start: int) -> Iterator[str]:
    """What stands above a name that opens a part, and what follows the part."""
    part = parts[at]
    if at and start < _EDGE:
        above = parts[at - 1]
        yield f"above:{above.kind}"
        if len(above.text) < _EDGE:
            yield "above-short"
            yield from (f"above-word:{word}" for word in re.findall(r"\w+", above.text.casefold())[-3:])
        if above.text.endswith(":"):
            yield "above-colon"
    below = parts[at + 1].kind if at + 1 < len(parts) else "none"
    yield from (f"below:{below}", f"line-below:{part.kind}-{below}-{len(part.text) < _SHORT}")


def _introduced(part: Segment, start: int, end: int, step: int) -> Iterator[str]:
    """Where and how a person is named first."""
    before, after = _beside(part.text, start, end)
    yield from (f"first-at:{step}", f"first-in:{part.kind}", f"first-at:{part.kind}-{step}")
    yield from (f"first-before:{before[-1]}", f"first-after:{after[0]}")
    yield from (f"first-short:{len(part.text) < _SHORT}", f"first-opens:{start < _BEFORE}")
    if then := _THEN.match(part.text, end):
        yield f"first-then:{then.group(1)}"


def _beside(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The tokens before and after a name, those of names and numbers without their letters."""
    before = plain_tokens(text[max(0, start - _AROUND) : start])[-_BEFORE:]
    after = plain_tokens(text[end : end + _AROUND])[:_AFTER]
    return ["<"] * (_BEFORE - len(before)) + before, after + [">"] * (_AFTER - len(after))


def plain_tokens(words: str) -> list[str]:
    """Words and signs, names and numbers among them as one letter.

    Example:
        >>> plain_tokens("Referent: Ida Bak, kl. 10")
        ['A', ':', 'A', 'A', ',', 'kl', '.', '#']
    """
    return [
        "#" if word[0].isdigit() else "A" if word[0].isupper() and len(word) > 1 else word.casefold()
        for word in _TOKEN.findall(words)
    ]
