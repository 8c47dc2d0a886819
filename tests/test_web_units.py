"""The small parts of the web server: negotiation, cutting, screening, settings, frames."""

import asyncio
import json
import mmap
import shutil
import subprocess
import sys
from urllib.parse import parse_qsl, quote

import pyoxigraph as ox
import pytest
from helpers_web import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.web import negotiation, screening, search_index
from exports.web.cut import cut, few
from exports.web.evaluate import JobError
from exports.web.explorer import Explorer
from exports.web.problems import Problem
from exports.web.protocol import fields
from exports.web.search import Search, build
from exports.web.settings import from_environment
from graph_build.errors import UsageError

FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
TEXT = st.text(st.sampled_from("a\"\\{}[],<>&\r\n\t'æ😀;"), max_size=12)


@given(
    st.lists(st.tuples(TEXT, st.none() | TEXT), min_size=1, max_size=8),
    st.integers(1, 9),
    st.integers(0, 400),
)
def test_a_cut_answer_is_the_first_rows_and_whole(rows, most, missing):
    """Wherever an answer is broken off, what is left is a whole document with rows from its start."""
    values = " ".join(f"({ox.Literal(a)} {'UNDEF' if b is None else ox.Literal(b)})" for a, b in rows)
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}"
    for form, syntax in FORMS.items():
        body = ox.Store().query(query).serialize(format=syntax)
        whole = _rows(body, syntax)
        broken = body[: max(len(body) - missing, 0)] if missing else body
        try:
            kept, told = cut(broken, form, most, whole=not missing)
        except ValueError:
            continue
        found = _rows(kept, syntax)
        assert found == whole[: len(found)]
        assert len(found) <= most
        if not missing:
            assert len(found) == min(most, len(whole))
            assert told == (len(whole) > most)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.none() | TEXT, min_size=1, max_size=3), st.integers(1, 2000), st.integers(1, 6000))
def test_an_answer_with_more_rows_than_may_be_is_not_let_through(values, times, most):
    """Whatever its rows hold and however many bytes they have, also none but the brackets."""
    terms = " ".join("UNDEF" if one is None else str(ox.Literal(one)) for one in values * times)
    for form, syntax in {**FORMS, "csv": ox.QueryResultsFormat.CSV}.items():
        body = ox.Store().query(f"SELECT ?a {{ VALUES ?a {{ {terms} }} }}").serialize(format=syntax)
        with mmap.mmap(-1, len(body)) as room:
            room.write(body)
            told = few(room, form, most)
        assert len(values) * times <= most if told else len(body) > most


def _rows(body, syntax):
    return [tuple(solution) for solution in ox.parse_query_results(body, format=syntax)]


def test_a_csv_row_may_hold_line_breaks():
    """Quoted line breaks do not end a row."""
    body = (
        ox.Store()
        .query('SELECT * { VALUES ?x { "a\\r\\nb" "c" "d" } }')
        .serialize(format=ox.QueryResultsFormat.CSV)
    )
    kept, told = cut(body, "csv", 2, whole=True)
    assert kept == b'x\r\n"a\r\nb"\r\nc\r\n'
    assert told


@given(st.text(max_size=60))
def test_any_accept_header_is_understood_or_passed_over(accept):
    """Whatever stands in the header, a format or none comes out."""
    assert negotiation.choose(accept, negotiation.TABLES) in {*negotiation.TABLES, None}


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/csv", "csv"),
        ("text/*", "xml"),
        ("text/*;q=0.5, text/csv;q=0", "xml"),
        ("application/sparql-results+xml;q=0.8, application/json;q=0.9", "json"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=nan, text/tab-separated-values", "tsv"),
    ],
)
def test_the_most_specific_range_counts(accept, form):
    """Weights are read by the most specific range that fits."""
    assert negotiation.choose(accept, negotiation.TABLES) == form


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * { SERVICE <http://x/> {} }", ["http://x/"]),
        ("SELECT * { service#c\n<http://x/> {} }", ["http://x/"]),
        ("SELECT * { SERVICE SILENT ?e {} }", [None]),
        ("SELECT * { SERVICE x:y {} }", [None]),
        ("SELECT * { \\u0053ERVICE <http://x/> {} }", ["http://x/"]),
        ("SELECT * { ?service a 'SERVICE <http://x/>' } # SERVICE <http://y/>", []),
        ('SELECT * { ?s ?p """a" SERVICE <http://x/>""" }', []),
        ("SELECT * { ?s <http://x/SERVICE> service:x }", []),
    ],
)
def test_services_are_found_where_sparql_calls_them(text, found):
    """Strings, comments, IRIs, names and variables are no keywords; escapes are."""
    assert screening.services(text) == found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * FROM <urn:g> {}", True),
        ("SELECT *\nfrom<urn:g>{}", True),
        ("ASK FROM NAMED <urn:g> {}", True),
        ("ASK { ?s prov:wasDerivedFrom ?from }", False),
        ("ASK { ?s ex:from ' from ' } # from", False),
    ],
)
def test_a_dataset_is_named_only_where_from_is_a_word(text, named):
    """Names, variables, strings and comments that hold the letters name no dataset."""
    assert screening.names_dataset(text) == named


@given(st.text(st.sampled_from("ab=&+%\\2Fx7é "), max_size=20), st.booleans())
def test_fields_are_read_as_urllib_reads_them(text, escaped):
    """However fields are escaped, also where a percent sign begins no escape."""
    content = (quote(text, safe="=&+%\\") if escaped else text).encode()
    try:
        wanted = parse_qsl(content.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeError:
        with pytest.raises(Problem):
            fields(content)
    else:
        assert fields(content) == wanted


def test_terms_take_the_place_of_variables_and_of_nothing_else():
    """A bound variable is replaced wherever it is one, and what is bound cannot break out."""
    text = "ASK { ?this ?p '?this' . # ?this\n ?thisOther ?q ?this }"
    term = ox.Literal('"} # ')
    bound = screening.bound(text, {"this": [term]})
    assert bound == f"ASK {{ {term} ?p '?this' . # ?this\n ?thisOther ?q {term} }}"


def test_the_protocols_dataset_is_put_before_where():
    """USING goes to each operation that looks something up, and never beside one of its own."""
    text = "INSERT { ?s ?p 'WHERE' } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; DELETE WHERE { ?s ?p 1 }"
    used = screening.using(text, ["http://g"], ["http://n"])
    assert used.count("USING <http://g> USING NAMED <http://n> WHERE") == 1
    assert used.index("USING") > used.index("'WHERE'")
    with pytest.raises(ValueError, match="USING or WITH"):
        screening.using("WITH <http://g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://g"], [])


def test_search_takes_any_words(tmp_path):
    """Operators and quotes of the index's own language are words like others."""
    store = ox.Store()
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for name, text in (("a", "Ledernes tillid"), ("b", "Rådhuset, NEAR og OR")):
        store.add(
            ox.Quad(ox.NamedNode(f"http://e/{name}"), label, ox.Literal(text), ox.NamedNode("http://e/g"))
        )
    build(store, tmp_path / "index.sqlite")
    search = Search(tmp_path / "index.sqlite")
    find = search._index.find
    assert list(find("leder")) == list(find("LEDERE")) == ["http://e/a"]
    assert list(find("raadhus")) == list(find("rådhusene")) == ["http://e/b"]
    assert list(find('"tillid leder"')) == []
    assert list(find("till*")) == ["http://e/a"]
    for odd in ('"', '""', "OR", "NEAR(", "a AND", "*", "-", "words:x", "'; DROP TABLE passages", "\x00"):
        find(odd)
    assert list(find("OR")) == ["http://e/b"]


def test_a_query_that_searches_before_the_index_is_there_is_told_so(tmp_path, monkeypatch):
    """It is not answered as if nothing were found; a query that does not search does not wait."""
    monkeypatch.setattr("exports.web.search._WAIT", 0.05)
    search = Search(tmp_path / "none.sqlite")
    assert search.rewritten("ASK {}") == "ASK {}"
    for text in ("ASK { ?t led:search 'tillid' }", "ASK { FILTER (led:search(?t, 'tillid')) }"):
        with pytest.raises(JobError, match="try again"):
            search.rewritten(text)


def test_explorer_data_that_is_still_made_is_to_be_asked_for_again(monkeypatch):
    """A page that comes too early is told when to come back, and not that there is nothing."""
    monkeypatch.setattr("exports.web.explorer._WAIT", 0.01)
    with pytest.raises(Problem) as told:
        asyncio.run(Explorer().get("data/index.js"))
    assert told.value.status_code == 503
    assert int(told.value.headers["Retry-After"]) > 0


def test_a_search_index_is_kept_beside_the_graph_and_believed_only_whole_and_its_own(tmp_path):
    """A second start takes the first's index; another graph's, half a file or a text is made anew."""
    graph, spare = tmp_path / "a graph?" / "g", tmp_path / "spare"
    graph.mkdir(parents=True)
    kept = search_index.find(graph, "one", None, spare)
    assert (kept.parent, kept.exists()) == (graph.parent / ".g.search", False)
    build(ox.Store(), kept)
    assert search_index.find(graph, "one", None, spare) == kept
    assert kept.exists()
    assert list(Search(kept)._index.find("leder")) == []
    other = search_index.find(graph, "two", None, spare)
    shutil.copy(kept, other)
    for content in (other.read_bytes(), kept.read_bytes()[:4096], b"not a database", b""):
        other.write_bytes(content)
        assert search_index.find(graph, "two", None, spare) == other
        assert not other.exists()
    assert kept.exists()


def test_a_graph_beside_which_nothing_can_be_written_has_its_index_in_the_cache(tmp_path):
    """Where nothing can stand beside the graph, its index is kept in the cache, or made for this server."""
    (tmp_path / ".g.search").write_text("in the way")
    cache, spare = tmp_path / "cache", tmp_path / "spare"
    kept = search_index.find(tmp_path / "g", "one", cache, spare)
    assert kept.parent == cache
    build(ox.Store(), kept)
    assert search_index.find(tmp_path / "g", "one", cache, spare) == kept
    assert kept.exists()
    assert search_index.find(tmp_path / "g", "one", None, spare).parent == spare


def test_the_server_loads_only_what_serving_needs():
    """Readers of files, arrays, rdflib's SPARQL and the client of other endpoints stay out of a start."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ledelsesgraf, exports.web.serve, exports.web.app; print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert "exports.web.app" in said
    assert not {"numpy", "oxrdflib", "httpx", "pptx", "docx", "simplemma"} & set(said)


def test_settings_come_from_the_environment_and_are_checked():
    """A variable of its name sets each limit; what is no number is refused in words."""
    found = from_environment(
        {"LEDELSESGRAF_SECONDS": "3", "LEDELSESGRAF_CORS": "https://a https://b"}, port=1
    )
    assert (found.seconds, found.cors, found.port) == (3.0, ("https://a", "https://b"), 1)
    with pytest.raises(UsageError, match="LEDELSESGRAF_ROWS"):
        from_environment({"LEDELSESGRAF_ROWS": "many"})


def test_the_words_of_the_pages_are_there_in_both_languages():
    """Danish and English have the same words to say."""
    from exports.web.pages import words

    assert set(words()["da"]) == set(words()["en"])
    assert all(json.dumps(text) for language in words().values() for text in language.values())
