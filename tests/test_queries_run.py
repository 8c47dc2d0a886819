"""Asking the graph: parameters, forms of answer, and what is refused."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
from helpers_queries import completed, gold_store

from graph_build.errors import QueryError
from ontology.terms import PREFIXES
from queries.catalogue import ANY, Query, library, parse, query
from queries.formats import FORMATS, render, table
from queries.kinds import ENTITY_TYPES
from queries.names import find
from queries.run import run

CHOICES = [
    pytest.param(one, parameter, id=f"{one.name}-{parameter.name}")
    for one in library()
    for parameter in one.parameters
    if parameter.type in ENTITY_TYPES and "\nSELECT" in one.text
]


@pytest.mark.parametrize(("one", "parameter"), CHOICES)
def test_a_parameter_picks_the_rows_that_have_its_value(one, parameter):
    """Giving a parameter yields the very rows that leaving it free yields with that value, and no others."""
    free = dict.fromkeys((p.name for p in one.parameters), ANY)
    everything = run(gold_store(), one, free)
    at = everything.columns.index(parameter.name)
    values = Counter(row[at] for row in everything.rows if row[at] is not None)
    assert values, "the parameter never has a value"
    value = min(values, key=lambda term: (values[term], str(term)))
    picked = run(gold_store(), one, {**free, parameter.name: str(value)})
    assert Counter(picked.rows) == Counter(row for row in everything.rows if row[at] == value)


NOT_ELSEWHERE = {
    "themes-shared": "rdflib also gives rows for themes that only one of the two raises",
    "graphs": "about named graphs, which a plain graph has none of",
    "themes-together": "minutes in rdflib, which joins without an index",
}
SLOW_ELSEWHERE = {
    "about-but-not-by",
    "document-statements",
    "document-themes",
    "mentions",
    "paradoxes",
    "participants",
    "properties",
    "provenance",
    "quotes-exact",
    "rules",
    "said-by-organisation",
    "voiceless",
}
"""Queries that rdflib takes seconds for on all documents, as it joins without an index; one must do."""


@pytest.fixture(scope="module")
def one_document():
    store = ox.Store()
    store.extend(q for q in gold_store() if not q.graph_name.value.endswith(("-stafet", "-oplaeg", "/links")))
    return store


@pytest.fixture(scope="module")
def in_rdflib(one_document):
    return {False: _in_rdflib(gold_store()), True: _in_rdflib(one_document)}


def _in_rdflib(store):
    return rdflib.Graph().parse(data="\n".join(f"{quad.triple} ." for quad in store), format="nt")


@pytest.mark.parametrize("one", [q for q in library() if q.name not in NOT_ELSEWHERE], ids=lambda q: q.name)
def test_another_engine_gives_the_same_answer(one, in_rdflib, one_document):
    """A query means the same to rdflib's engine as to Oxigraph's, parameters included."""
    slow = one.name in SLOW_ELSEWHERE
    ours = run(one_document if slow else gold_store(), one)
    bindings = {name: rdflib.util.from_n3(str(value)) for name, value in ours.parameters.items()}
    theirs = in_rdflib[slow].query(one.text, initBindings=bindings)
    if ours.answer is not None:
        assert bool(theirs.askAnswer) == ours.answer
    elif ours.triples is not None:
        assert {tuple(map(_words, triple)) for triple in theirs.graph} == {
            tuple(map(_words, (t.subject, t.predicate, t.object))) for t in ours.triples
        }
    else:
        assert Counter(tuple(map(_words, row)) for row in theirs) == Counter(
            tuple(map(_words, row)) for row in ours.rows
        )


def _words(term) -> str | None:
    return None if term is None else term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def test_themes_are_counted_as_the_readers_gave_them(read_by_hand):
    """The most frequent themes are those that the readers gave most statements."""
    counted = Counter(
        theme
        for found in map(completed, read_by_hand)
        for kind in ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")
        for statement in getattr(found, kind)
        for theme in statement.themes
    )
    result = run(gold_store(), query("theme-frequency"))
    given = {row[0].value.rsplit("/", 1)[-1]: int(row[2].value) for row in result.rows}
    assert given == dict(counted)


def test_recommendations_are_those_of_the_readers(read_by_hand):
    """Every theme has the recommendations that the readers gave it."""
    result = run(gold_store(), query("recommendations-by-theme"), {"theme": ANY})
    theme, quote = result.columns.index("theme"), result.columns.index("quote")
    given = Counter((row[theme].value.rsplit("/", 1)[-1], row[quote].value) for row in result.rows)
    read = Counter(
        (name, advice.mention.quote)
        for found in read_by_hand
        for advice in found.recommendations
        for name in advice.themes
    )
    assert given == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p\n}", "line 3, column 2"),
        ("SELECT ?s WHERE { ?s ?p ?o", "line 1, column 27"),
        ("SELECT ?s WHERE { ?s nope:p ?o }", "a prefix is not declared"),
        ("", "as nothing stands there"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "add it to GROUP BY"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service ?where { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { FILTER(1<2) SERVICE<http://example.org/#x>{ ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", "INSERT"),
        ("PREFIX select: <http://a/>\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("DROP ALL", "DROP"),
        ("LOAD <http://example.org/>", "LOAD"),
        ("# SELECT\nCLEAR ALL", "CLEAR"),
        ("SELECT * { FILTER(" + "!" * 10_000 + "true) }", "nests deeper"),
        ("SELECT * { FILTER(" + "!#\n" * 10_000 + "true) }", "nests deeper"),
        ("SELECT * " + "{" * 20_000 + "}" * 20_000, "nests deeper"),
        ("SELECT * { ?s ?p ?o } #" + "x" * 1_000_001, "longer than"),
        (
            "# param theme them tillid Temaet | The theme\nSELECT ?theme { ?s ?p ?theme }",
            "did you mean theme",
        ),
        ("# param theme theme tillid\nSELECT ?theme { ?s ?p ?theme }", "line 1"),
    ],
)
def test_a_query_that_cannot_be_asked_says_why(text, message):
    """A broken or forbidden query gives one line that says what is wrong and where."""
    with pytest.raises(QueryError) as error:
        run(gold_store(), text)
    assert message in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 250


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE <x> { INSERT" AS ?s) {}',
        "SELECT ?service { ?service a ?INSERT } LIMIT 1",
        "# SERVICE and DELETE\nASK { ?s ?p ?o }",
        "PREFIX service: <http://x#SERVICE>\nASK { ?s a service:SERVICE }",
        "ASK { ?s a <http://example.org/SERVICE#LOAD> }",
        "SELECT ('''it's a SERVICE''' AS ?x) {}",
    ],
)
def test_words_of_data_are_no_orders(text):
    """A name or a string that reads like a forbidden order is let pass."""
    run(gold_store(), text)


def test_a_query_never_changes_the_graph():
    """Asking leaves every quad as it was."""
    before = len(gold_store())
    for one in library():
        run(gold_store(), one)
    assert len(gold_store()) == before


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("theme-voices", {"theme": "tilid"}, "did you mean »Tillid«?"),
        ("theme-voices", {"theme": "zzzzqqq"}, "no theme 'zzzzqqq' in the graph."),
        ("theme-voices", {"tema": "tillid"}, "did you mean theme?"),
        ("sources", {"theme": "tillid"}, "it has none"),
        ("said-by", {"voice": "Nils Ågesen"}, "did you mean »Niels Ågesen«?"),
        ("said-by", {"voice": "<https://example.org/nobody>"}, "is not in the graph"),
        ("said-by", {"voice": "https://ledelsesgraf.example/concept/theme/tillid"}, "is no actor"),
        ("said-by", {"voice": "<not an iri>"}, "is no IRI"),
        ("theme-frequency", {"minimum": "mange"}, "is no integer"),
        ("least-certain", {"below": "halv"}, "is no decimal"),
        ("vocabulary", {"language": "dansk sprog"}, "is no lang"),
    ],
)
def test_a_parameter_that_means_nothing_says_why(name, parameters, message):
    """An unknown parameter or value gives one line that names it and what comes near."""
    with pytest.raises(QueryError) as error:
        run(gold_store(), query(name), parameters)
    assert message in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("words", ["tillid", "Tillid", " TILLID ", "Trust", "theme/tillid"])
def test_a_theme_is_known_by_what_it_is_called(words):
    """A theme is found by its id, its label in either language and the end of its IRI, whatever the case."""
    assert find(gold_store(), words, "theme").value.endswith("/concept/theme/tillid")


@pytest.mark.parametrize("words", ["Niels Ågesen", "niels aagesen", "niels-aagesen", "person/niels-aagesen"])
def test_a_person_is_known_by_name(words):
    """A person is found by name, with or without Danish letters."""
    assert find(gold_store(), words).value.endswith("/id/person/niels-aagesen")


def test_a_name_of_two_things_is_refused():
    """Where two things bear one name, the message says which."""
    store = ox.Store()
    label, kind = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["rdf"] + "type")
    for one, cls in (("id/person/kl", "foaf:Person"), ("id/organisation/kl", "org:FormalOrganization")):
        this = ox.NamedNode(f"https://ledelsesgraf.example/{one}")
        prefix, _, local = cls.partition(":")
        store.add(ox.Quad(this, kind, ox.NamedNode(PREFIXES[prefix] + local), ox.NamedNode("urn:g")))
        store.add(ox.Quad(this, label, ox.Literal("K.L."), ox.NamedNode("urn:g")))
    with pytest.raises(QueryError, match="person/kl"):
        find(store, "K.L.")
    assert find(store, "K.L.", "person").value.endswith("person/kl")


def test_injected_words_stay_words():
    """A parameter's value is a term of the query, whatever it looks like."""
    result = run(gold_store(), query("words"), {"word": '")) } DROP ALL #'})
    assert result.rows == ()


def test_an_unknown_query_names_its_neighbours():
    """A mistyped query name is answered with those that come near."""
    with pytest.raises(QueryError, match="did you mean paradoxes"):
        query("paradokses")


def test_a_header_is_read_as_it_stands():
    """A query's leading comments give titles, tags and parameters; quotes hold a default with spaces."""
    one = parse("x", '# title-da: T\n# tags: a, b\n# param p actor "a b" Hvem | Who\nSELECT ?p { ?p a ?c }')
    assert (one.title_da, one.tags) == ("T", ("a", "b"))
    assert [(p.name, p.type, p.default, p.description_en) for p in one.parameters] == [
        ("p", "actor", "a b", "Who")
    ]


@pytest.fixture(scope="module")
def answered():
    return run(gold_store(), query("recommendations-by-theme"))


def test_json_is_the_standards(answered):
    """JSON results hold every binding with its type, as SPARQL 1.1 lays down."""
    read = json.loads(render(answered, "json"))
    assert tuple(read["head"]["vars"]) == answered.columns
    first = read["results"]["bindings"][0]
    assert first["theme"] == {"type": "uri", "value": answered.rows[0][0].value}
    assert first["themeLabel"] == {"type": "literal", "value": "Tillid", "xml:lang": "da"}
    assert "addressee" not in first


def test_csv_reads_back(answered):
    """CSV has a heading of variables and a line for each solution, empty where unbound."""
    rows = list(csv.reader(io.StringIO(render(answered, "csv"))))
    assert tuple(rows[0]) == answered.columns
    assert rows[1:] == [["" if term is None else term.value for term in row] for row in answered.rows]


def test_xml_reads_back(answered):
    """XML results are well-formed and hold every solution."""
    root = ET.fromstring(render(answered, "xml"))
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert len(root.findall(f".//{space}result")) == len(answered.rows)


def test_turtle_of_a_table_is_a_result_set(answered):
    """Turtle of a SELECT is a result set with one solution for each row."""
    graph = rdflib.Graph().parse(data=render(answered, "ttl"), format="turtle")
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    assert len(list(graph.subject_objects(rs.solution))) == len(answered.rows)


@pytest.mark.parametrize("name", ["theme-graph", "quotes-exact", "documents"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_answer_has_every_format(name, form):
    """Tables, graphs and yes-or-no answers can each be written in each format."""
    text = render(run(gold_store(), query(name)), form)
    assert text.strip() and text.endswith("\n")


def test_a_graph_in_any_syntax_is_the_same_graph():
    """Turtle, RDF/XML and JSON-LD of a CONSTRUCT read back as one graph."""
    result = run(gold_store(), query("theme-graph"))
    graphs = [
        set(rdflib.Graph().parse(data=render(result, form), format=syntax))
        for form, syntax in (("ttl", "turtle"), ("xml", "xml"), ("json", "json-ld"))
    ]
    assert len(graphs[0]) == len(result.triples) and graphs[0] == graphs[1] == graphs[2]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("beslutninger", "decisions"), ("Paradokser", "paradoxes"), ("decission", "decisions")],
)
def test_a_name_that_is_none_leads_to_those_that_are_meant(word, meant):
    """A Danish word leads to the queries whose titles have it, a slip of the pen to the nearest name."""
    with pytest.raises(QueryError, match=f"did you mean {meant}[,?]"):
        query(word)


def test_an_unknown_format_names_the_formats(answered):
    """A format that there is not is refused with those that there are."""
    with pytest.raises(QueryError, match="table, csv, json, xml, ttl"):
        render(answered, "pdf")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["paradoxes", "participants", "figures"])
def test_a_table_keeps_to_the_width(name, width):
    """No line of a table is wider than the terminal."""
    lines = table(run(gold_store(), query(name)), width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("name", ["paradoxes", "participants", "decisions"])
def test_a_table_on_a_narrow_terminal_keeps_every_word_whole(name):
    """What does not fit a cell's line goes on in the next; no word is cut or broken."""
    result = run(gold_store(), query(name))
    narrow, wide = (table(result, width) for width in (80, None))
    assert "…" not in narrow
    assert set(wide.split()) - set(narrow.split()) <= {word for word in wide.split() if not word.strip("─")}


def test_a_row_too_wide_for_a_narrow_terminal_is_a_block():
    """Where columns would break words, each row stands as headings and cells under each other."""
    result = run(gold_store(), query("paradoxes"))
    assert table(result, 80).count("\nden anden pol  ") == len(result.rows)
    assert table(result, None).count("den anden pol  ") == 1


def test_a_table_shows_labels_for_iris():
    """A user's own query shows what things are called, and the IRI where nothing calls them."""
    text = "SELECT ?s ?theme WHERE { ?s <https://schema.org/about> ?theme } ORDER BY ?s LIMIT 3"
    shown = table(run(gold_store(), text))
    assert "https://ledelsesgraf.example/id/statement/" in shown
    assert "concept/theme" not in shown


def test_a_table_speaks_english_too():
    """Headings and labels come in English where that is asked for."""
    result = run(gold_store(), query("theme-voices"), language="en")
    assert table(result, 80, "en").startswith("voice ")
    assert "Leadership and Management Commission" in table(result, 80, "en")


def test_a_table_cannot_order_the_terminal():
    """Control characters in a document's words do not reach the terminal, nor is any markup followed."""
    one = Query("x", 'SELECT ("[bold]a\\u001B[31mb\\u202Ec" AS ?x) {}')
    shown = table(run(gold_store(), one))
    assert "[bold]a [31mb c" in shown


def test_an_empty_table_says_so():
    """Where there is no answer, the table says just that."""
    assert table(run(gold_store(), query("near-equal"))) == "Intet fundet."
