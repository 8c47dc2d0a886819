"""How fast documents are read, beside spaCy: blank with a phrase ruler of the same names, and trained.

    python benchmarks/reading.py [--documents 120] [--rounds 3] [--pipeline NAME_OR_FOLDER]

Prints the speed in megabytes of text a second on one core after start-up, the start-up, and how memory grows
with the number of documents. Each is measured in processes of its own, in turns. The documents are the corpus
with words exchanged at random, so that no two sentences are the same. spaCy comes with the extra ``[spacy]``;
without it only our own figures are printed. A trained pipeline is measured where one is named.
"""

import argparse
import gc
import importlib.util
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tables import ROOT, machine, markdown, publish

WARM = 5
LABELS = {"ours": "ours", "spacy": "spaCy blank + ruler", "trained": "spaCy trained"}
GAZETTEERS = ROOT / "graph_build" / "lexicon" / "gazetteers"
NAMES = ("first_names.tsv", "surnames.tsv", "places.tsv", "organisation_words.tsv")


def documents(count: int) -> Iterator[str]:
    """Give documents like those of the corpus, no two sentences alike."""
    corpus = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").iterdir())]
    common = sorted({word for text in corpus for word in re.findall(r"\b[a-zæøå]{5,}\b", text)})
    names = [line.split("\t")[0] for line in (GAZETTEERS / "first_names.tsv").read_text("utf-8").splitlines()]
    for number in range(count):
        chance = random.Random(number)

        def exchanged(found: re.Match[str], chance: random.Random = chance) -> str:
            if chance.random() < 0.8:
                return found.group()
            return chance.choice(common if found.group().islower() else names)

        yield re.sub(r"\b(?:[a-zæøå]{5,}|[A-ZÆØÅ][a-zæøå]{3,})\b", exchanged, corpus[number % len(corpus)])


def ours() -> Callable[[str], object]:
    """Make our reading ready: all that is found in a text."""
    from graph_build.model import Document
    from graph_build.reading import find

    return lambda text: find(Document("d", "d.txt", "text", "utf-8", "", text))


def spacys() -> Callable[[str], object]:
    """Make spaCy ready: tokens, and names by a phrase ruler over the gazetteers."""
    import spacy

    pipeline = spacy.blank("da")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": name.partition(".")[0], "pattern": line.split("\t")[0]}
            for name in NAMES
            for line in (GAZETTEERS / name).read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")
        ]
    )
    return lambda text: list(pipeline(text).ents)


def trained(pipeline: str) -> Callable[[str], object]:
    """Make a trained spaCy pipeline ready: all that it tells."""
    import spacy

    read = spacy.load(pipeline)
    return lambda text: list(read(text).ents)


def child(which: str, count: int, pipeline: str) -> None:
    """In a process of its own: get ready, read one document, then the others, and tell the figures."""
    read = trained(pipeline) if which == "trained" else {"ours": ours, "spacy": spacys}[which]()
    texts = list(documents(count))
    read(texts[0])
    print("ready", flush=True)
    for text in texts[:WARM]:
        read(text)
    memory, size, begin = [_memory()], 0, time.process_time()
    for number, text in enumerate(texts[WARM:], 1):
        read(text)
        size += len(text.encode())
        if number % max(1, (count - WARM) // 4) == 0:
            spent = time.process_time() - begin
            memory.append(_memory())
            begin = time.process_time() - spent
    speed = size / (time.process_time() - begin) / 1e6
    print(json.dumps({"speed": speed, "memory": memory, "peak": _peak()}))


def _memory() -> float:
    """Resident memory in megabytes; of Linux the present, elsewhere the highest so far."""
    gc.collect()
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return _peak()
    return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def measured(which: str, count: int, pipeline: str) -> dict[str, float]:
    """Run one process and give its figures, start-up in seconds of wall time."""
    command = [sys.executable, __file__, "--child", which, "--documents", str(count), "--pipeline", pipeline]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        start = time.perf_counter() - begin
        rest = process.stdout.read()
    if process.returncode or ready != "ready\n":
        raise SystemExit(f"{which} ended with {process.returncode}.")
    said = json.loads(rest)
    first, last = said["memory"][1], said["memory"][-1]
    read = (count - WARM) * (len(said["memory"]) - 2) / (len(said["memory"]) - 1)
    growth = (last - first) / read * 100
    return {"speed": said["speed"], "start": start, "growth": growth, "peak": said["peak"]}


def main() -> None:
    """Measure both in turns and publish the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pipeline", default="", help="a trained spaCy pipeline: its name or folder")
    parser.add_argument("--child", choices=tuple(LABELS))
    given = parser.parse_args()
    if given.child:
        child(given.child, given.documents, given.pipeline)
        return
    spacy = importlib.util.find_spec("spacy") is not None
    known = ["ours", *(["spacy"] if spacy else []), *(["trained"] if spacy and given.pipeline else [])]
    runs = [
        {which: measured(which, given.documents, given.pipeline) for which in known}
        for _ in range(given.rounds)
    ]
    publish("reading", _table(runs, given.documents))


def _table(runs: list[dict[str, dict[str, float]]], count: int) -> str:
    """The median of each figure, and the ratio of ours to each other's."""
    beside = [which for which in runs[0] if which != "ours"]
    rows = []
    for key, label, form in (
        ("speed", "Speed, MB of text a second and core", "{:.2f}"),
        ("start", "Start-up until the first document is read, s", "{:.2f}"),
        ("growth", "Memory that 100 more documents take, MB", "{:+.1f}"),
        ("peak", "Most memory at any time, MB", "{:.0f}"),
    ):
        middle = {which: statistics.median(run[which][key] for run in runs) for which in runs[0]}
        row = [label, form.format(middle["ours"])]
        for which in beside:
            ratio = f"{middle['ours'] / middle[which]:.2f}" if key != "growth" else ""
            row += [form.format(middle[which]), ratio]
        rows.append(row)
    head = ["Reading", "ours", *(name for which in beside for name in (LABELS[which], "ratio"))]
    note = f"Median of {len(runs)} rounds with {count} documents. {machine()}"
    return f"{markdown(head, rows)}\n\n{note}"


if __name__ == "__main__":
    main()
