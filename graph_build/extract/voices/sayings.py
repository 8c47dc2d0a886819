"""Whom a sentence names as the one who says it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract.voices import labels, quotations
from graph_build.extract.voices.cast import Cast, Named
from graph_build.language.screen import Screen
from graph_build.model import DocumentKind, Person, Segment

_pattern = partial(lexicon.pattern, "voices")

OF_TALK: frozenset[DocumentKind] = frozenset({"meeting-notes", "minutes", "network-meeting"})
"""Kinds that tell who said what: a sentence that opens with a name is about what that one said."""
# Kinds that give the words of one, or of those who answer.
_OF_ONE: frozenset[DocumentKind] = frozenset({"article", "relay-report", "slides"})
# Code points before a verb in which its subject ends, and after one in which it begins; and those of a title.
_BEFORE, _AFTER, _TITLE = 60, 40, 45


class Heard(NamedTuple):
    """A sentence as it is heard.

    Attributes:
        sentence: The sentence.
        opening: Whether it opens its part.
        told: The first match of each pattern that may tell a speaker.
        group: The group whose section or list it stands in, if any.
        here: Who spoke before in the same part, if anybody was named.
        since: Where the sentence begins in which that one did so; where the part begins if nobody did.
    """

    sentence: Sentence
    opening: bool
    told: Mapping[str, re.Match[str]]
    group: str | None
    here: str | None
    since: int

    @property
    def start(self) -> int:
        """Where the sentence begins in the document's text."""
        return self.sentence.segment.offsets[self.sentence.start]


def told_in(text: str) -> dict[str, re.Match[str]]:
    """What may tell a sentence's speaker: the first match of each pattern that there is, by its name.

    What one says oneself ("jeg mener, at …") is told by nobody else, unless it is quoted.
    """
    found: dict[str, re.Match[str]] = {}
    oneself = False
    for match, name in _told().find(text):
        if name == "verb" and _pattern("oneself-says").search(text, 0, match.start()):
            oneself = True
        elif name != "verb" or not oneself or _pattern("quote-ends").search(text, 0, match.start()):
            found.setdefault(name, match)
    return found


def speaker(cast: Cast, heard: Heard) -> str | None:
    """Whom a sentence names as its speaker: a name, title or group that says it, or a label before it."""
    sentence, part = heard.sentence, heard.sentence.segment
    # Whom a turn of a chat speaks to ("@Ida") is not the one who speaks.
    if part.kind == "heading" or sentence.text.startswith("@"):
        return None
    if group := _pattern("group-opens").match(sentence.text):
        return group.group("who")
    names = cast.within(heard.start, part.offsets[sentence.end])
    labelled = labels.named(cast, sentence, names, opening=heard.opening)
    if labelled is None and "verb" not in heard.told and ":" in sentence.text:
        labelled = labels.of_a_kind(sentence.text)
    about = _about(cast, heard, names) if cast.found.metadata.kind in OF_TALK else None
    return labelled or _put_down_to(cast, heard, names) or about or _who_says(cast, heard, names)


def of_oneself(words: str) -> bool:
    """Whether somebody says "I" in some words, and is not quoted for it."""
    return _pattern("oneself").search(words) is not None and not quotations.any_in(words)


def is_nobody(voice: str) -> bool:
    """Whether a voice is one who is not named ("En læge"), and is not heard for longer than is quoted."""
    return voice.startswith(("En ", "en "))


def _about(cast: Cast, heard: Heard, names: Sequence[Named]) -> str | None:
    """The person whom a sentence opens with, after a title or not, or the body that wants something in it."""
    if initials := _pattern("initials").match(heard.sentence.text):
        known = labels.by_initials(cast, initials.group("who"))
        if known:
            return known
    if title := _pattern("opening-title").match(heard.sentence.text):
        known = _titled(cast, title.group())
        if known:
            return known
    if not names:
        return None
    (start, end, one), text = names[0], cast.source.document.text
    if isinstance(one, Person):
        opens = text[start].isupper() and _pattern("title-before").fullmatch(text, heard.start, start)
        return one.name if opens else None
    wants = start == heard.start and _pattern("wants").match(text, end)
    return _name(cast, heard, names[0]) if wants else None


def _put_down_to(cast: Cast, heard: Heard, names: Sequence[Named]) -> str | None:
    """Whom a sentence is put down to in passing: "… (Ida)", "ifølge Ida"."""
    text = cast.source.document.text
    for start, end, one in names:
        if _pattern("put-down-to").search(text, max(0, start - _AFTER), start):
            return one.name
        if _pattern("put-down-after").match(text, end):
            return one.name
        if isinstance(one, Person) and text[start - 1] == "(" and _pattern("put-down-end").match(text, end):
            return one.name
    return _meant(cast, heard) if "put-down-to-them" in heard.told else None


def _who_says(cast: Cast, heard: Heard, names: Sequence[Named]) -> str | None:
    """Who is named beside the sentence's verb of saying."""
    text, verb = heard.sentence.text, heard.told.get("verb")
    if verb is None:
        return _meant(cast, heard) if "pronoun" in heard.told else None
    at, words = heard.start + verb.start(), text[: verb.start()]
    one = _set_apart(cast, names, at) or _one_of_many(words, text[verb.end() :])
    if one is not None:
        return one
    before = [e for e in names if e[1] <= at + 1 and at - e[1] < _BEFORE]
    after = [e for e in names if e[0] >= at and e[0] - at < _AFTER]
    quoted = _pattern("quote-ends").search(words) is not None
    if quoted and after:
        return after[0][2].name
    # Whom the quote itself names is not who "siger han" means.
    if quoted and "pronoun" in heard.told and heard.told["pronoun"].start() == verb.start():
        return _meant(cast, heard)
    if before:
        return _name(cast, heard, before[-1])
    if "pronoun" in heard.told:
        return _meant(cast, heard)
    told = _unnamed(cast, words[-_TITLE:]) or _opens(cast, words)
    return told or (after[0][2].name if after and heard.opening else None)


def _name(cast: Cast, heard: Heard, named: Named) -> str:
    """The name; "gruppen" under a group's heading is that group."""
    start, end, entity = named
    words = cast.source.document.text[start:end]
    return heard.group if heard.group and _pattern("the-group").fullmatch(words) else entity.name


def _set_apart(cast: Cast, names: Sequence[Named], at: int) -> str | None:
    """The person who speaks though a title and a house stand between name and verb: "X, leder i Y, siger"."""
    text = cast.source.document.text
    people = (e for e in reversed(names) if isinstance(e[2], Person) and e[1] <= at)
    return next((e[2].name for e in people if _pattern("set-apart").fullmatch(text, e[1], at)), None)


def _one_of_many(before: str, after: str) -> str | None:
    """Somebody who is not named, before or after the verb: "En læge fra Skive sagde", "siger en læge"."""
    match = _pattern("one-who").fullmatch(before)
    if match is None and _pattern("quote-ends").search(before):
        match = _pattern("one").match(after.lstrip())
    return match.group("who") if match and labels.is_somebody(match.group("who")) else None


def _opens(cast: Cast, words: str) -> str | None:
    """A body by no name that opens a sentence as the subject of its verb of saying: "Direktionen indstiller".

    Whoever is interviewed, answers or presents tells what others say too.
    """
    match = _pattern("opening-body").fullmatch(words)
    return match["who"] if match and cast.found.metadata.kind not in _OF_ONE else None


def _unnamed(cast: Cast, words: str) -> str | None:
    """A title or a part of a group before the verb of saying."""
    if match := _pattern("many").search(words):
        return match.group("who")
    if match := _pattern("title").search(words):
        title = match.group("title") or match.group("definite")
        return _titled(cast, title) or title
    return None


def _titled(cast: Cast, title: str) -> str | None:
    """The only person here who bears a title, or who took the chair where the title is the chair's."""
    stem = re.sub(r"(?:en|n)$", "", title.casefold())
    bearers = [p for p in cast.found.persons if p.role and p.role.casefold().startswith(stem)]
    if stem in {"formand", "forkvinde", "formanden"}:
        bearers = [p for p in cast.found.persons if p.participation == "chair"] or bearers
    return bearers[0].name if len(bearers) == 1 else None


def _meant(cast: Cast, heard: Heard) -> str | None:
    """Whom a sentence means by "siger hun" and the like.

    It is whom an earlier sentence of the part is about, who spoke in it, or who was named last.
    """
    part, last = heard.sentence.segment, None
    for start, _, one in reversed(cast.before(heard.start)):
        if start < heard.since and (last or heard.here):
            break
        if isinstance(one, Person) and not quotations.holds(cast, part, start):
            if start < part.start or _is_subject(cast, part, start):
                return one.name
            last = last or one.name
    return heard.here or last


def _is_subject(cast: Cast, part: Segment, at: int) -> bool:
    """Whether a name stands so near its sentence's beginning that the sentence is about its bearer."""
    words = cast.source.document.text[max(part.start, at - _BEFORE) : at]
    return _pattern("before-subject").search(words) is not None


@cache
def verb() -> re.Pattern[str]:
    """A verb of saying."""
    verbs = sorted(lexicon.words("cues/speech_verbs.tsv"), key=lambda v: (-len(v), v))
    return re.compile(
        rf"\b(?:{'|'.join((*map(re.escape, verbs), lexicon.expression('voices', 'says-too')))})\b"
    )


@cache
def _told() -> Screen[str]:
    """What may tell a sentence's speaker: a verb of saying, a pronoun, and what is said by nobody alone."""
    others = ("pronoun", "open-debate", "together", "some-say", "put-down-to-them")
    named = ((_pattern(name), name) for name in others)
    return Screen(((verb(), "verb"), *named))
