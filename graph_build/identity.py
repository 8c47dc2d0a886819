"""Which names are one: decisions by hand, and grounds to join what documents name.

Names are joined step by step, each step with its ground; what is forbidden by hand is never joined.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, product
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from graph_build.iri import slug
from graph_build.model import OrganisationKind

Kind = Literal["person", "organisation", "group"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "group")

_SHORTEST_MISSPELT = {"person": 6, "organisation": 10}
"""Letters that a word must have before one wrong letter in it is taken for a misspelling."""
_SHORTEST_TELLING = 15
"""Letters from which on an organisation's single word tells which one it is (a compound)."""


@dataclass(frozen=True, slots=True)
class Merges:
    """Decisions by hand: forced and forbidden merges, names that stay within their document."""

    forced: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    forbidden: frozenset[tuple[str, str, str]] = frozenset()
    local: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


class Item(NamedTuple):
    """One entity as one document names it; ``weight`` is the number of its mentions."""

    kind: Kind
    document: str
    name: str
    variants: tuple[str, ...]
    weight: int
    key: str | None = None
    classification: OrganisationKind | None = None


def load_merges() -> Merges:
    """Read the decisions by hand from ``lexicon/merges.toml``."""
    raw = tomllib.loads((files("graph_build") / "lexicon" / "merges.toml").read_text(encoding="utf-8"))
    return merges_from(raw)


def merges_from(raw: Mapping[str, Any]) -> Merges:
    """Give decisions from the parsed form of ``merges.toml``."""
    forced = tuple((m["kind"], tuple(m["names"]), m["ground"]) for m in raw.get("force", ()))
    forbidden = frozenset(
        _pair(m["kind"], a, b) for m in raw.get("forbid", ()) for a, b in combinations(m["names"], 2)
    )
    local = frozenset(key_of(name) for name in raw.get("local", {}).get("organisation", ()))
    ignored = frozenset(raw.get("poles", {}).get("ignore", ()))
    return Merges(forced, forbidden, local, ignored)


def _pair(kind: str, a: str, b: str) -> tuple[str, str, str]:
    first, second = sorted((key_of(a), key_of(b)))
    return kind, first, second


@lru_cache(1 << 17)
def key_of(name: str) -> str:
    """Give the form in which two names are compared."""
    return slug(mended(name))


def mended(form: str) -> str:
    """Give a name with white space folded, and words joined that a line end broke: »Kommis- sionen«.

    The hyphen of »institutions- og driftsledere« stands for a word's shared end and stays.
    """
    return re.sub(r"(?<=[a-zæøåé])- (?!(?:og|eller|samt)\b)(?=[a-zæøåé])", "", " ".join(form.split()))


class Clusters:
    """Items that are one, joined step by step; a forbidden pair is never joined."""

    def __init__(self, items: Sequence[Item], forbidden: frozenset[tuple[str, str, str]]) -> None:
        self._of = {item: [item] for item in items}
        self._forbidden = forbidden
        told, none = {name for _, *pair in forbidden for name in pair}, frozenset[str]()
        self._told = {  # most bear none: they share one set
            id(cluster): frozenset(told.intersection(map(key_of, (item.name, *item.variants)))) or none
            for item, cluster in self._of.items()
        }
        self.why: dict[Item, str] = {}

    def join(self, a: Item, b: Item, ground: str, apart_in_documents: bool = False) -> None:
        """Make two items one, unless that is forbidden; with the flag, not two of one document either."""
        here, there = self._of[a], self._of[b]
        if here is there or self._is_forbidden(here, there):
            return
        if apart_in_documents and {x.document for x in here} & {y.document for y in there}:
            return
        self.why.setdefault(a, ground)
        self.why.setdefault(b, ground)
        here.extend(there)
        self._told[id(here)] |= self._told[id(there)]
        for item in there:
            self._of[item] = here

    def cluster(self, item: Item) -> list[Item]:
        """Give the items that are one with this."""
        return self._of[item]

    def members(self) -> list[list[Item]]:
        """Give every cluster once, in the order of their first items."""
        return list({id(cluster): cluster for cluster in self._of.values()}.values())

    def _is_forbidden(self, here: list[Item], there: list[Item]) -> bool:
        """Whether two clusters bear names that a decision by hand keeps apart; of others none is compared."""
        pairs = product(self._told[id(here)], self._told[id(there)])
        return any((here[0].kind, *sorted(pair)) in self._forbidden for pair in pairs)


def cluster_of(items: Sequence[Item], merges: Merges) -> Clusters:
    """Join the items of one kind that are one."""
    clusters = Clusters(items, merges.forbidden)
    by_form: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_form[_identity(item, merges)].append(item)
        if item.key:
            by_form[f"key {item.key}"].append(item)
    for form, same in by_form.items():
        ground = f"autoritetslistens »{form[4:]}«" if form.startswith("key ") else "samme navn"
        for item in same[1:]:
            clusters.join(same[0], item, ground)
    for kind, names, ground in merges.forced:
        wanted = {key_of(name) for name in names}
        same = [item for item in items if item.kind == kind and key_of(item.name) in wanted]
        for item in same[1:]:
            clusters.join(same[0], item, ground)
    _join_other_forms(clusters, items, merges)
    _join_misspelt(clusters, items, merges)
    return clusters


def _identity(item: Item, merges: Merges) -> str:
    """The form under which an item is the same as another one without further ground."""
    if not is_telling(item.kind, item.name, merges):
        return f"{key_of(item.name)} in {slug(item.document)}"
    # A hyphen or blank more or less makes no other body: »Ledelses Kommissionen«.
    return key_of(item.name).replace("-", "") if item.kind != "person" else key_of(item.name)


def is_telling(kind: Kind, name: str, merges: Merges) -> bool:
    """Tell whether a name says on its own, outside of its document, who is meant."""
    if kind == "person":
        return len(name.split()) > 1
    return kind == "group" or key_of(name) not in merges.local


def _join_other_forms(clusters: Clusters, items: Sequence[Item], merges: Merges) -> None:
    """Join a name with the entity that another document also calls so, where that is one only."""
    called: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for variant in item.variants:
            if item.kind != "group" and _tells_alone(item.kind, variant, merges):
                called[key_of(variant)].append(item)
    for item in items:
        if item.kind == "group" or not _tells_alone(item.kind, item.name, merges):
            continue
        others = {id(clusters.cluster(other)): other for other in called.get(key_of(item.name), ())}
        others.pop(id(clusters.cluster(item)), None)
        if len(others) == 1:
            other = next(iter(others.values()))
            clusters.join(item, other, f"»{other.name}« kaldes også »{item.name}«", item.kind == "person")


def _tells_alone(kind: Kind, form: str, merges: Merges) -> bool:
    return is_telling(kind, form, merges) and (len(form.split()) > 1 or len(form) >= _SHORTEST_TELLING)


def _join_misspelt(clusters: Clusters, items: Sequence[Item], merges: Merges) -> None:
    """Join names that differ by one letter of one long word; persons need three names for that."""
    blocks: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        words = key_of(item.name).split("-")
        enough = len(words) > 2 if item.kind == "person" else is_telling(item.kind, item.name, merges)
        if item.kind != "group" and enough:
            blocks[tuple(word[:1] for word in words)].append(item)
    for block in blocks.values():
        different: dict[tuple[int, str], Item] = {}
        for item in block:  # what is one already and written alike is compared once: many documents name it
            different.setdefault((id(clusters.cluster(item)), key_of(item.name)), item)
        for a, b in combinations(different.values(), 2):
            if is_misspelling(a.kind, a.name, b.name):
                ground = f"næsten samme stavemåde: »{a.name}« og »{b.name}«"
                clusters.join(a, b, ground, apart_in_documents=a.kind == "person")


def is_misspelling(kind: Kind, a: str, b: str) -> bool:
    """Tell whether two names differ by one letter in one word that is long enough to be told apart.

    Example:
        >>> is_misspelling("organisation", "Ledelseskommisionen", "Ledelseskommissionen")
        True
        >>> is_misspelling("organisation", "Hillerød Kommune", "Lillerød Kommune")
        False
    """
    left, right = key_of(a).split("-"), key_of(b).split("-")
    differing = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    if len(left) != len(right) or len(differing) != 1:
        return False
    x, y = differing[0]
    return (
        max(len(x), len(y)) >= _SHORTEST_MISSPELT.get(kind, 99)
        and x[:1] == y[:1]
        and not any(c.isdigit() for c in x + y)
        and Levenshtein.distance(x, y, score_cutoff=1) == 1
    )
