"""Which statements of all documents are alike, kind by kind; where nothing changed none is compared."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_build.cache import Cache, DamagedError
from graph_build.fingerprint import key
from graph_build.likeness import Said, alike
from graph_build.sorting import Sorted
from graph_build.whole import LINKS, keep, links

__all__ = ["Likes", "likes"]

ByKind = Mapping[str, Sequence[Said]]


@dataclass(frozen=True, slots=True)
class Likes:
    """Where the likenesses stand in the cache.

    Attributes:
        documents: Keys of the documents' findings, by name.
        links: Keys of the lines that link statements, by section and piece, for each of their kinds.
        said: Keys of the statements themselves, by kind.
    """

    documents: Mapping[str, str]
    links: Mapping[str, Mapping[str, str]]
    said: Mapping[str, str]

    def sections(self) -> dict[str, str]:
        """Give the keys of the lines by section and piece."""
        return {name: this for pieces in self.links.values() for name, this in pieces.items()}


def likes(documents: Mapping[str, str], before: Likes | None, base: str, cache: Cache) -> Likes:
    """Link the statements of all documents that are alike.

    Args:
        documents: Keys of the documents' findings, by name.
        before: What the last build gave; ``None`` to work out everything.
        base: The IRI under which instances stand.
        cache: Where all that is kept.

    Raises:
        DamagedError: Something that was kept is missing or damaged.
    """
    was = before or Likes({}, {}, {})
    changed = {
        name for name in {*documents, *was.documents} if documents.get(name) != was.documents.get(name)
    }
    new = {kind for name in changed for kind in _changed_kinds(name, was.documents, documents, cache)}
    found, said = dict[str, Mapping[str, str]](), dict[str, str]()
    for kind in sorted({*was.said, *new}):
        if kind not in new:
            found[kind], said[kind] = was.links[kind], was.said[kind]
            continue
        whole = _said(kind, was, cache)
        for name in sorted(changed):  # read again for each kind: all kinds together take twice the memory
            whole.pop(name, None)
            if this := _by_kind(name, documents, cache, kind).get(kind):
                whole[name] = tuple(this)
        if whole:
            said[kind] = key("said", kind, *(documents[name] for name in sorted(documents)))
            cache.put(said[kind], "said", whole)
            with Sorted(cache.folder) as lines:
                lines.add(links(alike(one for several in whole.values() for one in several), base))
                del whole
                found[kind] = keep(f"{LINKS} {kind}", lines, base, cache)
    return Likes(dict(documents), found, said)


def _changed_kinds(
    name: str, before: Mapping[str, str], now: Mapping[str, str], cache: Cache
) -> Iterable[str]:
    """The kinds of statement of which a document does not say what it said before."""
    old, new = (_by_kind(name, documents, cache) for documents in (before, now))
    return [kind for kind in {*old, *new} if _told(old.get(kind, ())) != _told(new.get(kind, ()))]


def _said(kind: str, was: Likes, cache: Cache) -> dict[str, tuple[Said, ...]]:
    """What the documents of the last build say in statements of a kind."""
    whole: dict[str, tuple[Said, ...]] | None = cache.get(was.said[kind], "said") if kind in was.said else {}
    if whole is None:
        raise DamagedError(f"{cache.folder}: what documents say was damaged; build again.")
    return whole


def _by_kind(name: str, documents: Mapping[str, str], cache: Cache, only: str | None = None) -> ByKind:
    """What a document says, by the kind of statement or of one; nothing where there is no such document."""
    if name not in documents:
        return {}
    told: Iterable[Said] | None = cache.get(documents[name], "said")
    if told is None:
        raise DamagedError(f"{cache.folder}: what {name} says was damaged; build again.")
    found: dict[str, list[Said]] = defaultdict(list)
    for one in told:  # many words are the same in many documents; each is held once
        if only in {None, one.kind}:
            found[one.kind].append(one._replace(words=tuple(map(sys.intern, one.words))))
    return found


def _told(said: Sequence[Said]) -> list[tuple[int, int, str, tuple[str, ...]]]:
    """Statements in order, with ranks for places: what an edit before them has moved is the same."""
    places = {place: rank for rank, place in enumerate(sorted({p for s in said for p in (s.start, s.end)}))}
    return sorted((places[s.start], places[s.end], s.reference, s.words) for s in said)
