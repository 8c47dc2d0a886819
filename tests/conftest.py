"""What several tests share: findings made from the readers' annotations."""

import pytest
from helpers_findings import all_findings


@pytest.fixture(scope="session")
def read_by_hand():
    """The findings of the annotated documents, as the readers made them."""
    return all_findings()
