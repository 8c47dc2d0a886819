"""What came nearest to a thing that was missed, and what made a wrong one: the grounds for mending a rule.

Statements are told by the classifier's confidence beside its threshold, names by the rule or the tagger's
guess that came nearest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph_build.annotate import annotate
from graph_build.context import Sentence, Source, prepare
from graph_build.evaluate import Annotations, Item, Miss, overlap
from graph_build.extract import candidates, claims, discourse, figures, groups, themes
from graph_build.extract.heard import Heard
from graph_build.extract.poles import poles
from graph_build.extract.tagging import tagged
from graph_build.language import classifier
from graph_build.language.features import features
from graph_build.language.folding import key
from graph_build.language.joints import PAIR, joint
from graph_build.model import Findings

_MODELS = {
    "recommendations": "recommendation", "paradoxes": "paradox", "poles": "paradox", "decisions": "decision",
    "questions": "question",
}  # fmt: skip
_LEAST = 0.2  # quotes that share less are no candidates for each other
_NONE = "no rule fired"


@dataclass(frozen=True)
class _Nearest:
    """Tells what came nearest in one document; what is costly is computed once and only where asked for.

    Attributes:
        findings: What was found in the document.
        gold: The reader's annotations of it.
    """

    findings: Findings
    gold: Annotations

    def tell(self, miss: Miss) -> str:
        """Say in one line what came nearest to what was missed, or what made what is wrong."""
        if miss.side == "wrong":
            return self._wrong(miss)
        if miss.side == "unlike":
            return _unlike(miss)
        item = miss.gold or {}
        if miss.kind in {"persons", "participation", "organisations"}:
            return self._name(item)
        if miss.kind == "groups":
            return self._group(item)
        if miss.kind == "themes":
            return self._theme(item)
        return self._statement(miss.kind, item)

    @cached_property
    def _source(self) -> Source:
        return prepare(self.findings.document)

    @cached_property
    def _heard(self) -> Heard:
        return claims.weigh(self._source, self.findings.metadata.kind)[1]

    @cached_property
    def _found(self) -> Annotations:
        return annotate(self.findings)

    def _wrong(self, miss: Miss) -> str:
        """The rule that made a finding, and the reader's item that it comes nearest to."""
        item, kind = miss.found or {}, _list_of(miss.kind)
        made = f"{item.get('rule', '?')} {item.get('confidence', 0):.2f}"
        if "quote" not in item or kind in {"persons", "organisations", "groups", "themes"}:
            return f"{made}: {item.get('quote', '')[:80]}"
        near = _nearest(item["quote"], self.gold.get(kind, ()))
        return f"{made}; {_beside('the reader', near)}" if near else f"{made}; the reader has nothing like it"

    def _name(self, item: Item) -> str:
        """The finding of any kind, or the tagger's guess, that shares most of a name's words."""
        forms = [item["name"], *item.get("variants", ())]
        near = [
            (_shared(form, other), f"{kind}: {one['name']!r} by {one['rule']} {one['confidence']:.2f}")
            for kind in ("persons", "organisations")
            for one in self._found[kind]
            for other in (one["name"], *one["variants"])
            for form in forms
        ]
        near += [
            (_shared(form, words), f"tagger: {words!r} as {label} {confidence:.2f}")
            for words, label, confidence in self._tagged
            for form in forms
        ]
        share, told = max(near, key=lambda entry: entry[0], default=(0.0, ""))
        return told if share > 0 else _NONE

    @cached_property
    def _tagged(self) -> list[tuple[str, str, float]]:
        return [
            (part.text[span.start : span.end], span.label, span.confidence)
            for part, span in tagged(self._source).names
        ]

    def _group(self, item: Item) -> str:
        model = classifier.load("group")
        offered = groups.candidates(self._source, self._heard).items()
        rated = {key(label): model.probability(shape) for label, (_, shape) in offered}
        label = key(item["label"])
        if label in rated:
            return f"groups.model {rated[label]:.2f} < {model.threshold:.2f}"
        near = max(rated, key=lambda other: _shared(label, other), default="")
        return f"nearest label: {near!r} {rated[near]:.2f}" if near and _shared(label, near) > 0.4 else _NONE

    def _theme(self, item: Item) -> str:
        """The words in the document that speak for a theme, with their weight."""
        weight, words = 0.0, dict[str, int]()
        for sentence in self._source.sentences:
            here, cues = themes.sentence_themes(sentence.text).get(item["id"], (0.0, ()))
            weight += here
            for cue in cues:
                words[cue.casefold()] = words.get(cue.casefold(), 0) + 1
        listed = ", ".join(f"{word} ×{count}" for word, count in sorted(words.items()))
        return f"themes.cues, weight {weight:.2f} of {listed}" if words else _NONE

    def _statement(self, kind: str, item: Item) -> str:
        """The sentence nearest to a missed quote, what was thought of it, and the nearest finding."""
        told = self._thought(kind, item["quote"])
        found = _nearest(item["quote"], self._found[_list_of(kind)])
        return "; ".join(part for part in (told, _beside("found", found) if found else "") if part)

    def _thought(self, kind: str, quote: str) -> str:
        near, alike = self._candidate(kind, quote)
        if near is None:
            return "no sentence comes near it"
        split = f" of a sentence that shares {alike:.2f}: {near.text[:80]!r}" if alike < 0.8 else ""
        return f"{self._judgement(kind, near)}{split}"

    def _candidate(self, kind: str, quote: str) -> tuple[candidates.Candidate | None, float]:
        genre = self.findings.metadata.kind
        offered = list(candidates.settings(self._source, genre))
        if kind in {"paradoxes", "poles"}:
            offered += [pair for _, pair in candidates.pairs(offered)]
        alikeness = _contained if kind in {"figures", "answers"} else overlap
        rated = [(alikeness(quote, one.text), one) for one in offered]
        alike, best = max(rated, key=lambda entry: entry[0], default=(0.0, None))
        return (best, alike) if alike >= _LEAST else (None, alike)

    def _judgement(self, kind: str, near: candidates.Candidate) -> str:
        if kind == "figures":
            return _numbers(near.first, self._heard)
        if kind not in _MODELS:
            return _NONE
        if kind == "questions" and not discourse.looks_like_question(near.text):
            return "it has no question's form"
        single = near.first is near.last
        model = classifier.load(_MODELS[kind] if single else PAIR)
        shape = features(near.text, near.setting) if single else joint(near.first.text, near.last.text)
        confidence = model.probability(shape)
        short = confidence < model.threshold
        told = f"{kind}.model {confidence:.2f} {'<' if short else '≥'} {model.threshold:.2f}"
        if kind in {"paradoxes", "poles"} and not short:
            cut = poles(near.text)
            told += f", {cut.rule}" if cut else ", no two poles"
        return told


def _list_of(kind: str) -> str:
    """The list of the annotations in which the items of a kind stand."""
    return {"poles": "paradoxes", "participation": "persons"}.get(kind, kind)


def _numbers(sentence: Sentence, heard: Heard) -> str:
    model = classifier.load("figure")
    hears = heard.sentence(sentence, "figure")
    rated = [
        f"{sentence.text[one.start : one.end]!r} {model.probability(one.features):.2f}"
        for one in figures.candidates(sentence.text, sentence.segment.kind, hears)
    ]
    if not rated:
        return "no number in its sentence"
    return f"figures.model (from {model.threshold:.2f}): {', '.join(rated)}"


def _unlike(miss: Miss) -> str:
    gold, found = miss.gold or {}, miss.found or {}
    shown = {"participation": "participation", "poles": "poles", "answers": "answers"}[miss.kind]
    rule = found.get("rule", "?")
    return f"the reader: {_words(gold.get(shown))}; found: {_words(found.get(shown))} by {rule}"


def _words(value: object) -> str:
    return " ↔ ".join(map(str, value)) if isinstance(value, list) else str(value)


def _nearest(quote: str, items: Sequence[Item]) -> tuple[float, Item] | None:
    """The item whose quote shares most with this one, where it shares enough to be told."""
    rated = [(overlap(quote, item["quote"]), item) for item in items]
    best = max(rated, key=lambda entry: entry[0], default=None)
    return best if best and best[0] >= _LEAST else None


def _beside(who: str, near: tuple[float, Item]) -> str:
    return f"{who} has, sharing {near[0]:.2f}: {near[1]['quote'][:80]!r}"


def _shared(one: str, other: str) -> float:
    """Share of words that two names have in common."""
    ours, theirs = set(key(one).split()), set(key(other).split())
    return len(ours & theirs) / max(1, len(ours | theirs))


def _contained(quote: str, text: str) -> float:
    """Share of a short quote's words that stand in a longer text, scaled down where few do."""
    ours, theirs = key(quote).split(), set(key(text).split())
    return sum(word in theirs for word in ours) / max(1, len(ours))


def nearest(
    misses: Sequence[Miss], findings: Sequence[Findings], gold: Mapping[str, Annotations]
) -> Iterator[tuple[Miss, str]]:
    """Each miss, in order, with one line that says what came nearest to it."""
    known = {found.document.name: _Nearest(found, gold[found.document.name]) for found in findings}
    for miss in misses:
        near = known.get(miss.document)
        yield miss, near.tell(miss) if near else "the document was not read"
