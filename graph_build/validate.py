"""Does a graph meet the shapes, and does every quote equal its text?

pySHACL checks the shapes on the union of all named graphs, so that what two documents say of one thing is
seen together. That a quote equals its text is no matter for SHACL, and is checked here directly.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import pyshacl
from rdflib import SH, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph_build.quote import as_quote
from graph_build.shapes import UnknownConstraint, broken
from graph_build.things import Things
from graph_build.validation_report import Finding, Report, Severity
from ontology import load, terms

__all__ = ["Finding", "Report", "check", "joined", "shared_things", "validate"]

Triple = tuple[Node, Node, Node]

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
_NAMED_BY: Final = (
    terms.RDFS_LABEL,
    terms.FOAF_NAME,
    terms.SKOS_PREF_LABEL,
    terms.DCTERMS_TITLE,
    terms.LED_TEXT,
)
_NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class _Issue:
    """A finding before its document and name are known."""

    focus: Node
    message: tuple[str, str]
    severity: Severity = "violation"
    path: Node | None = None
    value: Node | None = None


def validate(data: Graph, texts: Mapping[str, str] | None = None, base: str = load.BASE) -> Report:
    """Check a dataset, or a graph, against the shapes and its quotes against their texts.

    Args:
        data: A dataset with one named graph a document, or one plain graph; it is not changed.
        texts: Documents' texts by text IRI; ``None`` leaves quotes unchecked against texts.
        base: The base IRI under which the concepts in ``data`` stand.
    """
    union, owners = _union(data)
    issues = [*_unknown_terms(union), *_other_wordings(union)]
    if texts is not None:
        issues += [*_other_texts(union, texts), *_misquotes(union, texts)]
    issues += _against_shapes(_with_model(union, base), base)
    findings = {_finding(union, owners, issue) for issue in issues}
    names = set(owners.values()) - {""}
    return Report(tuple(sorted(names)), tuple(sorted(findings, key=lambda found: found.rank)))


def check(
    triples: Iterable[Triple], document: str, text: str, text_iri: str, base: str
) -> tuple[Finding, ...]:
    """Check what one document adds to a graph, by the same rules, as fast as it was read.

    What it refers to must be among the triples or in what all graphs share: the model, the themes and the
    authority file.

    Args:
        triples: The document's own and what it says of things that others speak of too.
        document: Its name; every finding is told under it.
        text: Its text as read.
        text_iri: The IRI under which quotes name that text.
        base: The base IRI under which instances stand.
    """
    own = Things(triples, shared_things(base))
    texts = {text_iri: text}
    issues = [*_unknown_terms(own), *_other_wordings(own), *_other_texts(own, texts), *_misquotes(own, texts)]
    try:
        issues += [
            _Issue(b.focus, b.messages, _GRAVITY[b.severity], b.path, b.value) for b in broken(own, base)
        ]
    except UnknownConstraint:
        whole = Graph(bind_namespaces="none")
        whole.addN((s, p, o, whole) for s, p, o in own)
        issues += _against_shapes(_with_model(whole + load.agents(base), base), base)
    owners: Mapping[Node, str] = {issue.focus: document for issue in issues}
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
    parts = (load.ontology(base), load.themes(base), load.agents(base))
    return Things(triple for part in parts for triple in part)


def _union(data: Graph) -> tuple[Graph, dict[Node, str]]:
    """All triples in one graph in memory, and for each subject the name of the document that it is of."""
    union = Graph(bind_namespaces="none")
    names: dict[Node, set[str]] = defaultdict(set)
    parts = (
        sorted(data.graphs(), key=lambda part: str(part.identifier)) if isinstance(data, Dataset) else [data]
    )
    for part in parts:
        triples = list(part)
        union.addN((s, p, o, union) for s, p, o in triples)
        name = _document_name(triples)
        for subject in {s for s, _, _ in triples}:
            names[subject] |= {name} - {
                ""
            }  # what a shared graph adds to a document's thing leaves it its own
    owners = {subject: next(iter(found)) if len(found) == 1 else "" for subject, found in names.items()}
    return union, owners


def _document_name(triples: list[tuple[Node, Node, Node]]) -> str:
    """The identifier of the one document that a graph is of, empty where it is of none or of several."""
    documents = {s for s, p, o in triples if p == terms.RDF_TYPE and o == terms.SCHEMA_DIGITAL_DOCUMENT}
    names = {str(o) for s, p, o in triples if p == terms.DCTERMS_IDENTIFIER and s in documents}
    return names.pop() if len(names) == 1 else ""


def _with_model(union: Graph, base: str) -> Graph:
    """The graph with the values and sub-classes that the shapes look for; ``union`` itself grows."""
    for triple in load.themes(base) + load.concepts(base):
        union.add(triple)
    for triple in load.ontology().triples((None, terms.RDFS_SUB_CLASS_OF, None)):
        union.add(triple)
    return union


def _against_shapes(graph: Graph, base: str) -> Iterator[_Issue]:
    _, results, _ = pyshacl.validate(graph, shacl_graph=load.shapes(base), inplace=True)
    within = set(results.objects(None, SH.detail))  # why a value does not meet the shape that it must meet
    for result in set(results.subjects(terms.RDF_TYPE, SH.ValidationResult)) - within:
        focus, severity = results.value(result, SH.focusNode), results.value(result, SH.resultSeverity)
        told = {
            m.language: str(m) for m in results.objects(result, SH.resultMessage) if isinstance(m, Literal)
        }
        path = results.value(result, SH.resultPath)
        if focus is not None and severity is not None:
            yield _Issue(
                focus,
                (told.get("da", ""), told.get("en", "")),
                _GRAVITY[severity],
                path if isinstance(path, URIRef) else None,
                results.value(result, SH.value),
            )


@lru_cache
def _known_terms() -> frozenset[Node]:
    return frozenset(load.ontology().subjects())


def _unknown_terms(union: Graph | Things) -> Iterator[_Issue]:
    """Classes and properties under the model's namespace that the model does not have."""
    known = _known_terms()
    used = set(union.predicates()) | set(union.objects(None, terms.RDF_TYPE))
    for term in used - known:
        if str(term).startswith(load.PREFIXES["led"]):
            yield from (_Issue(s, UNKNOWN_TERM, path=term) for s in union.subjects(term, None))
            yield from (_Issue(s, UNKNOWN_TERM, value=term) for s in union.subjects(terms.RDF_TYPE, term))


def _other_wordings(union: Graph | Things) -> Iterator[_Issue]:
    for statement, text in union.subject_objects(terms.LED_TEXT):
        for passage in union.objects(statement, terms.PROV_WAS_QUOTED_FROM):
            quotes = [str(quote) for quote in _selected(union, passage, terms.OA_EXACT)]
            if quotes and str(text) not in quotes:
                yield _Issue(statement, OTHER_WORDS, path=terms.LED_TEXT, value=text)


def _other_texts(union: Graph | Things, texts: Mapping[str, str]) -> Iterator[_Issue]:
    for text in union.subjects(terms.RDF_TYPE, terms.LED_DOCUMENT_TEXT):
        if str(text) not in texts:
            yield _Issue(text, NO_TEXT)
            continue
        words = texts[str(text)]
        digest, length = hashlib.sha256(words.encode()).hexdigest(), str(len(words))
        for path, right in ((terms.LED_SHA256, digest), (terms.LED_CHARACTER_COUNT, length)):
            yield from (
                _Issue(text, OTHER_TEXT, path=path, value=o)
                for o in union.objects(text, path)
                if str(o) != right
            )


def _misquotes(union: Graph | Things, texts: Mapping[str, str]) -> Iterator[_Issue]:
    """Passages whose quote is not the text at their offsets; those of missing texts are told once."""
    for passage, source in union.subject_objects(terms.OA_HAS_SOURCE):
        text = texts.get(str(source))
        if text is None:
            continue
        starts = _selected(union, passage, terms.OA_START)
        ends = _selected(union, passage, terms.OA_END)
        for quote in _selected(union, passage, terms.OA_EXACT):
            if not any(_stands(text, start, end, str(quote)) for start in starts for end in ends):
                yield _Issue(passage, NOT_QUOTED, path=terms.OA_EXACT, value=quote)


def _selected(union: Graph | Things, passage: Node, path: URIRef) -> list[Node]:
    return [
        value
        for selector in union.objects(passage, terms.OA_HAS_SELECTOR)
        for value in union.objects(selector, path)
    ]


def _stands(text: str, start: Node, end: Node, quote: str) -> bool:
    if not (str(start).isdecimal() and str(end).isdecimal()):
        return False
    first, last = int(str(start)), int(str(end))
    return first < last <= len(text) and as_quote(text[first:last]) == quote


def _finding(union: Graph | Things, owners: Mapping[Node, str], issue: _Issue) -> Finding:
    da, en = issue.message
    return Finding(
        document=owners.get(issue.focus) or _user(union, owners, issue.focus),
        severity=issue.severity,
        da=da,
        en=en,
        name=_name(union, issue.focus),
        focus=str(issue.focus),
        path="" if issue.path is None else str(issue.path),
        value="" if issue.value is None else str(issue.value),
    )


def _user(union: Graph | Things, owners: Mapping[Node, str], thing: Node) -> str:
    """The one document that speaks of a thing from a shared graph, empty where several or none do."""
    names = {owners.get(subject, "") for subject in union.subjects(None, thing)} - {""}
    return names.pop() if len(names) == 1 else ""


def _name(union: Graph | Things, thing: Node) -> str:
    """What a reader knows a thing by: its label, else its words, else the words it is quoted from."""
    passages = [thing, *union.objects(thing, terms.PROV_WAS_QUOTED_FROM)]
    labels = [sorted(str(o) for o in union.objects(thing, path)) for path in _NAMED_BY]
    labels += [
        sorted(str(quote) for quote in _selected(union, passage, terms.OA_EXACT)) for passage in passages
    ]
    name = next((found[0] for found in labels if found), str(thing).rsplit("/", 1)[-1])
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"
