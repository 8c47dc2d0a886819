"""Role and affiliation from the words around a name."""

from collections.abc import Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.naming import is_name, title_pattern
from graph_build.model import Organisation, Segment

_pattern = partial(lexicon.pattern, "persons")
# Code points after a name within which its role, and its bearer's house, are looked for.
_NEAR = 140
_NEAR_HOUSE = 110
# A longer role is cut before "for …", "i …" and the like.
_LONG_ROLE = 40


def read_apposition(
    source: Source, organisations: Sequence[Organisation], draft: Draft, part: Segment, span: tuple[int, int]
) -> None:
    """Read what stands around a name: "X, formand for Y", "direktør X", "X (FOA)"."""
    start, end = span
    if draft.role is None:
        draft.role = _role_after(part.text[end : end + _NEAR]) or _role_before(
            part.text[max(0, start - _NEAR) : start]
        )
    if draft.affiliation is None:
        draft.affiliation = _house_after(source, organisations, part, end)


def _role_after(words: str) -> str | None:
    match = _pattern("role-after").match(words)
    role = match.group("role").strip() if match else ""
    if not title_pattern().match(role) or any(map(is_name, _pattern("name").findall(role))):
        return None  # "HR-chef Bo Juhl, skoleleder Ida Holm": the title is the next person's
    return _pattern("role-ends").split(role)[0].strip() if len(role) > _LONG_ROLE else role


def _role_before(words: str) -> str | None:
    match = _pattern("role-before").search(words)
    last = match.group(1).split()[-1] if match else ""
    return last if title_pattern().fullmatch(last) else None


def _house_after(
    source: Source, organisations: Sequence[Organisation], part: Segment, end: int
) -> str | None:
    """The organisation named right after a person, before the next person or sentence."""
    stop = part.text.find(". ", end)
    first, last = part.offsets[end], part.offsets[min(end + _NEAR_HOUSE, len(part.text))]
    for organisation in organisations:
        for mention in organisation.mentions:
            if not first <= mention.start < last or (stop >= 0 and part.offsets[stop] < mention.start):
                continue
            if _pattern("house-follows").fullmatch(source.document.text[first : mention.start]):
                return organisation.name
    return None
