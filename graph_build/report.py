"""What a build read and made, as frozen values; light, so that a build with nothing to do is quick."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_build.errors import LedelsesgrafError
from graph_build.validation_report import Report

__all__ = ["BuildReport", "Failure"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that gave nothing to the build, and why; ``error`` is one line."""

    path: str
    error: LedelsesgrafError


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and made.

    Attributes:
        documents: Names of the documents in the graph, sorted.
        entities: Number of entities by class.
        statements: Number of statements by class.
        triples: Number of triples in all named graphs.
        examples: Names of two things that the documents speak of much, where there are two.
        validation: What the shapes and the quotes' check found; ``None`` where nothing was built.
        failures: Paths that could not be read, in order.
    """

    documents: tuple[str, ...] = ()
    entities: Mapping[str, int] | None = None
    statements: Mapping[str, int] | None = None
    triples: int = 0
    examples: tuple[str, ...] = ()
    validation: Report | None = None
    failures: tuple[Failure, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, fit for JSON."""
        return {
            "documents": list(self.documents),
            "entities": dict(self.entities or {}),
            "statements": dict(self.statements or {}),
            "triples": self.triples,
            "examples": list(self.examples),
            "validation": self.validation.to_dict() if self.validation else None,
            "failures": [{"path": failure.path, "error": str(failure.error)} for failure in self.failures],
        }
