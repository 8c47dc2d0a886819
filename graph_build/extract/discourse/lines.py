"""Questions that close a part, and the lines that stand under them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, islice, takewhile

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import closes_asking, decides, marker
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# What stands further below a question than this many lines answers something else.
_MAX_LINES = 80
INNER_LEVEL = 3
"""A heading of a lower level than this parts a document."""
_DEEPEST = 9
# A longer part is wrapped prose, whatever its lines.
_MAX_JOTTED_CHARS = 600
# Of the document's longest lines, a line so long was wrapped.
_WRAPPED_SHARE = 0.6
_WRAP_CHARS = 130
# A longer sentence before a colon says more than that answers follow.
_MAX_LEAD_CHARS = 60
# A line in which a letter's writer signs is no longer than this.
_MAX_SIGNED_CHARS = 40
# A sentence that asks without a question mark is no longer than this.
_MAX_UNMARKED_CHARS = 200
# Where more of a list's items ask, they are questions of their own.
_MAX_ASKING_SHARE = 0.4
# So many parts that open with one word and a number are parts of the document.
_LEAST_ALIKE = 3
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]{2,}) \d{1,2}\b(?!\.?\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """A part, or a line of one that jotted lines make: where its words stand in the part's.

    Attributes:
        part: The part.
        start: Where the line begins in its words.
        end: Where it ends.
        who: Who is named on the line above as the speaker, empty where nobody is.
        group: Whether a group of those present is named above it, whose answers it is among.
    """

    part: Segment
    start: int
    end: int
    who: str = ""
    group: bool = False

    @property
    def text(self) -> str:
        """The line's words."""
        return self.part.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that closes a part, its place in the part's words, and the lines that stand under it.

    Attributes:
        part: The part.
        start: Where the question begins in its words.
        end: Where it ends.
        lines: The lines under it, in reading order.
        at: The part's place among those that were given.
        closed: What comes after the lines: another ``question``, a ``heading``, or the ``end``.
        asked: How many such questions the document has.
        again: Whether the part's words stand elsewhere too, as on an agenda.
        single: Of the document's questions, the share under which one line stands, 0 to 1.
    """

    part: Segment
    start: int
    end: int
    lines: tuple[Line, ...]
    at: int
    closed: str
    asked: int
    again: bool
    single: float = 0.0


def asked(source: Source, parts: Sequence[Segment]) -> list[Asked]:
    """The questions that close a part, each with the lines under it, in reading order."""
    within = _within_lists(source, parts)
    spans = {at: asking(source, part) for at, part in enumerate(parts) if at not in within}
    spans = {at: span for at, span in spans.items() if span[1]}
    width, titles = _wrap_width(source), _titles(parts)
    counts = Counter(parts[at].text.casefold() for at in spans)
    out = []
    for at, (start, end) in spans.items():
        under = _under(source, parts, at, spans.keys(), titles)
        after = at + 1 + len(under)
        said = under[1:] if _names_asker(source, parts, under) else under
        lines = (line for n in said for line in _lines(source, parts, n, width))
        out.append(
            Asked(
                parts[at], start, end,
                lines=tuple(islice(takewhile(_may_answer, lines), _MAX_LINES)),
                at=at,
                closed="end" if after >= len(parts) else "question" if after in spans else "heading",
                asked=len(spans),
                again=counts[parts[at].text.casefold()] > 1,
            )
        )  # fmt: skip
    single = sum(len(one.lines) == 1 for one in out) / max(1, len(out))
    return [replace(one, single=single) for one in out]


def _may_answer(line: Line) -> bool:
    return not decides(line.text)


def asking(source: Source, part: Segment) -> tuple[int, int]:
    """Where a part's question stands that what follows may answer; an empty span where it asks none.

    A heading asks as a whole, another part by its last sentence, or by the one before it where that only
    leads on ("Bordet rundt:").
    """
    if part.kind not in {"heading", "paragraph", "bullet"}:
        return 0, 0
    if "?" not in part.text:
        return (0, len(part.text)) if _asks_unmarked(source, part) else (0, 0)
    if part.kind == "heading" and closes_asking(part, '"”»«* :)'):
        return 0, len(part.text)
    sentences = source.of_segment(part)
    if not sentences:
        return 0, 0
    *before, last = sentences
    if part.kind != "heading" and closes_asking(part, '"”»«* :'):
        return last.start, len(part.text)
    asker = _pattern("asker").search(part.text)
    if asker is not None and part.text[: asker.start()].rstrip('"”»«').endswith("?"):
        start = max((s.start for s in sentences if s.start < asker.start()), default=0)
        return start, asker.start()
    leads = part.kind != "heading" and last.text.endswith(":") and len(last.text) <= _MAX_LEAD_CHARS
    if leads and before and before[-1].text.endswith("?"):
        return before[-1].start, before[-1].end
    return 0, 0


def _asks_unmarked(source: Source, part: Segment) -> bool:
    """Whether a heading asks to tell, or another part's only sentence does or reports what was asked."""
    prompts = _pattern("prompt").match(part.text) is not None
    if part.kind == "heading":
        return prompts
    if len(part.text) > _MAX_UNMARKED_CHARS or len(source.of_segment(part)) != 1:
        return False
    return prompts or any(_pattern(name).search(part.text) for name in ("reported", "reported-by"))


def _within_lists(source: Source, parts: Sequence[Segment]) -> set[int]:
    """The items but the last of each list of which most do not ask; what a mail quotes stands apart."""

    def form(at: int) -> tuple[bool, bool]:
        return parts[at].kind == "bullet", marker(source, parts[at])[:1] == ">"

    within: set[int] = set()
    for (listed, _), places in groupby(range(len(parts)), form):
        items = list(places)
        asking_items = sum(closes_asking(parts[at]) for at in items) if listed else 0
        if listed and asking_items <= _MAX_ASKING_SHARE * len(items):
            within.update(items[:-1])
    return within


def _titles(parts: Sequence[Segment]) -> set[int]:
    """Where parts of the document begin that are numbered alike: "Plakat 1 …", "Plakat 2 …"."""
    numbered = [
        (at, match)
        for at, part in enumerate(parts)
        if part.kind != "speaker"
        and not _of_group(part.text)  # what a table or a group says is no title
        and (match := _NUMBERED.match(part.text))
    ]
    counts = Counter(match.group("word").casefold() for _, match in numbered)
    return {at for at, match in numbered if counts[match.group("word").casefold()] >= _LEAST_ALIKE}


def _under(
    source: Source, parts: Sequence[Segment], at: int, places: Set[int], titles: Set[int]
) -> list[int]:
    """The parts under a question: to the next one, or a heading that is not of a part of the answer."""
    first = parts[at + 1] if at + 1 < len(parts) else parts[at]
    inner = _depth(source, first) > _depth(source, parts[at])
    out = []
    for n in range(at + 1, min(len(parts), at + 1 + _MAX_LINES)):
        depth = _depth(source, parts[n])
        if n in places or n in titles or parts[n].kind in {"slide-break", "header-line"}:
            break
        if depth < INNER_LEVEL and not (inner and depth >= _depth(source, first)):
            break
        out.append(n)
    return out


def _depth(source: Source, part: Segment) -> int:
    """The depth of a heading that parts a document; what parts nothing is deeper than any."""
    if part.kind != "heading":
        return _DEEPEST
    marked = marker(source, part).startswith("#")
    return part.level if marked or part.level < INNER_LEVEL else INNER_LEVEL


def _wrap_width(source: Source) -> float:
    """Length from which a line was likely wrapped."""
    lengths = sorted(len(line) for line in source.document.text.splitlines() if line.strip())
    return _WRAPPED_SHARE * min(_WRAP_CHARS, lengths[int(0.95 * (len(lengths) - 1))])


def _names_asker(source: Source, parts: Sequence[Segment], under: Sequence[int]) -> bool:
    """Whether the first of the parts under a question only names who asked it, as a letter's end does."""
    if len(under) < 2:
        return False
    first, after = parts[under[0]], parts[under[1]]
    signs = first.kind == "bullet" != after.kind and len(first.text) <= _MAX_SIGNED_CHARS
    signed = signs and first.text[-1] not in ".?!" and marker(source, first)[:1] in {"–", "-", "—"}
    return signed or _pattern("asked-by").match(first.text) is not None


def _lines(source: Source, parts: Sequence[Segment], at: int, width: float) -> Iterator[Line]:
    """A part's lines where none of them was wrapped; else the part whole; nothing of a speaker's line."""
    part, before = parts[at], parts[at - 1]
    if part.kind == "speaker":
        return
    group = _in_group(parts, at)
    who = before.text if before.kind == "speaker" and not group else ""
    for start, end in _spans(source, part, width):
        yield Line(part, start, end, "" if start else who, group)


def _in_group(parts: Sequence[Segment], at: int) -> bool:
    """Whether a part is the paragraph, or one of the list's items, under the name of a group."""
    first = at - 1
    while parts[at].kind == "bullet" == parts[first].kind and first:
        first -= 1
    named = parts[first].kind in {"speaker", "heading"} and _of_group(parts[first].text)
    return named and not parts[at].text.startswith("(")


def _of_group(words: str) -> bool:
    return _pattern("group").match(words) is not None


def _spans(source: Source, part: Segment, width: float) -> Iterator[tuple[int, int]]:
    """Where the lines of a part begin and end in its words."""
    text, start = source.document.text, 0
    if len(part.text) > _MAX_JOTTED_CHARS or "\n" not in text[part.start : part.end].strip():
        yield 0, len(part.text)
        return
    for at in range(1, len(part.text)):
        broken = part.text[at - 1] == " " and "\n" in text[part.offsets[at - 1] : part.offsets[at]]
        if broken and at - 1 - start < width:
            yield start, at - 1
            start = at
    yield start, len(part.text)
