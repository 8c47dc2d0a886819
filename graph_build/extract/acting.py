"""Who acts on a decision, and by when: as the decision's own words say, or not at all."""

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import partial

from graph_build import lexicon
from graph_build.extract.metadata import iso_date
from graph_build.model import Decision, Findings, Group, Organisation, Person

_pattern = partial(lexicon.pattern, "acting")
# Code points within which whoever acts stands before the verb, and words that a name after "af" has at most.
_OPENING, _WORDS = 90, 6


def attribute(found: Findings) -> Findings:
    """The findings, each decision with who is to act and by when, where its words name them."""
    forms = frozenset(_forms(found))
    return replace(found, decisions=tuple(_told(decision, forms) for decision in found.decisions))


def _told(decision: Decision, forms: Set[str]) -> Decision:
    words = decision.mention.quote
    # A table's row has cells of their own for both.
    return replace(decision, actor=decision.actor or actor(words, forms), due=decision.due or due(words))


def actor(words: str, forms: Set[str]) -> str | None:
    """Who is to act: the subject of the deed, or by whom it is done; ``None`` where nobody is named.

    Args:
        words: The decision's.
        forms: The names of those whom the document knows, case-folded.

    Example:
        >>> actor("Det blev besluttet, at sekretariatet sender referatet ud.", frozenset())
        'sekretariatet'
        >>> actor("Punktet tages op igen efter sommer.", frozenset()) is None
        True
    """
    lead = _pattern("lead").match(words)
    start = lead.end() if lead else 0
    for deed in _pattern("deed").finditer(words, start, start + _OPENING):
        if _denotes(who := words[start : deed.start()].strip(), forms):
            return who
    if by := _pattern("by").search(words):
        said = _pattern("by-end").split(words[by.end() :])[0].split()[:_WORDS]
        tries = (" ".join(said[:many]) for many in range(len(said), 0, -1))
        return next((who for who in tries if _denotes(who, forms)), None)
    return None


def due(words: str) -> str | None:
    """By when: an ISO date where a whole one is given, else the words; ``None`` where none or several are.

    Example:
        >>> due("HR sender udkastet senest den 30. juni 2025."), due("Klar inden sommerferien.")
        ('2025-06-30', 'inden sommerferien')
    """
    said = [match.group() for match in _pattern("due").finditer(words)]
    if len(said) != 1 or (said[0].startswith("til") and _pattern("put-off").search(words)):
        return None
    return iso_date(said[0]) or said[0]


def _denotes(who: str, forms: Set[str]) -> bool:
    """Whether words are names of those whom the document knows, or denote somebody by office or body."""
    parts = _pattern("several").split(who)
    return all(part.casefold() in forms or _pattern("somebody").fullmatch(part) for part in parts)


def _forms(found: Findings) -> Iterator[str]:
    """The names of all whom the document knows, and persons' first names."""
    for person in found.persons:
        yield from (person.name.casefold(), person.name.split()[0].casefold())
    named: tuple[Person | Organisation | Group, ...] = (*found.persons, *found.organisations, *found.groups)
    for one in named:
        yield from (form.casefold() for form in one.variants)
        yield from (mention.quote.casefold() for mention in one.mentions)
