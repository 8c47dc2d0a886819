"""Persons: named human beings, how they took part, their role and affiliation, and later words for them."""

from collections.abc import Sequence

from graph_build.context import Source
from graph_build.extract.heard import Heard
from graph_build.extract.persons.labels import read_capacities, read_labels
from graph_build.extract.persons.lists import read_listed_again, read_lists
from graph_build.extract.persons.mentions import (
    read_joined,
    read_leads,
    read_short_forms,
    read_speakers,
    read_titled,
)  # fmt: skip
from graph_build.extract.persons.naming import is_initial
from graph_build.extract.persons.participation import (
    read_lines_below,
    read_membership,
    read_participation,
    read_signature,
    read_title_slide,
)
from graph_build.extract.persons.people import People
from graph_build.extract.persons.taking_part import weigh_participation
from graph_build.extract.persons.titles import read_titles
from graph_build.language.names import NameSpan
from graph_build.model import Organisation, Person, Segment

_SURE = 0.85


def extract(
    source: Source,
    names: Sequence[tuple[Segment, NameSpan]],
    organisations: Sequence[Organisation],
    genre: str,
    heard: Heard,
) -> tuple[Person, ...]:
    """The persons named in the document, in the order of their first mention.

    Args:
        source: The document.
        names: Names of persons that the tagger found, with their segments.
        organisations: The document's organisations, for affiliations.
        genre: The document's kind.
        heard: What the network says of it.
    """
    people = gather(source, names, organisations, genre)
    weigh_participation(people, genre, heard)
    read_membership(people, genre)
    read_titles(people, genre)
    return tuple(people.finished())


def gather(
    source: Source,
    names: Sequence[tuple[Segment, NameSpan]],
    organisations: Sequence[Organisation],
    genre: str,
) -> People:
    """The persons named, with how they took part by the rules; the arguments are those of ``extract``."""
    people = People(source, organisations)
    read_lists(people)
    read_leads(people)
    read_speakers(people)
    read_joined(people)
    for part, span in names:
        # Single words are read once all full names are known.
        if len(part.text[span.start : span.end].split()) >= 2:
            # A name that no list knows is one where the tagger is sure.
            sure = span.confidence >= _SURE or is_initial(part.text[span.start : span.end].split()[0])
            people.add(part, span.start, span.end, "persons.tagger", span.confidence, listed=sure)
    read_titled(people)
    read_short_forms(people, names)
    read_listed_again(people)
    read_lines_below(people)
    read_labels(people)
    read_participation(people, genre)
    read_signature(people, genre)
    read_title_slide(people, genre)
    read_capacities(people)
    return people
