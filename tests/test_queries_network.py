"""The network behind the graph: who is central, which themes belong together, how two things are linked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from helpers_queries import gold_store

from graph_build.errors import QueryError
from queries.names import find
from queries.network import centrality, communities, links, network, paths, shared, steps
from queries.paths import tell

THEME = "https://ledelsesgraf.example/concept/theme/"
PERSON = "https://ledelsesgraf.example/id/person/"


@pytest.fixture(scope="module")
def net():
    return network(gold_store())


def test_the_network_holds_statements_and_what_they_link(net):
    """Every statement is a node with its words and its document, tied to its voice and its themes."""
    quoted = {n: told for n, told in net.nodes(data=True) if told["kind"] == "statement"}
    assert len(quoted) == 281
    assert all(told["quote"] and told["document"] for told in quoted.values())
    said = [n for n in net.predecessors(f"{PERSON}niels-aagesen") if n in quoted]
    assert len(said) == 30
    assert {key for n in said for key in net[n][f"{PERSON}niels-aagesen"]} == {"said-by"}


def test_the_network_leaves_out_whom_no_document_names(net):
    """A municipality of the authority file that no document speaks of is no node."""
    assert "https://ledelsesgraf.example/id/organisation/odense-kommune" in net
    assert "https://ledelsesgraf.example/id/organisation/aalborg-kommune" not in net
    assert not [n for n in net if not net.degree(n)]


def test_every_edge_is_a_link_that_can_be_told(net):
    """Each edge's key is a described link whose ends are nodes of the graph."""
    assert {key for *_, key in net.edges(keys=True)} <= set(links())
    assert {"said-by", "about", "addressee", "took-part", "excused", "post", "member", "mentions"} <= {
        key for *_, key in net.edges(keys=True)
    }


@pytest.mark.parametrize("name", links())
def test_a_link_is_told_in_both_languages_and_directions(name):
    """Each of a link's four sentences names both things and ends as a sentence does."""
    link = links()[name]
    for form in (link.da, link.da_back, link.en, link.en_back):
        assert "{a}" in form and "{b}" in form and form.endswith(".")
    assert link.weight > 0


def test_one_who_sent_regrets_did_not_take_part(net):
    """The absentee is tied to the meeting by her regrets alone."""
    keys = {key for *_, key in net.out_edges(f"{PERSON}marianne-thyrring", keys=True)}
    assert "excused" in keys and "took-part" not in keys


def test_themes_are_as_near_as_statements_they_share(net):
    """Two themes' edge weighs as many statements as are about both."""
    both = [
        n
        for n, kind in net.nodes(data="kind")
        if kind == "statement" and {f"{THEME}krydspres", f"{THEME}maalstyring"} <= set(net[n])
    ]
    assert shared(net, "theme")[f"{THEME}krydspres"][f"{THEME}maalstyring"]["weight"] == len(both) == 8


@pytest.mark.parametrize("measure", ["degree", "betweenness", "pagerank"])
@pytest.mark.parametrize("kind", ["theme", "actor"])
def test_the_central_come_first(net, kind, measure):
    """Things are ranked by the measure asked for, and only things of the kind asked for."""
    rows = centrality(gold_store(), kind, measure, net)
    values = [getattr(row, measure) for row in rows]
    assert values == sorted(values, reverse=True) and values[0] > values[-1]
    assert {row.kind for row in rows} <= (
        {"theme"} if kind == "theme" else {"person", "organisation", "group"}
    )


def test_citizens_are_the_hub_of_these_documents(net):
    """Citizens, whom all three documents speak of, are tied to more than any other actor."""
    assert centrality(gold_store(), "actor", "degree", net)[0].label == "borgere"
    assert centrality(gold_store(), "theme", "pagerank", net)[0].label == "Krydspres"


def test_pagerank_is_networkx_own(net):
    """Our PageRank, which needs no scipy, agrees with networkx'."""
    pytest.importorskip("scipy", reason="networkx reckons PageRank with scipy")
    drawn = shared(net)
    theirs = nx.pagerank(drawn, weight="weight", tol=1e-12, max_iter=500)
    ours = {
        row.iri: row.pagerank
        for kind in ("theme", "actor")
        for row in centrality(gold_store(), kind, net=net)
    }
    assert all(abs(ours[n] - theirs[n]) < 1e-4 for n in ours)


def test_an_unknown_measure_is_refused(net):
    """A measure that there is not is answered with those that there are."""
    with pytest.raises(QueryError, match="betweenness"):
        centrality(gold_store(), "theme", "beauty", net)


def test_communities_part_the_themes(net):
    """Every theme that occurs with another is in exactly one community, the largest first."""
    groups = communities(gold_store(), net)
    members = [theme for group in groups for theme in group]
    drawn = shared(net, "theme")
    assert sorted(members) == sorted(n for n in drawn if drawn.degree(n))
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)
    assert nx.community.modularity(drawn.subgraph(members), [set(group) for group in groups], "weight") > 0.3


def test_what_belongs_together_does_not_hang_on_chance(capsys):
    """Networks, ranks and communities are equal in a process with another hash seed."""
    code = (
        "import json; from helpers_queries import gold_store; from queries.network import *;"
        "s = gold_store(); n = network(s);"
        "print(json.dumps([list(n.edges(keys=True)), communities(s, n),"
        " [[r.iri, r.betweenness, r.pagerank] for r in centrality(s, 'actor', 'betweenness', n)],"
        " paths(n, *[x for x in sorted(n) if x.endswith(('/niels-aagesen', '/theme/krydspres'))])]))"
    )
    here = Path(__file__).parent
    there = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    exec(code, {})
    assert json.loads(there)
    assert capsys.readouterr().out == there


def test_a_path_is_told_with_its_words():
    """What links a speaker to a theme is told as what the speaker said, with document."""
    first = tell(gold_store(), "Niels Ågesen", "tillid")[0]
    assert first.sentences == (
        '»Niels Ågesen« siger: "Tro på borgerens drømme og have tillid til borgerens eget ansvar"'
        " (komdir-oplaeg).",
        "Udsagnet handler om temaet »Tillid«.",
    )


def test_a_path_is_told_in_english_too():
    """The same path in English keeps the document's own words."""
    first = tell(gold_store(), "tillid", "Niels Ågesen", language="en")[0]
    assert first.sentences == (
        'On the theme “Trust” it is said: "Tro på borgerens drømme og have tillid til borgerens eget ansvar"'
        " (komdir-oplaeg).",
        "The statement was said by “Niels Ågesen”.",
    )


def test_a_path_tells_of_posts_and_regrets():
    """Posts and regrets are told as such."""
    post = tell(gold_store(), "Niels Ågesen", "Kommunaldirektørforeningen i Danmark")[0]
    assert post.sentences == (
        "»Niels Ågesen« er næstformand i »Kommunaldirektørforeningen i Danmark« (komdir-oplaeg).",
    )
    regrets = tell(gold_store(), "Marianne Thyrring", "7. møde i Ledelseskommissionen", limit=9)
    event = "begivenheden »7. møde i Ledelseskommissionen«"
    told = f"»Marianne Thyrring« meldte afbud til {event} (7-moede-referat)."
    assert (told,) in [path.sentences for path in regrets]


def test_a_path_may_begin_at_a_statement():
    """A statement named by its words is quoted where the path begins with it."""
    first = tell(gold_store(), "Og så skal vi have styrket ledernetværkene.", "ledernetvaerk")[0]
    assert first.sentences == (
        'Udsagnet "Og så skal vi have styrket ledernetværkene." (7-moede-referat) handler om temaet'
        " »Ledernetværk og sparring«.",
    )


def test_paths_are_short_and_simple(net):
    """Ways come lightest first, none longer than asked for, and none passes one thing twice."""
    one, other = (find(gold_store(), words).value for words in ("KL", "Vejle Kommune"))
    ways = paths(net, one, other, most=4, limit=3)
    assert len(ways) == 3 and all(len(way) <= 5 and len(set(way)) == len(way) for way in ways)
    weights = [sum(links()[name].weight for _, _, name, _, _ in steps(net, way)) for way in ways]
    assert weights == sorted(weights)
    assert paths(net, one, other, most=1) == ()
    assert not [way for way in ways for before in ways if way is not before and {*before} <= {*way}]


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("Nils Ågesen", "tillid", "did you mean »Niels Ågesen«"),
        ("tillid", "Aalborg Kommune", "no document speaks of »Aalborg Kommune«"),
        ("tillid", "theme/tillid", "two different things"),
    ],
)
def test_a_path_between_what_is_not_there_says_why(one, other, message):
    """An unknown name, a thing that no document names and a path to itself are each refused in one line."""
    with pytest.raises(QueryError) as error:
        tell(gold_store(), one, other)
    assert message in str(error.value) and "\n" not in str(error.value)


def test_an_empty_graph_has_an_empty_network():
    """Nothing is central and nothing belongs together where there is nothing."""
    store = ox.Store()
    assert len(network(store)) == 0
    assert centrality(store) == () and communities(store) == ()
