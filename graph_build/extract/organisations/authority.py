"""The authority file of organisations: which of its names stand in some words."""

from collections.abc import Iterator
from functools import cache

import ahocorasick

from graph_build import lexicon
from graph_build.model import OrganisationKind

_FILE = "gazetteers/organisations.tsv"
Known = tuple[str, OrganisationKind]
"""Key and kind of a body in the authority file."""
Match = tuple[int, int, str, OrganisationKind]
"""Where a name of the authority file stands (start, end), with its body's key and kind."""


def authority_matches(text: str) -> Iterator[Match]:
    """Names of the authority file in some words, in order, the longest at each place."""
    covered = -1
    for match in sorted(_all_matches(text), key=lambda m: (m[0], -m[1])):
        if match[0] >= covered:
            covered = match[1]
            yield match


def _all_matches(text: str) -> Iterator[Match]:
    for last, (length, key, kind) in _authority().iter(text):
        start, end = last - length + 1, last + 1
        inside = start and (text[start - 1].isalnum() or text[start - 1] == "-")
        goes_on = text[end : end + 1].isalpha() and text[end : end + 2].rstrip(" .,;:)") != "s"
        if not inside and not goes_on:
            genitive = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum()
            yield start, end + genitive, key, kind


@cache
def known_forms() -> dict[str, Known]:
    """Full names and long variants of the authority file in lower case, for names in other capitals."""
    out: dict[str, Known] = {}
    for form, known in _forms():
        if len(form) > 5:
            out.setdefault(form.casefold(), known)
    return out


@cache
def all_forms() -> frozenset[str]:
    """Every name and variant of the authority file in lower case, short ones too."""
    return frozenset(form.casefold() for form, _ in _forms())


@cache
def hints() -> dict[str, tuple[str, ...]]:
    """By key, short forms that mean a body only where the document names it in full ("Vejle")."""
    return {
        row[0]: tuple(filter(None, row[4].split("|"))) for row in lexicon.rows(_FILE) if row[4:] and row[4]
    }


def _forms() -> Iterator[tuple[str, Known]]:
    """Every name and variant in the authority file's order."""
    for key, kind, name, *others in lexicon.rows(_FILE):
        for form in (name, *(others[0].split("|") if others else ())):
            yield form, (key, kind)  # type: ignore[misc]


@cache
def _authority() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, known in _forms():
        if len(form) >= 2:
            automaton.add_word(form, (len(form), *known))
    automaton.make_automaton()
    return automaton
