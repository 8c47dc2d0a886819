"""What a document shows of who speaks in it, and on what occasion it was written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.people import People, place
from graph_build.language.screen import Screen
from graph_build.lines import header_key, key_meaning
from graph_build.model import Mention, Segment

_pattern = partial(lexicon.pattern, "persons")
# Parts, and code points of each, in which a document says what it is.
_OPENING, _OPENING_CHARS = 8, 200
# Occasions on which people meet.
_LIVE = {"congress", "panel", "meeting", "seminar", "visit", "minutes", "notes"}
# Code points around a name in which a verb says that its bearer speaks.
_VERB_AFTER, _VERB_BEFORE = 40, 25
# Code points after a name in which its bearer's office stands, where the part is a line of its own.
_OFFICE = 70
# Code points beside a name in a line that is its own.
_BARE = 3
# A line that names its authors is no longer than this.
_BYLINE = 220


def occasions(parts: Sequence[Segment]) -> tuple[str, ...]:
    """On what occasion a document was written, by its first parts; sorted, none where it does not say."""
    opening = "\n".join(part.text[:_OPENING_CHARS] for part in parts[:_OPENING]).casefold()
    found = {name for name, pattern in _occasions() if pattern.search(opening)}
    return tuple(sorted(found | {"live"} if found & _LIVE else found))


@cache
def _occasions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[0], re.compile(row[1])) for row in lexicon.rows("cues/occasions.tsv"))


def speech(people: People) -> dict[str, set[str]]:
    """By name, what each person's mentions show of their speaking: turns, verbs, places among the others."""
    drafts = sorted(people.drafts.values(), key=lambda draft: min(draft.mentions))
    turns = {draft.name: _turns(people, draft) for draft in drafts}
    alone = {draft.name: _stands_alone(people, draft) for draft in drafts}
    speakers, total = sum(map(bool, turns.values())), sum(turns.values())
    listed = [draft for draft in drafts if draft.listed]
    out: dict[str, set[str]] = {}
    bare = min(4, sum(alone.values()))
    for at, draft in enumerate(drafts):
        own = out[draft.name] = {f"speakers:{min(4, speakers)}", f"rank:{min(at, 4)}"}
        if at == len(drafts) - 1:
            own.add("rank:last")
        if draft in listed:
            own |= {f"list-rank:{min(3, listed.index(draft))}", f"list-end:{draft is listed[-1]}"}
        share = round(4 * turns[draft.name] / total) if total else 0
        own |= {
            f"speaks:{min(3, turns[draft.name])}",
            f"speaks:{share}/4",
            f"speaks:{share}/4-{min(4, speakers)}",
        }
        own |= {f"bare:{bare}", f"bare:{bare}-{alone[draft.name]}"}
        own.update(_signs(people, draft))
    return out


def _stands_alone(people: People, draft: Draft) -> bool:
    """Whether a person's name is somewhere a line, or a table's cell, of its own."""
    return any(len(part.text) - len(mention.quote) < _BARE for part, mention in people.standing(draft))


def _turns(people: People, draft: Draft) -> int:
    """The parts that a person's name opens as a speaker's."""
    return sum(_opens_turn(part, mention) for part, mention in people.standing(draft))


def _opens_turn(part: Segment, mention: Mention) -> bool:
    start, end = place(part, mention)
    if start > _VERB_AFTER:
        return False
    found = header_key(part.text) if part.kind == "header-line" else None
    if found is not None and key_meaning(found[0]) is not None:
        return False
    return _pattern("turn").match(part.text, end) is not None


def _signs(people: People, draft: Draft) -> Iterator[str]:
    verbs: Counter[str] = Counter()
    for part, mention in people.standing(draft):
        start, end = place(part, mention)
        verbs.update(_verbs(part.text, start, end))
        if start < _VERB_AFTER and len(part.text) < 2 * _OFFICE:
            yield f"line:{part.kind}"
            yield f"line-bare:{len(part.text) - (end - start) < _BARE}"
            yield from (
                f"line-word:{word}" for word in re.findall(r"[a-zæøå]{3,}", part.text[end : end + _OFFICE])
            )
        if len(part.text) < _BYLINE:
            yield from (f"beside:{name}" for name in _lines().matching(part.text))
        if bracket := re.match(r"\s*\(([^()]{2,60})\)", part.text[end:]):
            yield "bracket"
            yield from (
                f"bracket:{word}" for word in re.findall(r"[a-zæøå]{3,}", bracket.group(1).casefold())
            )
        if lead := re.search(r"(?:^|[.:;(|])([^.:;(|]{0,40})$", part.text[:start]):
            yield from (f"lead:{word}" for word in re.findall(r"[a-zæøå]{2,}", lead.group(1).casefold())[-5:])
    yield from (f"says:{verb}" for verb in verbs)
    yield f"says:{min(3, verbs.total())}"


@cache
def _lines() -> Screen[str]:
    """Words in a line that names who wrote or gave a talk."""
    return Screen((_pattern(name), name) for name in ("author", "made-by", "presenter"))


def _verbs(text: str, start: int, end: int) -> Iterator[str]:
    """Verbs of speech near a name in its sentence."""
    known = lexicon.words("cues/speech_verbs.tsv")
    after = re.split(r"[.!?]\s", text[end : end + _VERB_AFTER])[0]
    before = re.split(r"[.!?]\s", text[max(0, start - _VERB_BEFORE) : start])[-1]
    yield from (word for word in re.findall(r"\w+", f"{before} {after}".casefold()) if word in known)
