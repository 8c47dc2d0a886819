"""The names tagger: what it finds, where it stands, how good it is; training gives the same model again."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import lexicon
from graph_build.language import names, train_names
from ontology import agents_gazetteer, load
from ontology import terms as t

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
DATA = train_names.default_data()
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the training data is not beside the checkout")


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in names.tagger().tag(text)]


def test_attendees_of_a_meeting_are_persons():
    """Every name in a list of attendees and absentees is a person, whole."""
    text = (
        "Deltagere: Bodil Kragh Thorup, Yusuf El-Amrani og Per Ove Lind.\nAfbud: Kirsten Mølbjerg-Dam (FOA)."
    )
    persons = ["Bodil Kragh Thorup", "Yusuf El-Amrani", "Per Ove Lind", "Kirsten Mølbjerg-Dam"]
    assert found(text) == [*((name, "PER") for name in persons), ("FOA", "ORG")]


@pytest.mark.parametrize(
    "text",
    [
        "Topledere skal turde give slip.",
        "Hvilke kompetencer skal styrkes?",
        "Formanden fremhævede, at der er brug for mod.",
        "Sammenhængsreformen og Serviceloven sætter rammerne.",
        "Kommunaldirektøren betonede, at MUS og APV fylder for meget.",
        "PARADOKSER I DAGENS OFFENTLIGE SEKTOR",
    ],
)
def test_common_nouns_laws_and_titles_are_no_names(text):
    """A capital letter alone makes no name."""
    assert found(text) == []


def test_bodies_are_organisations():
    """Municipalities, agencies, unions and bodies with long names are organisations, whole."""
    text = "Skive Kommune, KL, Energistyrelsen og Dansk Sygeplejeråd mødte Udvalget for Ældre og Handicap."
    bodies = [
        "Skive Kommune",
        "KL",
        "Energistyrelsen",
        "Dansk Sygeplejeråd",
        "Udvalget for Ældre og Handicap",
    ]
    assert found(text) == [(body, "ORG") for body in bodies]


def test_a_compound_gives_its_name_alone():
    """Of "KL-formanden" the name is "KL"."""
    assert ("KL", "ORG") in found("Det mener KL-formanden ikke.")


def test_every_participant_of_the_minutes_is_found():
    """In the corpus's minutes no participant is missed."""
    text = (CORPUS / "7-moede-referat.txt").read_text(encoding="utf-8")
    persons = {name for name, label in found(text) if label == "PER"}
    for line in text.splitlines():
        key, colon, people = line.partition(": ")
        if colon and key in {"Deltagere", "Afbud", "Sekretariatet"}:
            assert {name.strip(" .") for name in people.replace(" og ", ", ").split(",")} <= persons


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ABKLØab æøåé.,'’-–:/()1\n\t\u00a0😀") | st.characters(), max_size=60)
)
def test_spans_lie_in_the_text_in_order(text):
    """Whatever the text, spans are non-empty, in order, apart, and their confidence is a probability."""
    end = 0
    for span in names.tagger().tag(text):
        assert end <= span.start < span.end <= len(text)
        assert 0 <= span.confidence <= 1
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        end = span.end


def test_tokens_keep_abbreviations_and_compounds_whole():
    """Abbreviations keep their stop, "KL." is no "kl.", and "Social-" keeps its hyphen."""
    text = "Social- og Ældreministeriet, KL. Bl.a. kl. 10 den 2. maj"
    words = [token.group() for token in names.tokens(text)]
    assert words == [
        "Social-",
        "og",
        "Ældreministeriet",
        ",",
        "KL",
        ".",
        "Bl.a.",
        "kl.",
        "10",
        "den",
        "2.",
        "maj",
    ]


def test_texts_in_a_batch_are_tagged_as_alone():
    """A batch gives each text's names as if it stood alone."""
    texts = ["Bo Lind kom.", "", "Møde i KL med Bo Lind."]
    assert list(names.tagger().tag_sentences(texts)) == [names.tagger().tag(text) for text in texts]


def test_the_tagger_loads_fast_and_is_small():
    """The model loads in under 0.3 s and is under 5 MB."""
    started = time.perf_counter()
    names.Tagger()
    assert time.perf_counter() - started < 0.3
    assert names.MODEL.stat().st_size + names.words_of(names.MODEL).stat().st_size < 5_000_000


def test_a_missing_model_or_backend_is_told_in_one_line(tmp_path):
    """A model, pipeline or backend that is not there gives one line that says what to do."""
    for attempt in (
        lambda: names.Tagger(tmp_path / "none.crfsuite"),
        lambda: names.load("spacy:no_such_pipeline"),
        lambda: names.load("crystal-ball"),
    ):
        with pytest.raises(names.NamesModelError) as told:
            attempt()
        assert "\n" not in str(told.value)


def test_a_broken_model_is_told(tmp_path):
    """A file that is no model is no crash."""
    (tmp_path / "x.crfsuite").write_bytes(b"no model")
    (tmp_path / "x_words.txt").write_text("ord\n", encoding="utf-8")
    with pytest.raises(names.NamesModelError):
        names.Tagger(tmp_path / "x.crfsuite")


def test_a_spacy_pipeline_can_take_the_model_s_place(tmp_path):
    """An installed spaCy pipeline gives the names where it is asked for."""
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("da")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Bo Lind"}])
    pipeline.to_disk(tmp_path / "pipeline")
    tagger = names.load(f"spacy:{tmp_path / 'pipeline'}")
    assert [(span.start, span.end, span.label) for span in tagger.tag("Her er Bo Lind.")] == [(7, 14, "PER")]


def test_our_own_sentences_are_well_labelled():
    """In our training sentences every inside label continues a name of its kind, and words match the text."""
    for sentence in train_names.read_iob2(train_names.EXTRA):
        labels = [label for _, label in sentence]
        for before, label in zip(["O", *labels], labels, strict=False):
            assert label[0] != "I" or before[2:] == label[2:]


@needs_data
def test_scores_on_the_dev_split_hold():
    """On the dev split the floors of the names hold."""
    scores = train_names.evaluate(names.Tagger(), list(train_names.read_iob2(DATA / "dev.iob2")))
    assert scores["PER"] >= 0.85
    assert scores["ORG"] >= 0.68
    assert scores["LOC"] >= 0.80
    assert scores["micro"] >= 0.79


@needs_data
@pytest.mark.thorough
def test_training_gives_the_shipped_model(tmp_path):
    """Training on the data gives the shipped files, byte for byte; else run the training again."""
    path = tmp_path / "names.crfsuite"
    train_names.main(["--data", os.fspath(DATA), "--out", os.fspath(path)])
    assert path.read_bytes() == names.MODEL.read_bytes()
    assert names.words_of(path).read_bytes() == names.words_of(names.MODEL).read_bytes()


def test_known_organisations_are_as_in_the_authority_file():
    """The table that the text wing reads says what agents.ttl says."""
    assert agents_gazetteer.TABLE.read_text(encoding="utf-8") == agents_gazetteer.table(load.agents())


def test_the_authority_file_is_whole_and_unambiguous():
    """All municipalities and regions are there, with their codes, and no two organisations share a name."""
    rows = lexicon.rows("gazetteers/organisations.tsv")
    kinds = [row[1] for row in rows]
    assert (kinds.count("municipality"), kinds.count("region")) == (98, 5)
    owners: dict[str, str] = {}
    for key, _, *columns in rows:
        for form in filter(None, "|".join(columns).split("|")):
            assert owners.setdefault(form.casefold(), key) == key
    listed = load.agents()
    assert len(set(listed.objects(None, t.DCTERMS_IDENTIFIER))) == 103


def test_half_of_a_compound_is_no_name():
    """The half "Social-" of a common noun is no organisation, and a hyphen within a person's name stays."""
    assert found("Social- og sundhedsassistenter deltog.") == []
    assert ("Anne-mette Krog Lund", "PER") in found("Referent: Anne-mette Krog Lund")


SPACY = '''"""A stand-in for spaCy: its one pipeline knows one name."""
from types import SimpleNamespace


def load(pipeline):
    if pipeline != "kender_orm":
        raise OSError(f"[E050] Can't find model {pipeline!r}.")
    return lambda text: SimpleNamespace(ents=[
        SimpleNamespace(start_char=at, end_char=at + 8, label_="PER")
        for at in [text.find("Xq Zvorm")] if at >= 0
    ])
'''


def test_one_option_has_another_pipeline_find_the_names(call, tmp_path, monkeypatch):
    """A build with a spaCy pipeline reads anew, finds its names, and says where there is none."""
    (tmp_path / "spacy.py").write_text(SPACY)
    (tmp_path / "notat.txt").write_text("Vi talte med Xq Zvorm om ledelse i tirsdags, og det var godt.\n")
    monkeypatch.chdir(tmp_path)

    def run(*words):  # where spaCy is another one
        command = [sys.executable, "-m", "ledelsesgraf", *words]
        return subprocess.run(
            command, env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    build = ("build", "notat.txt", "--graph", "graf")
    asked = ("query", "persons", "--graph", "graf", "--format", "csv")
    assert call(*build)[0] == 0
    assert "Zvorm" not in call(*asked)[1]
    assert run(*build, "--names", "spacy:kender_orm").returncode == 0
    assert "Xq Zvorm" in call(*asked)[1]
    refused = run("annotate", "notat.txt", "--out", "fund", "--names", "spacy:ukendt")
    assert refused.returncode == 1
    assert "'ukendt' is not installed" in refused.stderr
