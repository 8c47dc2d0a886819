"""Questions that close a part and the lines under them that a trained classifier takes for their answers."""

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, Posed, closes_asking
from graph_build.extract.discourse.lines import Asked, Line, asked
from graph_build.extract.discourse.shown import Earlier, Shown, label_after
from graph_build.extract.heard import Heard
from graph_build.language import classifier

_pattern = partial(lexicon.pattern, "discourse")
# A heading that is less likely posed only names what stands under it.
_LEAST_POSED = 0.35
# A line that is likelier posed is a question.
_POSED = 0.5
# How likely somebody or a group named under a question answers it, or what is announced as answers does.
_NAMED = 0.8
# What is no longer than this asks as a whole, and two sentences that are no longer than that.
_WHOLE_CHARS, _FEW_CHARS = 60, 100
# An answer this long is prose, which may go on in the next paragraph.
_PROSE_CHARS = 95


def read_answered(found: Gathered, genre: str, posed: Posed, heard: Heard) -> None:
    """Read each question that closes a part with the lines under it that answer it."""
    earlier = Earlier()
    for one in asked(found.source, found.unused()):
        told = _answers(one, Shown(found.source, one, genre, earlier, heard), earlier)
        answers = [(line, likely) for line, likely in told if not _asks(found.source, line, posed)]
        label = _pattern("labelled-question").match(one.part.text)
        if not (answers or label) or _only_names(found.source, one, posed):
            continue
        start, end = _question(found.source, one)
        rule = "questions.heading" if one.part.kind == "heading" else "questions.answered"
        words = found.asks(one.part, rule, 0.9, start, end)
        for line, likely in answers:
            goes_on = _goes_on(one, line) if len(answers) == 1 else ()
            _answer(found, words, line, goes_on, likely)


def _only_names(source: Source, one: Asked, posed: Posed) -> bool:
    """Whether a heading only names what is told under it; one that its asker signs does not."""
    if one.part.kind != "heading" or one.end < len(one.part.text):
        return False
    asking = source.of_segment(one.part)[-1:]
    return not asking or posed(asking[0]) < _LEAST_POSED


def _asks(source: Source, line: Line, posed: Posed) -> bool:
    """Whether a line is a question itself, as one among the items of a list."""
    asking = [s for s in source.of_segment(line.part) if s.start >= line.start and s.end <= line.end]
    return closes_asking(line.part) and bool(asking) and posed(asking[-1]) >= _POSED


def _answers(one: Asked, shown: Shown, earlier: Earlier) -> list[tuple[Line, float]]:
    """The lines that begin an answer, each with how likely it does; the question is added to those before."""
    model, before, begins = classifier.load("answer"), "N", list[bool]()
    rated = []
    for at in range(len(one.lines)):
        rated.append(model.probability(shown.of(at, before)))
        begins.append(rated[-1] >= model.threshold)
        before = label_after(before, begins=begins[-1])
    # Who is asked with others answers as they do, and so does whoever is named right under a question.
    named = bool(one.lines) and bool(one.lines[0].who)
    together = named or any(begins[at] for at in shown.spoken)
    announced = _announced(one.lines)
    for at, line in enumerate(one.lines):
        if line.group or at in announced or (together and at in shown.spoken):
            begins[at], rated[at] = True, max(rated[at], _NAMED)
    earlier.add(shown.signs, begins)
    return [(line, likely) for line, likely, holds in zip(one.lines, rated, begins, strict=True) if holds]


def _announced(lines: Sequence[Line]) -> set[int]:
    """The items of the list under a line that says that answers follow ("Bordenes svar:")."""
    leads = [at for at, line in enumerate(lines) if _pattern("answers-lead").fullmatch(line.text)]
    under = [takewhile(lambda n: lines[n].part.kind == "bullet", range(at + 1, len(lines))) for at in leads]
    return {at for places in under for at in places}


def _goes_on(one: Asked, line: Line) -> Sequence[Line]:
    """The paragraphs in which the only answer, if it is prose right under its question, goes on."""
    if line is not one.lines[0] or len(line.text) < _PROSE_CHARS:
        return ()
    out: list[Line] = []
    for other in one.lines[1:]:
        if other.part.kind != line.part.kind:
            break
        out.append(other)
    return out


def _answer(found: Gathered, question: str, line: Line, more: Sequence[Line], likely: float) -> None:
    found.used.update(id(one.part) for one in (line, *more))
    last = more[-1] if more else line
    label = _pattern("table").match(line.text) or _pattern("turn").match(line.text)
    first = line.start + (label.end() if label else 0)
    mention = found.source.between(line.part, first, last.part, last.end, "answers.lines", likely)
    found.answer(question, mention, line.part.section, "stands under the question")


def _question(source: Source, one: Asked) -> tuple[int, int]:
    """Where the question stands: in the whole part where little comes before it, or at its end."""
    part = one.part
    label = _pattern("labelled-question").match(part.text) or _pattern("turn").match(part.text)
    start = label.end() if label is not None and label.end() < one.end else 0
    few = len(source.of_segment(part)) <= 2
    whole = one.end - start <= (_FEW_CHARS if few else _WHOLE_CHARS)
    return (start if whole else max(start, one.start)), one.end
