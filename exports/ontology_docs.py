"""The model as pages in Danish and English: a page a term, a diagram, themes, queries, and every syntax."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from exports import rdf
from exports.jsonld import to_jsonld
from exports.ontology_diagram import draw
from exports.writing import write_file
from ontology import load
from ontology import terms as t
from queries.catalogue import ANY, Query, library

__all__ = ["write"]

_HERE: Final = Path(__file__).parent / "docs"
_LANGUAGES: Final = ("da", "en")
_KINDS: Final = {
    "classes": OWL.Class,
    "object_properties": OWL.ObjectProperty,
    "datatype_properties": OWL.DatatypeProperty,
    "annotation_properties": OWL.AnnotationProperty,
    "individuals": OWL.NamedIndividual,
}
_MODULES: Final = ("core", "paradox", "dl", "concepts", "themes", "shapes", "agents", "groups", "sources")
_FORMS: Final[dict[str, Callable[[list[ox.Quad]], bytes]]] = {
    "ttl": rdf.to_turtle,
    "nt": rdf.to_ntriples,
    "rdf": rdf.to_rdfxml,
    "jsonld": to_jsonld,
}
_OWN: Final = t.PREFIXES["led"]
_MATCHES: Final = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
_COLLECTIONS: Final = {
    "http://data.europa.eu/esco/isco/C": "ISCO-08",
    "http://eurovoc.europa.eu/": "EuroVoc",
    "http://id.loc.gov/authorities/subjects/": "LCSH",
    "http://www.wikidata.org/entity/": "Wikidata",
    "http://www.yso.fi/onto/yso/": "YSO",
    "http://zbw.eu/stw/descriptor/": "STW",
}


def write(out: Path) -> tuple[Path, ...]:
    """Write the pages to a folder; start with ``index.html``. The same model gives the same bytes.

    Raises:
        UsageError: The folder cannot be written to.
    """
    graph = load.graph_of(*load.MODULES, "concepts.ttl", "themes.ttl", "groups.ttl", "sources.ttl")
    files = {"docs.css": (_HERE / "docs.css").read_bytes(), **dict(_downloads())}
    for language in _LANGUAGES:
        files[f"diagram.{language}.svg"] = draw(graph, language).encode()
        files |= {path: page.encode() for path, page in _Pages(graph, language).all()}
    return tuple(write_file(out / path, content) for path, content in sorted(files.items()))


def _downloads() -> Iterator[tuple[str, bytes]]:
    for module in _MODULES:
        turtle = (load.FOLDER / f"{module}.ttl").read_bytes()
        store = ox.Store()
        store.extend(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
        quads = rdf.quads_in_order(store)
        for ending, to_bytes in _FORMS.items():
            yield f"download/{module}.{ending}", turtle if ending == "ttl" else to_bytes(quads)


@cache
def _words(language: str) -> Mapping[str, str]:
    words: dict[str, str] = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))[language]
    return words


class _Pages:
    """All pages in one language."""

    def __init__(self, graph: Graph, language: str) -> None:
        self._graph, self._language, self._word = graph, language, _words(language)
        self._kind = {
            term: kind
            for kind, cls in _KINDS.items()
            for term in _ordered(graph.subjects(RDF.type, cls))
            if isinstance(term, URIRef)
        }
        self._shapes = load.shapes()

    def all(self) -> Iterator[tuple[str, str]]:
        yield self._path("index"), self._index()
        for term in self._kind:
            yield self._path(_name(term, self._kind)), self._term(term)
        for query in library():
            yield self._path(f"query-{query.name}"), self._query(query)

    def _path(self, name: str) -> str:
        return f"{name}.html" if self._language == "da" else f"{name}.en.html"

    def _page(self, name: str, title: str, body: Iterable[str]) -> str:
        other = "en" if self._language == "da" else "da"
        there = f"{name}.en.html" if other == "en" else f"{name}.html"
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{self._language}">',
                '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
                f"<title>{escape(title)} · Ledelsesgraf</title>",
                '<link rel="stylesheet" href="docs.css">',
                f'<link rel="alternate" hreflang="{other}" href="{there}"></head>',
                f'<body><a class="skip" href="#content">{self._word["skip"]}</a>',
                f'<header><a href="{self._path("index")}">Ledelsesgraf</a>',
                f'<a class="language" lang="{other}" hreflang="{other}" href="{there}">',
                self._word["other"] + "</a>",
                '</header><main id="content">',
                *body,
                f"</main><footer>{self._word['version']} {self._version()}</footer></body></html>\n",
            ]
        )

    def _version(self) -> str:
        return escape(str(self._graph.value(URIRef(_OWN), OWL.versionInfo)))

    def _said(self, term: Node, *paths: URIRef) -> str:
        """The first of a term's texts in the pages' language, or without one."""
        for path in paths:
            found = {getattr(o, "language", None): str(o) for o in _ordered(self._graph.objects(term, path))}
            for language in (self._language, None, "da"):
                if language in found:
                    return found[language]
        return ""

    def _label(self, term: Node) -> str:
        return self._said(term, RDFS.label, SKOS.prefLabel) or _curie(term)

    def _link(self, term: Node) -> str:
        if isinstance(term, URIRef) and term in self._kind:
            words = f"{escape(self._label(term))} <code>{escape(_curie(term))}</code>"
            return f'<a href="{self._path(_name(term, self._kind))}">{words}</a>'
        if isinstance(term, Literal):
            return escape(str(term))
        return f'<a href="{escape(str(term))}"><code>{escape(_curie(term))}</code></a>'

    def _links(self, terms: Iterable[Node]) -> str:
        """Links to the terms and words in the page's own language or in none."""
        shown = (term for term in _ordered(set(terms)) if not isinstance(term, BNode))
        return ", ".join(map(self._link, filter(self._readable, shown)))

    def _readable(self, term: Node) -> bool:
        return not isinstance(term, Literal) or term.language in (None, self._language)

    # The front page

    def _index(self) -> str:
        title = self._label(URIRef(_OWN))
        links = {str(term): self._path(_name(term, self._kind)) for term in self._kind}
        body = [
            f"<h1>{escape(title)}</h1>",
            f'<p class="iri"><code>{_OWN}</code></p>',
            f'<p class="definition">{escape(self._said(URIRef(_OWN), RDFS.comment))}</p>',
            self._contents(),
            f'<h2 id="diagram">{self._word["diagram"]}</h2><p>{self._word["diagram_says"]}</p>',
            f'<div class="diagram" tabindex="0">{draw(self._graph, self._language, links)}</div>',
            *self._tables(own=True),
            *self._tables(own=False),
            *self._concepts(),
            *self._questions(),
            *self._files(),
            *self._about(),
        ]
        return self._page("index", title, body)

    def _contents(self) -> str:
        names = ("diagram", "own", "reused", "themes", "queries", "downloads", "metadata")
        items = "".join(f'<li><a href="#{name}">{self._word[name]}</a></li>' for name in names)
        return f"<nav><ul>{items}</ul></nav>"

    def _tables(self, *, own: bool) -> Iterator[str]:
        name = "own" if own else "reused"
        yield f'<h2 id="{name}">{self._word[name]}</h2>'
        for kind in _KINDS:
            terms = [term for term, of in self._kind.items() if of == kind and term.startswith(_OWN) == own]
            if terms:
                told = "definition" if own else "note"
                head = f"<tr><th>{self._word['term']}</th><th>{self._word[told]}</th></tr>"
                ordered = sorted(terms, key=lambda term: (self._label(term).casefold(), term))
                rows = (
                    f"<tr><td>{self._link(term)}</td><td>{self._meaning(term)}</td></tr>" for term in ordered
                )
                yield f'<h3>{self._word[kind]}</h3><table class="terms">{head}{"".join(rows)}</table>'

    def _meaning(self, term: Node) -> str:
        return escape(self._said(term, SKOS.definition, SKOS.scopeNote))

    def _concepts(self) -> Iterator[str]:
        yield f'<h2 id="themes">{self._word["themes"]} · {self._word["lists"]}</h2>'
        for scheme in _ordered(self._graph.subjects(RDF.type, SKOS.ConceptScheme)):
            names = ("concept", "definition", "broader", "matches")
            head = "".join(f"<th>{self._word[name]}</th>" for name in names)
            rows = map(self._concept, sorted(self._graph.subjects(SKOS.inScheme, scheme), key=self._label))
            yield (
                f"<h3>{escape(self._label(scheme))}</h3>"
                f'<table class="terms"><tr>{head}</tr>{"".join(rows)}</table>'
            )

    def _concept(self, concept: Node) -> str:
        above = ", ".join(self._label(up) for up in _ordered(self._graph.objects(concept, SKOS.broader)))
        told = (self._label(concept), self._said(concept, SKOS.definition), above)
        cells = (*map(escape, told), self._matches(concept))
        return f'<tr id="{escape(_local(concept))}">' + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"

    def _matches(self, concept: Node) -> str:
        """The concept's counterparts in other collections, each with the kind of match, or why none is."""
        found = {path: _ordered(self._graph.objects(concept, path)) for path in _MATCHES}
        matches = [
            f"{escape(self._label(path))}: {', '.join(map(_outside, others))}"
            for path, others in found.items()
            if others
        ]
        remarks = map(self._label, _ordered(self._graph.objects(concept, SKOS.editorialNote)))
        return "<br>".join([*matches, *map(escape, remarks)])

    def _questions(self) -> Iterator[str]:
        rows = (
            f'<tr><td><a href="{self._path(f"query-{query.name}")}">{escape(self._title(query))}</a></td>'
            f"<td>{escape(self._asked(query))}</td></tr>"
            for query in library()
        )
        yield f'<h2 id="queries">{self._word["queries"]}</h2><table class="terms">{"".join(rows)}</table>'

    def _files(self) -> Iterator[str]:
        rows = (
            f"<tr><th>{module}</th>"
            + "".join(f'<td><a href="download/{module}.{form}">{form}</a></td>' for form in _FORMS)
            + "</tr>"
            for module in _MODULES
        )
        yield f'<h2 id="downloads">{self._word["downloads"]}</h2><table>{"".join(rows)}</table>'

    def _about(self) -> Iterator[str]:
        yield f'<h2 id="metadata">{self._word["metadata"]}</h2>'
        for module in _ordered(self._graph.subjects(RDF.type, OWL.Ontology)):
            yield f"<h3>{escape(self._label(module))}</h3>"
            yield f"<p>{escape(self._said(module, RDFS.comment))}</p>"
            yield f"<dl><dt>IRI</dt><dd><code>{escape(str(module))}</code></dd>"
            yield from self._metadata(module)
            yield "</dl>"

    def _metadata(self, model: Node) -> Iterator[str]:
        skipped = {RDF.type, t.DCTERMS_REFERENCES, RDFS.label, RDFS.comment, t.DCTERMS_TITLE}
        for path in _ordered(set(self._graph.predicates(model)) - skipped):
            values = [
                value
                for value in _ordered(self._graph.objects(model, path))
                if getattr(value, "language", None) in (None, self._language)
            ]
            name = self._word.get(_local_name(path)) or self._label(path)
            yield f"<dt>{escape(name)}</dt><dd>{', '.join(self._link(v) for v in values)}</dd>"

    # A page a term

    def _term(self, term: URIRef) -> str:
        label = self._label(term)
        other = "en" if self._language == "da" else "da"
        labels = {getattr(o, "language", ""): str(o) for o in self._graph.objects(term, RDFS.label)}
        there = labels.get(other, "")
        body = [
            f"<h1>{escape(label)}</h1>",
            f'<p class="iri"><code>{escape(_curie(term))}</code> · <code>{escape(term)}</code></p>',
            f'<p class="definition">{self._meaning(term)}</p><dl>',
            f'<dt>{self._word["other"]}</dt><dd lang="{other}">{escape(there)}</dd>',
            f"<dt>{self._word['kind']}</dt><dd>{self._word['a_' + self._kind[term]]}</dd>",
            *(f"<dt>{self._word[name]}</dt><dd>{told}</dd>" for name, told in self._facts(term) if told),
            "</dl>",
        ]
        return self._page(_name(term, self._kind), label, body)

    def _facts(self, term: URIRef) -> Iterator[tuple[str, str]]:
        graph = self._graph
        yield "sub_class_of", self._links(graph.objects(term, RDFS.subClassOf))
        yield "super_class_of", self._links(graph.subjects(RDFS.subClassOf, term))
        yield "sub_property_of", self._links(graph.objects(term, RDFS.subPropertyOf))
        yield "domain", self._links(_both(graph.objects, term, RDFS.domain, t.SCHEMA_DOMAIN_INCLUDES))
        yield "range", self._links(_both(graph.objects, term, RDFS.range, t.SCHEMA_RANGE_INCLUDES))
        yield "reason", escape(self._said(term, SKOS.note))
        inverse = {*graph.objects(term, OWL.inverseOf), *graph.subjects(OWL.inverseOf, term)}
        yield "inverse", self._links(inverse)
        yield "characteristics", self._characteristics(term)
        yield "chain", self._chain(term)
        yield "used_by", self._links(_pointing(graph, term, RDFS.domain, t.SCHEMA_DOMAIN_INCLUDES))
        yield "pointed_at", self._links(_pointing(graph, term, RDFS.range, t.SCHEMA_RANGE_INCLUDES))
        yield "example", escape(self._said(term, SKOS.example))
        yield "shape", self._demands(term)
        yield "source", self._links(graph.objects(term, t.DCTERMS_SOURCE))
        yield "see_also", self._links(graph.objects(term, RDFS.seeAlso))
        yield "defined_by", self._links(graph.objects(term, RDFS.isDefinedBy))

    def _characteristics(self, term: URIRef) -> str:
        kinds = {
            OWL.SymmetricProperty: "symmetric",
            OWL.TransitiveProperty: "transitive",
            OWL.IrreflexiveProperty: "irreflexive",
        }
        return ", ".join(
            self._word[name] for kind, name in kinds.items() if (term, RDF.type, kind) in self._graph
        )

    def _chain(self, term: URIRef) -> str:
        head = self._graph.value(term, OWL.propertyChainAxiom)
        return "" if head is None else " → ".join(map(self._link, Collection(self._graph, head)))

    def _demands(self, term: URIRef) -> str:
        """What the shapes demand of the class's members, in the words that a curator sees."""
        told = {
            str(message)
            for shape in self._shapes.subjects(SH.targetClass, term)
            for part in self._shapes.objects(shape, SH.property)
            for message in self._shapes.objects(part, SH.message)
            if getattr(message, "language", "") == self._language
        }
        return "<br>".join(escape(one) for one in sorted(told))

    # A page a query

    def _title(self, query: Query) -> str:
        return (query.title_da if self._language == "da" else query.title_en) or query.name

    def _asked(self, query: Query) -> str:
        return query.question_da if self._language == "da" else query.question_en

    def _query(self, query: Query) -> str:
        danish = self._language == "da"
        parameters = "".join(
            f"<dt><code>{escape(p.name)}</code> ({p.type})</dt>"
            f"<dd>{escape(p.description_da if danish else p.description_en)}: "
            f"{self._word['any'] if p.default == ANY else escape(p.default)}</dd>"
            for p in query.parameters
        )
        body = [
            f"<h1>{escape(self._title(query))}</h1>",
            f'<p class="definition">{escape(self._asked(query))}</p>',
            f"<h2>{self._word['parameters']}</h2><dl>{parameters}</dl>" if parameters else "",
            f'<h2>{self._word["code"]}</h2><pre tabindex="0"><code>{escape(query.text)}</code></pre>',
        ]
        return self._page(f"query-{query.name}", self._title(query), body)


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (str(node), str(getattr(node, "language", ""))))


def _both(objects: Callable[..., Iterable[Node]], term: Node, one: URIRef, other: URIRef) -> set[Node]:
    return {*objects(term, one), *objects(term, other)}


def _pointing(graph: Graph, term: Node, one: URIRef, other: URIRef) -> set[Node]:
    return {*graph.subjects(one, term), *graph.subjects(other, term)}


def _curie(term: Node) -> str:
    fits = [(space, prefix) for prefix, space in t.PREFIXES.items() if str(term).startswith(space)]
    return f"{max(fits)[1]}:{str(term)[len(max(fits)[0]) :]}" if fits else str(term)


def _local_name(term: Node) -> str:
    return str(term).rpartition("#")[2]


def _local(term: Node) -> str:
    return str(term).removeprefix(load.BASE).removeprefix("concept/").replace("/", "-")


def _outside(concept: Node) -> str:
    """A link to another collection's concept, by the collection's name and the identifier there."""
    iri = str(concept)
    space = next(space for space in _COLLECTIONS if iri.startswith(space))
    return f'<a href="{escape(iri)}">{_COLLECTIONS[space]} {escape(iri.removeprefix(space))}</a>'


def _name(term: URIRef, kinds: Mapping[URIRef, str]) -> str:
    """A page's name; file systems without case must not take a class and a property for one."""
    return _curie(term).replace(":", "-") + ("-class" if kinds[term] == "classes" else "")
