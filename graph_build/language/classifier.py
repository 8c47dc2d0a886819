"""A small linear classifier of sentences, trained offline, read from a data file.

Trained by ``python -m graph_build.language.train_statements``; the weights are a logistic regression's, the
calibration a Platt scaling on sentences held out from training.
"""

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import mul

from graph_build import lexicon
from graph_build.language import surroundings


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of features for one label.

    Attributes:
        label: What it tells.
        bias: The score of no features.
        weights: The weight of each feature.
        slope: With ``shift``, what makes a probability of a score.
        shift: See ``slope``.
        threshold: The probability from which a sentence is taken.
        around: Bias and weights of what the sentences around tell (see ``surroundings``), empty where that is
            not weighed; calibrated as they are.
    """

    label: str
    bias: float
    weights: dict[str, float]
    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5
    around: tuple[float, ...] = ()

    def score(self, features: Iterable[str]) -> float:
        """What the features come to, as log-odds, not calibrated."""
        # An exact sum, so that it does not depend on the features' order.
        return self.bias + math.fsum(map(self.weights.get, features, repeat(0.0)))

    def probability(self, features: Iterable[str]) -> float:
        """How likely the label is, 0 to 1, calibrated."""
        return _logistic(self.slope * self.score(features) + self.shift)

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[float]:
        """How likely the label is for each sentence of a document, in order, beside the other sentences.

        Args:
            sentences: The features of each.
        """
        if not self.around:
            return [self.probability(features) for features in sentences]
        scores = [self.score(features) for features in sentences]
        bias, *weights = self.around
        told = surroundings.rows(scores, ["is:bullet" in features for features in sentences])
        return [_logistic(bias + math.fsum(map(mul, weights, row))) for row in told]


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load(name: str) -> Classifier:
    """The trained classifier of a label, e.g. ``recommendation``; read once."""
    path = lexicon.FOLDER / "models" / f"{name}.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()))
    return Classifier(
        data["label"], data["bias"], data["weights"], data["slope"], data["shift"], data["threshold"],
        tuple(data.get("around", ())),
    )  # fmt: skip
