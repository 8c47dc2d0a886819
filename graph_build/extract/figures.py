"""Figures: counts, shares and amounts stated about participants, contributions and indicators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.model import Figure

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_RANGE = rf"(?:{_DIGITS})(?:\s?[-–]\s?(?:{_DIGITS}))?"
_QUALIFIER = (
    r"(?:ca\.|cirka|omkring|omtrent|knap|godt|næsten|over|mere end|færre end|under|mindst|højst|op til|i alt|op mod|"
    r"henved|samlet|kun|blot|maksimalt|max\.?|minimum|hele|mellem)"
)
_UNIT = r"(?:%|procent|pct\.?|promille|kr\.?|kroner|mio\.?(?: kr\.?| kroner)?|mia\.?(?: kr\.?| kroner)?|millioner(?: kroner)?|milliarder(?: kroner)?|årsværk|procentpoint)"
# Words after a number that make it a time, a place in a row or a reference, not a count.
_TIME = re.compile(
    r"(?:år|års|årige|årig|årene|måned\w*|mdr\.?|uge\w*|dage?|dagen\w*|døgn|time\w*|minut\w*|sekund\w*|kvartal\w*|gange?|"
    r"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|km|meter|m2|kvadratmeter|grader|"
    r"sal|afsnit|side|sider|kapitel|bilag|version|niveauer|ting|forhold|sider|parter|muligheder|slags|måder|ender|spor|retninger|hjørner|ben|steder|heste|sæt)\b",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"(?:§+|nr\.?|kl\.?|klokken|punkt|pkt\.?|side|s\.|kapitel|kap\.|bilag|stk\.?|afsnit|version|lov|artikel|tlf\.?|telefon|i|den|d\.|siden|fra|til|medio|primo|ultimo|uge|lokale|sal|etape|fase|dilemma|anbefaling|figur|tabel)\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: float | str
    of: str
    unit: str | None
    rule: str
    confidence: float


def extract(source: Source) -> tuple[Figure, ...]:
    """The document's figures in reading order; each quote is the number with what it counts."""
    out: list[Figure] = []
    seen: set[str] = set()
    for sentence in source.sentences:
        for found in _in_sentence(sentence):
            mention = source.mention(
                sentence.segment, sentence.start + found.start, sentence.start + found.end, found.rule, found.confidence
            )
            if mention.quote.casefold() in seen:
                continue
            seen.add(mention.quote.casefold())
            out.append(
                Figure(f"f{len(out) + 1}", mention, sentence.segment.section, value=found.value, of=found.of, unit=found.unit)
            )
    return tuple(out)


def _in_sentence(sentence: Sentence) -> Iterator[_Found]:
    text = sentence.text
    end = 0
    for match in _number().finditer(text):
        if match.start() < end:
            continue
        found = _figure(text, match)
        if found is not None:
            end = found.end
            yield found


def _figure(text: str, match: re.Match[str]) -> _Found | None:
    number, unit = match.group("number"), match.group("unit")
    digits = number[0].isdigit()
    if digits and _is_reference(text, match):
        return None
    if unit:
        share = re.compile(r"\s+(?:af|for)\s+(?:de\s|den\s|alle\s|vores\s)?(\w+)").match(text, match.end())
        stop = share.end() if share else match.end()
        return _Found(match.start(), stop, _value(number), share.group(1) if share else unit, unit, "figures.unit", 0.8)
    noun = _noun_after(text, match.end())
    if noun is None:
        return None
    of = text[match.end() : noun].strip()
    return _Found(match.start(), noun, _value(number), of, None, "figures.count", 0.8 if digits else 0.6)


def _is_reference(text: str, match: re.Match[str]) -> bool:
    number = match.group("number")
    if match.group("unit"):
        return False
    before = text[: match.start("number")]
    if re.search(r"[\d./:§-]$", before) or re.match(r"[./:]\d|\.\s+[a-zæøå]|\s*/\s*\d", text[match.end("number") :]):
        return True
    if _YEAR.fullmatch(number):
        return True
    return bool(_REFERENCE_BEFORE.search(before)) and not re.search(r"(?:fra|til|i)\s*$", before)


def _noun_after(text: str, at: int) -> int | None:
    """End of the noun phrase that a number counts: up to three words, the last of them a noun."""
    if _TIME.match(text[at:].lstrip()):
        return None
    words = list(re.compile(r"\s+(\(?[^\W\d_][\w-]*(?:-\s(?:og|eller)\s[\w-]+)?)").finditer(text, at, at + 90))
    end = at
    for count, word in enumerate(words[:4]):
        if word.start() != end:
            break
        token = word.group(1)
        if _function_word(token):
            break
        end = word.end()
        if not _adjective(token) or count == 3:
            return end
    return None


def _function_word(token: str) -> bool:
    return token.casefold() in lexicon.words("cues/function_words.tsv")


def _adjective(token: str) -> bool:
    lowered = token.casefold()
    return bool(re.search(r"(?:ige|lige|iske|ale|elle|ende|ede|nye|unikke|store|små|øvrige|andre|faste|fælles|lokale|forskellige|sociale|private|faglige|gode|bedste|centrale|ældste|yngste|aktive|ive|bare|somme|ante|ære|rede|lokale|hele)$", lowered))


def _value(number: str) -> float | str:
    plain = number.casefold()
    if plain in _words():
        return _words()[plain]
    try:
        return float(plain.replace(".", "").replace(",", "."))
    except ValueError:
        return number


@cache
def _words() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in lexicon.rows("cues/numbers.tsv")}


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(sorted(_words(), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:\b{_QUALIFIER}\s+)*(?<![\w])(?P<number>{_RANGE}|(?:{words})(?=\s))(?:\s?(?P<unit>{_UNIT})(?![\w]))?",
        re.IGNORECASE,
    )
