"""A document's parts: headings, paragraphs, bullets, header lines, and the sections they make.

What conversion broke is mended here without losing a position: wrapped lines and sentences cut by a blank
line are one paragraph, a heading glued to a paragraph's end stands alone again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from graph_build import lexicon
from graph_build.clean import clean
from graph_build.errors import EmptyDocumentError
from graph_build.lines import Line, header_key, header_pattern, lines
from graph_build.model import Section, Segment, SegmentKind
from graph_build.speakers import with_speakers, with_turns

_pattern = partial(lexicon.pattern, "segment")

_ENDS = re.compile(r"[.!?:;…][\"”»'’)\]]*$")
_FULL_STOP = re.compile(r"[.!?…][\"”»'’)\]]*$")
_LOWER = re.compile(r"[\"”»'’(]?(?![a-z][.)]\s)[a-zæøåéü]")
_CUT_NAME = re.compile(r"[A-ZÆØÅ]\w+,\s")
# A line that stands this far in goes on with the header line above it.
_ALIGNED = 8
# A list of names is broken where a line is at least this long.
_LIST_WIDTH = 60
_WHOLE_QUOTE = re.compile(r"[\"”»„“][^\"”»„“«]+[\"”«“][.!?]?")
_DIGITS = re.compile(r"\d+")
# Keys that name who sent a mail, and those beside which they stand.
_SENDERS = frozenset({"fra", "from"})
_MAIL = _SENDERS | {"til", "to", "emne", "subject", "dato", "date", "sendt", "sent", "cc"}
# So many lines with the same key are turns of a talk.
_TURNS = 4
_PROSE_WIDTH = 75
_BROKEN_SHARE = 0.2
_BEGUN_SHARE = 0.3
# Words that stand so often by themselves may be a running head.
_RUNNING = 3
_MAX_HEADING_WORDS = 12
_MAX_HEADING_CHARS = 95
# A block no longer than this is a label, which no other block goes on with.
_LABEL_CHARS = 30


@dataclass(slots=True)
class _Block:
    """Lines that belong together, before they become one segment."""

    kind: SegmentKind
    start: int
    end: int
    level: int = 0


def segment(text: str) -> tuple[Segment, ...]:
    r"""Divide a document's text into segments, in reading order.

    Segments never overlap; between two of them lie white space, markers and tags only.

    Args:
        text: The document's text in NFC, with ``\n`` as the only line break.

    Raises:
        EmptyDocumentError: ``text`` is empty or white space only.

    Example:
        >>> [(s.kind, s.text) for s in segment("# Referat\n\nDet blev aftalt.")]
        [('heading', 'Referat'), ('paragraph', 'Det blev aftalt.')]
    """
    if not text.strip():
        raise EmptyDocumentError("the text is empty or white space only.")
    read = with_turns(_with_quoted(with_speakers(_without_turns(list(lines(text))))))
    found = _merge_cut(list(_blocks(text, _without_running_heads(read))), text)
    out: list[Segment] = []
    section = 0
    for block in _unglue(found, text):
        words, offsets = clean(text, block.start, block.end)
        if words:
            section += block.kind == "heading"
            out.append(Segment(block.kind, offsets[0], offsets[-1], words, offsets, block.level, section))
    return tuple(out)


def _without_turns(found: list[Line]) -> list[Line]:
    """The lines; a key that opens many of them marks the turns of a talk ("Gæst: …") and heads nothing."""
    keys = [_turn_key(line.text) if line.kind == "header-line" else "" for line in found]
    counts = Counter(key for at, key in enumerate(keys) if not _in_mail(keys, at))
    asked = {key for line, key in zip(found, keys, strict=True) if line.text.endswith("?")}
    turns = ({key for key, count in counts.items() if count >= _TURNS} | asked) - {""}
    return [
        line._replace(kind="text") if keys[at] in turns and not _in_mail(keys, at) else line
        for at, line in enumerate(found)
    ]


def _in_mail(keys: Sequence[str], at: int) -> bool:
    """Whether a header line is one of those at a mail's top, which stand together."""
    return keys[at] in _MAIL and not _MAIL.isdisjoint({*keys[max(0, at - 1) : at], *keys[at + 1 : at + 2]})


def _turn_key(words: str) -> str:
    """The key of a header line; of "Fra Ida: …", which names somebody, its first word."""
    key = (header_key(words) or ("", 0))[0].casefold()
    return "fra" if key.startswith("fra ") else key


def _with_quoted(found: list[Line]) -> list[Line]:
    """The lines; in a thread of mails a quoted line in lower case goes on with the one above it."""
    if not any(line.kind == "speaker" or _sends(line) for line in found):
        return found
    return [
        line._replace(kind="text") if at and _quoted_on(found[at - 1], line) else line
        for at, line in enumerate(found)
    ]


def _sends(line: Line) -> bool:
    """Whether a header line names who sent a mail."""
    return line.kind == "header-line" and _turn_key(line.text) in _SENDERS


def _quoted_on(before: Line, line: Line) -> bool:
    quoted = line.marker.startswith(">") and not line.marker.strip(">")
    return quoted and before.marker.startswith(">") and _LOWER.match(line.text) is not None


def _without_running_heads(found: list[Line]) -> list[Line]:
    """The lines; short words that return, as on every page, are furniture after the first time."""
    shapes = [_DIGITS.sub("0", line.text) for line in found]
    counts = Counter(shape for line, shape in zip(found, shapes, strict=True) if line.kind == "text")
    if max(counts.values(), default=0) < _RUNNING:
        return found
    seen: set[str] = set()
    out: list[Line] = []
    for line, shape in zip(found, shapes, strict=True):
        runs = line.kind == "text" and _runs(line, counts[shape])
        out.append(line._replace(kind="furniture") if runs and shape in seen else line)
        seen.add(shape)
    return out


def _runs(line: Line, count: int) -> bool:
    return (
        count >= _RUNNING
        and len(line.text) <= 90
        and not line.bold
        and not line.text.endswith((":", ".", "?", "!"))
    )


def sections(segments: Sequence[Segment]) -> tuple[Section, ...]:
    """The sections that headings open, numbered from 1; what stands before the first is in none."""
    out: list[Section] = []
    above: list[tuple[int, int]] = []  # level and number of the sections that stand open, the innermost last
    heads = [part for part in segments if part.kind == "heading"]
    for head, after in zip(heads, [*heads[1:], None], strict=False):
        while above and above[-1][0] >= head.level:
            above.pop()
        end = after.start if after else segments[-1].end
        parent = above[-1][1] if above else None
        out.append(Section(head.section, head.text, head.start, max(end, head.end), parent))
        above.append((head.level, head.section))
    return tuple(out)


def _blocks(text: str, found: Sequence[Line]) -> Iterator[_Block]:
    """Group the lines into blocks; wrapped lines are joined, header keys on one line are parted."""
    width = _wrap_width(found)
    at = 0
    while at < len(found):
        line = found[at]
        if line.kind == "blank":
            at += 1
            continue
        if line.kind == "header-line":
            end = _continue(found, at, width)
            yield from _header_lines(text, line.start, found[end - 1].end)
        elif line.kind in {"furniture", "speaker"}:
            end = at + 1
            yield _Block("furniture" if line.kind == "furniture" else "speaker", line.start, line.end)
        elif level := _heading_level(found, at, width):
            end = _heading_end(found, at)
            yield _Block("heading", line.start, found[end - 1].end, level)
        else:
            end = _continue(found, at, width)
            kind: SegmentKind = "bullet" if line.kind in {"bullet", "numbered"} else "paragraph"
            yield _Block(kind, line.start, found[end - 1].end)
        at = end


def _wrap_width(found: Sequence[Line]) -> int:
    """Length above which a line was likely wrapped; 0 where the text has long lines throughout."""
    lengths = sorted(len(line.text) for line in found if line.kind in {"text", "bullet"})
    if not lengths:
        return 0
    longest = lengths[int(0.95 * (len(lengths) - 1))]
    texts = [line for line in found if line.kind == "text"]
    broken = sum(bool(_LOWER.match(line.text)) for line in texts)
    # Short lines of which few begin in mid-sentence are lines of their own, as on slides.
    if longest < _PROSE_WIDTH and broken < _BROKEN_SHARE * len(texts):
        return 0
    width = int(0.72 * longest) if longest <= 130 else 0
    # After a wrapped line the next mostly begins in mid-sentence; where few do, each is a line of its own.
    after = [two for one, two in pairwise(found) if one.kind == two.kind == "text" and len(one.text) >= width]
    begun = sum(bool(_LOWER.match(line.text)) for line in after)
    return width if begun >= _BEGUN_SHARE * len(after) else 0


def _continue(found: Sequence[Line], at: int, width: int) -> int:
    """Index after the last line that goes on with the block that begins at ``at``."""
    end = at + 1
    while end < len(found) and found[end].kind == "text" and not (found[end].bold or found[end].opens):
        before, line = found[end - 1], found[end]
        if _FULL_STOP.search(before.text) and _WHOLE_QUOTE.fullmatch(line.text):
            break
        wrapped = bool(width) and len(before.text) >= width
        goes_on = _goes_on(before.text, line.text) or (
            found[at].kind == "header-line" and (line.indent >= _ALIGNED or _list_runs_on(before.text))
        )
        if (
            (found[at].kind == "header-line" and not goes_on)
            or not (wrapped or goes_on)
            or _shouts(line.text)
        ):
            break
        end += 1
    return end


def _list_runs_on(before: str) -> bool:
    """Whether a list of names was broken only for want of room."""
    return before.endswith(",") or ("," in before and len(before) >= _LIST_WIDTH)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line plainly goes on: in lower case, after a hanging word, or with the rest of a name."""
    if _FULL_STOP.search(before):
        return False
    if _LOWER.match(line) or _pattern("hanging").search(before):
        return True
    return _CUT_NAME.match(line) is not None and not _ENDS.search(before)


def _heading_end(found: Sequence[Line], at: int) -> int:
    """Index after a heading's last line: capitals and lower-case continuations run over lines."""
    end = at + 1
    while end < len(found) and found[end].kind == "text":
        both_shout = _shouts(found[end].text) and _shouts(found[end - 1].text)
        goes_on = (
            found[at].kind == "heading"
            and bool(_LOWER.match(found[end].text))
            and len(found[end].text) < _MAX_HEADING_CHARS
        )
        if not (both_shout or goes_on):
            break
        end += 1
    return end


def _shouts(words: str) -> bool:
    letters = [*filter(str.isalpha, words)]
    capitals = sum(map(str.isupper, letters))
    return len(letters) > 3 and capitals >= 0.85 * len(letters) and len(words.split()) <= 16


def _heading_level(found: Sequence[Line], at: int, width: int) -> int:
    """The depth of the heading that begins at this line, or 0 where none does."""
    line = found[at]
    if line.kind == "heading":
        return line.level
    if len(line.text.split()) > 2 * _MAX_HEADING_WORDS or len(line.text) > 2 * _MAX_HEADING_CHARS:
        return 0
    before = _previous(found, at)
    if line.opens or (before is not None and before.kind == "speaker"):
        return 0
    if line.kind == "text" and _shouts(line.text):
        return 2
    if line.kind == "text" and line.bold and not (line.text.endswith(".") and len(line.text) > 60):
        return 3
    if line.kind == "numbered":
        return 2 if _numbered_heading(found, at) else 0
    return 3 if line.kind == "text" and _stands_as_heading(found, at, width) else 0


def _numbered_heading(found: Sequence[Line], at: int) -> bool:
    """A number opens a heading where no sentence stands on its line and no other item of a list follows."""
    line = found[at]
    sentence = _FULL_STOP.search(line.text) and not line.text.endswith("?")
    if sentence or not (line.text[:1].isupper() or line.bold) or len(line.text) > _MAX_HEADING_CHARS:
        return False
    if line.marker.lower().startswith(("ad", "pkt", "punkt", "dagsorden")):
        return True
    after = _next(found, at)
    if after is None or _runs_on(found, at) or (after.kind == "numbered" and not _below(line, after)):
        return False
    before = _previous(found, at)
    listed = before is not None and before.kind == "numbered" and not _below(before, line)
    return not (listed and found[at - 1].kind != "blank")


def _below(line: Line, after: Line) -> bool:
    """Whether a line's number is below another's, as 2.1 is below 2."""
    number = line.marker.rstrip(".:)")
    return (
        number.isdigit() and after.marker.startswith(f"{number}.") and after.marker[len(number) + 1 :] != ""
    )


def _runs_on(found: Sequence[Line], at: int) -> bool:
    """Whether the line right under a list's item goes on with it in lower case."""
    after = found[at + 1]
    return after.kind == "text" and not _FULL_STOP.search(found[at].text) and bool(_LOWER.match(after.text))


def _stands_as_heading(found: Sequence[Line], at: int, width: int) -> bool:
    """A short line alone, without a sentence's end, before something longer."""
    line, after = found[at], _next(found, at)
    if after is None:
        return False
    alone = at == 0 or found[at - 1].kind in {"blank", "furniture"}
    if line.text.endswith("?") and after.kind in {"bullet", "numbered"} and alone:
        return True
    if len(line.text.split()) > _MAX_HEADING_WORDS or len(line.text) > _MAX_HEADING_CHARS:
        return False
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in '"”»') or re.search(
        r"[.;,:!…–-]$", line.text
    ):
        return False
    if not alone or (after.kind == "text" and after.text[0].islower()):
        return False
    follows_at_once = found[at + 1].kind != "blank"
    if follows_at_once and found[at + 1].kind == "text" and width and len(line.text) >= width:
        return False
    if line.text.endswith("?"):
        return len(line.text.split()) <= 7 and len(after.text) > 80
    if follows_at_once and after.kind == "text" and (len(after.text) < 45 or _goes_on(line.text, after.text)):
        return False
    return (
        after.kind in {"bullet", "numbered", "header-line"}
        or len(after.text) > len(line.text)
        or (after.kind == "text" and bool(_ENDS.search(after.text)))
    )


def _next(found: Sequence[Line], at: int) -> Line | None:
    after = (found[n] for n in range(at + 1, len(found)))
    return next((line for line in after if line.kind not in {"blank", "furniture"}), None)


def _previous(found: Sequence[Line], at: int) -> Line | None:
    before = (found[n] for n in range(at - 1, -1, -1))
    return next((line for line in before if line.kind not in {"blank", "furniture"}), None)


def _header_lines(text: str, start: int, end: int) -> Iterator[_Block]:
    """Part "Mødedato: … Organisation: …" at each key."""
    pattern = header_pattern()
    starts = [start] + [m.start() for m in pattern.finditer(text, start + 1, end) if _opens_key(text, m)]
    for here, there in zip(starts, [*starts[1:], end], strict=True):
        yield _Block("header-line", here, there)


def _opens_key(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1]
    return (match.group(1) or match.group(2))[0].isupper() and before in " \n\t*>"


def _merge_cut(found: list[_Block], text: str) -> list[_Block]:
    """Join a paragraph that breaks off in mid-sentence with the one that goes on in lower case."""
    out: list[_Block] = []
    for block in found:
        before = out[-1] if out else None
        if before is not None and _cut_between(text, before, block):
            out[-1] = replace(before, end=block.end)
        else:
            out.append(block)
    return out


def _cut_between(text: str, before: _Block, block: _Block) -> bool:
    """Whether a sentence was cut between two blocks."""
    if block.kind != "paragraph" or before.kind not in {"paragraph", "bullet"}:
        return False
    if before.end - before.start <= _LABEL_CHARS:
        return False
    if not _LOWER.match(clean(text, block.start, min(block.end, block.start + 60))[0]):
        return False
    return not _ENDS.search(clean(text, max(before.start, before.end - 60), before.end)[0])


def _unglue(found: Sequence[_Block], text: str) -> Iterator[_Block]:
    """Part headings that are glued to a paragraph's or bullet's end."""
    for at, block in enumerate(found):
        if block.kind not in {"paragraph", "bullet"}:
            yield block
            continue
        cut = _glued_at(text, block, at + 1 < len(found))
        if cut is None:
            yield block
        else:
            yield _Block(block.kind, block.start, cut)
            yield _Block("heading", cut, block.end, 3)


def _glued_at(text: str, block: _Block, followed: bool) -> int | None:
    raw = text[block.start : block.end]
    if followed and (match := re.search(r"(?<=[.!?\"”)])\s+\*\*(?P<heading>[^*\n]{3,70})\*\*\s*$", raw)):
        return block.start + match.start("heading") - 2
    if not followed or not _pattern("glued-word").search(raw):
        return None
    words, offsets = clean(text, block.start, block.end)
    match = _pattern("glued").search(words) or _pattern("speaker-glued").search(words)
    return offsets[match.start("heading")] if match else None
