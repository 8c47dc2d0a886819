"""Whose words a document gives where neither a section nor a sentence names anybody."""

from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.voices.cast import Cast
from graph_build.model import ParticipationRole, Person

_pattern = partial(lexicon.pattern, "voices")

# An article with so many answers or questions is an interview, with whom so much of all naming is of.
_ANSWERS, _QUESTIONS, _MOST = 3, 4, 0.4
# Share of sentences in which a writer or speaker says "I".
_OWN = 0.03
# So many parts at a document's beginning may say who sends it, and name the body that heads it.
_NAMED_IN, _HEADED_IN = 10, 6
# How often a body is named that minutes are the words of.
_AGAIN = 3
# Code points around a name that tell what its bearer is to a document.
_NEAR = 90


def of_document(cast: Cast) -> str | None:
    """Whose words a document gives where it names nobody else."""
    kind = cast.found.metadata.kind
    if kind == "slides":
        return who_took_part(cast, "presenter")
    if kind == "minutes":
        return _meeting(cast)
    if kind == "meeting-notes":
        return _introduced(cast, "interviewed") or _introduced(cast, "given-by") or _host(cast)
    if kind == "relay-report":
        return next((group.label for group in cast.found.groups), None)
    if kind == "article":
        writer = who_took_part(cast, "author") or _introduced(cast, "writes")
        return subject(cast) or writer or (body(cast) if _is_press_release(cast) else None)
    return _sender(cast) if kind == "other" else None


def _sender(cast: Cast) -> str | None:
    """Who sends a document: whom it names as that, the one who says "I", or the body that heads it."""
    named = _introduced(cast, "interviewed") or _named_as_sender(cast)
    if named:
        return named
    person = who_took_part(cast, "author") or who_took_part(cast, "presenter")
    if person and _speaks_of_oneself(cast.source):
        return person
    return _at_the_head(cast) or person or next((one.name for one in cast.found.organisations), None)


def _named_as_sender(cast: Cast) -> str | None:
    """Who a document says wrote or gave it, or in whose name it speaks."""
    text, head = cast.source.document.text, _head(cast, _NAMED_IN)
    for start, end, one in cast.spans:
        before = text[max(0, start - _NEAR) : start]
        made = "given-by" if isinstance(one, Person) else "made-by"
        if start < head and _pattern(made).search(before):
            return one.name
        signed = before.endswith("\nPå ") and _pattern("behalf").match(text, end)
        if not isinstance(one, Person) and (signed or _pattern("on-behalf").search(before)):
            return one.name
    return None


def _introduced(cast: Cast, way: str) -> str | None:
    """The person whom a document's first parts introduce in a way: as interviewed, or as who writes."""
    text = cast.source.document.text
    for start, _, one in cast.within(0, _head(cast, _NAMED_IN)):
        before = text[max(0, start - _NEAR) : start]
        if isinstance(one, Person) and _pattern(way).search(before):
            return one.name
    return None


def _is_press_release(cast: Cast) -> bool:
    """Whether a document says at its head that it is for the press."""
    return _pattern("press-release").search(cast.source.document.text, 0, _head(cast, _HEADED_IN)) is not None


def _at_the_head(cast: Cast) -> str | None:
    """The body that stands in a document's first parts, and is not whom it is to, about or made for."""
    text, head = cast.source.document.text, _head(cast, _HEADED_IN)
    for start, _, one in cast.spans:
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if start < head and not isinstance(one, Person) and not _pattern("not-sender").search(line):
            return one.name
    return None


def _head(cast: Cast, parts: int) -> int:
    """Where so many of a document's first parts end."""
    return cast.source.segments[:parts][-1].end


def _speaks_of_oneself(source: Source) -> bool:
    """Whether a text is somebody's own, as a letter or a speech is, and not a body's.

    What is asked and what is quoted is not said by who writes.
    """
    plain = [
        s.text
        for s in source.sentences
        if s.segment.kind != "heading" and not s.text.endswith("?") and not _pattern("sign").search(s.text)
    ]
    own = sum(_pattern("oneself").search(text) is not None for text in plain)
    return own >= _OWN * max(1, len(plain))


def who_took_part(cast: Cast, role: ParticipationRole) -> str | None:
    """The one named first of those who took part so."""
    return next((person.name for person in cast.found.persons if person.participation == role), None)


def _meeting(cast: Cast) -> str | None:
    """The body whose minutes they are, if it is a commission or is named again and again."""
    name = body(cast)
    bodies = (one for one in cast.found.organisations if one.name == name)
    telling = (one for one in bodies if one.kind == "commission" or len(one.mentions) >= _AGAIN)
    return next((one.name for one in telling), None)


def body(cast: Cast) -> str | None:
    """The body that meets or reports: what heads the document, or is named most, of those that meet."""
    head = _head(cast, _HEADED_IN)
    bodies = [
        o
        for o in cast.found.organisations
        if o.kind in {"commission", "committee"} or _pattern("meets").search(o.name)
    ]
    heading = (o for o in bodies if o.mentions[0].start < head)
    best = next(heading, None) or max(
        bodies, key=lambda o: (len(o.mentions), -o.mentions[0].start), default=None
    )
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
