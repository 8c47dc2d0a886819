"""The persons of a document in the making: their names so far, and where each is mentioned."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.persons.apposition import read_apposition
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.naming import is_known, is_name, plain_name, trimmed, without_genitive
from graph_build.model import Mention, Organisation, ParticipationRole, Person, Segment

_pattern = partial(lexicon.pattern, "persons")


@dataclass(slots=True)
class People:
    """The persons found so far, by name."""

    source: Source
    organisations: Sequence[Organisation]
    drafts: dict[str, Draft] = field(default_factory=dict)

    def add(
        self, part: Segment, start: int, end: int, rule: str, confidence: float, *, listed: bool = False
    ) -> Draft | None:
        """Add a mention of a full name, or return ``None`` where the words are no name."""
        start, end = trimmed(part.text, start, end)
        name = part.text[start:end]
        if not is_name(name, listed) or (listed and self._is_body(part, start, end)):
            return None
        draft = self.drafts.get(plain_name(name)) or self._near(name)
        if draft is None:
            draft = self.drafts[plain_name(name)] = Draft(without_genitive(name))
        mention = self.source.mention(part, start, end, rule, confidence)
        draft.mentions.setdefault(mention.start, mention)
        read_apposition(self.source, self.organisations, draft, part, (start, end))
        return draft

    def _is_body(self, part: Segment, start: int, end: int) -> bool:
        """Whether a name that no list knows is a body's or a place's: "Bo Juhl, chef i Lokal Drift"."""
        if is_known(part.text[start:end]):
            return False
        at = part.offsets[start]
        bodies = (mention for body in self.organisations for mention in body.mentions)
        named = any(mention.start <= at < mention.end for mention in bodies)
        return named or _pattern("in-body").search(part.text, 0, start) is not None

    def _near(self, name: str) -> Draft | None:
        """The person whose name this is in a longer or shorter form, or in the genitive."""
        plain = plain_name(name)
        words = plain.split()
        for known, draft in self.drafts.items():
            theirs = known.split()
            if known.rstrip(".") in {plain.removesuffix("s"), plain.rstrip(".")} or words == theirs:
                return draft
            if _same_but_initial(words, theirs):
                if len(plain) > len(known):
                    draft.name = without_genitive(name)
                return draft
            shorter, longer = sorted((words, theirs), key=len)
            if len(shorter) >= 2 and shorter[0] == longer[0] and set(shorter) <= set(longer):
                if len(words) > len(theirs):
                    draft.name = without_genitive(name)
                return draft
        return None

    def covers(self, offset: int) -> bool:
        """Whether a mention found before covers this offset of the text."""
        drafts = self.drafts.values()
        return any(m.start <= offset < m.end for draft in drafts for m in draft.mentions.values())

    def named_within(self, part: Segment, start: int, end: int) -> bool:
        """Whether somebody is named between two places in the words of a part."""
        first, last = part.offsets[start], part.offsets[end]
        return any(draft.within(first, last) for draft in self.drafts.values())

    def standing(self, draft: Draft) -> Iterator[tuple[Segment, Mention]]:
        """A person's mentions, each with the part in which it stands."""
        for mention in draft.mentions.values():
            if (part := self.part_at(mention.start)) is not None:
                yield part, mention

    def placed(self, draft: Draft) -> Iterator[tuple[Segment, Mention, tuple[int, int]]]:
        """As ``standing``, with where each mention begins and ends in the words of its part."""
        for part, mention in self.standing(draft):
            yield part, mention, place(part, mention)

    def part_at(self, offset: int) -> Segment | None:
        """The segment whose words stand at an offset of the text."""
        parts = self.source.segments
        at = bisect_right(parts, offset, key=lambda part: part.start) - 1
        return parts[at] if at >= 0 and offset < parts[at].end else None

    def any_took_part(self, participation: ParticipationRole) -> bool:
        """Whether somebody is known to have taken part so."""
        return any(draft.participation == participation for draft in self.drafts.values())

    def finished(self) -> Iterator[Person]:
        """The persons in the order of their first mention."""
        for draft in sorted(self.drafts.values(), key=lambda d: min(d.mentions)):
            mentions = tuple(draft.mentions[at] for at in sorted(draft.mentions))
            variants = tuple(sorted({m.quote for m in mentions if not m.rule.startswith("persons.title")}))
            yield Person(
                draft.name, variants, draft.participation, draft.role, draft.affiliation, mentions,
                tuple(sorted(draft.grounds.items())),
            )  # fmt: skip


def _same_but_initial(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are the same but for a word of which one gives the initial: "Bo R.", "B. Rask"."""
    unlike = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(unlike) != 1:
        return False
    short, long = sorted((word.rstrip(".") for word in unlike[0]), key=len)
    return len(short) == 1 and long.startswith(short)


def place(part: Segment, mention: Mention) -> tuple[int, int]:
    """Where a mention begins and ends in the words of its part."""
    return bisect_left(part.offsets, mention.start), bisect_left(part.offsets, mention.end)
