"""What a graph holds, in figures, and what to try next."""

import os
import shlex
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from exports.cli_terminal import table

__all__ = ["counts", "places", "seconds", "sizes", "suggestions", "typed", "unread"]

_ENTITIES = {
    "persons": "Personer · persons",
    "organisations": "Organisationer · organisations",
    "groups": "Aktørgrupper · groups of actors",
    "themes": "Temaer · themes",
    "events": "Begivenheder · events",
    "paradoxes": "Paradokser · paradoxes",
}
_STATEMENTS = {
    "questions": "Spørgsmål · questions",
    "answers": "Svar · answers",
    "paradoxes": "Paradoksudsagn · paradox statements",
    "recommendations": "Anbefalinger · recommendations",
    "decisions": "Beslutninger · decisions",
    "figures": "Tal · figures",
}
# One of them, and more.
_SEVERITIES = {
    "violation": ("fejl · error", "fejl · errors"),
    "warning": ("advarsel · warning", "advarsler · warnings"),
    "info": ("vink · hint", "vink · hints"),
}
_ENDINGS = 8
"""So many endings are told of at most."""
_STEPS = {
    "read": "Læsning · reading",
    "resolve": "Hvem er hvem · who is who",
    "assemble": "Til tripler, med validering · to triples, validated",
    "share": "Fælles · what documents share",
    "compare": "Ligheder · likenesses",
    "validate": "Optælling · counts and findings",
    "merge": "Samling og kontrolsum · merging, checksum",
    "store": "Lageret · the store",
}


def counts(report: Mapping[str, Any]) -> list[str]:
    """Give a build report's figures as lines that align."""
    rows = [("Dokumenter · documents", str(len(report["documents"])))]
    rows += [(name, str(report["entities"][key])) for key, name in _ENTITIES.items()]
    rows += [(name, str(report["statements"][key])) for key, name in _STATEMENTS.items()]
    rows += [("Tripler · triples", str(report["triples"]))]
    rows += (
        [("Kunne ikke læses · unreadable", str(len(report["failures"])))] if report.get("failures") else []
    )
    return table([*rows, ("Validering · validation", _verdict(report["validation"]))])


def _verdict(validation: Mapping[str, Any]) -> str:
    found = [one["severity"] for one in validation["findings"]]
    verdict = "i orden · conforms" if validation["conforms"] else "FEJL · DOES NOT CONFORM"
    counted = [(found.count(kind), names) for kind, names in _SEVERITIES.items() if kind in found]
    noted = [f"{count} {names[count > 1]}" for count, names in counted]
    return ", ".join([verdict, *noted])


def unread(endings: Mapping[str, int]) -> list[str]:
    """Give the endings of files that were left out as a line, the most frequent first."""
    told = sorted(endings.items(), key=lambda one: (-one[1], one[0]))
    shown = ", ".join(f"{ending} ({count})" for ending, count in told[:_ENDINGS])
    more = ", …" if len(told) > _ENDINGS else ""
    return ["", *table([("Ikke læst · not read", f"{shown}{more}")])] if told else []


def seconds(steps: Iterable[tuple[str, float, float]]) -> list[str]:
    """Give the time of each step as lines that align; none where nothing was done."""
    rows = [
        (_STEPS.get(step, step), f"{clock:.2f} s", f"processer · processors {used:.2f} s")
        for step, clock, used in steps
    ]
    return ["", *table(rows)] if rows else []


def places(graph: Path, exports: Path, picture: Path) -> list[str]:
    """Give where the files are, those that are there."""
    rows = [("Graf · graph", graph), ("Eksport · exports", exports), ("Billede · picture", picture)]
    return table([(name, str(path)) for name, path in rows if path.exists()])


def sizes(written: Iterable[Path], out: Path) -> list[str]:
    """Give the files that were written below a folder with their size, those of a sub-folder as one."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in written:
        name, *rest = path.relative_to(out).parts
        found[f"{name}/ ({{}} filer · files)" if rest else name].append(path.stat().st_size)
    rows = [(name.format(len(each)), str(-(-sum(each) // 1024)), "kB") for name, each in found.items()]
    return table(rows)


def typed(words: Iterable[str], graph: Path, default: Path) -> str:
    """Give a command on a graph as it is typed in this folder."""
    command = "ledelsesgraf" if shutil.which("ledelsesgraf") else os.path.relpath(sys.argv[0])
    return shlex.join([command, *words, *([] if graph == default else ["--graph", str(graph)])])


def suggestions(report: Mapping[str, Any], graph: Path, default: Path) -> list[str]:
    """Give commands to try next, ready to be typed in this folder."""
    named = report["examples"]
    tries = [
        ("Gå på opdagelse i en browser · explore in a browser", typed(["serve"], graph, default)),
        ("Hvad kan man spørge om? · what can one ask?", typed(["queries"], default, default)),
        (
            "Paradokser, poler og citater · paradoxes, poles and quotes",
            typed(["query", "paradoxes"], graph, default),
        ),
    ]
    if report["validation"]["findings"]:
        tries.append(("Hvad bør ses efter? · what should be looked at?", typed(["validate"], graph, default)))
    if len(named) == 2:
        told = typed(["path", *named], graph, default)
        tries.append(("Hvordan hænger to ting sammen? · how are two things linked?", told))
    return [line for why, command in tries for line in (f"  {why}", f"    {command}")]
