"""Chooses a format by an Accept header, as RFC 9110 says: the most specific range counts, then its weight."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["BOOLEANS", "EXTENSIONS", "GRAPHS", "MEDIA_TYPES", "TABLES", "choose", "weigh"]

_MOST: Final = 100
"""Ranges that are looked at; nobody needs more."""

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
BOOLEANS: Final = TABLES
GRAPHS: Final[Mapping[str, tuple[str, ...]]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml"),
    "nt": ("application/n-triples", "text/plain"),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
    "n3": ("text/n3",),
}
MEDIA_TYPES: Final[Mapping[str, str]] = {
    **{form: types[0] for form, types in (*TABLES.items(), *GRAPHS.items())},
    "html": "text/html",
    "txt": "text/plain",
}
"""The media type that a format is sent as, by its short name."""
EXTENSIONS: Final = ("html", "ttl", "jsonld", "rdf", "nt", "json", "csv")


@lru_cache(maxsize=256)  # clients say the same again and again
def weigh(accept: str, media_type: str) -> float:
    """Give how much a client wants a media type, 0 (not at all) to 1; what cannot be read is left out."""
    if not accept.strip():
        return 1.0
    best = (-1, 0.0)
    for part in accept.lower().split(",")[:_MOST]:
        wanted, *parameters = (piece.strip() for piece in part.split(";"))
        specific = _matches(wanted, media_type)
        if specific > best[0]:
            best = (specific, _quality(parameters))
    return best[1]


def _matches(wanted: str, media_type: str) -> int:
    kind, _, rest = wanted.partition("/")
    if wanted == media_type:
        return 2
    if rest == "*" and kind == media_type.partition("/")[0]:
        return 1
    return 0 if wanted in ("*/*", "*") else -1


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return min(max(quality, 0.0), 1.0) if math.isfinite(quality) else 0.0
    return 1.0


def choose(accept: str, offers: Mapping[str, Sequence[str]]) -> str | None:
    """Give the short name of the format that a client wants most, the first of equals; ``None`` for none."""
    best, chosen = 0.0, None
    for form, types in offers.items():
        weight = max(weigh(accept, media_type) for media_type in types)
        if weight > best:
            best, chosen = weight, form
    return chosen
