"""Whose words a document or a section gives where no sentence names anybody."""

from bisect import bisect_left
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract import groups
from graph_build.extract.voices.cast import Cast
from graph_build.model import ParticipationRole, Person

_pattern = partial(lexicon.pattern, "voices")

# An article with so many answers or questions is an interview, with whom so much of all naming is of.
_ANSWERS, _QUESTIONS, _MOST = 3, 4, 0.4
# Share of sentences in which a writer or speaker says "I".
_OWN = 0.03


def of_document(cast: Cast) -> str | None:
    """Whose words a document gives where it names nobody else."""
    kind = cast.found.metadata.kind
    if kind == "slides":
        return who_took_part(cast, "presenter")
    if kind == "minutes":
        return body(cast)
    if kind == "meeting-notes":
        return _host(cast)
    if kind == "relay-report":
        return next((group.label for group in cast.found.groups), None)
    if kind == "article":
        return subject(cast) or who_took_part(cast, "author")
    if kind == "other":
        person = who_took_part(cast, "author") or who_took_part(cast, "presenter")
        first = next((one.name for one in cast.found.organisations), None)
        return (person or first) if _speaks_of_oneself(cast.source) else (first or person)
    return None


def _speaks_of_oneself(source: Source) -> bool:
    """Whether a text is somebody's own, as a letter or a speech is, and not a body's."""
    own = sum(_pattern("oneself").search(sentence.text) is not None for sentence in source.sentences)
    return own >= _OWN * len(source.sentences)


def who_took_part(cast: Cast, role: ParticipationRole) -> str | None:
    """The one named first of those who took part so."""
    return next((person.name for person in cast.found.persons if person.participation == role), None)


def body(cast: Cast) -> str | None:
    """The body that meets or reports: the commission or committee that is named most."""
    bodies = [o for o in cast.found.organisations if o.kind in {"commission", "committee"}]
    best = max(bodies, key=lambda o: (len(o.mentions), -o.mentions[0].start), default=None)
    return best.name if best else None


def _host(cast: Cast) -> str | None:
    """The one who was visited: the only attendee who belongs to no commission."""
    commissions = {o.name for o in cast.found.organisations if o.kind == "commission"}
    secretariat = {
        p.name for p in cast.found.persons if p.participation in {"secretariat", "rapporteur", "author"}
    }
    hosts = [
        person
        for person in cast.found.persons
        if person.participation == "attendee"
        and person.name not in secretariat
        and person.affiliation
        and person.affiliation not in commissions
    ]
    return hosts[0].name if len(hosts) == 1 else None


def subject(cast: Cast) -> str | None:
    """The person interviewed: in an article that asks, the one who is named most beside the author."""
    found = cast.found
    interview = len(found.answers) >= _ANSWERS or len(found.questions) >= _QUESTIONS
    others = [p for p in found.persons if p.participation != "author"]
    best = max(others, key=lambda p: (len(p.mentions), -p.mentions[0].start), default=None)
    if best is None or not interview or found.metadata.kind != "article":
        return None
    return best.name if len(best.mentions) >= _MOST * sum(len(p.mentions) for p in others) else None


def of_section(cast: Cast, section: int) -> str | None:
    """Whose section it is: the presenter or group that its heading names."""
    heading = cast.source.heading(section)
    if not heading:
        return None
    sections = cast.source.sections
    place = sections[bisect_left(sections, section, key=lambda s: s.number)]
    persons = [
        e for _, _, e in cast.within(place.start, place.start + len(heading) + 40) if isinstance(e, Person)
    ]
    if persons and _pattern("presentation").search(heading):
        return persons[0].name
    if cast.found.metadata.kind == "relay-report":
        return _heading_group(cast, section)
    table = _pattern("group").match(heading)
    return table.group() if table else None


def _heading_group(cast: Cast, section: int) -> str | None:
    heading = cast.source.heading(section)
    labels = groups.labels(heading)
    return _joint_label(heading) or (labels[0] if labels else None)


def _joint_label(heading: str) -> str | None:
    match = _pattern("joint-group").match(heading)
    return match.group(1).casefold() if match else None
