"""Names in running text: after words such as "oplæg ved", and in short forms."""

import re
from collections.abc import Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.persons.apposition import read_apposition
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.naming import is_first_name, plain_name
from graph_build.extract.persons.people import People
from graph_build.language.names import NameSpan
from graph_build.language.screen import Screen
from graph_build.model import ParticipationRole, Segment

_pattern = partial(lexicon.pattern, "persons")
# Patterns of words beside a name, and how its bearer took part.
_LEADS: tuple[tuple[str, ParticipationRole], ...] = (
    ("presenter", "presenter"),
    ("author", "author"),
    ("made-by", "author"),
    ("chairs", "chair"),
    ("led", "chair"),
    ("office", "secretariat"),
)
# Of the single words that the tagger takes for names less surely than this, many are none.
_LEAST_LONE = 0.8


def read_leads(people: People) -> None:
    """Read the names of presenters, authors, chairs and secretaries by the words before them."""
    for part in people.source.readable():
        for match, (name, role) in _leads().find(part.text):
            together = _pattern("together").match(part.text, match.end("name"))
            for one in (match, together) if together else (match,):
                draft = people.add(part, *one.span("name"), f"persons.{name}", 0.9)
                if draft is not None:
                    draft.takes_part(role)


@cache
def _leads() -> Screen[tuple[str, ParticipationRole]]:
    return Screen((_pattern(name), (name, role)) for name, role in _LEADS)


def read_speakers(people: People) -> None:
    """Read the names of those who stand on a line of their own over what they say, or wrote at a time."""
    for part in people.source.readable():
        match = _pattern("listed-name").search(part.text) if part.kind == "speaker" else None
        if match is None:
            continue
        draft = people.add(part, *match.span(), "persons.speaker", 0.9, listed=True)
        if draft is not None and _pattern("posted").search(part.text):
            draft.takes_part("author")


def read_short_forms(people: People, names: Sequence[tuple[Segment, NameSpan]]) -> None:
    """Read first names and surnames that lead to exactly one person.

    A lone name that leads to none stands for itself.
    """
    owners: dict[str, list[Draft]] = {}
    for draft in people.drafts.values():
        for word in {*draft.name.split()[:1], draft.name.split()[-1]}:
            owners.setdefault(plain_name(word), []).append(draft)
    if owners:
        _read_owned(people, owners)
    _read_lone(people, names, owners)


def _read_owned(people: People, owners: dict[str, list[Draft]]) -> None:
    pattern = _short_pattern(list(owners))
    for part in people.source.readable():
        for match, _ in pattern.find(part.text):
            draft, *others = owners[plain_name(match.group("short"))]
            mention = people.source.mention(part, *match.span("short"), "persons.short-form", 0.8)
            if not others and not people.covers(mention.start):
                draft.mentions[mention.start] = mention
                draft.grounds[mention.start] = "the only person here with this name"


def _short_pattern(shorts: Sequence[str]) -> Screen[None]:
    words = "|".join(re.escape(word) for word in sorted(shorts, key=lambda w: (-len(w), w)))
    pattern = re.compile(rf"(?<![\w-])(?P<short>{words})(?:'s|’s|s)?(?![\w-])", re.IGNORECASE)
    return Screen([(pattern, None)], opens=shorts)


def _read_lone(
    people: People, names: Sequence[tuple[Segment, NameSpan]], known: dict[str, list[Draft]]
) -> None:
    """Read single names that the tagger is sure of and the gazetteer knows as first names."""
    for part, span in names:
        word = part.text[span.start : span.end]
        plain = plain_name(word)
        if " " in word or span.confidence < _LEAST_LONE or plain in known or plain.removesuffix("s") in known:
            continue
        if not is_first_name(plain) or plain in lexicon.words("cues/name_stop.tsv"):
            continue
        draft = people.drafts.setdefault(plain, Draft(word))
        mention = people.source.mention(part, span.start, span.end, "persons.tagger", span.confidence * 0.8)
        draft.mentions.setdefault(mention.start, mention)
        read_apposition(people.source, people.organisations, draft, part, (span.start, span.end))
