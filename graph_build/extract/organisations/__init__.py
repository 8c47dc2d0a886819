"""Organisations: bodies that can act, by the authority file, the tagger, name forms and definite nouns.

What these find and what else may be a name is weighed by a trained classifier before nouns are read.
"""

from graph_build.context import Source
from graph_build.extract.heard import Heard
from graph_build.extract.organisations.bodies import Bodies
from graph_build.extract.organisations.later import initials, read_hints, read_short_forms, short_forms
from graph_build.extract.organisations.names import read_known, read_longer, read_tagged
from graph_build.extract.organisations.nouns import read_nouns
from graph_build.extract.organisations.weighing import weighed
from graph_build.extract.tagging import Tagging
from graph_build.model import Organisation


def extract(source: Source, tagging: Tagging, heard: Heard) -> tuple[Organisation, ...]:
    """The organisations that the document names, in the order of their first mention.

    Args:
        source: The document.
        tagging: What the tagger says of it.
        heard: What the network says of it.
    """
    bodies = gather(source, tagging)
    read_nouns(bodies, heard)
    return tuple(bodies.finished())


def gather(source: Source, tagging: Tagging) -> Bodies:
    """The bodies named otherwise than by a definite noun; the arguments are ``extract``'s."""
    return weighed(source, tagging, by_rules(source, tagging))


def by_rules(source: Source, tagging: Tagging) -> Bodies:
    """The bodies that rules and tagger find, unweighed; the arguments are those of ``extract``."""
    bodies = Bodies(source)
    of_persons = initials(source)
    defined = short_forms(source) - of_persons
    names = [
        (part, span) for part, span in tagging.of("ORG") if part.text[span.start : span.end] not in of_persons
    ]
    read_longer(bodies, names)
    for part in source.readable():
        read_known(bodies, part, defined | of_persons)
    read_tagged(bodies, names)
    read_hints(bodies)
    read_short_forms(bodies, defined)
    return bodies
