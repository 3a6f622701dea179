"""Reports as JSON: birth first, days in ISO form, exact amounts as text."""

import json as reader
from dataclasses import fields, replace

import pytest

from interlock.records.report import WeeklyReport
from interlock.render import json
from tests.render import sample

TOLD = reader.loads(json.report(sample.report()))


def test_the_birth_comes_first():
    assert list(TOLD)[:5] == ["schema", "as_of", "seed", "method", "version"]
    assert TOLD["schema"] == "interlock/report/1"
    assert TOLD["as_of"] == "2026-11-20"


def test_every_field_of_the_report_is_there():
    assert {f.name for f in fields(WeeklyReport)} <= set(TOLD)
    assert TOLD["birth"]["left_out"][0]["count"] == 3


def test_exact_amounts_stay_exact_and_days_are_iso():
    assert TOLD["quarter"]["closed"]["total"] == "1713250.40"
    assert TOLD["features"][0]["odds"]["steps"][0] == ["2026-12-01", 0.22]
    assert TOLD["deals"][3]["amount"] is None


def test_the_dictionary_is_what_the_text_says():
    assert json.as_dict(sample.report()) == TOLD


def test_a_number_that_is_none_is_refused_and_not_written():
    broken = replace(sample.report(), quarter=replace(sample.quarter(), p_target=float("nan")))
    with pytest.raises(ValueError, match="JSON"):
        json.report(broken)
