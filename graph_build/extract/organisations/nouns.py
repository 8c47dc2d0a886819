"""Bodies named by a common noun in the definite ("direktionen"): another word for a named body, or a body.

Whether a noun that leads to no named body is one itself, a trained classifier weighs over all its mentions.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graph_build import lexicon
from graph_build.extract.heard import Heard, of_mentions
from graph_build.extract.organisations.authority import known_forms
from graph_build.extract.organisations.bodies import Bodies, Draft
from graph_build.extract.organisations.naming import kind_of, normalise
from graph_build.language import classifier
from graph_build.language.screen import Screen
from graph_build.model import OrganisationKind, Segment

MODEL = "body"
"""The name of the classifier that tells which nouns are bodies."""
Place = tuple[Segment, int, int]
"""Where a noun stands: its segment, first code point and one past the last in the segment's words."""
_WORD = re.compile(r"\w+|[^\w\s]")
# Code points around a noun that tell what is said of it.
_AROUND = 40
# Parts in which a document says whose it is.
_OPENING = 6
# What stands before a noun that is half of a name ("løn- og praksisudvalget").
_JOINT = re.compile(r"(?<![\w-])\w+- og $")


def read_nouns(bodies: Bodies, heard: Heard) -> None:
    """Read definite nouns: another word for a body named in the document, or a body by themselves."""
    model = classifier.load(MODEL)
    for noun, places, named in candidates(bodies):
        if named is not None:
            for part, start, end in places:
                bodies.refer(part, (start, end), named)
        elif model.probability(shape(bodies, noun, places, heard)) >= model.threshold:
            kind = _uses()[noun][0] if noun in _uses() else kind_of(noun)
            for part, start, end in places:
                bodies.add(part, (start, end), "organisations.body", 0.7, kind=kind)


def candidates(bodies: Bodies) -> Iterator[tuple[str, list[Place], Draft | None]]:
    """Each noun with its places and the named body that it can mean; the longest first.

    So what a longer noun names is known when a shorter one is read ("Patientrådet", "rådet").
    """
    found: dict[str, list[Place]] = {}
    for part in bodies.source.readable():
        for start, end, noun in nouns(part.text):
            found.setdefault(noun, []).append((part, start, end))
    for noun in sorted(found, key=lambda noun: (-len(noun), noun)):
        free = [place for place in found[noun] if not bodies.covers(*place)]
        if free:
            yield noun, free, _named_for(bodies, noun)


def nouns(text: str) -> Iterator[tuple[int, int, str]]:
    """Definite nouns for bodies in some words: start, end, and the noun in lower case without genitive."""
    for match, _ in _endings().find(text):
        start = match.start()
        while start and (text[start - 1].isalnum() or text[start - 1] == "-"):
            start -= 1
        if joint := _JOINT.search(text, max(0, start - _AROUND), start):
            start = joint.start()
        noun = text[start : match.end("noun")].casefold()
        if noun in _uses() or (text[start].isalpha() and noun.endswith(_tails())):
            yield start, match.end(), noun


def is_noun(words: str) -> bool:
    """Whether a name is a definite noun for bodies and no known body's name."""
    plain = words.casefold()
    if " " in words or plain in known_forms() or plain.removesuffix("s") in known_forms():
        return False
    found = next(nouns(words), None)
    return found is not None and found[:2] == (0, len(words))


def shape(bodies: Bodies, noun: str, places: Sequence[Place], heard: Heard) -> tuple[str, ...]:
    """What a document, and what the network says of it, show of a noun that may be a body; sorted."""
    tail = next((tail for tail in _tails() if noun.endswith(tail)), "")
    use = _uses().get(noun, ("", "none"))[1]
    edges = {part.start for part in list(bodies.source.readable())[:_OPENING]}
    named = len(bodies.drafts)
    own = {
        f"noun:{noun}", f"tail:{tail}", f"use:{use}", f"compound:{len(noun) - len(tail) > 1}",
        f"places:{min(4, len(places))}", f"places:{min(4, len(places))}-{use}", f"named:{min(4, named // 3)}",
        f"tail:{tail}-compound:{len(noun) - len(tail) > 1}", f"hyphen:{'-' in noun}",
    }  # fmt: skip
    for part, start, end in places:
        own.update(_around(part, start, end))
        if part.start in edges:
            own |= {"opening", f"opening-{part.kind}"}
    capital = {sign for sign in own if sign.startswith("capital:")}
    own |= {f"{sign}-{use}" for sign in capital} | {f"{sign}-{tail}" for sign in capital}
    own.update(of_mentions(heard.words(part, "organisation")(start, end) for part, start, end in places))
    return tuple(sorted(own))


def _around(part: Segment, start: int, end: int) -> Iterator[str]:
    before = _WORD.findall(part.text[max(0, start - _AROUND) : start])
    after = _WORD.findall(part.text[end : end + _AROUND])
    opens = not before or before[-1] in {".", "?", "!", ":", "•", "–", "”", '"'}
    capital = part.text[start].isupper()
    shouts = part.text[start:end].isupper()
    yield f"capital:{'all' if shouts else capital and ('opens' if opens else 'inside')}"
    yield from (f"in:{part.kind}", f"genitive:{part.text[start:end].casefold().endswith(('ets', 'ens'))}")
    yield "before:" + (_plain(before[-1]) if before else "<")
    yield "after:" + (_plain(after[0]) if after else ">")
    yield from (f"near:{_plain(word)}" for word in (*before[-3:], *after[:3]))


def _plain(word: str) -> str:
    return "#" if word[0].isdigit() else "A" if word[0].isupper() and len(word) > 1 else word.casefold()


def _named_for(bodies: Bodies, noun: str) -> Draft | None:
    """The one named body that a definite noun can mean: its name opens or ends with the noun."""
    stems = _stems(noun)
    found = []
    for draft in bodies.drafts.values():
        name = normalise(draft.name)
        if name != stems[0] and any(word.endswith(stems) for word in name.replace("-", " ").split()):
            found.append(draft)
    if not found:
        return None
    counts = sorted(found, key=lambda draft: (-len(draft.mentions), min(draft.mentions)))
    clear = len(counts) == 1 or len(counts[0].mentions) > len(counts[1].mentions)
    return counts[0] if clear else None


def _stems(noun: str) -> tuple[str, ...]:
    """A definite noun and its indefinite forms as names end in them: "skole", "museum", "teater"."""
    stem = re.sub(r"(?:en|et)$", "", noun)
    forms = [noun, stem]
    if noun.endswith(("eet", "iet")):
        forms.append(f"{stem}um")
    if re.search(r"[^aeiouyæøå][rl]$", stem) and noun.endswith("et"):
        forms.append(f"{stem[:-1]}e{stem[-1]}")
    return tuple(map(normalise, forms))


@cache
def _uses() -> dict[str, tuple[OrganisationKind, str]]:
    """Nouns by themselves, with their kind and use."""
    rows = lexicon.rows("cues/bodies.tsv")
    return {row[0]: (row[1], row[2]) for row in rows if row[2] != "ends"}  # type: ignore[misc]


@cache
def _tails() -> tuple[str, ...]:
    """Endings of nouns for bodies, the longest first."""
    tails = (row[0] for row in lexicon.rows("cues/bodies.tsv") if row[2] == "ends")
    return tuple(sorted(tails, key=lambda tail: (-len(tail), tail)))


@cache
def _endings() -> Screen[None]:
    words = sorted({*_tails(), *_uses()}, key=lambda word: (-len(word), word))
    pattern = rf"(?P<noun>{'|'.join(map(re.escape, words))})s?(?![\w-])"
    return Screen([(re.compile(pattern, re.IGNORECASE), None)])
