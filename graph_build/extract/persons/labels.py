"""How persons took part by the words beside their names: labels, brackets, who wrote and who noted."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial

from graph_build import lexicon
from graph_build.extract.persons.draft import RANK, Draft
from graph_build.extract.persons.naming import label_before
from graph_build.extract.persons.people import People
from graph_build.extract.table_rows import rows
from graph_build.lines import key_meaning
from graph_build.model import ParticipationRole, Segment

_pattern = partial(lexicon.pattern, "persons")
# Code points before a name in which words say that its bearer wrote, or speaks for a group.
_LEAD, _GROUP = 110, 40
# One of these stands among so many words before the name of one who wrote.
_BY, _WORDS = frozenset({"af", "ved", "v"}), 6
# Code points after a name in which its bearer's capacity stands, and within which that begins.
_CAPACITY, _BESIDE = 60, 3
_CAPACITIES: tuple[tuple[str, ParticipationRole], ...] = (
    ("listed-chair", "chair"), ("listed-secretariat", "secretariat"), ("listed-absentee", "absentee"),
)  # fmt: skip
# Those who took part in none of these ways may be who wrote of the others.
_FUNCTIONS = frozenset({"chair", "absentee", "secretariat", "rapporteur"})
# A shorter word ("fra", "med") is a label only where it is the whole of it.
_SHORT = 4


def read_labels(people: People) -> None:
    """Read how those took part whom a label anywhere in a line names, and who is said to have written."""
    beside = {cell.start: row for row in rows(people.source) for cell in row}
    for draft in people.drafts.values():
        places = [(part, start) for part, _, (start, _) in people.placed(draft)]
        for cell in (cell for part, _ in places for cell in beside.get(part.start, ())):
            if (role := _cell_role(cell.text)) and role != "chair":  # that may be one's office elsewhere
                _takes(draft, role)
        for part, start in places:
            label = label_before(part.text, start)
            if label and (role := label_role(label)):
                _takes(draft, role)
        for role in (role for part, start in places for role in _writing(part, start)):
            if draft.participation not in _FUNCTIONS:
                draft.participation = role


def _takes(draft: Draft, role: ParticipationRole) -> None:
    """Note how a label says that somebody took part; who is absent or serves was not there to take part."""
    if role in {"absentee", "secretariat"} and draft.participation != "chair":
        draft.participation = role
    else:
        draft.takes_part(role)


def read_capacities(people: People) -> None:
    """Read in what capacity those sit there of whom nothing is known but that they were there."""
    for draft in people.drafts.values():
        if draft.participation == "attendee":
            draft.participation = next(_capacities(people, draft), "attendee")


def _writing(part: Segment, start: int) -> Iterator[ParticipationRole]:
    """How one wrote whose name begins somewhere in a part, by the words before it."""
    if part.kind != "header-line" and _pattern("for-group").search(part.text[max(0, start - _GROUP) : start]):
        yield "rapporteur"
    before = part.text[max(0, start - _LEAD) : start]
    if _BY.isdisjoint(word.strip("(./").casefold() for word in before.split()[-_WORDS:]):
        return
    if _pattern("written-by").search(before):
        yield "author"
    elif noted := _pattern("noted-by").search(before):
        yield "secretariat" if _pattern("of-office").search(noted.group()) else "rapporteur"


def _capacities(people: People, draft: Draft) -> Iterator[ParticipationRole]:
    for part, _, (_, end) in people.placed(draft):
        bracket = _pattern("bracket").match(part.text, end)
        if bracket and people.named_within(part, end, bracket.start("bracket")):
            bracket = None  # "Bo Juhl, Ida Holm (ref.)": the bracket is the next one's
        words = bracket.group("bracket") if bracket else part.text[end : end + _CAPACITY]
        for name, role in _CAPACITIES:
            match = _pattern(name).search(words)
            if match is not None and (bracket or match.start() < _BESIDE):
                yield role


@lru_cache(maxsize=2048)
def label_role(label: str) -> ParticipationRole | None:
    """How those took part whom a label names, by its last words, or ``None`` where they do not tell.

    Example:
        >>> label_role("kl. 19. Ikke med"), label_role("Oplægsholder fredag"), label_role("Mål")
        ('absentee', 'presenter', None)
    """
    words = label.casefold().split()
    ends = [" ".join(words[at:]) for at in range(len(words))]
    keys = (key_meaning(end) for end in ends if len(end) > _SHORT or end == label.casefold())
    told = [*map(_meaning, ends), *keys]
    return next((role for meaning in told for role in RANK if role == meaning), None)


def _cell_role(words: str) -> ParticipationRole | None:
    """How one took part beside whom a cell stands; it must say no more ("Melde afbud" is a task)."""
    told = {_meaning(words.casefold()), key_meaning(words.casefold())}
    return next((role for role in RANK if role in told), None)


def _meaning(words: str) -> str:
    return next((role for pattern, role in _labels() if pattern.fullmatch(words)), "")


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), role) for pattern, role in lexicon.rows("cues/person_labels.tsv"))
