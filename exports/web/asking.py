"""Asks the backend on behalf of our own pages, by the ``.rq`` files beside this module."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Final

import pyoxigraph as ox

from exports.web.backend import ALL_FORMS, Asked, Backend
from exports.web.pool import Reply
from exports.web.screening import bound
from ontology.terms import PREFIXES

__all__ = ["Row", "exists", "labels", "literal", "node", "query", "rows", "short"]

Row = dict[str, dict[str, str]]
"""A solution: terms as SPARQL's JSON results write them, by variable; unbound ones are not there."""

_LANGUAGES: Final = {"da": ("da", "", "en"), "en": ("en", "", "da")}
_AT_ONCE: Final = 500
_KIND: Final = "0"
_LONGEST: Final = 90
"""Letters of a part of a label that is put together."""


@cache
def query(name: str) -> str:
    """Give the text of a page's query."""
    return (files("exports.web") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def node(iri: str) -> ox.NamedNode:
    """Give an IRI as a term.

    Raises:
        ValueError: It is none.
    """
    return ox.NamedNode(iri)


def literal(words: str) -> ox.Literal:
    """Give words as a term."""
    return ox.Literal(words)


async def ask(
    backend: Backend, name: str, forms: Mapping[str, str] = ALL_FORMS, **values: Sequence[object]
) -> Reply:
    """Ask a page's query, with terms in place of variables."""
    return await backend.ask(Asked(bound(query(name), values), forms))


async def rows(backend: Backend, name: str, **values: Sequence[object]) -> list[Row]:
    """Give the solutions of a page's query."""
    with (await ask(backend, name, ALL_FORMS, **values)).body as body:
        found: list[Row] = json.load(body)["results"]["bindings"]
    return found


async def exists(backend: Backend, iri: str) -> bool:
    """Tell whether the graph knows an IRI."""
    with (await ask(backend, "exists", this=[node(iri)])).body as body:
        return bool(json.load(body)["boolean"])


async def labels(backend: Backend, iris: Iterable[str], language: str) -> dict[str, str]:
    """Give what things are called, in the language or else another.

    What has no name of its own is called by what it joins, as a participation by person, role and event; what
    joins nothing that is known is not there.
    """
    wanted = {iri for iri in iris if iri.startswith(("http://", "https://"))}
    found = await _named(backend, wanted, language)
    return {**found, **await _joined(backend, wanted - set(found), language)}


async def _named(backend: Backend, iris: Iterable[str], language: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {}
    for row in await _rows_about(backend, "labels", iris):
        called = found.setdefault(row["thing"]["value"], {})
        called.setdefault(row["label"].get("xml:lang", ""), row["label"]["value"])
    return {iri: _best(called, language) for iri, called in found.items()}


async def _joined(backend: Backend, iris: Iterable[str], language: str) -> dict[str, str]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in await _rows_about(backend, "parts", iris):
        found.setdefault(row["thing"]["value"], {}).setdefault(row["place"]["value"], row["part"])
    parts = [part for places in found.values() for part in places.values()]
    called = await _named(backend, {part["value"] for part in parts if part["type"] == "uri"}, language)
    return {iri: _sentence(places, called) for iri, places in found.items() if set(places) != {_KIND}}


def _sentence(places: Mapping[str, Mapping[str, str]], called: Mapping[str, str]) -> str:
    """Give a label from parts by their place: the first, then what it is with."""
    words = [called.get(part["value"]) or short(part["value"]) for _, part in sorted(places.items())]
    first, *others = (shorten(word, _LONGEST, placeholder=" …") for word in words)
    if _KIND in places:
        first = first[:1].upper() + first[1:]
    return f"{first}: {', '.join(others)}" if others else first


async def _rows_about(backend: Backend, name: str, iris: Iterable[str]) -> list[Row]:
    """Give the solutions of a page's query about things, of which there may be many."""
    things = [term for iri in sorted(iris) if (term := _valid(iri))]
    found: list[Row] = []
    for start in range(0, len(things), _AT_ONCE):
        found += await rows(backend, name, things=things[start : start + _AT_ONCE])
    return found


def _valid(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _best(called: Mapping[str, str], language: str) -> str:
    for wanted in _LANGUAGES[language]:
        if wanted in called:
            return called[wanted]
    return called[min(called)]


def short(iri: str) -> str:
    """Give an IRI as a prefixed name where it has a prefix of ours, else its end."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and "/" not in iri[len(space) :]:
            return f"{prefix}:{iri[len(space) :]}"
    parts = iri.rstrip("/").split("/")
    return "/".join(parts[-2:]) if len(parts) > 4 else iri
