"""Does a graph meet the shapes, and does every quote equal its text?

pySHACL checks the shapes on the union of all named graphs, so that what two documents say of one thing is
seen together. That a quote equals its text is no matter for SHACL, and is checked here directly.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyshacl
from rdflib import SH, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph_build.quote import as_quote
from graph_build.validation_report import Finding, Report, Severity
from ontology import load, terms

__all__ = ["Finding", "Report", "validate"]

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


def _union(data: Graph) -> tuple[Graph, dict[Node, str]]:
    """All triples in one graph in memory, and for each subject the name of the document that it is of."""
    union = Graph(bind_namespaces="none")
    owners: dict[Node, str] = {}
    parts = (
        sorted(data.graphs(), key=lambda part: str(part.identifier)) if isinstance(data, Dataset) else [data]
    )
    for part in parts:
        triples = list(part)
        union.addN((s, p, o, union) for s, p, o in triples)
        name = _document_name(triples)
        for subject in {s for s, _, _ in triples}:
            owners[subject] = name if owners.get(subject, name) == name else ""
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
    for result in results.subjects(terms.RDF_TYPE, SH.ValidationResult):
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


def _unknown_terms(union: Graph) -> Iterator[_Issue]:
    """Classes and properties under the model's namespace that the model does not have."""
    known = set(load.ontology().subjects())
    used = set(union.predicates()) | set(union.objects(None, terms.RDF_TYPE))
    for term in used - known:
        if str(term).startswith(load.PREFIXES["led"]):
            yield from (_Issue(s, UNKNOWN_TERM, path=term) for s in union.subjects(term, None))
            yield from (_Issue(s, UNKNOWN_TERM, value=term) for s in union.subjects(terms.RDF_TYPE, term))


def _other_wordings(union: Graph) -> Iterator[_Issue]:
    for statement, text in union.subject_objects(terms.LED_TEXT):
        for passage in union.objects(statement, terms.PROV_WAS_QUOTED_FROM):
            quotes = [str(quote) for quote in _selected(union, passage, terms.OA_EXACT)]
            if quotes and str(text) not in quotes:
                yield _Issue(statement, OTHER_WORDS, path=terms.LED_TEXT, value=text)


def _other_texts(union: Graph, texts: Mapping[str, str]) -> Iterator[_Issue]:
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


def _misquotes(union: Graph, texts: Mapping[str, str]) -> Iterator[_Issue]:
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


def _selected(union: Graph, passage: Node, path: URIRef) -> list[Node]:
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


def _finding(union: Graph, owners: Mapping[Node, str], issue: _Issue) -> Finding:
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


def _user(union: Graph, owners: Mapping[Node, str], thing: Node) -> str:
    """The one document that speaks of a thing from a shared graph, empty where several or none do."""
    names = {owners.get(subject, "") for subject in union.subjects(None, thing)} - {""}
    return names.pop() if len(names) == 1 else ""


def _name(union: Graph, thing: Node) -> str:
    """What a reader knows a thing by: its label, else its words, else the words it is quoted from."""
    passages = [thing, *union.objects(thing, terms.PROV_WAS_QUOTED_FROM)]
    labels = [sorted(str(o) for o in union.objects(thing, path)) for path in _NAMED_BY]
    labels += [
        sorted(str(quote) for quote in _selected(union, passage, terms.OA_EXACT)) for passage in passages
    ]
    name = next((found[0] for found in labels if found), str(thing).rsplit("/", 1)[-1])
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"
