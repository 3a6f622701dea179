"""How deals stood on past days and what became of them, against a table worked by hand.

As of 20 November 2026 the history is young, so it is looked at every Friday back to the first day
on which anything is seen, 1 September.
"""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from interlock.engine import deal_history
from interlock.engine.quarter_place import middle_of_week, quarter_place
from interlock.records.calendar import FiscalCalendar
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, day, ended, standing

OCTOBER, SEPTEMBER = day("10-23"), day("09-25")


def six():
    deals = [
        ended("won late", day("09-01"), day("11-05"), "won"),  # week 1 from 23 Oct, 5 from 25 Sep
        ended("lost early", day("09-02"), day("10-02"), "lost"),  # week 0 from 25 Sep
        ended("between", day("10-24"), day("10-29"), "won"),  # was never open on a Friday
        standing("young", day("10-20"), stage="Qualify"),
        standing("old", day("09-03"), stage="Propose"),
        standing("new", day("11-18"), stage="Qualify"),  # after the last Friday
    ]
    changes = [
        change("won late", day("09-01"), "stage", "Qualify"),
        change("won late", day("10-10"), "stage", "Propose", "Qualify"),
        change("won late", day("11-05"), "stage", "Closed Won", "Propose"),
        change("lost early", day("09-02"), "stage", "Qualify"),
        change("between", day("10-24"), "stage", "Qualify"),
        change("young", day("10-20"), "stage", "Qualify"),
        change("old", day("09-03"), "stage", "Qualify"),
        change("old", day("10-30"), "stage", "Propose", "Qualify"),
        change("new", day("11-18"), "stage", "Qualify"),
    ]
    return book(company=PIPELINE, deals=deals, changes=changes)


def stood(records):
    return deal_history.at_risk(records, as_of=AS_OF).stood


def on(records, which):
    rows = stood(records).filter(pl.col("day") == which)
    return set(rows.select("id", "stage", "exit", "ending").iter_rows())


def test_six_deals_stand_where_a_hand_puts_them():
    # id, stage, exit, ending
    assert on(six(), OCTOBER) == {
        ("won late", "Propose", 1, 1),
        ("young", "Qualify", 4, 0),
        ("old", "Qualify", 4, 0),
    }
    assert on(six(), SEPTEMBER) == {
        ("won late", "Qualify", 5, 1),
        ("lost early", "Qualify", 0, 2),
        ("old", "Qualify", 8, 0),
    }


def test_a_young_history_is_looked_at_every_week_an_older_one_every_four():
    days = stood(six())["day"].unique().sort().to_list()
    assert days[-1] == AS_OF - timedelta(days=7)
    assert {(b - a).days for a, b in itertools.pairwise(days)} == {7}
    old = book(deals=[*_closed(AS_OF - timedelta(days=500)), standing("a", day("01-01"))])
    older = stood(old)["day"].unique().sort().to_list()
    assert {(b - a).days for a, b in itertools.pairwise(older)} == {28}


def _closed(on_day):
    return [ended("first", on_day - timedelta(days=1), on_day, "lost")]


def test_what_cannot_teach_is_left_out_and_counted():
    deals = [
        ended("backwards", day("06-01"), day("05-01"), "won"),
        ended("no day", day("06-01"), None, "lost"),
        {"id": "no birth", "outcome": "won", "closed_on": day("07-01")},
        standing("fine", day("08-01")),
    ]
    risk = deal_history.at_risk(book(deals=deals), as_of=AS_OF)
    assert [(out.count, out.why.split(":")[0]) for out in risk.left_out] == [
        (1, "without a day of creation"),
        (1, "ended on a day that is not stated"),
        (1, "closed before they were created"),
    ]
    assert risk.closed == 0


def test_no_deals_make_an_empty_table():
    risk = deal_history.at_risk(book(), as_of=AS_OF)
    assert (risk.stood.height, risk.closed, risk.left_out) == (0, 0, ())
    assert deal_history.history_weeks(risk) == 0


def test_a_deal_is_followed_for_26_weeks_and_no_longer():
    created = AS_OF - timedelta(days=7 * 52 + 1)
    for days, ending in ((7 * 26, (25, 1)), (7 * 26 + 1, (26, 0))):
        closed = AS_OF - timedelta(days=7 * 52) + timedelta(days=days)
        records = book(
            deals=[*_closed(created - timedelta(days=1)), ended("a", created, closed, "won")]
        )
        first = stood(records).filter(pl.col("id") == "a").sort("day").row(0, named=True)
        assert (first["exit"], first["ending"]) == ending


def test_a_deal_seen_in_a_closing_stage_was_not_open_whatever_its_closing_day():
    changes = [
        change("a", day("09-01"), "stage", "Qualify"),
        change("a", day("10-01"), "stage", "Closed Won", "Qualify"),
    ]
    records = book(deals=[ended("a", day("09-01"), day("11-15"), "won")], changes=changes)
    assert set(stood(records)["stage"]) == {"Qualify"}
    assert stood(records)["day"].max() == SEPTEMBER


def test_stages_skipped_or_gone_back_to_are_data():
    changes = [
        change("a", day("09-01"), "stage", "Qualify"),
        change("a", day("10-01"), "stage", "Propose", "Qualify"),
        change("a", day("10-20"), "stage", "Qualify", "Propose"),
    ]
    records = book(deals=[standing("a", day("09-01"), stage="Qualify")], changes=changes)
    seen = stood(records).sort("day")
    assert seen.filter(pl.col("day") == day("10-16"))["stage"].to_list() == ["Propose"]
    assert seen.filter(pl.col("day") == OCTOBER)["stage"].to_list() == ["Qualify"]


def test_a_deal_reopened_is_open_whatever_it_was_called_in_between():
    changes = [
        change("a", day("09-01"), "stage", "Qualify"),
        change("a", day("10-01"), "stage", "Closed Lost", "Qualify"),
        change("a", day("10-15"), "stage", "Propose", "Closed Lost"),
    ]
    records = book(deals=[standing("a", day("09-01"), stage="Propose")], changes=changes)
    days = set(stood(records)["day"])
    assert SEPTEMBER in days
    assert day("10-09") not in days
    assert OCTOBER in days


def test_a_week_lies_where_its_middle_day_lies():
    assert middle_of_week(AS_OF, 1) == AS_OF + timedelta(days=11)
    last, next_day = day("12-31"), day("12-31") + timedelta(days=1)
    assert quarter_place(last, FiscalCalendar()) == (0, True)
    assert quarter_place(next_day, FiscalCalendar()) == (12, False)
    assert quarter_place(last, FiscalCalendar(start=11)) == (4, False)


def test_a_quarter_of_14_weeks_counts_down_from_its_thirteenth_week():
    retail = FiscalCalendar("4-5-4", 2, "nearest saturday")
    begins = date(2023, 10, 29)
    assert quarter_place(begins, retail) == (13, True)
    assert quarter_place(begins + timedelta(weeks=13), retail) == (0, True)
    assert quarter_place(begins - timedelta(days=1), retail) == (0, False)


def test_wins_are_counted_by_the_quarters_of_the_companys_calendar():
    """Of the years to the last Saturday of September, 2026-09-26 ends one. The first closing is
    the day from which deals are followed.
    """
    closed = [day("02-01"), day("06-27"), day("06-28"), day("09-26"), day("09-27")]
    deals = [ended(f"D{at}", day("01-05"), on, "won") for at, on in enumerate(closed)]
    company = replace(PIPELINE, fiscal_calendar="4-4-5", fiscal_year_start=10)
    risk = deal_history.at_risk(book(company=company, deals=deals), as_of=AS_OF)
    assert risk.by_quarter.rows() == [(day("03-29"), 1), (day("06-28"), 2)]


@pytest.mark.parametrize("deals", [3, 9])
def test_the_open_deals_stand_as_their_records_say_today(deals):
    rows = [standing(f"D{at}", day("10-01"), stage="Propose") for at in range(deals)]
    logged = [change("D0", day("10-01"), "stage", "Propose")]
    records = book(company=PIPELINE, deals=rows, changes=logged)
    risk = deal_history.at_risk(records, as_of=AS_OF)
    now = deal_history.today(records, as_of=AS_OF, scale=risk.scale, follows=risk.follows)
    assert now["stage"].to_list() == ["Propose"] * deals
    assert set(now["age_weeks"]) == {7}
