"""Titles that stand for a person: "Kommunaldirektøren" where only one here can bear the title."""

from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.participation import MEETINGS
from graph_build.extract.persons.people import People
from graph_build.language.screen import Screen

_pattern = partial(lexicon.pattern, "persons")
# Where a title belongs to one kind of house, a house's only guest bears it.
_HOUSES: dict[str, str] = {
    "kommunaldirektør": "municipality",
    "borgmester": "municipality",
    "regionsdirektør": "region",
    "hospitalsdirektør": "hospital",
    "sygehusdirektør": "hospital",
    "departementschef": "ministry",
}
_CHAIRS = frozenset({"formand", "forkvinde", "forperson"})


def read_titles(people: People, genre: str) -> None:
    """Read titles in the definite ("Kommunaldirektøren") as the only person here who can bear them."""
    meets = genre in MEETINGS
    for part in people.source.readable():
        for match, _ in _titles().find(part.text):
            bearer, ground = _bearer(people, match.group("stem").casefold(), meets=meets)
            if bearer is None or _pattern("name-follows").match(part.text, match.end()):
                continue
            mention = people.source.mention(part, *match.span("title"), "persons.title", 0.7)
            if not people.covers(mention.start):
                bearer.mentions[mention.start] = mention
                bearer.grounds[mention.start] = ground
                bearer.role = bearer.role or match.group("stem")


@cache
def _titles() -> Screen[None]:
    return Screen([(_pattern("definite-title"), None)])


def _bearer(people: People, stem: str, *, meets: bool) -> tuple[Draft | None, str]:
    """The only person whose role, or whose house, a title fits, and why."""
    stated = [d for d in people.drafts.values() if d.role and d.role.casefold().startswith(stem)]
    if len(stated) == 1:
        return stated[0], "the only person here with this title"
    # Whoever asks the others leads the talk, but the title is that of one who is asked.
    drafts = [d for d in people.drafts.values() if not _asks(people, d)]
    if stem in _CHAIRS and meets:  # who leads a talk is no body's chair
        chairs = [d for d in drafts if d.participation == "chair"]
        return (chairs[0], "took the chair") if len(chairs) == 1 else (None, "")
    kind = next((kind for title, kind in _HOUSES.items() if stem.startswith(title)), None)
    houses = {o.name for o in people.organisations if o.kind == kind}
    guests = [d for d in drafts if d.affiliation in houses and d.participation == "attendee"]
    if not stated and len(guests) == 1:
        return guests[0], f"the only participant from {guests[0].affiliation}"
    return None, ""


def _asks(people: People, draft: Draft) -> bool:
    """Whether a label names somebody as the one who asks ("Interviewer (Mette Holm)", "Vært: Ida Bak")."""
    asker = _pattern("asker")
    return any(asker.search(part.text, 0, start) is not None for part, _, (start, _) in people.placed(draft))
