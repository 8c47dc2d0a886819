"""How two things are linked, told in Danish or English sentences with the words that each link stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

import networkx as nx
import pyoxigraph as ox

from graph_build.errors import QueryError
from queries.names import find, label
from queries.network import links, network, paths, steps

__all__ = ["Path", "tell"]

_NAMES: Final = {
    "da": {
        "theme": "temaet »{}«",
        "document": "dokumentet »{}«",
        "event": "begivenheden »{}«",
        "paradox": "paradokset »{}«",
        "actor": "»{}«",
        "statement": '"{quote}" ({document})',
        "told": "udsagnet",
        "first": 'udsagnet "{quote}" ({document})',
    },
    "en": {
        "theme": "the theme “{}”",
        "document": "the document “{}”",
        "event": "the event “{}”",
        "paradox": "the paradox “{}”",
        "actor": "“{}”",
        "statement": '"{quote}" ({document})',
        "told": "the statement",
        "first": 'the statement "{quote}" ({document})',
    },
}
_AS: Final = {"da": " som {}", "en": " as {}"}


@dataclass(frozen=True, slots=True)
class Path:
    """A way between two things: its nodes' IRIs, both ends included, and a sentence for each link."""

    nodes: tuple[str, ...]
    sentences: tuple[str, ...]


def tell(
    store: ox.Store, start: str, end: str, *, most: int = 6, limit: int = 5, language: str = "da"
) -> tuple[Path, ...]:
    """Tell how two things are linked, the shortest way first.

    Args:
        store: The graph.
        start: An IRI or what a thing is called.
        end: Another.
        most: Links that a way may have.
        limit: Ways that are told.
        language: ``da`` or ``en``.

    Returns:
        No way where none that short links the two.

    Raises:
        QueryError: A name means nothing in the graph, or more than one thing, or both mean the same.
    """
    ends = find(store, start).value, find(store, end).value
    net = network(store)
    for words, node in zip((start, end), ends, strict=True):
        if node not in net:
            raise QueryError(f"no document speaks of »{words}«; ask for something that one does.")
    told: dict[tuple[str, ...], tuple[str, ...]] = {}
    # Two ways are told alike where they differ only in which of two findings in the same words they pass.
    for way in paths(net, *ends, most=most, limit=limit + 3):
        told.setdefault(tuple(_sentences(store, net, way, "en" if language == "en" else "da")), way)
    return tuple(Path(way, sentences) for sentences, way in islice(told.items(), limit))


def _sentences(
    store: ox.Store, net: "nx.MultiDiGraph[str]", way: tuple[str, ...], language: str
) -> Iterator[str]:
    for one, other, name, backwards, details in steps(net, way):
        link = links()[name]
        form: str = getattr(link, f"{language}_back" if backwards else language)
        note = _note(store, details["note"], language)
        told = {**details, "note": note, "as": "" if _plain(details["note"]) else _AS[language].format(note)}
        a = _name(store, net, one, "first" if one == way[0] else "told", language)
        b = _name(store, net, other, "statement", language)
        sentence = form.format(a=a, b=b, **told)
        yield sentence[0].upper() + sentence[1:]


def _name(store: ox.Store, net: "nx.MultiDiGraph[str]", node: str, statement: str, language: str) -> str:
    """Give a thing's name in a sentence; ``statement`` says how one is named."""
    forms: Mapping[str, str] = _NAMES[language]
    told = net.nodes[node]
    if told["kind"] == "statement":
        return forms[statement].format(quote=told.get("quote", ""), document=told.get("document", ""))
    if told["kind"] == "document":
        return forms["document"].format(told["document"])
    words = label(store, ox.NamedNode(node), language) or node
    return forms.get(told["kind"], forms["actor"]).format(words)


def _plain(role: str) -> bool:
    """Whether a role is that of somebody who took part, and no more."""
    return role.endswith("/participation-role/attendee")


def _note(store: ox.Store, note: str, language: str) -> str:
    """Give a note's words; a role is named by its label."""
    return (label(store, ox.NamedNode(note), language) or note) if note.startswith("http") else note
