"""What differs between two graphs: in the domain's words, and as an RDF patch from the old to the new."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from rdflib import URIRef

from exports.lookup import Lookup
from graph_build.errors import UsageError
from graph_build.store import NQUADS, open_store, verify
from ontology import terms as t
from ontology.load import ontology

__all__ = ["Change", "Difference", "apply", "compare", "patch", "tell"]

Kind = Literal["gained", "lost", "changed", "moved"]

_STATEMENTS: Final = (
    t.SCHEMA_QUESTION,
    t.SCHEMA_ANSWER,
    t.LED_PARADOX_STATEMENT,
    t.LED_RECOMMENDATION,
    t.LED_DECISION,
    t.LED_FIGURE,
)
_THINGS: Final = (
    t.SCHEMA_DIGITAL_DOCUMENT,
    t.FOAF_PERSON,
    t.ORG_FORMAL_ORGANIZATION,
    t.LED_ACTOR_GROUP,
    t.SCHEMA_EVENT,
    t.LED_PARADOX,
)
_NAMES: Final = (t.DCTERMS_IDENTIFIER, t.SKOS_PREF_LABEL, t.RDFS_LABEL, t.FOAF_NAME)
_SIGNS: Final[dict[Kind, str]] = {"gained": "+", "lost": "−", "changed": "~", "moved": "→"}
_SHOWN_VALUE: Final = 60
_SPAN: Final = re.compile(r"#char=(\d+),(\d+)$")
_LONGEST: Final = 100
_TOLD: Final = frozenset(
    map(
        str,
        (
            t.LED_MODALITY,
            t.LED_FRAMING,
            t.LED_ADDRESSEE,
            t.LED_ADDRESSEE_TEXT,
            t.LED_ACTION_BY,
            t.LED_ACTION_BY_TEXT,
            t.LED_DUE_BY,
            t.PROV_WAS_ATTRIBUTED_TO,
            t.LED_ON_BEHALF_OF,
            t.SCHEMA_ABOUT,
            t.LED_TEXT,
        ),
    )
)
"""Properties whose old value is told: a reader knows what they mean, and they are short."""


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """One thing that was gained, lost, changed, or only moved: the same words further on in the document.

    Attributes:
        document: Name of the document it stands in; empty for things that documents share.
        cls: IRI of its class.
        kind: What became of it.
        words: Its wording or name, in the new graph where it is there.
        rule: Name of the rule that found it; empty for things.
        iri: Its IRI, in the new graph where it is there.
        properties: IRIs of what is said differently of it; only where it changed.
        values: For those that a reader knows, the property's IRI, what was said and what is said now.
    """

    document: str
    cls: str
    kind: Kind
    words: str
    rule: str
    iri: str
    properties: tuple[str, ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: changes in order, and how many quads are only in the old and only in the new graph."""

    changes: tuple[Change, ...]
    removed: int
    added: int


def compare(old: Path, new: Path) -> Difference:
    """Tell two graph folders apart.

    A statement whose words were cut otherwise, at the same place of a document, counts as changed and not as
    lost and gained. That others before it came or went, so that its number changed, does not count.

    Raises:
        GraphError: A folder is no graph, or its parts do not belong together.
    """
    before, after = _lines(old), _lines(new)
    here, there = Lookup(open_store(old)), Lookup(open_store(new))
    changes = {*_statements(here, there), *_things(here, there)}
    return Difference(tuple(sorted(changes)), len(before - after), len(after - before))


def patch(old: Path, new: Path) -> str:
    """Give the RDF patch that makes the old graph the new one: deletions, then additions, both sorted.

    Its head names both graphs by the SHA-256 of their canonical N-Quads.

    Raises:
        GraphError: As for ``compare``.
    """
    before, after = _lines(old), _lines(new)
    head = [f"H prev <urn:sha256:{_digest(before)}> .\n", f"H id <urn:sha256:{_digest(after)}> .\n"]
    body = [f"D {line}" for line in sorted(before - after)] + [f"A {line}" for line in sorted(after - before)]
    return "".join([*head, "TX .\n", *body, "TC .\n"])


def apply(lines: Iterable[str], written: str) -> list[str]:
    """Give a graph's sorted N-Quads, line by line, as they are after a patch.

    Raises:
        UsageError: The patch is for another graph, is cut off, or did not give the graph that it names.
    """
    quads, parts = set(lines), written.splitlines(keepends=True)
    heads = {
        one.split()[1]: one.split()[2][len("<urn:sha256:") : -1] for one in parts if one.startswith("H ")
    }
    if heads.get("prev") != _digest(quads):
        raise UsageError("the patch is for another graph; apply it to the graph it was made from.")
    quads -= {one[2:] for one in parts if one.startswith("D ")}
    quads |= {one[2:] for one in parts if one.startswith("A ")}
    if not parts[-1:] == ["TC .\n"] or heads.get("id") != _digest(quads):
        raise UsageError("the patch is damaged: it does not give the graph that it names; make it anew.")
    return sorted(quads)


def _lines(folder: Path) -> frozenset[str]:
    verify(folder)
    text = (folder / NQUADS).read_bytes().decode()
    return frozenset(f"{line}\n" for line in text.split("\n") if line)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _statements(old: Lookup, new: Lookup) -> Iterator[Change]:
    for cls in _STATEMENTS:
        before, after = set(old.instances(cls)), set(new.instances(cls))
        for iri in before & after:
            yield from _changed(old, new, cls, iri, iri)
        lost, gained = sorted(before - after), sorted(after - before)
        for one, other in _same_places(old, new, lost, gained):
            lost.remove(one)
            gained.remove(other)
            yield from _changed(old, new, cls, one, other)
        yield from (_change(old, cls, "lost", iri) for iri in lost)
        yield from (_change(new, cls, "gained", iri) for iri in gained)


def _same_places(
    old: Lookup, new: Lookup, lost: Sequence[str], gained: Sequence[str]
) -> list[tuple[str, str]]:
    """Pairs of an old and a new statement at overlapping places, most overlap first, each in one pair."""
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for iri in gained:
        for text, start, end in _spans(new, iri):
            places[text].append((start, end, iri))
    pairs = [
        (min(end, its_end) - max(start, its_start), one, other)
        for one in lost
        for text, start, end in _spans(old, one)
        for its_start, its_end, other in places[text]
        if start < its_end and its_start < end
    ]
    taken: set[str] = set()
    kept = []
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if not {one, other} & taken:
            taken |= {one, other}
            kept.append((one, other))
    return kept


def _spans(look: Lookup, iri: str) -> Iterator[tuple[str, int, int]]:
    for passage in look.iris(iri, t.PROV_WAS_QUOTED_FROM):
        found = _SPAN.search(passage)
        if found:
            yield passage[: found.start()], int(found[1]), int(found[2])


def _changed(old: Lookup, new: Lookup, cls: str, one: str, other: str) -> Iterator[Change]:
    said = {*old.properties(one), *new.properties(other)} - {str(t.LED_ORDER)}
    properties = sorted(p for p in said if old.values(one, p) != new.values(other, p))
    if properties == [str(t.PROV_WAS_QUOTED_FROM)]:
        yield _change(new, cls, "moved", other)
    elif properties:
        values = tuple((p, _said(old, one, p), _said(new, other, p)) for p in properties if p in _TOLD)
        yield replace(_change(new, cls, "changed", other), properties=tuple(properties), values=values)


def _said(look: Lookup, iri: str, property_: str) -> str:
    """Give a property's values in words; empty where it has none."""
    names = (_name(look, one) for one in look.iris(iri, property_))
    words = ", ".join(dict.fromkeys(sorted([*names, *look.words(iri, property_)])))
    return words if len(words) <= _SHOWN_VALUE else words[: _SHOWN_VALUE - 1].rstrip() + "…"


def _change(look: Lookup, cls: str, kind: Kind, iri: str) -> Change:
    document = look.iri(iri, t.LED_IN_DOCUMENT)
    plan = look.iri(iri, t.PROV_WAS_GENERATED_BY, t.PROV_QUALIFIED_ASSOCIATION, t.PROV_HAD_PLAN)
    return Change(
        document=(document and look.word(document, t.DCTERMS_IDENTIFIER)) or "",
        cls=str(cls),
        kind=kind,
        words=look.word(iri, t.LED_TEXT) or _name(look, iri),
        rule=(plan and look.word(plan, t.RDFS_LABEL)) or "",
        iri=iri,
    )


def _things(old: Lookup, new: Lookup) -> Iterator[Change]:
    """Things that documents share: those that only one of the graphs has."""
    for cls in _THINGS:
        before, after = set(old.instances(cls)), set(new.instances(cls))
        yield from (_change(old, cls, "lost", iri) for iri in before - after)
        yield from (_change(new, cls, "gained", iri) for iri in after - before)


def _name(look: Lookup, iri: str) -> str:
    words = (look.word(iri, path) for path in _NAMES)
    return next((word for word in words if word), iri)


def tell(difference: Difference, language: str = "da") -> Iterator[str]:
    """Give a difference as lines of text: by document and class, then by rule."""
    english = language == "en"
    if not difference.changes and not difference.removed and not difference.added:
        yield "the graphs are equal" if english else "graferne er ens"
        return
    for document in sorted(
        {change.document for change in difference.changes}, key=lambda name: (name == "", name)
    ):
        yield document or ("shared by documents" if english else "fælles for dokumenter")
        here = [change for change in difference.changes if change.document == document]
        for cls in dict.fromkeys(change.cls for change in here):
            of_class = [change for change in here if change.cls == cls]
            yield f"  {_label(cls, language)}: {_counts(of_class, english)}"
            yield from (f"    {_line(change, language)}" for change in of_class if change.kind != "moved")
    rules = sorted({change.rule for change in difference.changes} - {""})
    if rules:
        yield "by rule" if english else "efter regel"
    for rule in rules:
        yield f"  {rule}: {_counts([c for c in difference.changes if c.rule == rule], english)}"
    words = ("quads", "removed", "added") if english else ("quads", "fjernet", "tilføjet")
    yield f"{words[0]}: {difference.removed} {words[1]}, {difference.added} {words[2]}"


def _counts(changes: Sequence[Change], english: bool) -> str:
    words: dict[Kind, str] = (
        {"gained": "gained", "lost": "lost", "changed": "changed", "moved": "only moved"}
        if english
        else {"gained": "nye", "lost": "mistet", "changed": "ændret", "moved": "kun flyttet"}
    )
    count = Counter(change.kind for change in changes)
    if count["gained"] == 1 and not english:
        words["gained"] = "ny"
    return ", ".join(f"{count[kind]} {word}" for kind, word in words.items() if count[kind])


def _line(change: Change, language: str) -> str:
    words = change.words if len(change.words) <= _LONGEST else change.words[: _LONGEST - 1].rstrip() + "…"
    said = f"{_SIGNS[change.kind]} »{words}«"
    if change.properties:
        values = {iri: _from_to(iri, before, after, language) for iri, before, after in change.values}
        shown = [one for one in change.properties if one != str(t.PROV_WAS_QUOTED_FROM)]
        told = sorted(shown, key=lambda iri: iri not in values)  # what a reader knows stands first
        said += ": " + ", ".join(_label(iri, language) + values.get(iri, "") for iri in told)
    return said + (f" ({change.rule})" if change.rule else "")


def _from_to(iri: str, before: str, after: str, language: str) -> str:
    if iri == str(t.LED_TEXT):  # how it is worded now stands before
        return f" {'was' if language == 'en' else 'før'} »{before}«"
    return f" {before or '–'} → {after or '–'}"


@cache
def _label(iri: str, language: str) -> str:
    found = {
        getattr(label, "language", ""): str(label) for label in ontology().objects(URIRef(iri), t.RDFS_LABEL)
    }
    return found.get(language, iri.rpartition("/")[2].rpartition("#")[2])
