"""A small linear classifier of sentences, trained offline, read from a data file.

Trained by ``python -m graph_build.language.train_statements``; the weights are a logistic regression's, the
calibration a Platt scaling on sentences held out from training.
"""

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
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
        around: Bias and weights of what the sentences around tell (see ``surroundings``), of poles what the
            score and a network tell (see ``pole_network.signs``), empty where that is not weighed; calibrated
            as they are.
        beside: The labels whose scores are weighed there too.
        poles: Bias and weights of what the poles of a tension add (see ``extract.poles.apart``), likewise.
    """

    label: str
    bias: float
    weights: dict[str, float]
    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5
    around: tuple[float, ...] = ()
    beside: tuple[str, ...] = ()
    poles: tuple[float, ...] = ()

    def score(self, features: Iterable[str]) -> float:
        """What the features come to, as log-odds, not calibrated."""
        # An exact sum, so that it does not depend on the features' order.
        return self.bias + math.fsum(map(self.weights.get, features, repeat(0.0)))

    def probability(self, features: Iterable[str]) -> float:
        """How likely the label is, 0 to 1, calibrated."""
        return self.likelihood(self.score(features))

    def likelihood(self, score: float) -> float:
        """How likely the label is by a score, 0 to 1, calibrated."""
        return _logistic(self.slope * score + self.shift)

    def rows(
        self,
        scores: Sequence[Mapping[str, float]],
        listed: Sequence[bool],
        lengths: Sequence[int],
        beside: Sequence[str] | None = None,
    ) -> list[tuple[float, ...]]:
        """What tells how likely the label is for each sentence of a document, in order, beside the others.

        Args:
            scores: The scores of each, by label.
            listed: Whether each is an item of a list.
            lengths: The code points of each.
            beside: The labels whose scores are told too, by default those that it weighs.
        """
        own = [by_label[self.label] for by_label in scores]
        labels = self.beside if beside is None else beside
        others = [[by_label[label] for label in labels] for by_label in scores]
        return surroundings.rows(own, listed, lengths, others)

    def odds(self, row: Iterable[float]) -> float:
        """What the columns of a row come to, as log-odds, calibrated."""
        return _odds(self.around, row)

    def weighed(self, row: Iterable[float]) -> float:
        """How likely the label is by one of the rows, 0 to 1, calibrated."""
        return _by_row(self.around, row)

    def settled(self, row: Iterable[float]) -> float:
        """How likely the label is by what the poles add, 0 to 1, calibrated."""
        return _by_row(self.poles, row)


class Panel:
    """Classifiers that weigh the same features, asked together."""

    def __init__(self, members: Sequence[Classifier]) -> None:
        self._labels = tuple(member.label for member in members)
        self._biases = tuple(member.bias for member in members)
        self._rows = _Rows([member.weights for member in members])

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """The score that each member gives, by its label."""
        rows = [self._biases, *filter(None, map(self._rows.__getitem__, features))]
        return dict(zip(self._labels, map(sum, zip(*rows, strict=True)), strict=True))


class _Rows(dict[str, tuple[float, ...]]):
    """The weights that some classifiers give each feature, empty where none gives any.

    A row is made when it is first asked for: a document shows few of the features that are known. What is not
    known is not kept, so that there are never more rows than features that are known.
    """

    def __init__(self, weights: Sequence[Mapping[str, float]]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, feature: str) -> tuple[float, ...]:
        row = tuple([weights.get(feature, 0.0) for weights in self._weights])
        if not any(row):
            return ()
        self[feature] = row
        return row


def _by_row(weights: Sequence[float], row: Iterable[float]) -> float:
    """A logistic regression's probability, its bias first among the weights."""
    return _logistic(_odds(weights, row))


def _odds(weights: Sequence[float], row: Iterable[float]) -> float:
    return weights[0] + math.fsum(map(mul, weights[1:], row))


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


class _Numbers(dict[str, float]):
    """Numbers by how they are written.

    Rounded weights repeat: one object for each keeps them together in the processor's cache.
    """

    def __missing__(self, written: str) -> float:
        number = self[written] = float(written)
        return number


@cache
def load(name: str) -> Classifier:
    """The trained classifier of a label, e.g. ``recommendation``; read once."""
    path = lexicon.FOLDER / "models" / f"{name}.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()), parse_float=_Numbers().__getitem__)
    return Classifier(
        data["label"], data["bias"], data["weights"], data["slope"], data["shift"], data["threshold"],
        tuple(data.get("around", ())), tuple(data.get("beside", ())),
        tuple(data.get("poles", ())),
    )  # fmt: skip
