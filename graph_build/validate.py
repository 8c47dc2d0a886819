"""Does a graph meet the shapes, and does every quote equal its text?

The shapes are checked on the union of all named graphs, so that what two documents say of one thing is seen
together: by the compiled shapes in seconds, by pySHACL in minutes, to the same findings. That a quote equals
its text is no matter for SHACL, and is checked here directly.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Final

from rdflib import SH, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph_build.nquads import Text, as_node, is_literal, lexical, term
from graph_build.quote import as_quote
from graph_build.shapes import UnknownConstraint, broken
from graph_build.things import Things
from graph_build.validation_report import Finding, Report, Severity
from ontology import load, terms

__all__ = ["Finding", "Report", "as_text", "check", "check_all", "joined", "shared_things", "validate"]

Triple = tuple[Text, Text, Text]
Quad = tuple[Text, Text, Text, Text]

NO_TEXT: Final = (
    "Teksten, som ordene skal stå i, findes ikke: læs dokumentet igen.",
    "The text in which the words should stand is not there: read the document again.",
)
OTHER_TEXT: Final = (
    "Teksten er ikke den, som grafen blev bygget af: byg grafen igen.",
    "The text is not the one that the graph was built from: build the graph again.",
)
NOT_QUOTED: Final = (
    "Citatet er ikke lig med tekstens ord på stedet: ret citatet eller positionen.",
    "The quote is not equal to the text's words at that place: mend the quote or the position.",
)
OTHER_WORDS: Final = (
    "Udsagnets ordlyd er ikke lig med citatet på dets tekststed: ret ordlyden.",
    "The statement's wording is not equal to the quote of its passage: mend the wording.",
)
UNKNOWN_TERM: Final = (
    "Termen findes ikke i modellen: ret stavemåden, eller føj den til ontology/core.ttl.",
    "The model has no such term: mend its spelling, or add it to ontology/core.ttl.",
)

_GRAVITY: Final[dict[Node, Severity]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_TYPE, _QUOTED, _TEXT, _EXACT = map(
    term, (terms.RDF_TYPE, terms.PROV_WAS_QUOTED_FROM, terms.LED_TEXT, terms.OA_EXACT)
)
_SELECTOR, _SOURCE, _START, _END = map(
    term, (terms.OA_HAS_SELECTOR, terms.OA_HAS_SOURCE, terms.OA_START, terms.OA_END)
)
_DOCUMENT, _IDENTIFIER = map(term, (terms.SCHEMA_DIGITAL_DOCUMENT, terms.DCTERMS_IDENTIFIER))
_DOCUMENT_TEXT, _SHA256, _COUNT = map(
    term, (terms.LED_DOCUMENT_TEXT, terms.LED_SHA256, terms.LED_CHARACTER_COUNT)
)
_NAMED_BY: Final = (
    *map(term, (terms.RDFS_LABEL, terms.FOAF_NAME, terms.SKOS_PREF_LABEL, terms.DCTERMS_TITLE)),
    _TEXT,
)
_NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class _Issue:
    """A finding before its document and name are known."""

    focus: Text
    message: tuple[str, str]
    severity: Severity = "violation"
    path: Text | None = None
    value: Text | None = None


def validate(data: Graph, texts: Mapping[str, str] | None = None, base: str = load.BASE) -> Report:
    """Check a dataset, or a graph, against the shapes with pySHACL, and its quotes against their texts.

    Args:
        data: A dataset with one named graph a document, or one plain graph; it is not changed.
        texts: Documents' texts by text IRI; ``None`` leaves quotes unchecked against texts.
        base: The base IRI under which the concepts in ``data`` stand.
    """
    parts = data.graphs() if isinstance(data, Dataset) else [data]
    quads = ((term(s), term(p), term(o), Text(part.identifier)) for part in parts for s, p, o in part)
    return _report(quads, texts, base, _by_pyshacl)


def check_all(quads: Iterable[Quad], texts: Mapping[str, str] | None, base: str) -> Report:
    """Check a whole graph as ``validate`` does, by the compiled shapes and far faster.

    Args:
        quads: As text; a named graph a document, and those that documents share.
        texts: Documents' texts by text IRI; ``None`` leaves quotes unchecked against texts.
        base: The base IRI under which instances stand.
    """
    return _report(quads, texts, base, _by_shapes)


def _report(
    quads: Iterable[Quad],
    texts: Mapping[str, str] | None,
    base: str,
    against_shapes: Callable[[Things, str], Iterable[_Issue]],
) -> Report:
    union, owners = _union(quads)
    things = Things(union, _lists(base))
    issues = [*_unknown_terms(things), *_other_wordings(things)]
    if texts is not None:
        issues += [*_other_texts(things, texts), *_misquotes(things, texts)]
    issues += against_shapes(things, base)
    findings = {_finding(things, owners, issue) for issue in issues}
    names = set(owners.values()) - {""}
    return Report(tuple(sorted(names)), tuple(sorted(findings, key=lambda found: found.rank)))


def as_text(graph: Iterable[tuple[Node, Node, Node]]) -> set[Triple]:
    """Give triples of rdflib as text."""
    return {(term(s), term(p), term(o)) for s, p, o in graph}


def check(triples: Set[Triple], document: str, text: str, text_iri: str, base: str) -> tuple[Finding, ...]:
    """Check what one document adds to a graph, by the same rules, as fast as it was read.

    What it refers to must be among the triples or in what all graphs share: the model, the themes and the
    authority file.

    Args:
        triples: As text, the document's own and what it says of things that others speak of too.
        document: Its name; every finding is told under it.
        text: Its text as read.
        text_iri: The IRI under which quotes name that text.
        base: The base IRI under which instances stand.
    """
    own = Things(triples, shared_things(base))
    texts = {text_iri: text}
    issues = [*_unknown_terms(own), *_other_wordings(own), *_other_texts(own, texts), *_misquotes(own, texts)]
    issues += _by_shapes(own, base)
    owners: Mapping[Text, str] = {issue.focus: document for issue in issues}
    return tuple(sorted({_finding(own, owners, issue) for issue in issues}, key=lambda found: found.rank))


def joined(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give documents' findings as one list; what several documents tell of one thing is told once, of all."""
    once: dict[Finding, Finding] = {}
    for one in found:
        key = replace(one, document="")
        once[key] = one if once.get(key, one).document == one.document else key
    return tuple(sorted(once.values(), key=lambda one: one.rank))


@lru_cache(maxsize=8)
def shared_things(base: str) -> Things:
    """The model, the lists, the themes and the authority file."""
    return Things(as_text(triple for part in load.published(base).values() for triple in part))


def _union(quads: Iterable[Quad]) -> tuple[set[Triple], dict[Text, str]]:
    """All triples together, and for each subject the name of the document that it is of."""
    union: set[Triple] = set()
    parts: dict[Text, set[Text]] = defaultdict(set)
    names: dict[Text, set[tuple[Text, str]]] = defaultdict(set)
    documents: dict[Text, set[Text]] = defaultdict(set)
    for subject, predicate, value, graph in quads:
        union.add((subject, predicate, value))
        parts[graph].add(subject)
        if predicate == _IDENTIFIER:
            names[graph].add((subject, lexical(value)))
        elif predicate == _TYPE and value == _DOCUMENT:
            documents[graph].add(subject)
    owned: dict[Text, set[str]] = defaultdict(set)
    for graph, subjects in parts.items():
        # What a shared graph adds to a document's thing leaves it its own.
        own = {name for thing, name in names[graph] if thing in documents[graph]}
        for subject in subjects:
            owned[subject] |= own if len(own) == 1 else set()
    return union, {thing: next(iter(found)) if len(found) == 1 else "" for thing, found in owned.items()}


@lru_cache(maxsize=8)
def _lists(base: str) -> Things:
    """The themes, values and sub-classes that the shapes look for."""
    below = load.ontology().triples((None, terms.RDFS_SUB_CLASS_OF, None))
    return Things(as_text(chain(load.themes(base), load.concepts(base), below)))


def _by_shapes(things: Things, base: str) -> Iterable[_Issue]:
    """By the compiled shapes, or by pySHACL where a shape uses what is not compiled."""
    try:
        return [
            _Issue(b.focus, b.messages, _GRAVITY[b.severity], b.path, b.value) for b in broken(things, base)
        ]
    except UnknownConstraint:
        return _by_pyshacl(chain(things, as_text(load.agents(base))), base)


def _by_pyshacl(triples: Iterable[Triple], base: str) -> Iterator[_Issue]:
    import pyshacl  # a build checks documents without it, and need not wait for it

    graph = Graph(bind_namespaces="none")
    every = chain(triples, _lists(base))
    graph.addN((as_node(s), as_node(p), as_node(o), graph) for s, p, o in every)
    _, results, _ = pyshacl.validate(graph, shacl_graph=load.shapes(base), inplace=True)
    within = set(results.objects(None, SH.detail))  # why a value does not meet the shape that it must meet
    for result in set(results.subjects(terms.RDF_TYPE, SH.ValidationResult)) - within:
        focus, severity = results.value(result, SH.focusNode), results.value(result, SH.resultSeverity)
        told = {
            m.language: str(m) for m in results.objects(result, SH.resultMessage) if isinstance(m, Literal)
        }
        path = results.value(result, SH.resultPath)
        if focus is not None and severity is not None:
            value = results.value(result, SH.value)
            yield _Issue(
                term(focus),
                (told.get("da", ""), told.get("en", "")),
                _GRAVITY[severity],
                term(path) if isinstance(path, URIRef) else None,
                None if value is None else term(value),
            )


@lru_cache
def _known_terms() -> frozenset[Text]:
    return frozenset(map(term, load.ontology().subjects()))


def _unknown_terms(union: Things) -> Iterator[_Issue]:
    """Classes and properties under the model's namespace that the model does not have."""
    known = _known_terms()
    used = union.predicates() | set(union.values(_TYPE))
    for unknown in used - known:
        if lexical(unknown).startswith(load.PREFIXES["led"]):
            yield from (_Issue(s, UNKNOWN_TERM, path=unknown) for s in union.with_property(unknown))
            yield from (_Issue(s, UNKNOWN_TERM, value=unknown) for s in union.own_subjects(_TYPE, unknown))


def _other_wordings(union: Things) -> Iterator[_Issue]:
    for statement, text in union.subject_objects(_TEXT):
        for passage in union.objects(statement, _QUOTED):
            quotes = _selected(union, passage, _EXACT)
            if quotes and text not in quotes and lexical(text) not in map(lexical, quotes):
                yield _Issue(statement, OTHER_WORDS, path=_TEXT, value=text)


def _other_texts(union: Things, texts: Mapping[str, str]) -> Iterator[_Issue]:
    for text in union.subjects(_TYPE, _DOCUMENT_TEXT):
        words = texts.get(lexical(text))
        if words is None:
            yield _Issue(text, NO_TEXT)
            continue
        digest, length = hashlib.sha256(words.encode()).hexdigest(), str(len(words))
        for path, right in ((_SHA256, digest), (_COUNT, length)):
            wrong = (o for o in union.objects(text, path) if lexical(o) != right)
            yield from (_Issue(text, OTHER_TEXT, path=path, value=o) for o in wrong)


def _misquotes(union: Things, texts: Mapping[str, str]) -> Iterator[_Issue]:
    """Passages whose quote is not the text at their offsets; those of missing texts are told once."""
    for passage, source in union.subject_objects(_SOURCE):
        text = texts.get(lexical(source))
        if text is None:
            continue
        starts, ends = _selected(union, passage, _START), _selected(union, passage, _END)
        for quote in _selected(union, passage, _EXACT):
            if not any(_stands(text, start, end, lexical(quote)) for start in starts for end in ends):
                yield _Issue(passage, NOT_QUOTED, path=_EXACT, value=quote)


def _selected(union: Things, passage: Text, path: Text) -> list[Text]:
    found: list[Text] = []
    for selector in union.objects(passage, _SELECTOR):
        found += union.objects(selector, path)
    return found


def _stands(text: str, start: Text, end: Text, quote: str) -> bool:
    one, other = lexical(start), lexical(end)
    if not (one.isdecimal() and other.isdecimal()):
        return False
    first, last = int(one), int(other)
    return first < last <= len(text) and as_quote(text[first:last]) == quote


def _finding(union: Things, owners: Mapping[Text, str], issue: _Issue) -> Finding:
    da, en = issue.message
    return Finding(
        document=owners.get(issue.focus) or _user(union, owners, issue.focus),
        severity=issue.severity,
        da=da,
        en=en,
        name=_name(union, issue.focus),
        focus=lexical(issue.focus),
        path="" if issue.path is None else lexical(issue.path),
        value="" if issue.value is None else lexical(issue.value),
    )


def _user(union: Things, owners: Mapping[Text, str], thing: Text) -> str:
    """The one document that speaks of a thing from a shared graph, empty where several or none do."""
    names = {owners.get(subject, "") for subject in union.users(thing)} - {""}
    return names.pop() if len(names) == 1 else ""


def _name(union: Things, thing: Text) -> str:
    """What a reader knows a thing by: its label, else its words, else the words it is quoted from."""
    passages = [thing, *union.objects(thing, _QUOTED)] if not is_literal(thing) else []
    labels = [sorted(map(lexical, union.objects(thing, path))) for path in _NAMED_BY]
    labels += [sorted(map(lexical, _selected(union, passage, _EXACT))) for passage in passages]
    name = next((found[0] for found in labels if found), lexical(thing).rsplit("/", 1)[-1])
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"
