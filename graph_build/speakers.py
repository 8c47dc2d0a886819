"""Lines that stand alone and name who says what stands under them, as in transcripts and chats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from graph_build import lexicon
from graph_build.lines import Line

_pattern = partial(lexicon.pattern, "segment")
# A line that names a speaker is no longer than this.
_MAX_CHARS = 80
# So many lines in which at least two speakers take turns make a talk; one who answers again and again, fewer.
_LEAST_LINES, _LEAST_SPEAKERS, _LEAST_ANSWERS = 4, 2, 2
# A running head or a list of those present names people too, but nothing is said under most of their names.
_LEAST_SAID = 0.6


@dataclass(frozen=True, slots=True)
class _Named:
    """What a line says of who speaks: the name, and whether its form alone (a colon, a time) shows that."""

    who: str
    formed: bool


def with_speakers(found: list[Line]) -> list[Line]:
    """The lines; those that name who says what stands under them are of the kind ``speaker``."""
    written = {at: line for at, line in enumerate(found) if _may_name(line) and _writes(line)}
    named = {at: who for at, line in enumerate(found) if _may_name(line) and (who := _named(found, at))}
    speaking = _taking_turns(found, named) | written.keys()
    if not speaking:
        return found
    return [
        line._replace(kind="speaker") if at in speaking
        else line._replace(kind="furniture") if _gives_time(found, at, speaking)
        else line
        for at, line in enumerate(found)
    ]  # fmt: skip


def with_turns(found: list[Line]) -> list[Line]:
    """The lines; those that open with who says them ("Ida: …"), once more or at a time, open a part."""
    turns = [_pattern("turn").match(line.text) if _may_turn(line) else None for line in found]
    counts = Counter(turn.group("who") for turn in turns if turn)
    return [
        line._replace(opens=True) if turn and (turn.group("time") or counts[turn.group("who")] > 1) else line
        for line, turn in zip(found, turns, strict=True)
    ]


def _may_turn(line: Line) -> bool:
    return line.kind == "text" and ":" in line.text[:_MAX_CHARS]


def who_speaks(words: str) -> str:
    """The name in a line that names a speaker, without office and time.

    Example:
        >>> who_speaks("BO JUHL, FOA"), who_speaks("Ida · 20.05"), who_speaks("Ib Holm skrev:")
        ('BO JUHL', 'Ida', 'Ib Holm')
    """
    match = _pattern("written").fullmatch(words) or _pattern("speaker-line").fullmatch(words)
    return next((name for name in match.groupdict().values() if name), words) if match else words


def _may_name(line: Line) -> bool:
    alone = line.kind in {"text", "header-line"} or line.marker.startswith(">")
    return alone and len(line.text) <= _MAX_CHARS and line.text[-1] not in ".?!,;"


def _writes(line: Line) -> bool:
    may = "skr" in line.text or line.text[-1] == ":"
    return may and _pattern("written").fullmatch(line.text) is not None


def _named(found: Sequence[Line], at: int) -> _Named | None:
    """Who a line may name; a name that is known, a role, or any with the time beside or under it."""
    match = _pattern("speaker-line").fullmatch(found[at].text)
    if match is None:
        return None
    timed = match.group("time") or (at + 1 < len(found) and _is_time(found[at + 1]))
    who, formed = match.group("who"), bool(timed or match.group("colon"))
    known = _pattern("speaking-role").fullmatch(who) or any(
        word.casefold() in _first_names() for word in who.split()[:2]
    )
    return _Named(who.casefold(), formed) if known or timed else None


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("gazetteers/first_names.tsv"))


def _taking_turns(found: Sequence[Line], named: dict[int, _Named]) -> set[int]:
    """The lines that name speakers who take turns, or one who answers again and again."""
    said = {at: one for at, one in named.items() if _said_under(found, at, named)}
    counts = Counter(one.who for one in said.values())
    again = {who for who, count in counts.items() if count >= _LEAST_ANSWERS}
    if not again or len(said) < _LEAST_SAID * len(named):
        return set()
    formed = {at for at, one in said.items() if one.formed}
    if len(counts) >= _LEAST_SPEAKERS and len(said) >= _LEAST_LINES:
        # Where most names have a form, a bare one is a signature.
        return formed if 2 * len(formed) > len(said) else {*said}
    return {at for at in formed if said[at].who in again}


def _said_under(found: Sequence[Line], at: int, named: dict[int, _Named]) -> bool:
    """Whether a line of words, and not another name, stands under a line."""
    below = range(at + 1, len(found))
    after = next((n for n in below if found[n].kind != "blank" and not _is_time(found[n])), at)
    return after not in named and found[after].kind in {"text", "bullet", "numbered"}


def _gives_time(found: Sequence[Line], at: int, speaking: set[int]) -> bool:
    """Whether a line gives nothing but the time at which the speaker above it spoke."""
    return at - 1 in speaking and _is_time(found[at])


def _is_time(line: Line) -> bool:
    return len(line.text) < 30 and _pattern("said-at").fullmatch(line.text) is not None
