"""Labelled sentences made of the annotated documents: names of persons and bodies as their readers saw them.

Readers did not mark places; the gazetteer's are taken, where no name of a person or body stands.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph_build.language import names
from graph_build.language.annotations import readings, text_of
from graph_build.language.name_features import GAZETTEERS, read_rows

Sentence = list[tuple[str, str]]
_MARKS = re.compile(r"[*_#|>]+|^\s*[-–•]\s|<[^<>\n]{1,80}>")
_LISTED = re.compile(r"\s*(?:[-–•*#|]|\d+[.)])")
# Code points from which a line may be full, so that the next goes on with it.
_FULL = 60


def labelled_sentences(folder: Path) -> Iterator[Sentence]:
    """Give the sentences of a folder's annotated documents as words with IOB2 labels, in order."""
    places = dict.fromkeys((row[0] for row in read_rows(GAZETTEERS / "places.tsv")), "LOC")
    for annotation in sorted(folder.glob("*.json")):
        # The first reader's alone: the model that ships was trained before there was a second.
        first, *_ = readings(annotation)
        forms = places | name_forms(first)
        pattern = _pattern(forms)
        for words in paragraphs(text_of(annotation).read_text(encoding="utf-8")):
            spans = [(*found.span(), forms[found.group()]) for found in pattern.finditer(words)]
            for sentence in names.sentences(words):
                yield _labelled(sentence, spans)


def paragraphs(text: str) -> Iterator[str]:
    r"""Give a document's lines without marks, those that a full line leads to joined with it.

    Plain on purpose: the model stays the same when documents are segmented in another way.

    Example:
        >>> list(paragraphs("**Til stede**\n- Ida Bak\n" + 12 * "ordet " + "\ngår om."))[:2]
        ['Til stede', 'Ida Bak']
    """
    joined = ""
    for line in (*text.split("\n"), ""):
        words = " ".join(_MARKS.sub(" ", line).split())
        if joined and words and not _LISTED.match(line):
            joined = f"{joined} {words}"
        elif joined:
            yield joined
            joined = words
        else:
            joined = words
        if joined and len(line) < _FULL:
            yield joined
            joined = ""


def name_forms(annotations: Mapping[str, Any]) -> dict[str, str]:
    """Give the names that a document's readers noted, each with its label.

    Bodies named by a common noun ("direktionen") are no names; a person's first name and surname are.
    """
    forms: dict[str, str] = {}
    for kind, label in (("organisations", "ORG"), ("persons", "PER")):
        for item in annotations.get(kind, ()):
            for form in (" ".join(name.split()) for name in (item["name"], *item.get("variants", ()))):
                if form[:1].isupper() or sum(map(str.isupper, form)) > 1:
                    forms[form] = label
                for word in {form.split()[0], form.split()[-1]} if label == "PER" and form else ():
                    if word[0].isupper() and len(word) > 2:
                        forms.setdefault(word, label)
    return {form: label for form, label in forms.items() if len(form) > 1}


def _pattern(forms: Mapping[str, str]) -> re.Pattern[str]:
    """Any of the names as a word of its own, or in the genitive; the longest first."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?=(?:'s|’s|s)?(?!\w))")


def _labelled(sentence: list[names.Token], spans: list[tuple[int, int, str]]) -> Sentence:
    out: Sentence = []
    before: tuple[int, int, str] | None = None
    for token in sentence:
        span = next((one for one in spans if one[0] <= token.start() < one[1]), None)
        inside = "I-" if span == before else "B-"
        out.append((token.group(), inside + span[2] if span else "O"))
        before = span
    return out
