"""Organisations: bodies that can act, by the authority file, the tagger, name forms and definite nouns."""

from collections.abc import Sequence

from graph_build.context import Source
from graph_build.extract.organisations.bodies import Bodies
from graph_build.extract.organisations.later import initials, read_hints, read_short_forms, short_forms
from graph_build.extract.organisations.names import read_known, read_longer, read_tagged
from graph_build.extract.organisations.nouns import read_nouns
from graph_build.language.names import NameSpan
from graph_build.model import Organisation, Segment


def extract(source: Source, names: Sequence[tuple[Segment, NameSpan]]) -> tuple[Organisation, ...]:
    """The organisations that the document names, in the order of their first mention.

    Args:
        source: The document.
        names: Names of organisations that the tagger found, with their segments.
    """
    bodies = gather(source, names)
    read_nouns(bodies)
    return tuple(bodies.finished())


def gather(source: Source, names: Sequence[tuple[Segment, NameSpan]]) -> Bodies:
    """The bodies named otherwise than by a definite noun; the arguments are ``extract``'s."""
    bodies = Bodies(source)
    of_persons = initials(source)
    defined = short_forms(source) - of_persons
    names = [(part, span) for part, span in names if part.text[span.start : span.end] not in of_persons]
    read_longer(bodies, names)
    for part in source.readable():
        read_known(bodies, part, defined | of_persons)
    read_tagged(bodies, names)
    read_hints(bodies)
    read_short_forms(bodies, defined)
    return bodies
