"""What only all documents together say: who is who, likenesses, what follows from both, the description."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from graph_build.assemble import in_graph
from graph_build.assemble.agents import agents
from graph_build.assemble.shared import known_organisations, shared_graphs
from graph_build.cache import Cache
from graph_build.consequences import Known as Ground
from graph_build.consequences import Triple, derive, written
from graph_build.counting import Counts, tally
from graph_build.dataset import describe
from graph_build.fingerprint import key, program
from graph_build.inference import DERIVED, GRAPH
from graph_build.iri import Minter, TextMinter
from graph_build.likeness import Said
from graph_build.nquads import Text, line, lines, parse, term, texts
from graph_build.parts import Shared, shared_known, statements
from graph_build.resolve import Entity, Known
from graph_build.validate import as_text, check
from graph_build.validation_report import Finding
from ontology import terms as t

__all__ = [
    "METADATA", "SECTIONS", "Fixed", "description", "fixed", "fixed_key", "keep", "links", "shared_lines",
]  # fmt: skip

SECTIONS = STATED, FOLLOWS, METADATA = "stated", "follows", "metadata"
"""Of what is no one document's own, but for likenesses."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What does not depend on the documents: it is worked out once for a program and base.

    Attributes:
        organisations: Of the authority file.
        lines: The graphs of the model, the themes and the authority file.
        follows: What follows from them alone.
        ground: All of that, to infer on top of.
        findings: What is to be said against it.
    """

    organisations: tuple[Known, ...]
    lines: frozenset[bytes]
    follows: frozenset[bytes]
    ground: Ground
    findings: tuple[Finding, ...]


def fixed(base: str, cache: Cache) -> Fixed:
    """Give what does not depend on the documents, from the cache where it stands there."""
    this = fixed_key(base)
    known: Fixed | None = cache.get(this, "fixed")
    if known is None:
        known = _work_out(base)
        cache.put(this, "fixed", known)
    return known


@lru_cache(maxsize=2)
def _work_out(base: str) -> Fixed:
    """What does not depend on the documents, worked out; most of a first build's time where it is small."""
    written = frozenset(lines(quad for quad in shared_graphs(base) if quad[1] not in DERIVED))
    follows = _following({quad[:3] for quad in parse(written)}, base)
    findings = check(as_text(quad[:3] for quad in shared_graphs(base)), "", "", "", base)
    return Fixed(known_organisations(base), written, frozenset(follows), shared_known(base), findings)


def fixed_key(base: str) -> str:
    """The key of what does not depend on the documents."""
    return key("fixed", base, program())


def shared_lines(
    entities: Iterable[Entity], parts: Iterable[Shared], base: str, given: Fixed
) -> dict[str, list[bytes]]:
    """Give what all documents' shared graphs hold together, but for likenesses and the dataset's description.

    Args:
        entities: Everybody that the documents name.
        parts: What each document adds and others may add too.
        base: The IRI under which instances stand.
        given: What does not depend on the documents.

    Returns:
        Sorted lines by section: what is stated, what follows from it, and the graph of metadata.
    """
    mint = TextMinter(base)
    graph, about = mint.graph("agents"), mint.graph("metadata")
    stated = {line(*triple, graph) for triple in texts(agents(entities, mint))}
    follows: set[bytes] = set()
    for part in parts:
        stated.update(part.stated)
        follows.update(part.follows)
    follows |= _following({quad[:3] for quad in parse(stated)}, base, given.ground)
    stated |= given.lines
    # The fixed graphs are in what is inferred on top of, and what follows from them alone is theirs.
    follows |= given.follows
    said_already = {_triple(line) for line in stated}
    ending = f" {about} .\n".encode()
    metadata = {line for line in stated if line.endswith(ending)}
    return {
        STATED: sorted(stated - metadata),
        FOLLOWS: sorted(f for f in follows if _triple(f) not in said_already),
        METADATA: sorted(metadata),
    }


def keep(lines: Sequence[bytes], base: str, cache: Cache) -> str:
    """Keep a section's lines and their counts, and give the key under which they stand."""
    this = key("section", base, b"".join(lines))
    if not cache.has(this, "tally", "nq.gz"):
        graphs: dict[Text, list[Triple]] = defaultdict(list)
        for *triple, name in parse(lines):
            graphs[name].append((triple[0], triple[1], triple[2]))
        cache.put(this, "tally", tally(graphs, base, frozenset(), statements(base)))
        cache.put_lines(this, lines)
    return this


def _triple(line: bytes) -> bytes:
    """A line without its graph."""
    return line[: line.rindex(b" <", 0, -3)]


def links(pairs: Iterable[tuple[Said, Said]], base: str) -> list[bytes]:
    """Give the lines that link pairs of statements, both ways, sorted."""
    mint, linked = TextMinter(base), term(t.LED_SIMILAR_TO)
    graph, found = mint.graph("links"), set[bytes]()
    for pair in pairs:
        one, two = (mint.thing("statement", said.reference) for said in pair)
        found.update((line(one, linked, two, graph), line(two, linked, one, graph)))
    return sorted(found)


def _following(given: Set[Triple], base: str, beneath: Ground | None = None) -> set[bytes]:
    """What follows from triples, on the ground of others, as lines."""
    graph = TextMinter(base).graph(GRAPH)
    return {line(*one, graph) for one in written(derive(given, beneath or Ground()))}


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
    return sorted(lines(in_graph(graph, triples))), check(as_text(triples), "", "", "", base)
