"""What the sentences after a question in its own part show of whether they answer it."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from graph_build import lexicon
from graph_build.context import NAMING, Sentence, Source
from graph_build.extract.discourse.gathered import decides
from graph_build.extract.heard import Heard, of_answer
from graph_build.language.folding import key

_pattern = partial(lexicon.pattern, "discourse")
MODEL = "answer-next"
"""The classifier that weighs what is shown."""
# What stands further after a question answers something else.
_MOST_AFTER = 4
_SIZES = (2, 4, 8, 14, 24)
_WORD = re.compile(r"\w+")
_QUOTES = frozenset('»”„“"')
_NAMES = re.compile(r"[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*)+|[A-ZÆØÅ][\w.-]+ \(")
_MARK = re.compile(r"\?[\"”»’')]*$")
_PRONOUNS = frozenset({"jeg", "vi", "han", "hun", "du", "man", "de", "i"})
# A word of a sentence and its question that is longer is none of those that stand everywhere.
_SMALL = 4


def form(sentence: Sentence) -> str:
    """How a sentence asks: with its ``mark``, ``reported`` or by the ``order`` of words; empty if not."""
    if sentence.segment.kind in NAMING or sentence.segment.kind == "heading":
        return ""
    if _MARK.search(sentence.text):
        return "mark"
    if "?" not in sentence.text and _pattern("reports").search(sentence.text):
        return "reported"
    plain = _pattern("direct").match(sentence.text) and sentence.text.rstrip().endswith(".")
    return "order" if plain and "," not in sentence.text[:40] else ""


def after(source: Source, asking: Sentence) -> list[Sentence]:
    """The sentences after one that asks that may answer it, to the next that asks, in its part."""
    near = source.sentences[asking.number + 1 : asking.number + 1 + _MOST_AFTER]
    return list(takewhile(lambda one: one.segment is asking.segment and _may_answer(one), near))


def _may_answer(sentence: Sentence) -> bool:
    told = _pattern("unanswered-told").search(sentence.text)
    return not (told or "?" in sentence.text or decides(sentence.text) or form(sentence))


class Following:
    """A question and the sentences after it in its part.

    Attributes:
        sentences: Those that may answer it.
    """

    def __init__(self, source: Source, asking: Sentence, genre: str, heard: Heard) -> None:
        self.sentences, self._heard = after(source, asking), heard
        self._form, self._text = form(asking), asking.text
        self._words = _WORD.findall(key(asking.text))
        self._whole = source.of_segment(asking.segment)
        self._asked = tuple(self._question(asking, genre))

    def of(self, at: int, before: str) -> set[str]:
        """The features of a sentence.

        Args:
            at: Its place among the sentences.
            before: What the one before it is (see ``shown.label_after``), ``N`` for the first.
        """
        own = [*self._own(at), *self._beside(at)]
        place = f"{self._form}|{before}{min(2, at)}"
        shown = {f"{place}|{one}" for one in own}
        shown.update(own, self._asked, [f"{place}|{one}" for one in self._asked], [place])
        return shown

    def _question(self, asking: Sentence, genre: str) -> Iterator[str]:
        """What the question shows."""
        told = _pattern("reports").search(self._text) if self._form == "reported" else None
        at = self._whole.index(asking)
        yield from (
            f"form:{self._form}", f"genre:{genre}", f"part:{asking.segment.kind}",
            f"asked-at:{min(2, at)}", f"left:{min(3, len(self._whole) - 1 - at)}",
            f"asked:{_size(len(self._words))}", f"asks:{self._words[0] if self._words else ''}",
            f"others:{min(2, sum('?' in one.text for one in self._whole))}",
            f"comma:{',' in self._text}", f"quoted:{self._text[:1] in _QUOTES}",
        )  # fmt: skip
        if told:
            lead = self._text[: told.start()]
            yield f"verb:{told.group('verb').casefold()}"
            yield f"of:{told.group('of').casefold()}"
            yield f"lead:{_size(len(lead.split()))}-{',' in lead}"
            yield f"who:{_first(lead)}"
            yield f"closes:{',' in self._text[told.end() :]}"

    def _own(self, at: int) -> Iterator[str]:
        """What one sentence shows."""
        one = self.sentences[at]
        text = one.text
        words = _WORD.findall(text.casefold())
        first, second, *_ = *words, "", ""
        yield from (
            f"size:{_size(len(words))}", f"first:{first}", f"second:{second}", f"first:{first}-{second}",
            f"opens:{_first(text)}", f"last:{self.sentences[at].number == self._whole[-1].number}",
            f"digit:{any(c.isdigit() for c in text)}", f"ends:{text[-1]}",
        )  # fmt: skip
        for name in ("answers-next", "reply", "quoted", "turn", "silence", "answering"):
            if _pattern(name).match(text) or (name != "quoted" and _pattern(name).search(text)):
                yield name
        yield from (f"person:{one}" for one in sorted(_PRONOUNS & {*words}))
        yield from of_answer(self._heard.answers(one.segment, one.start, one.end))

    def _beside(self, at: int) -> Iterator[str]:
        """What a sentence shows beside the question."""
        words = _WORD.findall(self.sentences[at].text.casefold())
        asked = {*self._words}
        echoed = [word for word in words[1:3] if word in asked]
        yield f"echo:{bool(echoed)}-{(*words, '')[0] in {'det', 'den', 'de', 'ja', 'nej'}}"
        yield f"shared:{min(3, len({w for w in words if len(w) > _SMALL} & asked))}"
        if self._words:
            yield f"asks:{self._words[0]}-{(*words, '')[0]}"


def _first(text: str) -> str:
    """How words begin: with a word that is written small elsewhere too, a name, a sign or a figure."""
    stripped = text.lstrip()
    if not stripped:
        return ""
    if not stripped[0].isalpha():
        return "digit" if stripped[0].isdigit() else stripped[0]
    return "name" if _NAMES.match(stripped) else "lower" if stripped[0].islower() else "upper"


def _size(words: int) -> int:
    return next((n for n, most in enumerate(_SIZES) if words <= most), len(_SIZES))
