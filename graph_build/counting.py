"""Counts different things over many documents without holding the things: each part is counted alone.

A thing that only one document can have is counted in that document's part. Of all others 64 bits of a hash
are kept, and the different ones counted over all parts; among a billion things, one count in thirty would be
off by one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph_build.dataset import Census
from ontology import terms as t

__all__ = ["Counts", "Tally", "tally"]

Hashes = NDArray[np.uint64]
_MANY = 1 << 20
"""Hashes of one label that wait until the different ones among them are found."""


@dataclass(slots=True)
class Tally:
    """What one part adds to the counts.

    Attributes:
        quads: Number of quads by named graph.
        own: By label, how many things there are that no other part has.
        others: By label, hashes of the things that others may have too.
        classes: Classes of which the part has instances.
        properties: Properties that the part uses.
        files: IRIs of the files that were read.
    """

    quads: dict[str, int]
    own: dict[str, int]
    others: dict[str, Hashes]
    classes: frozenset[str]
    properties: frozenset[str]
    files: frozenset[str]


@dataclass(slots=True)
class _Use:
    """What one property is used for."""

    pairs: int = 0
    loose: list[bytes] = field(default_factory=list)
    subjects: set[bytes] = field(default_factory=set)
    objects: set[bytes] = field(default_factory=set)


_TYPE = f"<{t.RDF_TYPE}>".encode()
_FILE = f"<{t.SCHEMA_MEDIA_OBJECT}>".encode()


def tally(lines: Iterable[bytes], base: str, own: Set[bytes], linked: bytes) -> Tally:
    """Count one part of a graph.

    Args:
        lines: All of the part as N-Quads, each once.
        base: The IRI under which instances stand.
        own: IRIs in angle brackets, of the things that no other part speaks of, but for those at ``linked``.
        linked: How those things' IRIs start to which other parts may point, as to a statement that is like
            another one; in a part that does not own them they are counted as objects only.
    """
    data = (f"<{base}id/".encode(), f"<{base}concept/".encode())
    graphs, uses, members = (
        Counter[bytes](),
        defaultdict[bytes, _Use](_Use),
        defaultdict[bytes, set[bytes]](set),
    )
    subjects, objects, properties, classes = set(), set(), set(), set()
    for line in lines:
        s, p, rest = line.split(b" ", 2)
        o, graph, _ = rest.rsplit(b" ", 2)
        graphs[graph] += 1
        properties.add(p)
        subjects.add(s)
        objects.add(o)
        if p == _TYPE:
            classes.add(o)
            members[o].add(s)
        if s.startswith(data):
            use = uses[p]
            use.subjects.add(s)
            use.objects.add(o)
            if s in own or o in own:
                use.pairs += 1
            else:
                use.loose.append(s + b" " + o)
    mine, others = dict[str, int](), dict[str, Hashes]()

    def count(label: str, things: set[bytes], alone: Set[bytes]) -> None:
        mine[label] = len(things & alone)
        others[label] = _hashes(things - alone)

    count("subjects", {s for s in subjects if s in own or not s.startswith(linked)}, own)
    count("objects", objects, {one for one in own if not one.startswith(linked)})
    for p, use in uses.items():
        name = p[1:-1].decode()
        mine[f"pairs {name}"], others[f"pairs {name}"] = use.pairs, _hashes(use.loose)
        count(f"subjects {name}", use.subjects, own)
        count(f"objects {name}", use.objects, own)
    for kind, things in members.items():
        count(f"members {kind[1:-1].decode()}", {one for one in things if one.startswith(data)}, own)
    return Tally(
        {_text(graph): n for graph, n in graphs.items()}, mine, others,
        frozenset(map(_text, classes)), frozenset(map(_text, properties)),
        frozenset(map(_text, members[_FILE])),
    )  # fmt: skip


def _text(iri: bytes) -> str:
    return iri[1:-1].decode()


def _hashes(things: Iterable[bytes]) -> Hashes:
    whole = b"".join(hashlib.blake2b(one, digest_size=8).digest() for one in things)
    return np.sort(np.frombuffer(whole, dtype=np.uint64))


class Counts:
    """The counts of parts put together; of what several may have, only the different hashes stay."""

    def __init__(self) -> None:
        self.graphs = Counter[str]()
        self._own = Counter[str]()
        self._others: dict[str, list[Hashes]] = defaultdict(list)
        self._waiting = Counter[str]()
        self._classes: set[str] = set()
        self._properties: set[str] = set()
        self._files: set[str] = set()

    def add(self, part: Tally) -> None:
        """Add the counts of one part."""
        self.graphs.update(part.quads)
        self._own.update(part.own)
        self._classes |= part.classes
        self._properties |= part.properties
        self._files |= part.files
        for label, hashes in part.others.items():
            self._others[label].append(hashes)
            self._waiting[label] += hashes.size
            if self._waiting[label] > _MANY:
                self._others[label] = [np.unique(np.concatenate(self._others[label]))]
                self._waiting[label] = 0

    def census(self, checksum: str) -> Census:
        """Give all counts, with the checksum of what was counted."""
        different = {label: int(np.unique(np.concatenate(h)).size) for label, h in self._others.items()}
        counts = Counter({label: self._own[label] + n for label, n in different.items()})

        def labelled(kind: str) -> dict[str, int]:
            return {
                label.removeprefix(kind): n for label, n in counts.items() if n and label.startswith(kind)
            }

        members, subjects, objects = labelled("members "), labelled("subjects "), labelled("objects ")
        return Census(
            quads=sum(self.graphs.values()),
            graphs=self.graphs,
            subjects=counts["subjects"],
            objects=counts["objects"],
            properties=len(self._properties),
            classes=len(self._classes),
            members=members,
            uses={p: (n, subjects[p], objects[p]) for p, n in labelled("pairs ").items()},
            persons=str(t.FOAF_PERSON) in members,
            files=frozenset(self._files),
            checksum=checksum,
        )
