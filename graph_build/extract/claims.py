"""Recommendations and decisions: sentences that the trained classifiers and the cue rules find."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.extract.candidates import Candidate, settings
from graph_build.extract.heard import Heard
from graph_build.extract.turns import after_speaker
from graph_build.language import classifier, network
from graph_build.language.classifier import Classifier, Panel
from graph_build.language.features import features
from graph_build.language.folding import key
from graph_build.model import Decision, Mention, Modality, Recommendation

_pattern = partial(lexicon.pattern, "claims")


class Weighed(NamedTuple):
    """A candidate with the score that each classifier gives it, by label, and those of the network."""

    candidate: Candidate
    scores: dict[str, float]


def weigh(source: Source, genre: str) -> tuple[tuple[Weighed, ...], Heard]:
    """The document's sentences with their scores, and what the network says of it; made once for all."""
    candidates = list(settings(source, genre))
    shown = [features(one.text, one.setting) for one in candidates]
    said = network.load().said([one.text for one in candidates], shown)
    told = zip(candidates, map(_panel().scores, shown), said.scores, strict=True)
    weighed = tuple(Weighed(candidate, own | meant) for candidate, own, meant in told)
    return weighed, Heard(candidates, said)


@cache
def _panel() -> Panel:
    """The classifiers of statements, which weigh the same features."""
    return Panel([classifier.load(label) for label in ("recommendation", "decision", "paradox", "question")])


def rows(
    model: Classifier, sentences: Sequence[Weighed], beside: Sequence[str] | None = None
) -> list[tuple[float, ...]]:
    """What tells the model how likely each sentence is what it tells, beside the document's others.

    Args:
        model: The model.
        sentences: The document's sentences.
        beside: The labels whose scores are told too, by default those that the model weighs.
    """
    return model.rows(
        [weighed.scores for weighed in sentences],
        [weighed.candidate.setting.bullet for weighed in sentences],
        [len(weighed.candidate.text) for weighed in sentences],
        beside,
    )


def _likelihoods(model: Classifier, sentences: Sequence[Weighed]) -> list[tuple[Candidate, float]]:
    """Each candidate with how likely it is what the model tells, beside the document's others."""
    rated = map(model.weighed, rows(model, sentences))
    return [(weighed.candidate, likely) for weighed, likely in zip(sentences, rated, strict=True)]


def recommendations(source: Source, sentences: Sequence[Weighed]) -> tuple[Recommendation, ...]:
    """What somebody says should be done, one sentence or bullet each."""
    model = classifier.load("recommendation")
    out: dict[str, Recommendation] = {}
    for candidate, confidence in _likely(model, sentences):
        if candidate.setting.is_heading and confidence < model.threshold + _HEADING_DOUBT:
            continue
        if _pattern("label-alone").fullmatch(candidate.text):
            continue
        mention = _unlabelled(source, candidate.first, "recommendations.model", confidence)
        found = Recommendation(
            f"r{len(out) + 1}", mention, candidate.first.segment.section,
            addressee=addressee(candidate.text), modality=modality(candidate.text),
        )  # fmt: skip
        out.setdefault(key(mention.quote), found)
    return tuple(out.values())


# A heading names what is recommended more often than it recommends.
_HEADING_DOUBT = 0.2


def _likely(model: Classifier, sentences: Sequence[Weighed]) -> Iterator[tuple[Candidate, float]]:
    for candidate, confidence in _likelihoods(model, sentences):
        if confidence >= model.threshold:
            yield candidate, confidence


# Of the sentences in annotated documents that open with "Det blev aftalt" or its like, ten of eleven decide.
_AGREED = 0.9


def decisions(source: Source, sentences: Sequence[Weighed]) -> tuple[Decision, ...]:
    """What the meeting itself agreed; the document's kind is among what the model weighs."""
    out: dict[str, Decision] = {}
    model = classifier.load("decision")
    for candidate, likely in _likelihoods(model, sentences):
        confidence, rule = likely if likely >= model.threshold else 0.0, "decisions.model"
        if confidence < _AGREED and _pattern("agreed").match(candidate.text):
            confidence, rule = _AGREED, "decisions.agreed"
        if confidence and not candidate.setting.is_heading:
            mention = _unlabelled(source, candidate.first, rule, confidence)
            found = Decision(f"d{len(out) + 1}", mention, candidate.first.segment.section)
            out.setdefault(key(mention.quote), found)
    return tuple(out.values())


def _unlabelled(source: Source, sentence: Sentence, rule: str, confidence: float) -> Mention:
    """The sentence without the label ("Beslutning: ") or the speaker's name that it opens with."""
    match = _pattern("label").match(sentence.text)
    labelled = match is not None and match.end() < len(sentence.text) - 5
    start = match.end() if match and labelled else after_speaker(sentence.text)
    return source.mention(sentence.segment, sentence.start + start, sentence.end, rule, confidence)


def modality(text: str) -> Modality | None:
    """How strongly something is asked for, where the words say so."""
    lowered = text.lower()
    return next((name for name in _MODALITIES if _pattern(name).search(lowered)), None)


_MODALITIES: tuple[Modality, ...] = ("must", "should", "can")


def addressee(text: str) -> str | None:
    """Who should act, as the one asked or the subject before a modal verb; ``None`` where it names nobody."""
    match = _pattern("asked").search(text) or _pattern("actor").search(text)
    words = _pattern("said").sub("", match.group("actor").strip(" ,")) if match else ""
    lowered = words.casefold()
    if not words or _pattern("nobody").fullmatch(lowered) or _pattern("nobody-in").search(lowered):
        return None
    return words


def posed(sentences: Iterable[Weighed]) -> Callable[[Sentence], float]:
    """Tells how likely a sentence with a question's form is posed to be answered or discussed, 0 to 1."""
    model = classifier.load("question")
    scores = {weighed.candidate.first.number: weighed.scores for weighed in sentences}

    def probability(sentence: Sentence) -> float:
        told = scores[sentence.number]
        return model.weighed([told[label] for label in (model.label, *model.beside)])

    return probability
