"""Figures: counts, shares and amounts stated about participants, contributions and indicators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract import figure_spans
from graph_build.extract.heard import Heard, Hears, of_mentions, of_span, unheard
from graph_build.language import classifier
from graph_build.language.screen import Screen
from graph_build.language.words import function_words, tokens
from graph_build.model import Figure, Mention, SegmentKind

_pattern = partial(lexicon.pattern, "figures")

# A number and its quote are taken from this confidence on, about half of the F1 that is reached.
_LEAST = 0.42
# Code points from a sentence's end within which a number closes it.
_CLOSE = 3
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with what it counts, and what it looks like; offsets count in its sentence."""

    number: tuple[int, int]
    start: int
    end: int
    value: float | str
    of: str
    unit: str | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be quoted for a number, and what they look like; offsets count in the sentence."""

    start: int
    end: int
    features: tuple[str, ...]


def extract(source: Source, heard: Heard) -> tuple[Figure, ...]:
    """The document's figures in reading order; each quote is the number with what it counts.

    Args:
        source: The document.
        heard: What the network says of it.
    """
    model = classifier.load("figure")
    out: list[Figure] = []
    seen: set[str] = set()
    for sentence in source.sentences:
        part = sentence.segment
        hears = heard.sentence(sentence, "figure")
        for found in candidates(sentence.text, part.kind, hears):
            counts = model.probability(found.features)
            if counts < _LEAST:
                continue
            span, fits = _quoted(sentence.text, found, hears)
            confidence = counts * fits
            if confidence < _LEAST:
                continue
            start, end = sentence.start + span.start, sentence.start + span.end
            mention = source.mention(part, start, end, "figures.model", confidence)
            of = found.of or _beside(sentence.text, span, found.number)
            if of and mention.quote.casefold() not in seen:
                seen.add(mention.quote.casefold())
                out.append(_figure(f"f{len(out) + 1}", mention, part.section, replace(found, of=of)))
    # A quote may begin before that of an earlier number.
    return tuple(sorted(out, key=lambda figure: figure.mention.start))


def _beside(text: str, span: Quote, number: tuple[int, int]) -> str:
    """The words quoted beside a number that names nothing it counts; empty where it stands alone."""
    before, after = text[span.start : number[0]], text[number[1] : span.end]
    return " ".join(_WORD.findall(f"{before} {after}"))


def _figure(name: str, mention: Mention, section: int, found: Candidate) -> Figure:
    return Figure(name, mention, section, value=found.value, of=found.of, unit=found.unit)


def candidates(text: str, kind: SegmentKind, hears: Hears = unheard) -> Iterator[Candidate]:
    """The numbers of a sentence that may be figures, in order, without dates, references and clock times.

    Args:
        text: The sentence.
        kind: The kind of segment it stands in.
        hears: What the network says of its words.
    """
    if not _counts(text):
        return
    end = 0
    for match in _number().finditer(text):
        numbers_heading = kind == "heading" and match.start() == 0 and match.group("number")[0].isdigit()
        if match.start() < end or numbers_heading or _is_reference(text, match):
            continue
        found = _candidate(text, match, kind, hears)
        if found is None:
            continue
        end = found.end
        yield found


def quotes(text: str, found: Candidate, hears: Hears = unheard) -> Iterator[Quote]:
    """The spans that may be quoted for a number, from the number alone to the clause around it, each once.

    Args:
        text: The sentence.
        found: The number.
        hears: What the network says of the sentence's words.
    """
    stood = tuple(feature for feature in found.features if feature.startswith(_BEARING))
    for span in figure_spans.spans(text, found.number, (found.start, found.end)):
        form, length = span.form, min(10, len(_WORD.findall(text[span.start : span.end])))
        before, after = _TOKEN.findall(text[: span.start])[-1:], _TOKEN.findall(text[span.end :])[:1]
        shape = (
            f"span:{form}", f"span-words:{length}", f"span:{form}-{length}",
            f"span-whole:{span.start == 0}-{len(text) - span.end < 2}-{length}",
            *(f"span-before:{word.casefold()}" for word in before),
            *(f"span-after:{word.casefold()}" for word in after),
            *(f"{form}:{feature}" for feature in stood), *of_span(hears, span.start, span.end),
        )  # fmt: skip
        yield Quote(span.start, span.end, shape)


# What of a number bears on how much around it is quoted.
_BEARING = ("form:", "unit:", "ends:", "words:", "opens:", "before:", "number:", "kind:")


def _quoted(text: str, found: Candidate, hears: Hears) -> tuple[Quote, float]:
    """The likeliest of the spans that may be quoted for a number, and how likely it is."""
    model = classifier.load("figure-span")
    rated = [(quote, model.probability(quote.features)) for quote in quotes(text, found, hears)]
    return max(rated, key=lambda one: one[1])


def _candidate(text: str, match: re.Match[str], kind: SegmentKind, hears: Hears) -> Candidate | None:
    number, unit = match.group("number"), match.group("unit")
    start, form = match.start(), "count"
    if unit:
        share = _pattern("share").match(text, match.end()) or _pattern("counted").match(text, match.end())
        end, of = (share.end(), share.group(1)) if share else (match.end(), unit)
    elif after := _noun_after(text, match.end()):
        end, of = after, text[match.end() : after].strip()
    elif label := _pattern("label").search(text[: match.start()]):
        start, end, of, form = label.start(), match.end(), label.group(1), "label"
    elif number[0].isdigit() and len(number) > 1:
        end, of, form = match.end(), "", "bare"
    else:
        return None
    features = (*_features(text, match, of, kind, form), *of_mentions([hears(*match.span())]))
    return Candidate(match.span(), start, end, _value(number), of, unit, features)


def _features(text: str, match: re.Match[str], of: str, kind: str, form: str) -> tuple[str, ...]:
    """What a number looks like: its size and form, what it counts, and the words around it."""
    number, unit = match.group("number"), match.group("unit")
    value = _value(number)
    noun = of.rsplit(maxsplit=1)[-1].casefold() if of.split() else ""
    before = _TOKEN.findall(text[: match.start()].casefold())[-2:]
    after = _WORD.findall(text[match.end() :].casefold())[:3]
    further = _WORD.findall(text[: match.start()].casefold())[-6:-2]
    further += _WORD.findall(text[match.end() :].casefold())[3:7]
    many, counted = min(4, len(_NUMBER.findall(text))), number.casefold()
    size = "range" if isinstance(value, str) else f"{min(6, len(str(int(value))))}"
    digits = "digits" if number[0].isdigit() else "word"
    told_time = _pattern("time").match(noun) is not None
    time = f"time:{told_time}"
    qualified = match.start() != match.start("number")
    return (
        f"form:{form}", f"kind:{kind}", f"number:{digits}", f"size:{digits}-{size}", f"unit:{bool(unit)}",
        f"noun:{noun}", f"ends:{noun[-4:]}", f"ends:{noun[-3:]}", f"words:{len(of.split())}",
        time, f"{time}-{digits}", f"qualified:{qualified}",
        f"capitals:{of.isupper()}", f"opens:{match.start() == 0}", f"length:{min(5, len(text) // 40)}",
        *(f"before:{word}" for word in before), *(f"after:{word}" for word in after),
        *(f"further:{word}" for word in further), f"many:{many}", f"many:{many}-{kind}",
        f"in:{kind}-{digits}-{form}", f"value:{counted}", f"value:{counted}-{noun[-3:]}",
        f"closes:{len(text) - match.end() < _CLOSE}", f"shape:{len(of.split())}-{form}-{digits}",
        f"noun:{noun}-before:{before[-1] if before else '<'}",
        f"number-noun:{number.casefold() if digits == 'word' else '#'}-{noun[-4:]}",
    )  # fmt: skip


def _is_reference(text: str, match: re.Match[str]) -> bool:
    """Whether a number names a year, a date, a place in a row or the like, and counts nothing."""
    number = match.group("number")
    if match.group("unit") or not number[0].isdigit():
        return False
    before = text[: match.start("number")]
    if _pattern("glued-before").search(before) or _pattern("glued-after").match(text, match.end("number")):
        return True
    if _pattern("year").fullmatch(number) or _pattern("years").fullmatch(number):
        return True
    return bool(_pattern("reference-before").search(before)) and not _pattern("range-before").search(before)


def _noun_after(text: str, at: int) -> int | None:
    """End of the noun phrase that a number counts: adjectives, the noun, and nouns listed with it."""
    if share := _pattern("part-of").match(text, at):
        return share.end()
    end = at
    for count, word in enumerate(_pattern("word-after").finditer(text, at, at + 90)):
        token = word.group(1)
        if word.start() != end or _function_word(token) or count == 4:
            break
        end = word.end()
        if not _adjective(token):
            return _listed(text, end)
    return end if end > at else None


def _listed(text: str, end: int) -> int:
    """The end of a noun phrase with the nouns that are listed with it and how often it counts."""
    if more := _pattern("more-nouns").match(text, end):
        return more.end()
    often = _pattern("how-often").match(text, end)
    return often.end() if often else end


def _function_word(token: str) -> bool:
    return token.casefold() in function_words()


def _adjective(token: str) -> bool:
    return _pattern("adjective").search(token.casefold()) is not None


def _value(number: str) -> float | str:
    plain = number.casefold()
    if plain in _words():
        return _words()[plain]
    try:
        return float(plain.replace(".", "").replace(",", "."))
    except ValueError:
        return number


def _counts(text: str) -> bool:
    """Whether a number can stand in a sentence: a digit, a number's word, or a share told in words."""
    if _DIGIT.search(text) or not _number_words().isdisjoint(tokens(text)):
        return True
    return bool(_shares().possible(text))


@cache
def _number_words() -> frozenset[str]:
    """The last word of each number that is told in words."""
    return frozenset(word.split()[-1] for word in _words())


@cache
def _shares() -> Screen[None]:
    return Screen([(re.compile(lexicon.expression("figures", "fraction"), re.IGNORECASE), None)])


@cache
def _words() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in lexicon.rows("cues/numbers.tsv")}


@cache
def _number() -> re.Pattern[str]:
    """A number in digits or words, with what qualifies it and its unit."""
    names = ("qualifier", "range", "unit", "fraction")
    qualifier, digits, unit, shares = (lexicon.expression("figures", name) for name in names)
    words = "|".join(sorted(_words(), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:\b(?:{qualifier})\s+)*(?<!\w)(?P<number>{digits}|(?:{shares})(?!\w)|(?:{words})(?=[\s,.;:?!)]|$))"
        rf"(?:\s?(?P<unit>{unit})(?!\w))?",
        re.IGNORECASE,
    )
