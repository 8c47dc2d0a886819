"""Sentences that may be statements, each with where it stands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph_build.context import NAMING, Sentence, Source
from graph_build.language.features import Setting, opens_imperative
from graph_build.model import Segment

# Code points that two sentences hold at most that are weighed as one.
_LONGEST_PAIR = 600


class Candidate(NamedTuple):
    """One sentence, or two that follow each other, its setting and its words from start to end."""

    first: Sentence
    last: Sentence
    setting: Setting
    text: str


def settings(source: Source, genre: str) -> Iterator[Candidate]:
    """Every sentence but those that only name, with where it stands, in reading order.

    Args:
        source: The document.
        genre: Its kind.
    """
    parts = source.segments
    lists = _imperative_shares(parts)
    leads = _leads(parts)
    for at, sentence in enumerate(source.sentences):
        part = sentence.segment
        if part.kind in NAMING:
            continue
        before = source.sentences[at - 1] if at else None
        after = source.sentences[at + 1] if at + 1 < len(source.sentences) else None
        setting = Setting(
            heading=source.heading(part.section) if part.kind != "heading" else "",
            bullet=part.kind == "bullet",
            is_heading=part.kind == "heading",
            genre=genre,
            lead=leads[sentence.at],
            alike=lists.get(sentence.at, 0.0),
            before=before.text if before is not None and before.segment is part else "",
            after=after.text if after is not None and after.segment is part else "",
        )
        yield Candidate(sentence, sentence, setting, sentence.text)


def pairs(singles: Sequence[Candidate]) -> Iterator[tuple[int, Candidate]]:
    """Each two sentences that follow each other in one part, with the place of the first among the singles.

    Args:
        singles: The document's sentences, as ``settings`` gives them.
    """
    for at, (first, second) in enumerate(pairwise(singles)):
        part = first.first.segment
        if part is second.first.segment and len(first.text) + len(second.text) < _LONGEST_PAIR:
            words = part.text[first.first.start : second.first.end]
            yield at, Candidate(first.first, second.first, first.setting, words)


def _leads(parts: tuple[Segment, ...]) -> list[str]:
    """For each part: the paragraph that leads into the list in which it stands, empty where none does."""
    out: list[str] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        if part.kind != "bullet" or before is None:
            out.append("")
        elif before.kind == "bullet":
            out.append(out[-1])
        else:
            out.append(before.text[-120:] if before.kind == "paragraph" else "")
    return out


def _imperative_shares(parts: tuple[Segment, ...]) -> dict[int, float]:
    """For each list item's index: the share of its list's items that open with an imperative."""
    out: dict[int, float] = {}
    run: list[int] = []
    for at in range(len(parts) + 1):
        if at < len(parts) and parts[at].kind == "bullet":
            run.append(at)
        elif run:
            share = sum(opens_imperative(parts[n].text.lower()) for n in run) / len(run)
            out.update(dict.fromkeys(run, share))
            run = []
    return out
