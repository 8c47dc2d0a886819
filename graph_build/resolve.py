"""Who is who across documents: mentions' names to entities, each match with its ground.

Two names are one only where something says so: the same name, the same key in the authority file, one
document's fuller or shorter form, a near-equal spelling within strict limits, or a decision in
``lexicon/merges.toml``, whose forbidden merges win over all else. A first name alone never merges.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import combinations
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

from graph_build.iri import fold, slug
from graph_build.likeness import ParadoxIdentity, identify_paradoxes, lemmas
from graph_build.model import Findings, Organisation, OrganisationKind

Kind = Literal["person", "organisation", "group"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "group")

_SHORTEST_MISSPELT = {"person": 6, "organisation": 10}
"""Letters that a word must have before one wrong letter in it is taken for a misspelling."""
_SHORTEST_TELLING = 15
"""Letters from which on an organisation's single word tells which one it is (a compound)."""


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the authority file: its key, its name and other names."""

    key: str
    name: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merges:
    """Decisions by hand: forced and forbidden merges, names that stay within their document."""

    forced: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    forbidden: frozenset[tuple[str, str, str]] = frozenset()
    local: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that may act, one across all documents.

    Attributes:
        kind: Person, organisation or group.
        reference: The end of its IRI.
        name: The name shown.
        variants: Other names that documents use, in alphabetical order.
        classification: Of an organisation.
        known: Whether the authority file describes it.
    """

    kind: Kind
    reference: str
    name: str
    variants: tuple[str, ...] = ()
    classification: OrganisationKind | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """One entity as one document names it."""

    kind: Kind
    document: str
    name: str
    variants: tuple[str, ...]
    weight: int
    key: str | None = None
    classification: OrganisationKind | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities and paradoxes of a build, and who is meant by a name in a document."""

    entities: tuple[Entity, ...]
    paradoxes: Mapping[tuple[str, str], ParadoxIdentity]
    ignored: frozenset[str]
    _by_name: Mapping[tuple[Kind, str, str], Entity] = field(repr=False)
    _by_document: Mapping[str, tuple[Entity, ...]] = field(repr=False)
    _by_form: Mapping[tuple[str, str], tuple[Entity, ...]] = field(repr=False)
    _grounds: Mapping[tuple[Kind, str, str], str] = field(repr=False)

    def entity(self, kind: Kind, document: str, name: str) -> Entity:
        """Give the entity that a document names so; the name must be one of its findings' own."""
        return self._by_name[kind, document, fold(name)]

    def entities_of(self, document: str) -> tuple[Entity, ...]:
        """Give the entities that a document names, in a fixed order."""
        return self._by_document.get(document, ())

    def ground(self, kind: Kind, document: str, name: str) -> str | None:
        """Say why the document's name means the entity; ``None`` where it is the entity's own name."""
        return self._grounds.get((kind, document, fold(name)))

    def meant(self, document: str, words: str | None, *kinds: Kind) -> Entity | None:
        """Give the one entity of a document that the words denote, of the ``kinds`` (default: any).

        Persons come before organisations and these before groups. Nothing is given where two
        of a kind bear the same name: a guess would put words into somebody's mouth.
        """
        wanted = kinds or KINDS
        for form in _forms_of(words or ""):
            found = [entity for entity in self._by_form.get((document, form), ()) if entity.kind in wanted]
            for kind in KINDS:
                of_kind = [entity for entity in found if entity.kind == kind]
                if of_kind:
                    return of_kind[0] if len(of_kind) == 1 else None
        return None


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
    local = frozenset(_key(name) for name in raw.get("local", {}).get("organisation", ()))
    ignored = frozenset(raw.get("poles", {}).get("ignore", ()))
    return Merges(forced, forbidden, local, ignored)


def _pair(kind: str, a: str, b: str) -> tuple[str, str, str]:
    first, second = sorted((_key(a), _key(b)))
    return kind, first, second


def resolve(
    findings: Iterable[Findings], authority: Sequence[Known] = (), merges: Merges | None = None
) -> Resolution:
    """Find the entities behind the names of all documents.

    Args:
        findings: Of all documents; their order does not matter.
        authority: The organisations of the authority file.
        merges: Decisions by hand; by default those of ``lexicon/merges.toml``.
    """
    merges = load_merges() if merges is None else merges
    found = sorted(findings, key=lambda one: one.document.name)
    known = {_key(name): one for one in authority for name in (one.name, *one.variants)}
    by_key = {one.key: one for one in authority}
    items = sorted((item for one in found for item in _items(one, known)), key=_item_order)
    by_name, grounds = {}, {}
    for kind in KINDS:
        clusters = _cluster([item for item in items if item.kind == kind], merges)
        for members in clusters.members():
            entity = _entity(members, by_key, merges)
            for item in members:
                place = (kind, item.document, fold(item.name))
                by_name[place] = entity
                if fold(item.name) != fold(entity.name):
                    grounds[place] = clusters.why.get(item, f"kendt navn for »{entity.name}«")
    entities = tuple(sorted(set(by_name.values()), key=_entity_order))
    paradoxes = identify_paradoxes(found, merges.ignored)
    here: dict[str, dict[Entity, None]] = defaultdict(dict)
    for (_, document, _), entity in by_name.items():
        here[document][entity] = None
    by_document = {document: tuple(sorted(named, key=_entity_order)) for document, named in here.items()}
    forms = _forms(items, by_name)
    return Resolution(entities, paradoxes, merges.ignored, by_name, by_document, forms, grounds)


def _items(found: Findings, known: Mapping[str, Known]) -> Iterator[_Item]:
    name = found.document.name
    for person in found.persons:
        yield _Item("person", name, person.name, person.variants, len(person.mentions))
    for body in (*found.organisations, *_bodies_named_elsewhere(found)):
        listed = known.get(_key(body.name))
        key = body.key or (listed.key if listed else None)
        yield _Item("organisation", name, body.name, body.variants, len(body.mentions), key, body.kind)
    for group in found.groups:
        yield _Item("group", name, group.label, group.variants, len(group.mentions))


def _bodies_named_elsewhere(found: Findings) -> Iterator[Organisation]:
    """Organisations that stand only as an affiliation or in whose name somebody speaks."""
    have = {fold(form) for body in found.organisations for form in (body.name, *body.variants)}
    named = [person.affiliation for person in found.persons]
    named += [statement.on_behalf_of for statement in statements_of(found)]
    for name in named:
        if name and fold(name) not in have:
            have.add(fold(name))
            yield Organisation(name, (), "other", ())


def statements_of(found: Findings) -> tuple[Any, ...]:
    """Give all statements of a document, kind by kind."""
    return (
        *found.questions,
        *found.answers,
        *found.paradoxes,
        *found.recommendations,
        *found.decisions,
        *found.figures,
    )


def _entity_order(entity: Entity) -> tuple[str, str]:
    return entity.kind, entity.reference


def _item_order(item: _Item) -> tuple[str, str, str]:
    return item.kind, item.document, item.name


class _Clusters:
    """Items that are one, joined step by step; a forbidden pair is never joined."""

    def __init__(self, items: Sequence[_Item], forbidden: frozenset[tuple[str, str, str]]) -> None:
        self._of = {item: [item] for item in items}
        self._forbidden = forbidden
        self.why: dict[_Item, str] = {}

    def join(self, a: _Item, b: _Item, ground: str, apart_in_documents: bool = False) -> None:
        """Make two items one, unless that is forbidden; with the flag, not two of one document either."""
        here, there = self._of[a], self._of[b]
        if here is there or any(self._is_forbidden(x, y) for x in here for y in there):
            return
        if apart_in_documents and {x.document for x in here} & {y.document for y in there}:
            return
        self.why.setdefault(a, ground)
        self.why.setdefault(b, ground)
        here.extend(there)
        for item in there:
            self._of[item] = here

    def cluster(self, item: _Item) -> list[_Item]:
        """Give the items that are one with this."""
        return self._of[item]

    def members(self) -> list[list[_Item]]:
        """Give every cluster once, in the order of their first items."""
        return list({id(cluster): cluster for cluster in self._of.values()}.values())

    def _is_forbidden(self, a: _Item, b: _Item) -> bool:
        pairs = ((x, y) for x in (a.name, *a.variants) for y in (b.name, *b.variants))
        return any(_pair(a.kind, x, y) in self._forbidden for x, y in pairs)


def _cluster(items: Sequence[_Item], merges: Merges) -> _Clusters:
    clusters = _Clusters(items, merges.forbidden)
    by_form: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        by_form[_identity(item, merges)].append(item)
        if item.key:
            by_form[f"key {item.key}"].append(item)
    for form, same in by_form.items():
        ground = f"autoritetslistens »{form[4:]}«" if form.startswith("key ") else "samme navn"
        for item in same[1:]:
            clusters.join(same[0], item, ground)
    for kind, names, ground in merges.forced:
        wanted = {_key(name) for name in names}
        same = [item for item in items if item.kind == kind and _key(item.name) in wanted]
        for item in same[1:]:
            clusters.join(same[0], item, ground)
    _join_other_forms(clusters, items, merges)
    _join_misspelt(clusters, items, merges)
    return clusters


def _identity(item: _Item, merges: Merges) -> str:
    """The form under which an item is the same as another one without further ground."""
    if not _is_telling(item.kind, item.name, merges):
        return f"{_key(item.name)} in {slug(item.document)}"
    # A hyphen or blank more or less makes no other body: »Ledelses Kommissionen«.
    return _key(item.name).replace("-", "") if item.kind != "person" else _key(item.name)


def _is_telling(kind: Kind, name: str, merges: Merges) -> bool:
    """Whether a name says on its own, outside of its document, who is meant."""
    if kind == "person":
        return len(name.split()) > 1
    return kind == "group" or _key(name) not in merges.local


def _join_other_forms(clusters: _Clusters, items: Sequence[_Item], merges: Merges) -> None:
    """Join a name with the entity that another document also calls so, where that is one only."""
    called: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        for variant in item.variants:
            if item.kind != "group" and _tells_alone(item.kind, variant, merges):
                called[_key(variant)].append(item)
    for item in items:
        if item.kind == "group" or not _tells_alone(item.kind, item.name, merges):
            continue
        others = {id(clusters.cluster(other)): other for other in called.get(_key(item.name), ())}
        others.pop(id(clusters.cluster(item)), None)
        if len(others) == 1:
            other = next(iter(others.values()))
            clusters.join(item, other, f"»{other.name}« kaldes også »{item.name}«", item.kind == "person")


def _tells_alone(kind: Kind, form: str, merges: Merges) -> bool:
    return _is_telling(kind, form, merges) and (len(form.split()) > 1 or len(form) >= _SHORTEST_TELLING)


def _join_misspelt(clusters: _Clusters, items: Sequence[_Item], merges: Merges) -> None:
    """Join names that differ by one letter of one long word; persons need three names for that."""
    blocks: dict[tuple[str, ...], list[_Item]] = defaultdict(list)
    for item in items:
        words = _key(item.name).split("-")
        enough = len(words) > 2 if item.kind == "person" else _is_telling(item.kind, item.name, merges)
        if item.kind != "group" and enough:
            blocks[tuple(word[:1] for word in words)].append(item)
    for block in blocks.values():
        for a, b in combinations(block, 2):
            if is_misspelling(a.kind, a.name, b.name):
                ground = f"næsten samme stavemåde: »{a.name}« og »{b.name}«"
                clusters.join(a, b, ground, apart_in_documents=a.kind == "person")


def is_misspelling(kind: Kind, a: str, b: str) -> bool:
    """Whether two names differ by one letter in one word that is long enough to be told apart.

    Example:
        >>> is_misspelling("organisation", "Ledelseskommisionen", "Ledelseskommissionen")
        True
        >>> is_misspelling("organisation", "Hillerød Kommune", "Lillerød Kommune")
        False
    """
    left, right = _key(a).split("-"), _key(b).split("-")
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


def _entity(members: Sequence[_Item], by_key: Mapping[str, Known], merges: Merges) -> Entity:
    kind = members[0].kind
    key = min((item.key for item in members if item.key), default=None)
    listed = by_key.get(key) if key else None
    name = listed.name if listed else _shown_name(members, merges)
    reference = key or _key(name)
    if not key and not _is_telling(kind, name, merges):
        reference = f"{_key(name)}-{slug(members[0].document)}"
    variants = {_mended(form) for item in members for form in (item.name, *item.variants)}
    kinds: Counter[OrganisationKind] = Counter()
    for item in members:
        if item.classification:
            kinds[item.classification] += item.weight
    classification = min(kinds, key=lambda one: (one == "other", -kinds[one], one), default=None)
    return Entity(kind, reference, name, tuple(sorted(variants - {name})), classification, listed is not None)


def _key(name: str) -> str:
    return slug(_mended(name))


def _mended(form: str) -> str:
    """White space folded, and a word joined that the end of a line had broken: »Kommis- sionen«.

    The hyphen of »institutions- og driftsledere« stands for a word's shared end and stays.
    """
    return re.sub(r"(?<=[a-zæøåé])- (?!(?:og|eller|samt)\b)(?=[a-zæøåé])", "", " ".join(form.split()))


def _shown_name(members: Sequence[_Item], merges: Merges) -> str:
    """A forced merge's first name; else the form with most capitals, in most documents, the longest."""
    have = {_key(item.name) for item in members}
    for kind, names, _ in merges.forced:
        if kind == members[0].kind and have & {_key(name) for name in names}:
            return names[0]
    # A variant that differs in case alone may be the better way to write the name.
    forms = (form for item in members for form in (item.name, *item.variants))
    spread = Counter(_mended(form) for form in forms if _key(form) in have)

    def preference(name: str) -> tuple[bool, int, int, int, str]:
        capitals = sum(word[:1].isupper() for word in name.split())
        return name.isupper() and len(name) > 5, -capitals, -spread[name], -len(name), name

    return min(spread, key=preference)


def _forms(
    items: Sequence[_Item], by_name: Mapping[tuple[Kind, str, str], Entity]
) -> dict[tuple[str, str], tuple[Entity, ...]]:
    """Entities by document and each folded form under which the document knows them."""
    forms: dict[tuple[str, str], dict[Entity, None]] = defaultdict(dict)
    for item in items:
        entity = by_name[item.kind, item.document, fold(item.name)]
        for name in (item.name, *item.variants):
            for form in _forms_of(name):
                forms[item.document, form][entity] = None
    return {place: tuple(entities) for place, entities in forms.items()}


def _forms_of(words: str) -> tuple[str, ...]:
    """The folded words, then their lemmas: »Topledernes« finds »topledere«."""
    return (fold(words), "lemma " + " ".join(lemmas(words))) if words.strip() else ()
