"""The labelled texts that the network is trained on, sentence by sentence."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_build.extract.candidates import settings
from graph_build.language.annotations import RETOLD_AS, is_noted
from graph_build.language.examples import (
    LABELLED,
    Annotated,
    annotated,
    labelled_passages,
    labelled_sentences,
    labelled_tensions,
    marked_documents,
    retold,
    tensions_of,
    truths,
)  # fmt: skip
from graph_build.language.features import Setting, features
from graph_build.language.joints import PAIR
from graph_build.language.network import LABELS, of_no_word
from graph_build.language.network_asked import ASKED, asked_truths
from graph_build.language.network_words import (
    NAMED,
    NOTHING,
    POLES,
    Named,
    Tension,
    named_in,
    word_labels,
)
from graph_build.language.train_pairs import pair_truths

UNKNOWN = -1
"""Of a label that is not to be learnt from a sentence."""
# Sentences of documents count for more than those of passages. The corpus, which is served first, is read
# more often: to count for more in one step of many changes nothing, as no step goes far.
_OF_DOCUMENT, _READ_CORPUS = 3.0, 8
# How much a word of a pole counts beside its sentence, and a word of what is named.
_OF_POLE, _OF_NAMED = 2.0, 1.0
_KNOWS_POLES = (_OF_POLE,) * len(POLES) + (0.0,) * len(NAMED)


class Text(NamedTuple):
    """A text's sentences in reading order.

    Attributes:
        block: The document's name; for a passage where it stands.
        is_document: Whether it is a whole document.
        weight: How much each sentence counts.
        times: How often it is read while others are read once.
        sentences: Their words.
        shown: The features of each that say more than which words it holds.
        labels: Of each whether each of ``LABELS`` holds: 1, 0, or ``UNKNOWN``.
        word_labels: Of each what its words are part of (see ``network_words.word_labels``).
        knows: How much each of ``network_words.WORD_LABELS`` counts; 0 where it is not known of the text.
    """

    block: str
    is_document: bool
    weight: float
    times: int
    sentences: list[str]
    shown: list[list[str]]
    labels: list[list[int]]
    word_labels: list[NDArray[np.uint8]]
    knows: tuple[float, ...]


def texts(folders: tuple[Path, ...]) -> Iterator[Text]:
    """Documents, passages and single sentences, always in the same order."""
    for one in annotated(folders):
        yield _text(one, named=named_in(one.gold), is_document=True)
    for one in marked_documents():
        yield _text(one, is_document=True)
    for one in labelled_passages():
        yield _text(one)
    # What these teach of tensions misled.
    easier = {one.block for one in labelled_passages()}
    for one in labelled_passages(harder=True):
        if one.block not in easier:
            yield _text(one, unlearnt=("paradox", PAIR))
    for label in LABELLED:
        yield from _single(label)


def retold_texts(folders: tuple[Path, ...]) -> Iterator[Text]:
    """The documents as others would write them: not learnt, but told of by networks that saw neither."""
    for one in retold(folders):
        yield _text(one._replace(block=one.held_out_as))


def original(block: str) -> str:
    """The document that one retells, or its own name.

    Example:
        >>> original("retold/referat"), original("referat")
        ('referat', 'referat')
    """
    return block.removeprefix(RETOLD_AS)


def _single(label: str) -> Iterator[Text]:
    """Each labelled sentence as a text of its own; of the other labels it teaches nothing."""
    poles = {sentence: told for sentence, told, _ in labelled_tensions()} if label == "paradox" else {}
    knows = _KNOWS_POLES if poles else (0.0,) * len(_KNOWS_POLES)
    for sentence, setting, holds, block in labelled_sentences(label):
        labels = [int(holds) if one == label else UNKNOWN for one in LABELS]
        tensions = [(sentence, poles[sentence])] if sentence in poles else []
        words = word_labels(sentence, tensions, NOTHING)
        yield Text(block, False, 1.0, 1, [sentence], [_shown(sentence, setting)], [labels], [words], knows)


def _known_of(gold: Mapping[str, Any]) -> tuple[float, ...]:
    """How much each of ``WORD_LABELS`` counts of a document that was read in full."""
    noted = (is_noted(gold, f"{name}s") for name in NAMED)
    return (_OF_POLE,) * len(POLES) + tuple(_OF_NAMED if one else 0.0 for one in noted)


def _shown(sentence: str, setting: Setting) -> list[str]:
    return list(filter(of_no_word, features(sentence, setting)))


def _text(
    one: Annotated,
    *,
    unlearnt: Sequence[str] = (),
    named: Named = NOTHING,
    is_document: bool = False,
) -> Text:
    singles = list(settings(one.source, one.genre))
    told = {label: truths(label, singles, one.gold) for label in LABELS if label not in {*ASKED, PAIR}}
    told[PAIR] = [None] * len(singles)
    for label, kind in ASKED.items():
        # Of a text that was not read in full, nothing is known of what is not listed.
        known_of = kind in one.gold or named is not NOTHING
        words = [c.text for c in singles]
        told[label] = asked_truths(words, one.gold.get(kind, ())) if known_of else [None] * len(words)
    quotes = [(item["quote"], bool(item.get("optional"))) for item in one.gold.get("paradoxes", [])]
    for at, _, holds in pair_truths(singles, quotes):
        told[PAIR][at] = holds
    known = [told[label] if label not in unlearnt else [None] * len(singles) for label in LABELS]
    labels = [[UNKNOWN if holds is None else int(holds) for holds in row] for row in zip(*known, strict=True)]
    tensions: list[Tension] = list(tensions_of(one.source, one.genre, one.cuts or (one.gold,)))
    return Text(
        one.block, is_document, _OF_DOCUMENT if is_document else 1.0, _READ_CORPUS if one.times > 1 else 1,
        [c.text for c in singles],
        [_shown(c.text, c.setting) for c in singles], labels,
        [word_labels(c.text, tensions, named) for c in singles],
        _KNOWS_POLES if named is NOTHING else _known_of(one.gold),
    )  # fmt: skip
