"""Two sentences that follow each other as one tension: what their joint shows.

Each sentence is weighed by itself (``features``); here stands only what the two show together.
"""

from collections.abc import Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.language.features import cues, opposites
from graph_build.language.words import tokens

PAIR = "paradox-pair"
"""The label of the classifier that tells whether two sentences hold one tension."""
_pattern = partial(lexicon.pattern, "joints")
# So many cues of a sentence are held against the other's.
_CUES = 5
_MOST = 4
# Words longer than this are said again on purpose; of still longer ones the stem is enough.
_LONG, _STEM = 4, 5
# Code points that count as one, so that the columns are of like size.
_LENGTH = 100


def joint(first: str, second: str) -> tuple[str, ...]:
    """The names of the features of two sentences' joint, each once, always in the same order.

    Example:
        >>> [name for name in joint("Alle vil have ro.", "Alle vil have fart.") if name[:4] == "same"]
        ['same-first', 'same-second:vil', 'same:3']
    """
    words = tokens(first), tokens(second)
    one, other = ([word for word in side if word[0].isalnum()] for side in words)
    shown = [
        "first:" + " ".join(one[:1]), "second:" + " ".join(other[:1]), "second01:" + " ".join(other[:2]),
        "second1:" + " ".join(other[1:2]), f"firsts:{' '.join(one[:1])}|{' '.join(other[:1])}",
        "ends:" + "".join(side[-1] for side in words if side),
    ]  # fmt: skip
    shown += _alike(one, other)
    shown += _held(first, second)
    told = [(word, word in words[0], word in words[1]) for word in _telling()]
    shown += [f"{word}:{int(here)}{int(there)}" for word, here, there in told if here or there]
    return tuple(dict.fromkeys(shown))


def row(
    first: Sequence[float], second: Sequence[float], score: float, network: float, length: int
) -> tuple[float, ...]:
    """What tells how likely a pair is, beside what ``surroundings.rows`` tells of each of its sentences.

    Args:
        first: The first sentence's row, its own score first.
        second: The second's.
        score: What the joint scores.
        network: What the two score by the network (see ``network``).
        length: The pair's code points.
    """
    own = first[0], second[0]
    return (*first, *second, max(own), min(own), score, network, length / _LENGTH)


def goes_on(text: str) -> bool:
    """Whether a sentence opens as one that goes on from the sentence before."""
    return _pattern("goes-on").match(text) is not None


def _alike(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """How alike the sentences open, how long they are, and which words they share."""
    shown = ["same-first"] if one[:1] == other[:1] else []
    if one[1:2] == other[1:2]:
        shown.append("same-second:" + " ".join(one[1:2]))
    shown.append(f"same:{min(_MOST, sum(map(str.__eq__, one, other)))}")
    shown.append(f"lengths:{min(5, len(one) // 5)}-{min(5, len(other) // 5)}")
    shown.append(f"longer:{max(-_MOST, min(_MOST, (len(one) - len(other)) // 3))}")
    again = {word for word in one if len(word) > _LONG}.intersection(other)
    shown.append(f"again:{min(_MOST, len(again))}")
    stems = [{word[:_STEM] for word in side if len(word) > _STEM} for side in (one, other)]
    shown.append(f"stems:{min(_MOST, len(stems[0] & stems[1]))}")
    return shown


def _held(first: str, second: str) -> list[str]:
    """What holds the second against the first: its opening, opposites, and the cues of either."""
    shown = ["goes-on"] if goes_on(second) else []
    known = {(pair, side) for _, pair, side in opposites(first)}
    if known and any((pair, not side) in known for _, pair, side in opposites(second)):
        shown.append("opposed")
    ours, theirs = ([cue for cue in cues(text) if cue[0] == "p"][:_CUES] for text in (first, second))
    shown += [f"first-cue:{cue}" for cue in ours]
    shown += [f"second-cue:{cue}" for cue in theirs]
    shown += [f"{one}~{other}" for one in ours for other in theirs]
    return shown


@cache
def _telling() -> tuple[str, ...]:
    """Small words of which it tells in which of the two sentences they stand."""
    return tuple(lexicon.expression("joints", "telling").split("|"))
