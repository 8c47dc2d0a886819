"""The page of a document's text, in which every quoted passage has its place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from exports.web import asking
from exports.web.negotiation import MEDIA_TYPES
from exports.web.pages import language_of, render
from ontology.terms import PREFIXES

__all__ = ["text_page"]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of text: the places that begin at it, what was stated by it, whether anything quotes it."""

    text: str
    anchors: tuple[str, ...]
    to: str
    covered: bool


async def text_page(request: Request, iri: str, stem: str) -> Response:
    """Show a text with its passages."""
    backend = request.app.state.backend
    found = await asking.rows(backend, "passages", this=[asking.node(iri)])
    outgoing = await asking.rows(backend, "outgoing", this=[asking.node(iri)])
    derived = f"{PREFIXES['prov']}wasDerivedFrom"
    documents = sorted({row["o"]["value"] for row in outgoing if row["p"]["value"] == derived})
    labels = await asking.labels(backend, [iri, *documents], language_of(request))
    return render(
        request,
        "text.html",
        iri=iri,
        stem=stem,
        label=next((labels[one] for one in documents if one in labels), asking.short(iri)),
        labels=labels,
        documents=documents,
        formats=[(form, MEDIA_TYPES[form]) for form in ("txt", "ttl", "jsonld", "rdf", "nt")],
        parts=list(_parts(request.app.state.texts[iri], found)),
    )


def _parts(text: str, found: Sequence[asking.Row]) -> Iterator[_Part]:
    """Cut the text wherever a passage starts or a statement's passage ends."""
    spans = [(int(row["start"]["value"]), int(row["end"]["value"]), row) for row in found]
    anchors: Mapping[int, set[str]] = defaultdict(set)
    for start, end, _ in spans:
        anchors[start].add(f"char={start},{end}")
    stated = sorted(
        {(start, end, row["statement"]["value"]) for start, end, row in spans if "statement" in row},
        key=lambda one: (one[1] - one[0], one),
    )
    edges = sorted({0, len(text), *anchors, *(edge for one in stated for edge in one[:2])})
    for start, end in pairwise(edges):
        over = [one for one in stated if one[0] <= start and end <= one[1]]
        to = over[0][2] if over else ""
        yield _Part(text[start:end], tuple(sorted(anchors.get(start, ()))), to, bool(over))
