"""What a parameter can be, and the classes behind the names."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from ontology import terms as t

__all__ = ["CLASSES", "ENTITY_TYPES", "TYPES", "EntityType", "ParameterType"]

EntityType = Literal[
    "iri",
    "theme",
    "concept",
    "group",
    "person",
    "organisation",
    "actor",
    "document",
    "event",
    "paradox",
    "statement",
    "rule",
]
ParameterType = Literal[EntityType, "string", "integer", "decimal", "date", "lang"]
TYPES: Final[tuple[ParameterType, ...]] = get_args(ParameterType)
ENTITY_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)

CLASSES: Final[Mapping[EntityType, tuple[str, ...]]] = {
    "theme": (t.SKOS_CONCEPT,),
    "concept": (t.SKOS_CONCEPT,),
    "group": (t.LED_ACTOR_GROUP,),
    "person": (t.FOAF_PERSON,),
    "organisation": (t.ORG_FORMAL_ORGANIZATION,),
    "actor": (t.FOAF_PERSON, t.ORG_FORMAL_ORGANIZATION, t.LED_ACTOR_GROUP),
    "document": (t.SCHEMA_DIGITAL_DOCUMENT,),
    "event": (t.SCHEMA_EVENT,),
    "paradox": (t.LED_PARADOX,),
    "statement": (t.LED_STATEMENT,),
    "rule": (t.LED_RULE,),
}
"""The classes whose instances a parameter of a type can be; ``iri`` takes any of them.

A theme is a concept of the themes' scheme, ``concept`` one of the small lists: kinds, roles, framing …
"""
