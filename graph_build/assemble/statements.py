"""What is said: questions and answers, paradoxes, recommendations, decisions, figures."""

from collections.abc import Callable, Iterator
from itertools import permutations

from rdflib import URIRef

from graph_build.assemble.scene import Scene
from graph_build.iri import digest
from graph_build.likeness import ParadoxIdentity, pole_key
from graph_build.model import Answer, Decision, Figure, Mention, Paradox, Recommendation, Statement
from graph_build.nquads import Text, danish, decimal, literal, number, text
from graph_build.provenance import Triple
from ontology import terms as t

_CLASSES = {
    "Question": t.SCHEMA_QUESTION,
    "Answer": t.SCHEMA_ANSWER,
    "ParadoxStatement": t.LED_PARADOX_STATEMENT,
    "Recommendation": t.LED_RECOMMENDATION,
    "Decision": t.LED_DECISION,
    "Figure": t.LED_FIGURE,
}


def statements(scene: Scene) -> Iterator[Triple]:
    """Describe every statement of the document."""
    in_order = sorted(scene.by_kind(), key=lambda one: (one[1].mention.start, one[1].mention.end, one[0]))
    for order, (kind, statement) in enumerate(in_order, start=1):
        this = scene.statement(kind, statement.id)
        if this is None:  # pragma: no cover - every statement got its IRI from the same list
            continue
        yield this, t.RDF_TYPE, _CLASSES[kind]
        yield this, t.LED_ORDER, number(order)
        yield from _common(scene, this, statement)
        if kind in _PARTICULARS:
            yield from _PARTICULARS[kind](scene, this, statement)


def _common(scene: Scene, this: Text, statement: Statement) -> Iterator[Triple]:
    yield this, t.RDF_TYPE, t.LED_STATEMENT
    yield this, t.RDF_TYPE, t.PROV_ENTITY
    yield this, t.LED_TEXT, literal(statement.mention.quote)
    yield this, t.LED_IN_DOCUMENT, scene.document
    yield this, t.DCTERMS_IS_PART_OF, scene.section(statement.section)
    yield from scene.provenance.found(this, statement.mention)
    for theme in statement.themes:
        yield this, t.SCHEMA_ABOUT, scene.theme(theme)
    if scene.event is not None:
        yield this, t.LED_VOICED_AT, scene.event
    yield from _actor(scene, this, statement.voiced_by, t.PROV_WAS_ATTRIBUTED_TO, t.LED_VOICED_AS)
    body = scene.meant(statement.on_behalf_of, "organisation")
    if body is not None:
        yield this, t.LED_ON_BEHALF_OF, body


def _actor(scene: Scene, this: Text, words: str | None, who: URIRef, as_said: URIRef) -> Iterator[Triple]:
    """Give an actor in the document's words, and as an agent where it is clear who is meant."""
    if words:
        yield this, as_said, text(words)
        agent = scene.meant(words)
        if agent is not None:
            yield this, who, agent


def _answer(scene: Scene, this: Text, answer: Answer) -> Iterator[Triple]:
    question = scene.statement("Question", answer.question)
    if question is not None:
        yield question, t.SCHEMA_SUGGESTED_ANSWER, this
    if answer.ground:
        yield this, t.LED_PAIRING_GROUND, text(answer.ground)


def _recommendation(scene: Scene, this: Text, advice: Recommendation) -> Iterator[Triple]:
    yield from _actor(scene, this, advice.addressee, t.LED_ADDRESSEE, t.LED_ADDRESSEE_TEXT)
    yield from _actor(scene, this, advice.beneficiary, t.LED_BENEFICIARY, t.LED_BENEFICIARY_TEXT)
    if advice.modality:
        yield this, t.LED_MODALITY, scene.concept("modality", advice.modality)
    for answer in scene.findings.answers:
        question = scene.statement("Question", answer.question)
        if question is not None and _within(advice.mention, answer.mention):
            yield this, t.LED_RESPONDS_TO, question
    for paradox in scene.findings.paradoxes:
        if _overlap(advice.mention, paradox.mention):
            yield this, t.LED_RESPONDS_TO, _paradox(scene, paradox)[0]


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(a: Mention, b: Mention) -> bool:
    return a.start < b.end and b.start < a.end


def _decision(scene: Scene, this: Text, decision: Decision) -> Iterator[Triple]:
    yield from _actor(scene, this, decision.actor, t.LED_ACTION_BY, t.LED_ACTION_BY_TEXT)
    if decision.due:
        yield this, t.LED_DUE_BY, text(decision.due)


def _figure(_: Scene, this: Text, figure: Figure) -> Iterator[Triple]:
    value = text(figure.value) if isinstance(figure.value, str) else decimal(figure.value)
    yield this, t.LED_VALUE, value
    if figure.of:
        yield this, t.LED_COUNT_OF, text(figure.of)
    if figure.unit:
        yield this, t.LED_UNIT, text(figure.unit)


def _paradox_statement(scene: Scene, this: Text, paradox: Paradox) -> Iterator[Triple]:
    tension, identity = _paradox(scene, paradox)
    yield this, t.LED_EXPRESSES, tension
    yield this, t.LED_FRAMING, scene.concept("framing", paradox.framing)
    for pole in paradox.poles:
        side = _pole(scene, identity, pole_key(pole.text, scene.resolution.ignored))
        yield side, t.PROV_WAS_QUOTED_FROM, scene.provenance.passage(pole.start, pole.end)


def paradoxes(scene: Scene) -> Iterator[Triple]:
    """Describe the paradoxes that the document's statements express; others may express them too."""
    for paradox in scene.findings.paradoxes:
        this, identity = _paradox(scene, paradox)
        yield this, t.RDF_TYPE, t.LED_PARADOX
        yield this, t.RDFS_LABEL, danish(" ↔ ".join(identity.words))
        poles = [_pole(scene, identity, key) for key in identity.poles]
        for pole, words in zip(poles, identity.words, strict=True):
            yield this, t.LED_HAS_POLE, pole
            yield pole, t.RDF_TYPE, t.LED_POLE
            yield pole, t.RDFS_LABEL, danish(words)
        for pole, other in permutations(poles, 2):
            yield pole, t.LED_OPPOSED_TO, other
        yield from _emphases(scene, paradox, identity)


def _emphases(scene: Scene, paradox: Paradox, identity: ParadoxIdentity) -> Iterator[Triple]:
    """Which themes each pole stresses, and so which themes pull against each other."""
    for pole in paradox.poles:
        side = _pole(scene, identity, pole_key(pole.text, scene.resolution.ignored))
        for theme in pole.themes:
            yield side, t.LED_EMPHASISES, scene.theme(theme)
    for one, other in permutations(paradox.poles, 2):
        for theme in one.themes:
            for against in other.themes:
                if theme != against:
                    yield scene.theme(theme), t.LED_IN_TENSION_WITH, scene.theme(against)


def _paradox(scene: Scene, paradox: Paradox) -> tuple[Text, ParadoxIdentity]:
    identity = scene.resolution.paradoxes[scene.name, paradox.id]
    return scene.mint.thing("paradox", identity.reference), identity


def _pole(scene: Scene, identity: ParadoxIdentity, key: str) -> Text:
    return scene.mint.thing("pole", digest(identity.reference, key))


_PARTICULARS: dict[str, Callable[..., Iterator[Triple]]] = {
    "Answer": _answer,
    "ParadoxStatement": _paradox_statement,
    "Recommendation": _recommendation,
    "Decision": _decision,
    "Figure": _figure,
}
