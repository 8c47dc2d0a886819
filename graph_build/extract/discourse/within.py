"""Parts that hold a question and its answer both: "Hvornår sker det? I uge 32.", "Spørgsmål: … Svar: …"."""

from functools import partial
from itertools import groupby
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# So many parts after each other that ask and go on make a list of questions; labelled ones, fewer.
_LEAST_RUN, _LEAST_LABELLED = 3, 2
# A longer part tells more than an answer.
_MAX_CHARS = 600


class _Cut(NamedTuple):
    """Where a part's question begins and ends, and its answer begins; whether a label ("Svar:") says so."""

    start: int
    end: int
    answer: int
    labelled: bool


def read_within(found: Gathered) -> None:
    """Read runs of parts each of which opens with its only question and answers it."""
    cuts = [(part, _cut(found.source, part)) for part in found.unused()]
    for holds, same in groupby(cuts, key=lambda one: one[1] is not None):
        run = [(part, cut) for part, cut in same if cut]
        if holds and (len(run) >= _LEAST_RUN or sum(cut.labelled for _, cut in run) >= _LEAST_LABELLED):
            for part, cut in run:
                _read(found, part, cut)


def _read(found: Gathered, part: Segment, cut: _Cut) -> None:
    words = found.asks(part, "questions.within", 0.8, cut.start, cut.end)
    ground = "follows the question in its part"
    found.answers_with(words, part, ground, rule="answers.within", confidence=0.8, start=cut.answer)


def _cut(source: Source, part: Segment) -> _Cut | None:
    """Where a part is cut into its only question, which opens it, and the answer."""
    if part.kind not in {"paragraph", "bullet"} or part.text.count("?") != 1 or len(part.text) > _MAX_CHARS:
        return None
    sentences = source.of_segment(part)
    if len(sentences) < 2 or not sentences[0].text.endswith("?"):
        return None
    second = sentences[1].start
    asks = _pattern("labelled-question").match(sentences[0].text)
    answers = _pattern("labelled-answer").match(part.text[second:])
    answer = second + answers.end() if answers else second
    if answer >= len(part.text):
        return None
    return _Cut(asks.end() if asks else 0, sentences[0].end, answer, labelled=answers is not None)
