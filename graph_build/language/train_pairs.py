"""Train what tells that two sentences hold one tension.

A pair is weighed by the joint of its sentences (``joints``) and by what tells of each of them; the scores of
the sentences are those of models that were trained without their document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from graph_build.extract.candidates import Candidate, pairs, settings
from graph_build.language import fitting, network, surroundings
from graph_build.language.examples import (
    PASSAGE_WEIGHT,
    Annotated,
    Example,
    alike,
    annotated,
    labelled_passages,
    retold,
)  # fmt: skip
from graph_build.language.features import features
from graph_build.language.joints import PAIR, joint, row
from graph_build.language.network_held_out import held_out
from graph_build.language.told_apart import told_apart

# Words that a pair and a tension share, of all in either, so that it is the pair that holds it.
_WHOLE = 0.6
_OPTIONAL = 0.5
# The labels whose scores are weighed for each sentence; the first is the sentence's own.
BESIDE = ("paradox", "recommendation")
# What the network says of each sentence that is weighed with them.
_SAID = network.name("paradox")


@dataclass(frozen=True, slots=True)
class _Read:
    """A text's sentences as examples without a label, and its pairs, each with the place of its first.

    ``network`` is what a network that had not seen the text says of each sentence; of passages it is empty.
    """

    singles: list[Example]
    listed: list[bool]
    network: list[dict[str, float]]
    pairs: list[tuple[int, Example]]


def train_pairs(
    folders: tuple[Path, ...], known: Mapping[str, Sequence[Example]], cost: float
) -> dict[str, object]:
    """The classifier of pairs as plain data; prints what it reaches on documents held out.

    Args:
        folders: Where the annotated documents are.
        known: The examples of the labels ``BESIDE`` and of poles, from which the scores are learnt.
        cost: How far the weights may go; the less, the smaller they stay.
    """
    documents = [_of_document(one) for one in annotated(folders)]
    shown = [example for one in documents for _, example in one.pairs]
    found = [*shown, *_of_retold(folders), *_of_passages()]
    matrix, names = fitting.table(found)
    scores, told = fitting.held_out_scores(PAIR, matrix, found, cost)[: len(shown)], fitting.truth_of(shown)
    near, probabilities = fitting.around(_rows(documents, known, scores), shown, fitting.weights_of(shown))
    settled, probabilities = told_apart(shown, probabilities, known["pole"])
    threshold = fitting.best_threshold(told, probabilities)
    fitting.report(PAIR, told, probabilities, np.ones(len(told), bool), threshold)
    fitted = fitting.fit(PAIR, matrix, fitting.truth_of(found), fitting.weights_of(found), cost)
    data = fitting.as_data(PAIR, fitted, names, fitting.calibration(scores, told), threshold)
    return {**data, "around": near, "beside": (*BESIDE[1:], _SAID), "poles": settled}


def _rows(
    documents: Sequence[_Read], known: Mapping[str, Sequence[Example]], scores: np.ndarray
) -> np.ndarray:
    """What tells of each pair of the documents, in order."""
    singles = [example for one in documents for example in one.singles]
    own, other = (
        fitting.told_by(label, known[label], singles, fitting.cost_of(label)).tolist() for label in BESIDE
    )
    out: list[tuple[float, ...]] = []
    start, joints = 0, iter(scores.tolist())
    for one in documents:
        end = start + len(one.singles)
        lengths = [len(example.text) for example in one.singles]
        others = [(score, said[_SAID]) for score, said in zip(other[start:end], one.network, strict=True)]
        around_each = surroundings.rows(own[start:end], one.listed, lengths, others)
        for at, example in one.pairs:
            said = one.network[at][network.name(PAIR)]
            out.append(row(around_each[at], around_each[at + 1], next(joints), said, len(example.text)))
        start = end
    return np.array(out)


def _of_document(one: Annotated) -> _Read:
    singles = list(settings(one.source, one.genre))
    return replace(_read(one, singles, one.like), network=held_out(one.block, singles).scores)


def _of_retold(folders: tuple[Path, ...]) -> Iterator[Example]:
    for one in retold(folders):
        yield from _pairs_of(one, one.like)


def _of_passages() -> Iterator[Example]:
    for one in labelled_passages():
        yield from _pairs_of(one, Example((), False, one.block, PASSAGE_WEIGHT))


def _pairs_of(one: Annotated, like: Example) -> Iterator[Example]:
    return (example for _, example in _read(one, list(settings(one.source, one.genre)), like).pairs)


def _read(one: Annotated, singles: Sequence[Candidate], like: Example) -> _Read:
    quotes = [(item["quote"], bool(item.get("optional"))) for item in one.gold.get("paradoxes", [])]
    own = [replace(like, features=features(s.text, s.setting), text=s.text) for s in singles]
    told = [
        (at, replace(like, features=joint(singles[at].text, singles[at + 1].text), holds=holds, text=words))
        for at, words, holds in pair_truths(singles, quotes)
        if holds is not None
    ]
    return _Read(own, [single.setting.bullet for single in singles], [], told)


def pair_truths(
    singles: Sequence[Candidate], quotes: Sequence[tuple[str, bool]]
) -> Iterator[tuple[int, str, bool | None]]:
    """Each two sentences in a row: the first one's place, their words, and whether they hold one tension.

    Args:
        singles: The sentences of a text.
        quotes: The tensions that the reader quoted, each with whether it is optional; of such a one
            ``None`` is told.
    """
    shares = [[alike(quote, one.text) for quote, _ in quotes] for one in singles]
    for at, two in pairs(singles):
        both = [alike(quote, two.text) for quote, _ in quotes]
        unsure = any(
            optional and share >= _OPTIONAL for share, (_, optional) in zip(both, quotes, strict=True)
        )
        holds = any(
            share >= _WHOLE and share > max(first, second)
            for share, first, second in zip(both, shares[at], shares[at + 1], strict=True)
        )
        yield at, two.text, None if unsure else holds
