"""How persons took part, by what the text says that they did and where their names stand."""

import re
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract.persons.apposition import read_line_below
from graph_build.extract.persons.naming import ends_with_line, is_first_name, plain_name
from graph_build.extract.persons.people import People, place
from graph_build.language.screen import Screen
from graph_build.model import ParticipationRole, Segment

_pattern = partial(lexicon.pattern, "persons")
# How long a line with its author's name may be, and how many parts of the opening and the foot may be one.
_MAX_BYLINE_CHARS = 140
_OPENING, _FOOT = 10, 5
MEETINGS = frozenset({"minutes", "network-meeting", "meeting-notes"})
"""Kinds of documents that tell of a meeting."""
# A name that stands alone with its bearer's office, and the line below, are no longer than this.
_LINE = 80
# Parts of the title slide, which names the one who speaks.
_TITLE_SLIDE = 8


def read_participation(people: People, genre: str) -> None:
    """Read how persons outside the header lines took part, by what the text says that they did."""
    if genre in MEETINGS:
        _read_absent(people)
        _read_welcome(people)
    if genre not in {"minutes", "network-meeting", "meeting-notes", "slides", "other"}:
        return
    _read_presenters(people)
    if genre == "other":
        _read_conference(people)
        return
    listed = any(draft.listed for draft in people.drafts.values())
    if genre == "network-meeting":
        _read_headed(people)
    if genre in {"network-meeting", "meeting-notes"}:
        _read_quoted(people)
    if genre == "minutes" and listed:
        _read_opening(people)
    _read_told(people, genre, listed)
    for draft in people.drafts.values():
        # Notes name those whom one met.
        if genre == "meeting-notes" and draft.only_named and draft.role:
            draft.takes_part("attendee")
        # Who wrote of a meeting is its rapporteur.
        elif genre in {"minutes", "network-meeting"} and draft.participation == "author":
            draft.participation = "rapporteur"


def _read_absent(people: People) -> None:
    """Whoever "was ill" was not there, though others in the sentence were."""
    for draft in people.drafts.values():
        if any(_pattern("is-absent").match(p.text, end) for p, _, (_, end) in people.placed(draft)):
            draft.participation = "absentee"


def _read_welcome(people: People) -> None:
    """Whoever bids welcome leads the meeting, where nobody else does."""
    if people.any_took_part("chair"):
        return
    for draft in people.drafts.values():
        if any(_pattern("welcomes").match(p.text, end) for p, _, (_, end) in people.placed(draft)):
            draft.takes_part("chair")


def _read_told(people: People, genre: str, listed: bool) -> None:
    if genre == "meeting-notes":
        _read_speakers(people, "attendee")
    for sentence in people.source.sentences:
        role = _role_told(sentence, genre, listed)
        if role is None:
            continue
        first, last = sentence.segment.offsets[sentence.start], sentence.segment.offsets[sentence.end]
        for draft in people.drafts.values():
            if draft.within(first, last) and (role == "absentee" or draft.participation == "mentioned"):
                draft.takes_part(role)


def _read_conference(people: People) -> None:
    """At a conference, whoever is named in full and speaks gave a talk."""
    opening = list(people.source.readable())[:_OPENING]
    if any(
        _pattern("conference").search(part.text) for part in opening if len(part.text) < _MAX_BYLINE_CHARS
    ):
        _read_speakers(people, "presenter")


def _read_headed(people: People) -> None:
    """At a meeting of a network, whoever a heading names speaks under it."""
    for part in people.source.readable():
        if part.kind == "heading":
            for draft in people.drafts.values():
                if draft.only_named and draft.within(part.start, part.end):
                    draft.takes_part("presenter")


def _read_opening(people: People) -> None:
    """Whoever minutes name before their first item, under whatever words ("Elevråd: …"), was there."""
    lists = min(min(draft.mentions) for draft in people.drafts.values() if draft.listed)
    heads = (part.start for part in people.source.readable() if part.kind == "heading" and part.start > lists)
    first = next(heads, lists)
    for draft in people.drafts.values():
        if draft.participation == "mentioned" and min(draft.mentions) < first:
            draft.takes_part("attendee")


def _read_quoted(people: People) -> None:
    """Whoever opens a part that quotes them ("Stationsleder Per Holm, Fyn: …") was there."""
    for part in people.source.readable():
        opening = _pattern("quoted").match(part.text)
        for draft in people.drafts.values() if opening else ():
            end = part.offsets[opening.end()] if opening else 0
            if draft.only_named and draft.within(part.start, end):
                draft.takes_part("attendee")


def _read_speakers(people: People, role: ParticipationRole) -> None:
    """Whoever is named in full and speaks took part in this way."""
    verbs = lexicon.words("cues/speech_verbs.tsv")
    spoken = [f" {verb} " for verb in verbs]
    for sentence in people.source.sentences:
        words = f" {sentence.text} "
        if not any(verb in words for verb in spoken):
            continue
        first, last = sentence.segment.offsets[sentence.start], sentence.segment.offsets[sentence.end]
        for draft in people.drafts.values():
            if draft.only_named and draft.within(first, last):
                draft.takes_part(role)


def _role_told(sentence: Sentence, genre: str, listed: bool) -> ParticipationRole | None:
    """How those whom a sentence names took part; who attended is told by lists where there are some."""
    told = _told().matching(sentence.text)
    if genre in {"minutes", "meeting-notes"} and "absent" in told:
        return "absentee"
    heads = sentence.segment.kind == "heading" and "presentation-word" in told
    if heads or "presenting" in told:
        return "attendee" if genre == "meeting-notes" else "presenter"
    return "attendee" if not listed and "attending" in told else None


@cache
def _told() -> Screen[str]:
    """Words that say how those whom a sentence names took part."""
    names = ("absent", "presentation-word", "presenting", "attending")
    return Screen((_pattern(name), name) for name in names)


def _read_presenters(people: People) -> None:
    """Whoever is named first under a heading that announces a presentation gave it."""
    for section in people.source.sections:
        if not _pattern("presentation-heading").match(section.heading):
            continue
        inside = [
            (at, draft)
            for draft in people.drafts.values()
            for at in draft.mentions
            if section.start <= at < section.end
        ]
        if inside:
            min(inside, key=lambda entry: entry[0])[1].takes_part("presenter")


def read_lines_below(people: People) -> None:
    """Read office and house from the line below a line that is, or ends with, a name."""
    parts = list(people.source.readable())
    after = dict(zip((part.start for part in parts), parts[1:], strict=False))
    for draft in people.drafts.values():
        for part, mention in people.standing(draft):
            below = after.get(part.start)
            if below is None or len(part.text) > _LINE or len(below.text) > _LINE or draft.listed:
                continue
            if ends_with_line(part.text, place(part, mention)[0]):
                continue
            alone = part.start == mention.start and draft.role is not None
            if alone or part.end == mention.end:
                read_line_below(people.source, people.organisations, draft, below)


def read_signature(people: People, genre: str) -> None:
    """Read authors by a line with their name at the head or foot, where no other words name one."""
    if genre not in {"article", "other"} or people.any_took_part("author"):
        return
    parts = list(people.source.readable())
    for part in [*filter(_may_be_byline, parts[:_OPENING]), *parts[-_FOOT:]]:
        short = len(part.text) < _MAX_BYLINE_CHARS or " er " in part.text[:80]
        if not short or not _pattern("signature").match(part.text):
            continue
        for draft in people.drafts.values():
            if draft.within(part.start, part.end):
                draft.takes_part("author")


def _may_be_byline(part: Segment) -> bool:
    ends = re.search(r"[.!?:]$", part.text)
    return part.kind == "paragraph" and len(part.text) < _MAX_BYLINE_CHARS and not ends


def read_title_slide(people: People, genre: str) -> None:
    """Take the first person whom a title slide names as presenter, where nobody else presents."""
    if genre != "slides" or people.any_took_part("presenter"):
        return
    opening = list(people.source.readable())[:_TITLE_SLIDE]
    for part in opening:
        # A name stands on a line of its own, with its bearer's office below it or after a comma.
        alone = _pattern("name-alone").match(part.text)
        if alone and is_first_name(plain_name(alone.group("first"))):
            people.add(part, *alone.span("name"), "persons.title-slide", 0.85, listed=True)
    named = [d for d in people.drafts.values() if opening and min(d.mentions) < opening[-1].end]
    if named:
        min(named, key=lambda d: min(d.mentions)).takes_part("presenter")


def read_membership(people: People, genre: str) -> None:
    """Let those listed in minutes without a house of their own sit there for the body that meets."""
    if genre != "minutes":
        return
    opening = list(people.source.readable())[:_OPENING]
    last = opening[-1].end if opening else 0
    bodies = [
        o for o in people.organisations
        if o.kind in {"commission", "committee"} and o.mentions[0].start < last
    ]  # fmt: skip
    body = max(bodies, key=lambda o: (len(o.mentions), -o.mentions[0].start), default=None)
    office = next((o for o in people.organisations if o.name.casefold() == "sekretariatet"), None)
    for draft in people.drafts.values():
        home = office if draft.participation == "secretariat" and office else body
        if draft.listed and draft.affiliation is None and home is not None:
            draft.affiliation = home.name
