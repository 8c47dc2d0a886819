"""The explorer's index of things: documents, events, actors, themes, and the concepts that describe them."""

from collections.abc import Iterator
from typing import Any

from exports.evidence import label_of
from exports.lookup import Lookup
from ontology.terms import (
    DCTERMS_CREATED,
    DCTERMS_IDENTIFIER,
    DCTERMS_TITLE,
    ELI_DL_ACTIVITY_DATE,
    ELI_DL_HAD_EXCUSED_PERSON,
    ELI_DL_HAD_PARTICIPANT_PERSON,
    ELI_DL_HAD_PARTICIPATION,
    ELI_DL_PARTICIPATION_IN_NAME_OF,
    ELI_DL_PARTICIPATION_ROLE,
    ELI_DL_RECORDED_IN_A_REALIZATION_OF,
    FOAF_PERSON,
    LED_ACTOR_GROUP,
    LED_DOCUMENT_KIND,
    LED_IN_TENSION_WITH,
    LED_MENTION_OF,
    LED_ROLE_TITLE,
    LED_SEQUENCE_NUMBER,
    ORG_CLASSIFICATION,
    ORG_FORMAL_ORGANIZATION,
    ORG_MEMBER,
    ORG_ORGANIZATION,
    PROV_WAS_ATTRIBUTED_TO,
    SCHEMA_DIGITAL_DOCUMENT,
    SCHEMA_EVENT,
    SCHEMA_LOCATION,
    SCHEMA_MAIN_ENTITY,
    SKOS_ALT_LABEL,
    SKOS_BROADER,
    SKOS_CONCEPT,
    SKOS_DEFINITION,
    SKOS_IN_SCHEME,
    SKOS_RELATED,
)

__all__ = ["Things"]

Row = dict[str, Any]
_ACTORS = {"person": FOAF_PERSON, "organisation": ORG_FORMAL_ORGANIZATION, "group": LED_ACTOR_GROUP}


class Things:
    """Rows for what the graph tells of; an id is what follows the graph's base in an IRI."""

    def __init__(self, look: Lookup, base: str) -> None:
        self._look, self._base = look, base

    def id(self, iri: str) -> str:
        """Give a thing's id."""
        return iri.removeprefix(self._base)

    def ids(self, subject: str, predicate: str) -> list[str]:
        """Give the ids of the things at a subject's property."""
        return [self.id(iri) for iri in self._look.iris(subject, predicate)]

    def named(self, iri: str) -> dict[str, str]:
        """Give a thing's label in Danish, and in English where it has another one."""
        danish = label_of(self._look, iri) or self.id(iri).rpartition("/")[2]
        english = label_of(self._look, iri, "en")
        return {"da": danish, **({"en": english} if english and english != danish else {})}

    def documents(self) -> list[Row]:
        """Give the documents by date, the undated last, then by name."""
        rows = [self._document(iri) for iri in self._look.instances(SCHEMA_DIGITAL_DOCUMENT)]
        return sorted(rows, key=lambda row: (row.get("date") or "9", row["name"]))

    def _document(self, iri: str) -> Row:
        look = self._look
        event = look.iri(iri, SCHEMA_MAIN_ENTITY)
        date = look.word(iri, DCTERMS_CREATED) or (look.word(event, ELI_DL_ACTIVITY_DATE) if event else None)
        return _without_nothing(
            id=self.id(iri),
            name=look.word(iri, DCTERMS_IDENTIFIER) or self.id(iri).rpartition("/")[2],
            title=look.word(iri, DCTERMS_TITLE) or self.id(iri).rpartition("/")[2],
            kind=next(iter(self.ids(iri, LED_DOCUMENT_KIND)), None),
            date=date,
            event=self.id(event) if event else None,
        )

    def events(self) -> list[Row]:
        """Give the meetings and other events, with who took part in which role, by IRI."""
        return [self._event(iri) for iri in self._look.instances(SCHEMA_EVENT)]

    def _event(self, iri: str) -> Row:
        look = self._look
        return _without_nothing(
            id=self.id(iri),
            label=self.named(iri),
            date=look.word(iri, ELI_DL_ACTIVITY_DATE),
            number=look.word(iri, LED_SEQUENCE_NUMBER),
            place=look.word(iri, SCHEMA_LOCATION),
            documents=self.ids(iri, ELI_DL_RECORDED_IN_A_REALIZATION_OF),
            took=[*self._took_part(iri)],
        )

    def _took_part(self, event: str) -> Iterator[Row]:
        look = self._look
        for part in look.iris(event, ELI_DL_HAD_PARTICIPATION):
            for person in self.ids(part, ELI_DL_HAD_PARTICIPANT_PERSON):
                yield _without_nothing(
                    who=person,
                    role=next(iter(self.ids(part, ELI_DL_PARTICIPATION_ROLE)), None),
                    named=next(iter(self.ids(part, ELI_DL_PARTICIPATION_IN_NAME_OF)), None),
                    title=look.word(part, LED_ROLE_TITLE),
                )
        for person in self.ids(event, ELI_DL_HAD_EXCUSED_PERSON):
            yield {"who": person, "excused": True}

    def actors(self) -> list[Row]:
        """Give the persons, organisations and groups that the documents tell of, by kind and IRI."""
        return [
            self._actor(kind, iri)
            for kind, cls in _ACTORS.items()
            for iri in self._look.instances(cls)
            if self._in_use(iri)
        ]

    def _in_use(self, iri: str) -> bool:
        """Tell whether a document touches an actor; the authority file knows many that none does."""
        pointing = (
            LED_MENTION_OF,
            ELI_DL_HAD_PARTICIPANT_PERSON,
            ELI_DL_PARTICIPATION_IN_NAME_OF,
            ORG_MEMBER,
            ORG_ORGANIZATION,
            PROV_WAS_ATTRIBUTED_TO,
        )
        return any(self._look.pointing(predicate, iri) for predicate in pointing)

    def _actor(self, kind: str, iri: str) -> Row:
        look = self._look
        return _without_nothing(
            id=self.id(iri),
            kind=kind,
            label=self.named(iri),
            also=sorted({*look.words(iri, SKOS_ALT_LABEL)}),
            classification=next(iter(self.ids(iri, ORG_CLASSIFICATION)), None),
            member=[*self._memberships(iri)],
        )

    def _memberships(self, person: str) -> Iterator[Row]:
        seen: set[str] = set()
        for membership in self._look.pointing(ORG_MEMBER, person):
            for organisation in self.ids(membership, ORG_ORGANIZATION):
                title = self._look.word(membership, LED_ROLE_TITLE)
                if organisation not in seen or title:
                    seen.add(organisation)
                    yield _without_nothing(of=organisation, title=title)

    def themes(self) -> list[Row]:
        """Give the themes of the scheme, by id."""
        schemes = ((iri, self._look.iris(iri, SKOS_IN_SCHEME)) for iri in self._look.instances(SKOS_CONCEPT))
        return [self._theme(iri) for iri, scheme in schemes if f"{self._base}concept/theme" in scheme]

    def _theme(self, iri: str) -> Row:
        look = self._look
        return _without_nothing(
            id=self.id(iri),
            label=self.named(iri),
            broader=next(iter(self.ids(iri, SKOS_BROADER)), None),
            also=look.words(iri, SKOS_ALT_LABEL, "da"),
            told=_without_nothing(
                da=look.word(iri, SKOS_DEFINITION, "da"), en=look.word(iri, SKOS_DEFINITION, "en")
            ),
            related=self.ids(iri, SKOS_RELATED),
            tension=self.ids(iri, LED_IN_TENSION_WITH),
        )

    def concepts(self) -> dict[str, Row]:
        """Give the labels of what describes things (kinds, framings, modalities, roles), by id."""
        found = {}
        for iri in self._look.instances(SKOS_CONCEPT):
            schemes = self._look.iris(iri, SKOS_IN_SCHEME)
            if not any(scheme.endswith(("/theme", "/group")) for scheme in schemes):
                found[self.id(iri)] = self.named(iri)
        return found


def _without_nothing(**row: Any) -> Row:  # noqa: ANN401 - a row of JSON
    return {key: value for key, value in row.items() if value not in (None, [], {}, "")}
