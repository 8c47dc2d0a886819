"""The library: every query described, checked against what the documents say, and fast."""

import json
import re
import time

import pyoxigraph as ox
import pytest
from helpers_queries import CASES, REWRITE, case, cases, gold_store, made_store, plain, rewrite

from ontology.terms import PREFIXES
from queries.catalogue import library, query
from queries.run import run

NAMES = [one.name for one in library()]
SECONDS = 2
"""That a query may take on the annotated documents, on a slow and shared machine."""


def test_cases_are_not_left_to_rewrite_themselves():
    """Expected answers are compared, never rewritten, when the suite runs for real."""
    assert not REWRITE


@pytest.mark.parametrize(("name", "number"), cases())
def test_query_gives_the_expected_answer(name, number):
    """A library query gives what the documents say, row by row and in order."""
    expected = case(name, number)
    result = run(gold_store(), query(name), expected.get("parameters"))
    answer = plain(result, expected.get("only"), expected.get("shown"))
    if REWRITE:
        rewrite(name, number, answer)
        return
    assert answer == {key: expected.get(key) for key in answer}


def test_every_query_has_an_expected_answer():
    """No query of the library goes unchecked, and no case is left behind by a query that is gone."""
    assert {path.stem for path in CASES.glob("*.json")} == set(NAMES)


def test_every_query_has_an_answer_that_says_something():
    """Nearly every query has a case with an answer that is not empty."""
    silent = {
        name
        for name in NAMES
        if not any(_says(one) for one in json.loads((CASES / f"{name}.json").read_text()))
    }
    assert silent <= {"near-equal", "themes-unraised", "quotes-exact"}


def _says(expected: dict) -> bool:
    return bool(expected.get("rows") or expected.get("triples") or expected.get("answer"))


@pytest.mark.parametrize("one", library(), ids=NAMES)
def test_query_is_described_in_danish_and_english(one):
    """Every query says in both languages what it asks, and what each parameter is."""
    words = (one.title_da, one.title_en, one.question_da, one.question_en)
    assert all(words) and one.title_da != one.title_en
    assert re.search(r"[?)]$", one.question_da) and re.search(r"[?)]$", one.question_en)
    assert one.tags
    assert all(p.description_da and p.description_en and p.default for p in one.parameters)


@pytest.mark.parametrize("one", library(), ids=NAMES)
def test_query_uses_every_parameter_that_it_names(one):
    """A parameter's variable stands in the query itself."""
    body = "\n".join(line for line in one.text.splitlines() if not line.startswith("#"))
    for parameter in one.parameters:
        assert re.search(rf"\?{parameter.name}\b", body.split("WHERE", 1)[1]), parameter.name


@pytest.mark.parametrize("one", library(), ids=NAMES)
def test_query_names_its_prefixes_itself(one):
    """A library query can be taken to any endpoint as it is: it declares each prefix, and no other."""
    body = "\n".join(line for line in one.text.splitlines() if not line.startswith("#"))
    declared = set(re.findall(r"PREFIX ([\w-]+):", body))
    used = set(re.findall(r"(?<![\w?<])([a-z][\w-]*):[A-Za-z]", re.sub(r'"[^"]*"|PREFIX.*', "", body)))
    assert declared == used


@pytest.mark.parametrize("one", library(), ids=NAMES)
def test_query_is_ordered(one):
    """Rows come in an order of their own, so that equal graphs give equal tables."""
    assert "ORDER BY" in one.text or not re.search(r"^SELECT", one.text, re.MULTILINE)


def test_no_query_hangs_on_the_base():
    """The same documents under another base IRI give the same answers, IRIs apart."""
    moved = made_store("https://example.org/kg/")
    assert not [one.name for one in library() if _told(gold_store(), one) != _told(moved, one)]


def _told(store, one) -> tuple[object, ...]:
    """What a query answers, IRIs left out."""
    given = run(store, one)
    return given.answer, len(given.triples or ()), [_words(row) for row in given.rows]


def _words(row) -> list[str | None]:
    return [None if isinstance(term, ox.NamedNode) or term is None else term.value for term in row]


def test_the_library_is_fast():
    """No query of the library keeps one waiting."""
    slow, store = {}, gold_store()
    for one in library():
        began = time.perf_counter()
        run(store, one)
        taken = time.perf_counter() - began
        if taken > SECONDS:
            slow[one.name] = taken
    assert not slow


@pytest.fixture
def altered():
    """A copy of the graph that a test may change."""
    store = ox.Store()
    store.bulk_extend(gold_store())
    return store


def _node(prefix: str, local: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + local)


def test_near_equal_statements_are_found_once(altered):
    """Two statements linked as alike in both directions are one row."""
    kind = _node("led", "Decision")
    found = altered.quads_for_pattern(None, _node("rdf", "type"), kind)
    one, other = sorted((quad.subject for quad in found), key=str)[:2]
    for pair in ((one, other), (other, one)):
        altered.add(ox.Quad(pair[0], _node("led", "similarTo"), pair[1], ox.NamedNode("urn:links")))
    rows = run(altered, query("near-equal")).rows
    assert [(row[0], {row[2], row[5]}) for row in rows] == [(kind, {one, other})]


def test_a_theme_that_nobody_raises_is_told(altered):
    """A theme of the scheme with no statement about it is a gap."""
    theme = ox.NamedNode("https://ledelsesgraf.example/concept/theme/tillid")
    for quad in list(altered.quads_for_pattern(None, _node("schema", "about"), theme)):
        altered.remove(quad)
    assert [row[1].value for row in run(altered, query("themes-unraised")).rows] == ["Tillid"]


def test_a_changed_quote_is_noticed(altered):
    """One letter more than the passage has is no exact quote."""
    quad = next(altered.quads_for_pattern(None, _node("led", "text"), None))
    altered.remove(quad)
    altered.add(ox.Quad(quad.subject, quad.predicate, ox.Literal(f"{quad.object.value}!"), quad.graph_name))
    assert run(altered, query("quotes-exact")).answer is True
