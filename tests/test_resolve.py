"""Who is who across documents, which paradoxes are one, and which statements are alike."""

from dataclasses import replace

import pytest
from helpers_findings import minimal, place

from graph_build.assemble.shared import similar_statements
from graph_build.identity import is_misspelling, merges_from
from graph_build.iri import Minter
from graph_build.likeness import lemmas, similar_pairs
from graph_build.model import Organisation, Paradox, Person, Pole
from graph_build.resolve import Known, resolve

MINT = Minter()


def test_a_person_known_by_two_spellings_is_one(read_by_hand):
    """»Birgit lise Andersen« in one document is »Birgit Lise Andersen« in another."""
    first, second = read_by_hand[0], read_by_hand[2]
    other = Person("Birgit Lise Andersen", (), "mentioned", None, None, (place(second),))
    resolution = resolve([first, minimal(second, persons=(other,))])
    person = resolution.entity("person", second.document.name, "Birgit Lise Andersen")
    assert person == resolution.entity("person", first.document.name, "Birgit lise Andersen")
    assert person.name == "Birgit Lise Andersen"


def bodies(found, *names, key=None):
    """A document with organisations of these names."""
    here = (place(found),)
    return minimal(found, organisations=tuple(Organisation(n, (), "other", here, key) for n in names))


def people(found, *names):
    """A document with persons of these names."""
    here = (place(found),)
    return minimal(found, persons=tuple(Person(n, (), "mentioned", None, None, here) for n in names))


@pytest.mark.parametrize(
    ("kind", "a", "b", "one"),
    [
        ("organisation", "Ledelseskommisionen", "Ledelseskommissionen", True),
        ("organisation", "Ledelses Kommissionen", "Ledelseskommissionen", True),
        ("organisation", "Hillerød Kommune", "Lillerød Kommune", False),
        ("organisation", "Region Nord", "Region Syd", False),
        ("organisation", "Sekretariatet", "Sekretariatet", False),
        ("organisation", "KL", "KL", True),
        ("person", "Dorthe Gylling Crüger", "Dorte Gylling Crüger", True),
        ("person", "Emma Winther", "Emma Winter", False),
        ("person", "Kirsten Bech Nielsen", "Kristen Bech Nielsen", False),
        ("person", "Emma", "Emma", False),
        ("person", "Emma", "Emma Winther", False),
    ],
)
def test_who_is_one_across_documents(read_by_hand, kind, a, b, one):
    """Names merge across documents on stated grounds only; a first name alone never does."""
    make = people if kind == "person" else bodies
    resolution = resolve([make(read_by_hand[0], a), make(read_by_hand[1], b)])
    here = resolution.entity(kind, read_by_hand[0].document.name, a)
    there = resolution.entity(kind, read_by_hand[1].document.name, b)
    assert (here == there) is one
    if one and a != b:
        named = zip(read_by_hand, (a, b), strict=False)
        assert any(resolution.ground(kind, found.document.name, name) for found, name in named)


def test_a_forbidden_merge_wins(read_by_hand):
    """What is forbidden by hand is not merged, however near the spelling."""
    names = ["Dorthe Gylling Crüger", "Dorte Gylling Crüger"]
    merges = merges_from({"forbid": [{"kind": "person", "names": names, "ground": "to personer"}]})
    one, two = people(read_by_hand[0], names[0]), people(read_by_hand[1], names[1])
    resolution = resolve([one, two], merges=merges)
    assert len({entity.reference for entity in resolution.entities}) == 2


def test_a_forced_merge_shows_its_first_name(read_by_hand):
    """What is forced by hand is merged, and shown under the first name given."""
    names = ["Kommunernes Landsforening", "KL"]
    merges = merges_from({"force": [{"kind": "organisation", "names": names, "ground": "kort form"}]})
    one, two = bodies(read_by_hand[0], "KL"), bodies(read_by_hand[1], "Kommunernes Landsforening")
    resolution = resolve([one, two], merges=merges)
    assert [entity.name for entity in resolution.entities] == ["Kommunernes Landsforening"]
    assert resolution.ground("organisation", one.document.name, "KL") == "kort form"


def test_the_authority_file_gives_key_and_name(read_by_hand):
    """An organisation listed under another name gets the listed one's IRI and name."""
    listed = (Known("kl", "KL", ("Kommunernes Landsforening",)),)
    resolution = resolve([bodies(read_by_hand[0], "Kommunernes landsforening")], listed)
    assert [(e.reference, e.name, e.known) for e in resolution.entities] == [("kl", "KL", True)]


def test_two_attendees_of_one_meeting_never_merge(read_by_hand):
    """Near-equal names in one document are two persons."""
    both = people(read_by_hand[0], "Dorthe Gylling Crüger", "Dorte Gylling Crüger")
    assert len(resolve([both]).entities) == 2


def test_resolution_does_not_depend_on_order(read_by_hand):
    """Documents in any order give the same entities."""
    assert resolve(read_by_hand).entities == resolve(read_by_hand[::-1]).entities


def test_misspellings_have_strict_limits():
    """Two wrong letters, or one in a short word, are another name."""
    assert not is_misspelling("organisation", "Ledelseskommision", "Ledelseskommissionen")
    assert not is_misspelling("organisation", "Djøf", "Djøv")


def paradox(found, number, *words):
    """A paradox statement with two poles."""
    here = place(found)
    poles = tuple(Pole(each, here.start, here.end) for each in words)
    return Paradox(f"p{number}", here, 0, poles=poles)


def test_a_paradox_is_the_same_whichever_pole_comes_first(read_by_hand):
    """Poles in other order, case and inflection are the same paradox; other poles are not."""
    one = minimal(read_by_hand[0], paradoxes=(paradox(read_by_hand[0], 1, "Driften", "udvikling"),))
    two = minimal(
        read_by_hand[1],
        paradoxes=(
            paradox(read_by_hand[1], 1, "UDVIKLINGEN", "drift"),
            paradox(read_by_hand[1], 2, "udviklingen", "ledelse"),
        ),
    )
    identities = resolve([one, two]).paradoxes
    first = identities[one.document.name, "p1"]
    assert first.reference == identities[two.document.name, "p1"].reference
    assert first.reference != identities[two.document.name, "p2"].reference
    assert first.reference == resolve([two, one]).paradoxes[one.document.name, "p1"].reference


def test_similar_pairs_misses_none(read_by_hand):
    """The pairs found by rare words are those that comparing all with all finds."""
    texts = [q.mention.quote for found in read_by_hand for q in (*found.questions, *found.recommendations)]
    texts += [" ".join(text.split()[:-1]) for text in texts[:20]]
    bags = [frozenset(lemmas(text)) for text in texts]
    everything = {
        (i, j)
        for j in range(len(bags))
        for i in range(j)
        if min(len(bags[i]), len(bags[j])) >= 5 and len(bags[i] & bags[j]) >= 0.6 * len(bags[i] | bags[j])
    }
    assert everything
    assert {(i, j) for i, j, _ in similar_pairs(texts)} == everything


def test_similar_statements_are_linked_both_ways(read_by_hand):
    """A recommendation repeated with a word less in another document is linked with the first, both ways."""
    one = minimal(read_by_hand[1], recommendations=read_by_hand[1].recommendations[:1])
    advice = one.recommendations[0]
    shorter = replace(advice.mention, quote=" ".join(advice.mention.quote.split()[1:]))
    two = minimal(read_by_hand[0], recommendations=(replace(advice, mention=shorter),))
    links = list(similar_statements([one, two], MINT.base, resolve([one, two])))
    assert len(links) == 2
    assert links[0][0] == links[1][2]
    assert {g for *_, g in links} == {MINT.graph("links")}
