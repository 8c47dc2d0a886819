"""The graph as people read it: things and the relations between them, for pictures and network files.

What only carries provenance (passages, selectors, mentions, participations, activities) is folded into the
things it tells of. The statements that express a paradox stand as that paradox's evidence.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Literal

from exports.evidence import Evidence, EvidenceReader, label_of, name_of
from exports.lookup import Lookup
from ontology.terms import (
    DCTERMS_CREATED,
    DCTERMS_IDENTIFIER,
    ELI_DL_ACTIVITY_DATE,
    ELI_DL_HAD_EXCUSED_PERSON,
    ELI_DL_HAD_PARTICIPANT_PERSON,
    ELI_DL_HAD_PARTICIPATION,
    ELI_DL_PARTICIPATION_IN_NAME_OF,
    ELI_DL_PARTICIPATION_ROLE,
    LED_ACTION_BY_TEXT,
    LED_ADDRESSEE_TEXT,
    LED_BENEFICIARY_TEXT,
    LED_COUNT_OF,
    LED_DOCUMENT_KIND,
    LED_DUE_BY,
    LED_EXPRESSES,
    LED_FRAMING,
    LED_MENTION_OF,
    LED_MODALITY,
    LED_PAIRING_GROUND,
    LED_PARADOX_STATEMENT,
    LED_ROLE_TITLE,
    LED_SEQUENCE_NUMBER,
    LED_UNIT,
    LED_VALUE,
    ORG_CLASSIFICATION,
    ORG_MEMBER,
    ORG_ORGANIZATION,
    SCHEMA_LOCATION,
    SCHEMA_ORGANIZER,
    SKOS_ALT_LABEL,
    SKOS_IN_SCHEME,
)

__all__ = ["Fact", "Kind", "Link", "Node", "Projection", "Relation", "kinds", "project", "relations"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its class, the words for it, and how it is drawn."""

    key: str
    cls: str
    da: str
    en: str
    plural_da: str
    plural_en: str
    colour: str
    shape: str
    size: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of relation: its property and the words for it in both directions."""

    key: str
    da: str
    en: str
    back_da: str
    back_en: str
    property: str | None = None
    symmetric: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A detail of a thing; ``key`` names it, the value is in Danish and English (often the same)."""

    key: str
    da: str
    en: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; ``documents`` and ``themes`` are IRIs of where it stands and what it is about, sorted."""

    iri: str
    kind: str
    label: str
    label_en: str
    name: str | None
    documents: tuple[str, ...]
    themes: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A relation between two things by their IRIs; ``note`` says more, e.g. in what role."""

    source: str
    relation: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Projection:
    """Things sorted by kind and IRI, relations sorted."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


_FACTS: Final = {
    "kind": LED_DOCUMENT_KIND,
    "date": DCTERMS_CREATED,
    "held": ELI_DL_ACTIVITY_DATE,
    "number": LED_SEQUENCE_NUMBER,
    "place": SCHEMA_LOCATION,
    "organizer": SCHEMA_ORGANIZER,
    "classification": ORG_CLASSIFICATION,
    "also": SKOS_ALT_LABEL,
    "modality": LED_MODALITY,
    "addressee": LED_ADDRESSEE_TEXT,
    "beneficiary": LED_BENEFICIARY_TEXT,
    "pairing": LED_PAIRING_GROUND,
    "actor": LED_ACTION_BY_TEXT,
    "due": LED_DUE_BY,
    "value": LED_VALUE,
    "of": LED_COUNT_OF,
    "unit": LED_UNIT,
    "framing": LED_FRAMING,
}
_ACTORS: Final = ("person", "organisation", "group")
_SPECIAL: Final = ("took-part", "excused", "in-name-of", "member")


@cache
def _tables() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(files("exports").joinpath("kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Give the kinds of things by their keys, in the order of the legend."""
    rows = _tables()["kinds"].items()
    return {
        key: Kind(key, row["class"], **{n: v for n, v in row.items() if n != "class"}) for key, row in rows
    }


@cache
def relations() -> dict[str, Relation]:
    """Give the kinds of relations by their keys."""
    return {key: Relation(key=key, **row) for key, row in _tables()["relations"].items()}


def project(look: Lookup) -> Projection:
    """Give the things that documents tell of, and their relations; what no document touches is left out."""
    reader = EvidenceReader(look)
    of_kind = {iri: kind for kind in kinds().values() for iri in _instances(look, kind)}
    evidence = {iri: reader.of(*_sources(look, iri, kind)) for iri, kind in of_kind.items()}
    links = _links(look, of_kind, evidence)
    kept = _in_use(of_kind, evidence, links)
    links = sorted(link for link in links if link.source in kept and link.target in kept)
    themes, documents = _themes_of(of_kind, links), _documents_of(of_kind, evidence, links)
    nodes = [
        _node(look, kind.key, (documents[iri], themes[iri]), iri, evidence[iri])
        for iri, kind in of_kind.items()
        if iri in kept
    ]
    order = list(kinds())
    return Projection(tuple(sorted(nodes, key=lambda node: (order.index(node.kind), node.iri))), tuple(links))


def _instances(look: Lookup, kind: Kind) -> list[str]:
    found = look.instances(kind.cls)
    if kind.key != "theme":
        return found
    return [iri for iri in found if any(s.endswith("/concept/theme") for s in look.iris(iri, SKOS_IN_SCHEME))]


def _sources(look: Lookup, iri: str, kind: Kind) -> list[str]:
    """Give what is quoted for a thing: itself, or the mentions and statements that tell of it."""
    if kind.key == "paradox":
        return look.pointing(LED_EXPRESSES, iri)
    told = (LED_MENTION_OF, ELI_DL_HAD_PARTICIPANT_PERSON, ORG_MEMBER)
    return [iri, *(source for predicate in told for source in look.pointing(predicate, iri))]


def _links(look: Lookup, of_kind: dict[str, Kind], evidence: dict[str, tuple[Evidence, ...]]) -> list[Link]:
    found = [*_direct(look, of_kind), *_taking_part(look), *_memberships(look)]
    places = {**dict.fromkeys(_ACTORS, "mentioned-in"), "pole": "stands-in"}
    found += (
        Link(iri, places[of_kind[iri].key], quoted.document)
        for iri, quotes in evidence.items()
        if of_kind[iri].key in places
        for quoted in quotes
    )
    notes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for link in found:
        if link.source in of_kind and link.target in of_kind and link.source != link.target:
            notes[_ends(link)].add(link.note)
    return [Link(*ends, note=", ".join(sorted(filter(None, said)))) for ends, said in notes.items()]


def _ends(link: Link) -> tuple[str, str, str]:
    turned = relations()[link.relation].symmetric and link.target < link.source
    return (link.target, link.relation, link.source) if turned else (link.source, link.relation, link.target)


def _direct(look: Lookup, of_kind: dict[str, Kind]) -> Iterator[Link]:
    """Give the relations that stand as one triple; a paradox takes over those of its statements."""
    expressed = {s: look.iris(s, LED_EXPRESSES) for s in look.instances(LED_PARADOX_STATEMENT)}
    stands_for = {**{iri: [iri] for iri in of_kind}, **expressed}
    for relation in relations().values():
        if relation.property is None or relation.key in _SPECIAL:
            continue
        for source, things in stands_for.items():
            for target in look.iris(source, relation.property):
                yield from (Link(thing, relation.key, target) for thing in things)


def _taking_part(look: Lookup) -> Iterator[Link]:
    for event in look.instances(kinds()["event"].cls):
        excused = look.iris(event, ELI_DL_HAD_EXCUSED_PERSON)
        yield from (Link(person, "excused", event) for person in excused)
        for part in look.iris(event, ELI_DL_HAD_PARTICIPATION):
            role = look.iri(part, ELI_DL_PARTICIPATION_ROLE)
            note = (label_of(look, role) or "") if role else ""
            for person in look.iris(part, ELI_DL_HAD_PARTICIPANT_PERSON):
                if person not in excused:
                    yield Link(person, "took-part", event, note)
                for body in look.iris(part, ELI_DL_PARTICIPATION_IN_NAME_OF):
                    yield Link(person, "in-name-of", body)


def _memberships(look: Lookup) -> Iterator[Link]:
    for person in look.instances(kinds()["person"].cls):
        for membership in look.pointing(ORG_MEMBER, person):
            note = look.word(membership, LED_ROLE_TITLE) or ""
            for body in look.iris(membership, ORG_ORGANIZATION):
                yield Link(person, "member", body, note)


def _in_use(
    of_kind: dict[str, Kind], evidence: dict[str, tuple[Evidence, ...]], links: Iterable[Link]
) -> set[str]:
    """Give what documents tell of: what has words of its own or is tied to such, and all broader themes."""
    links = list(links)
    fixed = {iri for iri, kind in of_kind.items() if kind.key in ("document", "event") or evidence[iri]}
    kept = fixed | {
        end
        for link in links
        if link.relation not in ("broader", "in-tension-with")
        for end in (link.source, link.target)
        if link.source in fixed or link.target in fixed
    }
    broader = {link.source: link.target for link in links if link.relation == "broader"}
    for theme in sorted(kept & broader.keys()):
        at: str | None = theme
        while (at := broader.get(at or "")) is not None and at not in kept:
            kept.add(at)
    return kept


def _themes_of(of_kind: dict[str, Kind], links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """Give the themes of each thing: its own, and those of what belongs to it, as poles to a paradox."""
    own: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if of_kind[link.target].key == "theme" and link.relation in ("about", "emphasises", "subject"):
            own[link.source].add(link.target)
    passed = {iri: set(found) for iri, found in own.items()}
    for link in links:
        if link.relation == "recorded-in":
            passed.setdefault(link.source, set()).update(own[link.target])
        elif link.relation in ("pole", "answer"):
            passed.setdefault(link.source, set()).update(own[link.target])
            passed.setdefault(link.target, set()).update(own[link.source])
        elif of_kind[link.target].key in _ACTORS and of_kind[link.source].key not in _ACTORS:
            passed.setdefault(link.target, set()).update(own[link.source])
    passed |= {iri: {iri} for iri, kind in of_kind.items() if kind.key == "theme"}
    return {iri: tuple(sorted(passed.get(iri, ()))) for iri in of_kind}


def _documents_of(
    of_kind: dict[str, Kind], evidence: dict[str, tuple[Evidence, ...]], links: Iterable[Link]
) -> dict[str, tuple[str, ...]]:
    found = {iri: {quoted.document for quoted in quotes} for iri, quotes in evidence.items()}
    for link in links:
        if of_kind[link.target].key == "document":
            found[link.source].add(link.target)
        elif link.relation == "subject":
            found[link.target].add(link.source)
    found |= {iri: {iri} for iri, kind in of_kind.items() if kind.key == "document"}
    return {iri: tuple(sorted(documents)) for iri, documents in found.items()}


def _node(
    look: Lookup,
    kind: str,
    where: tuple[tuple[str, ...], tuple[str, ...]],
    iri: str,
    evidence: tuple[Evidence, ...],
) -> Node:
    label = name_of(look, iri)
    return Node(
        iri=iri,
        kind=kind,
        label=label,
        label_en=label_of(look, iri, "en") or label,
        name=look.word(iri, DCTERMS_IDENTIFIER),
        documents=where[0],
        themes=where[1],
        facts=tuple(_facts(look, iri)),
        evidence=evidence,
    )


def _facts(look: Lookup, iri: str) -> Iterator[Fact]:
    told = [iri, *look.pointing(LED_EXPRESSES, iri)]
    for key, predicate in _FACTS.items():
        values = [value for source in told for value in look.values(source, predicate)]
        for value in dict.fromkeys(values):
            if isinstance(value, Literal):
                yield Fact(key, value.value, value.value)
            else:
                danish = label_of(look, value.value) or value.value
                yield Fact(key, danish, label_of(look, value.value, "en") or danish)
