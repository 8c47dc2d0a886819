"""Transcripts: turns marked by their speakers, of whom one asks, and questions that stand between them."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, closes_asking, decides, marker
from graph_build.extract.discourse.lines import asking
from graph_build.extract.heard import Heard
from graph_build.extract.turns import Turn, turns
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# So many turns, and so many that ask, make a transcript.
_LEAST_TURNS, _LEAST_ASKED = 6, 3
# Of those whose form shows turns, fewer do.
_LEAST_MARKED, _LEAST_ASKED_MARKED = 4, 2
# A turn no longer than this only asks.
_BRIEF_CHARS = 160
# How likely a further reply must be an answer where all are asked, and where nobody is by name.
_OF_ALL, _OF_NOBODY = -1.0, 0.0
_WORD = re.compile(r"\w+")
# The name of one who gets the floor, alone.
_CALLED = re.compile(r"(?:Og |Ja, )?(?P<who>[^\W\d_]+)(?: [^\W\d_]+)?\?")
_TIME = re.compile(r"[\[(]?\d{1,2}[.:]\d\d[\])]?")


def read_transcript(found: Gathered, heard: Heard | None) -> None:
    """Read turns marked by their speaker ("Vært: …", "Gæst: …"): who asks most is answered by the next.

    Args:
        found: What is gathered.
        heard: What the network says, which tells who of several answers; without it only the first does.
    """
    parts = found.unused()
    said = turns(parts, _timed(found.source, parts))
    marked = 2 * sum(turn.marked for turn in said) > len(said)
    asked = Counter(turn.who for turn in said if _may_ask(turn, marked))
    if not _is_talk(said, asked, marked):
        return
    host = asked.most_common(1)[0][0]
    own = {id(part) for turn in said for part in turn.parts}
    found.used |= own
    names = {turn.who.split()[0] for turn in said}
    said = [turn for turn in said if not _calls(turn.text, names)]
    said = sorted([*said, *_read_out(found, said)], key=lambda turn: turn.parts[0].start)
    ask = {id(turn.parts[-1]) for turn in said if turn.who == host and closes_asking(turn.parts[-1])}
    # What nobody is named before answers them all the same: it is weighed line by line.
    free = (at for at, part in enumerate(parts[1:]) if id(part) not in own and part.kind != "heading")
    found.used -= ask & {id(parts[at]) for at in free}
    posed: dict[str, str] = {}
    for at, turn in enumerate(said):
        replies = _replies(said[at + 1 :], turn)
        if not replies or not _asks(turn, host):
            continue
        part, begins, ends, to_all = _last_asking(found.source, turn, names)
        words = posed[turn.who] = found.asks(part, "questions.transcript", 0.9, begins, ends)
        # What somebody asks in passing, without the mark, the next one answers alone.
        every = to_all or (marked and not _asks_plainly(turn))
        least = -math.inf if every else _least_likely(turn, part.text[begins:ends], names)
        for reply in [replies[0], *(one for one in replies[1:] if _likely(heard, one) >= least)]:
            _answer(found, _meant(reply, words, posed), reply)


def _least_likely(turn: Turn, asked: str, names: Set[str]) -> float:
    """How likely, as log-odds, a further turn after the first must answer to count as an answer."""
    if _pattern("asks-all").search(asked):
        return _OF_ALL
    words = {*_WORD.findall(turn.text.casefold())}
    one = _pattern("asks-one").search(asked) or any(name.casefold() in words for name in names)
    return math.inf if one else _OF_NOBODY


def _likely(heard: Heard | None, reply: Turn) -> float:
    """How likely the likeliest sentence of a turn's first part answers, as log-odds."""
    first = reply.parts[0]
    return max(heard.answers(first, reply.start, len(first.text)) if heard else [], default=-math.inf)


def _calls(words: str, names: Set[str]) -> bool:
    """Whether words only give somebody the floor ("Ida?")."""
    match = _CALLED.fullmatch(words)
    return match is not None and match.group("who") in names


def _read_out(found: Gathered, said: Sequence[Turn]) -> Iterator[Turn]:
    """What is asked between the turns and is none ("Spørgsmål 2: …?"), as a turn of nobody's."""
    starts = [turn.parts[0].start for turn in said]
    first, last = min(starts, default=0), max(starts, default=0)
    for part in found.unused():
        start, end = asking(found.source, part) if closes_asking(part) else (0, 0)
        if end and first < part.start < last:
            label = _pattern("labelled-question").match(part.text)
            yield Turn("", (part,), max(start, label.end() if label else 0), marked=False)


def _timed(source: Source, parts: Sequence[Segment]) -> set[int]:
    """Where parts begin before which a time stands as a list's mark, and who speaks: as in a chat printed.

    Where they ask with the mark, the lines under each question are weighed, which tells more.
    """
    timed = [part for part in parts if _TIME.fullmatch(marker(source, part))]
    said = turns(timed, {part.start for part in timed})
    plain = sum(_asks_plainly(turn) for turn in said)
    return {part.start for part in timed} if plain > sum("?" in turn.text for turn in said) else set()


def _is_talk(said: Sequence[Turn], asked: Counter[str], marked: bool) -> bool:
    """Whether turns make a talk whose questions can be told: one asks often, or in a chat anybody."""
    if len({turn.who for turn in said}) < 2:
        return False
    if marked:
        return len(said) >= _LEAST_MARKED and asked.total() >= _LEAST_ASKED_MARKED
    return len(said) >= _LEAST_TURNS and max(asked.values(), default=0) >= _LEAST_ASKED


def _may_ask(turn: Turn, marked: bool) -> bool:
    return "?" in turn.text or _asks_plainly(turn) if marked else closes_asking(turn.parts[-1])


def _asks_plainly(turn: Turn) -> bool:
    """Whether a turn of a chat asks without the mark, in its last words or all of them."""
    last = re.split(r"[.!?:]\s+", turn.text)[-1]
    return turn.marked and _pattern("asks-plain").match(last) is not None


def _meant(reply: Turn, question: str, posed: Mapping[str, str]) -> str | None:
    """The question that a reply answers: that of whom it speaks to ("@Ida"), else the last one."""
    to = _pattern("to").match(reply.text)
    if to is None:
        return question
    return next((words for who, words in posed.items() if who.split()[0] == to.group("to")), None)


def _answer(found: Gathered, question: str | None, reply: Turn) -> None:
    if question is None:
        return
    first, last = reply.parts[0], reply.parts[-1]
    rule, confidence = "answers.transcript", 0.9
    mention = found.source.between(first, reply.start, last, len(last.text), rule, confidence)
    found.answer(question, mention, first.section, "the next to speak")


def _asks(turn: Turn, host: str) -> bool:
    """Whether a turn asks: the host's, or nobody's, by any question in it, another's where it only asks."""
    if turn.who in {host, ""} and "?" in turn.text:
        return True
    return (closes_asking(turn.parts[-1]) or _asks_plainly(turn)) and len(turn.text) <= _BRIEF_CHARS


def _replies(after: Sequence[Turn], asked: Turn) -> list[Turn]:
    """Each one's first turn after one that asks, until its speaker speaks again or another asks."""
    heard = takewhile(lambda turn: turn.who != asked.who and not _closes_asking(turn), after)
    first = {turn.who: turn for turn in reversed([turn for turn in heard if _says(turn)])}
    return sorted(first.values(), key=lambda turn: turn.parts[0].start)


def _closes_asking(turn: Turn) -> bool:
    return closes_asking(turn.parts[-1]) or _asks_plainly(turn)


def _says(turn: Turn) -> bool:
    """Whether a turn says anything of its own: not thanks, a sign, who speaks next, or what was decided."""
    lettered = any(char.isalpha() for char in turn.text) and not decides(f"{turn.who}: ")
    return lettered and not (
        _pattern("leads-talk").fullmatch(turn.who) or _pattern("acknowledges").fullmatch(turn.text)
    )


def _last_asking(source: Source, turn: Turn, names: Set[str]) -> tuple[Segment, int, int, bool]:
    """The part of a turn that asks last, where what asks begins and ends in it, and whether it asks all.

    What is asked before somebody gets the floor ("Én ting til på mandag. Ida?") goes round.
    """
    plain = _asks_plainly(turn)
    part = turn.parts[-1] if plain else next(part for part in reversed(turn.parts) if "?" in part.text)
    start = turn.start if part is turn.parts[0] else 0
    if not turn.who:
        return part, start, len(part.text), True
    sentences = source.of_segment(part)
    asks = sentences if plain else [s for s in sentences if s.text.rstrip('"”» ').endswith("?")]
    if not asks:
        return part, start, len(part.text), False
    last = asks[-1]
    before = [s for s in sentences if start <= s.start < last.start]
    if before and _calls(last.text, names):
        return part, max(start, before[-1].start), before[-1].end, True
    return part, max(start, last.start), last.end, False
