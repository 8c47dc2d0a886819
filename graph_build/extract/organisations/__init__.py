"""Organisations: bodies that can act, by the authority file, the tagger, name forms and definite nouns."""

from collections.abc import Sequence

from graph_build.context import Source
from graph_build.extract.organisations.bodies import Bodies
from graph_build.extract.organisations.later import read_definite, read_hints, read_short_forms, short_forms
from graph_build.extract.organisations.names import read_known, read_tagged
from graph_build.language.names import NameSpan
from graph_build.model import Organisation, Segment


def extract(source: Source, names: Sequence[tuple[Segment, NameSpan]]) -> tuple[Organisation, ...]:
    """The organisations that the document names, in the order of their first mention.

    Args:
        source: The document.
        names: Names of organisations that the tagger found, with their segments.
    """
    bodies = Bodies(source)
    defined = short_forms(source)
    for part in source.readable():
        read_known(bodies, part, defined)
    read_tagged(bodies, names)
    read_hints(bodies)
    read_short_forms(bodies, defined)
    for part in source.readable():
        read_definite(bodies, part)
    return tuple(bodies.finished())
