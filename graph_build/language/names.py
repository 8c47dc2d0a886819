"""Names of persons, organisations and places in Danish text, by a small trained model.

A linear-chain CRF reads the words' shapes, endings and neighbours and what the gazetteers say of them.
``python -m graph_build.language.train_names`` trains the model that ships beside the gazetteers.
"""

import functools
import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import pycrfsuite

from graph_build.errors import LedelsesgrafError
from graph_build.fingerprint import NAMES_BACKEND
from graph_build.language.name_features import LEXICON, Featuriser, WordClasses

MODEL = LEXICON / "models" / "names.crfsuite"

NameLabel = Literal["PER", "ORG", "LOC"]

# Abbreviations keep their full stop; a sentence does not end at one.
_ABBREVIATIONS = (
    "a.m.b.a adm afd ang art bl.a bl ca cand.jur cand.mag cand.polit cand.scient cand.scient.pol chr d.v.s "
    "dr dr.med dr.phil e.l f.eks f.t fig fr frk fx hhv hr inkl jf jvf kap kgl kl kr kvm m.a.o m.fl m.m m.v "
    "eks max mia mill mio mr mrs ms mv nr o.a o.l osv pct ph.d pkt pr red ref resp sct sdr skt st stk tlf "
    "vedr"
)
# The first letter may be a capital ("Bl.a."), but "KL." is no "kl.".
_ABBREVIATION = "|".join(
    f"[{form[0].upper()}{form[0]}]{re.escape(form[1:])}"
    for form in sorted(_ABBREVIATIONS.split(), key=lambda form: (-len(form), form))
)
_TOKEN = re.compile(
    rf"""
    (?!\s)(?:
      \w+(?=,?[ ])                                 # most words; the rest only takes longer to tell
    | (?:A/S|I/S|K/S|P/S|B\.T\.)(?!\w) | https?://\S+ | [\w.+-]+@[\w-]+\.[\w.]+
    | (?:{_ABBREVIATION})\.(?!\w)
    | (?:[A-ZÆØÅ]\.)+(?!\w)                         # initials
    | \d+(?:[.,:/-]\d+)*\.(?=[ ][a-zæøå])           # ordinals and days of the month
    | \w+(?:[-/'’&.,:](?=\w)\w+)*(?:['’](?=\s)|-(?=,|[ ](?:og|eller|samt)\b))?  # words, numbers, "social- og"
    | \.\.\.
    | [^\w\s\ud800-\udfff]                         # lone surrogates cannot be given to the model
    )
    """,
    re.VERBOSE,
)
_SPACY_LABELS: dict[str, NameLabel] = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
}
# How often a name is right, as a logistic function of the model's log odds of its least certain word.
# Fitted by four-fold cross-validation on the training data (docs/names.md).
_SLOPE, _OFFSET = 0.65, -0.1
_STOPS = frozenset(".!?")
# What a name may hold beside capitals and numbers is not longer ("og", "under").
_LINK = 5
# From here on a word stands in no name.
_HARDLY = 0.97
_MAY_STAND = re.compile(r"[A-ZÆØÅ\d]")
_LABELS = ("B-ORG", "I-ORG", "B-PER", "I-PER", "B-LOC", "I-LOC")
_PART = re.compile(r"-(?=[a-zæøå])")


class NamesModelError(LedelsesgrafError):
    """The names model is missing, cannot be read, or a backend asked for is not installed."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in a text.

    Attributes:
        start: First code point in the text that was given.
        end: One past the last.
        label: ``PER``, ``ORG`` or ``LOC``.
        confidence: 0 to 1; calibrated, so of the names at 0.8 about eight in ten are right.
    """

    start: int
    end: int
    label: NameLabel
    confidence: float


class WeighedWord(NamedTuple):
    """A word of a text, and how likely it stands in a name of each kind, 0 to 1.

    Attributes:
        start: First code point in the text that was given.
        end: One past the last.
        opens: How likely the name of a body begins with it.
        body: How likely it stands in the name of a body.
        person: How likely it stands in a person's.
        place: How likely it stands in a place's.
    """

    start: int
    end: int
    opens: float = 0.0
    body: float = 0.0
    person: float = 0.0
    place: float = 0.0


class Tagged(NamedTuple):
    """The names of a text, and the words of those of its sentences that may hold one, in reading order."""

    names: list[NameSpan]
    words: list[WeighedWord]


class NameTagger(Protocol):
    """What every backend offers."""

    def tag(self, text: str) -> list[NameSpan]:
        """Give the names of a plain text in reading order."""
        ...

    def tag_sentences(self, texts: Iterable[str]) -> Iterator[list[NameSpan]]:
        """Give the names of each text, in the texts' order; offsets count within each text."""
        ...

    def weigh(self, text: str) -> Tagged:
        """Give the names of a plain text, and how likely each word stands in one."""
        ...


Token = re.Match[str]
"""A word or sign of a text, with where it stands."""


def tokens(text: str) -> list[Token]:
    """Give the words and signs of a text in order.

    Example:
        >>> [token.group() for token in tokens("KL's formand, hr. Bo P. Lind, kom den 2. maj kl. 10.")]
        ["KL's", 'formand', ',', 'hr.', 'Bo', 'P.', 'Lind', ',', 'kom', 'den', '2.', 'maj', 'kl.', '10', '.']
    """
    return list(_TOKEN.finditer(text))


def sentences(text: str) -> Iterator[list[Token]]:
    """Divide a text into its sentences' tokens, at sentence ends and line breaks."""
    found = tokens(text)
    for first, last in _bounds(text, [token.group() for token in found]):
        yield found[first:last]


def _bounds(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first word of each sentence of a text and one past its last, by their numbers among its words."""
    broken = _after_breaks(text) if "\n" in text else frozenset[int]()
    first = 0
    for number, word in enumerate(words, 1):
        if word in _STOPS or number in broken:
            yield first, number
            first = number
    if first < len(words):
        yield first, len(words)


def _after_breaks(text: str) -> frozenset[int]:
    """The numbers of the words of a text that open a line, but for the first."""
    pairs = enumerate(pairwise(tokens(text)), 1)
    return frozenset(n for n, (one, two) in pairs if "\n" in text[one.end() : two.start()])


def label_spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Give the spans of a sentence's IOB2 labels: first position, one past the last, name of the kind."""
    start, kind = 0, ""
    for position, label in enumerate([*labels, "O"]):
        if kind and (label == "O" or label[0] == "B" or label[2:] != kind):
            yield start, position, kind
            kind = ""
        if label != "O" and not kind:
            start, kind = position, label[2:]


def words_of(model: Path) -> Path:
    """Give the file beside a model that lists the words which training saw in lower case."""
    return model.with_name(f"{model.stem}_words.txt")


class Tagger:
    """The CRF backend: a trained model and the gazetteers it was trained with.

    Not safe to share between threads.
    """

    def __init__(self, model: Path = MODEL) -> None:
        self._crf: Any = pycrfsuite.Tagger()
        try:
            self._featurise = Featuriser(words_of(model).read_text(encoding="utf-8").split())
            self._crf.open(str(model))
        except (OSError, ValueError) as error:
            raise NamesModelError(
                f"The names model {model.name} cannot be read ({error}); "
                "run python -m graph_build.language.train_names to make it again."
            ) from error

    @property
    def classes(self) -> WordClasses:
        """What the gazetteers say of words."""
        return self._featurise.classes

    def label(self, words: Sequence[str]) -> list[str]:
        """Give the IOB2 label of each word of one sentence."""
        labels: list[str] = self._crf.tag(self._featurise(words))
        return labels

    def tag(self, text: str) -> list[NameSpan]:
        """Give the names of a plain text in reading order; spans never overlap.

        Of a compound such as "KL-formanden" only the name ("KL") is given.
        """
        return self._read(text, weighs=False).names

    def weigh(self, text: str) -> Tagged:
        """Give the names of a plain text, and how likely each word stands in one."""
        return self._read(text, weighs=True)

    def _read(self, text: str, *, weighs: bool) -> Tagged:
        told = Tagged([], [])
        words = _TOKEN.findall(text)
        places: list[Token] = []  # most texts hold no name, so where words stand is told once it is asked
        for first, last in _bounds(text, words):
            sentence = words[first:last]
            if not self._featurise.may_name(sentence):
                continue
            labels = self.label(sentence)
            for start, end, kind in label_spans(labels):
                if sentence[end - 1].endswith("-"):
                    continue  # "Social- og sundhedshjælper": half of a common noun
                least = min(self._crf.marginal(labels[i], i) for i in range(start, end))
                places = places or tokens(text)
                told.names.append(_span(places[first + start : first + end], kind, _calibrated(least)))
            if weighs:
                places = places or tokens(text)
                told.words.extend(self._weighed(places[first:last]))
        return told

    def _weighed(self, sentence: Sequence[Token]) -> Iterator[WeighedWord]:
        """The words of the sentence labelled last; what hardly stands in a name weighs nothing."""
        share = self._crf.marginal
        for at, token in enumerate(sentence):
            start, end = token.span()
            if (end - start > _LINK and not _MAY_STAND.match(token.group())) or share("O", at) > _HARDLY:
                yield WeighedWord(start, end)
                continue
            opens, goes_on, person, of_person, place, of_place = (round(share(one, at), 3) for one in _LABELS)
            yield WeighedWord(start, end, opens, opens + goes_on, person + of_person, place + of_place)

    def tag_sentences(self, texts: Iterable[str]) -> Iterator[list[NameSpan]]:
        """Give the names of each text, in the texts' order; offsets count within each text."""
        return map(self.tag, texts)


def _calibrated(probability: float) -> float:
    """Turn the model's probability into how often it is right; the model is too sure of itself."""
    odds = max(probability, 1e-6) / max(1 - probability, 1e-6)
    return round(1 / (1 + math.exp(-(_SLOPE * math.log(odds) + _OFFSET))), 3)


def _span(name: Sequence[Token], kind: str, confidence: float) -> NameSpan:
    """Make a name of tokens; the common noun of an organisation's or place's compound is left out."""
    last = name[-1]
    part = _PART.search(last.group(), 1) if kind != "PER" else None
    stop = last.start() + part.start() if part else last.end()
    label: Any = kind
    return NameSpan(name[0].start(), stop, label, confidence)


class SpacyTagger:
    """A spaCy pipeline that the user has installed, asked for its names alone."""

    def __init__(self, pipeline: str) -> None:
        try:
            import spacy

            self._nlp: Any = spacy.load(pipeline)
        except (ImportError, OSError) as error:
            raise NamesModelError(
                f"The spaCy pipeline {pipeline!r} is not installed; install the extra [spacy] and it."
            ) from error

    def tag(self, text: str) -> list[NameSpan]:
        """Give the names of a plain text in reading order; spaCy states no probability, so 0.85 for all."""
        return [
            NameSpan(name.start_char, name.end_char, _SPACY_LABELS[name.label_], 0.85)
            for name in self._nlp(text).ents
            if name.label_ in _SPACY_LABELS
        ]

    def tag_sentences(self, texts: Iterable[str]) -> Iterator[list[NameSpan]]:
        """Give the names of each text, in the texts' order; offsets count within each text."""
        return map(self.tag, texts)

    def weigh(self, text: str) -> Tagged:
        """Give the names of a plain text, and how likely each word stands in one: as its name is."""
        names = self.tag(text)
        return Tagged(names, [_as_named(token, names) for token in tokens(text)])


def _as_named(token: Token, names: Sequence[NameSpan]) -> WeighedWord:
    start, end = token.span()
    name = next((name for name in names if name.start <= start < name.end), None)
    shares: dict[str, float] = {name.label: name.confidence} if name else {}
    opens = shares.get("ORG", 0.0) if name and name.start == start else 0.0
    return WeighedWord(start, end, opens, *(shares.get(label, 0.0) for label in ("ORG", "PER", "LOC")))


def load(backend: str = "crf") -> NameTagger:
    """Load a names backend.

    Args:
        backend: ``crf`` for the model that ships, or ``spacy:NAME`` for an installed spaCy pipeline,
            e.g. ``spacy:da_core_news_lg``.

    Raises:
        NamesModelError: The model or pipeline is missing, or the backend's name is unknown.
    """
    name, _, pipeline = backend.partition(":")
    if name == "spacy" and pipeline:
        return SpacyTagger(pipeline)
    if backend != "crf":
        raise NamesModelError(f"No names backend is called {backend!r}; use crf or spacy:PIPELINE.")
    return Tagger()


@functools.cache
def tagger() -> NameTagger:
    """Give the tagger that the environment names, the shipped model's where it names none; loaded once.

    Raises:
        NamesModelError: The model or pipeline is missing, or the backend's name is unknown.
    """
    return load(os.environ.get(NAMES_BACKEND) or "crf")


@functools.cache
def word_classes() -> WordClasses:
    """What the gazetteers say of words: the tagger's own, so that they stand in memory once."""
    backend = tagger()
    if isinstance(backend, Tagger):
        return backend.classes
    return WordClasses(words_of(MODEL).read_text(encoding="utf-8").split())
