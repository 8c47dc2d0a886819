"""What two readers of a document agree on, and what only one of them saw.

Both sides are plain values in the annotations' form. What only one reader saw is marked ``optional``, which
counts neither way when findings are compared, and teaches nothing either way.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graph_build.evaluate import KINDS, Annotations, Compared, Item, compare

_LISTED = tuple(kind for kind in KINDS if kind not in {"participation", "poles"})
"""The kinds that an annotation lists."""


def agreed(first: Annotations, second: Annotations) -> dict[str, Any]:
    """The reading of two readers: the first one's, and what the second saw beside it.

    Args:
        first: One reader's annotations. Where both saw a thing, its words are taken.
        second: Another reader's, of the same document.

    Returns:
        Annotations of the same form; what only one of the two saw is ``optional``, and how a person took part
        is ``participation_unsure`` where they differ.

    Example:
        >>> told = agreed({"groups": [{"label": "ledere"}]}, {"groups": [{"label": "borgere"}]})
        >>> [(item["label"], item["optional"]) for item in told["groups"]]
        [('ledere', True), ('borgere', True)]
    """
    compared = {one.kind: one for one in compare(first, second)}
    named = _named_by_first(compared["questions"])
    items = {kind: list(_of_both(compared[kind], named)) for kind in _LISTED}
    part, persons = compared["participation"], items["persons"]
    for at in (g for g, f in part.pairs if not part.right(part.gold[g], part.found[f])):
        persons[at] = {**persons[at], "participation_unsure": True}
    return {**first, **{kind: of_kind for kind, of_kind in items.items() if of_kind}}


def _of_both(compared: Compared, named: Mapping[str, str]) -> Iterator[Item]:
    """The first reader's items, then what the second alone saw; ``named`` gives the questions' names."""
    seen = {g for g, f in compared.pairs if compared.right(compared.gold[g], compared.found[f])}
    for at, item in enumerate(compared.gold):
        firm = {key: value for key, value in item.items() if key != "optional"}
        yield firm if at in seen else {**firm, "optional": True}
    known = {f for _, f in compared.pairs}
    for at, item in enumerate(compared.found):
        if at not in known:
            names = {key: named[item[key]] for key in ("id", "answers") if item.get(key) in named}
            yield {**item, **names, "optional": True}


def _named_by_first(questions: Compared) -> dict[str, str]:
    """The first reader's name of each of the second's questions; its own where only the second saw it."""
    same = {f: questions.gold[g] for g, f in questions.pairs}
    return {
        item["id"]: same[at]["id"] if at in same else f"second-{item['id']}"
        for at, item in enumerate(questions.found)
    }
