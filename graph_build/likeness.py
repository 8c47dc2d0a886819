"""Which paradoxes are one, and which statements say nearly the same: by their words alone."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappush, heappushpop
from typing import NamedTuple

import numpy as np
import simplemma
from numpy.typing import NDArray

from graph_build.iri import digest, fold
from graph_build.model import Findings

SIMILAR = 0.6
"""Share of common lemmas (Jaccard) from which on two statements count as similar."""
MOST = 64
"""Statements that one rare lemma may bring together for comparison."""
FEW = 8
"""Statements with the same lemmas of which each is linked with each."""
NEAREST = 8
"""Statements to which one is linked as the nearest of all that come near."""
FEWEST_WORDS = 5
"""Statements with fewer different lemmas are not compared: short ones are alike by chance."""
_LITTLE = 1e-9
_BITS = 512
"""Bits by which two sets are compared before they are compared lemma by lemma."""
_STRETCH = 4096
"""Places of sets that are paired with those before them at once."""

_MOST_KNOWN = 1 << 18
_known: dict[str, str] = {}
"""Lemmas known already; the dictionary takes a second to load, and a build with little to do needs none."""


def _lemma(word: str) -> str:
    known = _known.get(word)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[word] = simplemma.lemmatize(word, lang="da").casefold()
    return known


def lemmas_of(texts: Iterable[str]) -> dict[str, str]:
    """Give the lemma of every word of some texts, to be remembered elsewhere."""
    return {word: _lemma(word) for text in texts for word in re.findall(r"\w+", fold(text))}


def remember(lemmas: Mapping[str, str]) -> None:
    """Take over lemmas that were looked up before."""
    _known.update(lemmas)


def lemmas(text: str) -> tuple[str, ...]:
    """Give the lemmas of a Danish text's words and numbers, in order.

    Example:
        >>> lemmas("Borgerne SKAL have rammer")
        ('borger', 'skulle', 'have', 'ramme')
    """
    return tuple(_lemma(word) for word in re.findall(r"\w+", fold(text)))


@dataclass(frozen=True, slots=True)
class ParadoxIdentity:
    """One paradox across documents.

    Attributes:
        reference: The end of its IRI; the same whichever pole is named first.
        poles: The two poles' keys, in the order in which they are shown.
        words: The poles' words, in the same order.
    """

    reference: str
    poles: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(1 << 16)
def pole_key(words: str, ignored: frozenset[str] = frozenset()) -> str:
    """Give a pole's lemmas as one string, the ``ignored`` words left out unless nothing else is there."""
    kept = [word for word in re.findall(r"\w+", fold(words)) if word not in ignored]
    return " ".join(lemmas(" ".join(kept)) or lemmas(words)) or fold(words)


class Tension(NamedTuple):
    """What tells one paradox from another: a paradox statement's id, where it starts, its poles' words."""

    id: str
    start: int
    poles: tuple[str, ...]


def tensions_of(found: Findings) -> tuple[Tension, ...]:
    """Give what tells a document's paradoxes from others."""
    return tuple(
        Tension(one.id, one.mention.start, tuple(pole.text for pole in one.poles)) for one in found.paradoxes
    )


def identify_paradoxes(
    tensions: Iterable[tuple[str, Tension]], ignored: frozenset[str] = frozenset()
) -> dict[tuple[str, str], ParadoxIdentity]:
    """Find which paradox each paradox statement expresses.

    Two statements express one paradox where their poles have the same lemmas, in either order.

    Args:
        tensions: Each with its document's name, in any order.
        ignored: Words that carry no meaning of their own in a pole.

    Returns:
        The identity by document name and statement id.
    """
    grouped: dict[tuple[str, ...], list[tuple[str, Tension]]] = defaultdict(list)
    for document, tension in tensions:
        key = tuple(sorted({pole_key(pole, ignored) for pole in tension.poles}))
        grouped[key].append((document, tension))
    identities = {}
    for key, members in grouped.items():
        identity = _identity(key, members, ignored)
        identities.update({(document, tension.id): identity for document, tension in members})
    return identities


def _identity(
    key: tuple[str, ...], members: list[tuple[str, Tension]], ignored: frozenset[str]
) -> ParadoxIdentity:
    first = min(members, key=lambda member: (member[0], member[1].start, member[1].id))[1]
    order = tuple(dict.fromkeys(pole_key(pole, ignored) for pole in first.poles))
    said: dict[str, list[str]] = defaultdict(list)
    for _, tension in members:
        for pole in tension.poles:
            said[pole_key(pole, ignored)].append(pole)
    words = tuple(_shown(Counter(" ".join(pole.split()) for pole in said[pole])) for pole in order)
    return ParadoxIdentity(digest("paradox", *key), order, words)


def _shown(forms: Counter[str]) -> str:
    """Of several ways to write a pole the one written most often, then not in capitals, then the shortest."""
    return min(forms, key=lambda form: (-forms[form], form.isupper(), len(form), form))


def words_of(text: str) -> tuple[str, ...]:
    """Give a text's different lemmas, in order."""
    return tuple(sorted(set(lemmas(text))))


def similar_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Find the texts that share most of their lemmas; see ``similar_bags``."""
    return similar_bags([words_of(text) for text in texts])


def similar_bags(bags: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, float]]:
    """Find the sets of lemmas, each without repetition, that have most in common.

    Only sets that share one of their rarest lemmas are compared, which misses no pair (prefix filter), as
    long as no such lemma stands in more than ``MOST`` sets; beyond, the first ``MOST`` of them are compared
    with each, so that the work grows with the number of sets and not with its square.

    Yields:
        Indices ``i < j`` and the share of common lemmas, at least ``SIMILAR``; in order of ``j``, then ``i``.
    """
    sets = [bag if len(bag) >= FEWEST_WORDS else () for bag in bags]
    sizes = np.fromiter(map(len, sets), np.int32, len(sets))
    marks, doubled = _marks(sets)
    near = [np.empty(0, np.int64)]
    for earlier, later in _candidates(sets):
        one, other = sizes[earlier], sizes[later]
        fits = np.minimum(one, other) >= SIMILAR * np.maximum(one, other) - _LITTLE
        i, j = earlier[fits], later[fits]
        # Lemmas that fall on one mark may hide one more that is common for each of them, and no more.
        common = np.bitwise_count(marks[i] & marks[j]).sum(axis=1) + np.minimum(doubled[i], doubled[j])
        likely = common * (1 + SIMILAR) >= SIMILAR * (sizes[i] + sizes[j]) - _LITTLE
        near.append(j[likely].astype(np.int64) * len(sets) + i[likely])
    last, words = -1, frozenset[str]()
    for second, first in _pairs(np.unique(np.concatenate(near)), len(sets)):
        if second != last:  # one at a time is a set: as sets they would all take several times the memory
            last, words = second, frozenset(sets[second])
        shared = len(words.intersection(sets[first]))
        share = shared / (len(sets[first]) + len(sets[second]) - shared)
        if share >= SIMILAR:
            yield first, second, share


def _pairs(numbers: NDArray[np.int64], count: int) -> Iterator[tuple[int, int]]:
    """Pairs that stand as one number each; as objects they would take twenty times the memory."""
    for at in range(0, numbers.size, _STRETCH):
        yield from (divmod(number, count) for number in numbers[at : at + _STRETCH].tolist())


def _marks(sets: Sequence[tuple[str, ...]]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Each set as bits, one a lemma, and how many of its lemmas fall on the bit of another one."""
    places: dict[str, int] = {}
    marks, lost = np.empty((len(sets), _BITS // 64), np.uint64), np.empty(len(sets), np.int32)
    for at in range(0, len(sets), _STRETCH):
        here = sets[at : at + _STRETCH]
        bits = np.zeros((len(here), _BITS), np.bool_)
        for row, words in enumerate(here):
            bits[row, [places.setdefault(word, len(places)) % _BITS for word in words]] = True
        marks[at : at + len(here)] = np.packbits(bits, axis=1).view(np.uint64)
        lost[at : at + len(here)] = np.fromiter(map(len, here), np.int32) - bits.sum(axis=1, dtype=np.int32)
    return marks, lost


def _candidates(sets: Sequence[tuple[str, ...]]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Pairs of sets that share a lemma of their rarest, the earlier one first; many at once, some twice."""
    spread = Counter(lemma for words in sets for lemma in words)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sets):
        for lemma in _rarest(words, spread):
            holders[lemma].append(number)
    place = np.fromiter((number for held in holders.values() for number in held), np.int32)
    sizes = np.fromiter(map(len, holders.values()), np.int32, len(holders))
    start = np.repeat(np.cumsum(sizes) - sizes, sizes)  # of each one's lemma
    for at in range(0, place.size, _STRETCH):
        here = np.arange(at, min(at + _STRETCH, place.size))
        before = np.minimum(here - start[here], MOST)
        pairs = np.arange(before.sum()) - np.repeat(np.cumsum(before) - before, before)
        yield place[pairs + np.repeat(start[here], before)], np.repeat(place[here], before)


def _rarest(words: Sequence[str], spread: Mapping[str, int]) -> list[str]:
    """Of a set's lemmas the rarest, one of which any set must hold that has enough in common with it."""
    rarest = sorted(words, key=lambda lemma: (spread[lemma], lemma))
    return rarest[: len(words) - math.ceil(SIMILAR * len(words) - _LITTLE) + 1] if words else []


class Said(NamedTuple):
    """What tells whether two statements are alike.

    Attributes:
        document: The document's name.
        kind: Its class, e.g. ``Question``.
        reference: The end of its IRI.
        start: First code point of its passage.
        end: One past the last.
        words: Its different lemmas, in order.
    """

    document: str
    kind: str
    reference: str
    start: int
    end: int
    words: tuple[str, ...]

    def overlaps(self, other: "Said") -> bool:
        """Whether both stand in the same words."""
        return self.document == other.document and self.start < other.end and other.start < self.end


def alike(statements: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Find the pairs of statements of one class that say nearly the same, in a fixed order.

    Of statements with the very same lemmas only the first ``FEW`` are paired with each other, each further
    one with the first alone, and the first alone with those that come near; of these each is paired with the
    ``NEAREST`` and with those of which it is one of the nearest. Otherwise the pairs would grow with the
    square of the repetitions, and say nothing more. Statements that overlap are no pair.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Said]] = defaultdict(list)
    in_order = sorted(statements, key=lambda s: (s.kind, s.document, s.start, s.end, s.reference))
    for one in in_order:
        if len(one.words) >= FEWEST_WORDS:
            groups[one.kind, one.words].append(one)
    for members in groups.values():
        for at, one in enumerate(members[1:], start=1):
            others = members[:at] if at < FEW else members[:1]
            yield from ((other, one) for other in others if not one.overlaps(other))
    by_kind: dict[str, list[Said]] = defaultdict(list)
    for (kind, _), members in groups.items():
        by_kind[kind].append(members[0])
    for firsts in by_kind.values():
        found = ((i, j, n) for i, j, n in similar_bags([one.words for one in firsts]))
        apart = ((i, j, n) for i, j, n in found if not firsts[i].overlaps(firsts[j]))
        yield from ((firsts[i], firsts[j]) for i, j in _nearest(apart))


def _nearest(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs with their likeness those in which one is among the nearest of the other, in order."""
    near: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for i, j, share in pairs:
        for found in (near[i], near[j]):  # the one that is least alike stands first and falls out first
            (heappush if len(found) < NEAREST else heappushpop)(found, (share, -i, -j))
    return sorted({(-i, -j) for found in near.values() for _, i, j in found})
