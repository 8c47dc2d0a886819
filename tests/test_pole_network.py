"""The network of poles: what it says of the words of a tension, and of spans as its poles."""

import numpy as np
import pytest

from graph_build.extract.poles import offers, poles
from graph_build.language import pole_network, pole_network_held_out
from graph_build.language.pole_network import Said, as_said, likeliest, signs, tokens
from graph_build.language.pole_texts import tension

TEXT = "Vi skal styre stramt og alligevel give frihed."


def _sure(text: str, ends: tuple[int, int, int, int]) -> Said:
    """What a network would say that is sure of where both poles begin and end."""
    read = tokens(text)
    told = np.full((len(read), 4), np.log(0.01))
    told[list(ends), range(4)] = np.log(0.9)
    return as_said(read, told)


def _words(text: str, spans: tuple[tuple[int, int], tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_the_likeliest_spans_are_where_the_network_is_sure() -> None:
    spans = likeliest(_sure(TEXT, (2, 3, 6, 7)))
    assert spans is not None
    assert _words(TEXT, spans) == ["styre stramt", "give frihed"]


@pytest.mark.parametrize("ends", [(6, 7, 2, 3), (4, 2, 3, 1), (0, 8, 0, 8), (7, 7, 0, 0)])
def test_the_likeliest_spans_are_in_order_and_do_not_meet(ends: tuple[int, int, int, int]) -> None:
    """Also where the network says of the first pole that it comes last, or ends before it begins."""
    spans = likeliest(_sure(TEXT, ends))
    assert spans is not None
    (a, b), (c, d) = spans
    assert a < b <= c < d


def test_no_spans_are_likeliest_in_one_word() -> None:
    assert likeliest(_sure("Frihed", (0, 0, 0, 0))) is None


def test_spans_that_hold_a_pole_and_nothing_else_are_told_from_others() -> None:
    said = _sure(TEXT, (2, 3, 6, 7))
    found = [TEXT.index("styre"), TEXT.index(" og"), TEXT.index("give"), TEXT.index(".")]
    right = ((found[0], found[1]), (found[2], found[3]))
    wide = ((0, found[1]), (found[1] + 4, found[3]))
    turned = (right[1], right[0])
    rows = signs(said, [right, wide, turned])
    own, other, both, clean = rows.T[4], rows.T[5], rows.T[6], rows.T[10]
    assert rows[0, :4].sum() == rows[:, :4].sum(axis=1).max()
    assert own[0] > 0.8 and other[0] > 0.8 and own[1] >= own[0] - 1e-9
    assert clean[0] > clean[1], "the wide spans hold other words too"
    assert both[2] < 0.2, "each of these holds the other pole"


def test_words_without_end_are_read_as_far_as_the_network_reads() -> None:
    """What stands beyond the words that are read is offered, and counts as the last of these."""
    text = " ".join(["ro"] * 300) + ", men tempo"
    said = pole_network.load().said(text)
    assert len(said.places) == pole_network.MOST_TOKENS
    assert np.isfinite(signs(said, [found.spans for found in offers(text, said)])).all()


def test_the_network_reads_with_the_vectors_that_it_was_trained_with() -> None:
    """Whoever trains the network of sentences anew trains those of poles after it."""
    folds = [pole_network_held_out.path_of(fold) for fold in range(pole_network_held_out.FOLDS)]
    for path in (pole_network.MODEL, *folds):
        assert pole_network.PoleNetwork(path).read_with == pole_network.mark_of_vectors(), path


def test_the_likeliest_spans_are_the_best_of_all() -> None:
    chance = np.random.default_rng(0)
    for _ in range(20):
        told = np.log(chance.dirichlet(np.ones(8), 4).T)
        said = as_said(tokens("a b c d e f g h"), told)
        spans = likeliest(said)
        assert spans is not None
        best = max(
            told[a, 0] + told[b, 1] + told[c, 2] + told[d, 3]
            for b in range(8) for a in range(b + 1) for c in range(b + 1, 8) for d in range(c, 8)
        )  # fmt: skip
        (a, b), (c, d) = ((start // 2, end // 2) for start, end in spans)
        assert told[a, 0] + told[b, 1] + told[c, 2] + told[d, 3] == pytest.approx(best)


def test_of_no_words_nothing_is_said() -> None:
    said = pole_network.load().said(" ")
    assert said.places == () and likeliest(said) is None and len(signs(said, [])) == 0
    assert poles(" ") is None


def test_each_end_is_somewhere() -> None:
    """How likely a pole begins or ends with a word comes to one over all words."""
    told = pole_network.load().said(TEXT).told
    assert np.exp(told).sum(axis=0) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Lederne skal holde budgettet og samtidig give plads til det uforudsete.", "budget", "plads"),
        ("Hun vil gerne være tæt på sine folk, men kalenderen er fuld af møder.", "tæt", "møder"),
        ("Jo mere vi måler, jo mindre ser vi på det, der betyder noget.", "måler", "betyder"),
    ],
)  # fmt: skip
def test_both_sides_of_a_tension_are_found(text: str, first: str, second: str) -> None:
    found = poles(text)
    assert found is not None
    a, b = _words(text, found.spans)
    assert first in a and second in b


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Tillid og styring er ikke hinandens modsætninger – der er brug for begge dele.",
            "Tillid",
            "styring",
        ),
        ("Frihed og ansvar er ikke modsætninger i vores hus.", "Frihed", "ansvar"),
        ("Drift og udvikling behøver ikke at udelukke hinanden.", "Drift", "udvikling"),
    ],
)
def test_what_denies_a_tension_is_part_of_neither_side(text: str, first: str, second: str) -> None:
    found = poles(text)
    assert found is not None
    assert _words(text, found.spans) == [first, second]


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        ("Vi vil have ro og tempo.", ["ro", "tempo"], ["ro", "tempo"]),
        ("Frode vil have ro, ikke\n  hastværk og tempo.", ["tempo", "ro"], ["ro", "tempo"]),
        ("Vi vil have ro, og\nmere  tempo.", ["RO,", "mere tempo"], ["ro", "mere tempo"]),
    ],
)
def test_a_reader_s_poles_are_learnt_where_they_stand(text: str, told: list[str], found: list[str]) -> None:
    """As whole words, in reading order, also over a line's end."""
    (one,) = tension(text, told, "document", 1.0, is_document=True)
    read = tokens(text)
    a, b, c, d = one.ends
    spans = [(read[start][0][0], read[end][0][1]) for start, end in ((a, b), (c, d))]
    assert [" ".join(words.split()) for words in _words(text, (spans[0], spans[1]))] == found


@pytest.mark.parametrize("told", [["ro", "hast"], ["ro"], ["ro", "ro og tempo"], ["ro", " "]])
def test_poles_that_do_not_stand_there_apart_are_not_learnt(told: list[str]) -> None:
    assert not [*tension("Vi vil have ro og tempo.", told, "document", 1.0, is_document=True)]
