"""Groups: the kinds of actors that a document speaks of, by their heads, compounds and adjectives."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language.phrases import Phrases
from graph_build.model import Group, Mention, Segment

_WORD = re.compile(r"[^\W\d_][\w]*(?:-[^\W\d_]\w*)*")


def extract(source: Source, taken: Collection[tuple[int, int]] = ()) -> tuple[Group, ...]:
    """The groups that the document speaks of, in the order of their first mention.

    Args:
        source: The document.
        taken: Spans (offsets in the text) that belong to names; a group within one does not count.
    """
    found: dict[str, list[Mention]] = defaultdict(list)
    covered = sorted(taken)
    for part in source.readable():
        if part.kind == "header-line":
            continue
        for start, end, label, rule, confidence in _in_segment(part):
            mention = source.mention(part, start, end, rule, confidence)
            if not any(a <= mention.start < b for a, b in covered):
                found[label].append(mention)
    return tuple(
        Group(label, tuple(sorted({m.quote for m in mentions})), tuple(mentions)) for label, mentions in found.items()
    )


def labels(text: str) -> tuple[str, ...]:
    """The labels of the groups named in some words, in order, each once."""
    part = Segment("paragraph", 0, len(text), text, tuple(range(len(text) + 1)))
    return tuple(dict.fromkeys(label for _, _, label, _, _ in sorted(_in_segment(part))))


def _in_segment(part: Segment) -> Iterator[tuple[int, int, str, str, float]]:
    """Start, end, label, rule and confidence of each group named in a segment."""
    for hit in _listed().find(part.text):
        if hit.end == hit.start + hit.value[1] or not part.text[hit.end : hit.end + 1].isalnum():
            yield hit.start, hit.end, hit.value[0], "groups.listed", 0.8
    for match in _WORD.finditer(part.text):
        word = match.group().casefold()
        label = _label(word)
        if label is None:
            continue
        yield match.start(), match.end(), label, "groups.head", 0.8
        adjective = _adjective_before(part.text, match.start())
        if adjective and _plural(word) and label in _simple():
            start = match.start() - len(adjective) - 1
            yield start, match.end(), f"{_agreeing(adjective)} {label}", "groups.adjective", 0.7


@cache
def _label(word: str) -> str | None:
    """The label of the group that a word names, or ``None``.

    Example:
        >>> _label("institutionslederne"), _label("kommunaldirektøren"), _label("indleder")
        ('institutionsledere', None, None)
    """
    if word in _stop():
        return None
    for form, plural in _forms():
        if word.endswith(form):
            prefix = word[: len(word) - len(form)]
            if prefix and (len(prefix) < 3 or prefix + plural in _stop()):
                return None
            return prefix + plural
    return None


@cache
def _simple() -> frozenset[str]:
    """Labels of the heads alone; only these take an adjective to make a group of its own."""
    return frozenset(row[1] for row in lexicon.rows("cues/group_heads.tsv"))


def _plural(word: str) -> bool:
    return word.endswith(("e", "er", "erne", "ne", "ene", "s"))


def _agreeing(adjective: str) -> str:
    return adjective if adjective.endswith(("e", "t")) or " " in adjective else adjective + "e"


def _adjective_before(text: str, at: int) -> str:
    before = text[:at].rstrip().casefold()
    return next((a for a in _adjectives() if before.endswith(" " + a) or before == a), "")


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    pairs = [(form, row[1]) for row in lexicon.rows("cues/group_heads.tsv") for form in row[2].split("|")]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _stop() -> frozenset[str]:
    return lexicon.words("cues/group_stop.tsv")


@cache
def _adjectives() -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("cues/group_adjectives.tsv"), key=lambda a: (-len(a), a)))


@cache
def _listed() -> Phrases[tuple[str, int]]:
    rows = lexicon.rows("cues/groups.tsv")
    return Phrases((form, (row[0], len(form))) for row in rows for form in (row[1] if len(row) > 1 else "").split("|") if form)
