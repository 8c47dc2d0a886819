"""A file to findings: the text wing from end to end."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from graph_build.context import Source, prepare
from graph_build.extract import (
    acting,
    action_tables,
    claims,
    discourse,
    figures,
    groups,
    metadata,
    organisations,
    persons,
    tensions,
    themes,
    voices,
)
from graph_build.extract.heard import Heard
from graph_build.extract.tagging import tagged
from graph_build.model import Document, Findings, Organisation, Paradox, Person, Statement
from graph_build.read import read

S = TypeVar("S", bound=Statement)


def read_document(path: Path, shown: str | None = None) -> Findings:
    """All that a careful reader finds in one document.

    Args:
        path: The file.
        shown: The path as messages and the graph name it.

    Raises:
        ReadError: The document cannot be read.
    """
    return find(read(path, shown))


def find(document: Document) -> Findings:
    """All that a careful reader finds in a document's text."""
    source = prepare(document)
    return acting.attribute(voices.attribute(source, unvoiced(source)))


def unvoiced(source: Source) -> Findings:
    """All that a careful reader finds in a document, but for whose words its statements are."""
    about = metadata.extract(source)
    names = tagged(source)
    sentences, heard = claims.weigh(source, about.kind)
    bodies = organisations.extract(source, names, heard)
    people = persons.extract(source, names.of("PER"), bodies, about.kind, heard)
    entities: tuple[Person | Organisation, ...] = (*people, *bodies)
    taken = [(m.start, m.end) for entity in entities for m in entity.mentions]
    found = Findings(
        source.document, about, source.segments, source.sections,
        persons=people,
        organisations=bodies,
        groups=groups.extract(source, heard, taken),
        themes=themes.extract(source),
        figures=figures.extract(source, heard),
    )  # fmt: skip
    return _statements(source, found, sentences, heard)


def _statements(
    source: Source, found: Findings, sentences: Sequence[claims.Weighed], heard: Heard
) -> Findings:
    genre = found.metadata.kind
    questions, answers = discourse.extract(source, genre, claims.posed(sentences), heard)
    treated = tuple(theme.id for theme in found.themes)

    def themed(statements: tuple[S, ...]) -> tuple[S, ...]:
        return tuple(
            replace(s, themes=themes.about((s.mention.quote, source.heading(s.section)), treated))
            for s in statements
        )

    found_paradoxes = themed(tensions.paradoxes(source, sentences))
    tabled = tuple(action_tables.read(source))
    advice = action_tables.beside(source, claims.recommendations(source, sentences), tabled)
    return replace(
        found,
        questions=themed(questions),
        answers=themed(answers),
        paradoxes=tuple(_with_pole_themes(paradox, treated) for paradox in found_paradoxes),
        recommendations=themed(advice),
        decisions=themed(action_tables.joined(source, claims.decisions(source, sentences), tabled)),
    )


def _with_pole_themes(paradox: Paradox, treated: tuple[str, ...]) -> Paradox:
    """The paradox, each pole with the themes that its own words show."""
    poles = tuple(replace(pole, themes=themes.about((pole.text,), treated)) for pole in paradox.poles)
    return replace(paradox, poles=poles)
