"""What networks that had not seen a document say of its sentences, for training what weighs their scores."""

import gzip
import json
from collections.abc import Sequence
from functools import cache

from graph_build.extract.candidates import Candidate
from graph_build.language.annotations import DATA
from graph_build.language.features import features
from graph_build.language.network import NAMES, load

HELD_OUT = DATA / "network_held_out.json.gz"


def held_out(document: str, sentences: Sequence[Candidate]) -> list[list[float]]:
    """The scores of each sentence of a document, by ``network.LABELS``.

    A document that came after the network was trained is told by the network itself.

    Args:
        document: Its name.
        sentences: What ``candidates.settings`` gives of it.

    Raises:
        ValueError: It had not as many sentences when the network was trained.
    """
    found = _scores().get(document)
    if found is None:
        shown = [features(one.text, one.setting) for one in sentences]
        said = load().scores([one.text for one in sentences], shown)
        return [[scores[name] for name in NAMES] for scores in said]
    if len(found) != len(sentences):
        told = f"{document} has {len(sentences)} sentences, and had {len(found)} when the network was trained"
        raise ValueError(f"{told}; run python -m graph_build.language.train_network first.")
    return found


@cache
def _scores() -> dict[str, list[list[float]]]:
    found: dict[str, list[list[float]]] = json.loads(gzip.decompress(HELD_OUT.read_bytes()))
    return found
