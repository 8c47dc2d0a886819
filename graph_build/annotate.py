"""Findings as annotations: plain values fit for JSON, one document at a time.

The form is that of a reader's annotations, with ``start``, ``end``, ``rule`` and ``confidence`` besides:
``text[start:end]``, white space folded and marks left out, is the ``quote``.
"""

from collections.abc import Sequence
from typing import Any

from graph_build.model import (
    Answer,
    Decision,
    Figure,
    Findings,
    Mention,
    Paradox,
    Person,
    Recommendation,
    Statement,
)


def annotate(findings: Findings) -> dict[str, Any]:
    """Give a document's findings as one object; every key is there, also where nothing was found."""
    return {
        "document": findings.document.name,
        "metadata": _metadata(findings),
        "persons": [_person(person) for person in findings.persons],
        "organisations": [
            {
                "name": body.name,
                "variants": list(body.variants),
                "kind": body.kind,
                "key": body.key,
                **_mentions(body.mentions),
            }
            for body in findings.organisations
        ],
        "groups": [
            {"label": group.label, "variants": list(group.variants), **_mentions(group.mentions)}
            for group in findings.groups
        ],
        "themes": [
            {"id": theme.id, "quotes": [one.quote for one in theme.mentions], **_mentions(theme.mentions)}
            for theme in findings.themes
        ],
        **{kind: [_statement(findings, one) for one in getattr(findings, kind)] for kind in _STATEMENTS},
    }


_STATEMENTS = ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")


def _metadata(findings: Findings) -> dict[str, Any]:
    said = findings.metadata
    return {
        "title": said.title,
        "kind": said.kind,
        "date": said.date,
        "event": said.event,
        "place_or_host": said.place_or_host,
        "evidence": {name: _mention(mention) for name, mention in said.evidence},
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "variants": list(person.variants),
        "participation": person.participation,
        "role": person.role,
        "affiliation": person.affiliation,
        **_mentions(person.mentions),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _mentions(mentions: Sequence[Mention]) -> dict[str, Any]:
    """The first mention's place for the finding as a whole, and all of them."""
    first = _mention(mentions[0]) if mentions else {}
    return {**first, "mentions": [_mention(mention) for mention in mentions]}


def _statement(findings: Findings, statement: Statement) -> dict[str, Any]:
    heading = next((s.heading for s in findings.sections if s.number == statement.section), None)
    return {
        "id": statement.id,
        **_mention(statement.mention),
        "section": heading,
        "themes": list(statement.themes),
        "voiced_by": statement.voiced_by,
        "on_behalf_of": statement.on_behalf_of,
        **_particulars(statement),
    }


def _particulars(statement: Statement) -> dict[str, Any]:
    match statement:
        case Answer():
            return {"answers": statement.question, "ground": statement.ground}
        case Paradox():
            spans = [{"start": pole.start, "end": pole.end} for pole in statement.poles]
            poles = [pole.text for pole in statement.poles]
            return {"poles": poles, "pole_spans": spans, "framing": statement.framing}
        case Recommendation():
            return {
                "addressee": statement.addressee,
                "beneficiary": statement.beneficiary,
                "modality": statement.modality,
            }
        case Decision():
            return {"actor": statement.actor, "due": statement.due}
        case Figure():
            whole = isinstance(statement.value, float) and statement.value.is_integer()
            value = int(statement.value) if whole else statement.value
            return {"value": value, "of": statement.of, "unit": statement.unit}
        case _:
            return {}
