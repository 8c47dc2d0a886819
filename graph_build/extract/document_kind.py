"""What kind of document a text is, weighed by trained classifiers over its title, opening and form."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import get_args

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language import classifier
from graph_build.language.classifier import Panel
from graph_build.language.screen import Screen
from graph_build.language.words import tokens
from graph_build.lines import header_key, key_meaning
from graph_build.model import DocumentKind, Segment

OPENING = 14
"""So many parts at most are a document's opening."""
KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
# Code points of the opening, parts and words of each that are looked at one by one.
_LENGTH, _FIRST, _WORDS = 1500, 3, 12
# As the classifiers learnt it: it takes more for a speaker than where the turns of a talk are read.
_SPEAKER = re.compile(r"[A-ZÆØÅ][\w.]*(?: [A-ZÆØÅ][\w.-]*){0,3}:")
# Where a share or count goes over into the next of its steps.
_STEPS = {
    "bullets": (0.05, 0.2, 0.4, 0.6),
    "headings": (0.05, 0.1, 0.2, 0.35),
    "headers": (1, 3, 5, 8),
    "words": (6, 10, 15, 25, 40, 70),
    "said": (1, 3, 6, 12),
    "asked": (1, 3, 5, 9),
    "parts": (8, 15, 25, 40, 70),
    "speakers": (0.03, 0.1, 0.3),
    "jeg": (0.5, 2, 5),
    "vi": (0.5, 2, 5),
}


def model_name(kind: DocumentKind) -> str:
    """The name of the classifier that weighs a kind."""
    return f"kind-{kind}"


def kind_of(source: Source, title: str) -> DocumentKind:
    """The likeliest kind of a document."""
    if source.document.format == "pptx":
        return "slides"
    scores = _panel().scores(shape(source, title))
    return max(KINDS, key=lambda kind: scores[model_name(kind)])


@cache
def _panel() -> Panel:
    return Panel([classifier.load(model_name(kind)) for kind in KINDS])


def shape(source: Source, title: str) -> tuple[str, ...]:
    """What shows a document's kind: cues and words of its title and opening, and its form."""
    parts = list(source.readable())
    told = {*_cues(source, title), *_form(source.document.text, parts), *_opening_words(title, parts)}
    for part in parts:
        if part.kind == "header-line" and (found := header_key(part.text)):
            told.add(f"key:{key_meaning(found[0])}")
    return tuple(sorted(told))


def _cues(source: Source, title: str) -> Iterator[str]:
    opening = "\n".join(part.text for part in source.segments[:OPENING])[:_LENGTH]
    for where, text in (("title", title), ("opening", opening), ("all", source.document.text)):
        yield from (f"cue:{name}" for name in _kind_cues()[where].matching(text))


def _form(text: str, parts: Sequence[Segment]) -> Iterator[str]:
    """How the document is laid out, and who speaks in it: shares and counts, by steps."""
    count, lowered = len(parts), f" {text.lower()}"
    measured = {
        "bullets": sum(part.kind == "bullet" for part in parts) / count,
        "headings": sum(part.kind == "heading" for part in parts) / count,
        "headers": sum(part.kind == "header-line" for part in parts),
        "words": sum(len(part.text.split()) for part in parts) / count,
        "said": sum(part.text.count("siger") + part.text.count("»") for part in parts),
        "asked": sum(part.text.rstrip("*").endswith("?") and len(part.text) < 300 for part in parts),
        "parts": count,
        "speakers": sum(_SPEAKER.match(part.text) is not None for part in parts) / count,
        "jeg": 1000 * lowered.count(" jeg ") / len(lowered),
        "vi": 1000 * lowered.count(" vi ") / len(lowered),
    }
    yield from (f"{name}:{sum(value >= step for step in _STEPS[name])}" for name, value in measured.items())


def _opening_words(title: str, parts: Sequence[Segment]) -> Iterator[str]:
    for word in tokens(title):
        yield from (f"title:{word}", f"title-starts:{word[:6]}")
    for part in parts[:_FIRST]:
        yield from (f"opens:{word}" for word in islice(tokens(part.text), _WORDS))


@cache
def _kind_cues() -> dict[str, Screen[str]]:
    """By where they are looked for: the cues of a document's kind, each with its name."""
    flags = re.IGNORECASE | re.MULTILINE
    cues: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for number, (kind, where, pattern) in enumerate(lexicon.rows("cues/document_kinds.tsv")):
        cues[where].append((re.compile(pattern, flags), f"{kind}-{where}-{number}"))
    return {where: Screen(patterns) for where, patterns in cues.items()}
