"""Paradoxes and recommendations in the Argument Interchange Format (AIF), as argument-mapping tools read it.

AIF has no word for a tension in which neither side wins. A paradox becomes two conflicts, each pole attacking
the other; a recommendation that responds to a question or a paradox is concluded from it.
"""

from typing import Final

from exports.evidence import name_of
from exports.lookup import Lookup
from exports.triples import Triples, plain
from ontology import terms as t

__all__ = ["to_aif"]

_PREFIXES: Final = {"aif": "http://www.arg.dundee.ac.uk/aif#"}


def to_aif(look: Lookup) -> bytes:
    """Give poles, recommendations, questions and paradox statements as I-nodes, and S-nodes between them."""
    out = Triples(_PREFIXES)
    for paradox in look.instances(t.LED_PARADOX):
        _conflicts(out, look, paradox)
    for recommendation in look.instances(t.LED_RECOMMENDATION):
        _information(out, look, recommendation)
        for answered in look.iris(recommendation, t.LED_RESPONDS_TO):
            _inference(out, look, answered, recommendation)
    return out.turtle()


def _information(out: Triples, look: Lookup, thing: str) -> str:
    out.add(thing, "rdf:type", "aif:I-node")
    out.add(thing, "aif:claimText", plain(name_of(look, thing), "da"))
    return thing


def _conflicts(out: Triples, look: Lookup, paradox: str) -> None:
    poles = sorted(look.iris(paradox, t.LED_HAS_POLE))
    for number, (attacking, attacked) in enumerate((poles, poles[::-1])) if len(poles) == 2 else ():
        node = f"{paradox}/conflict/{number + 1}"
        out.add(node, "rdf:type", "aif:CA-node")
        out.add(node, "prov:wasDerivedFrom", paradox)
        out.add(node, "aif:Premise", _information(out, look, attacking))
        out.add(node, "aif:Conclusion", _information(out, look, attacked))


def _inference(out: Triples, look: Lookup, answered: str, recommendation: str) -> None:
    """From the question, or from each statement that voices the paradox, to what is recommended."""
    voiced = look.pointing(t.LED_EXPRESSES, answered) if look.is_a(answered, t.LED_PARADOX) else [answered]
    for number, premise in enumerate(voiced):
        node = f"{recommendation}/inference/{answered.rpartition('/')[2]}-{number + 1}"
        out.add(node, "rdf:type", "aif:RA-node")
        out.add(node, "aif:Premise", _information(out, look, premise))
        out.add(node, "aif:Conclusion", recommendation)
