"""What a document says of itself: title, kind, date, event, place or host."""

from functools import partial
from itertools import islice

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.document_kind import OPENING, kind_of
from graph_build.lines import header_key, key_meaning
from graph_build.model import Mention, Metadata, Segment

_pattern = partial(lexicon.pattern, "metadata")
# Code points of a title at most.
_LONGEST = 300


def extract(source: Source) -> Metadata:
    """The document's title, kind, date, event and place, each with its words where it has some."""
    evidence: list[tuple[str, Mention]] = []
    heads, first = _opening(source), title_part(source)
    title, start = _subject(first, heads)
    words = source.mention(title, start, len(title.text), "metadata.title", 0.8)
    if words.quote:  # what looks like one tag leaves no words to quote
        evidence.append(("title", words))
    kind = kind_of(source, first.text)
    date = _date(source, heads, kind, evidence)
    event = _event(source, heads, kind, evidence)
    place = _header_value(source, "place", evidence) or _header_value(source, "organisation", evidence)
    return Metadata(title.text[start:][:_LONGEST], kind, date, event, place, tuple(evidence))


def _subject(title: Segment, heads: list[Segment]) -> tuple[Segment, int]:
    """The title and where its words begin: for a kind alone ("Notat"), those after "Emne:" or "Vedr.:"."""
    if _pattern("kind-alone").fullmatch(title.text):
        for part in heads:
            key = header_key(part.text) if part.kind == "header-line" and _meaning(part) == "event" else None
            if key and len(part.text) > key[1] + 2:
                return part, key[1]
    return title, 0


def title_part(source: Source) -> Segment:
    """The part that is the document's title: its first heading, unless prose stands before that.

    A heading of a kind alone ("Notat") gives way to one that follows it, a field ("Interviewer: …") is none.
    """
    heads = _opening(source)
    headings = [part for part in heads if part.kind == "heading" and not _pattern("field").match(part.text)]
    best = next(iter(headings), None)
    if best and len(headings) > 1 and _pattern("kind-alone").fullmatch(best.text):
        follows = heads[heads.index(best) + 1] is headings[1]
        best = headings[1] if follows and not _pattern("first-part").match(headings[1].text) else best
    if best is None or any(
        part.kind == "paragraph" and len(part.text) > 200 for part in heads[: heads.index(best)]
    ):
        return heads[0] if heads else source.segments[0]
    return best


def _opening(source: Source) -> list[Segment]:
    return list(islice(source.readable(), OPENING))


def iso_date(text: str) -> str | None:
    """The first full date in some words as ISO 8601, or ``None``; a month or a year alone is none.

    Example:
        >>> iso_date("konference den 2. november 2017"), iso_date("Finansministeriet, oktober 2023")
        ('2017-11-02', None)
    """
    match = _pattern("date").search(text)
    if match is None:
        return None
    if match.group("iso"):
        return match.group("iso")
    if match.group("month"):
        year, month, day = match.group("year"), _month(match.group("month")), int(match.group("day"))
    else:
        year, month, day = match.group("y"), int(match.group("m")), int(match.group("d"))
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month(name: str) -> int:
    return lexicon.expression("metadata", "month").split("|").index(name.casefold()) + 1


def _date(source: Source, heads: list[Segment], kind: str, evidence: list[tuple[str, Mention]]) -> str | None:
    """The date of a header line, else the first full date of the opening, else one at the document's foot."""
    dated = [p for p in source.readable() if p.kind == "header-line" and _meaning(p) == "date"]
    feet = list(source.readable())[-3:] if kind in {"article", "other"} else []
    for part in [*dated, *heads, *feet]:
        match = _pattern("date").search(part.text)
        if match is not None and len(part.text) < 400 and (date := iso_date(match.group())):
            evidence.append(("date", source.mention(part, *match.span(), "metadata.date", 0.85)))
            return date
    return None


def _meaning(part: Segment) -> str:
    found = header_key(part.text)
    return key_meaning(found[0]) if found else ""


def _header_value(source: Source, meaning: str, evidence: list[tuple[str, Mention]]) -> str | None:
    for part in source.readable():
        if part.kind == "header-line" and _meaning(part) == meaning:
            found = header_key(part.text)
            start = found[1] if found else 0
            if len(part.text) > start + 1:
                words = source.mention(part, start, len(part.text), f"metadata.{meaning}", 0.8)
                evidence.append(("place_or_host", words))
                return part.text[start:].strip(" .|")
    return None


def _event(
    source: Source, heads: list[Segment], kind: str, evidence: list[tuple[str, Mention]]
) -> str | None:
    if kind in {"article", "other"}:
        return None
    for part in heads:
        short = part.kind in {"heading", "header-line"} or len(part.text) < 200
        if short and (match := _pattern("event").search(part.text)):
            evidence.append(("event", source.mention(part, *match.span(), "metadata.event", 0.7)))
            return match.group().strip()
    return None
