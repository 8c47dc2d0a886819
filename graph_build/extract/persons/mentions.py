"""Names in running text: after words such as "oplæg ved", and in short forms."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.persons.apposition import read_apposition
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.naming import (
    as_first_name,
    is_first_name,
    is_initial,
    is_title,
    plain_name,
    without_genitive,
)
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
_LEAST_LONE = 0.7


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
        match = _pattern("name").search(part.text) if part.kind == "speaker" else None
        if match is None:
            continue
        draft = people.add(part, *match.span(), "persons.speaker", 0.9, listed=True)
        if draft is not None and _pattern("posted").search(part.text):
            draft.takes_part("author")


def read_titled(people: People) -> None:
    """Read names after a title whose first word is a given name or initials: "driftsleder I. Hammel"."""
    for part in people.source.readable():
        for match in _pattern("titled").finditer(part.text):
            first = match.group("name").replace("\u00a0", " ").split(" ", 1)[0]
            known = is_initial(first) or is_first_name(plain_name(first))
            # Whether somebody is named there already takes longest to tell.
            if (
                known
                and is_title(plain_name(match.group("title")))
                and not people.covers(part.offsets[match.start("name")])
            ):
                people.add(part, *match.span("name"), "persons.titled", 0.85, listed=True)


def read_joined(people: People) -> None:
    """Read names that hold one in quotes or a particle: "Jørn »Rør« Rask", "Birgitte von Holck"."""
    for part in people.source.readable():
        for joint in _pattern("joint").finditer(part.text):
            before = _pattern("name-joined").search(part.text, 0, joint.start())
            after = _pattern("joined-name").match(part.text, joint.end())
            if before and after and is_first_name(plain_name(before.group("name"))):
                people.add(part, before.start(), after.end(), "persons.joined", 0.9, listed=True)


def read_short_forms(people: People, names: Sequence[tuple[Segment, NameSpan]]) -> None:
    """Read first names and surnames that lead to exactly one person.

    A lone name that leads to none stands for itself.
    """
    owners: dict[str, list[Draft]] = {}
    for draft in people.drafts.values():
        for word in {*draft.name.split()[:1], draft.name.split()[-1]}:
            if len(word) > 1 and not is_initial(word):
                owners.setdefault(plain_name(word), []).append(draft)
    if owners:
        _read_owned(people, owners)
    _read_addressed(people, owners)
    _read_lone(people, names, owners)


def _read_owned(people: People, owners: dict[str, list[Draft]]) -> None:
    pattern = _short_pattern(list(owners))
    for part in people.source.readable():
        for match, _ in pattern.find(part.text):
            if people.source.capitals and match.group("short").islower():
                continue
            draft, *others = owners[plain_name(match.group("short"))]
            mention = people.source.mention(part, *match.span("short"), "persons.short-form", 0.8)
            if not others and not people.covers(mention.start):
                draft.mentions[mention.start] = mention
                draft.grounds[mention.start] = "the only person here with this name"


def _short_pattern(shorts: Sequence[str]) -> Screen[None]:
    words = "|".join(re.escape(word) for word in sorted(shorts, key=lambda w: (-len(w), w)))
    pattern = re.compile(rf"(?<![\w-])(?P<short>{words})(?:'s|’s|s)?(?![\w-])", re.IGNORECASE)
    return Screen([(pattern, None)], opens=shorts)


def _read_addressed(people: People, known: Mapping[str, list[Draft]]) -> None:
    """Read those who are named by surname and form of address alone: "fru Bragh"."""
    for part in people.source.readable():
        for match in _pattern("courtesy").finditer(part.text):
            name = without_genitive(match.group("name"))
            last = plain_name(name).split()[-1]
            mention = people.source.mention(
                part, match.start(), match.start() + len(name), "persons.addressed", 0.8
            )
            if last in known or is_title(last) or people.covers(part.offsets[match.start("last")]):
                continue
            people.drafts.setdefault(plain_name(name), Draft(name)).mentions[mention.start] = mention


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
        if _pattern("numbered").match(part.text, span.end):
            continue  # "Kaj 2"
        name = as_first_name(word)
        draft = people.drafts.setdefault(plain_name(name), Draft(name))
        end = span.start + len(name)
        mention = people.source.mention(part, span.start, end, "persons.tagger", span.confidence * 0.8)
        draft.mentions.setdefault(mention.start, mention)
        read_apposition(people.source, people.organisations, draft, part, (span.start, span.end))
