"""Features of a sentence for the statement classifiers: its words, cues and surroundings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph_build import lexicon

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands.

    Attributes:
        heading: The heading above it, empty where there is none.
        bullet: Whether it is (part of) a list item.
        is_heading: Whether it is a heading itself.
        genre: The document's kind, empty where unknown.
        lead: The words that lead into the list it stands in.
        alike: Share of the list's items that open with an imperative.
        before: The sentence before it in the same part, empty where there is none.
        after: The sentence after it, likewise.
    """

    heading: str = ""
    bullet: bool = False
    is_heading: bool = False
    genre: str = ""
    lead: str = ""
    alike: float = 0.0
    before: str = ""
    after: str = ""


_HEADING_CUES = {
    "recommend": r"anbefal|budskab|\bråd\b|forslag|pejlemærk|hvad skal|hvad bør|hvad kan|løsning|vejen frem|opfordring|skal til|krav|mål|fremad|behov|ønsker|initiativ|take.?away|med hjem|nøglepunkt|indsats|\btips?\b|what",
    "decide": r"beslut|aftal|opfølgning|konklusion|næste skridt|eventuelt|opsamling|action|videre proces",
    "tension": r"dilemma|paradoks|krydspres|spænding|balance|modsat|udfordring",
    "list": r"kompetence|værdi|norm|dagsorden|agenda|program|indhold|deltager|kilde|egenskab|profil|bilag|fakta|baggrund|status|om (?:forfatter|undersøgelse)",
    "question": r"\?|spørgsmål|debat|drøft",
}


def features(text: str, setting: Setting) -> Iterator[str]:
    """The names of the features that a sentence has in its setting; names may repeat."""
    lowered = text.lower()
    tokens = [_DIGITS.sub("0", token) for token in _TOKEN.findall(lowered)]
    yield from _words(tokens)
    shown = list(dict.fromkeys(cues(text, lowered)))
    yield from shown
    for at, first in enumerate(shown):
        for second in shown[at + 1 :]:
            yield f"{first}&{second}"
    yield from _shape(text, tokens, setting)
    yield from _surroundings(setting)


def _words(tokens: list[str]) -> Iterator[str]:
    previous = "<"
    for token in tokens:
        yield "w:" + token
        if len(token) > 6:
            yield "s:" + token[:6]
            yield "e:" + token[-4:]
        yield f"b:{previous} {token}"
        previous = token
    for at in range(min(3, len(tokens))):
        yield f"first{at}:{tokens[at]}"
    if len(tokens) > 1:
        yield f"first01:{tokens[0]} {tokens[1]}"


def cues(text: str, lowered: str) -> Iterator[str]:
    """The names of the cue patterns that a sentence shows."""
    for name, pattern, case in _cues():
        if pattern.search(text if case else lowered):
            yield name
    if opens_imperative(lowered):
        yield "r:imperative-first"


def opens_imperative(lowered: str) -> bool:
    """Whether a sentence, in lower case, opens with an imperative."""
    match = re.match(r"(?:\d+[.)] |[\"”»–-] ?|og |så |i stedet,? |derfor:? )*(\w+)", lowered)
    return match is not None and match.group(1) in _imperatives()


def _shape(text: str, tokens: list[str], setting: Setting) -> Iterator[str]:
    count = len(tokens)
    yield f"length:{min(6, count // 6)}"
    yield "ends:" + (text[-1] if text[-1] in ".?!:;" else "none")
    if setting.bullet:
        yield "is:bullet"
        if count <= 4:
            yield "is:short-bullet"
    if setting.is_heading:
        yield "is:heading"
    if text[:1].islower():
        yield "is:lower"
    if not any(token in _FINITE for token in tokens):
        yield "no:finite" + ("-bullet" if setting.bullet else "")


_FINITE = frozenset(
    [
        "er",
        "var",
        "har",
        "havde",
        "skal",
        "skulle",
        "kan",
        "kunne",
        "vil",
        "ville",
        "må",
        "måtte",
        "bør",
        "burde",
        "bliver",
        "blev",
        "får",
        "fik",
        "kommer",
        "kom",
        "gør",
        "gjorde",
        "giver",
        "gav",
        "står",
        "stod",
        "går",
        "gik",
        "tager",
        "tog",
        "ser",
        "så",
        "viser",
        "mener",
        "siger",
    ]
)


def _surroundings(setting: Setting) -> Iterator[str]:
    heading = setting.heading.lower()
    for name, pattern in _HEADING_CUES.items():
        if re.search(pattern, heading):
            yield "under:" + name
            yield f"under:{name}{'-bullet' if setting.bullet else '-prose'}"
        if setting.lead and re.search(pattern, setting.lead.lower()):
            yield "lead:" + name
    if setting.genre:
        yield "genre:" + setting.genre
    if setting.alike >= 0.3:
        yield "list:imperatives"
    for where, words in (("before", setting.before), ("after", setting.after)):
        lowered = words.lower()
        for name, pattern, case in _cues() if words else ():
            if name[0] in "rpd" and pattern.search(words if case else lowered):
                yield f"{where}:{name}"


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    out = []
    for name, pattern in (row[:2] for row in lexicon.rows("cues/statement_cues.tsv")):
        if pattern != "@imperative":
            case = pattern.endswith("@case")
            out.append((name, re.compile(pattern.removesuffix("@case")), case))
    return tuple(out)


@cache
def _imperatives() -> frozenset[str]:
    return lexicon.words("cues/imperatives.tsv")
