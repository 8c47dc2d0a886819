"""Write ``terms.py`` and ``context.jsonld`` from the model; ``--check`` fails where they are stale.

Run ``python -m ontology.generate`` after each change to ``core.ttl`` or ``paradox.ttl``. This module reads
the Turtle itself and imports neither of what it writes, so it works also where they are missing or broken.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef

FOLDER: Final = Path(__file__).parent
MODULES: Final = ("core.ttl", "paradox.ttl")
MODEL: Final = URIRef("https://ledelsesgraf.example/model/core/")
BASE: Final = MODEL.removesuffix("model/core/")
WIDTH: Final = 110
KINDS: Final = {
    OWL.Class: "Class",
    OWL.ObjectProperty: "ObjectProperty",
    OWL.DatatypeProperty: "DatatypeProperty",
    OWL.AnnotationProperty: "AnnotationProperty",
    OWL.NamedIndividual: "Individual",
}
HEADER: Final = '''"""Every term that the graph uses as a typed constant; generated, never edited.

A constant is named ``PREFIX_LOCAL_NAME``, e.g. ``LED_HAS_POLE`` for ``led:hasPole``. Where a class and a
property differ in case alone, the property ends in ``_PROPERTY``: ``PROV_AGENT``, ``PROV_AGENT_PROPERTY``.
Written from ``core.ttl`` and ``paradox.ttl`` by ``python -m ontology.generate``.
"""

from typing import Final, NewType

from rdflib import URIRef

Class = NewType("Class", URIRef)
ObjectProperty = NewType("ObjectProperty", URIRef)
DatatypeProperty = NewType("DatatypeProperty", URIRef)
AnnotationProperty = NewType("AnnotationProperty", URIRef)
Individual = NewType("Individual", URIRef)
BaseTerm = NewType("BaseTerm", URIRef)
'''


@dataclass(frozen=True, order=True, slots=True)
class Term:
    """A term as declared: its prefix, local name, IRI, kind, English description and range."""

    prefix: str
    local: str
    iri: str
    kind: str
    description: str
    range: str


def read() -> tuple[dict[str, str], tuple[Term, ...]]:
    """The prefixes and terms of the modules that declare any, both sorted."""
    graph = Graph(bind_namespaces="none")
    for module in MODULES:
        graph.parse(FOLDER / module, format="turtle")
    prefixes = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces()) if prefix != "xml"}
    declared = [(subject, name) for kind, name in KINDS.items() for subject in graph.subjects(RDF.type, kind)]
    declared += [(term, "BaseTerm") for term in graph.objects(MODEL, DCTERMS.references)]
    terms = (_term(graph, prefixes, URIRef(str(subject)), kind) for subject, kind in declared)
    return prefixes, tuple(sorted(terms))


def _term(graph: Graph, prefixes: dict[str, str], iri: URIRef, kind: str) -> Term:
    prefix, namespace = max(
        ((p, n) for p, n in prefixes.items() if iri.startswith(n)), key=lambda found: len(found[1])
    )
    described = [*graph.objects(iri, SKOS.definition), *graph.objects(iri, SKOS.scopeNote)]
    english = [str(text) for text in described if getattr(text, "language", None) == "en"]
    value_range = next(iter(sorted(str(found) for found in graph.objects(iri, RDFS.range))), "")
    return Term(prefix, iri[len(namespace) :], str(iri), kind, english[0] if english else "", value_range)


def constant(term: Term) -> str:
    """The name of the term's constant, before clashes are settled.

    Example:
        >>> constant(Term("eli-dl", "hadPart_a", "", "Class", "", ""))
        'ELI_DL_HAD_PART_A'
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", term.local)
    return re.sub(r"\W", "_", f"{term.prefix}_{words}").upper()


def constants(terms: tuple[Term, ...]) -> dict[str, Term]:
    """Each term by its constant's name, in the order of the names."""
    count = Counter(constant(term) for term in terms)
    named = {}
    for term in terms:
        name = constant(term)
        named[name if count[name] == 1 or term.kind == "Class" else f"{name}_PROPERTY"] = term
    if len(named) != len(terms):
        raise SystemExit("two terms share one constant's name; rename one of ours")
    return dict(sorted(named.items()))


def python(prefixes: dict[str, str], terms: tuple[Term, ...]) -> str:
    """The text of ``terms.py``."""
    lines = [
        HEADER,
        f'BASE: Final[str] = "{BASE}"',
        '"""Under which instances and concepts stand unless told otherwise."""',
    ]
    lines += ["PREFIXES: Final[dict[str, str]] = {"]
    lines += [f'    "{prefix}": "{namespace}",' for prefix, namespace in prefixes.items()]
    lines += ["}", '"""Namespaces by prefix, as in ``core.ttl``."""', ""]
    for name, term in constants(terms).items():
        lines.append(_assignment(name, term))
        if term.description:
            lines.append(f'"""{term.description}"""')
    return "\n".join(lines) + "\n"


def _assignment(name: str, term: Term) -> str:
    """One line, or three where it would be too long, so that a formatter has nothing to change."""
    line = f'{name}: Final[{term.kind}] = {term.kind}(URIRef("{term.iri}"))'
    return (
        line
        if len(line) <= WIDTH
        else f'{name}: Final[{term.kind}] = {term.kind}(\n    URIRef("{term.iri}")\n)'
    )


def context(prefixes: dict[str, str], terms: tuple[Term, ...]) -> str:
    """The text of ``context.jsonld``: prefixes, and a short name for each term that is alone in having it."""
    count = Counter(term.local for term in terms)
    entries: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", **prefixes}
    for term in sorted(terms, key=lambda term: (term.local, term.iri)):
        if term.iri == str(RDF.type) or term.prefix == "xsd" or term.local in entries:
            continue
        if term.prefix == "led" or count[term.local] == 1:
            entries[term.local] = _entry(term)
    return json.dumps({"@context": entries}, ensure_ascii=False, indent=2) + "\n"


def _entry(term: Term) -> object:
    """Integers and strings need no type in JSON; a decimal does, or it would be read as a double."""
    curie = f"{term.prefix}:{term.local}"
    if term.kind == "ObjectProperty":
        return {"@id": curie, "@type": "@id"}
    if term.range == str(XSD.decimal):
        return {"@id": curie, "@type": "xsd:" + term.range.removeprefix(str(XSD))}
    return curie


def main(arguments: list[str] | None = None) -> int:
    """Write the two files, or with ``--check`` tell which are stale; 1 where one is."""
    parser = argparse.ArgumentParser(prog="python -m ontology.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file is stale")
    check = parser.parse_args(arguments).check
    read_terms = read()
    stale = 0
    for name, text in (("terms.py", python(*read_terms)), ("context.jsonld", context(*read_terms))):
        path = FOLDER / name
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            print(f"ontology/{name} is stale: run python -m ontology.generate", file=sys.stderr)
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
