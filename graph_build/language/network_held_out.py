"""What networks that had not seen a document say of it, for training what weighs that."""

import gzip
import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from graph_build.extract.candidates import Candidate
from graph_build.language.annotations import DATA, RETOLD_AS
from graph_build.language.features import features
from graph_build.language.network import NAMES, Said, Steps, load, read

HELD_OUT = DATA / "network_held_out.json.gz"
WORDS_HELD_OUT = DATA / "network_held_out_words.npz"


def held_out(document: str, sentences: Sequence[Candidate]) -> Said:
    """What is said of each sentence of a document.

    A document that came after the network was trained is told by the network itself.

    Args:
        document: Its name; of one that retells another, ``annotations.RETOLD_AS`` and the other's.
        sentences: What ``candidates.settings`` gives of it.

    Raises:
        ValueError: It had not the same sentences when the network was trained, or retells what was learnt.
    """
    found = _scores().get(document)
    if found is None and not document.startswith(RETOLD_AS):
        shown = [features(one.text, one.setting) for one in sentences]
        return load().said([one.text for one in sentences], shown)
    words = _words().get(document, [])
    if found is None or list(map(len, words)) != [max(1, len(read(one.text))) for one in sentences]:
        told = f"{document} is not as it was when the network was trained"
        raise ValueError(f"{told}; run python -m graph_build.language.train_network first.")
    return Said([dict(zip(NAMES, row, strict=True)) for row in found], words)


@cache
def _scores() -> dict[str, list[list[float]]]:
    found: dict[str, list[list[float]]] = json.loads(gzip.decompress(HELD_OUT.read_bytes()))
    return found


def write_words(path: Path, words: Mapping[str, Sequence[Steps]]) -> None:
    """Write what is said of the words of each sentence of each document, of which there is one at least."""
    rows = [row for of_document in words.values() for row in of_document]
    np.savez_compressed(
        path,
        documents=np.frombuffer("\n".join(words).encode(), np.uint8),
        sentences=np.array([len(of_document) for of_document in words.values()], np.int32),
        sizes=np.array([len(row) for row in rows], np.uint8),
        # A column after the other: what is alike stands together, and takes less room.
        words=np.vstack(rows).T,
    )


@cache
def _words() -> dict[str, list[Steps]]:
    return read_words(WORDS_HELD_OUT)


def read_words(path: Path) -> dict[str, list[Steps]]:
    """What ``write_words`` has written."""
    with np.load(path) as stored:
        names = stored["documents"].tobytes().decode().split("\n")
        rows = np.split(stored["words"].T, np.cumsum(stored["sizes"])[:-1])
        ends = list(accumulate(stored["sentences"].tolist()))
    starts = [0, *ends[:-1]]
    return {name: rows[start:end] for name, start, end in zip(names, starts, ends, strict=True)}
