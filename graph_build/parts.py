"""One document at a time: its bytes to findings, its findings to sorted N-Quads, counts and checks.

Both steps stand under keys that say all they depend on, so what was done once is not done again. What is
written of one document never repeats what is written of another one; what several may say alike is set apart.
"""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graph_build.assemble import graphs
from graph_build.assemble.shared import said_in
from graph_build.cache import Cache, DamagedError
from graph_build.consequences import Known, Triple, derive, written
from graph_build.counting import LINES, Tally, hashed, tally
from graph_build.errors import ReadError
from graph_build.fingerprint import key, program, stamp
from graph_build.identity import Kind
from graph_build.inference import DERIVED, GRAPH
from graph_build.iri import TextMinter, slug
from graph_build.likeness import lemmas_of, remember
from graph_build.model import Document, Findings
from graph_build.nquads import Text, lexical, term
from graph_build.read import MAX_BYTES
from graph_build.reading import find, read_document
from graph_build.resolve import Names, Resolution, names_of, statements_of
from graph_build.store import Source
from graph_build.validate import check, shared_things
from graph_build.validation_report import Finding
from ontology import terms as t

__all__ = ["WHO", "Assembling", "Gist", "Named", "Part", "Reading", "part_key", "put_in_quads", "read_one"]

_TRIES = 3
"""How often a document is read that changes while it is read."""
_TYPE, _FILE = term(t.RDF_TYPE), term(t.SCHEMA_MEDIA_OBJECT)
_DERIVED = frozenset(map(term, DERIVED))
READ = ("findings", "text", "said", "named")
"""What is kept of a document beside its gist: findings, text, and what tells of likenesses and of names."""
WHO = "who"
"""Ending of who is who in a document, which is kept before that is put in quads."""
PUT_IN = ("part", WHO, "shared", "nq.gz")
"""What is kept of a document in quads: counts and findings, who is who in it, shared lines, its own lines."""
KINDS = ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")


@dataclass(frozen=True, slots=True)
class Reading:
    """To read one file: where it is, where to keep what is found, and what it must still be."""

    path: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Gist:
    """What a build holds of every document that was read, however many there are.

    Attributes:
        key: Under which its findings are kept.
        source: Its name, path, SHA-256 and text; the text is left empty here.
        counts: Number of statements, for each class of ``KINDS``.
        themes: Ids of the themes that its statements are about, sorted.
        event: Name and date of the event that it records.
        text: SHA-256 of its text.
    """

    key: str
    source: Source
    counts: tuple[int, ...]
    themes: tuple[str, ...]
    event: tuple[str, str | None] | None
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """What tells who is who; a build takes it out of the cache for one document after the other.

    Attributes:
        names: Whom the document names, and its paradoxes' poles.
        mentions: How often persons and organisations are mentioned, by kind and name.
        lemmas: Of the words of its names and poles, and of those by which it says who is meant.
    """

    names: Names
    mentions: Mapping[tuple[Kind, str], int]
    lemmas: Mapping[str, str]


def warm_up() -> None:
    """Load models, word lists and the dictionary, so that copies of this process have them at once."""
    words = "# Mødereferat\n\nAnne Holm sagde: Hvad bør topledere gøre?\n"
    found = find(Document("a", "a.txt", "text", "utf-8", "0" * 64, words))
    named_of(found)
    tuple(said_in(found))


def read_one(task: Reading) -> str:
    """Read a file, keep its findings and their gist, and give the key under which they stand.

    Raises:
        ReadError: The document cannot be read, or keeps changing.
    """
    cache = Cache(task.cache)
    for _ in range(_TRIES):
        before = stamp(task.path)
        done = _known(task, cache)
        found = None if done else read_document(task.path)
        if before is not None and stamp(task.path) == before:
            return _keep(found, cache) if found else str(done)
    raise ReadError(f"{task.path.as_posix()}: changes while it is read; build again when it is at rest.")


def _known(task: Reading, cache: Cache) -> str | None:
    """The key of what these very bytes gave before, under the same path."""
    try:
        if task.path.stat().st_size > MAX_BYTES:
            return None
        sha256 = hashlib.sha256(task.path.read_bytes()).hexdigest()
    except OSError:  # the reader says why
        return None
    this = findings_key(sha256, unicodedata.normalize("NFC", task.path.as_posix()))
    return this if cache.get(this, "gist") is not None and cache.has(this, *READ) else None


def findings_key(sha256: str, path: str) -> str:
    """Give the key of a document's findings: its bytes, its path, and the program that reads it."""
    return key("findings", sha256, path, program())


def _keep(found: Findings, cache: Cache) -> str:
    gist = gist_of(found)
    cache.put(gist.key, "named", named_of(found))
    cache.put(gist.key, "text", found.document.text)
    cache.put(gist.key, "findings", found)
    cache.put(gist.key, "said", tuple(said_in(found)))
    cache.put(gist.key, "gist", gist)
    return gist.key


def gist_of(found: Findings) -> Gist:
    """Give what a build holds of a document."""
    document, metadata = found.document, found.metadata
    return Gist(
        findings_key(document.sha256, document.path),
        Source(document.name, document.path, document.sha256, ""),
        tuple(len(getattr(found, kind)) for kind in KINDS),
        tuple(sorted({theme for one in statements_of(found) for theme in one.themes})),
        (metadata.event, metadata.date) if metadata.event else None,
        hashlib.sha256(document.text.encode()).hexdigest(),
    )


def named_of(found: Findings) -> Named:
    """Give what tells who is who in a document."""
    people = Counter[tuple[Kind, str]]()
    for person in found.persons:
        people["person", person.name] += len(person.mentions)
    for body in found.organisations:
        people["organisation", body.name] += len(body.mentions)
    names = names_of(found)
    told = [form for item in names.items for form in (item.name, *item.variants)]
    told += [pole for tension in names.tensions for pole in tension.poles]
    told += [words for words in _calls(found) if words]
    return Named(names, dict(people), lemmas_of(told))


def _calls(found: Findings) -> Iterator[str | None]:
    """The words by which a document says who is meant, that need be nobody's name."""
    yield found.metadata.place_or_host
    yield from (statement.voiced_by for statement in statements_of(found))
    yield from (who for advice in found.recommendations for who in (advice.addressee, advice.beneficiary))
    yield from (decision.actor for decision in found.decisions)


@dataclass(frozen=True, slots=True)
class Assembling:
    """To put one document's findings in quads: under which keys they and who is who in it stand."""

    findings: str
    part: str
    base: str
    cache: Path


class Shared(NamedTuple):
    """Lines that one document adds and others may add too.

    Attributes:
        stated: Of shared graphs, sorted.
        follows: Of the inferred graph, sorted.
    """

    stated: list[bytes]
    follows: list[bytes]


@dataclass(slots=True)
class Part:
    """What is known of one document's lines; these and those that it shares stand in files of their own.

    Attributes:
        tally: Counts of the document's own lines.
        findings: What validation found.
    """

    tally: Tally
    findings: tuple[Finding, ...]


def part_key(findings: str, resolution: Resolution, base: str) -> str:
    """Give the key of a document's part: its findings, who is who in it, and the base."""
    return key("part", findings, base, resolution.told())


def put_in_quads(task: Assembling) -> str:
    """Assemble a document, infer, count and check it, keep all that, and give the part's key.

    Raises:
        DamagedError: Its findings, or who is who in it, are no longer there.
    """
    cache = Cache(task.cache)
    found, named = (cache.get(task.findings, what) for what in ("findings", "named"))
    who = cache.get(task.part, WHO)
    if found is None or named is None or who is None:
        raise DamagedError(f"{task.cache}: what was read is no longer there; build again.")
    remember(named.lemmas)
    document, mint = found.document, TextMinter(task.base)
    stated = _stated(found, task.base, who)
    graph, inferred = mint.graph(slug(document.name)), mint.graph(GRAPH)
    everything = set[Triple]().union(*stated.values())
    own = {s for s, p, o in stated[graph] if p == _TYPE}
    own -= {s for s, p, o in stated[graph] if o == _FILE}  # two documents may be one file
    follows = written(derive(everything, shared_known(task.base)))
    mine = {graph: stated.pop(graph), inferred: {one for one in follows if one[0] in own or one[2] in own}}
    del stated[mint.graph("agents")]
    shared, loose = _lines(stated), _lines({inferred: follows - mine[inferred]})
    counts = tally(mine, task.base, own, statements(task.base))
    counts.others[LINES] = hashed([*shared, *loose])
    text_iri = lexical(mint.named("text", document.name))
    checked = check(everything, document.name, document.text, text_iri, task.base)
    cache.put_lines(task.part, _lines(mine))
    cache.put(task.part, "shared", Shared(shared, loose))
    cache.put(task.part, "part", Part(counts, checked))
    return task.part


def _stated(found: Findings, base: str, who: Resolution) -> dict[Text, set[Triple]]:
    """What a document's findings say, by named graph."""
    stated: dict[Text, set[Triple]] = defaultdict(set)
    for graph, triples in graphs(found, base, who):
        stated[graph].update(triple for triple in triples if triple[1] not in _DERIVED)
    return stated


def _lines(graphs: Mapping[Text, Set[Triple]]) -> list[bytes]:
    """Give triples by named graph as sorted lines."""
    return sorted(
        f"{s} {p} {o} {graph} .\n".encode() for graph, triples in graphs.items() for s, p, o in triples
    )


def statements(base: str) -> Text:
    """How the IRIs of statements start, in N-Quads; other parts may link to them."""
    return f"<{base}id/statement/"


@lru_cache(maxsize=2)
def shared_known(base: str) -> Known:
    """The model, themes and authority file with all that follows from them, as ground for inference."""
    given, known = set(shared_things(base)), Known()
    known.add(given)
    known.add(derive(given))
    return known


def get_ready(base: str) -> None:
    """Load what every document is put in quads on, so that copies of this process have it at once."""
    shared_known(base)
    check(set(), "", "", "", base)
