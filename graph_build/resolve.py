"""Who is who across documents: mentions' names to entities, each match with its ground.

Two names are one only where something says so: the same name, the same key in the authority file, one
document's fuller or shorter form, a near-equal spelling within strict limits, or a decision in
``lexicon/merges.toml``, whose forbidden merges win over all else. A first name alone never merges.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from graph_build.identity import (
    KINDS,
    Item,
    Kind,
    Merges,
    cluster_of,
    is_telling,
    key_of,
    load_merges,
    mended,
)
from graph_build.iri import fold, slug
from graph_build.likeness import ParadoxIdentity, Tension, identify_paradoxes, lemmas, tensions_of
from graph_build.model import Findings, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the authority file: its key, its name and other names."""

    key: str
    name: str
    variants: tuple[str, ...] = ()


class Entity(NamedTuple):
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
class Names:
    """What resolution needs of one document: whom it names, and the poles of its paradoxes."""

    document: str
    items: tuple[Item, ...]
    tensions: tuple[Tension, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Who is meant by what in one document."""

    entities: tuple[Entity, ...] = ()
    by_name: Mapping[tuple[Kind, str], Entity] = field(default_factory=dict)
    by_form: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    grounds: Mapping[tuple[Kind, str], str] = field(default_factory=dict)


_NOBODY = _Part()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities and paradoxes of a build, and who is meant by a name in a document."""

    entities: tuple[Entity, ...]
    paradoxes: Mapping[tuple[str, str], ParadoxIdentity]
    ignored: frozenset[str]
    _parts: Mapping[str, _Part] = field(repr=False)

    def entity(self, kind: Kind, document: str, name: str) -> Entity:
        """Give the entity that a document names so; the name must be one of its findings' own."""
        return self._parts[document].by_name[kind, fold(name)]

    def entities_of(self, document: str) -> tuple[Entity, ...]:
        """Give the entities that a document names, in a fixed order."""
        return self._parts.get(document, _NOBODY).entities

    def ground(self, kind: Kind, document: str, name: str) -> str | None:
        """Say why the document's name means the entity; ``None`` where it is the entity's own name."""
        return self._parts.get(document, _NOBODY).grounds.get((kind, fold(name)))

    def meant(self, document: str, words: str | None, *kinds: Kind) -> Entity | None:
        """Give the one entity of a document that the words denote, of the ``kinds`` (default: any).

        Persons come before organisations and these before groups. Nothing is given where two
        of a kind bear the same name: a guess would put words into somebody's mouth.
        """
        wanted, forms = kinds or KINDS, self._parts.get(document, _NOBODY).by_form
        for form in _forms_of(words or ""):
            found = [entity for entity in forms.get(form, ()) if entity.kind in wanted]
            for kind in KINDS:
                of_kind = [entity for entity in found if entity.kind == kind]
                if of_kind:
                    return of_kind[0] if len(of_kind) == 1 else None
        return None

    def told(self) -> str:
        """Give all of it as text, the same whenever it is the same, but for the words ignored."""
        parts = [
            (
                document, part.entities, sorted(part.by_name.items(), key=lambda one: one[0]),
                sorted(part.grounds.items()),
                [(form, sorted(found, key=_entity_order)) for form, found in sorted(part.by_form.items())],
            )
            for document, part in sorted(self._parts.items())
        ]  # fmt: skip
        return repr((self.entities, sorted(self.paradoxes.items(), key=lambda one: one[0]), parts))


@dataclass(frozen=True, slots=True)
class Identities:
    """The entities and paradoxes of a build, and what is needed to tell who is meant in a document.

    Attributes:
        entities: All of them, in a fixed order.
        paradoxes: Number of different ones.
        ignored: Words that carry no meaning of their own in a pole.
    """

    entities: tuple[Entity, ...]
    paradoxes: int
    ignored: frozenset[str]
    _named: Mapping[str, Sequence[Entity]] = field(repr=False)
    _grounds: Mapping[str, Mapping[tuple[Kind, str], str]] = field(repr=False)
    _expressed: Mapping[str, Sequence[ParadoxIdentity]] = field(repr=False)

    def of(self, names: Names, *, lean: bool = True) -> Resolution:
        """Give who is who in one document.

        Args:
            names: What the document names.
            lean: Leave out what only all documents together say of an entity: that it is there is enough to
                put this one in quads, which then does not change with how others write the names.
        """
        found: Sequence[Entity] = self._named.get(names.document, ())
        if lean:
            found = [
                one._replace(variants=(), classification="other" if one.classification else None)
                for one in found
            ]
        part = _part(_in_order(names.items), found, self._grounds.get(names.document, {}))
        said = self._expressed.get(names.document, ())
        paradoxes = {
            (names.document, tension.id): identity
            for tension, identity in zip(names.tensions, said, strict=True)
        }
        return Resolution(part.entities, paradoxes, self.ignored, {names.document: part})


def names_of(found: Findings) -> Names:
    """Give what resolution needs of one document."""
    return Names(found.document.name, tuple(_items(found)), tensions_of(found))


def resolve(
    findings: Iterable[Findings], authority: Sequence[Known] = (), merges: Merges | None = None
) -> Resolution:
    """Find the entities behind the names of all documents.

    Args:
        findings: Of all documents; their order does not matter.
        authority: The organisations of the authority file.
        merges: Decisions by hand; by default those of ``lexicon/merges.toml``.
    """
    return resolve_names(map(names_of, findings), authority, merges)


def resolve_names(
    names: Iterable[Names], authority: Sequence[Known] = (), merges: Merges | None = None
) -> Resolution:
    """Find the entities behind the names of all documents, of which it needs the names alone."""
    named = list(names)
    found = identify(named, authority, merges)
    each = [found.of(one, lean=False) for one in named]
    paradoxes = {place: identity for one in each for place, identity in one.paradoxes.items()}
    parts = {document: part for one in each for document, part in one._parts.items()}
    return Resolution(found.entities, paradoxes, found.ignored, parts)


def identify(
    names: Iterable[Names], authority: Sequence[Known] = (), merges: Merges | None = None
) -> Identities:
    """Find the entities behind the names of all documents, kind by kind.

    Args:
        names: Of all documents, each once; their order does not matter, and none is held.
        authority: The organisations of the authority file.
        merges: Decisions by hand; by default those of ``lexicon/merges.toml``.
    """
    merges = load_merges() if merges is None else merges
    known = {key_of(name): one for one in authority for name in (one.name, *one.variants)}
    by_key = {one.key: one for one in authority}
    items: dict[Kind, list[Item]] = {kind: [] for kind in KINDS}
    tensions = dict[str, tuple[Tension, ...]]()
    for one in names:
        tensions[one.document] = one.tensions
        for item in one.items:
            items[item.kind].append(_listed(item, known))
    named: dict[str, list[Entity]] = defaultdict(list)
    grounds: dict[str, dict[tuple[Kind, str], str]] = defaultdict(dict)
    entities = set[Entity]()
    for kind in KINDS:
        of_kind = sorted(items.pop(kind), key=_item_order)
        clusters, by_name = cluster_of(of_kind, merges), dict[tuple[str, str], Entity]()
        for members in clusters.members():
            entity = _entity(members, by_key, merges)
            entities.add(entity)
            for item in members:
                by_name[item.document, fold(item.name)] = entity
                if fold(item.name) != fold(entity.name):
                    ground = clusters.why.get(item, f"kendt navn for »{entity.name}«")
                    grounds[item.document][kind, fold(item.name)] = ground
        for item in of_kind:
            named[item.document].append(by_name[item.document, fold(item.name)])
    paradoxes = identify_paradoxes(
        ((d, t) for d, several in tensions.items() for t in several), merges.ignored
    )
    expressed = {d: [paradoxes[d, t.id] for t in several] for d, several in tensions.items()}
    return Identities(
        tuple(sorted(entities, key=_entity_order)), len({one.reference for one in paradoxes.values()}),
        merges.ignored, named, grounds, expressed,
    )  # fmt: skip


def _part(items: Sequence[Item], found: Sequence[Entity], grounds: Mapping[tuple[Kind, str], str]) -> _Part:
    """Who is meant by what in one document, of which each item has its entity."""
    by_name: dict[tuple[Kind, str], Entity] = {}
    forms: dict[str, dict[Entity, None]] = defaultdict(dict)
    for item, entity in zip(items, found, strict=True):
        by_name[item.kind, fold(item.name)] = entity
        for name in (item.name, *item.variants):
            for form in _forms_of(name):
                forms[form][entity] = None
    by_form = {form: tuple(entities) for form, entities in forms.items()}
    return _Part(tuple(sorted(set(found), key=_entity_order)), by_name, by_form, grounds)


def _in_order(items: Iterable[Item]) -> list[Item]:
    """One document's items in the order in which they stand when all documents' are sorted, kind by kind."""
    return sorted(items, key=lambda item: (KINDS.index(item.kind), item.name))


def _listed(item: Item, known: Mapping[str, Known]) -> Item:
    """The item with the key under which the authority file lists its name, if it does."""
    if item.kind != "organisation" or item.key:
        return item
    listed = known.get(key_of(item.name))
    return item._replace(key=listed.key) if listed else item


def _items(found: Findings) -> Iterator[Item]:
    name = found.document.name
    for person in found.persons:
        yield Item("person", name, person.name, person.variants, len(person.mentions))
    for body in (*found.organisations, *_bodies_named_elsewhere(found)):
        yield Item("organisation", name, body.name, body.variants, len(body.mentions), body.key, body.kind)
    for group in found.groups:
        yield Item("group", name, group.label, group.variants, len(group.mentions))


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


def _item_order(item: Item) -> tuple[str, str, str]:
    return item.kind, item.document, item.name


def _entity(members: Sequence[Item], by_key: Mapping[str, Known], merges: Merges) -> Entity:
    kind = members[0].kind
    key = min((item.key for item in members if item.key), default=None)
    listed = by_key.get(key) if key else None
    name = listed.name if listed else _shown_name(members, merges)
    reference = key or key_of(name)
    if not key and not is_telling(kind, name, merges):
        reference = f"{key_of(name)}-{slug(members[0].document)}"
    variants = {mended(form) for item in members for form in (item.name, *item.variants)}
    kinds: Counter[OrganisationKind] = Counter()
    for item in members:
        if item.classification:
            kinds[item.classification] += item.weight
    classification = min(kinds, key=lambda one: (one == "other", -kinds[one], one), default=None)
    return Entity(kind, reference, name, tuple(sorted(variants - {name})), classification, listed is not None)


def _shown_name(members: Sequence[Item], merges: Merges) -> str:
    """A forced merge's first name; else the form with most capitals, in most documents, the longest."""
    have = {key_of(item.name) for item in members}
    for kind, names, _ in merges.forced:
        if kind == members[0].kind and have & {key_of(name) for name in names}:
            return names[0]
    # A variant that differs in case alone may be the better way to write the name.
    forms = (form for item in members for form in (item.name, *item.variants))
    spread = Counter(mended(form) for form in forms if key_of(form) in have)

    def preference(name: str) -> tuple[bool, int, int, int, str]:
        capitals = sum(word[:1].isupper() for word in name.split())
        return name.isupper() and len(name) > 5, -capitals, -spread[name], -len(name), name

    return min(spread, key=preference)


@lru_cache(1 << 16)
def _forms_of(words: str) -> tuple[str, ...]:
    """The folded words, then their lemmas: »Topledernes« finds »topledere«."""
    return (fold(words), "lemma " + " ".join(lemmas(words))) if words.strip() else ()
