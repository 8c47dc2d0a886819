"""The union of a store's graphs as plain dictionaries, for exports that walk it node by node."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.terms import RDF_TYPE

__all__ = ["Lookup", "Value"]

Value = NamedNode | BlankNode | Literal
_LANGUAGES: Final = {"da": 0, None: 1, "en": 2}


class Lookup:
    """What stands at a subject and what points at it, whatever graph says so; always in the same order.

    IRIs are given as ``str``, and taken as that or as rdflib's terms, which never equal plain strings.
    Literals come Danish before untagged before English before any other language, then by their words.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._out: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        self._into: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            subject, value = quad.subject, quad.object
            # Quoted triples, which RDF 1.2 knows and our graphs do not hold, have no place in a table.
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self._out[subject.value][quad.predicate.value].append(value)
        # Nearly all lists are short, so each is put in order by itself.
        for subject_iri, has in sorted(self._out.items()):
            for predicate, values in has.items():
                if len(values) > 1:
                    values[:] = sorted(set(values), key=_key)
                for one in values:
                    if not isinstance(one, Literal):
                        self._into[one.value][predicate].append(subject_iri)

    def values(self, subject: str, predicate: str) -> list[Value]:
        """Give every object of a subject's property."""
        return list(self._at(subject, predicate))

    def _at(self, subject: str, predicate: str) -> Sequence[Value]:
        has = self._out.get(subject)
        return has.get(str(predicate), ()) if has else ()

    def properties(self, subject: str) -> list[str]:
        """Give the properties that a subject has, sorted by IRI."""
        return sorted(self._out.get(subject, {}))

    def iris(self, subject: str, *predicates: str) -> list[str]:
        """Give the resources at a subject's property; several properties are a path, taken step by step."""
        reached = [subject]
        for predicate in predicates:
            steps = [
                value.value
                for at in reached
                for value in self._at(at, predicate)
                if not isinstance(value, Literal)
            ]
            reached = list(dict.fromkeys(steps)) if len(steps) > 1 else steps
        return reached

    def iri(self, subject: str, *predicates: str) -> str | None:
        """Give the first resource at a path, or ``None``."""
        return next(iter(self.iris(subject, *predicates)), None)

    def words(self, subject: str, predicate: str, language: str | None = None) -> list[str]:
        """Give the literals of a property as words; with ``language``, only those tagged so."""
        literals = [value for value in self._at(subject, predicate) if isinstance(value, Literal)]
        return [value.value for value in literals if language is None or value.language == language]

    def word(self, subject: str, predicate: str, language: str | None = None) -> str | None:
        """Give the first of a property's literals, or ``None``."""
        return next(iter(self.words(subject, predicate, language)), None)

    def pointing(self, predicate: str, value: str) -> list[str]:
        """Give the subjects whose property points at a resource."""
        return list(self._into.get(str(value), {}).get(str(predicate), ()))

    def is_a(self, subject: str, kind: str) -> bool:
        """Tell whether a resource is of a class."""
        return str(kind) in self.iris(subject, RDF_TYPE)

    def classes(self) -> list[str]:
        """Give every class that has an instance, sorted."""
        return sorted({value for subject in self._out for value in self.iris(subject, RDF_TYPE)})

    def instances(self, *classes: str) -> list[str]:
        """Give the resources that are of one of the classes, sorted by IRI."""
        return sorted({subject for kind in classes for subject in self.pointing(RDF_TYPE, kind)})


def _key(value: Value) -> tuple[int, str, str]:
    if isinstance(value, Literal):
        return (_LANGUAGES.get(value.language, 3), value.value, value.language or value.datatype.value)
    return (-1, value.value, "")
