"""Where the annotated documents stand that classifiers are trained on."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CORPUS = Path("corpus")
FURTHER = DATA / "further"
"""Documents whose poles are cut out otherwise than those of the rest, and not learnt."""
MORE = DATA / "more"
"""Documents of which kinds, bodies and ways of taking part are not learnt either: their readers differ."""
RETOLD = DATA / "retold"
"""Documents of the others as somebody else would write them, finding by finding, under the same names."""
FOLDERS = (DATA / "documents", FURTHER, Path("tests/gold"))
"""What the shipped models are trained on, with ``MORE`` and ``RETOLD``."""


def load(annotation: Path) -> dict[str, Any]:
    """What a reader found in a document, in the form that ``ledelsesgraf annotate`` writes."""
    found: dict[str, Any] = json.loads(annotation.read_text(encoding="utf-8"))
    return found


def text_of(annotation: Path) -> Path:
    """The document that an annotation is of: beside it, or in the corpus."""
    beside = [*annotation.parent.glob(f"{annotation.stem}.*"), *CORPUS.glob(f"{annotation.stem}.*")]
    return next(path for path in sorted(beside) if path.suffix in {".txt", ".md"})
