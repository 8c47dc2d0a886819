"""The graph of the readers' annotations, and expected answers on disk for the queries over it."""

import json
import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from helpers_findings import all_findings

from graph_build.assemble import assemble, in_graph
from graph_build.assemble.shared import dataset, known_organisations, shared_graphs, similar_statements
from graph_build.iri import DEFAULT_BASE, Minter
from graph_build.model import Findings
from graph_build.provenance import VERSION
from graph_build.resolve import resolve
from graph_build.store import to_oxigraph
from queries.run import Result

CASES = Path(__file__).parent / "cases" / "queries"
REWRITE = os.environ.get("LEDELSESGRAF_REWRITE_CASES") == "1"
"""Write what the queries answer as what is expected of them; to be looked through before it is committed."""
HASHED = {"statement", "paradox", "pole", "mention", "participation", "membership"}
ASKED_BY = {"Topledere": "topledere", "Institutions- og driftsledere": "institutions- og driftsledere"}
MODALS = {"skal": "must", "bør": "should", "kan": "can"}
ACTS = {
    "Det blev aftalt": ("kommissionsmedlemmerne", None),
    "Det blev desuden aftalt": ("Alfred Josefsen", None),
    "Lotte Bøgh Andersen": ("Lotte Bøgh Andersen", None),
    "Ledelseskommisionen skal": ("Ledelseskommisionen", None),
    "Næste gang": (None, "Næste gang"),
}
STRESSED = {
    "kortsigtede produktivitetskrav": ("maalstyring",),
    "budgetoverholdelse": ("oekonomi",),
    "Målopfyldelse i enkelt område": ("maalstyring",),
    "løse opgaver på tværs": ("ledelse-paa-tvaers",),
    "Kvalitet i ydelsen": ("kvalitet",),
    "styre efter kvantificerbare mål": ("maalstyring",),
    "sikker drift": ("driftsledelse",),
    "være innovative og sætte prøvehandling i gang": ("innovation",),
    "udvikles skræddersyede løsninger": ("borgerperspektiv",),
    "ressourcerne er knappe": ("oekonomi",),
    "tænkes nyt, igangsættes forsøg": ("innovation",),
    "holdes stabil drift": ("driftsledelse",),
    "ledelse": ("ledelse",),
    "styring": ("styring",),
}


def completed(found: Findings) -> Findings:
    """The readers' findings with what the documents say, but the form of their notes had no place for."""
    headings = {section.number: section.heading for section in found.sections}

    def voiced(statement):
        heading = headings.get(statement.section, "")
        voice = next((who for start, who in ASKED_BY.items() if heading.startswith(start)), None)
        return replace(statement, voiced_by=statement.voiced_by or voice)

    def worded(advice):
        modal = re.search(r"\b(skal|bør|kan)\b", advice.mention.quote)
        return replace(advice, modality=MODALS[modal[1]] if modal else None)

    def acted(decision):
        who = (done for start, done in ACTS.items() if decision.mention.quote.startswith(start))
        actor, due = next(who, (None, None))
        return replace(decision, actor=actor, due=due)

    def stressed(paradox):
        poles = (replace(pole, themes=STRESSED.get(pole.text, ())) for pole in paradox.poles)
        return replace(paradox, poles=tuple(poles))

    return replace(
        found,
        questions=tuple(map(voiced, found.questions)),
        answers=tuple(map(voiced, found.answers)),
        recommendations=tuple(map(worded, found.recommendations)),
        decisions=tuple(map(acted, found.decisions)),
        paradoxes=tuple(map(stressed, found.paradoxes)),
    )


@cache
def gold_store() -> ox.Store:
    """The graph of the three annotated documents."""
    return made_store()


def made_store(base: str = DEFAULT_BASE) -> ox.Store:
    """The graph of the three annotated documents under a base, built as a build does, in memory."""
    findings = [completed(found) for found in all_findings()]
    resolution = resolve(findings, known_organisations(base))
    quads = {quad for found in findings for quad in assemble(found, base, resolution)}
    quads |= {*shared_graphs(base), *similar_statements(findings, base, resolution)}
    described = dataset(quads, [found.document.name for found in findings], base)
    quads |= set(in_graph(Minter(base).graph("metadata"), described))
    store = ox.Store()
    store.bulk_extend(map(to_oxigraph, quads))
    return store


def plain(result: Result, only: dict[str, list[str]] | None = None, shown: list[str] | None = None) -> dict:
    """A result as JSON that a person can check: no data types, hashed IRIs by their kind alone.

    Args:
        result: What a query gave.
        only: Which values a column must have for its row to be kept.
        shown: The columns that are kept; all by default.
    """
    if result.answer is not None:
        return {"answer": result.answer}
    if result.triples is not None:
        lines = (" ".join(map(_plain, (one.subject, one.predicate, one.object))) for one in result.triples)
        return {"triples": sorted(lines)}
    rows = [[_plain(term) for term in row] for row in result.rows]
    for column, wanted in (only or {}).items():
        at = result.columns.index(column)
        rows = [row for row in rows if row[at] in wanted]
    places = [result.columns.index(column) for column in shown or result.columns]
    return {
        "columns": [result.columns[at] for at in places],
        "rows": [[row[at] for at in places] for row in rows],
    }


def _plain(term) -> str | None:
    if term is None:
        return None
    if not isinstance(term, ox.NamedNode):
        return "VERSION" if term.value == VERSION else term.value
    *_, kind, reference = term.value.split("/")
    return kind if kind in HASHED else f"{kind}/{reference}".removeprefix("core/")


def cases() -> list[tuple[str, int]]:
    """The name of each query and the number of each of its cases."""
    found = [
        (path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(CASES.glob("*.json"))
    ]
    return [(name, number) for name, listed in found for number in range(len(listed))]


def case(name: str, number: int) -> dict:
    """A case: its parameters, which rows are looked at where not all are, and the expected answer."""
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))[number]


def rewrite(name: str, number: int, answer: dict) -> None:
    """Put an answer in the place of the expected one."""
    path = CASES / f"{name}.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    kept = {
        key: value for key, value in listed[number].items() if key in ("why", "parameters", "only", "shown")
    }
    listed[number] = {**kept, **answer}
    path.write_text(_written(listed), encoding="utf-8")


def _written(listed: list[dict]) -> str:
    """JSON with a row on a line, fit to be read and compared."""
    entries = []
    for one in listed:
        parts = []
        for key, value in one.items():
            if key in ("rows", "triples") and value:
                inner = ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in value)
                parts.append(f'  "{key}": [\n{inner}\n  ]')
            else:
                parts.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
        entries.append(" {\n" + ",\n".join(parts) + "\n }")
    return "[\n" + ",\n".join(entries) + "\n]\n"
