"""What may be a body in a document: what rules and tagger found, and the runs of capitals beside it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graph_build.context import Source
from graph_build.extract.organisations import offer_signs as signs
from graph_build.extract.organisations.bodies import Bodies
from graph_build.extract.organisations.lines import Found, Line
from graph_build.extract.organisations.naming import normalise
from graph_build.extract.organisations.nouns import is_noun
from graph_build.extract.organisations.offer_signs import Offer
from graph_build.extract.tagging import Tagging

# Words from the first to the last of an offered name.
_LONGEST = 8
# A run with a word that stands in a body's name less likely is offered only where its place tells.
_LEAST = 0.04
_CAPITAL = re.compile(r"[A-ZÆØÅ]|\d+\.?[A-ZÆØÅ]|\d{1,2}\.$")
_LETTER = re.compile(r"[A-ZÆØÅ]")
_STOP = re.compile(r"[.!?]")


def offers(source: Source, tagging: Tagging, found: Bodies) -> list[Offer]:
    """What may be a body, each with what the document shows of it; what the rules found comes first.

    Args:
        source: The document.
        tagging: What the tagger says of it.
        found: What the rules found in it.
    """
    drafts = {key: Offer(key, draft) for key, draft in found.drafts.items()}
    runs: dict[str, Offer] = {}
    for line in _lines(source, tagging, found):
        for first, last in _runs(line):
            _offer(line, first, last, drafts, runs)
    for offer in drafts.values():
        _add_found(offer)
    all_of_them = [*drafts.values(), *runs.values()]
    shown = signs.Document.of(source, drafts.values(), runs.values())
    for offer in all_of_them:
        offer.signs |= shown.signs_of(offer)
    return all_of_them


def _lines(source: Source, tagging: Tagging, found: Bodies) -> Iterator[Line]:
    mentions = sorted(
        (
            Found(m.start, m.end, key, m.rule, m.confidence)
            for key, d in found.drafts.items()
            for m in d.mentions.values()
        ),
        key=lambda one: one.start,
    )
    starts = [one.start for one in mentions]
    persons: dict[int, list[tuple[int, int]]] = {}
    tagged: dict[int, dict[tuple[int, int], float]] = {}
    for part, span in tagging.names:
        if span.label == "PER":
            persons.setdefault(part.start, []).append((span.start, span.end))
        elif span.label == "ORG":
            tagged.setdefault(part.start, {})[span.start, span.end] = span.confidence
    for at, part in enumerate(source.readable()):
        if words := tagging.words.get(part.start, ()):
            here = mentions[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
            seen = tagged.get(part.start, {})
            yield Line(source, at, words, persons.get(part.start, ()), seen, here)


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """The first and the last word of each run that may be a name: capitals, and what links them."""
    links = signs.links()
    for first, opening in enumerate(line.written):
        if opening.isdigit() or not _CAPITAL.match(opening):
            continue
        for last in range(first, min(first + _LONGEST, len(line.written))):
            word = line.written[last]
            capital = _CAPITAL.match(word)
            goes_on = capital or word.isdigit() or word.lower() in links
            if last > first and (not goes_on or _STOP.search(line.between(last))):
                break
            if (last > first and word.isdigit()) or (capital and _LETTER.search(word)):
                yield first, last


def _offer(line: Line, first: int, last: int, drafts: dict[str, Offer], runs: dict[str, Offer]) -> None:
    """Note a run with what its place shows, unless nothing speaks for it."""
    start, end = line.words[first].start, line.words[last].end
    name = line.part.text[start:end]
    near, at, stop = line.near(start, end)
    same = next((one for one in near if one.start == at and abs(one.end - stop) <= 1), None)
    told = same or line.likely(first, last) >= _LEAST or line.is_shouted_opening(name)
    if not told or len(name) < 2 or is_noun(name) or not (same or _may_replace(near, at, stop)):
        return
    key = normalise(name)
    offer = drafts[same.key] if same else runs.setdefault(key, Offer(key))
    offer.signs |= line.signs(first, last)
    if same is None:
        offer.signs |= line.beside(near, at, stop) | line.tagged_as(start, end)
        offer.places.append((line.part, start, end))
    if name not in offer.forms:
        offer.forms.append(name)


def _may_replace(near: Sequence[Found], start: int, end: int) -> bool:
    """Whether a name may stand for what the rules found there: it holds it, or the tagger saw more."""
    return all(
        (start <= one.start and one.end <= end)
        or (one.start <= start and end <= one.end and one.rule == "organisations.tagger")
        for one in near
    )


def _add_found(offer: Offer) -> None:
    """What the rules say of what they found."""
    draft = offer.draft
    if draft is None:
        return
    if not offer.forms:
        offer.signs.add("no-run")
    named = [m.quote for m in draft.mentions.values() if m.rule != "organisations.definite"]
    offer.forms = [draft.name, *named]
    for mention in draft.mentions.values():
        rule = mention.rule.rpartition(".")[2]
        offer.signs.add(f"rule:{rule}")
        if rule == "tagger":
            offer.signs.update(signs.above("tag", mention.confidence))
    offer.signs |= {f"kind:{draft.kind}", "key" if draft.key else "nokey", "draft"}
