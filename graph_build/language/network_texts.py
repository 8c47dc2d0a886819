"""The labelled texts that the network is trained on, sentence by sentence."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from graph_build.extract.candidates import settings
from graph_build.language.examples import (
    Annotated,
    annotated,
    labelled_passages,
    labelled_sentences,
    marked_documents,
    truths,
)  # fmt: skip
from graph_build.language.features import Setting, features
from graph_build.language.joints import PAIR
from graph_build.language.network import LABELS, of_no_word
from graph_build.language.train_pairs import pair_truths

UNKNOWN = -1
"""Of a label that is not to be learnt from a sentence."""
# A document's sentences count for more than those of passages, and the corpus' for still more, but by less
# than where each word is weighed by itself: the network learns them by heart sooner.
_OF_DOCUMENT, _OF_CORPUS = 3.0, 2.0


class Text(NamedTuple):
    """A text's sentences in reading order.

    Attributes:
        block: The document's name; for a passage where it stands.
        is_document: Whether it is a whole document.
        weight: How much each sentence counts.
        sentences: Their words.
        shown: The features of each that say more than which words it holds.
        labels: Of each whether each of ``LABELS`` holds: 1, 0, or ``UNKNOWN``.
    """

    block: str
    is_document: bool
    weight: float
    sentences: list[str]
    shown: list[list[str]]
    labels: list[list[int]]


def texts(folders: tuple[Path, ...]) -> Iterator[Text]:
    """Documents, passages and single sentences, always in the same order."""
    for one in chain(annotated(folders), marked_documents()):
        yield _text(one, _OF_DOCUMENT * (_OF_CORPUS if one.times > 1 else 1.0), is_document=True)
    for one in labelled_passages():
        yield _text(one, 1.0)
    # What these teach of tensions misled.
    easier = {one.block for one in labelled_passages()}
    for one in labelled_passages(harder=True):
        if one.block not in easier:
            yield _text(one, 1.0, unlearnt=("paradox", PAIR))
    for label in LABELS:
        yield from _single(label) if label != PAIR else ()


def _single(label: str) -> Iterator[Text]:
    """Each labelled sentence as a text of its own; of the other labels it teaches nothing."""
    for sentence, setting, holds, block in labelled_sentences(label):
        labels = [int(holds) if one == label else UNKNOWN for one in LABELS]
        yield Text(block, False, 1.0, [sentence], [_shown(sentence, setting)], [labels])


def _shown(sentence: str, setting: Setting) -> list[str]:
    return list(filter(of_no_word, features(sentence, setting)))


def _text(one: Annotated, weight: float, unlearnt: Sequence[str] = (), *, is_document: bool = False) -> Text:
    singles = list(settings(one.source, one.genre))
    told = {label: truths(label, singles, one.gold) for label in LABELS if label != PAIR}
    told[PAIR] = [None] * len(singles)
    quotes = [(item["quote"], bool(item.get("optional"))) for item in one.gold.get("paradoxes", [])]
    for at, _, holds in pair_truths(singles, quotes):
        told[PAIR][at] = holds
    known = [told[label] if label not in unlearnt else [None] * len(singles) for label in LABELS]
    labels = [[UNKNOWN if holds is None else int(holds) for holds in row] for row in zip(*known, strict=True)]
    shown = [_shown(c.text, c.setting) for c in singles]
    return Text(one.block, is_document, weight, [c.text for c in singles], shown, labels)
