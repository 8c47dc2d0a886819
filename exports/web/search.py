"""Full-text search over what the graph quotes and calls things: an SQLite index beside the store.

A word is found in all its forms, and ``å``, ``æ`` and ``ø`` however they are written: it is indexed by its
lemma, in ASCII. From SPARQL the index is asked by ``led:search``, as a function over a thing and words, or as
a predicate, which looks the things up in the index first and so is the faster way.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from exports.web.evaluate import JobError
from exports.web.screening import looked_up
from ontology.terms import PREFIXES

__all__ = ["SEARCH", "Index", "Search", "build"]

SEARCH: Final = ox.NamedNode(f"{PREFIXES['led']}search")
_SHORT: Final = "led:search"
_WORD: Final = re.compile(r"\w+\*?")
_PHRASE: Final = re.compile(r'"([^"]*)"|(\S+)')
_ASCII: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "y", "ö": "oe", "ä": "ae"})
_DANISH: Final = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_STEPS: Final = 3
"""Times that a lemma is looked up again."""
_WAIT: Final = 8.0
"""Seconds that a query waits for an index that is being built."""
_MOST: Final = 10_000
"""Things that one search finds."""


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    """Give a word's lemma in ASCII letters; ``aa`` may stand for ``å``.

    A lemma is looked up again until it stays: ``ledere`` leads to ``leder``, which the word list gives as
    a form of ``led``, and all forms must come to one.
    """
    import simplemma

    for spelt in dict.fromkeys((word, _danish(word))):
        found = spelt
        for _ in range(_STEPS):
            found = simplemma.lemmatize(found, lang="da")
        if found != spelt or simplemma.is_known(spelt, lang="da"):
            return found.casefold().translate(_ASCII)
    return word.translate(_ASCII)


def _danish(word: str) -> str:
    for two, one in _DANISH:
        word = word.replace(two, one)
    return word


def _words(text: str, lemma: Callable[[str], str]) -> Iterator[str]:
    for found in _WORD.finditer(text.casefold()):
        word = found[0]
        yield word.translate(_ASCII) if word.endswith("*") else lemma(word)


def build(store: ox.Store, path: Path) -> None:
    """Write an index of the graph, which carries its file's name as key; it is there whole or not at all."""
    text = (files("exports.web") / "queries" / "fulltext.rq").read_text(encoding="utf-8")
    rows = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    index = sqlite3.connect(fresh)
    index.execute("PRAGMA journal_mode = OFF")  # a file that is not finished is never read
    index.execute("CREATE TABLE made(key TEXT)")
    index.execute("INSERT INTO made VALUES (?)", (path.stem,))
    index.execute("CREATE VIRTUAL TABLE passages USING fts5(words, thing UNINDEXED)")
    index.execute("CREATE TABLE forms(form TEXT PRIMARY KEY, lemma TEXT) WITHOUT ROWID")
    _fill(index, sorted({(row["thing"].value, row["text"].value) for row in rows}))
    index.commit()
    index.close()
    fresh.replace(path)


def _fill(index: sqlite3.Connection, texts: Iterable[tuple[str, str]]) -> None:
    forms: dict[str, str] = {}

    def lemma(word: str) -> str:
        if word not in forms:
            forms[word] = _lemma(word)
        return forms[word]

    rows = ((" ".join(_words(text.replace("*", " "), lemma)), thing) for thing, text in texts)
    index.executemany("INSERT INTO passages VALUES (?, ?)", rows)
    index.executemany("INSERT INTO forms VALUES (?, ?)", sorted(forms.items()))


class Index:
    """An index on disk, opened when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index: sqlite3.Connection | None = None
        self._found: dict[str, dict[str, float]] = {}

    def find(self, words: str) -> dict[str, float]:
        """Give the things in which all of the words stand, and how well each fits; the best come first.

        Args:
            words: Words in any form, ``"more words"`` that stand together, and ``begin*`` for beginnings.
        """
        if words not in self._found:
            if len(self._found) > 100:
                self._found.clear()
            self._found[words] = self._search(words)
        return self._found[words]

    def _search(self, words: str) -> dict[str, float]:
        wanted = self._expression(words)
        if not wanted:
            return {}
        rows = self._open().execute(
            "SELECT thing, -min(rank) AS score FROM "
            "(SELECT thing, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?) "
            "GROUP BY thing ORDER BY score DESC, thing",
            (wanted, _MOST),
        )
        return {thing: round(score, 4) for thing, score in rows}

    def _expression(self, words: str) -> str:
        """Give words in FTS5's language; every word stands in quotes, so none is an operator."""
        parts = []
        for phrase, word in _PHRASE.findall(words):
            lemmas = list(_words(phrase or word, self._lemma))
            if lemmas and lemmas[-1].endswith("*"):
                parts.append(f'"{" ".join([*lemmas[:-1], lemmas[-1][:-1]])}" *')
            elif lemmas:
                parts.append(f'"{" ".join(lemmas)}"')
        return " AND ".join(parts)

    def _lemma(self, word: str) -> str:
        row = self._open().execute("SELECT lemma FROM forms WHERE form = ?", (word,)).fetchone()
        return str(row[0]) if row else _lemma(word)

    def wait(self) -> None:
        """Wait until the index is there.

        Raises:
            JobError: It is still being made after a time that a query can wait.
        """
        end = time.monotonic() + _WAIT
        while self._index is None and not self._path.exists():
            if time.monotonic() > end:
                raise JobError(
                    503, "index", "The search index is still being made; try again in a few seconds."
                )
            time.sleep(0.02)

    def _open(self) -> sqlite3.Connection:
        if self._index is None:
            self.wait()
            self._index = sqlite3.connect(f"{self._path.resolve().as_uri()}?immutable=1", uri=True)
        return self._index


class Search:
    """``led:search`` for queries: a function over a thing and words, and a predicate that finds things.

    ``led:search(?thing, "words")`` is how well the words fit what is quoted or called there, as an
    ``xsd:decimal``, which is true; and unbound, which is false, where they do not stand. The triple
    ``?thing led:search "words"`` finds the things, best first.
    """

    def __init__(self, path: Path) -> None:
        self._index = Index(path)
        self.functions: Mapping[ox.NamedNode, Callable[..., Any]] = {SEARCH: self._score}

    def rewritten(self, text: str) -> str:
        """Give a query in which the index has already answered the predicate.

        Raises:
            JobError: The query searches, and the index is not there yet.
        """
        if _SHORT in text or SEARCH.value in text:  # a function that fails would only leave its solutions out
            self._index.wait()
        return looked_up(text, (_SHORT, str(SEARCH)), self._index.find)

    def _score(self, *arguments: object) -> ox.Literal | None:
        thing, words = arguments
        if not isinstance(thing, ox.NamedNode) or not isinstance(words, ox.Literal):
            return None
        score = self._index.find(words.value).get(thing.value)
        return None if score is None else _decimal(score)


def _decimal(score: float) -> ox.Literal:
    return ox.Literal(f"{max(score, 0.0001):.4f}", datatype=ox.NamedNode(f"{PREFIXES['xsd']}decimal"))
