"""From what people call a thing to its IRI, and back to a label."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from graph_build.errors import QueryError
from graph_build.iri import fold, slug
from ontology import terms as t
from queries.kinds import CLASSES, ENTITY_TYPES, EntityType

__all__ = ["Labels", "Named", "find", "label", "things"]

_MAIN: Final = (t.SKOS_PREF_LABEL, t.RDFS_LABEL, t.FOAF_NAME, t.DCTERMS_TITLE)
_CODES: Final = (t.SKOS_NOTATION, t.DCTERMS_IDENTIFIER)
_OTHER: Final = (t.SKOS_ALT_LABEL, t.SKOS_HIDDEN_LABEL)
_LANGUAGES: Final = {"da": ("da", None, "en"), "en": ("en", None, "da")}
_ROUNDS: Final[tuple[tuple[EntityType, ...], ...]] = (
    tuple(kind for kind in ENTITY_TYPES if kind not in ("iri", "actor", "statement")),
    ("statement",),
)
"""What ``iri`` may mean; a statement only where nothing else is called so."""
_SHOWN = 3
"""How many things an error message names."""
_CLOSE = 15
"""How much less like than the most alike name, of 100, another one may be to be named too."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and what it is called: its main labels, and other names that mean it too."""

    iri: ox.NamedNode
    main: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The end of its IRI, with what kind of thing it is: ``person/niels-aagesen``."""
        return "/".join(self.iri.value.split("/")[-2:])


def find(store: ox.Store, words: str, kind: EntityType = "iri") -> ox.NamedNode:
    """Give the thing that words mean: its IRI, the end of it, or what it is called.

    A main label to the letter comes first. Else case does not matter, nor whether ``å`` is written ``aa``;
    a main label comes before another name.

    Args:
        store: The graph.
        words: What somebody typed.
        kind: What it must be; ``iri`` for anything.

    Raises:
        QueryError: Nothing is called so (the message names what comes near), or more than one thing is.
    """
    given = _as_iri(words)
    if given is not None:
        return _known(store, given, kind)
    exact = _exactly(store, words, kind)
    if len(exact) == 1:
        return exact.pop()
    seen: list[Named] = []
    for kinds in _ROUNDS if kind == "iri" else ((kind,),):
        here = [thing for one in kinds for thing in things(store, one)]
        found = _meant(here, words)
        if len(found) > 1:
            raise _ambiguous(words, found)
        if found:
            return found[0].iri
        seen += here
    if kind == "iri":
        raise QueryError(f"no thing {words!r} in the graph{_near(words, seen)}")
    raise QueryError(f"no {kind} {words!r} in the graph{_near(words, seen)}")


def _exactly(store: ox.Store, words: str, kind: EntityType) -> set[ox.NamedNode]:
    """Give the things that bear the very words as a main label, which needs no look at all the others."""
    name = words.strip()
    literals = (ox.Literal(name), ox.Literal(name, language="da"), ox.Literal(name, language="en"))
    found = {
        quad.subject
        for predicate in _MAIN
        for literal in literals
        for quad in store.quads_for_pattern(None, _node(predicate), literal)
        if isinstance(quad.subject, ox.NamedNode)
    }
    kinds = _ROUNDS[0] if kind == "iri" else (kind,)
    return {iri for iri in found if any(_is(store, iri, one) for one in kinds)}


def _is(store: ox.Store, iri: ox.NamedNode, kind: EntityType) -> bool:
    classes = {str(quad.object) for quad in store.quads_for_pattern(iri, _node(t.RDF_TYPE), None)}
    of_kind = any(f"<{one}>" in classes for one in CLASSES[kind])
    return of_kind and (kind not in ("theme", "concept") or _fits(store, iri, kind))


def things(store: ox.Store, kind: EntityType) -> Iterator[Named]:
    """Give the things of a kind, sorted by IRI."""
    found = {
        quad.subject
        for cls in CLASSES[kind]
        for quad in store.quads_for_pattern(None, _node(t.RDF_TYPE), _node(cls))
        if isinstance(quad.subject, ox.NamedNode)
    }
    main = (t.LED_TEXT,) if kind == "statement" else (*_MAIN, *_CODES)
    for iri in sorted(found, key=str):
        if kind not in ("theme", "concept") or _fits(store, iri, kind):
            yield Named(iri, _words(store, iri, main), _words(store, iri, _OTHER))


def label(store: ox.Store, iri: ox.NamedNode, language: str = "da") -> str | None:
    """Give a thing's label in the language or else in another; ``None`` where it has none."""
    for predicate in _MAIN:
        by_language = {one.language: one.value for one in reversed(_literals(store, iri, predicate))}
        for wanted in _LANGUAGES.get(language, (language, *_LANGUAGES["en"])):
            if wanted in by_language:
                return by_language[wanted]
    return None


class Labels(Mapping[str, str]):
    """The labels of those of some things that have one, by IRI; each is looked up when it is asked for."""

    def __init__(self, store: ox.Store, iris: Iterable[ox.NamedNode], language: str = "da") -> None:
        self._store, self._language = store, language
        self._iris = {iri.value: iri for iri in iris}
        self._known: dict[str, str | None] = {}

    def __getitem__(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = label(self._store, self._iris[iri], self._language)
        words = self._known[iri]
        if words is None:
            raise KeyError(iri)
        return words

    def __iter__(self) -> Iterator[str]:
        return (iri for iri in self._iris if self.get(iri) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _as_iri(words: str) -> ox.NamedNode | None:
    """Give an IRI written in full, in angle brackets or with one of the model's prefixes."""
    stripped = words.strip()
    prefix, _, local = stripped.partition(":")
    if prefix in t.PREFIXES and not local.startswith("//"):
        stripped = t.PREFIXES[prefix] + local
    elif not re.fullmatch(r"<.*>|(https?://|urn:)\S+", stripped):
        return None
    try:
        return ox.NamedNode(stripped.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise QueryError(f"{words!r} is no IRI ({error}).") from error


def _known(store: ox.Store, iri: ox.NamedNode, kind: EntityType) -> ox.NamedNode:
    found = [quad.object for quad in store.quads_for_pattern(iri, _node(t.RDF_TYPE), None)]
    classes = {one.value for one in found if isinstance(one, ox.NamedNode)}
    if not classes and next(store.quads_for_pattern(iri, None, None), None) is None:
        raise QueryError(f"<{iri.value}> is not in the graph; give an IRI that is, or a label.")
    if kind != "iri" and classes.isdisjoint(map(str, CLASSES[kind])):
        raise QueryError(f"<{iri.value}> is no {kind}; give one, by IRI or by label.")
    return iri


def _fits(store: ox.Store, iri: ox.NamedNode, kind: EntityType) -> bool:
    """Whether a concept is a theme, or of one of the small lists, as its scheme says."""
    found = (quad.object for quad in store.quads_for_pattern(iri, _node(t.SKOS_IN_SCHEME), None))
    schemes = {one.value.rsplit("/", 1)[-1] for one in found if isinstance(one, ox.NamedNode)}
    return "theme" in schemes if kind == "theme" else bool(schemes - {"theme", "group"})


def _meant(among: Sequence[Named], words: str) -> list[Named]:
    """Give the things so called, by the first way of comparing that finds any."""
    wanted, slugged, reference = fold(words), slug(words), f"/{words.strip()}"
    ways: tuple[Callable[[Named], bool], ...] = (
        lambda thing: thing.iri.value.endswith(reference),
        lambda thing: any(fold(name) == wanted for name in thing.main),
        lambda thing: any(slug(name) == slugged for name in thing.main),
        lambda thing: any(slug(name) == slugged for name in thing.other),
    )
    for way in ways:
        found = {thing.iri.value: thing for thing in among if way(thing)}
        if found:
            return list(found.values())
    return []


def _ambiguous(words: str, found: Sequence[Named]) -> QueryError:
    shown, more = ", ".join(thing.reference for thing in found[:_SHOWN]), len(found) - _SHOWN
    if more > 0:
        return QueryError(f"{words!r} may mean {shown} and {more} more; give one of these instead.")
    return QueryError(f"{words!r} may mean {shown}; give one of these instead.")


def _near(words: str, among: Sequence[Named]) -> str:
    """Name what words may have meant: things whose names hold the words, or else those most alike."""
    bare = _bare(words)
    holding = [thing for thing in among if len(bare) > 2 and any(_holds(name, bare) for name in thing.main)]
    shown = _distinct(holding) or _distinct(_alike(words, among))
    return f"; did you mean {', '.join(f'»{name}«' for name in shown[:_SHOWN])}?" if shown else "."


def _distinct(found: Iterable[Named]) -> list[str]:
    return list(dict.fromkeys((thing.main or (thing.reference,))[0] for thing in found))


def _holds(name: str, bare: str) -> bool:
    return f"-{bare}" in f"-{_bare(name)}"


def _bare(words: str) -> str:
    """Give words as somebody writes them who has no æ, ø and å on the keyboard, in whichever way."""
    return slug(words).replace("aa", "a").replace("ae", "a").replace("oe", "o")


def _alike(words: str, among: Sequence[Named]) -> list[Named]:
    names = [(fold(name), thing) for thing in among for name in (*thing.main, *thing.other)]
    close = process.extract(
        fold(words), [name for name, _ in names], scorer=fuzz.ratio, limit=20, score_cutoff=55
    )
    best = close[0][1] - _CLOSE if close else 0
    return [names[at][1] for _, score, at in close if score >= best]


def _words(store: ox.Store, iri: ox.NamedNode, predicates: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for p in predicates for one in _literals(store, iri, p)))


def _literals(store: ox.Store, iri: ox.NamedNode, predicate: str) -> list[ox.Literal]:
    """Give a property's literals, Danish first and always in the same order."""
    found = (quad.object for quad in store.quads_for_pattern(iri, _node(predicate), None))
    literals = (one for one in found if isinstance(one, ox.Literal))
    return sorted(literals, key=lambda one: (one.language != "da", str(one)))


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(str(iri))
