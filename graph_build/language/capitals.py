"""Capitals for names in what is written without any, as the tagger looks for them."""

import re
from functools import cache

from graph_build import lexicon

_WORD = re.compile(r"[a-zæøåéöü][\wæøå-]*")


def raised(text: str) -> str:
    """A text of the same length whose known first names, and what follows them as a surname, have capitals.

    Example:
        >>> raised("vært sanne moltke spurgte ruth, hvad line sagde")
        'vært Sanne Moltke spurgte Ruth, hvad line sagde'
    """
    out, end, named = list(text), -1, False
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        follows = named and start == end + 1 and text[end] == " "
        known = word.split("-")[0] in _first_names()
        named = word not in _common() and (known or follows)
        if named:
            out[start] = word[0].upper()
        end = match.end()
    return "".join(out)


@cache
def _common() -> frozenset[str]:
    return lexicon.words("gazetteers/common_words.tsv") | lexicon.words("cues/titles.tsv")


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon.words("gazetteers/first_names.tsv"))
