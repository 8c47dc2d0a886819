"""Which query a new pyoxigraph slows: each of the library, beside what was stored for the last version.

    python benchmarks/upgrade.py [--graph build/graph] [--store] [--against 0.5.12]

A query's time is told as a ratio to SQL queries on the same quads in the same run, so machines compare. The
ratios of ``benchmarks/upgrade.json`` are the last version's; a query that takes more than twice its ratio is
named, and the program fails. ``--store`` writes the ratios anew, which every upgrade needs. ``--against``
installs another version beside this one and compares the two in one run, which is the surer way.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from graph_build.store import NQUADS
from ontology.terms import PREFIXES
from queries.catalogue import library

HERE = Path(__file__).parent
STORED = HERE / "upgrade.json"
SLOWER = 2.0
LEAST = 0.05
"""A ratio below which a query is too short for its ratio to mean anything."""


def texts() -> dict[str, str]:
    """Give the queries that are timed: the library's, and those whose plan is known to go wrong."""
    traps = {f"trap: {path.stem}": path.read_text(encoding="utf-8") for path in HERE.glob("traps/*.rq")}
    return {**{one.name: one.text for one in library()}, **dict(sorted(traps.items()))}


def timed(python: str, graph: Path, rounds: int) -> dict[str, Any]:
    """Give what ``yardstick.py`` measures, with each query's ratio to the yardstick."""
    task = {"quads": str(graph / NQUADS), "prefixes": PREFIXES, "queries": texts(), "rounds": rounds}
    command = [python, str(HERE / "yardstick.py")]
    done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    yard = math.exp(sum(map(math.log, found["yardstick"])) / len(found["yardstick"]))
    ratios = {name: round(ms / yard, 4) for name, ms in found["queries"].items()}
    return {"pyoxigraph": found["pyoxigraph"], "ratios": ratios}


def other(version: str, graph: Path, rounds: int) -> dict[str, Any]:
    """Give the same for another version, installed into an environment that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        command = [python, "-m", "pip", "install", "--quiet", f"pyoxigraph=={version}"]
        subprocess.run(command, check=True)
        return timed(python, graph, rounds)


def slower(now: dict[str, float], before: dict[str, float]) -> list[tuple[float, str]]:
    """Give the queries that take longer than they did, the worst first."""
    found = [(max(now[name], LEAST) / max(before[name], LEAST), name) for name in now if name in before]
    return sorted((one for one in found if one[0] > SLOWER), reverse=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", type=Path, default=Path("build/graph"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--against", metavar="VERSION")
    given = parser.parse_args()
    now = timed(sys.executable, given.graph, given.rounds)
    if given.store:
        STORED.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        print(f"stored {len(now['ratios'])} ratios of pyoxigraph {now['pyoxigraph']}")
        return 0
    before = (
        other(given.against, given.graph, given.rounds)
        if given.against
        else json.loads(STORED.read_text(encoding="utf-8"))
    )
    found = slower(now["ratios"], before["ratios"])
    print(f"pyoxigraph {now['pyoxigraph']} beside {before['pyoxigraph']}, {len(now['ratios'])} queries")
    for times, name in found:
        ratios = f"{before['ratios'][name]:.2f} to {now['ratios'][name]:.2f}"
        print(f"SLOWER {name}: {times:.1f} times as long (ratio {ratios})")
    for name in sorted(set(now["ratios"]) - set(before["ratios"])):
        print(f"NEW {name}: nothing is stored for it")
    print("no query is slower" if not found else f"{len(found)} slower; write them otherwise, or stay")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
