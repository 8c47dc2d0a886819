"""Questions and answers: relays, interviews, headings with bullets, and questions left open in prose."""

from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, Posed
from graph_build.extract.discourse.headed import read_headed, read_led
from graph_build.extract.discourse.interviews import read_interview, read_transcript
from graph_build.extract.discourse.labelled import read_labelled
from graph_build.extract.discourse.prose import looks_like_question, read_open
from graph_build.extract.discourse.relays import read_relays
from graph_build.model import Answer, Question

__all__ = ["extract", "looks_like_question"]
_RECORDS = frozenset({"minutes", "slides", "network-meeting", "meeting-notes", "relay-report"})


def extract(source: Source, genre: str, posed: Posed) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The document's questions and answers, in reading order; each answer names its question and the ground.

    Args:
        source: The document.
        genre: Its kind.
        posed: Tells posed questions from rhetorical ones.
    """
    found = Gathered(source)
    read_relays(found)
    read_labelled(found)
    read_transcript(found)
    # One question with its answer makes no interview, but may well stand alone in a relay.
    read_interview(found, 1 if genre == "relay-report" else 3)
    read_led(found, posed)
    if genre in _RECORDS:
        read_headed(found, genre, posed)
    read_open(found, posed)
    return found.numbered()
