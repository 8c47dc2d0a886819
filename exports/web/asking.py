"""Asks the backend on behalf of our own pages, by the ``.rq`` files beside this module."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
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
    """Give what things are called, in the language or else another; those that have no name are not there."""
    wanted = sorted({iri for iri in iris if iri.startswith(("http://", "https://"))})
    found: dict[str, dict[str, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        things = [term for iri in wanted[start : start + _AT_ONCE] if (term := _valid(iri))]
        for row in await rows(backend, "labels", things=things):
            called = found.setdefault(row["thing"]["value"], {})
            called.setdefault(row["label"].get("xml:lang", ""), row["label"]["value"])
    return {iri: _best(called, language) for iri, called in found.items()}


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
