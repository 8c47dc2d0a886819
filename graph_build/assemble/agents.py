"""Who is spoken of: persons, organisations and groups, their mentions, and how persons took part."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from graph_build.assemble.scene import Scene, day
from graph_build.identity import Kind
from graph_build.iri import TextMinter, slug
from graph_build.model import Mention, Person
from graph_build.nquads import Text, danish, iri, text
from graph_build.provenance import Triple
from graph_build.resolve import Entity
from ontology import load
from ontology import terms as t

_TYPES = {
    "person": (t.FOAF_PERSON, t.PROV_AGENT),
    "organisation": (t.ORG_FORMAL_ORGANIZATION, t.PROV_AGENT),
    "group": (t.LED_ACTOR_GROUP, t.SKOS_CONCEPT, t.PROV_AGENT),
}


def agents(entities: Iterable[Entity], mint: TextMinter) -> Iterator[Triple]:
    """Describe who is spoken of; what the authority file says of them is not repeated."""
    for entity in entities:
        this = mint.thing(entity.kind, entity.reference)
        for variant in entity.variants:
            yield this, t.SKOS_ALT_LABEL, _label(entity, variant)
        if not entity.known:
            yield from _description(entity, this, mint)


def _description(entity: Entity, this: Text, mint: TextMinter) -> Iterator[Triple]:
    # The authority file's label, where it lists the group; a document's graph must still stand by itself.
    name = _listed_groups(mint.base).get(this, entity.name)
    if name != entity.name:
        yield this, t.SKOS_ALT_LABEL, _label(entity, entity.name)
    for kind in _TYPES[entity.kind]:
        yield this, t.RDF_TYPE, kind
    yield this, t.RDFS_LABEL, _label(entity, name)
    if entity.kind == "person":
        yield this, t.FOAF_NAME, text(entity.name)
    else:
        yield this, t.SKOS_PREF_LABEL, _label(entity, name)
    if entity.kind == "group":
        yield this, t.SKOS_IN_SCHEME, mint.concept("group")
    if entity.classification:
        yield this, t.ORG_CLASSIFICATION, mint.concept("organisation-kind", entity.classification)


@lru_cache(maxsize=2)
def _listed_groups(base: str) -> Mapping[Text, str]:
    """The Danish labels of the authority file's groups."""
    listed = load.graph_of("groups.ttl", base=base)
    return {iri(str(group)): str(label) for group, label in listed.subject_objects(t.RDFS_LABEL)}


def _label(entity: Entity, name: str) -> Text:
    return text(name) if entity.kind == "person" else danish(" ".join(name.split()))


def mentions(scene: Scene) -> Iterator[Triple]:
    """Say where each person, organisation, group and theme is mentioned, and why it is meant."""
    found = scene.findings
    for person in found.persons:
        grounds = dict(person.grounds)
        for mention in person.mentions:
            yield from _mention(scene, "person", person.name, mention, grounds.get(mention.start))
    for body in found.organisations:
        for mention in body.mentions:
            yield from _mention(scene, "organisation", body.name, mention)
    for group in found.groups:
        for mention in group.mentions:
            yield from _mention(scene, "group", group.label, mention)
    for theme in found.themes:
        for mention in theme.mentions:
            yield from _mentioned(scene, scene.theme(theme.id), mention)


def _mention(
    scene: Scene, kind: Kind, name: str, mention: Mention, ground: str | None = None
) -> Iterator[Triple]:
    entity = scene.resolution.entity(kind, scene.name, name)
    why = (ground, scene.resolution.ground(kind, scene.name, name))
    yield from _mentioned(scene, scene.iri_of(entity), mention, "; ".join(filter(None, why)))


def _mentioned(scene: Scene, entity: Text, mention: Mention, ground: str = "") -> Iterator[Triple]:
    place = f"{mention.start},{mention.end}"
    this = scene.mint.hashed("mention", slug(scene.name), scene.mint.beneath(entity), place)
    if not scene.first(this):  # two rules may find the same words; the first one's finding stands
        return
    yield this, t.RDF_TYPE, t.LED_MENTION
    yield this, t.LED_MENTION_OF, entity
    yield this, t.LED_IN_DOCUMENT, scene.document
    yield from scene.provenance.found(this, mention)
    if ground:
        yield this, t.LED_GROUND, text(ground)


def participations(scene: Scene) -> Iterator[Triple]:
    """Say how each person took part and to which organisation each belongs."""
    for person in scene.findings.persons:
        evidence = scene.best_evidence(person.mentions)
        if person.participation != "mentioned":
            yield from _participation(scene, person, evidence)
        if person.affiliation:
            yield from _membership(scene, person, person.affiliation, evidence)


def _participation(scene: Scene, person: Person, evidence: Mention) -> Iterator[Triple]:
    who = scene.entity("person", person.name)
    this = scene.mint.hashed("participation", slug(scene.name), scene.mint.beneath(who))
    if not scene.first(this):
        return
    if scene.event is not None:
        yield scene.event, t.ELI_DL_HAD_PARTICIPATION, this
    yield this, t.RDF_TYPE, t.ELI_DL_PARTICIPATION
    yield this, t.ELI_DL_HAD_PARTICIPANT_PERSON, who
    yield this, t.ELI_DL_PARTICIPATION_ROLE, scene.concept("participation-role", person.participation)
    yield this, t.LED_IN_DOCUMENT, scene.document
    body = scene.meant(person.affiliation, "organisation")
    if body is not None:
        yield this, t.ELI_DL_PARTICIPATION_IN_NAME_OF, body
    yield from scene.provenance.found(this, evidence)


def _membership(scene: Scene, person: Person, affiliation: str, evidence: Mention) -> Iterator[Triple]:
    who, body = scene.entity("person", person.name), scene.meant(affiliation, "organisation")
    if body is None:
        return
    this = scene.mint.hashed(
        "membership", slug(scene.name), scene.mint.beneath(who), scene.mint.beneath(body)
    )
    if not scene.first(this):
        return
    yield this, t.RDF_TYPE, t.ORG_MEMBERSHIP
    yield this, t.ORG_MEMBER, who
    yield this, t.ORG_ORGANIZATION, body
    yield this, t.LED_IN_DOCUMENT, scene.document
    if person.role:
        yield this, t.LED_ROLE_TITLE, text(person.role)
    stated = day(scene.findings.metadata.date)
    if stated is not None:
        yield this, t.LED_AS_OF, stated
    yield from scene.provenance.found(this, evidence)
