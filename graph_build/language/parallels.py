"""How a sentence sets things side by side: words said again, parts built alike, and what it counts of."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from graph_build import lexicon
from graph_build.language.words import function_words

# The longest words of which a sentence says small things again without meaning to.
_SMALL = 3
_MOST = 3
# Parts of so many words more or fewer are as long as each other; so many of a sentence's parts are compared.
_EVEN, _PARTS = 2, 6


def parallels(words: Sequence[str]) -> Iterator[str]:
    """The names of the features of a sentence's words and marks, in lower case; some may come twice.

    Example:
        >>> list(parallels("byen vil spare , borgerne vil have bad".split()))
        ['even', 'second-alike', 'second-alike:vil', 'modal:2', 'modals:vil-vil']
    """
    kinds, small = _kinds(), function_words()
    counted: dict[str, list[str]] = {}
    said: set[str] = set()
    again: set[str] = set()
    parts: list[list[str]] = [[]]
    for word in words:
        kind = kinds.get(word)
        if kind is not None:
            counted.setdefault(kind, []).append(word)
        elif len(word) > _SMALL and word not in small:
            if word[-3:] == "ere":
                counted.setdefault("more", []).append(word)
            (again if word in said else said).add(word)
        if kind == "joint" or not word[0].isalnum():
            parts.append([])
        else:
            parts[-1].append(word)
    if again:
        yield f"again:{min(_MOST, len(again))}"
    yield from _alike([part for part in parts if len(part) > 1][:_PARTS])
    yield from _counts(counted)


def _alike(parts: Sequence[Sequence[str]]) -> Iterator[str]:
    """Whether two parts are as long as each other, and have the same words at the same places."""
    for first, second in combinations(parts, 2):
        if abs(len(first) - len(second)) <= _EVEN:
            yield "even"
        same = sum(map(str.__eq__, first, second))
        if same > 1:
            yield f"same-places:{min(_MOST + 1, same)}"
        if first[1] == second[1] and first[0] != second[0] and len(first) > 2 and len(second) > 2:
            yield "second-alike"
            yield "second-alike:" + first[1]


def _counts(counted: dict[str, list[str]]) -> Iterator[str]:
    for kind, found in counted.items():
        if kind != "joint":
            count = len(set(found)) if kind == "person" else len(found)
            yield f"{kind}:{min(_MOST + 1, count)}"
    modals = counted.get("modal", ())
    if len(modals) > 1:
        yield f"modals:{modals[0]}-{modals[1]}"


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, word in lexicon.rows("cues/word_kinds.tsv")}
