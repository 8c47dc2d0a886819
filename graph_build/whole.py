"""What only all documents together say: who is who, likenesses, what follows from both, the description."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from graph_build.assemble import in_graph
from graph_build.assemble.agents import agents
from graph_build.assemble.shared import links, shared_graphs
from graph_build.counting import Counts, Tally, tally
from graph_build.dataset import describe
from graph_build.inference import DERIVED, GRAPH
from graph_build.iri import Minter
from graph_build.likeness import Said, alike
from graph_build.nquads import lines, parse
from graph_build.parts import Part, shared_known, statements
from graph_build.provenance import Quad, Triple
from graph_build.resolve import Entity
from graph_build.validate import check
from graph_build.validation_report import Finding
from ontology import closure

__all__ = ["Shared", "description", "fixed_findings", "shared_lines"]


@dataclass(frozen=True, slots=True)
class Shared:
    """The lines that are no one document's own, sorted, and their counts."""

    lines: list[bytes]
    tally: Tally


def shared_lines(
    entities: Iterable[Entity], said: Iterable[Said], parts: Iterable[Part], base: str
) -> Shared:
    """Give what all documents' shared graphs hold together, but for the description of the dataset.

    Args:
        entities: Everybody that the documents name.
        said: What tells whether their statements are alike.
        parts: What each document adds.
        base: The IRI under which instances stand.
    """
    mint = Minter(base)
    stated = set(lines(in_graph(mint.graph("agents"), agents(entities, mint))))
    follows: set[bytes] = set()
    for part in parts:
        stated.update(part.shared)
        follows.update(part.follows)
    follows |= _following(stated, base)
    stated |= _fixed(base)
    # The fixed graphs are in what `_following` infers on top of, and what follows from them alone is theirs.
    follows |= _fixed_following(base)
    alike_lines = lines(links(alike(said), base))
    said_already = {_triple(line) for line in stated}
    kept = [*stated, *alike_lines, *(line for line in follows if _triple(line) not in said_already)]
    ordered = sorted(set(kept))
    return Shared(ordered, tally(ordered, base, frozenset(), statements(base)))


def _triple(line: bytes) -> bytes:
    """A line without its graph."""
    return line[: line.rindex(b" <", 0, -3)]


@lru_cache(maxsize=2)
def _fixed(base: str) -> frozenset[bytes]:
    """The graphs of the model, the themes and the authority file."""
    return frozenset(lines(quad for quad in shared_graphs(base) if quad[1] not in DERIVED))


@lru_cache(maxsize=2)
def _fixed_following(base: str) -> frozenset[bytes]:
    given = {quad[:3] for quad in shared_graphs(base) if quad[1] not in DERIVED}
    return frozenset(lines(_as_quads(closure.derive(given), base)))


def _following(stated: Iterable[bytes], base: str) -> set[bytes]:
    """What follows from what documents share, on the ground of the fixed graphs."""
    given = (quad[:3] for quad in parse(b"".join(stated)))
    return set(lines(_as_quads(closure.derive(given, beneath=shared_known(base)), base)))


def _as_quads(triples: Iterable[closure.Triple], base: str) -> Iterator[Quad]:
    graph = Minter(base).graph(GRAPH)
    return ((*cast(Triple, one), graph) for one in triples if one[0] != one[2])


def description(
    counts: Counts, checksum: str, documents: Sequence[str], base: str
) -> tuple[list[bytes], tuple[Finding, ...]]:
    """Give the description of the dataset as sorted lines, and what is to be said against it.

    Args:
        counts: Of every part, the shared lines' too.
        checksum: SHA-256 of all lines but those of the graph of metadata.
        documents: Names of the documents that went in.
        base: The IRI under which instances stand.
    """
    triples = set(describe(counts.census(checksum), documents, base))
    graph = Minter(base).graph("metadata")
    return sorted(lines(in_graph(graph, triples))), check(triples, "", "", "", base)


@lru_cache(maxsize=2)
def fixed_findings(base: str) -> tuple[Finding, ...]:
    """What is to be said against the model, the themes and the authority file."""
    return check((quad[:3] for quad in shared_graphs(base)), "", "", "", base)
