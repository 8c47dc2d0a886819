"""What several tests share: findings made from the readers' annotations, and the graph of the corpus."""

import contextlib
from pathlib import Path

import pytest
from helpers_findings import ROOT, all_findings

from graph_build.pipeline import build, publish


@pytest.fixture(scope="session")
def read_by_hand():
    """The findings of the annotated documents, as the readers made them."""
    return all_findings()


@pytest.fixture(scope="session")
def corpus_build(tmp_path_factory):
    """The graph folder of the corpus, for reading only, and what the build reported."""
    folder = tmp_path_factory.mktemp("corpus") / "graph"
    with contextlib.chdir(ROOT):
        return folder, build([Path("corpus")], folder)


@pytest.fixture(scope="session")
def corpus_graph(corpus_build):
    """The graph folder of the corpus, for reading only."""
    return corpus_build[0]


@pytest.fixture(scope="session")
def gold_graph(read_by_hand, tmp_path_factory):
    """The graph folder of the annotated documents as readers read them, for reading only."""
    folder = tmp_path_factory.mktemp("gold") / "graph"
    publish(read_by_hand, folder)
    return folder
