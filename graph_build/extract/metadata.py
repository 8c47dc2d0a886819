"""What a document says of itself: title, kind, date, event, place or host."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language.screen import Screen
from graph_build.lines import header_key, key_meaning
from graph_build.model import DocumentKind, Mention, Metadata, Segment

_pattern = partial(lexicon.pattern, "metadata")

_OPENING = 14


def extract(source: Source) -> Metadata:
    """The document's title, kind, date, event and place, each with its words where it has some."""
    evidence: list[tuple[str, Mention]] = []
    heads = list(source.readable())[:_OPENING]
    title = _title(source, heads, evidence)
    kind = _kind(source, title)
    date = _date(source, heads, kind, evidence)
    event = _event(source, heads, kind, evidence)
    place = _header_value(source, "place", evidence) or _header_value(source, "organisation", evidence)
    return Metadata(title, kind, date, event, place, tuple(evidence))


def _title(source: Source, heads: list[Segment], evidence: list[tuple[str, Mention]]) -> str:
    best = next((part for part in heads if part.kind == "heading"), None)
    if best is None or any(
        part.kind == "paragraph" and len(part.text) > 200 for part in heads[: heads.index(best)]
    ):
        best = heads[0] if heads else source.segments[0]
    words = source.mention(best, 0, len(best.text), "metadata.title", 0.8)
    if words.quote:  # what looks like one tag leaves no words to quote
        evidence.append(("title", words))
    return best.text[:300]


def _kind(source: Source, title: str) -> DocumentKind:
    """The kind whose cues weigh most in the title, the opening and the document's form."""
    opening = "\n".join(part.text for part in source.segments[:_OPENING])[:1500]
    scores: dict[str, float] = {}
    for where, text in (("title", title), ("opening", opening), ("all", source.document.text)):
        for kind, weight in _kind_cues()[where].matching(text):
            scores[kind] = scores.get(kind, 0.0) + weight
    for kind, weight in _form(source):
        scores[kind] = scores.get(kind, 0.0) + weight
    best = max(scores.items(), key=lambda entry: (entry[1], entry[0]), default=("other", 0.0))
    return best[0] if best[1] >= 1.0 else "other"  # type: ignore[return-value]


def _form(source: Source) -> Iterator[tuple[str, float]]:
    parts = list(source.readable())
    bullets = sum(p.kind == "bullet" for p in parts) / len(parts)
    words = sum(len(p.text.split()) for p in parts) / len(parts)
    headings = sum(p.kind == "heading" for p in parts) / len(parts)
    if words < 12 and bullets + headings > 0.4:
        yield "slides", 1.5
    if source.document.format == "pptx":
        yield "slides", 3.0
    quoted = sum(p.text.count("siger") + p.text.count("»") for p in parts)
    if quoted >= 4 and words > 20:
        yield "article", 1.2
    asked = sum(p.text.rstrip("*").endswith("?") and len(p.text) < 300 for p in parts)
    if asked >= 5 and words > 18:
        yield "article", 0.6


@cache
def _kind_cues() -> dict[str, Screen[tuple[str, float]]]:
    """By where they are looked for: the cues of a document's kind, each with the kind and its weight."""
    flags = re.IGNORECASE | re.MULTILINE
    cues: dict[str, list[tuple[re.Pattern[str], tuple[str, float]]]] = defaultdict(list)
    for kind, where, weight, pattern in lexicon.rows("cues/document_kinds.tsv"):
        cues[where].append((re.compile(pattern, flags), (kind, float(weight))))
    return {where: Screen(patterns) for where, patterns in cues.items()}


def iso_date(text: str) -> str | None:
    """The first full date in some words as ISO 8601, or ``None``.

    Example:
        >>> iso_date("konference den 2. november 2017"), iso_date("i 2017")
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
