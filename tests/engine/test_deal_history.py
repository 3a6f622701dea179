"""The at-risk table, against a table worked by hand.

As of 20 November 2026 snapshots stand on 23 October and 25 September; earlier nobody is there.
Deals are seen from 1 September on, when the log begins.
"""

from datetime import timedelta

import polars as pl
import pytest

from interlock.engine import deal_history
from interlock.engine.deal_history import DATED, POWER
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, day, ended, standing

OCTOBER, SEPTEMBER = day("10-23"), day("09-25")
FOUR, THIRTEEN, UNKNOWN = DATED.index("4 weeks"), DATED.index("13 weeks"), DATED.index("unknown")


def six():
    deals = [
        ended("won late", day("09-01"), day("11-05"), "won"),  # week 1 from 23 Oct, 5 from 25 Sep
        ended("lost early", day("09-02"), day("10-02"), "lost"),  # week 0 from 25 Sep
        ended("between", day("10-01"), day("10-20"), "won"),  # stands in no snapshot
        standing("young", day("10-20"), stage="Qualify"),
        standing("old", day("09-03"), stage="Propose"),
        standing("new", day("11-10"), stage="Qualify"),  # after the last snapshot
    ]
    changes = [
        change("won late", day("09-01"), "stage", "Qualify"),
        change("won late", day("10-10"), "stage", "Propose", "Qualify"),
        change("won late", day("11-05"), "stage", "Closed Won", "Propose"),
        change("won late", day("10-10"), "expected_close_on", "2026-11-10"),
        change("lost early", day("09-02"), "stage", "Qualify"),
        change("between", day("10-01"), "stage", "Qualify"),
        change("young", day("10-20"), "stage", "Qualify"),
        change("old", day("09-03"), "stage", "Qualify"),
        change("old", day("10-30"), "stage", "Propose", "Qualify"),
        change("new", day("11-10"), "stage", "Qualify"),
    ]
    return book(company=PIPELINE, deals=deals, changes=changes)


def rows_of(records):
    deals, _ = deal_history.usable(records)
    follows = frozenset({"stage", "dated"})
    found = deal_history.snapshots(deals, records, as_of=AS_OF, follows=follows)
    return set(found.iter_rows())


def test_six_deals_stand_where_a_hand_puts_them():
    # day, stage, age, dated, exit, ending, count
    assert rows_of(six()) == {
        (OCTOBER, "Propose", 1, FOUR, 1, "won", 1),
        (OCTOBER, "Qualify", 0, UNKNOWN, 4, "open", 1),
        (OCTOBER, "Qualify", 1, UNKNOWN, 4, "open", 1),
        (SEPTEMBER, "Qualify", 0, UNKNOWN, 5, "won", 1),
        (SEPTEMBER, "Qualify", 0, UNKNOWN, 0, "lost", 1),
        (SEPTEMBER, "Qualify", 0, UNKNOWN, 8, "open", 1),
    }


def test_the_cells_add_up_to_the_weeks_of_the_hand_made_rows():
    cells = deal_history.at_risk(six(), as_of=AS_OF).cells
    weeks = cells.group_by("stage", "band").agg(pl.col("exposure", "won", "lost").sum() / POWER)
    found = {(stage, band): rest for stage, band, *rest in weeks.iter_rows()}
    assert found == {
        ("Propose", 0): pytest.approx([2, 1, 0]),  # weeks 0 and 1 of won late
        ("Qualify", 0): pytest.approx([4 + 4 + 4 + 1 + 4, 0, 1]),
        ("Qualify", 1): pytest.approx([2 + 4, 1, 0]),  # weeks 4-5 and 4-7 from September
    }


def test_the_calendar_moves_on_with_the_weeks():
    records = book(
        deals=[standing("a", day("09-01")), ended("b", day("08-01"), day("08-20"), "won")]
    )
    cells = deal_history.at_risk(records, as_of=AS_OF).cells
    # the middle of week 0 after 25 September is 29 September: the quarter ends the day after
    first = cells.filter(pl.col("quarter_week") == 0, ~pl.col("year_end"))
    assert first["exposure"].sum() == pytest.approx(POWER)
    assert cells.filter("year_end")["exposure"].sum() == pytest.approx(POWER * (7 + 4))


def test_the_power_never_lets_a_deal_week_count_more_than_once():
    long_open = [standing("a", AS_OF - timedelta(days=7 * 200))]
    first = [ended("b", AS_OF - timedelta(days=1401), AS_OF - timedelta(days=1400), "won")]
    exposure = deal_history.at_risk(book(deals=long_open + first), as_of=AS_OF).cells["exposure"]
    assert 180 < exposure.sum() <= 200


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
    assert (risk.cells.height, risk.closed, risk.left_out) == (0, 0, ())


def test_deals_that_look_alike_share_a_profile():
    deals = [
        standing("a", day("11-01"), stage="Qualify", expected_close_on=day("12-01")),
        standing("b", day("11-02"), stage="Qualify", expected_close_on=day("12-02")),
        standing("c", day("11-02"), stage="Propose", expected_close_on=day("11-01")),
    ]
    found, profiles = deal_history.profiles(
        book(deals=deals), as_of=AS_OF, follows=frozenset({"stage", "dated"})
    )
    assert found["profile"].to_list() == [0, 0, 1]
    assert [DATED[level] for level in profiles["dated"]] == ["4 weeks", "passed"]
    assert profiles["dated"].to_list()[0] == FOUR != THIRTEEN


def test_what_the_fit_did_not_use_tells_deals_not_apart():
    deals = [standing("a", day("11-01"), stage="X"), standing("b", day("11-01"), stage="Y")]
    _, profiles = deal_history.profiles(book(deals=deals), as_of=AS_OF, follows=frozenset())
    assert profiles["stage"].to_list() == ["unknown"]


def test_a_deal_is_followed_for_26_weeks_and_no_longer():
    first = ended("first", AS_OF - timedelta(days=300), AS_OF - timedelta(days=299), "lost")
    created = AS_OF - timedelta(days=7 * 28 + 1)
    for days, ending in ((7 * 26, (25, "won")), (7 * 26 + 1, (26, "open"))):
        closed = AS_OF - timedelta(days=7 * 28) + timedelta(days=days)
        records = book(deals=[first, ended("a", created, closed, "won")])
        oldest = min(rows_of(records))
        assert oldest[4:6] == ending


def test_a_deal_seen_in_a_closing_stage_was_not_open_whatever_its_closing_day():
    changes = [
        change("a", day("09-01"), "stage", "Qualify"),
        change("a", day("10-01"), "stage", "Closed Won", "Qualify"),
    ]
    records = book(deals=[ended("a", day("09-01"), day("11-15"), "won")], changes=changes)
    assert {row[:2] for row in rows_of(records)} == {(SEPTEMBER, "Qualify")}


def test_a_week_lies_where_its_middle_day_lies():
    assert deal_history.middle_of_week(AS_OF, 1) == AS_OF + timedelta(days=11)
    last, next_day = day("12-31"), day("12-31") + timedelta(days=1)
    assert deal_history.quarter_position(last, fiscal_year_start=1) == (0, True)
    assert deal_history.quarter_position(next_day, fiscal_year_start=1) == (12, False)
    assert deal_history.quarter_position(last, fiscal_year_start=11) == (4, False)
