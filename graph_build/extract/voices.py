"""Voices: whose words a statement is, through headings, speakers, reported speech and relays."""

from graph_build.context import Source
from graph_build.model import Findings


def attribute(source: Source, found: Findings) -> Findings:
    """The findings, each statement with its voice where the document makes clear whose it is."""
    return found
