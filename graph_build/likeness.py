"""Which paradoxes are one, and which statements say nearly the same: by their words alone."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import simplemma

from graph_build.iri import digest, fold
from graph_build.model import Findings, Paradox, Pole

SIMILAR = 0.6
"""Share of common lemmas (Jaccard) from which on two statements count as similar."""
FEWEST_WORDS = 5
"""Statements with fewer different lemmas are not compared: short ones are alike by chance."""


@cache
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, lang="da").casefold()


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


def pole_key(words: str, ignored: frozenset[str] = frozenset()) -> str:
    """Give a pole's lemmas as one string, the ``ignored`` words left out unless nothing else is there."""
    kept = [word for word in re.findall(r"\w+", fold(words)) if word not in ignored]
    return " ".join(lemmas(" ".join(kept)) or lemmas(words)) or fold(words)


def identify_paradoxes(
    findings: Iterable[Findings], ignored: frozenset[str] = frozenset()
) -> dict[tuple[str, str], ParadoxIdentity]:
    """Find which paradox each paradox statement expresses.

    Two statements express one paradox where their poles have the same lemmas, in either order.

    Args:
        findings: Of all documents, in any order.
        ignored: Words that carry no meaning of their own in a pole.

    Returns:
        The identity by document name and statement id.
    """
    grouped: dict[tuple[str, ...], list[tuple[str, Paradox]]] = defaultdict(list)
    for found in findings:
        for paradox in found.paradoxes:
            key = tuple(sorted({pole_key(pole.text, ignored) for pole in paradox.poles}))
            grouped[key].append((found.document.name, paradox))
    identities = {}
    for key, members in grouped.items():
        identity = _identity(key, members, ignored)
        identities.update({(name, paradox.id): identity for name, paradox in members})
    return identities


def _identity(
    key: tuple[str, ...], members: list[tuple[str, Paradox]], ignored: frozenset[str]
) -> ParadoxIdentity:
    first = min(members, key=lambda member: (member[0], member[1].mention.start, member[1].id))[1]
    order = tuple(dict.fromkeys(pole_key(pole.text, ignored) for pole in first.poles))
    said: dict[str, list[Pole]] = defaultdict(list)
    for _, paradox in members:
        for pole in paradox.poles:
            said[pole_key(pole.text, ignored)].append(pole)
    words = tuple(_shown(Counter(" ".join(pole.text.split()) for pole in said[pole])) for pole in order)
    return ParadoxIdentity(digest("paradox", *key), order, words)


def _shown(forms: Counter[str]) -> str:
    """Of several ways to write a pole the one written most often, then not in capitals, then the shortest."""
    return min(forms, key=lambda form: (-forms[form], form.isupper(), len(form), form))


def similar_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Find the texts that share most of their lemmas.

    Only texts that share one of their rarest lemmas are compared, which misses no pair (prefix filter).

    Yields:
        Indices ``i < j`` and the share of common lemmas, at least ``SIMILAR``; in order.
    """
    bags = [frozenset(lemmas(text)) for text in texts]
    spread = Counter(lemma for bag in bags for lemma in bag)
    seen: dict[str, list[int]] = defaultdict(list)
    for j, bag in enumerate(bags):
        if len(bag) < FEWEST_WORDS:
            continue
        rarest = sorted(bag, key=lambda lemma: (spread[lemma], lemma))
        prefix = rarest[: len(bag) - math.ceil(SIMILAR * len(bag) - 1e-9) + 1]
        for i in sorted({i for lemma in prefix for i in seen[lemma]}):
            share = len(bags[i] & bag) / len(bags[i] | bag)
            if share >= SIMILAR:
                yield i, j, share
        for lemma in prefix:
            seen[lemma].append(j)
