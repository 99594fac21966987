"""Requests generated from the OpenAPI document, good and bad, checked against it.

Without `--examples` they are few and the same each time.
"""

from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from rest_compat import openapi
from tests.hostile.conftest import Target
from tests.hostile.leaks import require_harmless
from tests.numbers import REQUESTS, Report

BOUNDED = hypothesis.settings.get_profile(REQUESTS)
CONFIG = {
    "generation": {
        "deterministic": BOUNDED.derandomize,
        "allow-x00": False,
        # Every request has the token; that it needs one is tested by name.
        "with-security-parameters": False,
        "max-examples": BOUNDED.max_examples,
    },
    "checks": {
        # If-Match that does not match is well-formed and refused with 412.
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "412"]
        },
        "negative_data_rejection": {"expected-statuses": ["304", "4xx"]},
    },
}
SCHEMA = schemathesis.openapi.from_dict(
    openapi.build(),
    config=SchemathesisConfig.from_dict(CONFIG),
    # The headers of tus hold what no JSON Schema can state; tests/files/test_tus.py sends bad ones.
).exclude(tag="uploads")
Case = schemathesis.Case[Any]


class Asking:
    """Where the requests go, which are made up before the gateway is there; and how many."""

    target: Target
    requests = 0

    def options(self) -> dict[str, Any]:
        self.requests += 1
        # Named, for Schemathesis must know that no request is without it.
        headers = {"Authorization": self.target.token}
        session = self.target.session
        return {"base_url": self.target.url, "session": session, "headers": headers} | PATIENT


PATIENT = {"timeout": 60}
ASKING = Asking()


@pytest.fixture(scope="module", autouse=True)
def served(target: Target) -> None:
    ASKING.target = target


@SCHEMA.parametrize()
@BOUNDED
def test_every_operation(case: Case) -> None:
    _keep_unstated_rules(case)
    answer = case.call_and_validate(**ASKING.options(), excluded_checks=_unjudged(case))
    # Hypothesis takes texts from our own code, too, and what was stored comes back.
    require_harmless(answer.status_code, answer.text if answer.status_code >= 400 else "")


class Script(SCHEMA.as_state_machine()):  # type: ignore[misc]  # made at run time
    """Requests that use what earlier ones have answered."""

    def get_call_kwargs(self, case: Case) -> dict[str, Any]:
        return ASKING.options()

    def before_call(self, case: Case) -> None:
        _keep_unstated_rules(case)

    def validate_response(
        self,
        response: schemathesis.Response,
        case: Case,
        additional_checks: list[Any] | None = None,
        **kwargs: Any,
    ) -> None:
        case.validate_response(
            response,
            additional_checks=additional_checks,
            excluded_checks=_unjudged(case),
            transport_kwargs=kwargs or None,
            recorder=self.recorder,
        )


def test_operations_that_follow_each_other() -> None:
    # Few and the same each time: their values depend on what was answered before, which Hypothesis
    # takes for a mistake once there are many.
    few = hypothesis.settings(BOUNDED, derandomize=True, max_examples=10, stateful_step_count=8)
    Script.run(settings=few)


def test_all_of_them_were_asked(report: Report) -> None:
    operations = sum(1 for _ in SCHEMA.get_all_operations())
    assert ASKING.requests >= operations * BOUNDED.max_examples / 2
    report(f"{BOUNDED.max_examples:,} examples an operation: {ASKING.requests:,} requests, no 5xx")


def _keep_unstated_rules(case: Case) -> None:
    """Make a good body good by the rules that a JSON Schema cannot state.

    A made-up attachment or session does not exist; integers, also of unknown fields, have 64 bits.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if isinstance(case.body, dict) and not _is_form(case):
        for name in ("attachment_ids", "session_ids"):
            case.body.pop(name, None)
        case.body = _within_64_bits(case.body)


def _unjudged(case: Case) -> list[Any]:
    """Return the checks that know too little to judge a request.

    A JSON Schema states neither that a file has a name and bytes, nor that no part of a form comes
    twice, nor that an empty value in a URL is the same as none, in a list too: what is good and bad
    of these is tested by name in tests/files and tests/rest.
    """
    if _is_form(case):
        return [positive_data_acceptance, negative_data_rejection]
    values = (case.query or {}).values()
    empty = any(each == "" or (isinstance(each, list) and "" in each) for each in values)
    return [negative_data_rejection] if empty else []


def _is_form(case: Case) -> bool:
    return case.media_type == "multipart/form-data"


def _within_64_bits(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _within_64_bits(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_within_64_bits(member) for member in value]
    return value % 2**63 if isinstance(value, int) and abs(value) >= 2**63 else value
