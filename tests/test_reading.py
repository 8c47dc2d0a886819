"""What a careful reader finds: on the corpus what must come out, on any text what always holds."""

import contextlib
import json
from collections import Counter
from dataclasses import fields, is_dataclass

import pytest
from helpers_files import ROOT
from helpers_texts import texts
from hypothesis import HealthCheck, example, given, settings

from graph_build.annotate import annotate
from graph_build.errors import EmptyDocumentError
from graph_build.extract.claims import addressee
from graph_build.extract.organisations.nouns import nouns
from graph_build.extract.poles import offers, poles
from graph_build.extract.tensions import framing
from graph_build.language import pole_network
from graph_build.language.words import tokens
from graph_build.model import Document, Mention
from graph_build.quote import as_quote
from graph_build.read.text import normalise
from graph_build.reading import find, read_document
from graph_build.segment import segment

CORPUS = sorted(path.stem for path in (ROOT / "corpus").iterdir())
STATEMENTS = ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")
RELAY = {
    "Topledere – krydspres": 3,
    "Topledere – borgerblik": 4,
    "Topledere – ledelsesrum": 3,
    "Topledere – lederrollen": 3,
    "Topledere – ledelse på tværs": 2,
    "Topledere – ledelsesudvikling": 4,
    "Institutions- og driftsledere krydspres": 4,
    "Institutions- og driftsledere borgerblik": 3,
    "Institutions- og driftsledere borgerblik II": 2,
    "Institutions- og driftsledere lederrollen": 3,
    "Institutions- og driftsledere ledelse på tværs": 4,
    "Institutions- og driftsledere ledelsesudvikling": 4,
}


@pytest.fixture(scope="module")
def reading():
    """Reads a document of the corpus, each once."""
    known = {}

    def by_name(name):
        if name not in known:
            known[name] = read_document(ROOT / "corpus" / f"{name}.txt")
        return known[name]

    return by_name


def taking_part(found, participation):
    """Names of those who took part in a capacity."""
    return [one.name for one in found.persons if one.participation == participation]


def under(found, kind, heading):
    """Statements of a kind in the section of a heading."""
    numbers = {one.number for one in found.sections if one.heading == heading}
    assert numbers, heading
    return [one for one in getattr(found, kind) if one.section in numbers]


def test_the_nine_who_attended_the_seventh_meeting(reading):
    """Nine members took part, one of whom may have taken the chair."""
    found = reading("7-moede-referat")
    present = {*taking_part(found, "attendee"), *taking_part(found, "chair")}
    assert {name.casefold() for name in present} == {
        "allan søgaard larsen", "alfred josefsen", "eva zeuthen bentsen", "lotte bøgh andersen",
        "dorthe gylling crüger", "emma winther", "lasse jacobsen", "birgit lise andersen", "david hellemann",
    }  # fmt: skip


def test_the_one_who_sent_regrets_and_the_secretariat(reading):
    """One absentee and four of the secretariat stand in the header of the seventh meeting."""
    found = reading("7-moede-referat")
    assert taking_part(found, "absentee") == ["Marianne Thyrring"]
    assert taking_part(found, "secretariat") == [
        "Thomas Molin", "Inger McLeskey", "Christine Jørnø Vestergaard", "Louise Angelo",
    ]  # fmt: skip


def test_the_relays_questions_stand_under_their_twelve_headings(reading):
    """Thirty-nine questions are answered, as many under each heading as its pages show."""
    found = reading("digital-stafet")
    answered = {one.question for one in found.answers}
    headings = {one.number: one.heading for one in found.sections}
    counts = Counter(headings[one.section] for one in found.questions if one.id in answered)
    assert counts == RELAY
    assert len(found.answers) == len(answered) == 39


def test_the_relays_pairs_are_asked_and_answered_by_leaders_of_their_kind(reading):
    """Every question and every answer of the relay is voiced by the leaders whose heading it stands under."""
    found = reading("digital-stafet")
    for heading in RELAY:
        voice = "topledere" if heading.startswith("Topledere") else "institutions- og driftsledere"
        answers = under(found, "answers", heading)
        questions = {one.id: one for one in under(found, "questions", heading)}
        assert {one.voiced_by for one in (*answers, *questions.values())} == {voice}, heading
        assert {one.question for one in answers} == questions.keys()
        assert all(one.ground for one in answers)


def test_a_relays_question_is_paired_with_its_own_answer(reading):
    """Questions from the first page to the last are answered by what answers them, not by a neighbour."""
    found = reading("digital-stafet")
    answers = {one.question: one.mention.quote for one in found.answers}
    asked = {one.mention.quote: answers.get(one.id, "") for one in found.questions}
    pairs = {
        "Hvordan tænker du, at vi håndterer spændingen": "Måske det mere er et paradoks end et dilemma?",
        "Kunne du forestille dig at skifte sektor": "Min egen erfaring er, at det er godt for alle parter",
        "Italesætter du": "Ja, det gør jeg.",
        "Hvordan styrker vi mulighederne for ledelsesmæssige rokader": "Jeg er først og fremmest nysgerrig",
    }
    for question, answer in pairs.items():
        (said,) = [said for words, said in asked.items() if words.startswith(question)]
        assert said.startswith(answer)


def test_the_presenter_of_the_slides(reading):
    """Niels Ågesen presents as deputy chair of the association of chief executives on 2 November 2017."""
    found = reading("komdir-oplaeg")
    (presenter,) = [one for one in found.persons if one.participation == "presenter"]
    assert (presenter.name, presenter.role) == ("Niels Ågesen", "næstformand")
    assert presenter.affiliation.startswith("Kommunaldirektørforeningen")
    assert found.metadata.date == "2017-11-02"
    assert any(one.name == presenter.affiliation for one in found.organisations)


def test_the_six_paradoxes_of_the_slide_have_two_poles_each(reading):
    """Each bullet of the slide of paradoxes is one, with the words on both sides of OG as its poles."""
    found = under(reading("komdir-oplaeg"), "paradoxes", "PARADOKSER I DAGENS OFFENTLIGE SEKTOR")
    assert [tuple(pole.text for pole in one.poles) for one in found] == [
        ("Fokus på kortsigtede produktivitetskrav", "langsigtede udviklingsmål"),
        ("Udvikling af ydelsen", "budgetoverholdelse"),
        ("Målopfyldelse i enkelt område", "løse opgaver på tværs"),
        ("Kvalitet i ydelsen", "styre efter kvantificerbare mål"),
        ("Internationale og nationale standarder for god praksis", "lokale fleksible løsninger"),
        ("sikker drift", "være innovative og sætte prøvehandling i gang"),
    ]
    assert {one.voiced_by for one in found} == {"Niels Ågesen"}


def test_the_meeting_with_lejre_and_who_was_there(reading):
    """The meeting is dated and placed, and its three people stand for their bodies."""
    found = reading("lejre-moede")
    assert (found.metadata.kind, found.metadata.date) == ("meeting-notes", "2017-06-01")
    assert found.metadata.place_or_host.casefold() == "lejre kommune"
    there = {one.name: one for one in found.persons}
    assert there.keys() == {"Allan Søgaard Larsen", "Inger Marie Vynne", "Thomas Molin"}
    assert there["Inger Marie Vynne"].affiliation.casefold() == "lejre kommune"
    assert there["Inger Marie Vynne"].role.casefold() == "kommunaldirektør"
    assert there["Thomas Molin"].participation in {"rapporteur", "secretariat"}
    assert {there[name].participation for name in ("Allan Søgaard Larsen", "Inger Marie Vynne")} == {
        "attendee"
    }


MINUTES = """# Referat af møde i ledergruppen

Deltagere: Karen Mølgaard (formand), Peter Lundsgaard

## 1. Trivsel

Beslutning: HR udarbejder et oplæg om opfølgning på trivselsmålingen inden 11. juni.

Det blev besluttet, at afdelingscheferne drøfter resultaterne med deres medarbejdere senest den 30. juni 2025.

Det blev aftalt, at Peter Lundsgaard følger op over for tillidsrepræsentanterne inden næste møde.

Det blev besluttet, at punktet om ferie udsættes til næste møde.
"""


def test_a_decision_names_who_acts_and_by_when():
    """Who acts, and by when, are the decision's own words or a whole date; what it leaves open is."""
    found = find(Document("m", "m.md", "text", "utf-8", "", MINUTES))
    told = [(one.actor, one.due) for one in found.decisions]
    assert told == [
        ("HR", "inden 11. juni"),
        ("afdelingscheferne", "2025-06-30"),
        ("Peter Lundsgaard", "inden næste møde"),
        (None, None),
    ]
    for one in found.decisions:
        assert one.actor is None or one.actor in one.mention.quote


@pytest.mark.parametrize(
    ("heading", "voice", "least"),
    [
        ("Emma's oplæg", "Emma Winther", 5),
        ("Solvejg Schultz Jakobsen, KL: Oplæg om, hvad KL mener, Ledelseskommisionen skal tage fat på.",
         "Solvejg Schultz Jakobsen", 6),
        ("Oplæg ved Birgit Lise Andersen", "Birgit Lise Andersen", 1),
    ],
)  # fmt: skip
def test_a_presentations_bullets_are_the_presenters_words(reading, heading, voice, least):
    """Whatever is asked, said or recommended under a presentation's heading is voiced by its presenter."""
    found = reading("hr98-netvaerksmoede")
    said = [one for kind in STATEMENTS[:4] for one in under(found, kind, heading)]
    assert len(said) >= least
    assert {one.voiced_by for one in said} == {voice}


def test_a_presenter_speaks_for_her_organisation(reading):
    """What Solvejg Schultz Jakobsen says, she says for KL."""
    found = reading("hr98-netvaerksmoede")
    said = [one for one in found.recommendations if one.voiced_by == "Solvejg Schultz Jakobsen"]
    assert {one.on_behalf_of for one in said} == {"KL"}


def mentions(value):
    """Every mention within findings."""
    if isinstance(value, Mention):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from mentions(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from mentions(one)


def hold(found):
    """What holds of the findings in any document."""
    text = found.document.text
    for mention in mentions(found):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.quote == as_quote(text[mention.start : mention.end]) != ""
        assert mention.rule
        assert 0 <= mention.confidence <= 1
    sections = {0, *(one.number for one in found.sections)}
    for kind in STATEMENTS:
        said = getattr(found, kind)
        assert len({one.id for one in said}) == len(said)
        assert {one.section for one in said} <= sections
        assert all(len(one.themes) <= 3 for one in said)
        starts = [one.mention.start for one in said]
        assert starts == sorted(starts)
    assert {one.question for one in found.answers} <= {one.id for one in found.questions}
    for paradox in found.paradoxes:
        assert len(paradox.poles) == 2
        for pole in paradox.poles:
            assert paradox.mention.start <= pole.start < pole.end <= paradox.mention.end
            assert pole.text == as_quote(text[pole.start : pole.end]) != ""
    for named in (found.persons, found.organisations):
        assert len({one.name for one in named}) == len(named)
        assert all(one.mentions for one in named)
    assert len({one.id for one in found.themes}) == len(found.themes)
    json.dumps(annotate(found), ensure_ascii=False).encode("utf-8")


BODIES = """Referat

Deltagere: Dan Kirkeby, it-chef (DK), Ida Bak, rektor (IB)

Socialtilsyn Syd mødtes med Skt. Jørgens Skole i Nørre Broby Kommune. DK takkede Vejstyrelsen Nord.
Mødet holdes næste gang i Viborg Vest. Ledere af ledere bør mødes oftere. En planlægger bør deltage.
"""


def test_bodies_are_read_whole_and_a_persons_initials_as_none(tmp_path):
    """A part of the country belongs to a body's name; a town's quarter is none, nor are initials."""
    path = tmp_path / "referat.txt"
    path.write_text(BODIES, encoding="utf-8")
    assert {one.name for one in read_document(path).organisations} == {
        "Socialtilsyn Syd", "Skt. Jørgens Skole", "Nørre Broby Kommune", "Vejstyrelsen Nord",
    }  # fmt: skip


COMMITTEES = """# Referat

Arbejdsgruppen om nærhed i ledelse mødtes med Udvalget om den fremtidige fiskerikontrol.

Følgegruppen for bedre offentlig ledelse tæt på borgeren hilser Netværket for ledere i det nære sundhedsvæsen.

Rådet for trivsel i skoler og børnehaver takkede Styregruppen for bemanding af vagtcentraler.

I byen mødtes Kommissionen om tillid i marts og Ekspertgruppen for prøver i kantinen.
Det sagde Foreningen af Ledere til dem alle.
"""


def test_what_a_body_is_for_is_read_whole():
    """A name goes on over what, in what and for whom, and ends before a time, a place or another body."""
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", COMMITTEES))
    assert [one.name for one in found.organisations] == [
        "Arbejdsgruppen om nærhed i ledelse",
        "Udvalget om den fremtidige fiskerikontrol",
        "Følgegruppen for bedre offentlig ledelse tæt på borgeren",
        "Netværket for ledere i det nære sundhedsvæsen",
        "Rådet for trivsel i skoler og børnehaver",
        "Styregruppen for bemanding af vagtcentraler",
        "Kommissionen om tillid",
        "Ekspertgruppen for prøver",
        "Foreningen af Ledere",
    ]


PAPER = """NORDKYSTENS TIDENDE                              DEBAT · 7
torsdag den 4. marts 2021

Hvem leder på plejehjemmet?

Af Karen Lund, leder, Plejecenter Engvang

Plejecenter Engvang har fået en ny vagtplan.
Vi hører fra Vestbo Boligforening og fra Ulstrup Vandværk, at det går.
Nordkystens Tidende skrev i går, at Comwell Kolding lagde hus til.
"""


def test_a_paper_is_a_body_in_its_head_too_and_a_hotel_that_housed_is_none(tmp_path):
    """What may be a body's name is weighed by its words, its places and the document, not taken as tagged."""
    path = tmp_path / "debat.txt"
    path.write_text(PAPER, encoding="utf-8")
    bodies = {one.name: one.variants for one in read_document(path).organisations}
    assert "NORDKYSTENS TIDENDE" in bodies["Nordkystens Tidende"]
    assert "Comwell Kolding" not in bodies
    assert "Vestbo Boligforening" in bodies


WHOLE = """Referat fra Museum Hedeland

Museum Hedeland holdt møde med Nordkorn a.m.b.a. i mandags. Museet takkede for et bidrag.
Sidst kom Dansk Sygeplejeråds formand.
Tværsnit Analyses rapport ligger klar, og Tværsnit Analyse fremlægger den. Movias busser kører som før.
"""


def test_a_bodys_name_keeps_its_stop_and_loses_its_genitive(tmp_path):
    """A company's last stop is its name's, a genitive's ending is not, and "museet" is the museum named."""
    path = tmp_path / "referat.txt"
    path.write_text(WHOLE, encoding="utf-8")
    bodies = {one.name: one.variants for one in read_document(path).organisations}
    named = {"Museum Hedeland", "Nordkorn a.m.b.a.", "Dansk Sygeplejeråd", "Tværsnit Analyse", "Movia"}
    assert set(bodies) == named
    assert "Museet" in bodies["Museum Hedeland"]


def test_leaders_are_told_by_whom_they_lead(tmp_path):
    """Leaders of leaders are a group of their own, and one of a kind after an article stands for the kind."""
    path = tmp_path / "referat.txt"
    path.write_text(BODIES, encoding="utf-8")
    assert {"ledere af ledere", "planlæggere"} <= {one.label for one in read_document(path).groups}


PANEL = """Hvem leder skolen?

Panelsamtale på lederdagen i Vejen

[00:10] ELSE MARIE HOLK: Velkommen til. Hvem bestemmer over skemaet?

[00:20] BO: Det gør lærerne i fællesskab.

[01:05] EMH: Og hvem bestemmer over budgettet?

[01:15] KIRSTEN: Det gør jeg sammen med bestyrelsen.

[02:00] EMH: Hvad tager I hver især med hjem?

[02:10] BO: At jeg skal ringe noget tidligere.

[02:20] KIRSTEN: At vi skal mødes igen til foråret.
"""
INTERVIEW = """Tre spørgsmål til rektor

Af redaktionen

Hvorfor valgte du skolen?

– Fordi jeg ville tættere på de unge igen.

Hvad overraskede dig mest det første år?

– Hvor lidt tid lederne har til at tænke sig om.

Hvad vil du sige til den næste rektor?

– Find en kollega, du kan ringe til.
"""


CAPITALS = """Panel på lederdagen

ORDSTYREREN
Vi begynder hos jer, der sidder her. Bodil, hvem bestemmer over skemaet?
BODIL HOLM, FOA
Det gør lærerne i fællesskab.
(Latter)
ORDSTYREREN
Og hvem bestemmer over budgettet?
ERIK AAGAARD
Det gør jeg sammen med bestyrelsen.

Men den lytter heldigvis.
BODIL HOLM, FOA
Det mærker vi ikke meget til.
ORDSTYREREN
Hvad tager I med hjem?
ERIK AAGAARD
At jeg skal ringe noget tidligere.
ORDSTYREREN
Tak for i dag.
"""
CHAT = """Gruppen: Nye ledere

Ida Holm · 20.05
Hvem låser op i morgen? Jeg er på kursus hele dagen

Kim Bro · 20.07
Det kan jeg godt gøre

Pia Juhl · 20.08
@Kim Bro godt så

Ida Holm · 20.09
Dejligt. Hvem tager mødet med de pårørende?

Pia Juhl · 20.11
Det plejer at være mig
og det bliver det igen

Kim Bro · 20.12
👍
"""
GROUPS = """Opsamling fra grupperne

Hvad skal vi holde op med?

Gruppe 1
- Medlemsbladet på papir
- At forlange, at alle bager
Gruppe 2
- Lange referater

Hvad skal vi begynde på?

Gruppe 1
- At ringe til dem, der melder sig ud
Gruppe 2
(nåede det ikke)

Regningen for middagen sendes til kredsen.
"""


READ_OUT = """Samtale om vagter, let redigeret

**Pil:** Velkommen. Merete, hvem vækker dig, når det går galt om natten?

**Merete:** Det ved jeg først, når telefonen ringer. Som regel er det portøren.

**Pil:** Esben?

**Spørgsmål fra salen: Skal en leder altid kunne ringes op?**

**Merete:** Nej.

**Esben:** Kun hvis nogen har sovet ved siden af telefonen og fået løn for det.

**Pil:** Så tager vi en runde til sidst. Ét råd til den, der begynder på mandag. Esben?

**Esben:** Ring hjem, før du tager nøglerne.

**Merete:** Gå hjem klokken fire den første dag, og lad alle se det.

**Pil:** Hvem skal have det sidste ord?

**Pil:** Det skal vi selv. Tak for i dag.
"""


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            CAPITALS,
            [
                "Det gør lærerne i fællesskab.",
                "Det gør jeg sammen med bestyrelsen. Men den lytter heldigvis.",
                "Det mærker vi ikke meget til.",
                "At jeg skal ringe noget tidligere.",
            ],
        ),
        (CHAT, ["Det kan jeg godt gøre", "Det plejer at være mig og det bliver det igen"]),
        (
            GROUPS,
            [
                "Medlemsbladet på papir",
                "At forlange, at alle bager",
                "Lange referater",
                "At ringe til dem, der melder sig ud",
            ],
        ),
    ],
    ids=["capitals", "chat", "groups"],
)
def test_what_is_said_under_a_name_answers_the_question_before(text, pairs):
    """Whoever stands alone on a line answers what was asked last, with all their words and nobody else's."""
    found = find(Document("samtale", "samtale.txt", "text", "utf-8", "", text))
    assert [answer.mention.quote for answer in found.answers] == pairs
    asked = {question.id: question.mention for question in found.questions}
    for answer in found.answers:
        before = [one for one in asked.values() if one.start < answer.mention.start]
        assert asked[answer.question] == max(before, key=lambda one: one.start)


THREAD = """Fra: Helle Bro
Til: Søren Balle
Emne: Sv: Før mødet

Hej Søren

Jeg svarer nede i teksten.

> Den 8. november skrev Søren Balle:
>
> Hvem fremlægger vores del af budgettet, når udvalget mødes, og hvem
> tager spørgsmålene?
Det gør jeg selv, men du tager spørgsmålene om hjemmeplejen.

> Skal medarbejderne orienteres først?
Ja, det skal de, og det bør ske i denne uge.

Fra: Søren Balle
Til: Helle Bro
Emne: Sv: Sv: Før mødet

Vi bør også invitere økonomichefen.
"""


ARTICLE = """Ledere efterlyser ro

Af Camilla Nordby, Vestkystens Dagblad

Professor Inge Kalleby fra Aalborg Universitet har fulgt ti kommuner. Hun er mindre bekymret.

- Ledere skal hver dag navigere i krydspresset mellem styring og frihed. Kommunen bør give dem tid, siger hun.

- Og så bør de hver især have en kollega at ringe til.

Bente Ravnsborg, oversygeplejerske på Regionshospitalet Nordby, siger, at ledere bør have færre mål.
"""


def test_a_quotation_is_whose_name_or_pronoun_ends_it():
    """What opens with a dash is said by whom "siger hun" means, what follows likewise; no byline says it."""
    found = find(Document("artikel", "artikel.txt", "text", "utf-8", "", ARTICLE))
    voices = {one.mention.quote[:20]: one.voiced_by for one in (*found.paradoxes, *found.recommendations)}
    assert len(voices) >= 3
    bente = {quote: voice for quote, voice in voices.items() if quote.startswith("Bente")}
    assert set(bente.values()) == {"Bente Ravnsborg"}
    assert set(voices.values()) - {"Bente Ravnsborg"} == {"Inge Kalleby"}


@pytest.mark.parametrize("case", sorted(path.stem for path in (ROOT / "tests/cases/voices").glob("*.md")))
def test_words_are_whose_a_reader_gives_them(case):
    """Each way in which a document tells whose words follow is heard, and for as long as it holds there."""
    path = ROOT / "tests/cases/voices" / f"{case}.md"
    found = read_document(path)
    said = [*found.recommendations, *found.paradoxes]
    for line in path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
        words, voice = line.split("\t")
        assert {one.voiced_by for one in said if words in one.mention.quote} == {voice or None}, words


def test_a_title_in_a_list_is_of_whom_it_stands_before():
    """A field of work is no part of a name, and the next one's title is not the last one's."""
    text = (
        "# Referat\n\nTil stede: HR-chef Lone Dybdal, skoleleder Anders Vestermark\n\n"
        "Afbud: Direktør for Velfærd Kim Rahbek\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    roles = {one.name: one.role for one in found.persons}
    assert roles["Lone Dybdal"] == "HR-chef"
    assert roles["Anders Vestermark"] == "skoleleder"
    assert {one.name: one.participation for one in found.persons}["Kim Rahbek"] == "absentee"
    assert not any("Velfærd" in name for name in roles)


def test_office_and_house_are_read_wherever_they_stand_beside_a_name():
    """What one does at a meeting is no office; both are read around a name, in brackets, and below."""
    text = (
        "# Høringssvar fra Dansk Magisterforening\n\n"
        "Til stede: Rektor Lone Dybdal (mødeleder), Bo Juhl (TR, FOA), laborant Ib Krogh, lektor Pia Sand\n\n"
        "Tove Lind, docent, Aarhus Universitet, mente, at ledere bør lytte.\n\n"
        "Med venlig hilsen\n\nMona Kaas\nForbundsformand, Dansk Magisterforening\n"
    )
    found = find(Document("svar", "svar.md", "markdown", "utf-8", "", text))
    told = {one.name: (one.role, one.affiliation) for one in found.persons}
    assert told["Lone Dybdal"][0] == "Rektor"
    assert told["Bo Juhl"][1] == "FOA"
    assert told["Ib Krogh"][0] == "laborant"
    assert told["Tove Lind"] == ("docent", "Aarhus Universitet")
    assert told["Mona Kaas"] == ("Forbundsformand", "Dansk Magisterforening")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Samtale om ledelse på et hospital\n\nInterviewer: Mette Holm\nAfdelingsleder, Rigshospitalet\n\n"
            "Interviewer: Hvad er god ledelse?\n\nAfdelingsleder: At lytte til dem, der ved det.\n",
            {"Mette Holm": (None, None)},
            id="whom the line below tells",
        ),
        pytest.param(
            "# Interview\n\nInterviewer: Mette Holm\nInterviewet: Jens Bak\nDirektør i Vejle Kommune\n\n"
            "Interviewer: Hvad er god ledelse?\n\nJens Bak: At lytte til dem, der ved det.\n",
            {"Mette Holm": (None, None), "Jens Bak": ("Direktør i Vejle Kommune", "Vejle Kommune")},
            id="the line below the one interviewed is that one's",
        ),
        pytest.param(
            "Podcast: Lederliv\n\nVært: Mette Holm (MH)\nGæst: Ib Krogh (IK)\n\n"
            "MH: Velkommen. Hvad laver du til daglig?\nIK: Jeg kører bus. Formanden kører også bus.\n"
            "MH: Hvad siger formanden?\nIK: At vi skal køre mere bus.\n"
            "MH: Og hvad siger du til det?\nIK: Ja.\n",
            {"Mette Holm": (None, None)},
            id="a title of whom they speak of",
        ),
        pytest.param(
            "# Kongressen\n\nIda Bak, kasserer: Regnskabet kan jeg ikke snakke mig fra.\n",
            {"Ida Bak": ("kasserer", None)},
            id="the words spoken are none of it",
        ),
    ],
)
def test_an_office_is_of_whom_it_is_told(text, told):
    """Whoever a label names as asking has neither the office nor the house of the one who answers."""
    found = find(Document("interview", "interview.md", "markdown", "utf-8", "", text))
    assert {one.name: (one.role, one.affiliation) for one in found.persons}.items() >= told.items()


def test_minutes_list_nobody_for_a_body_that_they_name_in_passing():
    """Those listed sit there for the body that minutes open with, not for one that they come to speak of."""
    points = [f"## {n}. Punkt\n\nLone Dybdal fortalte om punktet. Det blev drøftet.\n\n" for n in range(1, 8)]
    text = (
        "# Referat af afdelingsmøde\n\nTil stede: Lone Dybdal, Bo Juhl og Ib Krogh\n\n"
        f"{''.join(points)}## 8. Sommerfest\n\nFestudvalget holder fest. Festudvalget beder om hjælp.\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    assert {one.affiliation for one in found.persons} == {None}


def test_persons_are_found_by_the_form_of_their_names():
    """Initials, names in quotes, particles and forms of address make names; bodies and quays none."""
    text = (
        "# Referat af møde i havneudvalget\n\n"
        "Til stede: Bo R., T. Broe, Ida Q. Holm, Torben Lund, Lokal Drift Nord\n\n"
        "1. Runde\n\nJørn »Rør« Rask og Lisa van der Meer talte. Hans Peder Holm spurgte om fru Bragh.\n"
        "Kurts idé om Kaj 2 blev drøftet, og Bo R. sagde ja. Kurt takkede.\n"
        "Tavlen står hos forsorgsleder Tage Willumsgaard og fhv. skoleinspektør Johs. Sejersbøl, og "
        "driftsleder Social Indsats er et navn på intet.\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    names = {one.name for one in found.persons}
    assert names >= {
        "Bo R.", "T. Broe", "Ida Q. Holm", "Jørn »Rør« Rask", "Lisa van der Meer", "Hans Peder Holm",
        "fru Bragh", "Kurt", "Tage Willumsgaard", "Johs. Sejersbøl",
    }  # fmt: skip
    assert not names & {"Kaj", "Kurts", "Jørn", "Lisa", "R.", "Social Indsats"}


def test_persons_are_found_where_nothing_has_a_capital():
    """In a text without capitals known first names, and the words after them, are names."""
    text = (
        "ud af huset, afsnit 3\n\nvært: sanne moltke\n\nsanne: goddag og velkommen. hvem er du?\n\n"
        "ole bjørn frantzen: jeg er leder. det er svært. jeg har en bil.\n\nsanne: nå. hvorfor det?\n\n"
        "ole: fordi. vi er få. det ved du godt.\n\nsanne: tak skal du have.\n"
    )
    found = find(Document("udskrift", "udskrift.txt", "text", "utf-8", "", text))
    assert {one.name for one in found.persons} == {"sanne moltke", "ole bjørn frantzen"}


_MINUTES = "# Referat af møde i lokaludvalget\n\nTid: 3. maj 2021 kl. 9\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            _MINUTES + "Til stede: Gerda Holm (formand), Bo Juhl, Ida Bak (HR, ref.)\n"
            "Fraværende med afbud: Kim Rahbek (HK)\n\n"
            "1. Budget\n\nGerda Holm gennemgik tallene. Bo Juhl spurgte.\n",
            {
                "Gerda Holm": "chair",
                "Bo Juhl": "attendee",
                "Ida Bak": "secretariat",
                "Kim Rahbek": "absentee",
            },
            id="a label in the midst of a line, and a bracket that is not the one before's",
        ),
        pytest.param(
            "Bestyrelsesmøde 7. september 2023. Ordstyrer: kirkeværge Poul Erik Vad. Referent: Tove Lind.\n\n"
            "Mødt: Birthe Kjær, Jens Lodberg, Karen Holt\n\n"
            "1. Regnskab\n\nBirthe Kjær fremlagde regnskabet.\n",
            {"Poul Erik Vad": "chair", "Tove Lind": "secretariat", "Karen Holt": "attendee"},
            id="labels in one line",
        ),
        pytest.param(
            _MINUTES + "Til stede: Bo Holm, Tina Juhl og Ole Bak. Ida Rahbek var syg.\n\n"
            "1. Runde\n\nTina Juhl talte.\n",
            {"Tina Juhl": "attendee", "Ole Bak": "attendee", "Ida Rahbek": "absentee"},
            id="who was ill, beside those who were there",
        ),
        pytest.param(
            "# Vi skal turde lede\n\nAf Lone Dybdal, formand for Skolelederne i Brande, og Erik Vestermark, "
            "formand for Brande Lærerkreds\n\nI sidste uge skrev avisen, at ledere gemmer sig. Nej.\n",
            {"Lone Dybdal": "author", "Erik Vestermark": "author"},
            id="two in a byline",
        ),
        pytest.param(
            "# Opsamling på dialogmøde om ledelse\n\nRoskilde, den 12. december 2017\n"
            "Notat ved konsulent Jens Aalund\n\nDeltagerne drøftede tre spørgsmål.\n\n"
            "Hvad er svært? At sige fra.\n",
            {"Jens Aalund": "rapporteur"},
            id="who noted what others said",
        ),
        pytest.param(
            "# »Jeg er bange for at blive ligeglad«\n\nInterview med Bente Holm, leder af Hedeager Skole. "
            "Af Troels Bak. Trykt i bladet Skole, november 2017.\n\nHun har siddet i stolen i tolv år.\n\n"
            "Hvad driver dig?\n\nBørnene. Det har det altid gjort.\n",
            {"Bente Holm": "mentioned", "Troels Bak": "author"},
            id="who is interviewed wrote nothing",
        ),
        pytest.param(
            "Ledergruppen > Generelt\n\n[08:02] Dorte Holm\nGodmorgen. Så er der varsel fra tilsynet.\n\n"
            "[08:05] Nikolaj Friis\nuanmeldt men varslet\n\n[08:11] Dorte Holm\nHvad kigger de på?\n\n"
            "[08:14] Nikolaj Friis\nPapirerne\n",
            {"Dorte Holm": "author", "Nikolaj Friis": "author"},
            id="those who write to each other",
        ),
        pytest.param(
            "# Opsamling på gruppearbejde\n\nTemadag om ledelse, Aarhus, 28. februar 2018\n\n"
            "## Gruppe 1 (ordfører: Dennis Vang)\n\n- Natten er svær\n\n"
            "## Gruppe 2 (ordfører Line Amstrup)\n\n- Tag to kvinder med\n",
            {"Dennis Vang": "rapporteur", "Line Amstrup": "rapporteur"},
            id="who speaks for a group",
        ),
    ],
)
def test_persons_take_part_as_the_words_beside_their_names_tell(text, wanted):
    """Labels, brackets, bylines and who noted tell how each took part, wherever in a line they stand."""
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    told = {one.name: one.participation for one in found.persons}
    assert told.items() >= wanted.items()


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            CAPITALS,
            {
                "hvem bestemmer over skemaet": "ORDSTYREREN",
                "Det gør lærerne": "BODIL HOLM",
                "Det gør jeg sammen": "ERIK AAGAARD",
                "Det mærker vi": "BODIL HOLM",
                "At jeg skal ringe": "ERIK AAGAARD",
            },
        ),
        (
            CHAT,
            {
                "Hvem tager mødet": "Ida Holm",
                "Det kan jeg godt": "Kim Bro",
                "Det plejer at være": "Pia Juhl",
            },
        ),
        (
            GROUPS,
            {"Medlemsbladet": "Gruppe 1", "Lange referater": "Gruppe 2", "At ringe": "Gruppe 1"},
        ),
        (
            THREAD,
            {
                "Hvem fremlægger": "Søren Balle",
                "Skal medarbejderne": "Søren Balle",
                "Ja, det skal de": "Helle Bro",
                "Vi bør også": "Søren Balle",
            },
        ),
        (
            _MINUTES
            + "Til stede: Gerda Holm (formand), Bo Juhl, Ida Bak\n\n1. Budget\n\nGerda Holm gennemgik "
            "tallene. Direktionen indstiller, at afdelingerne skal samles fra august.\n\n"
            "Medarbejdersiden anbefaler, at lederne får mere tid til faglig ledelse.\n\n"
            "2. Råd til kommissionen\n\n- Kommissionen bør komme ud på natholdet. (Bo)\n"
            "- Lederne bør have tid til at lede. (Ida)\n",
            {
                "Direktionen indstiller": "Direktionen",
                "Medarbejdersiden anbefaler": "Medarbejdersiden",
                "natholdet": "Bo Juhl",
                "tid til at lede": "Ida Bak",
            },
        ),
    ],
    ids=["capitals", "chat", "groups", "mails", "minutes"],
)
def test_what_is_said_has_the_voice_of_whom_the_layout_names(text, voices):
    """A speaker's line, a mail's head and the signs that quote tell whose words follow, until the next."""
    found = find(Document("samtale", "samtale.txt", "text", "utf-8", "", text))
    said = [*found.questions, *found.answers, *found.recommendations]
    for start, voice in voices.items():
        heard = {one.voiced_by for one in said if start in one.mention.quote}
        assert heard == {voice}, start
    assert not any(">" in one.mention.quote for one in said)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (PANEL, ["Det gør lærerne", "Det gør jeg", "At jeg skal ringe", "At vi skal mødes"]),
        (INTERVIEW, ["Fordi jeg ville", "Hvor lidt tid", "Find en kollega"]),
    ],
    ids=["panel", "interview"],
)
def test_who_is_asked_aloud_answers(text, pairs):
    """Turns of a panel, timed and with initials, and answers after a dash are paired with what was asked."""
    found = find(Document("samtale", "samtale.txt", "text", "utf-8", "", text))
    asked = {question.id: question.mention.quote for question in found.questions}
    assert [
        answer.mention.quote[: len(start)] for answer, start in zip(found.answers, pairs, strict=True)
    ] == pairs
    assert all(asked[answer.question].endswith("?") for answer in found.answers)
    assert len({answer.question for answer in found.answers}) == 3


def test_what_is_read_out_and_what_goes_round_is_answered_by_each():
    """A question between the turns, or asked before somebody gets the floor, is answered by all who speak."""
    found = find(Document("samtale", "samtale.txt", "text", "utf-8", "", READ_OUT))
    asked = {question.id: question.mention.quote for question in found.questions}
    told = [(asked[answer.question][:18], answer.mention.quote[:8]) for answer in found.answers]
    assert told == [
        ("Merete, hvem vække", "Det ved "),
        ("Skal en leder alti", "Nej."),
        ("Skal en leder alti", "Kun hvis"),
        ("Ét råd til den, de", "Ring hje"),
        ("Ét råd til den, de", "Gå hjem "),
    ]


def test_a_talk_in_which_each_only_calls_the_next_asks_nothing():
    """A name alone gives somebody the floor and is no question."""
    text = "Samtale\n\n" + "\n\n".join(["Ida: Bo?", "Bo: Ida?"] * 4)
    assert not find(Document("samtale", "samtale.txt", "text", "utf-8", "", text)).questions


LOOSE_LINES = """Værkstedsaften for ledere, Ringsted

Vi sad ved fire borde, og her er, hvad der stod på dugene.

Hvad stjæler tid fra ledelse?

    Skemaer, som ingen læser
    møder uden dagsorden
    At finde vikarer klokken seks om morgenen

Hvad giver energi?

    En dag uden telefon
    når en ny medarbejder tør spørge
    Borgere, der kommer igen

Næste aften

Vi mødes igen den 4. juni hos Merete i Sorø, og alle tager en kollega med.
"""
SPEAKERS = """Rundspørge blandt skoleledere

HVAD SKAL EN NY SKOLELEDER LÆRE FØRST?

Aagesen: At gå hjem til tiden. Resten kommer af sig selv, hvis man sover.

Demir: At lytte til pedellen, for han ved, hvad der sker i skolegården.

HVAD VILLE DU ØNSKE AF FORVALTNINGEN?

Aagesen: Færre skemaer og et besøg om måneden, helst en dag med regnvejr.

Demir: En direktør, der tager telefonen, når det brænder på hos os.
"""
IN_A_TABLE = """# Spørgsmål og svar om madservice

| # | Bilag | Spørgsmål | Svar |
|---|---|---|---|
| 17 | Bilag 2 | Hvor mange borgere er omfattet? | 486 i marts, og tallet stiger. |
| 18 | Bilag 3 | Må chaufføren gå, før døren er åbnet? | Nej. Han venter i ti minutter. |
| 19 | Samme | Hvem smager på maden? | |

Kontakt: udbudskonsulenten.
"""
NUMBERED_LABELS = """Spørgsmål og svar, samling 2

Spørgsmål 1
Skal opgaverne løses af det samme hold?
Svar: Det er ikke et krav, at holdet er det samme.

Spørgsmål 2
Hvor mange projekter er der tale om?
Svar: 17 i 15 kommuner.

Spørgsmål 3
Kan fristen flyttes?
Svar: Nej, den står i loven.
"""
RELAY_ROUND = """# Stafetten, tredje gang

## Spørgsmål 1: Skal ledere kunne faget?

**Krogsbøll:** Ja. Ellers ser du ikke, når et barn bliver overset.

**Nim:** Vores medlemmer vil helst have en leder, der har prøvet at løfte.

## Spørgsmål 2: Hvad skal vi lade være med?

**Krogsbøll:** Lave et kodeks til.

**Nim:** Glemme souscheferne, som der er flest af.

### Svar fra Ditte Bonnesen

Tak for stafetten. Forslagene er samlet i tre spor.
"""
INITIALS_ASK = """# Samtale ved fratrædelse

**PEG: Hvorfor her?**

DMV: Fordi det er her, jeg har været. De sidste tre år har jeg haft 41 dage herude.

**PEG: Hvorfor rejser du?**

Jeg har fået arbejde på et arkiv. Det er det pæne svar, og det er sandt.

**PEG: Var der ikke en plan for magasinet?**

Der har været tre, og de er gode, alle sammen. De ligger også herude.

**PEG: Har du sagt det til direktøren?**

DMV: Ja. Hun hører efter, og så går hun.
"""
BY_TABLES = """Temadag om nattevagter, Struer

Runde 1: Hvad gik galt den nat?

Gruppe 3 (vagtledere): Ingen vidste, hvem der havde nøglen til medicinrummet.

Gruppe 5 (plejere): Vi ringede til det forkerte nummer i en time, for listen var fra i fjor.

Gruppe 1 (portører): Elevatoren. Den er blevet lovet os siden foråret.

Runde 2: Hvor mange af kaldene kunne have ventet til næste morgen?

Bordenes svar (skrevet ind bagefter af Lis Krog):
- Hvert femte (bord 2)
- Det registrerer vi ikke (bord 3)

Tak for kaffen
Vi mødes igen den 4. juni, og alle tager en kollega med.
"""
SIGNED_BY_ASKERS = """# Rundspørge blandt havnefogeder

Hver har stillet et spørgsmål, og en kollega svarer på det. Numrene er de samme.

### Spørgsmålene

**1.** Hvornår skal en ny fast mand have nøglen til kranen?
*Havnefoged, Lemvig*

**2.** Lystsejlerne vil have lys på molen, fiskerne vil have mørke. Hvem skal jeg høre på?
*Formand*

**3.** Hvordan siger man nej til en borgmester?
*Havnemester, Øst*

### Svarene

**Ad 1.** Når han har set den vælte. Indtil da går han med.
*Kaj Ibsen, havnefoged*

**Ad 2.** På den, der sejler ud. Den anden kan tage en lygte med.
*Ruth Falk, fiskeskipper*

**Ad 3.** Skriftligt, og med en tegning.
*Bo Lind, havnemester*
"""
NUMBERED = """Referat af møde i styregruppen

Styregruppen drøftede tre spørgsmål:

a) Hvem ejer patienten mellem to afdelinger?
b) Må flowsygeplejersken sige nej til en overlæge?
c) Hvad koster det at lade være?

Styregruppens svar

Ad a) Afsenderen, indtil modtageren har sagt ja.
Ad b) Ja, når det gælder senge.
Ad c) Det har vi ikke kunnet regne ud.
"""
BY_NAME = """Stafetten i Nordby Forsyning

Alle har fået de samme tre spørgsmål:
1. Hvad er god ledelse for dig?
2. Hvornår stolede ledelsen på dig?
3. Hvem sender du stafetten til?

HANNE LIND, direktør, ansat 2009
1. At sætte en retning og gå af vejen.
2. Da planen blev lagt om uden mig.
3. Til Jørn på værket.

JØRN BAK, driftsassistent
1. Ved ikke.
2. Jeg har nøgle til det hele.
3. Den stopper her.

Husk tilmelding
1. Frokost
2. Bus fra torvet
"""
PROMPTED = """Bilag C. Svar fra undersøgelsen

## C1. Hvorfor søgte du ind?

* Min vejleder sagde det til mig i en elevator.
* Jeg ville gerne vide, hvorfor åleyngel ikke kommer. Det vil jeg stadig.
* Lønnen, når man kommer fra Porto.

## C2. Beskriv dit forhold til din vejleder

* Fremragende. Vi mødes hver mandag kl. 9.
* Det er blevet bedre, efter at bivejlederen kom med til møderne.
* Han er på Grønland fra maj til september.

## C3. Har du overvejet at stoppe?

* Nej.
* Ja, hver november.
* Ja. Jeg er på barsel nu, og min kode er overtaget af en anden.
"""
ANSWERED_ANYHOW = """Brevkassen

1. Skal formanden holde samtalen?
2. Må bestyrelsen give opgaver direkte?
3. Hvem tager over ved sygdom?

Tak for et godt brev. Jeg tager jeres spørgsmål et ad gangen.

Til nr. 2: Nej, aldrig.

Til nr. 1: Ja, og kun formanden.

Til nr. 3: Så træder næstformanden til.
"""
OVER = """Nyt fra foreningen

(1) Hvornår skiftes vinduerne?
(2) Må man holde høns?

Vinduerne (1)
Tilbuddene hentes i marts, og arbejdet udføres i to etaper hen over sommeren.

Hønsene (2)
Bestyrelsen er delt.
Derfor prøver vi med fire høns i et år, og de skal bo i gården uden hane.
"""
BY_KEYS = """Kortene fra bordene

K1. Hvem betaler for kaffen?
K2. Må de frivillige skrive noget ned om deltagerne?
K3. Hvornår får vi en ny leder i huset?

Svarene

Til K1: Menighedsrådet, og Trine tager småkager med.

Til K2: Ikke i kirkens gruppe.

I kommunens gruppe er der journalpligt, og det får deltagerne at vide fra begyndelsen.

Til K3 (Benjamin Friis)
- Stillingen slås op i marts.
"""
UNDER_HEADINGS = """# Noter fra besøget

Vi stillede alle lederne to spørgsmål:

I. Hvad er en god dag?
II. Hvornår lod du sidst en regel ligge?

### Svar på I

- En dag, hvor ingen spørger
- Når jeg går hjem og ikke husker noget

### Svar på II

- Det gør jeg ikke
"""
BY_GROUP = """Alle grupper fik to spørgsmål:

1. Hvad kan vi, som de store ikke kan?
2. Hvad mangler vi mest?

GRUPPE ØST

1. Vi kan se borgeren på havnen.
2. En psykolog.

GRUPPE VEST

1. Korte beslutningsveje.
2. Specialister.

Deltagere i alt

1. Otte fra Øst.
2. Seks fra Vest.
"""
LABELLED = """Referat af erfagruppe

Spørgsmål: Hører I altid naboerne, eller kun når I er i tvivl?
Holbæk: Altid, også når det kun er en carport.
Thisted: Kun i tvivl. Vi har ikke folk til andet.

Spørgsmål: Har nogen droppet gebyret helt?
Billund: Ja, og det gav flere og gladere ansøgere.
"""
TOGETHER = """Spørgsmål til direktøren

1. Hvorfor flytter vi? Fordi lejemålet udløber, og huset er for småt.
2. Hvornår sker det? I uge 32, når de fleste er på ferie.
3. Hvem pakker? Det gør flyttefirmaet.
"""
LABELLED_TOGETHER = """Om flytningen

Spørgsmål: Hvorfor flytter vi? Svar: Fordi lejemålet udløber, og huset er for småt.

Spørgsmål: Hvornår sker det? Svar: I uge 32, når de fleste er på ferie.
"""
MAILS = """Fra: Bo Juhl
Til: Anna Holm
Sendt: 3. maj 2020 12:12
Emne: SV: Vikarer

Kære Anna

Vi har et fast korps, som vi deler med naboskolen. Det koster det halve.

Hilsen Bo

Fra: Anna Holm
Til: Bo Juhl
Sendt: 3. maj 2020 10:12
Emne: Vikarer

Kære Bo

Hvordan gør I med vikarer i sommerferien?

Hilsen Anna
"""
SIGNED = """Menighedsrådet svarer

»Hvorfor er døren låst om eftermiddagen?« – en konfirmand

Fordi der i sommer blev stjålet to stager fra alteret.

»Hvem er kordegnens chef?« – kordegnens kone

Kontaktpersonen, altså Hans Peter.
"""
REPORTED = """Referat af bestyrelsesmøde

Direktøren fortalte om flytningen. Egon Ribe spurgte, om der bliver stillerum i det nye hus. Det gør der, og
de kan bestilles fra august.

Tove Lind spurgte, hvem der betaler for flytningen. Det var der ingen, der kunne svare på.
"""


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (
            LOOSE_LINES,
            {
                "Hvad stjæler tid": ["Skemaer", "møder uden", "At finde vikarer"],
                "Hvad giver energi": ["En dag", "når en ny", "Borgere"],
            },
        ),
        (
            SPEAKERS,
            {
                "HVAD SKAL EN": ["At gå hjem", "At lytte til"],
                "HVAD VILLE DU": ["Færre skemaer", "En direktør"],
            },
        ),
        (
            NUMBERED,
            {
                "Hvem ejer": ["Afsenderen, indtil"],
                "Må flow": ["Ja, når"],
                "Hvad koster": ["Det har vi"],
            },
        ),
        (
            BY_NAME,
            {
                "Hvad er god": ["At sætte", "Ved ikke"],
                "Hvornår": ["Da planen", "Jeg har nøgle"],
                "Hvem sender": ["Til Jørn", "Den stopper"],
            },
        ),
        (
            PROMPTED,
            {
                "C1. Hvorfor": ["Min vejleder", "Jeg ville", "Lønnen"],
                "C2. Beskriv": ["Fremragende", "Det er blevet", "Han er på"],
                "C3. Har du": ["Nej", "Ja, hver", "Ja. Jeg"],
            },
        ),
        (
            ANSWERED_ANYHOW,
            {"Skal formanden": ["Ja, og"], "Må bestyrelsen": ["Nej, aldrig"], "Hvem tager": ["Så træder"]},
        ),
        (
            OVER,
            {"Hvornår": ["Tilbuddene"], "Må man": ["Bestyrelsen er delt", "Derfor prøver"]},
        ),
        (
            BY_KEYS,
            {
                "Hvem betaler": ["Menighedsrådet"],
                "Må de": ["Ikke i", "I kommunens"],
                "Hvornår": ["Stillingen"],
            },
        ),
        (UNDER_HEADINGS, {"Hvad er": ["En dag", "Når jeg"], "Hvornår lod": ["Det gør"]}),
        (
            BY_GROUP,
            {
                "Hvad kan": ["Vi kan se", "Korte"],
                "Hvad mangler": ["En psykolog", "Specialister"],
            },
        ),
        (
            LABELLED,
            {"Hører I": ["Altid", "Kun i tvivl"], "Har nogen": ["Ja, og det"]},
        ),
        (
            TOGETHER,
            {"Hvorfor": ["Fordi"], "Hvornår": ["I uge 32"], "Hvem": ["Det gør"]},
        ),
        (LABELLED_TOGETHER, {"Hvorfor": ["Fordi"], "Hvornår": ["I uge 32"]}),
        (IN_A_TABLE, {"Hvor mange": ["486 i marts"], "Må chaufføren": ["Nej. Han"]}),
        (
            NUMBERED_LABELS,
            {"Skal opgaverne": ["Det er ikke"], "Hvor mange": ["17 i 15"], "Kan fristen": ["Nej, den"]},
        ),
        (
            RELAY_ROUND,
            {
                "Skal ledere": ["Ja. Ellers", "Vores medlemmer"],
                "Hvad skal vi": ["Lave et kodeks", "Glemme"],
            },
        ),
        (
            INITIALS_ASK,
            {
                "Hvorfor her": ["Fordi det"],
                "Hvorfor rejser": ["Jeg har fået"],
                "Var der": ["Der har været"],
                "Har du": ["Ja. Hun"],
            },
        ),
        (
            BY_TABLES,
            {
                "Runde 1": ["Ingen vidste", "Vi ringede", "Elevatoren"],
                "Runde 2": ["Hvert femte", "Det registrerer"],
            },
        ),
        (
            SIGNED_BY_ASKERS,
            {"Hvornår": ["Når han"], "Lystsejlerne": ["På den"], "Hvordan": ["Skriftligt"]},
        ),
        (MAILS, {"Hvordan gør I": ["Vi har et fast korps"]}),
        (
            SIGNED,
            {"»Hvorfor": ["Fordi der"], "»Hvem": ["Kontaktpersonen"]},
        ),
        (REPORTED, {"Egon Ribe": ["Det gør der"]}),
    ],
    ids=[
        "loose lines",
        "speakers",
        "numbered",
        "numbered anew under each name",
        "asked to tell by a heading",
        "in any order",
        "under a heading",
        "by letters with digits, and on into what stands under them",
        "by Roman numbers, under headings",
        "by group",
        "labelled",
        "in one line",
        "labelled in one line",
        "in a table",
        "under numbered labels",
        "labelled questions, and who answers by name",
        "asked by initials, and answered without",
        "by groups with who they are, and announced",
        "numbered and signed",
        "mails, the newest first",
        "signed",
        "reported",
    ],
)
def test_what_stands_under_a_question_answers_it(text, answers):
    """Each line, named speaker, number and sentence is paired with its own question, and with no other."""
    found = find(Document("svar", "svar.txt", "text", "utf-8", "", text))
    asked = {question.id: question.mention.quote for question in found.questions}
    told = {start: [] for start in answers}
    for answer in found.answers:
        told[next(start for start in answers if asked[answer.question].startswith(start))].append(
            answer.mention.quote
        )
    for start, starts in answers.items():
        assert len(told[start]) == len(starts)
        assert all(quote.startswith(one) for quote, one in zip(told[start], starts, strict=True))


IN_ONE_BREATH = """Referat af beboermøde i afdeling 4

Til stede: Jytte Holm, Bent Kær og 23 beboere

2. Driften
Bestyrelsen gennemgik budgettet. Jytte Holm spurgte, om vaskerierne er kommet med. Det er de ikke,
de kommer på i april. Bent Kær ville vide, hvornår taget bliver lagt. Formanden oplyste, at det sker i uge 32.
"""

LED_TO = """Referat af netværksmøde for souschefer

Et spørgsmål fra Hanne blev hængende: Hvornår har vi sidst lært noget af en beboer? Det sagde ingen noget til.
"""

PLAINLY = """Udskrift af beskeder

[08:02] rikke.m: har nogen nøglen til kælderen
[08:05] simon: den hænger hos mig
[08:10] rikke.m: godt, jeg henter den
[08:40] simon: hvem låser i aften
[08:41] lotte_k: det gør jeg når vi er færdige
[08:42] rikke.m: tak
"""


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            IN_ONE_BREATH,
            {"Jytte Holm spurgte": "Det er de ikke", "Bent Kær ville vide": "Formanden oplyste"},
        ),
        (PLAINLY, {"har nogen nøglen": "den hænger", "hvem låser": "det gør jeg"}),
    ],
    ids=["minutes", "chat"],
)
def test_what_is_asked_in_passing_is_answered_by_what_comes_next(text, pairs):
    """Questions that minutes report, and those of a chat without the mark, have the next words as answer."""
    found = find(Document("svar", "svar.txt", "text", "utf-8", "", text))
    asked = {question.id: question.mention.quote.replace("\n", " ") for question in found.questions}
    told = {asked[answer.question]: answer.mention.quote for answer in found.answers}
    for question, answer in pairs.items():
        assert any(one.startswith(question) and told[one].startswith(answer) for one in told)
    assert len(found.questions) == len(pairs)


RHETORICAL = """Kronik om tillid

Hvem har ikke oplevet det? Man kommer på arbejde og finder endnu et skema i indbakken.

Skal vi virkelig blive ved? Jeg tror det ikke, og de fleste af mine kolleger i kommunen gør heller ikke.

Lederne må selv begynde med at rydde op, før de beder andre om det.
"""


@pytest.mark.parametrize(
    "asked",
    [
        "Peter Lundsgaard spurgte, hvordan målingen bruges.\n\nBeslutning",
        "Peter Lundsgaard spurgte, hvordan målingen bruges. Beslutning",
        "Hvordan bruges målingen?\n\n- Aftalt",
        "Hvordan bruges målingen?\n\nKonklusion",
    ],
    ids=["reported", "in the same part", "in a list", "asked"],
)
def test_what_was_decided_answers_no_question(asked):
    """A line labelled as what was decided is a decision, and not the answer to the question before it."""
    decided = "HR udarbejder et oplæg om opfølgning på trivselsmålingen inden 11. juni."
    text = (
        "# Referat af møde i ledergruppen\n\nDeltagere: Karen Mølgaard (formand), Peter Lundsgaard\n\n"
        f"## 1. Trivsel\n\n{asked}: {decided}\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    assert [one.mention.quote for one in found.decisions] == [decided]
    assert len(found.questions) == 1
    assert found.answers == ()


PANEL = """Paneldebat om kulturhuset

Ordstyrer: Casper Nygård

CASPER: Velkommen til. Solvej, hvem bestemmer, hvad der sker en lørdag aften?

SOLVEJ: Det gør jeg, på papiret. I virkeligheden er det den, der har nøglen.

PREBEN: Jeg har boet ved siden af siden 1991.

CASPER: Lad os blive ved det. Kan et kulturhus være både folkets og kommunens?

SOLVEJ: Ja, det kan det, når ingen har lavet et projekt om de unge på trappen.

IMAN: Ja, det mener jeg. Man kan godt stå til regnskab uden at bestemme repertoiret.

CASPER: Hvad skal der ske nu?

PREBEN: Giv foreningerne flertal i husrådet.
"""


def test_who_is_asked_by_name_answers_alone_and_nobody_by_name_is_answered_by_more():
    """A further reply of a talk answers too where nobody was asked by name."""
    found = find(Document("panel", "panel.txt", "text", "utf-8", "", PANEL))
    asked = {one.id: one.mention.quote for one in found.questions}
    said = [(asked[one.question], one.mention.quote.split(",")[0]) for one in found.answers]
    assert [quote for question, quote in said if question.startswith("Solvej")] == ["Det gør jeg"]
    assert [quote for question, quote in said if question.startswith("Kan et")] == ["Ja", "Ja"]


def test_what_is_told_at_length_before_a_question_is_not_quoted_with_it():
    """A question is quoted from its last sentence, or whole where all of it is short."""
    told = "Jeg har to ting. Vi fik forbud mod mobil i timerne, og det gjaldt også vores skoleleder."
    asked = "Må hun egentlig godt have den?"
    text = f"# Fra børnene\n\n{told} {asked}\n\nJa. Hun er voksen.\n\nGodt. Og hvem så?\n\nByrådet.\n"
    found = find(Document("svar", "svar.md", "markdown", "utf-8", "", text))
    assert [q.mention.quote for q in found.questions] == [asked, "Godt. Og hvem så?"]


def test_what_leads_to_a_question_is_no_part_of_it():
    """The words before a colon that only say that a question comes are not quoted with it."""
    found = find(Document("referat", "referat.txt", "text", "utf-8", "", LED_TO))
    assert "Hvornår har vi sidst lært noget af en beboer?" in {q.mention.quote for q in found.questions}


def test_nobody_answers_a_rhetorical_question():
    """What an argument goes on to say is no answer to what it asks by the way."""
    assert not find(Document("kronik", "kronik.txt", "text", "utf-8", "", RHETORICAL)).answers


@pytest.mark.parametrize("name", CORPUS)
def test_findings_of_the_corpus_hold_together(reading, name):
    """Each quote is the words at its place, in reading order, and what names another finds it there."""
    hold(reading(name))


@given(texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("Lederen & <")
@example("Deltagere:")
@example("- mellem og\n- mellem drift og")
@example("K&oslash;benhavns Kommune, KL&amp;")
def test_any_text_is_read_and_its_findings_hold_together(raw):
    """No text ends in anything but findings that hold, or in saying that it is empty."""
    text, origin = normalise(raw)
    document = Document("d", "d.txt", "text", "utf-8", "", text, origin=origin)
    try:
        hold(find(document))
    except EmptyDocumentError:
        assert {part.kind for part in _parts(text)} <= {"furniture", "slide-break"}


def _parts(text):
    return segment(text) if text.strip() else ()


@given(texts)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reading_is_the_same_every_time(raw):
    """The same text gives the same findings."""
    text, _ = normalise(raw)
    document = Document("d", "d.txt", "text", "utf-8", "", text)
    with contextlib.suppress(EmptyDocumentError):
        assert find(document) == find(document)


@given(texts)
def test_a_quote_is_quoted_as_it_is(text):
    """What is quoted already stays as it is, unless an entity in it stood for a sign that marks."""
    assert as_quote(as_quote(text)) == as_quote(text) or "&" in text or "<" in text


_COUNTS = """# Målinger i 2017

Kommunen har 4500 medarbejdere og 312 ledere.
Sygefraværet er faldet til 4,7 og trivslen er steget til 83.
Svarprocent 61
Postboks 2193
"""


def test_every_figure_says_what_it_counts():
    """A number that names nothing it counts takes the words quoted beside it, and alone it is no figure."""
    found = find(Document("a", "a.txt", "text", "utf-8", "0" * 64, _COUNTS))
    assert found.figures
    assert all(one.of for one in found.figures)
    assert not any("2193" in one.mention.quote for one in found.figures)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Vi taler om tillidsreform og afbureaukratisering, men hver gang der kommer en sag i pressen, "
            "får vi tre nye kontroller, siger Bo Højlund, formand for Offentlige Ledere.",
            [
                "taler om tillidsreform og afbureaukratisering",
                "hver gang der kommer en sag i pressen, får vi tre nye kontroller",
            ],
        ),
        (
            'Bodil Lund, sygeplejerske, siger det sådan: "Når jeg går stuegang, er jeg fagperson. Når jeg '
            'lukker døren, er jeg budgetansvarlig."',
            ["Når jeg går stuegang, er jeg fagperson", "Når jeg lukker døren, er jeg budgetansvarlig"],
        ),
        (
            "På den ene side skal jeg sikre, at alle får den samme kvalitet. På den anden side skal der være "
            "plads til dømmekraft.",
            ["sikre, at alle får den samme kvalitet", "være plads til dømmekraft"],
        ),
        (
            "Det skaber et dilemma mellem loyalitet opad og loyalitet nedad i organisationen.",
            ["loyalitet opad", "loyalitet nedad i organisationen"],
        ),
        (
            'Bo Lund sagde, at der er en balance mellem tillid og kontrol: "Vi skal stole på folk, men '
            'vi skal også kunne se tallene."',
            ["tillid", "kontrol"],
        ),
        (
            "Der er en indbygget spænding mellem teamenes autonomi og kravet om ensartet service.",
            ["teamenes autonomi", "kravet om ensartet service"],
        ),
        ("Innovation og sikker drift på samme tid", ["Innovation", "sikker drift"]),
        (
            "Vi skal både lade dem arbejde og være dem, de stoler på.",
            ["lade dem arbejde", "være dem, de stoler på"],
        ),
        (
            "Havnechefen fortæller, at rederierne måler hende på liggetid, men at tilsynet måler på ulykker.",
            ["rederierne måler hende på liggetid", "tilsynet måler på ulykker"],
        ),
    ],
    ids=[
        "said after",
        "said before",
        "two sentences",
        "a word before the end",
        "named, then quoted",
        "two words before the end",
        "at the same time",
        "a last word that may stand last",
        "told by somebody",
    ],
)
def test_a_pole_is_whole_and_without_who_says_it(text, sides):
    """A pole holds neither "siger X" nor a fragment."""
    found = poles(text)
    assert found
    assert [text[start:end] for start, end in found.spans] == sides


def test_nothing_stands_in_tension_with_itself():
    """Where two sentences end in the same words, these are not taken for both poles."""
    tail = "så borgerne mærker en forskel"
    text = f"Ledere kan fastholde skoler i byen, {tail}. Borgere skal drøfte skoler på landet, {tail}."
    found = poles(text)
    assert found
    assert len({text[start:end] for start, end in found.spans}) == 2


def test_two_things_that_are_not_named_are_no_paradox():
    """A sentence that only says of two things that they pull apart names no poles of its own."""
    text = "# Møde\n\nDe to ting trækker i hver sin retning.\n\nDer er pres på, siger pressen.\n"
    assert not find(Document("a", "a.txt", "text", "utf-8", "", text)).paradoxes
    assert framing("Hver gang der kommer en sag i pressen, får vi nye kontroller.") == "both-and"
    assert framing("De står under pres fra begge sider.") == "cross-pressure"


def test_a_speakers_initials_are_no_part_of_the_words():
    """What somebody says in an interview is quoted without the initials before it."""
    text = """# Interview med Bodil Mørk

Interviewer: Søren Lund

SL: Er det et dilemma?

BM: Der er en balance mellem tillid og kontrol. Kommunen bør fjerne halvdelen af kravene.

SL: Hvad ville du anbefale?

BM: Jeg ville anbefale, at kommunen fjerner halvdelen af de lokale dokumentationskrav.
"""
    found = find(Document("a", "a.txt", "text", "utf-8", "", text))
    quotes = [one.mention.quote for one in (*found.paradoxes, *found.recommendations)]
    assert "Der er en balance mellem tillid og kontrol." in quotes
    assert any(quote.startswith("Jeg ville anbefale") for quote in quotes)
    assert not any(quote.startswith("BM:") for quote in quotes)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Driftsledere skal også trænes i intervention.", "Driftsledere"),
        ("Ledere, der leder ledere, skal trænes.", "Ledere, der leder ledere"),
        ("Hun mener, at ledere bør kende kerneopgaven.", "ledere"),
        ("Udvalget anbefaler direktionen, at færre mål bør sættes.", "direktionen"),
        ("Han opfordrer regeringen til at sætte et loft.", "regeringen"),
        ("Det nye er, at de skal gøre det for åbent tæppe.", None),
        ("Desuden skal de trænes i inddragende ledelse.", None),
        ("Lederrollen er også noget, man må tage på sig.", None),
        ("Samtidig skal rekrutteringen gøres bedre, og der skal være tid.", None),
    ],
)
def test_an_addressee_is_somebody(text, who):
    """Who should act is named by the sentence, and never a pronoun, an adverb or half a clause."""
    assert addressee(text) == who


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Notat\n\nBesøg hos Børnehuset Lærken\n\nVi så stuerne.\n", "Besøg hos Børnehuset Lærken"),
        ("# Notat\n\n## Baggrund\n\nVi så stuerne.\n", "Notat"),
        ("Interview med Bodil Lund\n\nInterviewer: Bo Toft\nDato: 3. april 2024\n\nBT: Hvad fylder?\n",
         "Interview med Bodil Lund"),
        ("NOTAT\nTil: Direktionen\nVedr.: Selvledelse i Ry\n\nVi så på det.\n", "Selvledelse i Ry"),
        ("# Notat\n\n**Emne:** Ledelsesspænd\n**Til:** Direktionen\n\nTeksten.\n", "Ledelsesspænd"),
    ],
    ids=["a kind alone", "a kind above the first part", "a field", "a kind and its subject", "in Markdown"],
)  # fmt: skip
def test_a_title_tells_what_the_document_is_about(text, title):
    """A kind alone gives way to the heading or subject that follows it, and a field is no title."""
    assert find(Document("a", "a.txt", "text", "utf-8", "", text)).metadata.title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [("Finansministeriet, oktober 2023", None), ("Finansministeriet, 3. oktober 2023", "2023-10-03")],
)
def test_a_documents_date_is_a_day(line, date):
    """A month alone dates no document, as no day of it may be guessed."""
    text = f"# Ledelse i staten\n\n{line}\n\nLederne skal have tid til at lede.\n"
    assert find(Document("a", "a.txt", "text", "utf-8", "", text)).metadata.date == date


def test_rows_of_a_table_of_what_was_agreed_are_decisions_with_who_and_when():
    """A table headed "Opgave | Ansvarlig | Frist" decides, row by row; other tables do not."""
    text = (
        "# Referat af MED-udvalgets møde\n\nTil stede: Anne Holm (formand), Bo Lind\n\n"
        "| Nr. | Opgave | Ansvarlig | Frist |\n|---|---|---|---|\n"
        "| 1 | Udkast til introprogram | Anne Holm | 1. april 2018 |\n"
        "| 2 | Tilbud på støjmåling | Bo Lind | uge 14 |\n| 3 | Orientering om vagtplan | Alle | |\n\n"
        "| Opgave | Hvem høres |\n|---|---|\n| Budget | Byrådet |\n\nMødet sluttede kl. 16.\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    assert [(one.mention.quote, one.actor, one.due) for one in found.decisions] == [
        ("Udkast til introprogram", "Anne Holm", "2018-04-01"),
        ("Tilbud på støjmåling", "Bo Lind", "uge 14"),
        ("Orientering om vagtplan", "Alle", None),
    ]
    assert [one.id for one in found.decisions] == ["d1", "d2", "d3"]
    assert not {"Udkast til introprogram"} & {one.mention.quote for one in found.recommendations}


def test_a_cell_beside_a_name_tells_how_its_bearer_took_part():
    """In a table of names, bodies and roles whoever is marked "Afbud" was not there."""
    text = (
        "# Referat af møde i styregruppen\n\n| Navn | Organisation | Rolle |\n|---|---|---|\n"
        "| Mette Østergård | KL | Formand |\n| Bo Lind | Djøf | Medlem |\n| Dorte Holm | FOA | Afbud |\n\n"
        "Styregruppen drøftede budgettet for 2018.\n\n"
        "| Opgave | Ansvarlig |\n|---|---|\n| Melde afbud | Bo Lind |\n"
    )
    found = find(Document("referat", "referat.md", "markdown", "utf-8", "", text))
    took = {one.name: one.participation for one in found.persons}
    assert took["Dorte Holm"] == "absentee"
    assert "absentee" not in {took["Mette Østergård"], took["Bo Lind"]}


def test_an_initial_ends_no_pole():
    """A name with an initial ("Allan S. Andersen") stays whole where a tension's sides are told apart."""
    text = "Allan S. Andersen, Tårnby, vil have frihed, og Folketinget vil have ens regler for alle."
    for found in offers(text, pole_network.load().said(text)):
        assert not any(text[start:end].startswith("Andersen") for start, end in found.spans)


def test_no_pole_runs_over_a_word_in_capitals_that_sets_two_sides_against_each_other():
    """Whatever "og" stands within either."""
    text = "Man skal kunne holde en stabil drift OG være nysgerrig og prøve nyt"
    found = poles(text)
    assert found is not None
    (_, first_end), (second_start, _) = found.spans
    assert first_end < text.index("OG") < second_start


def test_two_poles_have_something_between_them_and_neither_tells_how_a_thing_is_done():
    """One phrase is not cut in two, and "ved at …" is no side of its own."""
    text = "Lederen skal give frihed til dem der kan bære den og sikre ens vilkår, ved at sætte klare rammer."
    found = offers(text, pole_network.load().said(text))
    assert found
    for one in found:
        (_, first_end), (second_start, _) = one.spans
        assert text[first_end:second_start].strip()
        assert not text.startswith("ved at ", second_start)


def test_a_joint_name_of_a_body_is_not_cut_at_its_hyphen():
    """A noun that shares its end with the one before ("løn- og praksisudvalget") is read with it."""
    assert [noun for *_, noun in nouns("Vi har bedt løn- og praksisudvalget om et notat.")] == [
        "løn- og praksisudvalget"
    ]


def test_a_word_with_a_letter_that_grows_in_lower_case_stays_whole():
    """The Turkish "İ" becomes two code points, and its word is one word still."""
    assert len(tokens("Peter İlker kom.")) == 4
