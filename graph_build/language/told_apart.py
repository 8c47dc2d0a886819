"""Train how far the poles that can be told apart speak for a tension."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from graph_build.extract import poles
from graph_build.language.examples import Example
from graph_build.language.fitting import around, cost_of, held_out_scores, table, told_by, weights_of
from graph_build.language.pole_network_held_out import held_out


def told_apart(
    found: Sequence[Example], likely: np.ndarray, known: Sequence[Example]
) -> tuple[list[float], np.ndarray]:
    """Bias and weights of what the poles add, and each example's probability with them when held out.

    Args:
        found: The examples of tensions, with their words.
        likely: How likely each is without its poles, when held out.
        known: The examples of poles. The poles' scores are learnt from them without the example's document;
            how a score is weighed with what the network says, from all.
    """
    asked = np.flatnonzero(likely >= poles.LEAST_LIKELY).tolist()
    offers = [(at, offer) for at in asked for offer in _offers(found[at])]
    scores = told_by("pole", known, [offer for _, offer in offers], cost_of("pole"))
    weights, _ = weighed_with_network(known)
    rows = np.column_stack([scores, [offer.network for _, offer in offers]])
    odds = weights[0] + rows @ np.array(weights[1:])
    best: dict[int, float] = {}
    for (at, _), score in zip(offers, odds.tolist(), strict=True):
        best[at] = max(score, best.get(at, score))
    shown = [found[at] for at in best]
    told = [poles.apart(float(likely[at]), score, len(found[at].text)) for at, score in best.items()]
    weighed, held = around(np.array(told), shown, weights_of(shown))
    probabilities = np.zeros(len(found))
    probabilities[list(best)] = held
    return weighed, probabilities


def weighed_with_network(known: Sequence[Example]) -> tuple[list[float], np.ndarray]:
    """Bias and weights of a pair's score and of what the network says of it, and each one's probability.

    Args:
        known: The examples of poles.
    """
    matrix, _ = table(known)
    scores = held_out_scores("pole", matrix, known, cost_of("pole"))
    rows = np.column_stack([scores, [example.network for example in known]])
    return around(rows, known, weights_of(known))


def _offers(tension: Example) -> Iterator[Example]:
    """The pairs of spans that are offered for a tension, with what tells of them."""
    for _, shape, row in poles.offered(tension.text, partial(held_out, tension.block)):
        yield replace(tension, features=shape, network=row)
