"""Whatever is sent to the API: no fault of ours, and every answer as its description says.

schemathesis makes the requests from the description, the same ones every time.
"""

import json

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from ninja.openapi.schema import OpenAPISchema
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from interlock.engine.readers import for_reader
from interlock.records.report import Reader
from interlock.store import write
from interlock.web import tasks
from interlock.web.api import application
from interlock.web.api.application import api
from tests.render import sample
from tests.web.desk import answer_at_once, features_at_once
from tests.web.test_deals import HELD, ahead

CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
)  # fmt: skip
EXAMPLES = 6
READERS = {"owner": "management", "rep": "Bob", "developer": "development"}


@pytest.fixture
def held(book_at, monkeypatch):
    """A book whose forecasts are there, and an outlook on which what-ifs are worked out."""
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()
    features_at_once(monkeypatch)
    for name in READERS.values():
        kind = Reader("sales" if name == "Bob" else name)
        made = for_reader(sample.report(), kind)
        monkeypatch.setattr(tasks, "report", lambda _book, made=made, **_: made)
        tasks.make_report.func(name)
    answer_at_once(monkeypatch, 1)
    for what in ("deals", "features", "bookings", "drivers"):
        tasks.make_forecast.func(what, 1, None)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.usefixtures("held")
def test_every_answer_is_as_the_description_says(program, settings, cases, role):
    settings.API_PER_MINUTE = 1_000_000
    token = program(role, known_as="Bob").token
    answered, wrong = {}, []
    for label, made in cases.items():
        try:
            answered[label] = asked(made, token)
        except Exception as error:  # all of them at once
            wrong.append(str(error))
    assert not wrong, "\n\n".join(wrong)
    assert len(answered) > 40
    read = {label for label, got in answered.items() if got & {200, 202}}
    assert {"GET /api/v1/deals", "GET /api/v1/report", "GET /api/v1/book"} <= read
    assert not any(got & {401, 429} for got in answered.values())


def test_no_two_shapes_share_a_name_in_the_description(monkeypatch):
    first, twice = {}, set()

    def add(self, shapes):
        twice.update(name for name, one in shapes.items() if first.setdefault(name, one) != one)
        self.schemas.update(shapes)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", add)
    application._described.cache_clear()
    told = json.dumps(api.get_openapi_schema(path_prefix="/api/"))
    assert first
    assert {name for name in twice if f'schemas/{name}"' in told} == set()


@pytest.fixture(scope="module")
def cases():
    """operation -> what is made for it; every role asks the same."""
    from interlock.web.wsgi import application

    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    return {one.ok().label: made_for(one.ok()) for one in schema.get_all_operations()}


def made_for(operation):
    made = []

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(
        max_examples=EXAMPLES, database=None, derandomize=True, deadline=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    def keep(case):
        made.append(case)

    keep()
    return made


def asked(cases, token):
    """The statuses that are answered to them."""
    statuses = set()
    for case in cases:
        answer = case.call(headers={"Authorization": f"Bearer {token}", "Host": "localhost"})
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)
    return statuses
