"""How well findings agree with a reader's annotations: precision, recall and F1, kind by kind.

Both sides are plain values in the annotations' form. Names and themes match as sets, statements by their
words, one to one, the most alike first; what only one of two readers saw counts neither way.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz.distance import Prefix

from graph_build.collect import documents_in
from graph_build.errors import ReadError, UsageError

__all__ = [
    "KINDS", "Annotations", "Evaluation", "Miss", "Row", "evaluate", "files_with_gold", "load", "mean_f1",
    "overlap",
]  # fmt: skip

Item = Mapping[str, Any]
Annotations = Mapping[str, Any]
"""What one document says, in the annotations' form."""
Side = Literal["missed", "wrong", "unlike"]

KINDS = (
    "persons", "participation", "organisations", "themes", "groups", "questions", "paradoxes", "poles",
    "recommendations", "decisions", "figures", "answers",
)  # fmt: skip
"""The kinds that are measured, in the order they are shown."""

_ALIKE = 0.5
_START_CHARS = 40  # from here on a quote that is another one's beginning is that quote, cut short
_SHOWN_CHARS = 110
_VOICED = ("paradoxes", "recommendations")
# Letters that two forms of a word share at least, and in which they may differ.
_STEM, _INFLECTION = 5, 4
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of one kind: items matched, in the annotations, and found; optional ones are in none of them."""

    matched: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: "Row") -> "Row":
        """The counts of both."""
        return Row(self.matched + other.matched, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; of nothing found it is 1 where there was nothing to find."""
        return round(self._precision, 3)

    @property
    def recall(self) -> float:
        """Share of what was to be found that was; 1 where nothing was to be found and nothing was found."""
        return round(self._recall, 3)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, 0 to 1."""
        both = self._precision + self._recall
        return round(2 * self._precision * self._recall / both, 3) if both else 0.0

    @property
    def _precision(self) -> float:
        return self.matched / self.found if self.found else float(self.gold == 0)

    @property
    def _recall(self) -> float:
        return self.matched / self.gold if self.gold else float(self.found == 0)

    def to_dict(self) -> dict[str, float | int]:
        """The row as plain values, fit for JSON."""
        measures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**measures, "matched": self.matched, "gold": self.gold, "found": self.found}


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that counts against the findings.

    Attributes:
        kind: One of ``KINDS``.
        document: The document's name.
        side: ``missed`` (only the reader has it), ``wrong`` (only the findings have it), or ``unlike`` (both
            have it, but differ in how someone took part, what the poles are, or which question it answers).
        words: Its name, label or the start of its quote.
        gold: The reader's item, ``None`` where it is wrong.
        found: The finding, ``None`` where it is missed.
    """

    kind: str
    document: str
    side: Side
    words: str
    gold: Item | None = None
    found: Item | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation measured: rows by kind, over all documents and for each, and what counts against.

    ``voices`` is of the tensions and recommendations that both sides have: how often both name the same
    voice, of how often each names one.
    """

    by_document: Mapping[str, Mapping[str, Row]]
    misses: tuple[Miss, ...]
    voices: Row = Row()

    @property
    def pooled(self) -> dict[str, Row]:
        """The counts of all documents together, by kind."""
        rows = self.by_document.values()
        return {kind: sum((of[kind] for of in rows), Row()) for kind in KINDS}

    @property
    def mean_f1(self) -> float:
        """Mean F1 of the kinds that have anything to find or found, all documents pooled."""
        return mean_f1(self.pooled)

    def to_dict(self) -> dict[str, Any]:
        """The measures as plain values, fit for JSON."""
        return {
            "documents": list(self.by_document),
            "kinds": {kind: row.to_dict() for kind, row in self.pooled.items()},
            "mean_f1": round(self.mean_f1, 3),
            "voices": self.voices.to_dict(),
            "by_document": {
                name: {kind: row.to_dict() for kind, row in rows.items()}
                for name, rows in self.by_document.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind in one document: both sides, which of them match, and which matches say the same."""

    kind: str
    gold: Sequence[Item]
    found: Sequence[Item]
    pairs: Sequence[tuple[int, int]]
    show: Callable[[Item], str]
    right: Callable[[Item, Item], bool] = field(default=lambda *_: True)

    def row(self) -> Row:
        optional = {at for at, item in enumerate(self.gold) if item.get("optional")}
        firm = [(self.gold[g], self.found[f]) for g, f in self.pairs if g not in optional]
        matched = sum(self.right(g, f) for g, f in firm)
        free = len(self.pairs) - len(firm)
        return Row(matched, len(self.gold) - len(optional), len(self.found) - free)

    def misses(self, document: str) -> Iterator[Miss]:
        known = {g for g, _ in self.pairs}
        taken = {f for _, f in self.pairs}
        for at, item in enumerate(self.gold):
            if at not in known and not item.get("optional"):
                yield Miss(self.kind, document, "missed", self.show(item), gold=item)
        for gold, found in ((self.gold[g], self.found[f]) for g, f in sorted(self.pairs)):
            if not gold.get("optional") and not self.right(gold, found):
                yield Miss(self.kind, document, "unlike", self.show(gold), gold, found)
        for at, item in enumerate(self.found):
            if at not in taken:
                yield Miss(self.kind, document, "wrong", self.show(item), found=item)


def load(folder: Path) -> dict[str, Annotations]:
    """Read a folder of annotations, one JSON file a document.

    Returns:
        The annotations by document name, sorted.

    Raises:
        UsageError: There is no such folder, or no JSON file in it.
        ReadError: A file is no annotation.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()}: no such folder; name one with a JSON file per document.")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UsageError(f"{folder.as_posix()}: the folder holds no JSON file; name one with annotations.")
    return {file.stem: _load(file) for file in files}


_NAMED_BY = {"persons": "name", "organisations": "name", "groups": "label", "themes": "id"}


def _load(file: Path) -> Annotations:
    try:
        said: Annotations = json.loads(file.read_text(encoding="utf-8"))
        for kind in {*KINDS} - {"participation", "poles"}:
            for item in said.get(kind, ()):
                item[_NAMED_BY.get(kind, "quote")].strip()
    except OSError as error:
        raise ReadError(f"{file.as_posix()}: cannot be read ({error.strerror or error}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}"
        raise ReadError(
            f"{file.as_posix()}: is no annotation ({what}); write it in the annotations' form."
        ) from error
    return said


def files_with_gold(paths: Iterable[Path], gold: Mapping[str, Annotations]) -> list[Path]:
    """The documents under some paths that have annotations, sorted.

    Raises:
        UsageError: A path is not there, or none of the documents has annotations.
    """
    files = sorted({file for path in paths for file in documents_in(path) if file.stem in gold})
    if not files:
        raise UsageError("none of the documents has annotations of its name; name those that have.")
    return files


def evaluate(gold: Mapping[str, Annotations], found: Mapping[str, Annotations]) -> Evaluation:
    """Compare findings with annotations.

    Args:
        gold: A reader's annotations by document name.
        found: Findings by document name; a document that is not there counts as one without findings.
    """
    by_document: dict[str, dict[str, Row]] = {}
    misses: list[Miss] = []
    voices = Row()
    for name in sorted(gold):
        compared = list(compare(gold[name], found.get(name, {})))
        by_document[name] = {one.kind: one.row() for one in compared}
        misses += [miss for one in compared for miss in one.misses(name)]
        voices += _voices(gold[name], compared)
    return Evaluation(by_document, tuple(misses), voices)


def mean_f1(rows: Mapping[str, Row]) -> float:
    """Mean F1 of the kinds that have anything to find or found; 0 where none has."""
    shown = [row.f1 for row in rows.values() if row.gold or row.found]
    return sum(shown) / max(1, len(shown))


def overlap(one: str, other: str) -> float:
    """How alike two quotes are: Jaccard overlap of their words, 0 to 1.

    Where one of at least 40 code points is the beginning of the other, they are one quote.

    Example:
        >>> overlap("Der er brug for **tillid**", "der er brug for styring")
        0.6666666666666666
    """
    ours, theirs = _words(one), _words(other)
    either = (ours | theirs).total()
    if not either:
        return 0.0
    shorter, longer = sorted((_fold(one), _fold(other)), key=len)
    if len(shorter) >= _START_CHARS and longer.startswith(shorter):
        return 1.0
    return (ours & theirs).total() / either


def compare(gold: Annotations, found: Annotations) -> Iterator[Compared]:
    """Each kind of one document, in the order of ``KINDS``."""

    def compared(kind: str, alike: Callable[[Item, Item], float], show: Callable[[Item], str]) -> Compared:
        ours, theirs = found.get(kind, []), gold.get(kind, [])
        return Compared(kind, theirs, ours, _pairs(theirs, ours, alike), show)

    persons = compared("persons", _same_name, _name)
    yield persons
    yield _judged(persons, "participation", lambda g, f: g.get("participation") == f.get("participation"))
    yield compared("organisations", _same_name, _name)
    yield compared("themes", _same("id"), lambda item: str(item["id"]))
    yield compared("groups", _same("label"), lambda item: str(item["label"]))
    questions = compared("questions", _same_quote, _quote)
    yield questions
    paradoxes = compared("paradoxes", _same_quote, _quote)
    yield paradoxes
    yield _judged(paradoxes, "poles", _same_poles)
    for kind in ("recommendations", "decisions", "figures"):
        yield compared(kind, _same_quote, _quote)
    yield _judged(compared("answers", _same_quote, _quote), "answers", _answers_same(questions))


def _voices(gold: Annotations, compared: Sequence[Compared]) -> Row:
    """How often both sides give a statement of both to the same voice, where the reader noted voices."""
    known = [_names(item) for kind in ("persons", "organisations") for item in gold.get(kind, ())]
    total = Row()
    for one in (one for one in compared if one.kind in _VOICED):
        for g, f in one.pairs:
            if "voiced_by" not in one.gold[g]:
                continue
            theirs, ours = (side.get("voiced_by") or "" for side in (one.gold[g], one.found[f]))
            same = same_voice(theirs, ours, known)
            total += Row(int(same), int(bool(theirs)), int(bool(ours)))
    return total


def same_voice(one: str, other: str, known: Iterable[Set[str]]) -> bool:
    """Whether two voices are one's; an empty one is nobody's.

    Args:
        one: A name or label.
        other: Another.
        known: The folded names of each who is named in the document.
    """
    ours, theirs = _fold(one), _fold(other)
    return bool(ours and theirs) and (_one_s(ours, theirs) or any({ours, theirs} <= names for names in known))


def _one_s(one: str, other: str) -> bool:
    """Whether two names are one's, or one of them is part of the other, or both are forms of one word."""
    shorter, longer = sorted((one, other), key=len)
    start = Prefix.similarity(one, other)
    word = " " not in longer and start >= _STEM and start >= len(longer) - _INFLECTION
    return word or re.search(rf"\b{re.escape(shorter)}\b", longer) is not None


def _judged(compared: Compared, kind: str, right: Callable[[Item, Item], bool]) -> Compared:
    return Compared(kind, compared.gold, compared.found, compared.pairs, compared.show, right)


def _pairs(
    gold: Sequence[Item], found: Sequence[Item], alike: Callable[[Item, Item], float]
) -> list[tuple[int, int]]:
    """Which items match, one to one, the most alike first; of equals the earlier ones."""
    scored = ((alike(g, f), at_g, at_f) for at_g, g in enumerate(gold) for at_f, f in enumerate(found))
    best = sorted((entry for entry in scored if entry[0] >= _ALIKE), key=lambda entry: -entry[0])
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out = []
    for _, g, f in best:
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            out.append((g, f))
    return out


def _same_name(gold: Item, found: Item) -> float:
    return float(bool(_names(gold) & _names(found)))


def _same(key: str) -> Callable[[Item, Item], float]:
    return lambda gold, found: float(_fold(gold[key]) == _fold(found[key]))


def _same_quote(gold: Item, found: Item) -> float:
    return overlap(gold["quote"], found["quote"])


def _same_poles(gold: Item, found: Item) -> bool:
    """Whether each pole shares half of its words with one of those found, in either order."""
    ours, theirs = found.get("poles", []), gold.get("poles", [])
    if len(theirs) != 2 or len(ours) != 2:
        return False
    straight = _covers(theirs[0], ours[0]) and _covers(theirs[1], ours[1])
    return straight or (_covers(theirs[0], ours[1]) and _covers(theirs[1], ours[0]))


def _covers(gold: str, found: str) -> bool:
    words = _words(gold)
    return (words & _words(found)).total() >= 0.5 * max(1, words.total())


def _answers_same(questions: Compared) -> Callable[[Item, Item], bool]:
    """Whether two answers answer the same question; an answer whose question did not match is not right."""
    asked = {item["id"]: at for at, item in enumerate(questions.gold) if "id" in item}
    found = {item["id"]: at for at, item in enumerate(questions.found) if "id" in item}
    together = set(questions.pairs)
    return lambda g, f: (asked.get(g.get("answers")), found.get(f.get("answers"))) in together


def _name(item: Item) -> str:
    return str(item["name"])


def _quote(item: Item) -> str:
    return str(item["quote"])[:_SHOWN_CHARS]


def _names(item: Item) -> set[str]:
    return {_fold(form) for form in (item["name"], *item.get("variants", ())) if form}


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    plain = html.unescape(_TAG.sub(" ", text)).replace("*", "")
    return re.sub(r"\s+", " ", plain).strip().casefold()


@lru_cache(maxsize=65536)
def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", _fold(text)))
