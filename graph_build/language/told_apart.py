"""Train how far the poles that can be told apart speak for a tension."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graph_build.extract import poles
from graph_build.language.examples import Example
from graph_build.language.fitting import around, cost_of, told_by, weights_of


def told_apart(
    found: Sequence[Example], likely: np.ndarray, known: Sequence[Example]
) -> tuple[list[float], np.ndarray]:
    """Bias and weights of what the poles add, and each example's probability with them when held out.

    Args:
        found: The examples of tensions, with their words.
        likely: How likely each is without its poles, when held out.
        known: The examples of poles, from which the poles' scores are learnt without the example's document.
    """
    offers = [
        (at, replace(found[at], features=poles.features(found[at].text, offer)))
        for at in np.flatnonzero(likely >= poles.LEAST_LIKELY).tolist()
        for offer in poles.offers(found[at].text)
    ]
    best: dict[int, float] = {}
    scores = told_by("pole", known, [offer for _, offer in offers], cost_of("pole"))
    for (at, _), score in zip(offers, scores.tolist(), strict=True):
        best[at] = max(score, best.get(at, score))
    shown = [found[at] for at in best]
    rows = np.array(
        [poles.apart(float(likely[at]), score, len(found[at].text)) for at, score in best.items()]
    )
    weights, held = around(rows, shown, weights_of(shown))
    probabilities = np.zeros(len(found))
    probabilities[list(best)] = held
    return weights, probabilities
