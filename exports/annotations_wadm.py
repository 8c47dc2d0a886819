"""Mentions and statements as W3C Web Annotations (JSON-LD), with position and quote of each place."""

import json
from typing import Any, Final

from exports.lookup import Lookup
from ontology import terms as t

__all__ = ["to_annotations"]

_CLASSES: Final = (
    t.SCHEMA_QUESTION,
    t.SCHEMA_ANSWER,
    t.LED_PARADOX_STATEMENT,
    t.LED_RECOMMENDATION,
    t.LED_DECISION,
    t.LED_FIGURE,
)


def to_annotations(look: Lookup, base: str) -> bytes:
    """Give an annotation page: an annotation for each mention and statement, by the place it stands at.

    A mention identifies a thing; a statement is described by itself and classified by its class and themes.

    Args:
        look: The graph.
        base: The IRI under which instances stand.
    """
    found = [_annotation(look, thing) for thing in look.instances(t.LED_MENTION, t.LED_STATEMENT)]
    items = sorted(
        (one for one in found if one), key=lambda one: (one["target"][0]["source"], _start(one), one["id"])
    )
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}id/annotations",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{base}id/annotations/collection",
            "type": "AnnotationCollection",
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _start(annotation: dict[str, Any]) -> int:
    start: int = annotation["target"][0]["selector"][0]["start"]
    return start


def _annotation(look: Lookup, thing: str) -> dict[str, Any] | None:
    targets = [_target(look, passage) for passage in look.iris(thing, t.PROV_WAS_QUOTED_FROM)]
    mentioned = look.is_a(thing, t.LED_MENTION)
    bodies = (
        [_body(entity, "identifying") for entity in look.iris(thing, t.LED_MENTION_OF)]
        if mentioned
        else [_body(thing, "describing")]
        + [_body(str(cls), "classifying") for cls in _CLASSES if look.is_a(thing, cls)]
        + [_body(theme, "tagging") for theme in look.iris(thing, t.SCHEMA_ABOUT)]
    )
    if not targets or not bodies:
        return None
    creator = look.iri(thing, t.PROV_WAS_GENERATED_BY, t.PROV_WAS_ASSOCIATED_WITH)
    return {
        "id": f"{thing}/annotation",
        "type": "Annotation",
        "motivation": "identifying" if mentioned else "describing",
        **({"creator": creator} if creator else {}),
        "body": bodies,
        "target": targets,
    }


def _body(source: str, purpose: str) -> dict[str, str]:
    return {"type": "SpecificResource", "purpose": purpose, "source": source}


def _target(look: Lookup, passage: str) -> dict[str, Any]:
    selectors = look.iris(passage, t.OA_HAS_SELECTOR)
    words = {
        name: next((word for one in selectors if (word := look.word(one, property_)) is not None), "")
        for name, property_ in (
            ("start", t.OA_START),
            ("end", t.OA_END),
            ("exact", t.OA_EXACT),
            ("prefix", t.OA_PREFIX),
            ("suffix", t.OA_SUFFIX),
        )
    }
    quote = {name: words[name] for name in ("exact", "prefix", "suffix") if words[name]}
    return {
        "type": "SpecificResource",
        "source": look.iri(passage, t.OA_HAS_SOURCE),
        "selector": [
            {"type": "TextPositionSelector", "start": int(words["start"]), "end": int(words["end"])},
            {"type": "TextQuoteSelector", **quote},
        ],
    }
