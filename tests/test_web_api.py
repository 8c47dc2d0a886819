"""Random calls of the API, as its own description allows them."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

CALLED = (
    "/sparql",
    "/queries.json",
    "/queries/persons.json",
    "/queries/said-by.json",
    "/queries/words.csv",
    "/concept/theme/{name}.json",
    "/id/{kind}/{name}.json",
)


@pytest.fixture(scope="module")
def schema(server):
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


@pytest.mark.parametrize("path", CALLED)
def test_random_calls_find_no_fault(schema, path):
    """No call gives a server error, or an answer of another shape than the description says.

    That some text means no query and names nothing in the graph, no schema can tell.
    """

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=schema[path]["GET"].as_strategy())
    def call(case):
        case.call_and_validate(timeout=20, excluded_checks=[positive_data_acceptance])

    call()
