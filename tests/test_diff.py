"""Two graphs told apart: statements gained, lost and changed, and a patch that makes one the other."""

from dataclasses import replace

import pytest
from helpers_findings import put_together
from rdflib import RDF

from exports.diff import apply, compare, patch, tell
from graph_build import store
from graph_build.errors import GraphError, UsageError
from graph_build.pipeline import build
from ontology import terms as t

RAAD = """# Råd

Kommunerne bør fastsætte mål for ledelsesspænd.

Ledere skal på den ene side overholde budgettet og på den anden side udvikle velfærden.
"""


def changed(found):
    """The same findings with one recommendation lost, one cut shorter, one surer, and one person more."""
    one = next(each for each in found if len(each.recommendations) >= 3)
    lost, cut, surer, *rest = one.recommendations
    mention = cut.mention
    shorter = replace(
        mention, end=mention.start + 20, quote=one.document.text[mention.start : mention.start + 20]
    )
    kept = (
        replace(cut, mention=shorter),
        replace(surer, mention=replace(surer.mention, confidence=0.5)),
        *rest,
    )
    person = replace(one.persons[0], name="Ny Persondatter", variants=())
    other = replace(one, recommendations=kept, persons=(*one.persons, person))
    return tuple(other if each is one else each for each in found), (lost, cut, surer), one.document.name


@pytest.fixture(scope="module")
def findings(read_by_hand):
    """Of the annotated documents all but the longest."""
    return tuple(sorted(read_by_hand, key=lambda one: len(one.document.text))[:-1])


@pytest.fixture(scope="module")
def old_graph(findings, tmp_path_factory):
    """The graph of those."""
    return put_together(findings, tmp_path_factory.mktemp("old") / "graph")


@pytest.fixture(scope="module")
def new_graph(findings, tmp_path_factory):
    """The graph of findings that differ a little, what differs, and in which document."""
    found, touched, name = changed(findings)
    folder = tmp_path_factory.mktemp("diff") / "graph"
    return put_together(found, folder), touched, name


@pytest.fixture(scope="module")
def difference(old_graph, new_graph):
    """What differs between the two."""
    return compare(old_graph, new_graph[0])


@pytest.fixture(scope="module")
def written(old_graph, new_graph):
    """The patch that makes the old graph the new one."""
    return patch(old_graph, new_graph[0])


def lines_of(folder):
    return (folder / store.NQUADS).read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_lost_a_cut_and_a_surer_recommendation_are_told_as_such(difference, new_graph):
    """Each of the three is one change, in its document and by its rule, and no other recommendation is."""
    _, (lost, cut, surer), name = new_graph
    told = {c.words: c for c in difference.changes if c.cls == str(t.LED_RECOMMENDATION)}
    assert all((c.document, c.rule) == (name, "reader.by-hand") for c in told.values())
    assert told[lost.mention.quote].kind == "lost"
    assert told[surer.mention.quote].kind == "changed"
    assert told[surer.mention.quote].properties == (str(t.LED_CONFIDENCE),)
    others = [c for c in told.values() if c.words not in (lost.mention.quote, surer.mention.quote)]
    assert [(c.kind, c.words in cut.mention.quote) for c in others] == [("changed", True)]
    assert str(t.LED_TEXT) in others[0].properties


def test_a_person_more_is_told(difference):
    """Things that documents share are told too."""
    gained = [c.words for c in difference.changes if c.cls == str(t.FOAF_PERSON)]
    assert gained == ["Ny Persondatter"]


def test_the_patch_makes_the_old_graph_the_new_one(old_graph, new_graph, written):
    """Applied to the old graph's quads, the patch gives the new graph's bytes, and back again."""
    old, new = lines_of(old_graph), lines_of(new_graph[0])
    assert old != new
    assert apply(old, written) == new
    assert apply(new, patch(new_graph[0], old_graph)) == old


def test_the_patch_counts_what_the_difference_counts(written, difference):
    """As many deletions and additions as the difference states."""
    lines = written.splitlines()
    assert sum(line.startswith("D ") for line in lines) == difference.removed > 0
    assert sum(line.startswith("A ") for line in lines) == difference.added > 0


def test_a_patch_for_another_graph_or_a_damaged_one_is_refused(old_graph, new_graph, written):
    """A patch is applied to the graph that it names, whole, or not at all."""
    with pytest.raises(UsageError, match="another graph"):
        apply(lines_of(new_graph[0]), written)
    with pytest.raises(UsageError, match="damaged"):
        apply(lines_of(old_graph), written[: len(written) // 2])


def test_equal_graphs_are_told_to_be_equal(old_graph):
    """A graph differs in nothing from itself, and its patch is empty."""
    same = compare(old_graph, old_graph)
    assert (same.changes, same.removed, same.added) == ((), 0, 0)
    assert list(tell(same)) == ["graferne er ens"]
    assert not [line for line in patch(old_graph, old_graph).splitlines() if line[0] in "AD"]


def test_the_difference_is_told_in_danish_and_in_english(difference, new_graph):
    """Documents, classes, properties and rules stand in the reader's language."""
    danish, english = ("\n".join(tell(difference, language)) for language in ("da", "en"))
    assert "anbefaling: 1 mistet, 2 ændret" in danish
    assert "recommendation: 1 lost, 2 changed" in english
    assert ": sikkerhed (reader.by-hand)" in danish
    assert new_graph[2] in danish
    assert "efter regel\n  reader.by-hand: " in danish


def test_what_only_moved_is_counted_and_what_changed_says_how(tmp_path):
    """Of a statement worded anew the old words and strength are told; those that only moved are counted."""
    graphs = {}
    anew = RAAD.replace("bør fastsætte", "skal altid fastsætte")
    for name, text in {"old": RAAD, "worded": anew, "moved": RAAD.replace("Råd\n", "Råd\n\n")}.items():
        (tmp_path / "raad.md").write_text(text, encoding="utf-8")
        graphs[name] = tmp_path / name
        build([tmp_path / "raad.md"], graphs[name])
    worded, moved = ("\n".join(tell(compare(graphs["old"], graphs[new]))) for new in ("worded", "moved"))
    assert "modalitet bør → skal, ordlyd før »Kommunerne bør fastsætte mål for ledelsesspænd.«" in worded
    assert "paradoksudsagn: 1 kun flyttet" in moved
    assert "citeret fra" not in worded + moved


def test_a_document_left_out_takes_its_statements_with_it(findings, old_graph, tmp_path):
    """All that is lost without a document is that document's or shared."""
    put_together(findings[1:], tmp_path / "graph")
    told = compare(old_graph, tmp_path / "graph").changes
    name = findings[0].document.name
    statements = [c for c in told if c.rule]
    assert {(c.document, c.kind) for c in statements} == {(name, "lost")}
    opened = store.open_dataset(old_graph)
    of_it = [
        s
        for s in opened.subjects(RDF.type, t.LED_STATEMENT)
        if str(opened.value(s, t.LED_IN_DOCUMENT)).endswith(name)
    ]
    assert len(statements) == len(of_it)


def test_a_folder_that_is_no_graph_is_refused(old_graph, tmp_path):
    """The message says how to get a graph."""
    with pytest.raises(GraphError, match="build"):
        compare(old_graph, tmp_path / "none")
