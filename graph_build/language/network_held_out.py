"""What networks that had not seen a document say of its sentences, for training what weighs their scores."""

import gzip
import json
from functools import cache

from graph_build.language.annotations import DATA

HELD_OUT = DATA / "network_held_out.json.gz"


def held_out(document: str, sentences: int) -> list[list[float]]:
    """The scores of each sentence of a document (see ``candidates.settings``), by ``network.LABELS``.

    Args:
        document: Its name.
        sentences: How many it has.

    Raises:
        ValueError: It had not as many sentences, or did not exist, when the network was trained.
    """
    found = _scores().get(document, [])
    if len(found) != sentences:
        told = f"{document} has {sentences} sentences, and had {len(found)} when the network was trained"
        raise ValueError(f"{told}; run python -m graph_build.language.train_network first.")
    return found


@cache
def _scores() -> dict[str, list[list[float]]]:
    found: dict[str, list[list[float]]] = json.loads(gzip.decompress(HELD_OUT.read_bytes()))
    return found
