"""Classifiers that weigh the same features, asked together."""

import pytest

from graph_build.language.classifier import Classifier, Panel


@pytest.fixture
def members() -> list[Classifier]:
    return [
        Classifier("first", 0.5, {"both": 1.0, "one": -2.0}),
        Classifier("second", -1.0, {"both": 3.0, "other": 0.25}),
    ]


@pytest.mark.parametrize("features", [(), ("both",), ("one", "other"), ("both", "none", "one", "none")])
def test_a_panel_gives_each_members_own_score(members: list[Classifier], features: tuple[str, ...]) -> None:
    panel = Panel(members)
    for _ in range(2):
        assert panel.scores(features) == {one.label: pytest.approx(one.score(features)) for one in members}


def test_a_panel_keeps_nothing_of_features_that_none_knows(members: list[Classifier]) -> None:
    """So that it does not grow with the documents that are read."""
    panel = Panel(members)
    panel.scores(["both", *(f"unheard {number}" for number in range(1000))])
    assert len(panel._rows) == 1
