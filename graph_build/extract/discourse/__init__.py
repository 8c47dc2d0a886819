"""Questions and answers: relays, transcripts, questions with what stands under them, and those in prose."""

from graph_build.context import Source
from graph_build.extract.discourse.answered import read_answered
from graph_build.extract.discourse.gathered import Gathered, Posed
from graph_build.extract.discourse.labelled import read_labelled
from graph_build.extract.discourse.mails import read_mails
from graph_build.extract.discourse.paired import read_paired
from graph_build.extract.discourse.prose import looks_like_question, read_open
from graph_build.extract.discourse.relays import read_relays
from graph_build.extract.discourse.tabled import read_tabled
from graph_build.extract.discourse.transcripts import read_transcript
from graph_build.extract.discourse.within import read_within
from graph_build.extract.heard import Heard
from graph_build.model import Answer, Question, Segment

__all__ = ["extract", "looks_like_question"]


def extract(
    source: Source, genre: str, posed: Posed, heard: Heard
) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The document's questions and answers, in reading order; each answer names its question and the ground.

    Args:
        source: The document.
        genre: Its kind.
        posed: Tells posed questions from rhetorical ones.
        heard: What the network says of the document.
    """
    found = _marked(source, heard)
    read_answered(found, genre, posed, heard)
    read_mails(found, posed)
    read_open(found, genre, posed, heard)
    return found.numbered()


def standing(source: Source) -> list[Segment]:
    """The parts of a document whose questions and answers are not told by their marks, in reading order."""
    return _marked(source, None).unused()


def _marked(source: Source, heard: Heard | None) -> Gathered:
    """What labels, speakers and the order of a relay tell."""
    found = Gathered(source)
    read_tabled(found)
    read_within(found)
    read_paired(found)
    read_relays(found)
    read_labelled(found)
    read_transcript(found, heard)
    return found
