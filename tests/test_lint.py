"""The model has none of the faults that lint knows, and each fault is found where it is planted."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, SKOS, Graph, Literal

from ontology import lint as linter
from ontology.facts import FACTS
from ontology.lint import CHECKS, lint
from ontology.load import BASE, PREFIXES, agents, modules, themes

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
SAID = (
    'rdfs:label "{0}"@da , "{0}"@en ; skos:definition "Det, der menes."@da , "What is meant."@en ; '
    'skos:example "et"@da ; rdfs:isDefinedBy <https://ledelsesgraf.example/model/core/>'
)
PROPERTY = "a owl:ObjectProperty ; rdfs:domain led:Pole ; rdfs:range led:Pole"
PLANTED = {
    "P08-label": 'led:Odd a owl:Class ; rdfs:label "sær"@da .',
    "P08-definition": "led:Odd a owl:Class .",
    "example": "led:Odd a owl:Class .",
    "term-source": "led:Odd a owl:Class .",
    "P32": f"led:Odd a owl:Class ; {SAID.format('paradoks')} .",
    "kind": "led:text a owl:ObjectProperty .",
    "P35": "led:Paradox led:notDeclared led:Pole .",
    "P34": "led:Paradox rdfs:subClassOf led:NotDeclared .",
    "P11-domain": f"led:odd a owl:ObjectProperty ; rdfs:range led:Pole ; {SAID.format('sær')} .",
    "P11-range": f"led:odd a owl:ObjectProperty ; rdfs:domain led:Pole ; {SAID.format('sær')} .",
    "P19-domain": "led:hasPole rdfs:domain led:Rule .",
    "P19-range": "led:hasPole rdfs:range led:Rule .",
    "P05": "led:hasPole owl:inverseOf led:emphasises .",
    "P25": "led:opposedTo owl:inverseOf led:opposedTo .",
    "P28": "led:hasPole a owl:SymmetricProperty .",
    "inverses": f"led:odd {PROPERTY} ; owl:inverseOf led:poleOf ; {SAID.format('sær')} .",
    "P06": "led:Statement rdfs:subClassOf led:Recommendation .",
    "circle": "led:opposedTo rdfs:subPropertyOf led:odd . led:odd rdfs:subPropertyOf led:opposedTo .",
    "P04": f"led:Odd a owl:Class ; {SAID.format('sær')} .",
    "circular": 'led:Odd a owl:Class ; rdfs:label "sær"@da ; skos:definition "Sær ting."@da .',
    "blank": "[] rdfs:seeAlso led:Pole .",
    "P22": f"led:odd a owl:Class ; {SAID.format('sær')} .",
    "P03": f"led:isA {PROPERTY} ; {SAID.format('er en')} .",
    "P20": 'led:Odd a owl:Class ; rdfs:label "sær"@da ; skos:definition "sær."@da .',
    "P21": f"led:OtherThing a owl:Class ; {SAID.format('andet')} .",
    "P24": "led:Rule rdfs:subClassOf [ a owl:Restriction ;"
    " owl:onProperty led:hasPole ; owl:someValuesFrom led:Rule ] .",
    "P26": "led:opposedTo owl:inverseOf led:hasPole .",
    "P29": "led:hasPole a owl:TransitiveProperty .",
    "P33": "led:hasPole owl:propertyChainAxiom ( led:poleOf ) .",
    "P36": "<https://ledelsesgraf.example/model/core/odd.ttl> a owl:Ontology .",
    "P38": "led:Pole rdfs:isDefinedBy <https://ledelsesgraf.example/model/core/module/odd> .",
    "P41": "<https://ledelsesgraf.example/model/core/module/odd> a owl:Ontology .",
}

A, B = f"<{BASE}id/organisation/a>", f"<{BASE}id/organisation/b>"
UNSOUND = {
    "parent-source": f"{A} org:subOrganizationOf {B} ; dcterms:source <https://www.wikidata.org/> .",
    "parent-date": f'{B} skos:prefLabel "B"@da , "B"@en .'
    f' {A} org:subOrganizationOf {B} ; skos:note "Hørte under B (2017)."@da , "Parent body: B."@en .',
    "match-source": f"{A} schema:sameAs <http://www.wikidata.org/entity/Q1> ;"
    " dcterms:source <https://github.com/SDFIdk/DownloadShop> .",
    "match-twice": f"{A} schema:sameAs <http://www.wikidata.org/entity/Q35> ."
    f" {B} schema:sameAs <http://www.wikidata.org/entity/Q35> .",
    "match-reason": f"<{BASE}id/group/a> a led:ActorGroup .",
    "source": f"{A} dcterms:source <https://example.org/> .",
    "remark": f"{A} skos:editorialNote <{BASE}concept/note/odd> .",
    "source-title": '<https://example.org/> a prov:Entity ; dcterms:title "x"@da .',
}


def test_the_model_has_no_fault():
    """No module has a fault that lint knows."""
    assert lint() == ()


def test_a_model_that_keeps_no_classes_apart_is_told_so():
    """Without its disjoint classes the model has the pitfall of missing disjointness."""
    model = modules()
    model.remove((None, OWL.disjointWith, None))
    model.remove((None, None, OWL.AllDisjointClasses))
    assert "P10" in {fault.check for fault in lint(model)}


def test_the_page_of_pitfalls_tells_of_the_whole_catalogue_and_of_every_check():
    """All 41 pitfalls stand there, and just those with a number here are said to be looked for by lint."""
    page = (Path(__file__).parent.parent / "docs" / "pitfalls.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (P\d\d) \| [^|]+ \| (.+) \|$", page, re.MULTILINE))
    assert list(rows) == [f"P{number:02}" for number in range(1, 42)]
    numbered = {check.partition("-")[0] for check in CHECKS if re.match(r"P\d\d", check)}
    assert {number for number, where in rows.items() if where.startswith("lint")} == numbered


@pytest.mark.parametrize("check", sorted({*CHECKS} - {"P10"}))
def test_a_planted_fault_is_found(check):
    """A model broken in one place is found broken there, by the check meant for it."""
    broken = modules() + Graph().parse(data=HEAD + PLANTED[check])
    assert check in {fault.check for fault in lint(broken)}


@pytest.fixture(scope="module")
def sound():
    """The authority files and the themes."""
    return agents() + themes()


@pytest.mark.parametrize("check", sorted(FACTS))
def test_a_fact_without_a_source_is_found(sound, check):
    """A line that names no source for what it says is found in the authority files, and nothing else is."""
    find, _ = FACTS[check]
    assert not set(find(sound))
    assert set(find(sound + Graph().parse(data=HEAD + UNSOUND[check])))


def test_a_source_covers_what_is_below_it_and_only_for_the_kind_of_fact_that_was_read_there():
    """A registry's record counts as the registry, and a list of parents proves no identifier."""
    find, _ = FACTS["match-source"]
    source = 'a prov:Entity ; dcterms:title "x"@da ; dcterms:references'
    said = f"{A} schema:sameAs <http://www.wikidata.org/entity/Q1> ; dcterms:source <https://example.org/r/1>"
    for kind, faults in (("schema:sameAs", 0), ("org:subOrganizationOf", 1)):
        listed = Graph().parse(data=f"{HEAD} <https://example.org/r/> {source} {kind} . {said} .")
        assert len(list(find(listed))) == faults


def test_an_example_in_danish_alone_is_found():
    """A term's example stands in both languages, ours and the reused ones alike."""
    broken = modules()
    broken.remove((None, SKOS.example, Literal("Et dokument, et udsagn, en regel", "da")))
    assert [fault.check for fault in lint(broken)] == ["example"]


def test_faults_are_told_a_line_each(monkeypatch, capsys):
    """The command names term, advice and check, and fails."""
    fault = linter.Fault("P04", "led:Odd", "connect it")
    monkeypatch.setattr(linter, "lint", lambda: (fault,))
    assert linter.main() == 1
    assert capsys.readouterr().err == "led:Odd: connect it (P04)\n"


def test_without_faults_the_command_says_nothing(capsys):
    """A sound model gives no word and no error."""
    assert linter.main() == 0
    assert capsys.readouterr() == ("", "")
