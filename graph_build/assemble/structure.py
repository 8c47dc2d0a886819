"""The document itself: file, text, sections, segments, and the event that it records."""

import hashlib
import re
from collections.abc import Iterator

from graph_build.assemble.scene import Scene, day
from graph_build.model import Section, Segment
from graph_build.nquads import Text, danish, literal, number, text
from graph_build.provenance import Triple
from ontology import terms as t

_PARTS = {
    "paragraph": t.DOCO_PARAGRAPH,
    "header-line": t.DOCO_PARAGRAPH,
    "speaker": t.DOCO_PARAGRAPH,
    "bullet": t.LED_LIST_ITEM,
}
_MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def document(scene: Scene) -> Iterator[Triple]:
    """Describe the document, the file that it came from and the text in which offsets count."""
    source, metadata, this = scene.findings.document, scene.findings.metadata, scene.document
    file, words = scene.mint.thing("file", source.sha256), scene.provenance.text_iri
    yield this, t.RDF_TYPE, t.SCHEMA_DIGITAL_DOCUMENT
    yield this, t.RDF_TYPE, t.PROV_ENTITY
    yield this, t.DCTERMS_TITLE, danish(metadata.title)
    yield this, t.DCTERMS_IDENTIFIER, literal(source.name)
    yield this, t.DCTERMS_LANGUAGE, literal("da")
    yield this, t.LED_DOCUMENT_KIND, scene.concept("document-kind", metadata.kind)
    yield this, t.PROV_WAS_DERIVED_FROM, file
    created = day(metadata.date)
    if created is not None:
        yield this, t.DCTERMS_CREATED, created
    for theme in scene.findings.themes:
        yield this, t.DCTERMS_SUBJECT, scene.theme(theme.id)
    for name, mention in metadata.evidence:
        if name in ("title", "date", "kind"):
            yield this, t.PROV_WAS_QUOTED_FROM, scene.provenance.quoted(mention)
    yield from _file_and_text(scene, file, words)


def _file_and_text(scene: Scene, file: Text, words: Text) -> Iterator[Triple]:
    source = scene.findings.document
    yield file, t.RDF_TYPE, t.SCHEMA_MEDIA_OBJECT
    yield file, t.RDF_TYPE, t.PROV_ENTITY
    yield file, t.LED_SHA256, literal(source.sha256)
    yield file, t.DCTERMS_SOURCE, literal(source.path)
    yield file, t.SCHEMA_ENCODING_FORMAT, literal(_MEDIA_TYPES.get(source.format, source.format))
    yield words, t.RDF_TYPE, t.LED_DOCUMENT_TEXT
    yield words, t.RDF_TYPE, t.PROV_ENTITY
    yield words, t.PROV_WAS_DERIVED_FROM, scene.document
    yield words, t.LED_SHA256, literal(hashlib.sha256(source.text.encode()).hexdigest())
    yield words, t.LED_CHARACTER_COUNT, number(len(source.text))


def event(scene: Scene) -> Iterator[Triple]:
    """Say that the document records an event, and in which words it names it."""
    if scene.event is None:
        return
    yield scene.document, t.SCHEMA_MAIN_ENTITY, scene.event
    yield scene.event, t.ELI_DL_RECORDED_IN_A_REALIZATION_OF, scene.document
    for name, mention in scene.findings.metadata.evidence:
        if name in ("event", "date", "place_or_host"):
            yield scene.event, t.PROV_WAS_QUOTED_FROM, scene.provenance.quoted(mention)


def shared_event(scene: Scene) -> Iterator[Triple]:
    """Describe the event; several documents may record the same one."""
    this, metadata = scene.event, scene.findings.metadata
    if this is None or metadata.event is None:
        return
    for kind in (t.SCHEMA_EVENT, t.ELI_DL_ACTIVITY, t.PROV_ACTIVITY):
        yield this, t.RDF_TYPE, kind
    yield this, t.RDFS_LABEL, danish(" ".join(metadata.event.split()))
    held = day(metadata.date)
    if held is not None:
        yield this, t.ELI_DL_ACTIVITY_DATE, held
    counted = re.match(r"(\d{1,4})\.\s", metadata.event)
    if counted:
        yield this, t.LED_SEQUENCE_NUMBER, number(int(counted[1]))
    host = scene.meant(metadata.place_or_host, "organisation")
    if host is not None:
        yield this, t.SCHEMA_ORGANIZER, host
    elif metadata.place_or_host:
        yield this, t.SCHEMA_LOCATION, text(metadata.place_or_host)
    for person in scene.findings.persons:
        if person.participation == "absentee":
            yield this, t.ELI_DL_HAD_EXCUSED_PERSON, scene.entity("person", person.name)


def structure(scene: Scene) -> Iterator[Triple]:
    """Describe the document's sections and the paragraphs and bullets in them."""
    headings = {s.section: s for s in reversed(scene.findings.segments) if s.kind == "heading"}
    for section in scene.findings.sections:
        if section.heading:
            yield from _section(scene, section, headings.get(section.number))
    for order, segment in enumerate(scene.findings.segments, start=1):
        if segment.kind in _PARTS:
            yield from _segment(scene, segment, order)


def _section(scene: Scene, section: Section, heading: Segment | None) -> Iterator[Triple]:
    this = scene.section(section.number)
    parent = scene.document if section.parent is None else scene.section(section.parent)
    yield this, t.RDF_TYPE, t.DOCO_SECTION
    yield this, t.DCTERMS_IS_PART_OF, parent
    yield this, t.LED_ORDER, number(section.number)
    yield this, t.DCTERMS_TITLE, danish(" ".join(section.heading.split()))
    if heading:
        yield this, t.PROV_WAS_QUOTED_FROM, scene.provenance.passage(heading.start, heading.end)


def _segment(scene: Scene, segment: Segment, order: int) -> Iterator[Triple]:
    this = scene.mint.part(scene.name, "segment", order)
    yield this, t.RDF_TYPE, _PARTS[segment.kind]
    yield this, t.DCTERMS_IS_PART_OF, scene.section(segment.section)
    yield this, t.LED_ORDER, number(order)
    yield this, t.PROV_WAS_QUOTED_FROM, scene.provenance.passage(segment.start, segment.end)
