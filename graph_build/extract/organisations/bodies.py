"""The organisations of a document in the making."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from graph_build import lexicon
from graph_build.context import Source, source_span
from graph_build.extract.organisations.authority import Known, known_forms
from graph_build.extract.organisations.naming import is_none, kind_of, normalise, without_genitive
from graph_build.model import Mention, Organisation, OrganisationKind, Segment

_pattern = partial(lexicon.pattern, "organisations")
_FURTHER = "organisations.definite"
# Code points from which the end of a longer name is taken for the name.
_LEAST_ENDING = 8
# Code points before a name in which the half of a compound stands that belongs to it.
_HALF = 30


@dataclass(slots=True)
class Draft:
    """An organisation in the making."""

    name: str
    kind: OrganisationKind
    key: str | None = None
    mentions: dict[int, Mention] = field(default_factory=dict)


@dataclass(slots=True)
class Bodies:
    """The organisations found so far, by key or normalised name."""

    source: Source
    drafts: dict[str, Draft] = field(default_factory=dict)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def add(
        self, part: Segment, span: tuple[int, int], rule: str, confidence: float, *,
        known: Known | None = None, kind: OrganisationKind | None = None,
    ) -> None:  # fmt: skip
        """Add a mention, unless its words lie in one found before or are no organisation's.

        Args:
            part: The segment.
            span: Where the words stand in the segment; words and marks around a name are left out.
            rule: What found them.
            confidence: How sure the rule is.
            known: Key and kind in the authority file; looked up where left out.
            kind: The kind, where it does not show in the name.
        """
        start, end = _trimmed(part.text, *span)
        words = part.text[start:end]
        if len(words) < 2 or is_none(words):
            return
        mention = self.source.mention(part, start, end, rule, confidence)
        if not self.take(mention):
            return
        key, known_kind = known or _known(words) or (None, kind)
        normal = key or self._alias(part, start, words) or normalise(words)
        draft = self.drafts.get(normal)
        if draft is None:
            draft = self.drafts[normal] = Draft(without_genitive(words), known_kind or kind_of(words), key)
        draft.mentions[mention.start] = mention

    def refer(self, part: Segment, span: tuple[int, int], draft: Draft) -> None:
        """Add a definite noun or short form as a further word for a body that is named elsewhere."""
        mention = self.source.mention(part, *span, _FURTHER, 0.7)
        if self.take(mention):
            draft.mentions[mention.start] = mention

    def covers(self, part: Segment, start: int, end: int) -> bool:
        """Whether a mention found before holds some of these words of a segment."""
        return not self._is_free(*source_span(self.source.document.text, part, start, end))

    def take(self, mention: Mention) -> bool:
        """Note the words of a mention as taken; false where one found before holds some of them."""
        if not self._is_free(mention.start, mention.end):
            return False
        insort(self.taken, (mention.start, mention.end))
        return True

    def _is_free(self, start: int, end: int) -> bool:
        at = bisect_left(self.taken, (start, end))
        # What is taken never overlaps and stands in order, so only its neighbours can hold some of the words.
        return not any(a < end and start < b for a, b in self.taken[max(0, at - 1) : at + 1])

    def _alias(self, part: Segment, start: int, words: str) -> str | None:
        """The name that these words shorten: given before them in "Name (SHORT)", or ending in them."""
        if part.text[max(0, start - 1) : start] == "(" and words.isupper():
            end = part.offsets[start]
            for name, draft in self.drafts.items():
                if any(end - 4 <= m.end <= end for m in draft.mentions.values()):
                    return name
        plain = normalise(words)
        if len(plain) < _LEAST_ENDING:
            return None
        longer = [name for name in self.drafts if name.endswith(plain[1:]) and name != plain]
        return longer[0] if len(longer) == 1 else None

    def finished(self) -> Iterator[Organisation]:
        """The organisations in the order of their first mention."""
        for draft in sorted(self.drafts.values(), key=lambda d: min(d.mentions)):
            mentions = tuple(draft.mentions[at] for at in sorted(draft.mentions))
            variants = tuple(sorted({m.quote for m in mentions}))
            yield Organisation(_best_name(draft, mentions), variants, draft.kind, mentions, draft.key)


def _best_name(draft: Draft, mentions: Sequence[Mention]) -> str:
    """The longest name the document gives a body, better not in capitals nor broken at a line's end.

    A name that is another one with an "s" is its genitive.
    """
    named = [m.quote for m in mentions if m.rule != _FURTHER]
    whole = [name for name in named if not re.search(r"\w- [a-zæøå]", name)] or named
    names = dict.fromkeys(map(without_genitive, whole))
    plain = [name for name in names if not (name.endswith("s") and name[:-1] in names)]
    return max(plain, key=lambda name: (name != name.upper(), len(name)), default=draft.name)


def _known(words: str) -> Known | None:
    """Key and kind of the name in the authority file, also in the genitive."""
    lowered = words.casefold()
    return known_forms().get(re.sub(r"s$", "", lowered)) or known_forms().get(lowered)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without prepositions before the name and marks after it, with what belongs to the name.

    These are the half of a compound ("Midt- og Vestfyns Politikreds") and the form of a company ("Bank A/S").
    """
    while match := _pattern("before-name").match(text, start, end):
        start = match.end()
    while end > start and text[end - 1] in " ,.;:)(-–":
        end -= 1
    if text[end : end + 1] == "." and _pattern("kept-stop").search(text, start, end):
        end += 1
    if half := _pattern("half-before").search(text, max(0, start - _HALF), start):
        start = half.start()
    for name in ("other-half", "legal-form"):
        if more := _pattern(name).match(text, end):
            end = more.end()
    return start, end
