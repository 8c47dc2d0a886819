"""IRIs depend on names and words alone."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import UsageError
from graph_build.iri import Minter, check_base, digest, slug
from graph_build.nquads import as_node, danish, lexical, literal, term


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ågård, Æbelø & Søn", "aagaard-aebeloe-soen"),
        ("Dorthe Gylling Crüger", "dorthe-gylling-cruger"),
        ("7. møde", "7-moede"),
        ("  KL  ", "kl"),
    ],
)
def test_slug_writes_danish_letters_out(name, expected):
    """A slug spells Danish letters out, strips other marks and joins by hyphens."""
    assert slug(name) == expected


@given(st.text(min_size=1))
def test_slug_is_fit_for_an_iri(name):
    """Whatever the name, its slug is made of lower-case ASCII letters, digits and hyphens."""
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name)
    assert len(slug(name)) <= 120


def test_names_without_latin_letters_stay_apart():
    """Two names that differ only in letters a slug cannot show get different slugs."""
    assert slug("Иван Petersen") != slug("Пётр Petersen")
    assert slug("Иван") != slug("Пётр")


def test_case_and_space_make_no_other_person():
    """A name in other case and spacing gives the same IRI."""
    mint = Minter()
    assert mint.named("person", "Birgit lise  Andersen") == mint.named("person", "Birgit Lise Andersen")


@given(st.lists(st.text(alphabet="ab ", max_size=3), min_size=1, max_size=3))
def test_digest_keeps_parts_apart(parts):
    """Parts cut in another place give another digest."""
    assert digest(*parts, "x") != digest("".join([*parts, "x"]))


def test_every_iri_moves_with_the_base():
    """Another base moves things and concepts alike and changes nothing else."""
    here, there = Minter(), Minter("https://example.org/kg/")
    pairs = [
        (m.named("person", "Emma Winther"), m.concept("theme", "ledelse"), m.passage("a", 1, 2))
        for m in (here, there)
    ]
    assert [x.removeprefix(here.base) for x in pairs[0]] == [x.removeprefix(there.base) for x in pairs[1]]


@pytest.mark.parametrize(
    "base", ["ledelse", "ftp://x/", "https://", "https://x/?a=b", "https://x/#f", "https://x y/"]
)
def test_a_base_that_is_no_iri_is_refused(base):
    """A base that cannot be one is a usage error that gives an example."""
    with pytest.raises(UsageError, match="give one like https"):
        check_base(base)


def test_a_base_gets_its_slash():
    """A base without its final slash is given one."""
    assert check_base("https://example.org/kg") == "https://example.org/kg/"


@given(words=st.text(), language=st.sampled_from(["", "da"]))
def test_terms_are_written_as_the_store_writes_them_and_read_back(words, language):
    """Whatever the words hold, text and store agree to the character, and nothing is lost."""
    written = danish(words) if language else literal(words)
    assert written == str(ox.Literal(words, language=language or None))
    assert lexical(written) == words
    assert term(as_node(written)) == written
