"""What the names model sees of a word: its shape, parts and neighbours, and what the gazetteers say of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"
GAZETTEERS = LEXICON / "gazetteers"

_UPPER = re.compile(r"[A-ZÆØÅÄÖÜÉÈÁÓÍÚÝÐÞŠŽČĆŁÑÇ]+")
_LOWER = re.compile(r"[a-zæøåäöüéèêáàóíúýðþšžčćłñçëïôâûõãß]+")
_DIGIT = re.compile(r"[0-9]+")
# One letter for each kind of gazetteer entry, so that a word's classes are a short string.
_LETTERS = {
    "country": "C", "region": "R", "city": "T", "street": "V",
    "company": "c", "house": "h", "hospital": "s", "authority": "a", "school": "u", "centre": "z",
    "association": "f", "party": "p", "media": "m", "sport": "i",
}  # fmt: skip
_GENITIVES = ("'s", "’s", "s", "'", "’")


def read_rows(path: Path) -> Iterator[list[str]]:
    """Give a gazetteer's rows, comments left out."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


def shape(word: str) -> str:
    """Give a word's shape, runs folded: ``Xx`` for "Anna", ``X-x`` for "KL-formand", ``d.d`` for "3.5"."""
    return _DIGIT.sub("d", _LOWER.sub("x", _UPPER.sub("X", word)))


class WordClasses:
    """What the gazetteers say of words: letters for single words, entries of several words, common words."""

    def __init__(self, common: Iterable[str]) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._common = frozenset(common)
        self._classes: dict[str, str] = {}
        for form, letter in _entries():
            words = tuple(form.split())
            if len(words) > 1:
                self.phrases.setdefault(words[0], []).append((words, letter))
            elif letter not in self._classes.get(form, ""):
                self._classes[form] = self._classes.get(form, "") + letter
        for entries in self.phrases.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))
        rows = read_rows(GAZETTEERS / "organisation_words.tsv")
        endings = (row[0][1:] for row in rows if row[1] == "suffix")
        self._endings = tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))

    def letters(self, word: str) -> str:
        """Give the letters of a word's classes, also in the genitive; "" where no gazetteer knows it."""
        for form in _forms(word):
            found = self._classes.get(form)
            if found:
                return found
        return ""

    def ending(self, lower: str) -> str:
        """Give the longest ending of a lower-case word that marks an organisation, "" where it has none."""
        if not lower.endswith(self._endings):
            return ""
        return next((e for e in self._endings if lower.endswith(e) and len(lower) > len(e) + 1), "")

    def commonness(self, lower: str) -> str:
        """Give ``l`` for a word that also stands in lower case, ``c`` for a compound of such, else ``n``."""
        common = self._common
        if lower in common or (lower.endswith("s") and lower[:-1] in common):
            return "l"
        for i in range(3, len(lower) - 4):
            if lower[i:] in common and (lower[:i] in common or lower[:i].rstrip("se") in common):
                return "c"
        return "n"

    def phrase_marks(self, words: Sequence[str]) -> dict[int, str]:
        """Give ``B`` or ``I`` and a letter for each word that stands in an entry of several words."""
        marks: dict[int, str] = {}
        for i, word in enumerate(words):
            for entry, letter in self.phrases.get(word, ()) if i not in marks else ():
                end = i + len(entry)
                last = words[end - 1] if end <= len(words) else ""
                if tuple(words[i : end - 1]) == entry[:-1] and last in (
                    entry[-1],
                    entry[-1] + "s",
                    entry[-1] + "'s",
                ):
                    marks[i] = "B" + letter
                    marks.update(dict.fromkeys(range(i + 1, end), "I" + letter))
                    break
        return marks


def _entries() -> Iterator[tuple[str, str]]:
    """Give every gazetteer entry with its letter."""
    for name, letter in (
        ("first_names", "F"),
        ("surnames", "S"),
        ("title_words", "t"),
        ("organisation_names", "O"),
    ):
        for row in read_rows(GAZETTEERS / f"{name}.tsv"):
            yield row[0], letter
    for name in ("places", "organisation_words"):
        for row in read_rows(GAZETTEERS / f"{name}.tsv"):
            if row[1] != "suffix":
                yield row[0], _LETTERS[row[1]]
    for _, _, preferred, variants, _ in read_rows(GAZETTEERS / "organisations.tsv"):
        for form in (preferred, *variants.split("|")):
            if form and form[0].isupper():
                yield form, "O"


def _forms(word: str) -> Iterator[str]:
    yield word
    if len(word) > 3 and word.isupper():
        yield word.title()
    for ending in _GENITIVES:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            yield word[: -len(ending)]


_REMEMBERED = 1 << 13
"""Words whose features are kept; each takes about 2 kB."""


class Featuriser:
    """Turns sentences into feature lists; what depends on one word alone is computed once a word.

    Features are in UTF-8, as the model keeps them; else it encodes each again wherever it stands. ``classes``
    is what the gazetteers say of words.
    """

    def __init__(self, common: Iterable[str]) -> None:
        self.classes = WordClasses(common)
        self._words: dict[str, tuple[list[bytes], list[bytes], list[bytes], bytes]] = {}
        self._names_first = lru_cache(maxsize=_REMEMBERED)(self._first_may_name)

    def _word(self, word: str) -> tuple[list[bytes], list[bytes], list[bytes], bytes]:
        """Give a word's features as seen from itself, the next word and the one before, and its sign."""
        lower, form, letters = word.lower(), shape(word), self.classes.letters(word)
        upper = word[0].isupper()
        common = self.classes.commonness(lower) if upper and "O" not in letters else ""
        sign = form + letters + common
        own = [
            "w=" + lower,
            "s=" + form,
            "g=" + letters,
            "sg=" + sign,
            "k=" + common,
            f"n={min(len(word), 8)}",
        ]
        own += [f"p{n}=" + lower[:n] for n in (2, 3, 4)] + [f"x{n}=" + lower[-n:] for n in (2, 3, 4, 5)]
        own += ["g." + letter for letter in letters]
        own += self._capital(word, lower) if upper else []
        near = [lower, form, "g" + letters, "x" + lower[-3:], "k" + common]
        before, after = ["-1" + f for f in near], ["+1" + f for f in near]
        return _encoded(own), _encoded(before), _encoded(after), sign.encode()

    def _capital(self, word: str, lower: str) -> list[str]:
        """Give what only a capitalised word shows."""
        ending = self.classes.ending(lower)
        features = (
            ["r=" + word[-3:]] + (["o=" + ending] if ending else []) + (["gen"] if lower[-1] == "s" else [])
        )
        if word.isupper():
            features.append(f"up{min(len(word), 5)}")
        head, dash, tail = word.partition("-")
        if dash and head:
            features += [
                "h=" + self.classes.letters(head) + "|" + self.classes.letters(tail),
                "t=" + tail[-4:],
            ]
        return features

    def may_name(self, words: Sequence[str]) -> bool:
        """Say whether a sentence can hold a name: a capital beyond that of a common first word."""
        if any(map(str.isupper, map(itemgetter(0), words[1:]))):
            return True
        return words[0][0].isupper() and self._names_first(words[0])

    def _first_may_name(self, word: str) -> bool:
        """Say whether a sentence's first word may name somebody, with no capital after it."""
        return self.classes.commonness(word.lower()) != "l" or bool(self.classes.letters(word))

    def __call__(self, words: Sequence[str]) -> list[list[bytes]]:
        """Give each word's features, in the words' order."""
        cache = self._words
        if len(cache) > _REMEMBERED:
            cache.clear()
        for word in words:
            if word not in cache:
                cache[word] = self._word(word)
        seen = [cache[word] for word in words]
        signs = [b"^", *[s[3] for s in seen], b"$"]
        last = len(words) - 1
        result = []
        for i, own in enumerate(seen):
            features = own[0].copy()
            features += seen[i - 1][1] if i else [b"BOS"]
            features += seen[i + 1][2] if i < last else [b"EOS"]
            left, right = signs[i] + b"|" + signs[i + 1], signs[i + 1] + b"|" + signs[i + 2]
            features += [b"a" + left, b"b" + right, b"c" + left + b"|" + signs[i + 2]]
            result.append(features)
        for i, mark in self.classes.phrase_marks(words).items():
            for place, at in (("", i), ("-1", i + 1), ("+1", i - 1)):
                if 0 <= at <= last:
                    result[at].append(f"{place}m{mark}".encode())
        return result


def _encoded(features: Iterable[str]) -> list[bytes]:
    return [feature.encode() for feature in features]
