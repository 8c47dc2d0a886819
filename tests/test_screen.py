"""Patterns screened by the words they need find what they find one by one."""

import re

import pytest
from helpers_findings import ROOT
from hypothesis import given
from hypothesis import strategies as st

from graph_build import lexicon
from graph_build.context import prepare
from graph_build.language.needed_words import told_of
from graph_build.language.screen import Screen
from graph_build.read import read

DOCUMENTS = sorted(
    path
    for folder in (ROOT / "corpus", ROOT / "graph_build" / "language" / "data" / "documents")
    for path in folder.iterdir()
    if path.suffix in {".txt", ".md"}
)
FILES = {"statement_cues": 1, "paradox_rules": 1, "poles": 1, "document_kinds": 2}


@pytest.fixture(scope="module", params=[40, pytest.param(1, marks=pytest.mark.thorough)])
def sentences(request):
    """Those of each fortieth document, or of all."""
    chosen = DOCUMENTS[:: request.param]
    return [sentence.text for path in chosen for sentence in prepare(read(path)).sentences]


@pytest.mark.parametrize(("name", "column"), FILES.items())
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_a_screen_loses_no_match(name, column, flags, sentences):
    """Every cue pattern that matches a sentence of the corpus or the training documents passes the screen.

    One sentence in eight is tried: what does not pass is searched in vain, which takes long for poles.
    """
    rows = [re.sub(r"@\w+$", "", row[column]) for row in lexicon.rows(f"cues/{name}.tsv")]
    patterns = [re.compile(row, flags) for row in rows if row]
    screen = Screen((pattern, number) for number, pattern in enumerate(patterns))
    for text in sentences[::8]:
        possible = {number for _, number in screen.possible(text)}
        lost = [p.pattern for n, p in enumerate(patterns) if n not in possible and p.search(text)]
        assert not lost, text


@pytest.mark.parametrize("name", ["statement_cues", "paradox_rules"])
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_a_screen_finds_what_its_patterns_find(name, flags, sentences):
    """Tried only where its words stand, each pattern has the same matches as over the whole sentence."""
    rows = [re.sub(r"@\w+$", "", row[1]) for row in lexicon.rows(f"cues/{name}.tsv")]
    patterns = [re.compile(row, flags) for row in rows if row]
    screen = Screen((pattern, number) for number, pattern in enumerate(patterns))
    for text in sentences[::10]:
        found = [(number, match.span()) for number, p in enumerate(patterns) for match in p.finditer(text)]
        assert [(number, match.span()) for match, number in screen.find(text)] == found, text
        assert screen.matching(text) == sorted({number for number, _ in found}), text


@given(st.from_regex(r"(?:Anbefal\w*|råd|må (?:ikke )?glemme|[ab]et|(?:xyz)?udfordr\w{1,3})", fullmatch=True))
def test_what_matches_holds_a_needed_word(text):
    """A text that a pattern matches holds one of the words that the pattern needs."""
    pattern = re.compile(r"(?:Anbefal\w*|råd|må (?:ikke )?glemme|[ab]et|(?:xyz)?udfordr\w{1,3})")
    assert any(word in text for word in told_of(pattern).holds)


def test_most_cues_need_a_word():
    """The screen is worth its place: nine in ten cue patterns hold a word that they need."""
    patterns = [re.compile(row[1].removesuffix("@case")) for row in lexicon.rows("cues/statement_cues.tsv")]
    assert sum(bool(told_of(pattern).holds) for pattern in patterns) >= 0.9 * len(patterns)
