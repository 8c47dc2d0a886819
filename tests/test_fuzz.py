"""What broke reading once is read ever after, or refused in a line."""

import pytest
from fuzz import CASES, read_through


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_what_broke_reading_once_is_read(case, tmp_path):
    """Findings hold together, or an error of ours says why there are none."""
    read_through(case.read_bytes(), tmp_path)
