"""Counts different things over many documents without holding the things: each part is counted alone.

A thing that only one document can have is counted in that document's part. Of all others 64 bits of a hash
are kept, and the different ones counted over all parts; among a billion things, one count in thirty would be
off by one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_build.dataset import Census
from graph_build.nquads import Text, lexical, term
from ontology import terms as t

__all__ = ["LINES", "Counts", "Tally", "hashed", "tally"]

LINES = "lines"
"""Label of the lines that several documents may say alike, counted to see whether any comes or goes."""

Hashes = NDArray[np.uint64]
Times = NDArray[np.int32]
Triple = tuple[Text, Text, Text]
Pair = tuple[Text, Text]
_MANY = 1 << 18
"""Hashes of one label that wait until the different ones are found; more where more are known."""
_RANGE = 1 << 20
"""Hashes among which the different ones are found at once."""
_NO_HASHES, _NO_TIMES = np.empty(0, np.uint64), np.empty(0, np.int32)
_NONE = _NO_HASHES, _NO_TIMES


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


_TYPE, _FILE = term(t.RDF_TYPE), term(t.SCHEMA_MEDIA_OBJECT)


def tally(graphs: Mapping[Text, Collection[Triple]], base: str, own: Set[Text], linked: Text) -> Tally:
    """Count one part of a graph.

    Args:
        graphs: All of the part's triples by named graph, each once.
        base: The IRI under which instances stand.
        own: The things that no other part speaks of, but for those at ``linked``.
        linked: How those things' IRIs start to which other parts may point, as to a statement that is like
            another one; in a part that does not own them they are counted as objects only.
    """
    uses: dict[Text, list[Pair]] = defaultdict(list)
    for triples in graphs.values():
        for subject, predicate, value in triples:
            uses[predicate].append((subject, value))
    data, counted = (f"<{base}id/", f"<{base}concept/"), _Counted(own)
    subjects, objects, members = set[Text](), set[Text](), defaultdict[Text, set[Text]](set)
    for predicate, whole in uses.items():
        subjects.update(s for s, _ in whole)
        objects.update(o for _, o in whole)
        pairs = [pair for pair in whole if pair[0].startswith(data)]
        if predicate == _TYPE:
            for subject, kind in whole:
                members[kind].add(subject)
        if pairs:
            counted.property(lexical(predicate), pairs)
    counted.things("subjects", {s for s in subjects if s in own or not s.startswith(linked)}, own)
    counted.things("objects", objects, {one for one in own if not one.startswith(linked)})
    for kind, things in members.items():
        counted.things(f"members {lexical(kind)}", {one for one in things if one.startswith(data)}, own)
    return Tally(
        {lexical(graph): len(triples) for graph, triples in graphs.items()}, counted.own, counted.others,
        frozenset(map(lexical, members)), frozenset(map(lexical, uses)),
        frozenset(map(lexical, members.get(_FILE, ()))),
    )  # fmt: skip


def _cut(
    several: Sequence[NDArray[Any]], hashes: Sequence[Hashes], edges: Hashes
) -> Iterator[list[NDArray[Any]]]:
    """Arrays in ranges of the sorted hashes that they stand beside: of each range the pieces of all."""
    places = [np.searchsorted(one, edges) for one in hashes]
    pieces = [np.split(one, at) for one, at in zip(several, places, strict=True)]
    return (list(here) for here in zip(*pieces, strict=True))


def _summed(hashes: Sequence[Hashes], times: Sequence[Times]) -> tuple[Hashes, Times]:
    """The different hashes, sorted, with how many parts have each, where any has."""
    different, place = np.unique(np.concatenate(hashes), return_inverse=True)
    summed = np.bincount(place, np.concatenate(times), different.size).astype(np.int32)
    return different[summed > 0], summed[summed > 0]


class _Counted:
    """Counts by label: of things that one part alone has, and hashes of the others."""

    def __init__(self, mine: Set[Text]) -> None:
        self._mine = mine
        self.own, self.others = dict[str, int](), dict[str, Hashes]()

    def things(self, label: str, things: Set[Text], alone: Set[Text]) -> None:
        """Count different things, of which those at ``alone`` are this part's."""
        others = things - alone
        self.own[label], self.others[label] = len(things) - len(others), _hashes(others)

    def property(self, name: str, pairs: Sequence[Pair]) -> None:
        """Count a property's pairs of things, subjects and objects."""
        mine = self._mine
        loose = [f"{s} {o}" for s, o in pairs if s not in mine and o not in mine]
        self.own[f"pairs {name}"], self.others[f"pairs {name}"] = len(pairs) - len(loose), _hashes(loose)
        self.things(f"subjects {name}", {s for s, _ in pairs}, mine)
        self.things(f"objects {name}", {o for _, o in pairs}, mine)


def _hashes(things: Iterable[Text]) -> Hashes:
    return hashed(one.encode() for one in things)


def hashed(things: Iterable[bytes]) -> Hashes:
    """Give hashes of different things, sorted."""
    whole = b"".join(hashlib.blake2b(one, digest_size=8).digest() for one in things)
    return np.sort(np.frombuffer(whole, dtype=np.uint64))


@dataclass(slots=True)
class _Waiting:
    """Hashes that wait to be put in or taken out, as bytes: arrays of each part alone would take more."""

    come: bytearray = field(default_factory=bytearray)
    gone: bytearray = field(default_factory=bytearray)

    def many(self) -> int:
        """How many they are."""
        return (len(self.come) + len(self.gone)) // 8

    def sorted(self) -> tuple[Hashes, Hashes]:
        """Give those to be put in and those to be taken out, each sorted."""
        come, gone = (np.sort(np.frombuffer(whole, np.uint64)) for whole in (self.come, self.gone))
        return come, gone


class Counts:
    """The counts of parts put together, from which parts can be taken out again.

    Of what several parts may have, each different hash stays, with the number of parts that have it.
    """

    def __init__(self) -> None:
        self.graphs = Counter[str]()
        self._own = Counter[str]()
        self._named = Counter[tuple[str, str]]()
        self._others: dict[str, tuple[Hashes, Times]] = {}
        self._waiting: dict[str, _Waiting] = defaultdict(_Waiting)

    def add(self, part: Tally) -> None:
        """Add the counts of one part."""
        self._change(part, 1)

    def remove(self, part: Tally) -> None:
        """Take out the counts of a part that was added."""
        self._change(part, -1)

    def _change(self, part: Tally, times: int) -> None:
        for whole, counts in ((self.graphs, part.quads), (self._own, part.own)):
            for label, count in counts.items():
                whole[label] += times * count
        for kind in ("classes", "properties", "files"):
            for name in getattr(part, kind):
                self._named[kind, name] += times
        for label, hashes in part.others.items():
            if hashes.size:
                waiting = self._waiting[label]
                (waiting.come if times > 0 else waiting.gone).extend(hashes.tobytes())
                if waiting.many() > max(_MANY, self._others.get(label, _NONE)[0].size // 4):
                    self._settle(label)

    def stays(self, label: str, gone: Sequence[Hashes], come: Sequence[Hashes]) -> bool:
        """Whether the different things of a label stay the same where some go out and others come in."""
        if self._waiting.get(label):
            self._settle(label)
        known, times = self._others.get(label, _NONE)
        touched, place = np.unique(np.concatenate([_NO_HASHES, *gone, *come]), return_inverse=True)
        signs = [*(np.full(one.size, -1) for one in gone), *(np.full(one.size, 1) for one in come)]
        at = np.minimum(np.searchsorted(known, touched), max(known.size - 1, 0))
        before = np.where(known[at] == touched, times[at], 0) if known.size else np.zeros(touched.size)
        after = before + np.bincount(place, np.concatenate([_NO_TIMES, *signs]), touched.size)
        return bool(np.array_equal(before > 0, after > 0))

    def _settle(self, label: str) -> None:
        """Put in or take out all that waits of a label."""
        known, times = self._others.get(label, _NONE)
        come, gone = self._waiting.pop(label).sorted()
        all_hashes = [known, come, gone]
        all_times = [times, *(np.full(one.size, sign, np.int32) for one, sign in ((come, 1), (gone, -1)))]
        # Range by range of hashes, which are sorted: what is needed beside them is then as small as a range.
        count = 1 + sum(one.size for one in all_hashes) // _RANGE
        edges = np.array([(number << 64) // count for number in range(1, count)], np.uint64)
        settled = [
            _summed(*pair)
            for pair in zip(
                _cut(all_hashes, all_hashes, edges), _cut(all_times, all_hashes, edges), strict=True
            )
        ]
        self._others[label] = (
            np.concatenate([hashes for hashes, _ in settled]),
            np.concatenate([summed for _, summed in settled]),
        )

    def census(self, checksum: str) -> Census:
        """Give all counts, with the checksum of what was counted."""
        for label in list(self._waiting):
            self._settle(label)
        counts = Counter(self._own)
        counts.update({label: hashes.size for label, (hashes, _) in self._others.items()})

        def labelled(kind: str) -> dict[str, int]:
            return {
                label.removeprefix(kind): n for label, n in counts.items() if n and label.startswith(kind)
            }

        def named(kind: str) -> frozenset[str]:
            return frozenset(name for (of, name), n in self._named.items() if n and of == kind)

        members, subjects, objects = labelled("members "), labelled("subjects "), labelled("objects ")
        return Census(
            quads=sum(self.graphs.values()),
            graphs=+self.graphs,
            subjects=counts["subjects"],
            objects=counts["objects"],
            properties=len(named("properties")),
            classes=len(named("classes")),
            members=members,
            uses={p: (n, subjects[p], objects[p]) for p, n in labelled("pairs ").items()},
            persons=str(t.FOAF_PERSON) in members,
            files=named("files"),
            checksum=checksum,
        )
