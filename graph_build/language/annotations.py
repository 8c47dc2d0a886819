"""Where the annotated documents stand that classifiers are trained on."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph_build.two_readers import agreed

DATA = Path(__file__).parent / "data"
CORPUS = Path("corpus")
DOCUMENTS = DATA / "documents"
"""The documents that the names model learns too."""
FURTHER = DATA / "further"
"""Documents by further writers."""
MORE = DATA / "more"
"""Documents of which kinds are not learnt either: their readers differ."""
RETOLD_AS = "retold/"
"""What stands before the name of a document that retells the one of that name."""
RETOLD = DATA / "retold"
"""Documents of the others as somebody else would write them, finding by finding, under the same names."""
SECOND = DATA / "second"
"""What a second reader found in a folder's documents, under its name, without sight of the first reading."""
UNNOTED = "unnoted"
"""The key of an annotation under which the kinds stand that its readers noted otherwise than others."""
FOLDERS = (DOCUMENTS, FURTHER, Path("tests/gold"))
"""What the shipped models are trained on, with ``MORE`` and ``RETOLD``."""


def load(annotation: Path) -> dict[str, Any]:
    """What readers found in a document, in the form that ``ledelsesgraf annotate`` writes.

    Where two have read it, what only one of them saw is ``optional``.
    """
    first, *second = readings(annotation)
    return agreed(first, *second) if second else first


def is_noted(found: Mapping[str, Any], kind: str) -> bool:
    """Whether a document's readers noted a kind as others do; what they noted otherwise is not learnt."""
    return kind not in found.get(UNNOTED, ())


def readings(annotation: Path) -> tuple[dict[str, Any], ...]:
    """What each reader found in a document, the first one's and, where two have read it, the second one's."""
    second = SECOND / annotation.parent.name / annotation.name
    return _read(annotation), *([_read(second)] if second.exists() else [])


def _read(annotation: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(annotation.read_text(encoding="utf-8"))
    return found


def text_of(annotation: Path) -> Path:
    """The document that an annotation is of: beside it, or in the corpus."""
    beside = [*annotation.parent.glob(f"{annotation.stem}.*"), *CORPUS.glob(f"{annotation.stem}.*")]
    return next(path for path in sorted(beside) if path.suffix in {".txt", ".md"})
