"""Role and affiliation from the words around a name."""

from collections.abc import Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.naming import ends_with_line, is_name, title_pattern
from graph_build.model import Organisation, Segment

_pattern = partial(lexicon.pattern, "persons")
# Code points after a name within which its role, and its bearer's house, are looked for.
_NEAR = 140
_NEAR_HOUSE = 110
# Code points before a name in which its bearer's office stands, and its house ends.
_NEAR_BEFORE = 40
# A longer role is cut before "for …", "i …" and the like.
_LONG_ROLE = 40


def read_apposition(
    source: Source, organisations: Sequence[Organisation], draft: Draft, part: Segment, span: tuple[int, int]
) -> None:
    """Read what stands around a name: "X, formand for Y", "direktør X", "X (FOA)"."""
    start, end = span
    reach = _reach(source, part, span)
    if draft.role is None:
        before = _role_before(part.text[max(0, start - _NEAR_BEFORE) : start])
        office = before is not None and not _pattern("function").search(before)
        # What one does at the meeting tells less than the office before: "Direktør X (mødeleder)".
        after = part.text[end : min(end + _NEAR, reach)]
        if source.document.text.startswith("\n", part.offsets[end]):
            after = f",{after}"  # a line's end stands for the comma
        draft.role = before if office else _role_after(after) or before
    if draft.affiliation is None:
        draft.affiliation = _house_after(source, organisations, part, (end, reach)) or _house_before(
            source, organisations, part, start
        )


def _reach(source: Source, part: Segment, span: tuple[int, int]) -> int:
    """Where what is said of a name ends at the latest: with the name, where line and label do.

    A line that goes on from the one before ("(3F), Ida Holm", "fra FOA") opens with no capital.
    """
    start, end = span
    ends = source.document.text.startswith("\n", part.offsets[end]) and part.text[end + 1 : end + 2].isupper()
    return end if ends and ends_with_line(part.text, start) else len(part.text)


def read_line_below(
    source: Source, organisations: Sequence[Organisation], draft: Draft, part: Segment
) -> None:
    """Read the line below one that is or ends with a name: "Forbundsformand, FOA" below "Mona Holm"."""
    if draft.role is None:
        draft.role = _role_after(f", {part.text}")
    if draft.affiliation is None:
        draft.affiliation = _house_after(source, organisations, part, (0, len(part.text)))


def _role_after(words: str) -> str | None:
    match = _pattern("role-after").match(words)
    role = match.group("role").strip() if match else ""
    next_one = _pattern("next-one").fullmatch(role) or any(map(is_name, _pattern("name").findall(role)))
    if not title_pattern().match(role) or next_one:
        return None  # "HR-chef Bo Juhl, skoleleder Ida Holm": the title is the next person's
    role = _pattern("role-ends").split(role)[0] if len(role) > _LONG_ROLE else role
    return role.partition(":")[0].strip()  # "Ida Holm, kasserer: Tallene …"


def _role_before(words: str) -> str | None:
    match = _pattern("role-before").search(words)
    last = match.group(1) if match else ""
    return last if title_pattern().fullmatch(last) else None


def _house_after(
    source: Source, organisations: Sequence[Organisation], part: Segment, where: tuple[int, int]
) -> str | None:
    """The organisation named right after a person, before the next person or sentence."""
    end, reach = where
    stop = part.text.find(". ", end)
    first, last = part.offsets[end], part.offsets[min(end + _NEAR_HOUSE, reach)]
    for organisation in organisations:
        for mention in organisation.mentions:
            if not first <= mention.start < last or (stop >= 0 and part.offsets[stop] < mention.start):
                continue
            if _pattern("house-follows").fullmatch(source.document.text[first : mention.start]):
                return organisation.name
    return None


def _house_before(
    source: Source, organisations: Sequence[Organisation], part: Segment, start: int
) -> str | None:
    """The organisation named right before a person as the one whose they are."""
    first, last = part.offsets[max(0, start - _NEAR_BEFORE)], part.offsets[start]
    for organisation in organisations:
        for mention in organisation.mentions:
            if not (first <= mention.end <= last and mention.start >= part.start):
                continue
            if _pattern("house-precedes").fullmatch(source.document.text[mention.end : last]):
                return organisation.name
    return None
