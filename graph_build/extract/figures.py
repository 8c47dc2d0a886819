"""Figures: counts, shares and amounts stated about participants, contributions and indicators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph_build import lexicon
from graph_build.context import Source
from graph_build.language import classifier
from graph_build.model import Figure, SegmentKind

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_RANGE = rf"(?:{_DIGITS})(?:(?:\s?[-–]\s?|(?<=\d) (?:til|og|eller) )(?:{_DIGITS}))?"
_QUALIFIER = (
    r"(?:ca\.|cirka|omkring|omtrent|knap|godt|næsten|over|mere end|færre end|under|mindst|højst|op til|i alt|op mod|"
    r"henved|samlet|kun|blot|maksimalt|max\.?|minimum|hele|mellem|fra|heraf)"
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
_SHARE = re.compile(r"\s+(?:af|for|blandt)\s+(?:de\s|den\s|alle\s|vores\s|sine\s|landets\s)?(\w+)")
_COUNTED = re.compile(r"\s+([a-zæøå]{4,}(?: og [a-zæøå]{4,})?)(?=[.,;]|\s(?:i|på|om|til|har|er)\b)")
_LABEL = re.compile(r"(?:^|(?<=[,;|] ))([A-ZÆØÅ][\wæøå -]{2,30}):\s*(?:\w+ )?$")
_PART_OF = re.compile(
    r"\s+(?:ud )?af (?:de |vores |sine |landets |alle )*[\w-]+(?: [\wæøå]+e(?:r|rne|n)?\b)?"
)
_WORDS_AFTER = re.compile(r"\s+(\(?[^\W\d_][\w-]*(?:-\s(?:og|eller)\s[\w-]+)?)")
_MORE_NOUNS = re.compile(
    r"(?:, [\wæøå-]+(?:er|re|de))* og [\wæøå-]+(?:er|re|de)\b(?= (?:fra|i|på|om|har|havde|deltog|der)\b|[.,;])"
)
_HOW_OFTEN = re.compile(r" (?:om (?:ugen|året|måneden|dagen)|hver|årligt|ugentligt|pr\. \w+)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with what it counts, and what it looks like; offsets count in its sentence."""

    start: int
    end: int
    value: float | str
    of: str
    unit: str | None
    features: tuple[str, ...]


def extract(source: Source) -> tuple[Figure, ...]:
    """The document's figures in reading order; each quote is the number with what it counts."""
    model = classifier.load("figure")
    out: list[Figure] = []
    seen: set[str] = set()
    for sentence in source.sentences:
        for found in candidates(sentence.text, sentence.segment.kind):
            confidence = model.probability(found.features)
            start, end = sentence.start + found.start, sentence.start + found.end
            if confidence < model.threshold:
                continue
            mention = source.mention(sentence.segment, start, end, "figures.model", confidence)
            if mention.quote.casefold() not in seen:
                seen.add(mention.quote.casefold())
                section = sentence.segment.section
                out.append(
                    Figure(
                        f"f{len(out) + 1}", mention, section, value=found.value, of=found.of, unit=found.unit
                    )
                )
    return tuple(out)


def candidates(text: str, kind: SegmentKind) -> Iterator[Candidate]:
    """The numbers of a sentence that may be figures, in order; dates, references and clock times are left out.

    Args:
        text: The sentence.
        kind: The kind of segment it stands in.
    """
    end = 0
    for match in _number().finditer(text):
        if match.start() < end or _is_reference(text, match):
            continue
        found = _candidate(text, match, kind)
        if found is not None:
            end = found.end
            yield found


def _candidate(text: str, match: re.Match[str], kind: SegmentKind) -> Candidate | None:
    number, unit = match.group("number"), match.group("unit")
    if unit:
        share = _SHARE.match(text, match.end()) or _COUNTED.match(text, match.end())
        stop, of = (share.end(), share.group(1)) if share else (match.end(), unit)
    else:
        after = _noun_after(text, match.end())
        label = _LABEL.search(text[: match.start()]) if after is None else None
        if after is None and label is None:
            return None
        stop = match.end() if after is None else after
        of = text[match.end() : stop].strip() if label is None else label.group(1)
        if label is not None:
            return Candidate(
                label.start(), stop, _value(number), of, None, _features(text, match, of, kind, "label")
            )
    return Candidate(match.start(), stop, _value(number), of, unit, _features(text, match, of, kind, "count"))


def _features(text: str, match: re.Match[str], of: str, kind: str, form: str) -> tuple[str, ...]:
    """What a number looks like: its size and form, what it counts, and the words around it."""
    number, unit = match.group("number"), match.group("unit")
    value = _value(number)
    noun = of.rsplit(maxsplit=1)[-1].casefold() if of.split() else ""
    before = re.findall(r"\w+|[^\w\s]", text[: match.start()].casefold())[-2:]
    after = re.findall(r"\w+", text[match.end() :].casefold())[:3]
    size = "range" if isinstance(value, str) else f"{min(6, len(str(int(value))))}"
    digits = "digits" if number[0].isdigit() else "word"
    out = [
        f"form:{form}", f"kind:{kind}", f"number:{digits}", f"size:{digits}-{size}", f"unit:{bool(unit)}",
        f"noun:{noun}", f"ends:{noun[-4:]}", f"ends:{noun[-3:]}", f"words:{len(of.split())}",
        f"time:{bool(_TIME.match(noun))}", f"time:{bool(_TIME.match(noun))}-{digits}", f"qualified:{match.start() != match.start('number')}",
        f"capitals:{of.isupper()}", f"opens:{match.start() == 0}", f"length:{min(5, len(text) // 40)}",
        *(f"before:{word}" for word in before), *(f"after:{word}" for word in after),
        f"number-noun:{number.casefold() if digits == 'word' else '#'}-{noun[-4:]}",
    ]  # fmt: skip
    return tuple(out)


def _is_reference(text: str, match: re.Match[str]) -> bool:
    number = match.group("number")
    if match.group("unit") or not number[0].isdigit():
        return False
    before = text[: match.start("number")]
    if re.search(r"[\d./:§-]$", before) or re.match(
        r"[./:]\d|\.\s+[a-zæøå]|\s*/\s*\d", text[match.end("number") :]
    ):
        return True
    if _YEAR.fullmatch(number) or re.fullmatch(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d", number):
        return True
    return bool(_REFERENCE_BEFORE.search(before)) and not re.search(r"(?:fra|til|i)\s*$", before)


def _noun_after(text: str, at: int) -> int | None:
    """End of the noun phrase that a number counts: adjectives, the noun, and nouns listed with it."""
    if share := _PART_OF.match(text, at):
        return share.end()
    end = at
    for count, word in enumerate(_WORDS_AFTER.finditer(text, at, at + 90)):
        token = word.group(1)
        if word.start() != end or _function_word(token) or count == 4:
            break
        end = word.end()
        if not _adjective(token):
            return _listed(text, end)
    return end if end > at else None


def _listed(text: str, end: int) -> int:
    """The end of a noun phrase with the nouns that are listed with it and how often it counts."""
    if more := _MORE_NOUNS.match(text, end):
        return more.end()
    often = _HOW_OFTEN.match(text, end)
    return often.end() if often else end


def _function_word(token: str) -> bool:
    return token.casefold() in lexicon.words("cues/function_words.tsv")


def _adjective(token: str) -> bool:
    lowered = token.casefold()
    return bool(
        re.search(
            r"(?:ige|lige|iske|ale|elle|ende|ede|nye|unikke|store|små|øvrige|andre|faste|fælles|lokale|forskellige|sociale|private|faglige|gode|bedste|centrale|ældste|yngste|aktive|ive|bare|somme|ante|ære|rede|lokale|hele)$",
            lowered,
        )
    )


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
