"""What the library answers on the graph that a build makes of the corpus."""

import time

import pytest

from graph_build.store import open_store
from queries.catalogue import library, query
from queries.paths import tell
from queries.run import run

SECONDS = 1
"""That a query may take on the corpus, on a slow and shared machine."""


@pytest.fixture(scope="module")
def store(corpus_graph):
    return open_store(corpus_graph)


def ask(store, name: str, *columns: str, **parameters: str) -> list[tuple]:
    """The answers as words, the named columns alone."""
    result = run(store, query(name), parameters)
    places = [result.columns.index(column) for column in columns]
    return [tuple(row[at].value if row[at] is not None else None for at in places) for row in result.rows]


def test_every_query_answers_in_time(store):
    """Each query of the library runs with its defaults on the corpus, and none keeps one waiting."""
    taken = {}
    for one in library():
        began = time.perf_counter()
        run(store, one)
        taken[one.name] = time.perf_counter() - began
    assert {name: seconds for name, seconds in taken.items() if seconds > SECONDS} == {}


def test_the_five_documents_are_there(store):
    """The overview lists the five documents, each with statements and themes."""
    rows = ask(store, "documents", "documentLabel", "kindLabel", "statements", "themes")
    assert [row[:2] for row in rows] == [
        ("7-moede-referat", "mødereferat"),
        ("digital-stafet", "stafetrapport"),
        ("hr98-netvaerksmoede", "netværksmøde"),
        ("komdir-oplaeg", "oplæg i slides"),
        ("lejre-moede", "mødenoter"),
    ]
    assert all(int(statements) > 10 and int(themes) > 5 for *_, statements, themes in rows)


def test_who_was_at_the_seventh_meeting(store):
    """Nine attended the 7th meeting, one sent regrets, and four of the secretariat were there."""
    rows = ask(store, "participants", "roleLabel", "personLabel", document="7-moede-referat")
    by_role = {role: {person for one, person in rows if one == role} for role, _ in rows}
    assert {role: len(people) for role, people in by_role.items()} == {
        "deltager": 9,
        "afbud": 1,
        "sekretariat": 4,
    }
    assert by_role["afbud"] == {"Marianne Thyrring"}
    assert by_role["sekretariat"] == {
        "Thomas Molin",
        "Inger McLeskey",
        "Christine Jørnø Vestergaard",
        "Louise Angelo",
    }


def test_the_presenter_and_his_post(store):
    """Niels Ågesen presented, and was deputy chair of the association on 2 November 2017."""
    assert ask(store, "participants", "roleLabel", "organisationLabel", person="Niels Ågesen") == [
        ("oplægsholder", "Kommunaldirektørforeningen i Danmark")
    ]
    assert ask(store, "persons", "post", "organisationLabel", "asOf", person="Niels Ågesen") == [
        ("næstformand", "Kommunaldirektørforeningen i Danmark", "2017-11-02")
    ]


def test_the_relay_has_39_pairs_under_12_headings(store):
    """The relay's 39 questions have their answers, asked and answered by leaders of the same kind."""
    rows = ask(store, "questions-answers", "askerLabel", "answererLabel", document="digital-stafet")
    assert len(rows) == 39
    assert all(asker and asker == answerer for asker, answerer in rows)
    sections = ask(store, "questions-by-section", "questions", "answers", document="digital-stafet")
    assert sum(answers != "0" for _, answers in sections) == 12
    assert all(questions == answers for questions, answers in sections if answers != "0")


def test_the_slide_of_six_paradoxes(store):
    """Each bullet of the slide headed so is a paradox of two poles, in the slide's order."""
    rows = ask(store, "paradoxes", "quote", "otherPole", document="komdir-oplaeg")
    slide = [(quote, pole) for quote, pole in rows if " OG " in quote]
    assert len(slide) == 6
    assert all(quote.endswith(pole) for quote, pole in slide)


def test_the_meeting_with_lejre(store):
    """The meeting with Lejre Kommune was on 1 June 2017, and its chief executive was there."""
    assert ("2017-06-01", "lejre-moede") in ask(store, "events", "date", "documentLabel")
    people = ask(store, "participants", "personLabel", "organisationLabel", document="lejre-moede")
    assert ("Inger Marie Vynne", "Lejre Kommune") in people
    assert "Allan Søgaard Larsen" in {person for person, _ in people}


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        ("Emma Winther", "Brug for netværksgrupper på tværs."),
        (
            "Solvejg Schultz Jakobsen",
            "Ønsket til Kommissionens arbejde er, at det ikke bliver endnu en pjece.",
        ),
    ],
)
def test_words_are_their_speakers(store, voice, words):
    """The bullets under somebody's talk are that person's words."""
    assert (words,) in ask(store, "said-by", "quote", voice=voice)


def test_an_organisation_speaks_through_its_people(store):
    """What KL's people say is KL's too."""
    rows = ask(store, "said-by-organisation", "voiceLabel", "quote", organisation="KL")
    assert {voice for voice, _ in rows} >= {"Solvejg Schultz Jakobsen"}


def test_leaders_of_both_kinds_share_themes(store):
    """Leaders of both kinds raise cross-pressure, and no theme that one alone raises is shared."""
    shared = set(ask(store, "themes-shared", "themeLabel"))
    assert ("Krydspres",) in shared
    assert shared.isdisjoint(ask(store, "themes-of-one", "themeLabel"))


def test_every_statement_has_its_full_provenance(store):
    """Each statement's rule, confidence, passage, document and file are known, once each."""
    counted = sum(int(row[0]) for row in ask(store, "documents", "statements"))
    rows = ask(store, "provenance", "statement", "start", "end", "fileHash", "ruleLabel", "confidence")
    assert len(rows) == len({row[0] for row in rows}) == counted
    assert all(all(row) for row in rows)
    assert all(int(start) < int(end) and len(file) == 64 for _, start, end, file, _, _ in rows)
    assert all(0 < float(confidence) <= 1 for *_, confidence in rows)


def test_every_quote_is_exact(store):
    """No statement's words differ from those of its passage."""
    assert run(store, query("quotes-exact")).answer is False


def test_a_path_is_found_on_the_corpus(store):
    """Two who never met are linked, each link told with its document."""
    ways = tell(store, "Niels Ågesen", "Emma Winther")
    assert ways and all(sentence.endswith(".") for way in ways for sentence in way.sentences)
