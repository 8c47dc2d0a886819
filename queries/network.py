"""The graph as a network of things and statements: what is central, what belongs together, what links two.

Nodes are IRIs as strings. A node has a ``kind`` (one of ``KINDS``), and a statement its ``quote`` and the
``document`` it stands in. An edge's key names the link (see ``links.toml``); it may have a ``note`` and the
``words`` it stands on. Everything is added in sorted order, so equal graphs give equal networks.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, islice, pairwise
from typing import Any, Final, Literal

import networkx as nx
import pyoxigraph as ox

from graph_build.errors import QueryError
from ontology import terms as t
from queries.names import label, things

__all__ = [
    "KINDS",
    "Central",
    "Link",
    "Measure",
    "centrality",
    "communities",
    "links",
    "network",
    "paths",
    "shared",
]

Kind = Literal["theme", "person", "organisation", "group", "document", "event", "paradox", "statement"]
KINDS: Final[tuple[Kind, ...]] = (
    "theme",
    "person",
    "organisation",
    "group",
    "document",
    "event",
    "paradox",
    "statement",
)
Measure = Literal["degree", "betweenness", "pagerank"]
ACTORS: Final[tuple[Kind, ...]] = ("person", "organisation", "group")

_SAMPLE = 500
"""Nodes from which betweenness is reckoned in a large network; in a smaller one from all."""
_DAMPING, _ROUNDS, _EXACT = 0.85, 200, 1e-10


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of link: its property where it is one triple, its weight in a path, its sentences."""

    weight: float
    da: str
    da_back: str
    en: str
    en_back: str
    property: str | None = None


@dataclass(frozen=True, slots=True)
class Central:
    """How central a thing is: neighbours, share of shortest ways through it, and PageRank."""

    iri: str
    label: str
    kind: str
    degree: int
    betweenness: float
    pagerank: float


@cache
def links() -> Mapping[str, Link]:
    """Give the kinds of links by name."""
    rows = tomllib.loads(files("queries").joinpath("links.toml").read_text(encoding="utf-8"))
    return {name: Link(**row) for name, row in rows.items()}


def network(store: ox.Store) -> "nx.MultiDiGraph[str]":
    """Give the network of a graph's things and statements."""
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    look = _Look(store)
    for kind in KINDS:
        for thing in things(store, kind):
            net.add_node(thing.iri.value, kind=kind)
    for this, quote in look.pairs(t.LED_TEXT):
        if this in net:
            net.nodes[this].update(quote=quote, document=look.document_name(this))
    for this, name in look.pairs(t.DCTERMS_IDENTIFIER):
        if this in net:
            net.nodes[this].setdefault("document", name)
    found = sorted(
        {*_direct(look), *_taking_part(look), *_memberships(look), *_poles(look), *_mentions(look)}
    )
    for one, name, other, note, words, source in found:
        # What a statement is about, an edge of its own says better than the words of its theme.
        if one in net and other in net and (name != "mentions" or net.nodes[other]["kind"] != "theme"):
            net.add_edge(one, other, key=name, note=note, words=words, document=source)
    _drop_unused(net)
    return net


def _drop_unused(net: "nx.MultiDiGraph[str]") -> None:
    """Leave out what no document speaks of: known organisations and themes that nothing else leads to."""
    while unused := [
        n for n, kind in net.nodes(data="kind") if kind not in ("statement", "document") and not net.degree(n)
    ]:
        net.remove_nodes_from(unused)


_Edge = tuple[str, str, str, str, str, str]
"""From, link, to, note, words, the name of the document where they stand."""


class _Look:
    """Looks things up by property, always in the same order."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._names = dict(self.pairs(t.DCTERMS_IDENTIFIER))
        self._documents = dict(self.pairs(t.LED_IN_DOCUMENT))
        self.words = self._passages()

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Give subjects and objects of a property, sorted."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None)
        return sorted({(_value(quad.subject), _value(quad.object)) for quad in quads})

    def grouped(self, predicate: str) -> dict[str, list[str]]:
        """Give the objects of a property by their subject."""
        by_subject: dict[str, list[str]] = defaultdict(list)
        for subject, thing in self.pairs(predicate):
            by_subject[subject].append(thing)
        return by_subject

    def document_name(self, finding: str) -> str:
        """Give the name of the document in which a finding was made."""
        return self._names.get(self._documents.get(finding, ""), "")

    def document(self, finding: str) -> str:
        """Give the document in which a finding was made."""
        return self._documents.get(finding, "")

    def _passages(self) -> dict[str, str]:
        """Give the exact words of each passage."""
        exact = dict(self.pairs(t.OA_EXACT))
        return {one: exact[quote] for one, quote in self.pairs(t.OA_HAS_SELECTOR) if quote in exact}

    def said(self) -> dict[str, str]:
        """Give the words that each finding was made on."""
        return {one: self.words.get(passage, "") for one, passage in self.pairs(t.PROV_WAS_QUOTED_FROM)}


def _direct(look: _Look) -> Iterator[_Edge]:
    for name, link in links().items():
        if link.property is not None:
            prefix, _, local = link.property.partition(":")
            for one, other in look.pairs(t.PREFIXES[prefix] + local):
                yield one, name, other, "", "", ""


def _taking_part(look: _Look) -> Iterator[_Edge]:
    person, role = (
        dict(look.pairs(t.ELI_DL_HAD_PARTICIPANT_PERSON)),
        dict(look.pairs(t.ELI_DL_PARTICIPATION_ROLE)),
    )
    events = {part: event for event, part in look.pairs(t.ELI_DL_HAD_PARTICIPATION)}
    excused = {(who, event) for event, who in look.pairs(t.ELI_DL_HAD_EXCUSED_PERSON)}
    said = look.said()
    for part, who in person.items():
        event = events.get(part)
        where = event or look.document(part)
        away = (who, event) in excused
        name = "excused" if away else "took-part" if event else "contributed"
        yield who, name, where, role.get(part, ""), said.get(part, ""), look.document_name(part)


def _memberships(look: _Look) -> Iterator[_Edge]:
    bodies, posts, said = (
        dict(look.pairs(t.ORG_ORGANIZATION)),
        dict(look.pairs(t.LED_ROLE_TITLE)),
        look.said(),
    )
    for membership, who in look.pairs(t.ORG_MEMBER):
        post, body = posts.get(membership, ""), bodies.get(membership, "")
        source = look.document_name(membership)
        yield who, "post" if post else "member", body, post, said.get(membership, ""), source


def _poles(look: _Look) -> Iterator[_Edge]:
    emphasised, words = look.grouped(t.LED_EMPHASISES), dict(look.pairs(t.RDFS_LABEL))
    for paradox, pole in look.pairs(t.LED_HAS_POLE):
        for theme in emphasised.get(pole, ()):
            yield paradox, "emphasises", theme, words.get(pole, ""), "", ""


def _mentions(look: _Look) -> Iterator[_Edge]:
    """Say what a document mentions, and what its statements do, as the mention lies within their words."""
    meant, passages = dict(look.pairs(t.LED_MENTION_OF)), dict(look.pairs(t.PROV_WAS_QUOTED_FROM))
    spans = _spans(look)
    first: dict[tuple[str, str], str] = {}
    within: dict[tuple[str, str], str] = {}
    statements = _by_document(look, {one for one, _ in look.pairs(t.LED_TEXT)})
    for mention in sorted(meant, key=lambda one: (spans.get(passages.get(one, ""), (0, 0)), one)):
        passage, thing, document = passages.get(mention, ""), meant[mention], look.document(mention)
        start, end = spans.get(passage, (0, 0))
        words = look.words.get(passage, "")
        first.setdefault((thing, document), words)
        for statement in statements[document]:
            begins, ends = spans.get(passages.get(statement, ""), (0, -1))
            if begins <= start and end <= ends:
                within.setdefault((statement, thing), words)
    yield from (
        (thing, "mentioned-in", document, "", words, "") for (thing, document), words in first.items()
    )
    yield from ((statement, "mentions", thing, "", words, "") for (statement, thing), words in within.items())


def _by_document(look: _Look, findings: Iterable[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for finding in sorted(findings):
        grouped[look.document(finding)].append(finding)
    return grouped


def _spans(look: _Look) -> dict[str, tuple[int, int]]:
    """Give start and end of each passage, in code points of its text."""
    starts, ends = dict(look.pairs(t.OA_START)), dict(look.pairs(t.OA_END))
    pairs = look.pairs(t.OA_HAS_SELECTOR)
    return {one: (int(starts[at]), int(ends[at])) for one, at in pairs if at in starts and at in ends}


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def shared(net: "nx.MultiDiGraph[str]", *kinds: Kind) -> "nx.Graph[str]":
    """Give the network of things that the same statements link.

    Args:
        net: What ``network`` gave.
        kinds: Of the things; by default themes and actors.

    Returns:
        A graph whose edges have as ``weight`` the number of statements that have to do with both ends.
    """
    wanted = set(kinds or ("theme", *ACTORS))
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from((n, {"kind": k}) for n, k in sorted(net.nodes(data="kind")) if k in wanted)
    together: dict[tuple[str, str], int] = defaultdict(int)
    for statement, kind in sorted(net.nodes(data="kind")):
        if kind == "statement":
            near = sorted({n for n in nx.all_neighbors(net, statement) if net.nodes[n]["kind"] in wanted})
            for pair in combinations(near, 2):
                together[pair] += 1
    drawn.add_weighted_edges_from((*pair, count) for pair, count in sorted(together.items()))
    return drawn


def centrality(
    store: ox.Store,
    kind: Literal["theme", "actor"] = "theme",
    measure: Measure = "pagerank",
    net: "nx.MultiDiGraph[str] | None" = None,
    language: str = "da",
) -> tuple[Central, ...]:
    """Give the themes or actors by how central they are among all themes and actors, the most central first.

    Two are linked as often as a statement has to do with both. Betweenness is reckoned from all nodes or, in
    a large network, from a fixed sample of them.

    Raises:
        QueryError: There is no such kind or measure.
    """
    if kind not in ("theme", "actor") or measure not in ("degree", "betweenness", "pagerank"):
        raise QueryError(
            f"no {measure!r} of {kind!r}; ask for degree, betweenness or pagerank of theme or actor."
        )
    drawn = shared(net if net is not None else network(store))
    between = nx.betweenness_centrality(drawn, k=_SAMPLE if len(drawn) > _SAMPLE else None, seed=0)
    rank = _pagerank(drawn)
    rows = [
        Central(
            iri,
            label(store, ox.NamedNode(iri), language) or iri,
            one,
            drawn.degree(iri),
            round(between[iri], 6),
            rank[iri],
        )
        for iri, one in drawn.nodes(data="kind")
        if (one == "theme") == (kind == "theme") and drawn.degree(iri)
    ]
    return tuple(sorted(rows, key=lambda row: (-getattr(row, measure), row.label, row.iri)))


def _pagerank(graph: "nx.Graph[str]") -> dict[str, float]:
    """Give PageRank by weight; networkx' own needs scipy, which nothing else here does."""
    strength = dict(graph.degree(weight="weight"))
    size = len(graph)
    rank = dict.fromkeys(graph, 1 / size) if size else {}
    for _ in range(_ROUNDS):
        idle = sum(rank[n] for n in graph if not strength[n])
        base = (1 - _DAMPING + _DAMPING * idle) / size if size else 0.0
        fresh = {
            n: base + _DAMPING * sum(rank[m] * edge["weight"] / strength[m] for m, edge in graph[n].items())
            for n in graph
        }
        change = sum(abs(fresh[n] - rank[n]) for n in graph)
        rank = fresh
        if change < _EXACT * max(size, 1):
            break
    return {n: round(value, 6) for n, value in rank.items()}


def communities(
    store: ox.Store, net: "nx.MultiDiGraph[str] | None" = None, resolution: float = 1.0
) -> tuple[tuple[str, ...], ...]:
    """Give the themes that the same statements are about in groups, by Louvain's method.

    Returns:
        Groups of theme IRIs, the largest first; a theme that occurs with no other is in none.
    """
    drawn = shared(net if net is not None else network(store), "theme")
    named = [n for n in drawn if drawn.degree(n)]
    # Whole numbers hash alike on every machine, so the same themes fall together.
    numbers = {n: at for at, n in enumerate(named)}
    counted = nx.relabel_nodes(drawn.subgraph(named), numbers)
    fixed: nx.Graph[int] = nx.Graph()
    fixed.add_nodes_from(range(len(named)))
    fixed.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), w) for a, b, w in counted.edges(data="weight"))
    )
    found: Any = nx.community.louvain_communities(fixed, seed=0, resolution=resolution) if named else []
    groups = [tuple(named[at] for at in sorted(group)) for group in found]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def paths(
    net: "nx.MultiDiGraph[str]", start: str, end: str, most: int = 6, limit: int = 5
) -> tuple[tuple[str, ...], ...]:
    """Give the shortest ways between two nodes, whatever the links' direction.

    Args:
        net: What ``network`` gave.
        start: An IRI.
        end: Another.
        most: Links that a way may have.
        limit: Ways that are given.

    Returns:
        Ways as their nodes, both ends included, the lightest first; none where there is none. A way that
        passes all that a lighter one passes is a detour of it and left out.

    Raises:
        QueryError: A node is not in the network, or both are the same.
    """
    for node in (start, end):
        if node not in net:
            raise QueryError(f"<{node}> stands in no document; ask for something that does.")
    if start == end:
        raise QueryError(f"<{start}> is both ends of the path; give two different things.")
    plain = _undirected(net)
    try:
        ways = nx.shortest_simple_paths(plain, start, end, weight="weight")
        # Beyond some ways too long or about, no short one is to be looked for.
        return tuple(
            islice(_without_detours(way for way in islice(ways, limit * 4) if len(way) - 1 <= most), limit)
        )
    except nx.NetworkXNoPath:
        return ()


def _without_detours(ways: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give those ways that do not pass all that one before them passes between the ends."""
    passed: list[set[str]] = []
    for way in ways:
        between = set(way[1:-1])
        if not any(nodes and nodes <= between for nodes in passed):
            passed.append(between)
            yield tuple(way)


def _undirected(net: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(net))
    for one, other, name in sorted(net.edges(keys=True)):
        weight = links()[name].weight
        if not plain.has_edge(one, other) or plain[one][other]["weight"] > weight:
            plain.add_edge(one, other, weight=weight)
    return plain


def steps(
    net: "nx.MultiDiGraph[str]", way: Iterable[str]
) -> Iterator[tuple[str, str, str, bool, Mapping[str, str]]]:
    """Give a way's links: from, to, the link's name, whether it is followed backwards, and its details."""
    for one, other in pairwise(way):
        there = [(links()[k].weight, False, k, d) for k, d in (net.get_edge_data(one, other) or {}).items()]
        back = [(links()[k].weight, True, k, d) for k, d in (net.get_edge_data(other, one) or {}).items()]
        _, backwards, name, details = min([*there, *back], key=lambda link: link[:3])
        yield one, other, name, backwards, details
