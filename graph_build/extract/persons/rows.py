"""Names in a row ("v/ Ida Holm, partner, og Bo Juhl"): what is said of the first holds of the others."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from graph_build import lexicon
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.people import People

_pattern = partial(lexicon.pattern, "persons")
_WORD = re.compile(r"[\w/]+")
# Code points between two names in a row, and before the first of them.
_BETWEEN, _BEFORE = 90, 40
# Places in a row that are told apart, and words before the first.
_PLACES, _WORDS = 2, 4


def rows(people: People) -> dict[str, set[str]]:
    """By name, what each person's places in rows show.

    That is the place, and how the row's first took part and the words before that one. Whoever stands alone
    is the first of a row of one.
    """
    out: dict[str, set[str]] = defaultdict(set)
    for text, named in _in_parts(people):
        first, end, place = named[0], -1, 0
        for one in named:
            start, _, draft = one
            joined = end >= 0 and _joins(text[end:start])
            first, place = (first, place + 1) if joined else (one, 0)
            out[draft.name].add(f"row:{min(_PLACES, place)}")
            if joined:
                before = _WORD.findall(text[max(0, first[0] - _BEFORE) : first[0]].casefold())
                out[draft.name].add(f"row-rule:{first[2].participation}")
                out[draft.name] |= {f"row-before:{word}" for word in before[-_WORDS:]}
            end = one[1]
    return out


def _in_parts(people: People) -> Iterator[tuple[str, list[tuple[int, int, Draft]]]]:
    """The words of each part that names persons, with where each is named, in order."""
    texts: dict[int, str] = {}
    named: dict[int, list[tuple[int, int, Draft]]] = defaultdict(list)
    for draft in people.drafts.values():
        for part, _, (start, end) in people.placed(draft):
            texts[part.start] = part.text
            named[part.start].append((start, end, draft))
    for at, places in named.items():
        yield texts[at], sorted(places, key=lambda one: one[:2])


def _joins(between: str) -> bool:
    return (
        len(between) < _BETWEEN
        and _pattern("row").search(between) is not None
        and not _pattern("row-ends").search(between)
    )
