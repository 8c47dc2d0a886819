"""Write the organisations of ``agents.ttl`` as a table for the text wing; ``--check`` fails if stale.

Run ``python -m ontology.agents_gazetteer`` after each change to ``agents.ttl``.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, URIRef

from ontology import load
from ontology import terms as t

TABLE: Final = Path(__file__).parent.parent / "graph_build" / "lexicon" / "gazetteers" / "organisations.tsv"
HEADER: Final = """\
# Known organisations; written from ontology/agents.ttl by python -m ontology.agents_gazetteer, never edited.
# Key in the authority file, kind, preferred name, variants parted by |, and hints parted by |: forms that
# count only where something else points to the organisation.
"""


def table(listed: Graph) -> str:
    """Give the table's text: a row for each organisation by key, Danish names alone, each column sorted."""
    start = f"{load.BASE}id/organisation/"
    bodies = {body for body in listed.subjects(t.ORG_CLASSIFICATION) if isinstance(body, URIRef)}
    rows = ("\t".join(_row(listed, body, body.removeprefix(start))) for body in sorted(bodies))
    return HEADER + "".join(f"{row}\n" for row in rows)


def _row(listed: Graph, body: URIRef, key: str) -> tuple[str, ...]:
    kind = str(listed.value(body, t.ORG_CLASSIFICATION)).rpartition("/")[2]
    labels = (t.SKOS_PREF_LABEL, t.SKOS_ALT_LABEL, t.SKOS_HIDDEN_LABEL)
    return key, kind, *("|".join(_danish(listed, body, label)) for label in labels)


def _danish(listed: Graph, body: URIRef, label: URIRef) -> list[str]:
    found = (name for name in listed.objects(body, label) if isinstance(name, Literal))
    return sorted(str(name) for name in found if name.language == "da")


def main() -> None:
    """Write the table, or with ``--check`` say whether it is as it would be written."""
    parser = argparse.ArgumentParser(description="Write the text wing's table of known organisations.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the table is stale")
    written = table(load.agents())
    if not parser.parse_args().check:
        TABLE.write_text(written, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != written:
        sys.exit(f"{TABLE.name} is stale: run python -m ontology.agents_gazetteer")


if __name__ == "__main__":
    main()
