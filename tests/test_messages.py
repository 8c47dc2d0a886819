"""Whoever reads no English reads each error of the command in Danish, on the line below."""

import ast

import pytest
from helpers_findings import ROOT
from helpers_messages import LEAD

from exports.messages import in_danish, templates

PACKAGES = ("graph_build", "exports", "queries", "ontology")


@pytest.fixture(scope="module")
def modules():
    """The program's modules by the path of their file, each as its syntax tree."""
    files = [ROOT / "ledelsesgraf.py", *(file for one in PACKAGES for file in (ROOT / one).rglob("*.py"))]
    return {file.relative_to(ROOT): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def template(node):
    """A literal or an f-string with ``{}`` for each value, as one line; ``None`` for any other expression."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    if not all(isinstance(getattr(one, "value", None), str | ast.AST) for one in parts):
        return None
    if not isinstance(node, ast.JoinedStr | ast.Constant):
        return None
    return " ".join("".join("{}" if isinstance(one.value, ast.AST) else one.value for one in parts).split())


def sentences(node):
    """The templates of what is given to be said, of either way where it depends."""
    either = (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)
    # An address is no sentence, and what has a dot in its middle is in both languages.
    return [told for one in either if (told := template(one)) and " " in told and " · " not in told]


def error_classes(trees):
    """The names of the class of all our errors and of those below it."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found, before = {"LedelsesgrafError"}, set()
    while found != before:
        before = set(found)
        found |= {one.name for one in classes if any(getattr(base, "id", "") in found for base in one.bases)}
    return found


def calls(tree, names):
    """The calls of what bears one of some names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node


def test_every_error_and_every_sentence_that_is_said_has_its_danish(modules):
    """Somebody who meets any error whatever is told in Danish, too, what is wrong and what to do."""
    known, errors = {one.english for one in templates()}, error_classes(modules.values())
    assert {"UsageError", "LimitError", "DamagedError", "NamesModelError"} < errors
    missing = []
    for path, tree in modules.items():
        told = [(call.lineno, template(call.args[0])) for call in calls(tree, errors)]
        said = calls(tree, {"say", "fail"})
        told += [(call.lineno, words) for call in said for one in call.args for words in sentences(one)]
        missing += [f"{path}:{line}: {words}" for line, words in told if words not in known]
    assert not missing, "\n".join(missing)


def test_no_danish_outlives_its_english(modules):
    """Whose words are changed in the code does not go on with a Danish line that nobody is shown."""
    found = {template(node) for tree in modules.values() for node in ast.walk(tree)}
    # What a mistyped word may mean is told right behind the word.
    gone = [one for one in templates() if not {one.english, one.english.removeprefix("{}")} & found]
    assert gone == []
    assert len({one.english for one in templates()}) == len(templates())


def test_every_message_is_told_by_its_own_danish_with_every_value():
    """Names and figures of the English line stand in the Danish one, and no message is taken for another."""
    for one in templates():
        values = [f"v{number}" for number in range(one.english.count("{}"))]
        said, told = one.english.format(*values), one.danish.format(*values)
        assert [value for value in values if value not in told] == [], one.danish
        assert in_danish(said) == (told if told != said else None)


SAID = [
    (
        ("build", "nej"),
        "nej: no such file or folder; check the path.",
        "nej: Filen eller mappen findes ikke. Kontrollér stien.",
    ),
    (
        ("query", "xyz"),
        "no query 'xyz'; see them with: ledelsesgraf queries",
        "Der findes ingen forespørgsel med navnet 'xyz'; se dem alle med: ledelsesgraf queries",
    ),
    (
        ("summary",),
        "g: there is no such folder; build a graph with: ledelsesgraf build --graph g",
        "g: Mappen findes ikke. Byg en graf med: ledelsesgraf build --graph g",
    ),
    (
        ("build", "brudt.docx"),
        "brudt.docx: the document is broken (File is not a zip file); save it anew.",
        "brudt.docx: Dokumentet er beskadiget (File is not a zip file). Gem det igen.",
    ),
]


@pytest.mark.parametrize(("words", "first", "second"), SAID, ids=["folder", "query", "graph", "file"])
def test_an_error_is_said_in_both_languages(call, tmp_path, monkeypatch, *, words, first, second):
    """A missing folder, an unknown query, no graph and a broken file: English first, Danish right below."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brudt.docx").write_bytes(b"ikke et dokument")
    status, _, messages = call(*words, "--graph", "g")
    assert status in (1, 2)
    assert messages.splitlines()[:2] == [f"{LEAD}{first}", f"{LEAD}{second}"]


def test_what_others_say_stays_as_it_is_and_what_we_say_within_a_message_is_danish():
    """The words of the system and of libraries stay; an error told within another is in Danish as well."""
    assert in_danish("Permission denied") is None
    unread = in_danish("a.txt: cannot be read (Permission denied); check the path and its rights.")
    assert unread.startswith("a.txt: Filen kan ikke læses (Permission denied).")
    asked = in_danish("said-by, -p voice: no person 'Ågesn' in the graph; did you mean »Niels Ågesen«?")
    assert asked.startswith("said-by, -p voice: Grafen indeholder intet af typen person med navnet 'Ågesn'")
    assert asked.endswith("; mente du »Niels Ågesen«?")
    stopped = (
        "g: is left as it was, as a document could not be put in: a: is nested too deeply; leave it out."
    )
    assert in_danish(stopped).endswith(": a: Indholdet er indlejret for dybt i hinanden. Udelad dokumentet.")


def test_a_path_with_a_colon_is_not_torn():
    """Of a file called "Referat: møde.txt", the name stands whole before what is said of it."""
    said = "Referat: møde.txt: 9 bytes are more than the limit of 8; split the document."
    assert in_danish(said) == "Referat: møde.txt: Filen fylder 9 byte, og grænsen er 8. Del dokumentet op."


def test_a_message_that_repeats_something_endless_is_said_at_once():
    """Values within values, as many as somebody may paste, neither hang the command nor break it."""
    for piece in ("x: ", "a, -p b: ", "no query '"):
        assert in_danish(piece * 20_000) is None
        in_danish((piece * 2_000)[:2_000])
