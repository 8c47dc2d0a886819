"""The two poles of a tension: which words of a sentence stand for each side.

Patterns, the sentence's joints and a small network of its words offer pairs of spans; a trained classifier,
which weighs what the network says of each, tells which pair it is.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import combinations, pairwise

from graph_build import lexicon
from graph_build.language import classifier, pole_network
from graph_build.language.features import finite_verbs, opposites
from graph_build.language.folding import key
from graph_build.language.pole_network import Said
from graph_build.language.screen import Screen

_pattern = partial(lexicon.pattern, "poles")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# So many clauses of a sentence are tried against each other, and so many words to either side of an "og".
_CLAUSES, _NEAR = 6, 3
# Code points at a span's end in which the small words and marks there most often stand.
_TAIL = 16
# Code points before a surname in which its bearer's initial stands.
_INITIAL = 5

# A first side that any words may be, with which a pattern begins.
_FIRST_SIDE = re.compile(r"\^?\(\?P<a>\[[^\]]*\]\{\d+,\d+\}\??\)")

LEAST_LIKELY = 0.15
"""How likely a tension must be for its poles to be looked for."""
# Keeps odds finite; and the code points that count as one, so that the columns are of like size.
_NEVER, _LENGTH = 1e-4, 100

_STOPS = frozenset(".?!")
# Words with which it is told how something is done.
_MEANS = "ved at "

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Poles:
    """Two spans of a text (start, end), in reading order, what told them apart, and its score as log-odds."""

    spans: tuple[Span, Span]
    rule: str
    score: float = 0.0


def poles(text: str) -> Poles | None:
    """The two poles of the tension in some words, or ``None`` where no two sides can be told apart.

    Example:
        >>> found = poles("Der skal findes en balance mellem styring og ledelse.")
        >>> found.rule, [(a, b) for a, b in found.spans]
        ('poles.mellem', [(34, 41), (45, 52)])
    """
    text, model = _told(text), classifier.load("pole")
    rated = [
        (model.odds((model.score(shape), *row)), -at, found)
        for at, (found, shape, row) in enumerate(offered(text, pole_network.load().said))
    ]
    for score, _, told in sorted(rated, key=lambda one: one[:2], reverse=True):
        first, second = (_unsaid(text, span) for span in told.spans)
        first, second = _unbound(text, first), _whole(text, second)
        # Two sentences may end in the same words; nothing stands in tension with itself.
        if key(text[slice(*first)]) != key(text[slice(*second)]):
            return replace(told, spans=(first, second), score=score)
    return None


def offered(
    text: str, read: Callable[[str], Said]
) -> Iterator[tuple[Poles, tuple[str, ...], tuple[float, ...]]]:
    """The pairs of spans that may be the poles, each with its ``features`` and ``pole_network.signs``.

    Args:
        text: Words that hold a tension.
        read: What a network says of some words.
    """
    text = _told(text)
    said = read(text)
    found = offers(text, said)
    for one, row in zip(found, pole_network.signs(said, [one.spans for one in found]).tolist(), strict=True):
        yield one, features(text, one), tuple(row)


def _told(text: str) -> str:
    """A text without what is said of two sides once both are named."""
    named = _pattern("named-then-said").match(text)
    return named.group() if named else text


def apart(likely: float, score: float, length: int) -> tuple[float, float, float, float]:
    """What the poles that can be told apart add to how likely a tension is.

    Args:
        likely: How likely it is without them, 0 to 1.
        score: The poles' score, as log-odds.
        length: The code points of the words that hold them.
    """
    odds = math.log((likely + _NEVER) / (1.0 - likely + _NEVER))
    return odds, score, odds * score, length / _LENGTH


def _are_apart(text: str, first: Span, second: Span) -> bool:
    """Whether two spans may be two sides: what follows at once, or tells how it is done, is no other side."""
    return bool(text[first[1] : second[0]].strip()) and not text.startswith(_MEANS, second[0])


def offers(text: str, said: Said) -> tuple[Poles, ...]:
    """The pairs of spans that may be the poles, each once, those of the patterns first."""
    start, end = _core(text)
    out: dict[tuple[Span, Span], Poles] = {}
    by_rule = (*_by_pattern(text, start, end), *_by_joint(text, start, end))
    for first, second, rule in (*by_rule, *_by_network(said)):
        a, b = _trimmed(text, *first), _trimmed(text, *second)
        if a and b and _are_apart(text, *sorted((a, b))) and not (_cuts(text, a) or _cuts(text, b)):
            spans = (a, b) if a < b else (b, a)
            out.setdefault(spans, Poles(spans, f"poles.{rule}"))
    return tuple(out.values())


def _cuts(text: str, span: Span) -> bool:
    """Whether a span begins in a name, behind its initial ("Allan S. Andersen"), or runs over an "OG"."""
    initial = _pattern("initial").search(text, max(0, span[0] - _INITIAL), span[0])
    return bool(initial or _pattern("set-against").search(text, *span))


def _by_pattern(text: str, start: int, end: int) -> Iterator[tuple[Span, Span, str]]:
    for pattern, (name, rest) in _between().possible(text):
        # A first side of any words is tried at every place; where the rest stands nowhere, that is in vain.
        if (rest is None or rest.search(text, start, end)) and (match := pattern.search(text, start, end)):
            yield match.span("a"), match.span("b"), name


def _by_joint(text: str, start: int, end: int) -> Iterator[tuple[Span, Span, str]]:
    """Both sides of each joint, any two clauses, and the words next to each "og"."""
    for match in _pattern("joint").finditer(text, start, end):
        yield (start, match.start()), (match.end(), end), "halves"
    edges = [start, *(m.end() for m in _pattern("clause").finditer(text, start, end)), end]
    clauses = [(a, b) for a, b in pairwise(edges) if b - a > 2][:_CLAUSES]
    for first, second in combinations(clauses, 2):
        yield first, second, "clauses"
    for first, rest in pairwise(clauses):
        yield first, (rest[0], end), "rest"
    for match in _pattern("and").finditer(text, start, end):
        before = [m.start() for m in re.finditer(r"[\w-]+", text[start : match.start()])][-_NEAR:]
        after = [m.end() for m in re.finditer(r"[\w-]+", text[match.end() : end])][:_NEAR]
        for a in before:
            for b in after:
                yield (start + a, match.start()), (match.end(), match.end() + b), "and"


def _by_network(said: Said) -> Iterator[tuple[Span, Span, str]]:
    if spans := pole_network.likeliest(said):
        yield *spans, "network"


def features(text: str, found: Poles) -> tuple[str, ...]:
    """What two spans look like as the poles of a text."""
    (a, b), (c, d) = found.spans
    starts, tokens = _tokens(text)
    at_a, at_b, at_c, at_d = (bisect_left(starts, at) for at in (a, b, c, d))
    lead, first, gap = tokens[:at_a], tokens[at_a:at_b], tokens[at_b:at_c]
    second, tail = tokens[at_c:at_d], tokens[at_d:]
    sizes = [min(6, len(words) // 2) for words in (first, second)]
    left_out = [min(4, len(words) // 3) for words in (lead, gap, tail)]
    rule = found.rule.removeprefix("poles.")
    finite = [not finite_verbs().isdisjoint(words) for words in (first, second)]
    alike = first[:1] == second[:1]
    ours = {(pair, side) for at, pair, side in opposites(text) if a <= at < b}
    opposed = alike or any((pair, not side) in ours for at, pair, side in opposites(text) if c <= at < d)
    shape = (
        f"rule:{rule}", f"sizes:{sizes[0]}-{sizes[1]}", f"size-a:{sizes[0]}", f"size-b:{sizes[1]}",
        f"even:{abs(sizes[0] - sizes[1])}", f"lead:{left_out[0]}", f"gap:{left_out[1]}",
        f"tail:{left_out[2]}",
        f"rule:{rule}-lead:{left_out[0]}", f"rule:{rule}-tail:{left_out[2]}",
        f"rule:{rule}-gap:{left_out[1]}",
        f"rule:{rule}-even:{abs(sizes[0] - sizes[1])}",
        f"opposed:{opposed}", f"opposed:{opposed}-{rule}", f"alike:{alike}",
        f"finite:{finite[0]}-{finite[1]}", f"finite:{finite[0]}-{finite[1]}-{rule}",
        f"opens:{first[0] if first else ''}", f"opens2:{second[0] if second else ''}",
        f"before:{lead[-1] if lead else '<'}", f"after:{tail[0] if tail else '>'}",
        f"stop:{not _STOPS.isdisjoint(gap)}-{_stops(text)}",
        "gap-words:" + " ".join(gap[:4]),
    )  # fmt: skip
    return (
        *dict.fromkeys(
            (*shape, *(f"gap-word:{word}" for word in gap[:6]), *(f"tail-word:{w}" for w in tail[:3]))
        ),
    )


@lru_cache(maxsize=8)
def _tokens(text: str) -> tuple[list[int], list[str]]:
    """Where each word and mark of a text begins, and the words in lower case."""
    found = list(_TOKEN.finditer(text))
    return [match.start() for match in found], [match.group().casefold() for match in found]


@lru_cache(maxsize=8)
def _stops(text: str) -> int:
    return sum(word in _STOPS for word in text[:-1])


def _core(text: str) -> tuple[int, int]:
    """Where the words that hold the poles begin and end, without "X sagde, at" and "begge dele …"."""
    end = len(text.rstrip(' .!?:;"”»’'))
    lead = _pattern("lead").match(text)
    start = lead.end() if lead else 0
    if (tail := _pattern("sums-up").search(text, start + 15, end)) and tail.start() - start > 20:
        end = tail.start()
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the small words and marks at its edges, or ``None`` where nothing is left.

    Where a pattern may take only so many characters, it ends or begins inside a word: that word is left out.
    """
    start, end = _next_word(text, start, end), _last_word(text, start, end)
    if match := _pattern("edge").match(text, start, end):
        start = match.end()
    near = max(start, end - _TAIL)
    match = _pattern("tail").search(text, near, end)
    if match and match.start() == near:
        match = _pattern("tail").search(text, start, end)
    if match:
        end = match.start()
    return (start, end) if end - start >= 3 else None


def _unbound(text: str, span: Span) -> Span:
    """A first pole without the "mellem" that sets it against the second."""
    bound = _pattern("binding").match(text, *span)
    return (bound.end(), span[1]) if bound else span


def _whole(text: str, span: Span) -> Span:
    """A second pole with the last words of its clause, where it ends before them, and none that only bind.

    What is said to be no opposite of the first ("… er ikke hinandens modsætninger") ends before that is said.
    """
    start, end = span
    denial = _pattern("denies").search(text, start + 3)
    if denial and denial.start() <= end:
        return start, denial.start()
    if rest := _pattern("last-words").match(text, end):
        end = rest.end()
    loose = _pattern("loose-end").search(text, max(start + 3, end - _TAIL))
    return (start, loose.start()) if loose and loose.end() == end else (start, end)


def _unsaid(text: str, span: Span) -> Span:
    """A pole without "X siger:" or "Heroverfor står" before the words and ", siger X" after them."""
    start, end = span
    before, after = _pattern("said-before").match(text), _pattern("said-after").search(text)
    against = _pattern("opposed-before").match(text, start, end)
    start = against.end() if against else start
    inner = max(start, before.end() if before else 0), min(end, after.start() if after else end)
    return _trimmed(text, *inner) or span if inner != span else span


def _next_word(text: str, start: int, end: int) -> int:
    """Where the first whole word begins, at or after a place."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    return start


def _last_word(text: str, start: int, end: int) -> int:
    """Where the last whole word ends, at or before a place."""
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return end


@cache
def _between() -> Screen[tuple[str, re.Pattern[str] | None]]:
    """The patterns that set two sides apart, each with its name and what stands after a first side."""
    patterns = []
    for name, expression in lexicon.rows("cues/poles.tsv"):
        flags = 0 if name == "capitals" else re.IGNORECASE
        side = _FIRST_SIDE.match(expression)
        rest = re.compile(expression[side.end() :], flags) if side else None
        patterns.append((re.compile(expression, flags), (name, rest)))
    return Screen(patterns)
