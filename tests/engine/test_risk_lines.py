"""Risks as they stand: what is promised against each, how it came out, in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from interlock.engine import odds_by_day, risk_lines, risk_odds
from interlock.records.birth import Birth
from interlock.records.report import DealsAhead, FeatureAhead
from tests.engine.books import AS_OF, book
from tests.render import sample, sample_deals

BY = AS_OF - timedelta(days=10)
RISK = {"id": "R", "what": "slow", "deal": "D", "named_on": date(2026, 10, 1), "odds": 0.4,
        "by_day": BY, "promise": "P"}  # fmt: skip
PROMISE = {"id": "P", "what": "ask", "kind": "own act", "maker": "Ann",
           "said_on": date(2026, 10, 1), "due": date(2026, 11, 1)}  # fmt: skip
LATER = AS_OF + timedelta(days=30)


def only(risk=(), deal=(), feature=(), promise=()):
    held = book(
        risks=[RISK | dict(risk)],
        promises=[PROMISE | dict(promise)],
        deals=[{"id": "D", "name": "Inn", "owner": "Bob", "outcome": "open"} | dict(deal)],
        features=[{"id": "F", "key": "C-1", "team": "Core"} | dict(feature)],
    )
    (found,) = risk_lines.lines(held, today=AS_OF, ahead=None)
    return found


@pytest.mark.parametrize(
    ("deal", "by_day", "outcome"),
    [
        ({}, BY, "badly"),
        ({}, AS_OF, ""),
        ({}, None, ""),
        ({"outcome": "won", "closed_on": BY}, BY, "well"),
        ({"outcome": "won", "closed_on": BY + timedelta(days=1)}, BY, "badly"),
        ({"outcome": "lost", "closed_on": BY}, LATER, "badly"),
        ({"outcome": "won", "closed_on": None}, LATER, "well"),
    ],
)
def test_a_deal_comes_out_well_where_it_is_won_by_the_day_that_was_stated(deal, by_day, outcome):
    found = only({"by_day": by_day}, deal=deal)
    assert found.outcome == outcome
    assert found.is_open is ("outcome" not in deal)


@pytest.mark.parametrize(
    ("feature", "by_day", "outcome"),
    [
        ({}, BY, "badly"),
        ({}, LATER, ""),
        ({"shipped_on": BY}, BY, "well"),
        ({"shipped_on": AS_OF}, BY, "badly"),
        ({"dropped_on": BY}, LATER, "badly"),
    ],
)
def test_a_feature_comes_out_well_where_it_has_shipped_by_then(feature, by_day, outcome):
    found = only({"deal": None, "feature": "F", "by_day": by_day}, feature=feature)
    assert found.outcome == outcome
    assert (found.kind, found.about_name, found.whose) == ("feature", "C-1", "Core")


def test_its_owner_is_who_promised_something_else_whose_the_deal_is():
    assert only().owner == "Ann"
    assert only({"promise": None}).owner == "Bob"
    assert only({"promise": "gone"}).act == ""


def test_the_act_is_judged_as_any_promise():
    assert only().verdict == "broken"
    assert only(promise={"done_on": date(2026, 11, 3)}).verdict == "late"
    assert only(promise={"done_on": date(2026, 11, 1)}).verdict == "kept"
    assert only(promise={"due": LATER}).verdict == "open"


def test_open_ones_come_first_those_due_sooner_before_later_then_what_is_done():
    days = {"late": date(2026, 11, 1), "soon": AS_OF, "later": LATER}
    acts = [PROMISE | {"id": name, "due": day} for name, day in days.items()]
    acts.append(PROMISE | {"id": "done", "done_on": date(2026, 10, 9)})
    risks = [RISK | {"id": name, "promise": name} for name in ("done", "later", "late", "soon")]
    risks += [RISK | {"id": "bare", "promise": None}, RISK | {"id": "ended", "ended_on": AS_OF}]
    held = book(risks=risks, promises=[*acts, PROMISE], deals=[{"id": "D", "outcome": "open"}])
    found = [one.id for one in risk_lines.lines(held, today=AS_OF, ahead=None)]
    assert found == ["late", "soon", "later", "bare", "done", "ended"]


def test_of_what_is_no_longer_in_the_book_no_risk_is_told():
    assert risk_lines.lines(book(risks=[RISK]), today=AS_OF, ahead=None) == ()


DEAL = sample_deals.deals()[0]
WEEKS = tuple(round(week / 60, 4) for week in range(1, 53))
FEATURE = FeatureAhead(
    "F", "SSO", AS_OF + timedelta(days=210), AS_OF + timedelta(days=336), 0.1,
    due=AS_OF + timedelta(days=20), p_by_due=0.05, ships=WEEKS,
)  # fmt: skip


def ahead(*deals, features=(FEATURE,)):
    birth: Birth = replace(sample.birth(), as_of=AS_OF)
    return DealsAhead(
        company="", simulated=True, currency="EUR", quarter="2026-Q4",
        quarter_last=date(2026, 12, 31), next_quarter_last=date(2027, 3, 31), stages=(),
        deals=deals, features=features, notes=(), birth=birth,
    )  # fmt: skip


def test_between_weeks_odds_are_spread_evenly():
    made = ahead(DEAL)
    two_weeks = sum(DEAL.strip.won[:2])
    in_third = DEAL.strip.won[2]
    assert odds_by_day.won(made, DEAL, AS_OF) == 0
    assert odds_by_day.won(made, DEAL, AS_OF + timedelta(days=14)) == pytest.approx(two_weeks)
    day = AS_OF + timedelta(days=17)
    assert odds_by_day.won(made, DEAL, day) == pytest.approx(two_weeks + in_third * 3 / 7)
    assert odds_by_day.won(made, DEAL, made.quarter_last) == DEAL.p_won
    assert odds_by_day.won(made, DEAL, AS_OF + timedelta(days=7 * 26 + 1)) is None
    assert odds_by_day.shipped(made, FEATURE, FEATURE.due) == 0.05
    assert odds_by_day.shipped(made, FEATURE, AS_OF + timedelta(days=70)) == WEEKS[9]
    assert odds_by_day.shipped(made, replace(FEATURE, ships=()), LATER) is None


@pytest.mark.parametrize(
    ("close", "due", "day"),
    [
        (None, None, date(2026, 12, 31)),
        (date(2026, 12, 31), None, date(2026, 12, 31)),
        (date(2027, 1, 1), None, date(2027, 3, 31)),
        (date(2026, 12, 1), date(2027, 2, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), None, AS_OF + timedelta(weeks=26)),
        (date(2028, 1, 1), None, AS_OF + timedelta(weeks=26)),
    ],
)
def test_a_deal_is_held_to_the_end_of_the_quarter_in_which_it_is_to_close(close, due, day):
    made = ahead(replace(DEAL, expected_close_on=close))
    found = risk_odds.stated(made, "deal", DEAL.id, today=AS_OF, due=due)
    assert found.by_day == day
    assert found.odds == risk_odds.now(made, "deal", DEAL.id, day)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (None, FEATURE.due),
        (FEATURE.due + timedelta(days=1), FEATURE.p80_on),
        (FEATURE.p80_on + timedelta(days=1), AS_OF + timedelta(weeks=52)),
    ],
)
def test_a_feature_is_held_to_its_stated_date_or_to_the_day_of_8_in_10_cases(due, day):
    found = risk_odds.stated(ahead(), "feature", "F", today=AS_OF, due=due)
    assert found.by_day == day


def test_of_what_has_no_forecast_nothing_is_stated():
    assert risk_odds.stated(None, "deal", "D", today=AS_OF) is None
    assert risk_odds.stated(ahead(), "deal", "D", today=AS_OF) is None
    bare = ahead(features=(replace(FEATURE, ships=()),))
    assert risk_odds.stated(bare, "feature", "F", today=AS_OF) is None
    assert risk_odds.now(ahead(), "feature", "F", None) is None
