"""Later words for bodies: short forms given in brackets, and known short forms."""

import re
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.organisations.authority import hints
from graph_build.extract.organisations.bodies import Bodies, Draft
from graph_build.extract.persons.naming import is_first_name, plain_name
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "organisations")
# Code points before a bracket in which the name stands that its letters spell.
_SPELT_WITHIN = 70


def short_forms(source: Source) -> frozenset[str]:
    """Short forms that the document itself gives in brackets after a name which they spell."""
    out = set()
    for part in source.readable():
        for match in _pattern("short-form").finditer(part.text):
            before = part.text[max(0, match.start() - _SPELT_WITHIN) : match.start()]
            initials = "".join(re.findall(r"[A-ZÆØÅ]", before.title()))
            if re.search(".*".join(match.group("short")), initials):
                out.add(match.group("short"))
    return frozenset(out)


def initials(source: Source) -> frozenset[str]:
    """Initials that the document gives in brackets after a person's name, as in "Ida Bak, rektor (IB)"."""
    out = set()
    for part in source.readable():
        for match in _pattern("initials").finditer(part.text):
            words = re.split(r"[ -]", match.group("name"))
            spelt = "".join(word[0] for word in words)
            if is_first_name(plain_name(words[0])) and match.group("short") == spelt:
                out.add(spelt)
    return frozenset(out)


def read_short_forms(bodies: Bodies, defined: frozenset[str]) -> None:
    """Read every use of a defined short form as the body whose name it follows in brackets."""
    for short in sorted(defined):
        pattern = re.compile(rf"(?<![\w-]){re.escape(short)}s?(?!\w)")
        found = [(part, match) for part in bodies.source.readable() for match in pattern.finditer(part.text)]
        owners = (_named_before(bodies, part, match.start()) for part, match in found)
        owner = next((draft for draft in owners if draft is not None), None)
        for part, match in found:
            if owner is not None:
                bodies.refer(part, match.span(), owner)
            else:
                bodies.add(part, match.span(), "organisations.short", 0.6)


def _named_before(bodies: Bodies, part: Segment, at: int) -> Draft | None:
    """The body whose name ends before the bracket in which a short form stands."""
    if part.text[at - 1 : at] != "(":
        return None
    end = part.offsets[at] - 2
    drafts = bodies.drafts.values()
    return next((d for d in drafts if any(end - 1 <= m.end <= end for m in d.mentions.values())), None)


def read_hints(bodies: Bodies) -> None:
    """Read short forms of known bodies that the document names in full ("Vejle" for Vejle Kommune)."""
    named = {draft.key: draft for draft in bodies.drafts.values() if draft.key in hints()}
    for key, draft in named.items():
        forms = "|".join(re.escape(form) for form in hints()[key or ""])
        pattern = re.compile(rf"(?<![\w-])(?:{forms})s?(?![\w-])")
        for part in bodies.source.readable():
            for match in pattern.finditer(part.text):
                bodies.refer(part, match.span(), draft)
