"""A part of the projection: around one thing, on some themes, of some documents, of some kinds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rapidfuzz import process

from exports.projection import Node, Projection, kinds, relations
from graph_build.errors import UsageError

__all__ = ["select"]

_DEPTH: Final = 2
_NAMED: Final = 12


def select(
    projection: Projection,
    *,
    focus: str | None = None,
    themes: Sequence[str] = (),
    documents: Sequence[str] = (),
    kinds: Sequence[str] = (),
    depth: int | None = None,
) -> Projection:
    """Give the things that meet every condition, and the relations between them.

    Args:
        projection: All things.
        focus: IRI or label of the thing to stand in the middle.
        themes: Ids or labels; a thing stays if it is about one of them or of those under them.
        documents: Names, titles or IRIs; a thing stays if one of them holds it.
        kinds: Keys or words of kinds, Danish or English.
        depth: Most steps from the focus; two unless told otherwise.

    Raises:
        UsageError: A name is unknown or fits several things, ``depth`` is under 1 or without a focus, or
            nothing meets the conditions.
    """
    if depth is not None and (focus is None or depth < 1):
        raise UsageError(f"depth {depth}: give a whole number from 1, and the focus from which to count")
    kept = {node.iri for node in projection.nodes}
    if focus is not None:
        kept &= _around(projection, _focus(projection, focus).iri, depth or _DEPTH)
    if documents:
        wanted = {_named(projection, "document", name).iri for name in documents}
        kept &= {node.iri for node in projection.nodes if wanted & set(node.documents)}
    if themes:
        kept &= _about(projection, [_named(projection, "theme", name).iri for name in themes])
    if kinds:
        keys = {_kind(name) for name in kinds}
        kept &= {node.iri for node in projection.nodes if node.kind in keys}
    if not kept:
        raise UsageError("no thing meets all these conditions together; leave one out")
    return _part(projection, kept)


def _part(projection: Projection, kept: Collection[str]) -> Projection:
    return Projection(
        tuple(node for node in projection.nodes if node.iri in kept),
        tuple(link for link in projection.links if link.source in kept and link.target in kept),
    )


def _focus(projection: Projection, name: str) -> Node:
    found = _matching(projection.nodes, name)
    if len(found) > 1:
        raise UsageError(
            f"focus {name!r} fits {len(found)} things; give one's IRI: {_listed(n.iri for n in found)}"
        )
    return found[0] if found else _unknown("focus", name, projection.nodes)


def _named(projection: Projection, kind: str, name: str) -> Node:
    of_kind = [node for node in projection.nodes if node.kind == kind]
    found = _matching(of_kind, name)
    return found[0] if found else _unknown(kind, name, of_kind)


def _matching(nodes: Iterable[Node], name: str) -> list[Node]:
    wanted = " ".join(name.split()).casefold()
    return [node for node in nodes if wanted in {known.casefold() for known in _names(node)}]


def _names(node: Node) -> list[str]:
    also = [fact.da for fact in node.facts if fact.key == "also"]
    last = [_last(node)] if node.kind in ("document", "theme") else []
    return [name for name in (node.iri, node.label, node.label_en, node.name, *last, *also) if name]


def _last(node: Node) -> str:
    return node.iri.rpartition("/")[2]


def _unknown(what: str, name: str, nodes: Sequence[Node]) -> Node:
    """Say what exists: all of them where they are few, else those most like the name."""
    known = sorted({node.name or (_last(node) if node.kind == "theme" else node.label) for node in nodes})
    if len(known) <= _NAMED:
        raise UsageError(f"unknown {what} {name!r}; the graph has: {_listed(known)}")
    near = [match[0] for match in process.extract(name, known, limit=5)]
    raise UsageError(f"unknown {what} {name!r}; the graph has {len(known)}, the nearest are: {_listed(near)}")


def _kind(name: str) -> str:
    wanted = name.casefold()
    for kind in kinds().values():
        words = (kind.key, kind.da, kind.en, kind.plural_da, kind.plural_en)
        if wanted in {word.casefold() for word in words}:
            return kind.key
    raise UsageError(f"unknown kind {name!r}; there are: {_listed(kinds())}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _about(projection: Projection, themes: Iterable[str]) -> set[str]:
    """Give what is about the themes or about those under them."""
    narrower = defaultdict(list)
    for link in projection.links:
        if link.relation == "broader":
            narrower[link.target].append(link.source)
    wanted, waiting = set[str](), list(themes)
    while waiting:
        theme = waiting.pop()
        if theme not in wanted:
            wanted.add(theme)
            waiting += narrower[theme]
    return {node.iri for node in projection.nodes if wanted & set(node.themes)}


def _around(projection: Projection, start: str, depth: int) -> set[str]:
    """Give what lies within so many steps: quiet relations from the start alone, none through documents."""
    documents = {node.iri for node in projection.nodes if node.kind == "document"}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in projection.links:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            if not relations()[link.relation].quiet or end == start:
                neighbours[end].add(other)
    reached, border = {start}, {start}
    for _ in range(depth):
        border = {n for at in border if at == start or at not in documents for n in neighbours[at]} - reached
        reached |= border
    return reached
