"""Names of bodies: in the authority file, by their form, and as the tagger finds them."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.organisations.authority import authority_matches, known_forms
from graph_build.extract.organisations.bodies import Bodies
from graph_build.extract.organisations.nouns import is_noun
from graph_build.language.names import NameSpan
from graph_build.language.screen import Screen
from graph_build.language.words import function_words
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "organisations")
# Of the names that the tagger is less sure of than this, most are no bodies.
_LEAST = 0.5
# From here on its name is taken rather than a shorter one that is known.
_SURE = 0.8
# Code points around a name in which capitals tell that a whole line shouts.
_AROUND = 25


def read_known(bodies: Bodies, part: Segment, defined: Collection[str]) -> None:
    """Read the names of the authority file and those whose form shows a body.

    Args:
        bodies: The organisations found so far.
        part: The segment.
        defined: Short forms that the document itself explains; they mean what it says.
    """
    text = _unshouted(part.text)
    for start, end, key, kind in authority_matches(text):
        if part.text[start:end] not in defined:
            stop = _with_branch(part.text, end) if kind == "association" else end
            bodies.add(part, (start, stop), "organisations.authority", 0.9, known=(key, kind))
    for match, read in _forms().find(text):
        read(bodies, part, match)


def read_longer(bodies: Bodies, names: Sequence[tuple[Segment, NameSpan]]) -> None:
    """Read the names that the tagger is sure of and that hold a known one: a branch, a part, another body."""
    for part, span in names:
        words = part.text[span.start : span.end]
        if span.confidence < _SURE or " " not in words or _is_shouted(part, span) or _is_common(part, span):
            continue
        known = [match[:2] for match in authority_matches(part.text)]
        known += [match.span() for match, _ in _forms().find(part.text)]
        near = [
            (a, b) for a, b in known if a < span.end and span.start < b and (a, b) != (span.start, span.end)
        ]
        if near and all(span.start <= a and b <= span.end for a, b in near):
            bodies.add(part, (span.start, span.end), "organisations.tagger", span.confidence)


def _unshouted(text: str) -> str:
    """A line of nothing but capitals in the letters that names are written in, as long as it was."""
    if not text.isupper() or " " not in text:
        return text
    plain = re.sub(r"\w+", _as_in_names, text)
    return plain if len(plain) == len(text) else text


def _as_in_names(word: re.Match[str]) -> str:
    lowered = word.group().lower()
    return lowered if lowered in function_words() else lowered.title()


@cache
def _forms() -> Screen[Callable[[Bodies, Segment, re.Match[str]], None]]:
    """The forms that show a body, each with how it is read."""
    return Screen(((_pattern("municipalities"), _read_municipalities), (_pattern("forms"), _read_form)))


def _read_form(bodies: Bodies, part: Segment, match: re.Match[str]) -> None:
    if match.lastgroup == "word" and is_noun(match.group()):
        return  # It is weighed with the other nouns.
    bodies.add(part, match.span(), f"organisations.{match.lastgroup}", 0.85)


def _with_branch(text: str, end: int) -> int:
    """The end of a branch's name ("FOA Vendsyssel"), where a part of the country follows."""
    match = _pattern("branch").match(text, end)
    return match.end() if match else end


def _read_municipalities(bodies: Bodies, part: Segment, match: re.Match[str]) -> None:
    """Read the three names in "Sorø, Roskilde og Holbæk Kommuner"."""
    for word in re.finditer(r"[A-ZÆØÅ][\w-]+", part.text[: match.end("list")]):
        known = known_forms().get(f"{word.group().casefold()} kommune")
        if word.start() >= match.start() and known is not None:
            bodies.add(part, word.span(), "organisations.listed", 0.8, known=known)


def read_tagged(bodies: Bodies, names: Sequence[tuple[Segment, NameSpan]]) -> None:
    """Read the names that the tagger is sure enough of."""
    for part, span in names:
        if span.confidence < _LEAST or _is_shouted(part, span) or _is_common(part, span):
            continue
        words = part.text[span.start : span.end]
        council = next((draft for draft in bodies.drafts.values() if _is_council(draft.name, words)), None)
        if council is not None:
            bodies.refer(part, (span.start, span.end), council)
        else:
            bodies.add(part, (span.start, span.end), "organisations.tagger", span.confidence)


def _is_council(name: str, place: str) -> bool:
    """Whether a name is that of the municipality of a place, also in the genitive ("Hjørrings")."""
    first, _, kind = name.casefold().rpartition(" ")
    return kind == "kommune" and place.casefold() in {first, f"{first}s", f"{first}'"}


def _is_common(part: Segment, span: NameSpan) -> bool:
    """Whether the tagger took an ordinary word, a title with a name, or a speaker's initials for a body."""
    name = part.text[span.start : span.end]
    if span.start == 0 and part.text[span.end : span.end + 1] in {":", "|"}:
        return True
    if is_noun(name):
        return True
    words = name.split()
    titled = words[-1] in lexicon.words("cues/titles.tsv")
    if words[0] in lexicon.words("gazetteers/title_words.tsv") or "|" in name or titled:
        return True
    return " " not in name and not name.isupper() and name.lower() in lexicon.words("models/names_words.txt")


def _is_shouted(part: Segment, span: NameSpan) -> bool:
    """Whether a name stands in capitals among capitals, where capitals tell nothing."""
    words = part.text[span.start : span.end]
    before = part.text[max(0, span.start - _AROUND) : span.start]
    around = before + part.text[span.end : span.end + _AROUND]
    return words.isupper() and (
        any(w.isupper() and len(w) > 3 for w in around.split()) or words in {"OG", "ELLER", "MEN"}
    )
