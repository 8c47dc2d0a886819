"""Texts, passages and mentions in NIF 2.0, the form in which language tools exchange annotated text."""

from collections.abc import Mapping
from typing import Final

from exports.lookup import Lookup
from exports.triples import Triples, plain
from ontology import terms as t

__all__ = ["to_nif"]

_PREFIXES: Final = {
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
}


def to_nif(look: Lookup, texts: Mapping[str, str]) -> bytes:
    """Give each text as a context and each passage as a string in it; offsets count code points.

    A passage of which a mention is quoted names what is mentioned and how surely.

    Args:
        look: The graph.
        texts: The documents' texts by text IRI, in which offsets count.
    """
    out = Triples(_PREFIXES)
    for text, words in sorted(texts.items()):
        context = f"{text}#char=0,{len(words)}"
        for kind in ("nif:Context", "nif:OffsetBasedString", "nif:RFC5147String"):
            out.add(context, "rdf:type", kind)
        out.add(context, "nif:isString", plain(words))
        out.add(context, "nif:beginIndex", plain("0", datatype="nonNegativeInteger"))
        out.add(context, "nif:endIndex", plain(str(len(words)), datatype="nonNegativeInteger"))
        out.add(context, "nif:sourceUrl", look.iri(text, t.PROV_WAS_DERIVED_FROM) or text)
        for passage in look.pointing(t.OA_HAS_SOURCE, text):
            _passage(out, look, passage, context, words)
    return out.turtle()


def _passage(out: Triples, look: Lookup, passage: str, context: str, words: str) -> None:
    start, end = (int(part) for part in passage.rpartition("=")[2].split(","))
    if passage != context:
        out.add(passage, "rdf:type", "nif:OffsetBasedString")
        out.add(passage, "rdf:type", "nif:RFC5147String")
        out.add(passage, "nif:referenceContext", context)
        out.add(passage, "nif:beginIndex", plain(str(start), datatype="nonNegativeInteger"))
        out.add(passage, "nif:endIndex", plain(str(end), datatype="nonNegativeInteger"))
    out.add(passage, "nif:anchorOf", plain(words[start:end]))
    for mention in look.pointing(t.PROV_WAS_QUOTED_FROM, passage):
        for entity in look.iris(mention, t.LED_MENTION_OF):
            out.add(passage, "itsrdf:taIdentRef", entity)
        confidence = look.word(mention, t.LED_CONFIDENCE)
        if confidence and look.is_a(mention, t.LED_MENTION):
            out.add(passage, "itsrdf:taConfidence", plain(confidence, datatype="decimal"))
