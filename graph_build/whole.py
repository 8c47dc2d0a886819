"""What only all documents together say: who is who, likenesses, what follows from both, the description."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from graph_build.assemble import in_graph
from graph_build.assemble.agents import agents
from graph_build.assemble.shared import known_organisations, shared_graphs
from graph_build.cache import Cache
from graph_build.consequences import Known as Ground
from graph_build.consequences import Triple, derive, walked_from, written
from graph_build.counting import tally
from graph_build.dataset import Census, describe
from graph_build.fingerprint import key, program
from graph_build.inference import DERIVED, GRAPH
from graph_build.iri import Minter, TextMinter
from graph_build.likeness import Said
from graph_build.nquads import Text, line, lines, parse, subject_of, term, texts
from graph_build.parts import Shared, shared_known, statements
from graph_build.resolve import Entity, Known
from graph_build.sorting import Sorted
from graph_build.validate import as_text, check
from graph_build.validation_report import Finding
from ontology import terms as t

__all__ = [
    "LINKS", "METADATA", "Fixed", "description", "fixed", "fixed_key", "keep", "links", "shared_lines",
]  # fmt: skip

STATED, FOLLOWS, METADATA, LINKS = "stated", "follows", "metadata", "links"
"""Sections of what is no one document's own."""
PIECE = 8 << 20
"""Bytes of a section's lines that are looked at together; a piece is somewhat larger."""
_CUT = 64
"""Of so many subjects one may begin a piece, so that an edit changes the pieces around it alone."""
_STRETCH = 1 << 15
"""Lines of which it is derived together what follows from each alone."""


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
    entities: Iterable[Entity], parts: Iterable[Shared], base: str, given: Fixed, cache: Cache
) -> dict[str, str]:
    """Keep what all documents' shared graphs hold together, but for likenesses and the dataset's description.

    However many documents there are, memory holds a stretch of lines and what chains of triples lead along.

    Args:
        entities: Everybody that the documents name.
        parts: What each document adds and others may add too.
        base: The IRI under which instances stand.
        given: What does not depend on the documents.
        cache: Where the lines are kept.

    Returns:
        Keys of the lines, by section and piece: what is stated, what follows from it, the graph of metadata.
    """
    mint = TextMinter(base)
    graph, ending = mint.graph("agents"), f" {mint.graph('metadata')} .\n".encode()
    with ExitStack() as opened:
        stated, follows = (opened.enter_context(Sorted(cache.folder)) for _ in range(2))
        stated.add(line(*triple, graph) for triple in texts(agents(entities, mint)))
        for part in parts:
            stated.add(part.stated)
            follows.add(part.follows)
        for found in _consequences(stated, base, given.ground):
            follows.add(found)
        # The fixed graphs are in what is inferred on top of, and what follows from them alone is theirs.
        stated.add(given.lines)
        follows.add(given.follows)
        metadata = [one for one in stated if one.endswith(ending)]
        others = (one for one in stated if not one.endswith(ending))
        return {
            **keep(STATED, others, base, cache),
            **keep(FOLLOWS, _not_said(follows, stated), base, cache),
            METADATA: _keep_piece(metadata, base, cache),
        }


def _consequences(stated: Iterable[bytes], base: str, ground: Ground) -> Iterator[set[bytes]]:
    """What follows from lines: stretch by stretch, but for what only several of them together give."""
    leading, together = walked_from(), set[Triple]()
    lines = iter(stated)
    while triples := {quad[:3] for quad in parse(islice(lines, _STRETCH))}:
        chained = {triple for triple in triples if triple[1] in leading}
        together |= chained
        yield _following(triples - chained, base, ground)
    yield _following(together, base, ground)


def _not_said(follows: Iterable[bytes], stated: Iterable[bytes]) -> Iterator[bytes]:
    """Of sorted lines those whose triple stands in no graph of the others, which are sorted too."""
    said, last = iter(stated), b""
    for one in follows:
        triple = _triple(one)
        while last < triple and (other := next(said, None)) is not None:
            last = _triple(other)
        if last != triple:
            yield one


def keep(section: str, lines: Iterable[bytes], base: str, cache: Cache) -> dict[str, str]:
    """Keep a section's sorted lines and their counts, piece by piece, and give their keys by name."""
    keys = [_keep_piece(piece, base, cache) for piece in _pieces(lines)]
    return {section: keys[0]} if len(keys) == 1 else {f"{section} {this}": this for this in keys}


def _pieces(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Sorted lines in pieces, at least one, cut where a subject says so and not where it stands."""
    piece, size = list[bytes](), 0
    for one in lines:
        if size > PIECE and zlib.crc32(subject_of(one)) % _CUT == 0:
            yield piece
            piece, size = [], 0
        piece.append(one)
        size += len(one)
    yield piece


def _keep_piece(lines: Sequence[bytes], base: str, cache: Cache) -> str:
    """Keep sorted lines and their counts, and give the key under which they stand."""
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


def links(pairs: Iterable[tuple[Said, Said]], base: str) -> Iterator[bytes]:
    """Give the lines that link pairs of statements, both ways."""
    mint, linked = TextMinter(base), term(t.LED_SIMILAR_TO)
    graph = mint.graph("links")
    for pair in pairs:
        one, two = (mint.thing("statement", said.reference) for said in pair)
        yield line(one, linked, two, graph)
        yield line(two, linked, one, graph)


def _following(given: Set[Triple], base: str, beneath: Ground | None = None) -> set[bytes]:
    """What follows from triples, on the ground of others, as lines."""
    graph = TextMinter(base).graph(GRAPH)
    return {line(*one, graph) for one in written(derive(given, beneath or Ground()))}


def description(
    census: Census, documents: Sequence[str], base: str
) -> tuple[list[bytes], tuple[Finding, ...]]:
    """Give the description of the dataset as sorted lines, and what is to be said against it.

    Args:
        census: Of every part, the shared lines' too.
        documents: Names of the documents that went in.
        base: The IRI under which instances stand.
    """
    triples = set(describe(census, documents, base))
    graph = Minter(base).graph("metadata")
    return sorted(lines(in_graph(graph, triples))), check(as_text(triples), "", "", "", base)
