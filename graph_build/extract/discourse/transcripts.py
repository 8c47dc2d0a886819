"""Transcripts: turns marked by their speakers, of whom one asks."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# So many turns, and so many that ask, make a transcript.
_LEAST_TURNS, _LEAST_ASKED = 6, 3
# A turn no longer than this only asks.
_BRIEF_CHARS = 160


def read_transcript(found: Gathered) -> None:
    """Read turns marked by their speaker ("Vært: …", "Gæst: …"): who asks most is answered by the next."""
    turns = _turns(found.unused())
    asked = Counter(turn.who for turn in turns if closes_asking(turn.part))
    if len(turns) < _LEAST_TURNS or not asked or max(asked.values()) < _LEAST_ASKED:
        return
    host = asked.most_common(1)[0][0]
    found.used.update(id(turn.part) for turn in turns)
    for at, turn in enumerate(turns):
        replies = _replies(turns[at + 1 :], turn)
        if not replies or not _asks(turn, host):
            continue
        begins = _last_asking(found.source, turn.part, turn.start)
        words = found.asks(turn.part, "questions.transcript", 0.9, begins)
        heard = replies if _pattern("asks-all").search(turn.part.text, begins) else replies[:1]
        for reply in heard:
            ground, rule = "the next to speak", "answers.transcript"
            found.answers_with(words, reply.part, ground, rule=rule, confidence=0.9, start=reply.start)


class _Turn(NamedTuple):
    """A part that its speaker opens: who speaks, and where the words begin."""

    who: str
    start: int
    part: Segment


def _turns(parts: Sequence[Segment]) -> list[_Turn]:
    """The turns among some parts; initials stand for the speaker whose name they spell."""
    found = [
        _Turn(match.group("who"), match.end(), part)
        for part in parts
        if part.kind in {"paragraph", "heading"} and (match := _pattern("turn").match(part.text))
    ]
    full = {"".join(word[0] for word in turn.who.split()): turn.who for turn in found if " " in turn.who}
    return [turn._replace(who=full.get(turn.who, turn.who)) for turn in found]


def _asks(turn: _Turn, host: str) -> bool:
    """Whether a turn asks: the host's by any question in it, another's where it only asks."""
    if turn.who == host:
        return "?" in turn.part.text
    return closes_asking(turn.part) and len(turn.part.text) <= _BRIEF_CHARS


def _replies(after: Sequence[_Turn], asked: _Turn) -> list[_Turn]:
    """The turns right after one that asks, until its speaker speaks again."""
    return list(takewhile(lambda turn: turn.who != asked.who, after))


def _last_asking(source: Source, part: Segment, start: int) -> int:
    """Where the last sentence of a turn begins that asks; the turn's start where none does by itself."""
    asking = [s.start for s in source.of_segment(part) if s.text.rstrip('"”» ').endswith("?")]
    return max(start, asking[-1]) if asking else start
