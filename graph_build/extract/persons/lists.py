"""Names listed under "Deltagere:", "Afbud:" and the like."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from graph_build import lexicon
from graph_build.extract.persons.draft import RANK, Draft
from graph_build.extract.persons.naming import is_name
from graph_build.extract.persons.people import People
from graph_build.lines import header_key, key_meaning
from graph_build.model import ParticipationRole, Segment

_pattern = partial(lexicon.pattern, "persons")
# A heading or paragraph this short may be a header key on a line of its own.
_MAX_KEY_CHARS = 60
# A longer part under a header key is prose, not somebody listed.
_MAX_LISTED_CHARS = 400
# Code points after the last name of a list in which its bearer's capacity may stand.
_CAPACITY = 60
_FUNCTIONS = frozenset({"chair", "rapporteur", "secretariat", "author", "presenter"})


def read_lists(people: People) -> None:
    """Read the names listed under a header key, on its line or in the list below it."""
    parts = list(people.source.readable())
    for at, part in enumerate(parts):
        key, value = _opening_key(part)
        role = key_role(key)
        if role is None:
            continue
        _read_list(people, part, value, role)
        _read_house(people, part, key, value)
        if len(part.text) - value < 3:
            for follower in _list_below(parts, at):
                _read_list(people, follower, 0, role)


def _opening_key(part: Segment) -> tuple[str, int]:
    """The header key that a part opens with or is, and where its value begins; empty where there is none."""
    found = header_key(part.text) if part.kind == "header-line" else None
    if found is None and part.kind in {"heading", "paragraph"} and len(part.text) < _MAX_KEY_CHARS:
        return part.text.rstrip(" :"), len(part.text)
    return found or ("", 0)


def _list_below(parts: Sequence[Segment], at: int) -> Iterator[Segment]:
    """The parts after a header key that open with a name, up to the first that does not."""
    for part in parts[at + 1 :]:
        named = _pattern("listed-name").match(part.text)
        if part.kind == "header-line" or len(part.text) > _MAX_LISTED_CHARS or not named:
            return
        if key_role(part.text.rstrip(" :")):
            return
        yield part


def read_listed_again(people: People) -> None:
    """Read lines such as "Ordstyrer: Birthe", once first names lead to their persons."""
    for part in people.source.readable():
        found = header_key(part.text) if part.kind == "header-line" else None
        role = key_role(found[0]) if found else None
        if found is None or role is None or role not in _FUNCTIONS:
            continue
        start = part.offsets[min(found[1], len(part.text))]
        for draft in people.drafts.values():
            short = any(
                start <= m.start < part.end and m.rule == "persons.short-form"
                for m in draft.mentions.values()
            )
            if short and draft.participation in {"attendee", "mentioned"}:
                draft.participation = role


def _read_house(people: People, part: Segment, key: str, value: int) -> None:
    """Give those listed under "Deltagere fra Lejre Kommune:" their organisation."""
    start, end = part.offsets[0], part.offsets[value - 1]
    named = [o for o in people.organisations if any(start <= m.start < end for m in o.mentions)]
    if not named or " fra " not in key.casefold():
        return
    for draft in people.drafts.values():
        if draft.affiliation is None and draft.within(end, part.end):
            draft.affiliation = named[0].name


@lru_cache(maxsize=512)
def key_role(key: str) -> ParticipationRole | None:
    """How those listed under a header key took part, or ``None`` for other keys."""
    meaning = key_meaning(key)
    return next((role for role in RANK if role == meaning), None)


def _read_list(people: People, part: Segment, start: int, role: ParticipationRole) -> None:
    names = _pattern("name")
    for match in names.finditer(part.text, start):
        before = part.text[: match.start()]
        if before.count("(") > before.count(")"):
            continue
        draft = people.add(part, match.start(), match.end(), f"persons.header-{role}", 0.95, listed=True)
        if draft is not None:
            draft.takes_part(role)
            later = (m for m in names.finditer(part.text, match.end()) if is_name(m.group(), listed=True))
            following = next(later, None)
            end = following.start() if following else match.end() + _CAPACITY
            _read_capacity(draft, part.text[match.end() : end])


def _read_capacity(draft: Draft, words: str) -> None:
    """In what capacity someone listed sits there, by the words up to the next name."""
    if _pattern("listed-chair").search(words):
        draft.takes_part("chair")
    elif _pattern("listed-secretariat").search(words):
        draft.participation = "secretariat"
    elif _pattern("listed-absentee").search(words):
        draft.participation = "absentee"
