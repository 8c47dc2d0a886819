"""Whose words a statement is: whom the rules hear, and all others who are named, weighed together."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from graph_build.context import Sentence
from graph_build.extract.voices import own_words, quotations, sayings
from graph_build.extract.voices.cast import Cast
from graph_build.extract.voices.listener import Ground, Voice
from graph_build.language import classifier
from graph_build.model import Group, Organisation, Person, Segment

MODEL = "voice"
"""The classifier that weighs what is shown."""
# How likely the voice must be: whom the rules hear, another than that one and how much likelier, and anybody
# where they hear nobody.
_HEARD, _OTHER, _LIKELIER, _UNHEARD = 0.1, 0.25, 0.1, 0.4
# So much likelier another must be than one who is named beside the words.
_THAN_NAMED = 0.2
# Of documents of fewer sentences the model has hardly met any: whom the rules hear there need not be likely.
_FEW = 12
# What the rules know by the document's own marks.
_SETTLED: frozenset[Ground] = frozenset({"floor", "many"})
# Code points beside a name in which a verb of saying is its own.
_BESIDE = 30
_STOPS = frozenset(".!?:\n")
# A name that stands in so many of a document's first parts may head it.
_HEAD = 6
_COUNTS = (1, 2, 3, 5, 9)
_SHARES = (0.0, 0.05, 0.15, 0.3, 0.6)
# So many parts open a document, and so many close it.
_OPENING, _CLOSING = 8, 4

Speaker = Person | Organisation | Group
Signs = tuple[str, ...]
"""What a document shows, by name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be the voice of a statement, and what the document shows of whether that is so.

    Attributes:
        who: A name or a label.
        kind: ``person``, ``organisation``, ``group``, or ``words`` of one who is none of them.
        place: What the statement's place shows, whoever says it.
        own: What one shows wherever a statement stands.
        beside: What one shows beside the statement.
    """

    who: str
    kind: str
    place: Signs
    own: Signs
    beside: Signs

    @property
    def often(self) -> str:
        """The sign of how often the rules hear one; of ``words`` of why they do here."""
        return next((one for one in (*self.own, *self.beside) if one.startswith("rule")), "")

    @property
    def shape(self) -> Signs:
        """All signs that are weighed."""
        signs = {*_of_place(self.kind, self.place)}
        for shown in (self.own, self.beside):
            signs.update(_joined(self.kind, self.place, self.often, shown))
        return tuple(sorted(signs))


class Weighing:
    """Weighs who may be the voice of a document's statements.

    Args:
        cast: Who can speak.
        heard: The voice of each sentence by the rules, by its number.
    """

    def __init__(self, cast: Cast, heard: Mapping[int, Voice]) -> None:
        self._cast, self._heard = cast, heard
        found = cast.found
        self._all: tuple[Speaker, ...] = (*found.persons, *found.organisations, *found.groups)
        self._starts = {id(one): [m.start for m in one.mentions] for one in self._all}
        self._ends = {id(one): {m.start: m.end for m in one.mentions} for one in self._all}
        self._sentences = [s.segment.offsets[s.start] for s in cast.source.sentences]
        self._document = _Whole(cast, heard)
        self._weights: dict[tuple[str, Signs, str], dict[str, float]] = {}
        self._likely: dict[tuple[str, str, Signs, Signs], float] = {}

    def voice(self, sentence: Sentence) -> str | None:
        """The voice of a statement that begins with a sentence; ``None`` where nobody is likely enough."""
        heard, ground = self._heard[sentence.number]
        if ground in _SETTLED:
            return heard
        rated = {one.who: self._likelihood(one) for one in self.candidates(sentence)}
        likeliest = max(rated, key=rated.__getitem__, default=None)
        if heard is None or likeliest is None:
            return likeliest if likeliest and rated[likeliest] >= _UNHEARD else None
        by_rule = rated.get(heard, 0.0)
        likelier = _THAN_NAMED if ground == "named" else _LIKELIER
        if rated[likeliest] >= max(_OTHER, by_rule + likelier):
            return likeliest
        return heard if by_rule >= _HEARD or len(self._sentences) < _FEW else None

    def candidates(self, sentence: Sentence) -> list[Candidate]:
        """All who may be the voice of a statement that begins with a sentence."""
        by_rule = self._heard[sentence.number]
        here = _Place(self._cast, sentence, by_rule, self._sentences)
        nearest = self._by_nearness(here)
        out = [
            Candidate(
                _name(one), _kind(one), here.shown, self._own[id(one)],
                tuple(self._beside(here, one, nearest)),
            )
            for one in self._all
        ]  # fmt: skip
        if by_rule.who is not None and by_rule.who not in {candidate.who for candidate in out}:
            out.append(Candidate(by_rule.who, "words", here.shown, (), (f"rule:{by_rule.ground}",)))
        return out

    def _likelihood(self, one: Candidate) -> float:
        """How likely one is the voice, 0 to 1, calibrated."""
        # Far from a statement one shows the same as far from another.
        key = (one.kind, one.who, one.place, one.beside)
        if key not in self._likely:
            model, often = classifier.load(MODEL), one.often
            weight = _sum(_of_place(one.kind, one.place))
            weight += sum(self._weight(one.kind, one.place, often, shown) for shown in (one.own, one.beside))
            self._likely[key] = model.likelihood(model.bias + weight)
        return self._likely[key]

    def _weight(self, kind: str, place: Signs, often: str, shown: Signs) -> float:
        """What some signs weigh beside a place; most return with others."""
        known = self._weights.setdefault((kind, place, often), {})
        for one in shown:
            if one not in known:
                known[one] = _sum(_joined(kind, place, often, (one,)))
        return math.fsum(known[one] for one in {*shown})

    @cached_property
    def _own(self) -> dict[int, tuple[str, ...]]:
        """What each shows wherever the statement stands."""
        cast = self._cast
        head = cast.source.segments[:_HEAD][-1].end
        named = {
            "body": own_words.body(cast),
            "subject": own_words.subject(cast),
            "default": own_words.of_document(cast),
        }
        most = {
            kind: max((len(o.mentions) for o in self._all if _kind(o) == kind), default=0) for kind in _KINDS
        }
        roles = Counter(one.participation for one in cast.found.persons)
        out: dict[int, tuple[str, ...]] = {}
        for at, one in enumerate(self._all):
            shown = [name for name, who in named.items() if who == _name(one)]
            shown += [f"named:{_bucket(len(one.mentions))}", f"head:{one.mentions[0].start < head}"]
            shown += ["most"] if len(one.mentions) == most[_kind(one)] else []
            if isinstance(one, Person):
                shown += [
                    f"took-part:{one.participation}",
                    f"alone:{one.participation}:{roles[one.participation] == 1}",
                ]
                shown += [f"first:{min(at, 3)}", f"titled:{one.role is not None}"]
            elif isinstance(one, Organisation):
                shown += [f"is:{one.kind}", f"first:{min(at - len(cast.found.persons), 3)}"]
            mentions = list(self._ends[id(one)].items())
            out[id(one)] = (*shown, *dict.fromkeys(self._document.of(_name(one), mentions)))
        return out

    def _by_nearness(self, here: "_Place") -> dict[int, int]:
        """How many others of its kind were named between each and the statement."""
        before: dict[str, list[tuple[int, int]]] = {}
        for number, one in enumerate(self._all):
            starts = self._starts[id(one)]
            at = bisect_left(starts, here.start)
            if at:
                before.setdefault(_kind(one), []).append((-starts[at - 1], number))
        return {
            id(self._all[number]): rank
            for of_kind in before.values()
            for rank, (_, number) in enumerate(sorted(of_kind))
        }

    def _beside(self, here: "_Place", one: Speaker, nearest: Mapping[int, int]) -> Iterator[str]:
        """What one shows beside the statement."""
        name, starts = _name(one), self._starts[id(one)]
        if here.by_rule.who == name:
            yield f"rule:{here.by_rule.ground}"
        else:
            yield f"rule-other:{here.by_rule.ground if here.by_rule.who else 'nobody'}"
        yield f"near:{min(nearest.get(id(one), 9), 4)}"
        first = bisect_left(starts, here.opens)
        within = [start for start in starts[first:] if start < here.closes]
        yield from (sign for start in within for sign in here.signs(start, self._ends[id(one)][start]))
        if not within and first:
            yield f"passed:{_bucket(here.passed(starts[first - 1]))}"
        yield from self._document.around(name, here)
        if any(here.heading[0] <= start < here.heading[1] for start in starts):
            yield "in-heading"


_KINDS = ("person", "organisation", "group")


class _Whole:
    """What a document shows as a whole of who speaks in it."""

    def __init__(self, cast: Cast, heard: Mapping[int, Voice]) -> None:
        self._heard, self._text, segments = heard, cast.source.document.text, cast.source.segments
        self._head, self._tail = segments[:_OPENING][-1].end, segments[-_CLOSING:][0].start
        self._title = (segments[0].start, segments[0].end)
        self._share = Counter(voice.who for voice in heard.values() if voice.who)
        own = sum(sayings.of_oneself(s.text) for s in cast.source.sentences)
        self._i = _share(own, len(cast.source.sentences))
        words = cast.found.metadata.title.casefold().split()[:8]
        self._titles = [word.strip(".,:;()\"'") for word in words if len(word) > 3]

    def of(self, name: str, mentions: Sequence[tuple[int, int]]) -> Iterator[str]:
        """What it shows of one of a name, wherever a statement stands."""
        text = self._text
        says = 0
        for start, end in mentions:
            line = text.rfind("\n", 0, start) + 1
            before, after = text[line:start].strip(" -*•|\t").casefold(), text[end : end + _BESIDE]
            alone = not before.strip("#* ") and not after.split("\n", 1)[0].strip(" *.,:")
            where = "head" if start < self._head else "tail" if start >= self._tail else ""
            if where:
                yield where
                yield f"{where}-alone:{alone}-i:{self._i}"
                yield f"{where}-label:{' '.join(before.split()[-1:])[-14:]}"
                yield from (f"{where}-title:{word}" for word in self._titles)
            if self._title[0] <= start < self._title[1]:
                yield "in-title"
            says += _says(after)
        yield f"speaks:{_bucket(says) if says else 'never'}"
        yield f"rule-share:{_share(self._share[name], len(self._heard))}"
        yield f"rule-most:{self._share[name] == max(self._share.values(), default=0)}"
        yield f"doc-i:{self._i}"

    def around(self, name: str, here: "_Place") -> Iterator[str]:
        """What it shows of one of a name in the sentences beside a statement."""
        for step in (-1, 1):
            near = self._heard.get(here.number + step)
            if near is not None and near.who == name:
                yield f"rule-at:{step}:{near.ground}"


def _says(after: str) -> bool:
    """Whether a verb of saying follows a name in the same sentence."""
    verb = sayings.verb().search(after)
    return verb is not None and not _STOPS & {*after[: verb.start()]}


def _share(part: int, whole: int) -> int:
    return next((at for at, least in enumerate(_SHARES) if part <= least * whole), len(_SHARES))


class _Place:
    """Where a statement stands: its sentence, part and heading, and who is heard there by the rules.

    Args:
        cast: Who can speak.
        sentence: The statement's first sentence.
        by_rule: Who is heard in it.
        starts: Where each of the document's sentences begins in its text.

    Attributes:
        by_rule: Who is heard.
        number: The sentence's number.
        start: Where its sentence begins in the document's text.
        opens: Where its part begins.
        closes: Where the sentence after its own ends, if that is in its part, or its own.
        heading: Where the heading it stands under begins and ends.
        shown: What it shows, whoever says it.
    """

    def __init__(self, cast: Cast, sentence: Sentence, by_rule: Voice, starts: Sequence[int]) -> None:
        self._cast, self.by_rule = cast, by_rule
        self._text, part = cast.source.document.text, sentence.segment
        self.number = sentence.number
        self.start, self._end = part.offsets[sentence.start], part.offsets[sentence.end]
        self.opens = part.start
        after = cast.source.sentences[sentence.number + 1 : sentence.number + 2]
        self._after = after[0] if after and after[0].segment is part else None
        self.closes = part.offsets[self._after.end] if self._after else self._end
        self.heading = next(
            (
                (s.start, s.start + len(s.heading) + 8)
                for s in cast.source.sections
                if s.number == part.section
            ),
            (0, 0),
        )
        self._starts = starts
        told = sayings.told_in(sentence.text)
        words = sentence.text.casefold().split()
        self.shown = (
            f"genre:{cast.found.metadata.kind}", f"part:{part.kind}",
            f"quotes:{quotations.any_in(sentence.text)}", f"i:{sayings.of_oneself(sentence.text)}",
            f"we:{bool({'vi', 'vores', 'os'} & {*words})}", f"says:{'verb' in told}-{'pronoun' in told}",
        )  # fmt: skip

    def signs(self, start: int, end: int) -> Iterator[str]:
        """What a name between two offsets shows that stands in the statement's part."""
        where = "earlier" if end <= self.start else "in" if start < self._end else "next"
        yield where
        after, before = self._text[end : end + _BESIDE], self._text[max(0, start - _BESIDE) : start]
        if _says(after):
            yield f"{where}-says"
        told = [*sayings.verb().finditer(before)]
        if told and not _STOPS & {*before[told[-1].end() :]}:
            yield f"{where}-said-by"
        if after[:2].lstrip().startswith((":", ")")):
            yield f"{where}-closed:{after[:2].strip()[0]}"
        if before.rstrip().endswith("("):
            yield f"{where}-bracket"
        if start - self.opens <= 2:
            yield f"{where}-opens-part"
        if where == "in":
            yield f"in-at:{_bucket(start - self.start)}"
        if quotations.holds(self._cast, self._part_of(start), start):
            yield f"{where}-quoted"

    def _part_of(self, start: int) -> Segment:
        at = bisect_left(self._starts, start + 1) - 1
        return self._cast.source.sentences[at].segment

    def passed(self, start: int) -> int:
        """Sentences that begin between an offset and the statement."""
        return bisect_left(self._starts, self.start) - bisect_left(self._starts, start)


def _sum(signs: Iterable[str]) -> float:
    return math.fsum(map(classifier.load(MODEL).weights.get, {*signs}, repeat(0.0)))


def _of_place(kind: str, place: Signs) -> Iterator[str]:
    """What the statement's place shows of one of a kind."""
    yield kind
    yield from (f"{kind}|{one}" for one in place)


def _joined(kind: str, place: Signs, often: str, shown: Signs) -> Iterator[str]:
    """What is shown, by itself, by kind, beside what the place shows and how often the rules hear one."""
    genre = place[0]
    for one in shown:
        yield from (one, f"{kind}|{one}", f"{kind}|{genre}|{one}", f"{often}|{one}")
        yield from (f"{part}|{one}" for part in place[1:])
        if one.startswith(("took-part", "near", "is:", "default", "head")):
            yield f"{genre}|{often}|{one}"


def _kind(one: Speaker) -> str:
    return (
        "person" if isinstance(one, Person) else "organisation" if isinstance(one, Organisation) else "group"
    )


def _name(one: Speaker) -> str:
    return one.label if isinstance(one, Group) else one.name


def _bucket(count: int) -> int:
    return next((at for at, most in enumerate(_COUNTS) if count <= most), len(_COUNTS))
