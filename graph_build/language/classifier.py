"""A small linear classifier of sentences, trained offline, read from a data file.

Trained by ``python -m graph_build.language.train_statements``; the weights are a logistic regression's, the
calibration a Platt scaling on sentences held out from training.
"""

import gzip
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from graph_build import lexicon


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of features for one label; ``threshold`` is the probability from which a sentence is taken."""

    label: str
    bias: float
    weights: dict[str, float]
    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5

    def probability(self, features: Iterable[str]) -> float:
        """How likely the label is, 0 to 1, calibrated."""
        # An exact sum, so that it does not depend on the features' order.
        score = self.bias + math.fsum(map(self.weights.get, features, repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.shift))))


@cache
def load(name: str) -> Classifier:
    """The trained classifier of a label, e.g. ``recommendation``; read once."""
    path = lexicon.FOLDER / "models" / f"{name}.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()))
    return Classifier(
        data["label"], data["bias"], data["weights"], data["slope"], data["shift"], data["threshold"]
    )
