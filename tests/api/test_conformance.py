"""The API keeps what its description promises: schemathesis asks, right and wrong, and compares."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from survey.api import description

EXAMPLES = 20
UNITS, PERIODS = ("so", "th-a", "th-b", "quay-a", "khong-co"), ("2026Q2", "2026Q3", "2026Q1")
OPERATIONS = [one.path for one in description.addresses()]


@pytest.fixture(scope="module")
def schema(app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_as_described(
    schema: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = schema[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            # What is drawn blindly would be no unit of the office.
            known = {"unit": st.sampled_from(UNITS), "period": st.sampled_from(PERIODS)}
            drawn = {name: data.draw(known[name]) for name in case.path_parameters or {}}
            case.path_parameters = {**(case.path_parameters or {}), **drawn}
        # It would not unpack Brotli.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    ask()
