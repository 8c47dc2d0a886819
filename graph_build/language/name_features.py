"""What the names model sees of a word: its shape, parts and neighbours, and what the gazetteers say of it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"
GAZETTEERS = LEXICON / "gazetteers"

_UPPER = re.compile(r"[A-ZÆØÅÄÖÜÉÈÁÓÍÚÝÐÞŠŽČĆŁÑÇ]+")
_LOWER = re.compile(r"[a-zæøåäöüéèêáàóíúýðþšžčćłñçëïôâûõãß]+")
_DIGIT = re.compile(r"[0-9]+")
# One letter for each kind of entry, so that a word's classes are a short string.
_PLACE_LETTERS = {"country": "C", "region": "R", "city": "T", "street": "V"}
_ORGANISATION_LETTERS = {
    "company": "c", "house": "h", "hospital": "s", "authority": "a", "school": "u", "centre": "z",
    "association": "f", "party": "p", "media": "m", "sport": "i",
}  # fmt: skip


def read_table(path: Path) -> Iterator[tuple[str, str]]:
    """Give the rows of a gazetteer: a form and its kind ("" where the file has one column)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, _, kind = line.partition("\t")
            yield form, kind


def shape(word: str) -> str:
    """Give a word's shape, runs folded: ``Xx`` for "Anna", ``X-x`` for "KL-formand", ``d.d`` for "3.5"."""
    return _DIGIT.sub("d", _LOWER.sub("x", _UPPER.sub("X", word)))


class WordClasses:
    """The gazetteers' classes of single words and the entries of several words."""

    def __init__(self, folder: Path = GAZETTEERS) -> None:
        self._classes: dict[str, str] = {}
        self._suffixes: list[str] = []
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, _ in read_table(folder / "first_names.tsv"):
            self._add(name, "F")
        for name, _ in read_table(folder / "surnames.tsv"):
            self._add(name, "S")
        for name, kind in read_table(folder / "places.tsv"):
            self._add(name, _PLACE_LETTERS[kind])
        for form, kind in read_table(folder / "organisation_words.tsv"):
            if kind == "suffix":
                self._suffixes.append(form[1:])
            else:
                self._add(form, _ORGANISATION_LETTERS[kind])
        for word, _ in read_table(folder / "title_words.tsv"):
            self._add(word, "t")
        self._suffixes.sort(key=lambda suffix: (-len(suffix), suffix))

    def _add(self, form: str, letter: str) -> None:
        words = tuple(form.split())
        if len(words) > 1:
            self.phrases.setdefault(words[0], []).append((words, letter))
        elif letter not in self._classes.get(form, ""):
            self._classes[form] = self._classes.get(form, "") + letter

    def __call__(self, word: str) -> str:
        """Give the letters of a word's classes, "" where no gazetteer knows it."""
        found = self._classes.get(word)
        if found is None and word.isupper() and len(word) > 3:
            found = self._classes.get(word.title())
        if found is None:
            for ending in ("'s", "’s", "s", "'", "’"):
                if word.endswith(ending) and len(word) - len(ending) > 2:
                    found = self._classes.get(word[: -len(ending)])
                    if found:
                        return found
        return found or ""

    def suffix(self, word: str) -> str:
        """Give the longest ending of a word that marks an organisation, "" where it has none."""
        lower = word.lower()
        for suffix in self._suffixes:
            if lower.endswith(suffix) and len(lower) > len(suffix) + 1:
                return suffix
        return ""


class Featuriser:
    """Turns sentences into feature lists; what depends on one word alone is computed once a word."""

    def __init__(self, classes: WordClasses | None = None) -> None:
        self._classes = classes or WordClasses()
        self._words: dict[str, tuple[list[str], list[str], list[str], list[str], list[str], str]] = {}

    def _word(self, word: str) -> tuple[list[str], list[str], list[str], list[str], list[str], str]:
        lower, form, gaz = word.lower(), shape(word), self._classes(word)
        suffix = self._classes.suffix(word)
        own = ["w=" + lower, "s=" + form, "g=" + gaz, "sg=" + form + gaz]
        own += [f"p{n}=" + lower[:n] for n in (2, 3, 4)] + [f"x{n}=" + lower[-n:] for n in (2, 3, 4, 5)]
        own += ["o=" + suffix] if suffix else []
        own += ["g." + letter for letter in gaz]
        head, dash, tail = word.partition("-")
        if dash and head:
            own += ["hg=" + self._classes(head) + "|" + self._classes(tail), "ht=" + tail.lower()[-4:]]
        near = [lower, form, "g" + gaz, "x" + lower[-3:]]
        far = [lower, form + gaz]
        return (
            own,
            ["-1" + f for f in near],
            ["+1" + f for f in near],
            ["-2" + f for f in far],
            ["+2" + f for f in far],
            form + gaz,
        )

    def __call__(self, words: Sequence[str]) -> list[list[str]]:
        """Give each word's features, in the words' order."""
        cache = self._words
        for word in words:
            if word not in cache:
                cache[word] = self._word(word)
        seen = [cache[word] for word in words]
        signs = ["^", *[s[5] for s in seen], "$", "$"]
        last = len(words) - 1
        result = []
        for i, s in enumerate(seen):
            features = s[0].copy()
            features += seen[i - 1][1] if i else ["BOS"]
            features += seen[i + 1][2] if i < last else ["EOS"]
            if i > 1:
                features += seen[i - 2][3]
            if i + 1 < last:
                features += seen[i + 2][4]
            before, here, after = signs[i], signs[i + 1], signs[i + 2]
            left, right = before + "|" + here, here + "|" + after
            features += ["a" + left, "b" + right, "c" + left + "|" + after]
            result.append(features)
        return result
