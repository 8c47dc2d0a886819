"""What a document's other sentences tell of one: statements stand together, and some documents have none.

A second, small model weighs each sentence's score beside those around it and in the whole document, its
length, and what it scores by other labels.
"""

import math
from collections.abc import Sequence

_REACH = 3
# Documents of fewer sentences count as having so many: the models hardly met shorter ones.
_FEW = 25
# Code points that count as one, so that the columns are of like size.
_LENGTH = 100


def rows(
    scores: Sequence[float], listed: Sequence[bool], lengths: Sequence[int], others: Sequence[Sequence[float]]
) -> list[tuple[float, ...]]:
    """For each sentence of a document, in order: its score and how likely those around it are.

    Args:
        scores: The sentences' scores by their own words, as log-odds.
        listed: Whether each is an item of a list.
        lengths: The code points of each.
        others: What each scores by other labels.

    Example:
        >>> [row[:3] for row in rows([0.0, 0.0], [False, False], [40, 50], [(), ()])]
        [(0.0, 0.0, 0.5), (0.0, 0.5, 0.0)]
    """
    likely = [0.0] * _REACH + [1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, s)))) for s in scores]
    likely += [0.0] * _REACH
    known_as = max(_FEW, len(scores))
    mean, size = math.fsum(likely) / known_as, math.log(known_as)
    out: list[tuple[float, ...]] = []
    known = zip(scores, listed, lengths, others, strict=True)
    for at, (score, item, length, beyond) in enumerate(known, _REACH):
        before, after = likely[at - _REACH : at], likely[at + 1 : at + 1 + _REACH]
        near, most = sum(before + after) / (2 * _REACH), max(before + after)
        beside = max(before[-1], after[0])
        out.append(
            (score, before[-1], after[0], near, most, mean, float(item), item * near, item * beside, size,
             item * score, likely[at] * near, length / _LENGTH, *beyond)
        )  # fmt: skip
    return out
