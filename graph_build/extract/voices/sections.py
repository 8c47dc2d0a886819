"""Whose words a section gives, by its heading."""

from bisect import bisect_left
from functools import partial

from graph_build import lexicon
from graph_build.extract import groups
from graph_build.extract.voices import labels
from graph_build.extract.voices.cast import Cast
from graph_build.model import ParticipationRole, Person, Section

_pattern = partial(lexicon.pattern, "voices")

# Code points after a heading in which its presenter may be named, and in which its marks end.
_BELOW, _MARKS = 40, 8
_WRITERS: frozenset[ParticipationRole] = frozenset({"author", "rapporteur", "secretariat"})


def owner(cast: Cast, section: int) -> str | None:
    """Whose section it is: the presenter, speaker or group that its heading names."""
    heading = cast.source.heading(section)
    if not heading:
        return None
    sections = cast.source.sections
    place = sections[bisect_left(sections, section, key=lambda s: s.number)]
    named = _presenter(cast, place) or _named(cast, place) or at_a_time(cast, place.start, place.heading)
    if named:
        return named
    if _pattern("own-notes").search(heading):
        return next((one.name for one in cast.found.persons if one.participation in _WRITERS), None)
    if cast.found.metadata.kind == "relay-report":
        return _of_relay(cast, section)
    return group(cast, section)


def group(cast: Cast, section: int) -> str | None:
    """The group of those present whose section it is."""
    table = _pattern("group").match(cast.source.heading(section))
    return table.group() if table else None


def _presenter(cast: Cast, place: Section) -> str | None:
    """The first person named in a presentation's heading, or right below it."""
    if not _pattern("presentation").search(place.heading):
        return None
    names = cast.within(place.start, place.start + len(place.heading) + _BELOW)
    return next((one.name for _, _, one in names if isinstance(one, Person)), None)


def _named(cast: Cast, place: Section) -> str | None:
    """Who gives what stands under a heading ("Tre råd fra Ida"), or the person whose name opens it."""
    text = cast.source.document.text
    for start, end, one in cast.within(place.start, place.start + len(place.heading) + _MARKS):
        if _pattern("given-in").search(text[place.start : start]):
            return one.name
        opens = isinstance(one, Person) and _pattern("named-heading").fullmatch(text, place.start, start)
        if opens and _pattern("heading-goes-on").match(text, end):
            return one.name
    given = _pattern("given-by-some").search(place.heading)
    return given.group("who") if given else None


def at_a_time(cast: Cast, start: int, words: str) -> str | None:
    """The person whom a point of a programme names, by name or initials: "Kl. 9.40 PH om opgaven".

    Args:
        cast: Who can speak.
        start: Where the point begins in the document's text.
        words: Its words.
    """
    if not _pattern("timed").match(words):
        return None
    names = cast.within(start, start + len(words) + _MARKS)
    person = next((one.name for _, _, one in names if isinstance(one, Person)), None)
    letters = _pattern("letters").search(words)
    return person or (labels.by_initials(cast, letters.group()) if letters else None)


def _of_relay(cast: Cast, section: int) -> str | None:
    """The group of a relay that a section's heading names, or that of the section it stands in."""
    place: int | None = section
    parents = {one.number: one.parent for one in cast.source.sections}
    # What the whole is headed by names its subject, and not who speaks.
    while place is not None and (place == section or parents[place] is not None):
        heading = cast.source.heading(place)
        if joint := _joint_label(heading):
            return joint
        if label := next((one for one in groups.labels(heading) if one in cast.taking_part), None):
            return label
        place = parents.get(place)
    return None


def _joint_label(heading: str) -> str | None:
    match = _pattern("joint-group").match(heading)
    return match.group(1).casefold() if match else None
