"""This week on one screen, and the gauge of the quarter to come."""

from dataclasses import replace

import pytest

from interlock.records.report import Reader
from interlock.render import this_week
from interlock.render.gauge import WIDTH, gauge
from tests.render import sample
from tests.render.drawings import number, of_class

REPORT = sample.report()
LATER = REPORT.quarter.later[0]


def test_the_bands_of_a_gauge_are_as_wide_as_their_ranges():
    drawn = gauge(LATER, currency="USD")
    held, most = LATER.forecast, 5_000_000
    for name, low, high in (("b50", held.p25, held.p75), ("b95", held.p025, held.p975)):
        (band,) = of_class(drawn, name)
        assert number(band, "x") == pytest.approx(WIDTH * low / most, abs=0.1)
        assert number(band, "width") == pytest.approx(WIDTH * (high - low) / most, abs=0.1)
    (target,) = of_class(drawn, "target")
    assert number(target, "x1") == pytest.approx(WIDTH * LATER.target / most, abs=0.1)


def test_a_gauge_reads_the_same_in_words():
    words = "$2.1 to 3.7 M in 8 of 10 cases; target $3.00 M, reached in 43 %"
    assert words in str(gauge(LATER, currency="USD"))


def test_there_is_no_gauge_without_amounts():
    assert gauge(replace(LATER, forecast=None), currency="USD") is None


def test_the_week_holds_what_the_report_does():
    parts = this_week.parts(REPORT)
    assert "62 % to reach" in parts["bookings"].replace("\N{NO-BREAK SPACE}", " ")
    assert LATER.label in parts["bookings"]
    assert REPORT.releases[0].name in parts["releases"]
    assert "Send the security answers" in parts["promises"]
    assert "Price list for the EU" not in parts["promises"], "broken: not due"


def test_a_report_of_nothing_says_what_would_stand_there():
    empty = replace(
        REPORT, quarter=None, deals=(), releases=(), features=(), promises=(), other_side=()
    )
    parts = this_week.parts(empty)
    unpaid = this_week.parts(replace(empty, reader=Reader("development")))
    for name in ("releases", "promises"):
        assert "Here stand" in parts[name]
    for name in ("features", "other_side"):
        assert "Here stand" in unpaid[name]
        assert name not in parts
    assert this_week.deal_lines(empty) == []


def test_a_promise_leads_to_its_page_where_there_is_one():
    told = this_week.parts(sample.report(), address=lambda kind, own_id: f"/{kind}/{own_id}/")
    assert 'href="/promise/p1/">Ship SSO for admins</a>' in told["promises"]
    assert "href" not in this_week.parts(sample.report())["promises"]
