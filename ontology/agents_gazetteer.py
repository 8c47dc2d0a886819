"""Write the organisations of ``agents.ttl`` as a table that the text wing reads; ``--check`` fails where it is stale.

Run ``python -m ontology.agents_gazetteer`` after each change to ``agents.ttl``.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import SKOS, Graph, Literal, URIRef

from ontology import load
from ontology import terms as t

TABLE: Final = Path(__file__).parent.parent / "graph_build" / "lexicon" / "agents" / "organisations.tsv"
HEADER: Final = """\
# Names of known organisations, written from ontology/agents.ttl by python -m ontology.agents_gazetteer; never edited.
# Columns: form, key in the authority file, kind, use.
# Use: name (the preferred name), variant, or hint (counts only where something else points to the organisation).
"""
_USES: Final = ((SKOS.prefLabel, "name"), (SKOS.altLabel, "variant"), (SKOS.hiddenLabel, "hint"))


def table(listed: Graph) -> str:
    """Give the table's text: one row for each Danish name, by key, the preferred name first, then by form."""
    start = f"{load.BASE}id/organisation/"
    bodies = {body for body in listed.subjects(t.ORG_CLASSIFICATION) if isinstance(body, URIRef)}
    rows = [row for body in sorted(bodies) for row in _rows(listed, body, body.removeprefix(start))]
    return HEADER + "".join("\t".join(row) + "\n" for row in rows)


def _rows(listed: Graph, body: URIRef, key: str) -> Iterator[tuple[str, str, str, str]]:
    kind = str(listed.value(body, t.ORG_CLASSIFICATION)).rpartition("/")[2]
    for label, use in _USES:
        found = (name for name in listed.objects(body, label) if isinstance(name, Literal))
        for form in sorted(str(name) for name in found if name.language == "da"):
            yield form, key, kind, use


def main() -> None:
    """Write the table, or with ``--check`` say whether it is as it would be written."""
    parser = argparse.ArgumentParser(description="Write the text wing's table of known organisations.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the table is stale")
    written = table(load.agents())
    if not parser.parse_args().check:
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_text(written, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != written:
        sys.exit(f"{TABLE.name} is stale: run python -m ontology.agents_gazetteer")


if __name__ == "__main__":
    main()
