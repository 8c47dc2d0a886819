"""A segment of a document with what is known of its words, and what the place of a name in it shows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from graph_build.context import Source, source_span
from graph_build.extract.organisations.offer_signs import STEPS, above, is_place
from graph_build.language.names import WeighedWord
from graph_build.model import Segment

# Parts in which a document says whose it is.
_OPENING = 8
# Code points around a name that are looked at, and those next to it.
_NEAR, _CLOSE = 200, 40
_WORD, _GAP_AFTER = re.compile(r"\w"), re.compile(r"\s{3,}\S|\t")
_KEY = re.compile(r"\W*(\w[\w-]*(?: \w+)?)\W*:")
_BEFORE_PLACE = re.compile(r"\b(?:fra|hos|ved|i) $")
_POST_OF = re.compile(r"(\w+) (?:fra|hos|ved|i|for|på|af) $")
_EARLIER, _LATER = re.compile(r"([A-ZÆØÅ][\w-]+), $"), re.compile(r"(?:, | og )([A-ZÆØÅ][\w-]+)")
_CAPITALS, _SMALL = re.compile(r"[A-ZÆØÅ]{4}"), re.compile(r"[a-zæøå]")
_MARKS = ",(–-|:/ "


class Found(NamedTuple):
    """A mention that the rules found: where it stands in the document, of which body, by what, how sure."""

    start: int
    end: int
    key: str
    rule: str
    confidence: float


@dataclass(frozen=True)
class Line:
    """A segment with what is known of its words.

    Attributes:
        source: The document.
        number: Its place among the segments that are read.
        words: Its words, and how likely each stands in a name.
        persons: Where persons' names stand, in order.
        names: Where the tagger saw bodies, and how sure it was.
        found: What the rules found in it.
    """

    source: Source
    number: int
    words: Sequence[WeighedWord]
    persons: Sequence[tuple[int, int]]
    names: Mapping[tuple[int, int], float]
    found: Sequence[Found]

    @cached_property
    def part(self) -> Segment:
        """The segment."""
        return self.source.parts[self.number]

    @cached_property
    def written(self) -> list[str]:
        """The words as they are written."""
        return [self.part.text[word.start : word.end] for word in self.words]

    @cached_property
    def ends(self) -> int:
        """Where its words end, but for a mark."""
        return len(self.part.text.rstrip(" .:"))

    @cached_property
    def shouts(self) -> bool:
        """Whether it is all in capitals."""
        return self.part.text.isupper()

    @cached_property
    def key(self) -> re.Match[str] | None:
        """The label that it begins with."""
        return _KEY.match(self.part.text[:_CLOSE])

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.found]

    @cached_property
    def _person_starts(self) -> list[int]:
        return [start for start, _ in self.persons]

    @cached_property
    def _person_ends(self) -> list[int]:
        return [end for _, end in self.persons]

    def between(self, last: int) -> str:
        """What stands between a word and the one before."""
        return self.part.text[self.words[last - 1].end : self.words[last].start]

    def likely(self, first: int, last: int) -> float:
        """How likely each of some words stands in a body's name: the least of their shares."""
        return min([word.body for word in self.words[first : last + 1]])

    def near(self, start: int, end: int) -> tuple[Sequence[Found], int, int]:
        """What the rules found that shares words with a name, and where the name stands in the document."""
        if not self.found:
            return (), 0, 0
        at, stop = source_span(self.source.document.text, self.part, start, end)
        # What was found never overlaps and stands in order.
        first = max(0, bisect_left(self._starts, at) - 1)
        last = bisect_left(self._starts, stop, first)
        return [one for one in self.found[first:last] if at < one.end], at, stop

    def is_shouted_opening(self, name: str) -> bool:
        """Whether a name in capitals stands where a document says whose it is."""
        return self.number < _OPENING and name.isupper() and len(name) > 3

    def signs(self, first: int, last: int) -> set[str]:
        """What the place of a name shows, from its first to its last word."""
        start, end = self.words[first].start, self.words[last].end
        return {
            *self._weighed(first, last), *self._neighbours(first, last), *self._layout(start, end),
            *self._drawn(start, end), *self._company(start, end), "first" if first == 0 else "inner",
        }  # fmt: skip

    def _weighed(self, first: int, last: int) -> Iterator[str]:
        here = self.words[first : last + 1]
        least = min(w.body for w in here)
        yield f"org-min:{bisect_right(STEPS, least)}"
        yield from above("org-min", least)
        yield from above("org-max", max(w.body for w in here))
        yield from above("org-begin", here[0].opens)
        yield from above("per", max(w.person for w in here))
        yield from above("loc", max(w.place for w in here))
        if last + 1 < len(self.words):
            after = self.words[last + 1]
            yield from above("org-goes-on", after.body - after.opens)
        if first:
            yield from above("org-before", min(self.words[first - 1].body, here[0].body))

    def _neighbours(self, first: int, last: int) -> Iterator[str]:
        before = [_plain(word) for word in self.written[max(0, first - 2) : first]]
        after = [_plain(word) for word in self.written[last + 1 : last + 3]]
        one, other = before[-1] if before else "<", after[0] if after else ">"
        yield from (f"b:{one}", f"a:{other}", f"ba:{one}_{other}", f"b4:{one[-4:]}")
        yield from (f"bb:{' '.join(before) or '<'}", f"aa:{' '.join(after) or '>'}")

    def _layout(self, start: int, end: int) -> Iterator[str]:
        place = "start" if start == 0 else "in"
        whole = start == 0 and end >= self.ends
        yield f"in:{self.part.kind}"
        if self.number < _OPENING:
            yield from ("opening", f"opening{self.number}", f"opening{self.number}-{place}")
        if whole:
            yield f"whole-{self.part.kind}"
        if self.shouts:
            yield "shouts"
        name = self.part.text[start:end]
        if name.isupper() and (" " in name or len(name) > 5):
            rest = self._around(start, end)
            among = "caps" if _CAPITALS.search(rest) else "small" if _SMALL.search(rest) else "none"
            yield f"caps-among-{among}"
            if self.number < _OPENING:
                yield f"caps-opening{self.number}-{place}{'-whole' if whole else ''}"

    def _around(self, start: int, end: int) -> str:
        text = self.part.text
        return f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR]}"

    def _drawn(self, start: int, end: int) -> Iterator[str]:
        """What the document's own line shows: gaps, cells, labels, lists."""
        raw = self.source.document.text
        at, stop = self.part.offsets[start], self.part.offsets[end - 1] + 1
        lead = raw[max(0, at - _NEAR) : at].rpartition("\n")[2]
        tail = raw[stop : stop + _NEAR].partition("\n")[0]
        if not _WORD.search(lead):
            yield "line-start"
        if not _WORD.search(tail):
            yield "line-end"
        if _GAP_AFTER.match(tail):
            yield "gap-after"
        if lead.endswith("   ") or lead.endswith("\t"):
            yield "gap-before"
        if "|" in lead or "|" in tail:
            yield "cell" if lead.rstrip(" *").endswith("|") and tail.lstrip(" *").startswith("|") else "row"
        if start == 0 and self.part.text[end : end + 2].lstrip().startswith(":"):
            yield "label"
        if self.key and self.key.end() <= start:
            yield f"keyed:{self.key.group(1).lower()[:12]}"

    def _company(self, start: int, end: int) -> Iterator[str]:
        """Whom and what a name stands beside: a person, a list of towns, what somebody is there."""
        text = self.part.text
        near, after = text[max(0, start - _CLOSE) : start], text[end : end + _CLOSE]
        if self.persons:
            yield from self._persons(start, end, near, after)
        if _BEFORE_PLACE.search(near):
            yield "prep"
        if what := _POST_OF.search(near):
            yield f"prep-after:{what.group(1).lower()[-5:]}"
        earlier, later = _EARLIER.search(near), _LATER.match(after)
        if earlier or later:
            yield f"listed{'l' if earlier else ''}{'r' if later else ''}"
        if any(is_place(one.group(1)) for one in (earlier, later) if one):
            yield "beside-town"

    def _persons(self, start: int, end: int, near: str, after: str) -> Iterator[str]:
        """Whom a name stands after, before or within, and the mark between them."""
        before = near.rstrip(_MARKS)
        mark = near[len(before) :].strip()[:1] or "_"
        if _holds(self._person_ends, start - len(near) + len(before)):
            yield f"after-person{mark}"
        rest = after.lstrip(_MARKS)
        follows = end + len(after) - len(rest)
        if _holds(self._person_starts, follows):
            yield f"before-person{after[: len(after) - len(rest)].strip()[:1]}"
        if bisect_left(self._person_starts, end) > bisect_right(self._person_ends, start):
            yield "in-person"

    def beside(self, near: Sequence[Found], start: int, end: int) -> set[str]:
        """How a name lies to what the rules found there."""
        if not near:
            return {"rel:free"}
        out = set()
        for one in near:
            lies = "holds" if start <= one.start and one.end <= end else "inside"
            rule = one.rule.rpartition(".")[2]
            out |= {f"rel:{lies}", f"rel:{lies}:{rule}"}
            if rule == "tagger":
                out.update(above(f"rel:{lies}", one.confidence))
        return out

    def tagged_as(self, start: int, end: int) -> set[str]:
        """How sure the tagger was of just this name; empty where it was not seen."""
        share = self.names.get((start, end))
        return {"tag", *above("tag", share)} if share is not None else set()


def _holds(places: Sequence[int], at: int) -> bool:
    """Whether a place is among some in order."""
    found = bisect_left(places, at)
    return found < len(places) and places[found] == at


def _plain(word: str) -> str:
    """A neighbour as it is weighed: a name as a capital, a number as a sign."""
    if word[0].isdigit():
        return "#"
    if word[0].islower() or not word[0].isalpha():
        return word.lower()
    return "AA" if word.isupper() else "A"
