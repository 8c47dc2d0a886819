"""Groups: the kinds of actors that a document speaks of, by their heads, compounds and adjectives."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from graph_build import lexicon
from graph_build.context import NAMING, Source
from graph_build.extract.heard import Heard, of_mentions
from graph_build.language import classifier
from graph_build.language.phrases import Phrases
from graph_build.model import Group, Mention, Segment

_pattern = partial(lexicon.pattern, "groups")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def extract(source: Source, heard: Heard, taken: Collection[tuple[int, int]] = ()) -> tuple[Group, ...]:
    """The groups that the document speaks of, in the order of their first mention.

    A group counts where something is said of it, asked of it or done for it; a trained model weighs its
    mentions for that.

    Args:
        source: The document.
        heard: What the network says of it.
        taken: Spans (offsets in the text) that belong to names; a group within one does not count.
    """
    model = classifier.load("group")
    out = []
    for label, (mentions, shape) in candidates(source, heard, taken).items():
        confidence = round(model.probability(shape), 3)
        if confidence >= model.threshold:
            rated = tuple(replace(mention, confidence=confidence) for mention in mentions)
            out.append(Group(label, tuple(sorted({m.quote for m in mentions})), rated))
    return tuple(out)


def candidates(
    source: Source, heard: Heard, taken: Collection[tuple[int, int]] = ()
) -> dict[str, tuple[list[Mention], tuple[str, ...]]]:
    """Every group that some words may mean: its mentions, and what they look like together."""
    found: dict[str, list[Mention]] = defaultdict(list)
    looks: dict[str, list[str]] = defaultdict(list)
    told: dict[str, list[Sequence[int]]] = defaultdict(list)
    covered = {at for start, end in taken for at in range(start, end)}
    for part in source.readable():
        if part.kind in NAMING:
            continue
        hears = heard.words(part, "group")
        for start, end, label, rule, confidence in _in_segment(part):
            mention = source.mention(part, start, end, rule, confidence)
            if mention.start not in covered:
                found[label].append(mention)
                looks[label] += _look(part, start, end, rule)
                told[label].append(hears(start, end))
    for label, known in _same(found).items():
        found[known] = sorted(found[known] + found.pop(label), key=lambda m: m.start)
        looks[known] += looks.pop(label)
        told[known] += told.pop(label)
    ordered = sorted(found, key=lambda label: found[label][0].start)
    return {
        label: (found[label], (*_shape(label, found[label], looks[label]), *of_mentions(told[label])))
        for label in ordered
    }


def _same(found: Collection[str]) -> dict[str, str]:
    """Labels that are another word for a group the document names too, and that group's label."""
    pairs = (row[:2] for row in lexicon.rows("cues/group_same.tsv"))
    return {label: known for label, known in pairs if label in found and known in found}


def _look(part: Segment, start: int, end: int, rule: str) -> list[str]:
    """How one mention stands: as subject, after which word, in a list, beside a word of duty."""
    before = _TOKEN.findall(part.text[max(0, start - _AROUND) : start].casefold())[-2:]
    after = _TOKEN.findall(part.text[end : end + _AROUND].casefold())[:2]
    far = [*(f"before2:{w}" for w in before[:-1]), *(f"after2:{w}" for w in after[1:])]
    before, after = before[-1:], after[:1]
    out = [
        f"rule:{rule}",
        f"in:{part.kind}",
        *far,
        *(f"before:{w}" for w in before),
        *(f"after:{w}" for w in after),
    ]
    if start == 0 or part.text[max(0, start - 2) : start] in {". ", "? ", ": "}:
        out.append("opens")
    if after and _pattern("verb").fullmatch(after[0]):
        out.append("subject")
    if after and _pattern("duty").fullmatch(after[0]):
        out.append("duty")
    form = part.text[start:end].casefold()
    definite = "definite" if form.endswith(("ne", "nes", "en", "ens", "et", "ets")) else "bare"
    number = "many" if _plural(form) else "one"
    one = f"{number}-{definite}"
    out += [f"form:{definite}", f"form:{one}", *(f"{one}-before:{w}" for w in before)]
    apposed = before and before[0] in {",", "("}
    if _pattern("name-after").match(part.text, end) or (
        apposed and _pattern("name-before").search(part.text, max(0, start - _AROUND), start)
    ):
        out.append(f"named:{number}")
    return out


def _shape(label: str, mentions: Collection[Mention], looks: Sequence[str]) -> tuple[str, ...]:
    """What a group's mentions look like together."""
    head = _head(label)
    count = min(len(mentions), 4)
    form = "alone" if label == head else "compound"
    many = min(3, looks.count("form:many-definite") + looks.count("form:many-bare"))
    subject = min(3, looks.count("subject") + looks.count("duty"))
    titles = looks.count("named:one")
    shape = [
        f"label:{label}",
        f"head:{head}",
        f"head:{head}-{form}",
        f"ends:{label[-4:]}",
        f"count:{count}",
        f"count:{count}-{form}",
        f"many:{many}",
        f"many:{many}-count:{count}",
        f"subject:{subject}",
        f"titles:{'all' if titles >= len(mentions) else 'some' if titles else 'none'}",
    ]
    return tuple(dict.fromkeys([*shape, f"words:{len(label.split())}", *sorted({*looks})]))


# Code points before a word in which a name may stand whose title it is.
_AROUND = 40


@lru_cache(maxsize=2048)
def _head(label: str) -> str:
    """The head that a label ends in, or its last word."""
    heads = [end for end in _ends(label) if end in _plurals()]
    return min(heads, key=_plurals().__getitem__) if heads else label.rsplit(maxsplit=1)[-1]


def labels(text: str) -> tuple[str, ...]:
    """The labels of the groups named in some words, in order, each once."""
    part = Segment("paragraph", 0, len(text), text, tuple(range(len(text) + 1)))
    return tuple(dict.fromkeys(label for _, _, label, _, _ in sorted(_in_segment(part))))


def _in_segment(part: Segment) -> Iterator[tuple[int, int, str, str, float]]:
    """Start, end, label, rule and confidence of each group named in a segment."""
    for start, end, (label, length) in _listed().find(part.text):
        if end == start + length or not part.text[end : end + 1].isalnum():
            yield start, end, label, "groups.listed", 0.8
    joint = _pattern("joint").finditer(part.text) if "- og " in part.text else ()
    for match in joint:
        second = _label(match.group("second").casefold())
        if second is not None:
            label = f"{match.group('first').casefold()} {second}"
            yield *match.span(), label, "groups.joint", 0.8
    words = [
        (match, told) for match in _pattern("word").finditer(part.text) if (told := _told(match.group()))
    ]
    for match in _pattern("over").finditer(part.text) if len(words) > 1 else ():
        first, below = _label_of(match.group("first")), _label_of(match.group("below"))
        yield *match.span(), f"{first} {match.group('over').casefold()} {below}", "groups.over", 0.8
    for match, (head, one) in words:
        if one and not _pattern("article").search(part.text, max(0, match.start() - _AROUND), match.start()):
            continue
        yield match.start(), match.end(), head, "groups.head", 0.8
        adjective = _adjective_before(part.text, match.start())
        if adjective and _plural(match.group().casefold()):
            start = match.start() - len(adjective) - 1
            yield start, match.end(), f"{_agreeing(adjective)} {head}", "groups.adjective", 0.7


@lru_cache(maxsize=1 << 14)
def _told(word: str) -> tuple[str, bool] | None:
    """The label of the group that a word names, and whether it names one of it.

    The word may then be a verb unless an article leads it ("en forsker").
    """
    if label := _label_of(word):
        return label, False
    label = _label_of(word + "e") if word.endswith("er") else None
    return (label, True) if label else None


def _label_of(word: str) -> str | None:
    return _label(word.casefold())


def _label(word: str) -> str | None:
    """The label of the group that a word in lower case names, or ``None``.

    Example:
        >>> _label("institutionslederne"), _label("kommunaldirektøren"), _label("indleder")
        ('institutionsledere', 'kommunaldirektører', None)
    """
    if word in _stop():
        return None
    form = next((end for end in _ends(word) if end in _plural_of()), None)
    if form is None:
        return None
    prefix, plural = word[: len(word) - len(form)], _plural_of()[form]
    if not prefix and plural in _of_kind("compound"):
        return None
    if prefix and (len(prefix) < 3 or prefix + plural in _stop()):
        return None
    # "politiker-til-politiker" names a way of talking, and "forbilleder" are no leaders.
    if "-til-" in prefix or (prefix.endswith("bil") and plural == "ledere"):
        return None
    if prefix and plural in _of_kind("whole"):
        return None
    return prefix + plural


def _ends(word: str) -> Iterator[str]:
    """The ends of a word that may be a head, the longest first."""
    longest, shortest = _lengths()
    return (word[-length:] for length in range(min(longest, len(word)), shortest - 1, -1))


def _plural(word: str) -> bool:
    return word.endswith(("e", "er", "erne", "ne", "ene", "s"))


def _agreeing(adjective: str) -> str:
    return adjective if adjective.endswith(("e", "t")) or " " in adjective else adjective + "e"


def _adjective_before(text: str, at: int) -> str:
    before = text[max(0, at - _AROUND) : at].rstrip().casefold()
    if not before.endswith(_adjectives()):
        return ""
    return next((a for a in _adjectives() if before.endswith(" " + a) or before == a), "")


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    pairs = [(form, row[1]) for row in lexicon.rows("cues/group_heads.tsv") for form in row[2].split("|")]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _plural_of() -> dict[str, str]:
    """The plural that each form means; of two the first by the alphabet."""
    return dict(reversed(_forms()))


@cache
def _plurals() -> dict[str, int]:
    """The plurals, each with the place of its longest form."""
    return {plural: at for at, (_, plural) in reversed([*enumerate(_forms())])}


@cache
def _lengths() -> tuple[int, int]:
    """The length of the longest and of the shortest form or plural."""
    known = [len(word) for pair in _forms() for word in pair]
    return max(known), min(known)


@cache
def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(row[1] for row in lexicon.rows("cues/group_heads.tsv") if row[3] == kind)


@cache
def _stop() -> frozenset[str]:
    return lexicon.words("cues/group_stop.tsv")


@cache
def _adjectives() -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("cues/group_adjectives.tsv"), key=lambda a: (-len(a), a)))


@cache
def _listed() -> Phrases[tuple[str, int]]:
    rows = lexicon.rows("cues/groups.tsv")
    return Phrases(
        (form, (row[0], len(form)))
        for row in rows
        for form in (row[1] if len(row) > 1 else "").split("|")
        if form
    )
