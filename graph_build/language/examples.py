"""Labelled examples to train classifiers on: from the labelled sentences and from annotated documents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from graph_build.context import Source, prepare
from graph_build.evaluate import same_voice
from graph_build.extract import figures, groups, metadata, organisations, persons, poles
from graph_build.extract.candidates import Candidate, pairs, settings
from graph_build.extract.discourse.following import MODEL as FOLLOWING
from graph_build.extract.heard import Heard, Hears, unheard
from graph_build.extract.organisations.naming import without_genitive
from graph_build.extract.organisations.nouns import MODEL as BODY
from graph_build.extract.organisations.nouns import candidates
from graph_build.extract.organisations.nouns import shape as noun_shape
from graph_build.extract.organisations.offers import offers
from graph_build.extract.organisations.weighing import MODEL as BODY_NAME
from graph_build.extract.persons.taking_part import model_name, shapes
from graph_build.extract.tagging import tagged
from graph_build.extract.voices import weighed_for
from graph_build.extract.voices.weighing import MODEL as VOICE
from graph_build.language import answer_examples, following_examples
from graph_build.language.agreement import overlap, words
from graph_build.language.annotations import (
    CORPUS,
    DATA,
    DOCUMENTS,
    MORE,
    RETOLD,
    RETOLD_AS,
    is_noted,
    load,
    readings,
    text_of,
)
from graph_build.language.features import Setting, features
from graph_build.language.folding import key
from graph_build.language.joints import PAIR
from graph_build.language.marked import marked
from graph_build.language.network import ROLES, Said
from graph_build.language.network_held_out import held_out
from graph_build.language.passages import passages
from graph_build.language.pole_network_held_out import held_out as pole_network_held_out
from graph_build.language.train_kinds import held_out_kinds
from graph_build.read import read
from graph_build.reading import unvoiced

_PASSAGES = DATA / "passages"
KINDS = {
    "recommendation": "recommendations",
    "decision": "decisions",
    "paradox": "paradoxes",
    "question": "questions",
    "answer": "answers",
    FOLLOWING: "answers",
    "figure": "figures",
    "figure-span": "figures",
    "group": "groups",
    "theme": "themes",
    "pole": "paradoxes",
    PAIR: "paradoxes",
    BODY_NAME: "organisations",
    BODY: "organisations",
    VOICE: "recommendations",
    **dict.fromkeys(map(model_name, ROLES), "persons"),
}
"""Each label that a classifier weighs, with the list of the annotations that shows it.

A later one may be learnt from what earlier ones tell: nouns from the bodies named, persons from both.
"""
_GENRES = {
    "interview": "article",
    "opinion": "article",
    "report": "other",
    "letter": "other",
    "relay": "relay-report",
    "visit": "meeting-notes",
}
# Whole documents hold the true mix of statements and plain prose, so each of their sentences counts for more.
DOCUMENT_WEIGHT = 6.0
# Passages are running text, but hold far more statements than documents do.
PASSAGE_WEIGHT = 1.0
# The corpus is served first, so what it shows counts so many times as much; what sets
# no threshold counts for less.
_OF_CORPUS, OF_RETOLD = 6.0, 1 / 3
# Of the many ways to cut a quote or a pole the corpus' own is met so seldom that it counts for still more.
_SPANS_OF_CORPUS = {"figure-span": 18.0, "pole": 30.0}
# Readers who quote more words of a number, on average in a document, teach nothing of how it is cut: a short
# quote is asked for, and the readings that the program is measured by give three or four words.
_LONG_QUOTES = 4.5
# Of the words of a span that stands for a pole, so many are the pole's.
_LEAST_POLE = 0.15
# Words of a quote that its sentence holds, so that it is the one.
_LEAST_QUOTED = 0.3
# Words that a candidate and a tension share, of all in either, so that it holds the tension whole.
_WHOLE = 0.6


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: its features, whether the label holds, and the block it is held out with.

    Of the examples that share a ``choice`` (0 is none) the reader takes the likeliest only. ``text`` is the
    sentence; it is empty where only its features are weighed. ``network`` is what a network that had not seen
    the document says of it, by ``network.LABELS``, or of poles by ``pole_network.signs``; it is empty where
    none is asked.
    """

    features: tuple[str, ...]
    holds: bool
    block: str
    weight: float = 1.0
    choice: int = 0
    text: str = ""
    network: tuple[float, ...] = ()


def examples(label: str, folders: tuple[Path, ...]) -> list[Example]:
    """All labelled examples of a label, from sentences and from documents."""
    found: list[Example] = []
    if label in {"figure", "figure-span"}:
        found += _from_figures(label)
    elif label == "pole":
        found += _from_poles()
    elif label in LABELLED:
        found += _from_sentences(label)
    if label in LABELLED:
        found += _from_passages(label)
    for one in (*annotated(folders), *retold(folders), *_answered(label)):
        if _teaches(label, one):
            times = _SPANS_OF_CORPUS.get(label, one.times) if one.times > 1 else one.times
            found += _from_document(label, one._replace(times=times))
    return found


def _answered(label: str) -> Iterator["Annotated"]:
    """The marked documents, where the label is of answers, of which these are known."""
    if KINDS[label] == "answers":
        yield from (one for one in marked_documents() if "answers" in one.gold)


def _teaches(label: str, one: "Annotated") -> bool:
    """Whether a document is learnt for a label."""
    return one.tagged_unseen if label == BODY_NAME else label not in {BODY, VOICE} or not one.is_retold


LABELLED = {
    "recommendation": ("recommendations", "R"), "decision": ("recommendations", "D"),
    "paradox": ("paradoxes", "P"), "question": ("questions", "Q"),
}  # fmt: skip
"""For each label the file of labelled sentences that shows it, and the sign there of those that hold it."""


def _from_sentences(label: str) -> Iterator[Example]:
    for sentence, setting, holds, block in labelled_sentences(label):
        yield Example(tuple(sorted(set(features(sentence, setting)))), holds, block)


def labelled_sentences(label: str) -> Iterator[tuple[str, Setting, bool, str]]:
    """Each sentence of the label's file, where it stands, whether the label holds, and its block."""
    name, positive = LABELLED[label]
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for at, line in enumerate(lines):
        kind, genre, heading, sentence, *_ = line.split("\t")
        setting = Setting(
            heading="" if heading == "-" else heading,
            bullet=genre == "slides",
            genre=_GENRES.get(genre, genre),
        )
        yield sentence, setting, kind == positive, f"{name}{at // 40}"


class Annotated(NamedTuple):
    """A text with what a reader found in it.

    Attributes:
        source: The text.
        genre: Its kind, as the program tells it.
        gold: The reader's findings.
        block: What its examples are held out with.
        times: How many times as much it counts as its like.
        tagged_unseen: Whether the names model has not seen it, so that its names are told as those of others.
        cuts: What each of its readers found, whose poles are learnt as each cut them.
        is_retold: Whether it tells another document anew.
    """

    source: Source
    genre: str
    gold: Mapping[str, Any]
    block: str
    times: float = 1.0
    tagged_unseen: bool = False
    cuts: tuple[Mapping[str, Any], ...] = ()
    is_retold: bool = False

    @property
    def heard(self) -> Heard:
        """What networks that had seen neither it nor what it retells say of it."""
        return _heard(self.source, self.genre, self.held_out_as)

    @property
    def held_out_as(self) -> str:
        """The name under which networks held it out."""
        return f"{RETOLD_AS}{self.block}" if self.is_retold else self.block

    @property
    def like(self) -> Example:
        """An example of it, without features and label."""
        return Example((), False, self.block, self.times * DOCUMENT_WEIGHT)


def labelled_passages(*, harder: bool = False) -> Iterator[Annotated]:
    """The passages that are labelled sentence by sentence, in order.

    Args:
        harder: Whether to give those too whose tensions are half said: on documents held out, what they
            teach of tensions misled, and what they teach of other statements helped.
    """
    folders = (_PASSAGES, _PASSAGES / "harder") if harder else (_PASSAGES,)
    for path in (path for folder in folders for path in sorted(folder.glob("*.txt"))):
        for at, passage in enumerate(passages(path)):
            genre = _GENRES.get(passage.genre, passage.genre)
            yield Annotated(passage.source(), genre, passage.gold, f"{path.stem}-{at // 5}")


def _heard(source: Source, genre: str, block: str) -> Heard:
    sentences = list(settings(source, genre))
    return Heard(sentences, held_out(block, sentences))


@cache
def annotated(folders: tuple[Path, ...]) -> tuple[Annotated, ...]:
    """The annotated documents, in order of name within each folder; read once."""
    return tuple(_annotated(folders))


def _annotated(folders: tuple[Path, ...]) -> Iterator[Annotated]:
    # The kind as the program tells it, so the classifiers know how far it can be relied on.
    for path, genre in held_out_kinds(folders).items():
        times = _OF_CORPUS if text_of(path).parent == CORPUS else 1.0
        source = prepare(read(text_of(path)))
        unseen = path.parent != DOCUMENTS
        yield Annotated(
            source, genre, load(path), path.stem, times, tagged_unseen=unseen, cuts=readings(path)
        )
    for path in sorted(MORE.glob("*.json")):
        source = prepare(read(text_of(path)))
        genre = metadata.extract(source).kind
        yield Annotated(source, genre, load(path), path.stem, 1.0, True, readings(path))


@cache
def retold(folders: tuple[Path, ...]) -> tuple[Annotated, ...]:
    """The annotated documents as others would write them, in order; held out with those that they retell."""
    return tuple(_retold(folders))


def _retold(folders: tuple[Path, ...]) -> Iterator[Annotated]:
    known = {path.stem: path for folder in folders for path in folder.glob("*.json")}
    for path in sorted(RETOLD.glob("*.json")):
        if path.stem in known:
            source = prepare(read(text_of(path)))
            genre = metadata.extract(source).kind
            yield Annotated(source, genre, load(path), path.stem, OF_RETOLD, is_retold=True)


def marked_documents() -> Iterator[Annotated]:
    """The documents of which only the statements are marked, in order; no model of kinds has seen them."""
    for path in sorted((DATA / "marked").iterdir()):
        document, gold = marked(path)
        source = prepare(document)
        yield Annotated(source, metadata.extract(source).kind, gold, path.stem)


def _from_passages(label: str) -> Iterator[Example]:
    for one in labelled_passages(harder=label != "paradox"):
        like = Example((), False, one.block, PASSAGE_WEIGHT)
        yield from _statements_of(label, one, like)


def _from_figures(label: str) -> Iterator[Example]:
    """The labelled figures: every number of a sentence, held as true where one of its quotes names it."""
    by_sentence: dict[str, list[str]] = {}
    for line in (DATA / "figures.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, sentence, quote, *_ = line.split("\t")
        by_sentence.setdefault(sentence, []).extend([quote] if kind == "F" else [])
    for at, (sentence, quotes) in enumerate(by_sentence.items()):
        for found in figures.candidates(sentence, "paragraph"):
            firm = [(quote, True) for quote in quotes]
            yield from _figure(
                label, sentence, found, firm, Example((), False, f"figures{at // 20}", 1.0, at + 1)
            )


def _figure(  # noqa: PLR0917 - a number, and what it is told beside
    label: str,
    sentence: str,
    found: figures.Candidate,
    told: Sequence[tuple[str, bool]],
    like: Example,
    hears: Hears = unheard,
) -> Iterator[Example]:
    """A number as an example, or its spans as examples, beside the quotes told and whether each is firm.

    ``like`` gives the block and the weight; its choice numbers the sentence.
    """
    spans = list(figures.quotes(sentence, found, hears))
    shares = [
        max(((overlap(quote, sentence[s.start : s.end]), firm) for quote, firm in told), default=(0.0, True))
        for s in spans
    ]
    best, firm = max(shares, default=(0.0, True))
    if label == "figure":
        if best < 0.5 or firm:
            yield replace(like, features=found.features, holds=best >= 0.5, choice=0)
    elif best >= 0.5:
        choice = 1 + 10_000 * like.choice + found.number[0]
        for span, (share, _) in zip(spans, shares, strict=True):
            yield replace(like, features=span.features, holds=share >= 0.5, choice=choice)


def _from_poles() -> Iterator[Example]:
    """The labelled tensions: each pair of spans that is offered, held as true where it is the writer's."""
    for at, (sentence, told, block) in enumerate(labelled_tensions(), 1):
        yield from _offers(sentence, told, Example((), False, block, choice=at))


def labelled_tensions() -> Iterator[tuple[str, tuple[str, str], str]]:
    """Each labelled sentence that holds a tension, its poles, and its block."""
    for at, line in enumerate((DATA / "paradoxes.tsv").read_text(encoding="utf-8").splitlines()[1:]):
        kind, _, _, sentence, first, second, *_ = line.split("\t")
        if kind == "P":
            yield sentence, (first, second), f"paradoxes{at // 40}"


def _offers(text: str, told: Sequence[str], like: Example) -> Iterator[Example]:
    """What is offered for a tension's poles, with what a network that has not seen its document says."""
    for found, shape, row in poles.offered(text, partial(pole_network_held_out, like.block)):
        holds = _same_poles(told, [text[start:end] for start, end in found.spans])
        yield replace(like, features=shape, holds=holds, network=row)


def _same_poles(told: Sequence[str], spans: Sequence[str]) -> bool:
    """Whether two spans hold most of the words of the two poles, and not many more."""

    def same(one: str, other: str) -> bool:
        ours, theirs = words(one), words(other)
        both = (ours & theirs).total()
        return both >= 0.5 * ours.total() and both >= _LEAST_POLE * theirs.total()

    return len(told) == 2 and any(
        same(told[0], spans[a]) and same(told[1], spans[b]) for a, b in ((0, 1), (1, 0))
    )


def _poles_of(one: Annotated) -> Iterator[Example]:
    """The pairs of spans that are offered for each tension, by each of the readers who saw it."""
    for at, (text, told) in enumerate(tensions_of(one.source, one.genre, one.cuts), 1):
        yield from _offers(text, told, replace(one.like, choice=at))


def tensions_of(
    source: Source, genre: str, cuts: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The sentence, or the two, of each tension that one of the readers saw, and the poles as told there."""
    items = [item for found in cuts for item in found.get("paradoxes", [])]
    singles = list(settings(source, genre)) if items else []
    texts = [*(one.text for one in singles), *(two.text for _, two in pairs(singles))]
    for item in items:
        near = [(alike(item["quote"], text), text) for text in texts]
        likeness, text = max(near, default=(0.0, ""))
        if likeness >= 0.5:
            yield text, item.get("poles", [])


def alike(quote: str, text: str) -> float:
    """The overlap of two quotes' words, also where one opens the other: half of a tension is no tension."""
    ours, theirs = words(quote), words(text)
    return (ours & theirs).total() / max(1, (ours | theirs).total())


def _words_of(told: Sequence[tuple[str, bool]]) -> float:
    """How many words some quotes have on average."""
    return fmean([len(quote.split()) for quote, _ in told]) if told else 0.0


def _figures_of(label: str, one: Annotated) -> Iterator[Example]:
    if not is_noted(one.gold, "figures"):
        return
    told = [(item["quote"], not item.get("optional")) for item in one.gold.get("figures", [])]
    if label == "figure-span" and _words_of(told) > _LONG_QUOTES:
        return
    heard, like = one.heard, one.like
    for sentence in one.source.sentences:
        hears = heard.sentence(sentence, "figure")
        for found in figures.candidates(sentence.text, sentence.segment.kind, hears):
            here = replace(like, choice=sentence.number + 1)
            yield from _figure(label, sentence.text, found, told, here, hears)


def _groups_of(one: Annotated) -> Iterator[Example]:
    source, gold, like = one.source, one.gold, one.like
    labels = {key(item["label"]): bool(item.get("optional")) for item in gold.get("groups", [])}
    names = [
        n
        for kind in ("persons", "organisations")
        for item in gold.get(kind, [])
        for n in (item["name"], *item.get("variants", []))
    ]
    taken = [m.span() for name in set(names) for m in re.finditer(re.escape(name), source.document.text)]
    for label, (_, shape) in groups.candidates(source, one.heard, taken).items():
        if not labels.get(key(label), False):
            yield replace(like, features=shape, holds=key(label) in labels)


def _bodies_of(one: Annotated) -> Iterator[Example]:
    """Each noun that leads to no named body, held as true where the reader noted it."""
    source, gold, like, heard = one.source, one.gold, one.like, one.heard
    told = {
        key(form): bool(item.get("optional"))
        for item in gold.get("organisations", [])
        for form in (item["name"], *item.get("variants", []))
    }
    bodies = organisations.gather(source, tagged(source))
    for noun, places, named in candidates(bodies):
        if named is None and not told.get(key(noun), False):
            yield replace(like, features=noun_shape(bodies, noun, places, heard), holds=key(noun) in told)


def _body_names_of(one: Annotated) -> Iterator[Example]:
    """Each name that is offered as a body's, held as true where the reader noted it."""
    source, gold, like = one.source, one.gold, one.like
    told = {
        key(form): bool(item.get("optional"))
        for item in gold.get("organisations", [])
        for form in (item["name"], *item.get("variants", []))
    }
    tagging = tagged(source)
    for offer in offers(source, tagging, organisations.by_rules(source, tagging)):
        forms = {key(form) for name in offer.forms for form in (name, without_genitive(name))}
        if offer.draft is None:
            forms |= {form.removesuffix("s") for form in forms}
        noted = [told[form] for form in forms if form in told]
        if not noted or not all(noted):
            yield replace(like, features=tuple(sorted(offer.signs)), holds=bool(noted))


@cache
def _people(path: Path, genre: str, held_out_as: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """For each person of a document: the forms of the name, and how the document shows them taking part."""
    source = prepare(read(path))
    names = tagged(source)
    heard = _heard(source, genre, held_out_as)
    bodies = organisations.extract(source, names, heard)
    people = persons.gather(source, names.of("PER"), bodies, genre)
    return tuple(
        (frozenset(map(key, (draft.name, *(m.quote for m in draft.mentions.values())))), shape)
        for draft, shape in shapes(people, genre, heard)
    )


def _persons_of(label: str, one: Annotated) -> Iterator[Example]:
    for names, shape in _people(Path(one.source.document.path), one.genre, one.held_out_as):
        for item in one.gold.get("persons", []):
            if names & {key(name) for name in (item["name"], *item.get("variants", []))}:
                if not item.get("participation_unsure"):
                    yield replace(one.like, features=shape, holds=model_name(item["participation"]) == label)
                break


def _voices_of(one: Annotated) -> Iterator[Example]:
    """Each who may be the voice of a statement, held as true where the reader named that one.

    Where a reader named nobody in a whole document, voices were not noted.
    """
    told = [item for kind in ("paradoxes", "recommendations") for item in one.gold.get(kind, ())]
    if not any(item.get("voiced_by") for item in told):
        return
    known = [
        {key(name) for name in (item["name"], *item.get("variants", ()))}
        for kind in ("persons", "organisations")
        for item in one.gold.get(kind, ())
    ]
    weighing = weighed_for(one.source, unvoiced(one.source))
    for at, item in enumerate((item for item in told if not item.get("optional")), 1):
        near = max(one.source.sentences, key=lambda s: overlap(item["quote"], s.text))
        if overlap(item["quote"], near.text) >= _LEAST_QUOTED:
            for candidate in weighing.candidates(near):
                holds = same_voice(item.get("voiced_by") or "", candidate.who, known)
                yield replace(one.like, features=candidate.shape, holds=holds, choice=at)


def _answers_of(one: Annotated) -> Iterator[Example]:
    """The lines under questions, as the document is laid out and, for less, as others would lay it out."""
    source, genre, gold, like = one.source, one.genre, one.gold, one.like
    for begins, shape in answer_examples.labelled(source, genre, gold, one.heard):
        yield replace(like, features=shape, holds=begins)
    less = replace(like, weight=like.weight / DOCUMENT_WEIGHT)
    for variant in answer_examples.variants(source.document):
        laid_out = prepare(variant)
        heard = _heard_elsewhere(one, laid_out)
        for begins, shape in answer_examples.labelled(laid_out, genre, gold, heard):
            yield replace(less, features=shape, holds=begins)


def _heard_elsewhere(one: Annotated, laid_out: Source) -> Heard:
    """What the network says of a document's sentences where these stand otherwise, as far as it is told."""
    known = list(settings(one.source, one.genre))
    said = held_out(one.held_out_as, known)
    told = {c.text: (scores, words) for c, scores, words in zip(known, said.scores, said.words, strict=True)}
    sentences = [c for c in settings(laid_out, one.genre) if c.text in told]
    scores, words = [told[c.text][0] for c in sentences], [told[c.text][1] for c in sentences]
    return Heard(sentences, Said(scores, words))


def _following_of(one: Annotated) -> Iterator[Example]:
    for begins, shape in following_examples.labelled(one.source, one.genre, one.gold, one.heard):
        yield replace(one.like, features=shape, holds=begins)


def _from_document(label: str, one: Annotated) -> Iterator[Example]:
    if label in {"figure", "figure-span"}:
        return _figures_of(label, one)
    if KINDS[label] == "persons":
        return _persons_of(label, one)
    of_label = {
        "group": _groups_of, BODY: _bodies_of, BODY_NAME: _body_names_of,
        VOICE: _voices_of,
        "pole": _poles_of, "answer": _answers_of, FOLLOWING: _following_of,
    }  # fmt: skip
    return of_label[label](one) if label in of_label else _statements_of(label, one, one.like)


def _statements_of(label: str, one: Annotated, like: Example) -> Iterator[Example]:
    """Each sentence that may be a statement, held as true where the reader quoted it."""
    candidates = list(settings(one.source, one.genre))
    said = (
        held_out(like.block, candidates).scores if like.weight >= DOCUMENT_WEIGHT else [{}] * len(candidates)
    )
    told = zip(candidates, truths(label, candidates, one.gold), said, strict=True)
    for candidate, holds, scores in told:
        if holds is not None and (label != "question" or "?" in candidate.text):
            names = tuple(sorted(set(features(candidate.text, candidate.setting))))
            by_label = tuple(scores.values())
            yield replace(like, features=names, holds=holds, text=candidate.text, network=by_label)


def truths(label: str, candidates: Sequence[Candidate], gold: Mapping[str, Any]) -> list[bool | None]:
    """Whether each sentence holds what the reader quoted; ``None`` where that cannot be said."""
    quotes = [(item["quote"], bool(item.get("optional"))) for item in gold.get(KINDS[label], [])]
    likeness, least = (alike, _WHOLE) if label == "paradox" else (overlap, 0.5)
    out: list[bool | None] = []
    for candidate in candidates:
        best, optional = max(
            ((likeness(quote, candidate.text), opt) for quote, opt in quotes), default=(0.0, False)
        )
        unsure = 0.3 <= best < least or (optional and best >= 0.5)
        out.append(None if unsure else best >= 0.5)
    return out
