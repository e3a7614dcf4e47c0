"""schemathesis walks the OpenAPI document: whatever is sent, no server error, and every answer is as described. Bounded by examples, not by time."""

import os
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from support.office import Office
from support.pages import furnish

EXAMPLES = int(os.environ.get("BACKROOM_TEST_EXAMPLES", "12"))


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def office(tmp_path_factory, sandbox):
    office = Office(tmp_path_factory.mktemp("office"))
    try:
        furnish(office.start(), sandbox, orders=8)
        yield office
    finally:
        office.stop()


def test_no_call_fails_the_server_and_every_answer_is_as_described(office):
    headers = {"Authorization": f"Bearer {office.token('walker')}"}
    document = schemathesis.openapi.from_url(office.address + "/api/v1/openapi.json")
    problems, walked = {}, 0
    for result in document.get_all_operations():
        operation = result.ok()
        # The stream of events never ends.
        if operation.path == "/api/v1/events":
            continue
        walked += 1

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def walk(case):
            case.call_and_validate(headers=headers, checks=CHECKS, timeout=60)

        try:
            walk()
        except BaseExceptionGroup as failures:
            problems[operation.label] = "\n".join(str(failure) for failure in failures.exceptions)
        except Exception as failure:
            problems[operation.label] = str(failure)
    assert walked >= 40
    assert not problems, "\n\n".join(f"{label}: {text[:1500]}" for label, text in problems.items())
    worst = [line for line in office.log.splitlines() if re.match(r"\S+ (error|critical) ", line)]
    assert not worst, worst[:5]
