"""Since when deals are followed, and how they stood on past days."""

from datetime import timedelta

import polars as pl
import pytest

from interlock.engine import deal_log
from interlock.engine.sweeps import without_sweeps
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import change, day, ended, standing


def entered(records):
    return dict(deal_log.entered(records).select("id", "entered_on").iter_rows())


def stage_on(records, *asked):
    standing_then = pl.DataFrame(asked, schema=("id", "day"), orient="row")
    return deal_log.on_days(standing_then, records, "stage").to_list()


def test_deals_older_than_the_records_enter_when_the_records_begin():
    deals = [
        standing("old", day("01-10")),
        ended("first", day("02-01"), day("03-01"), "won"),
        standing("young", day("04-01")),
    ]
    assert entered(book(deals=deals)) == {
        "old": day("03-01"), "first": day("03-01"), "young": day("04-01"),
    }  # fmt: skip


def test_a_log_older_than_the_first_closing_opens_the_records():
    deals = [standing("old", day("01-10")), ended("b", day("02-01"), day("03-01"), "won")]
    records = book(deals=deals, changes=[change("b", day("02-01"), "stage", "Qualify")])
    assert entered(records)["old"] == day("02-01")


def test_a_deal_stood_where_its_last_change_left_it():
    changes = [
        change("a", day("05-01"), "stage", "Qualify"),
        change("a", day("06-01"), "stage", "Propose", "Qualify"),
    ]
    records = book(deals=[standing("a", day("05-01"), stage="Propose")], changes=changes)
    asked = [("a", day("04-30")), ("a", day("05-31")), ("a", day("06-01"))]
    assert stage_on(records, *asked) == [None, "Qualify", "Propose"]


def test_before_its_first_change_a_deal_stood_where_that_change_found_it():
    # a field history has no row for the creation; the log begins on 1 May
    changes = [
        change("z", day("05-01"), "stage", "Propose", "Qualify"),
        change("a", day("07-01"), "stage", "Closed Won", "Propose"),
    ]
    deals = [
        ended("a", day("04-01"), day("07-01"), "won", stage="Closed Won"),
        standing("still", day("04-01"), stage="Qualify"),
        standing("z", day("04-01"), stage="Propose"),
    ]
    asked = [("a", day("06-01")), ("still", day("06-01")), ("a", day("04-15"))]
    assert stage_on(book(deals=deals, changes=changes), *asked) == ["Propose", "Qualify", None]


def test_what_only_a_later_change_would_tell_is_not_used_when_others_are_unknown():
    # on a past day a deal without change is unknown; knowing the other would tell that it moves
    changes = [
        change("z", day("05-01"), "stage", "Propose", "Qualify"),
        change("a", day("07-01"), "stage", "Closed Won", "Propose"),
    ]
    deals = [
        ended("a", day("04-01"), day("07-01"), "won"),
        standing("still", day("04-01"), stage=None),
    ]
    asked = [("a", day("06-01")), ("still", day("06-01")), ("z", day("06-01"))]
    assert stage_on(book(deals=deals, changes=changes), *asked) == [None, None, "Propose"]


def test_only_fields_with_a_history_tell_about_the_past():
    assert deal_log.followed(book()) == frozenset()
    log = [change("a", day("05-01"), "stage", "X"), change("a", day("05-01"), "amount", "1")]
    assert deal_log.followed(book(changes=log)) == {"stage", "amount"}


def swept(count, *, quiet=True, owner="Ana"):
    """One loss on each of four days, and ``count`` on the day of the sweep."""
    deals, changes = [], []
    for number in range(4 + count):
        closed = day("06-01") + timedelta(days=number) if number < 4 else day("09-01")
        name = f"D{number}"
        deals.append(ended(name, day("03-01"), closed, "lost", owner=owner))
        changes.append(change(name, day("03-01"), "stage", "Qualify"))
        last = day("05-01") if quiet else closed - timedelta(days=10)
        changes.append(change(name, last, "stage", "Propose"))
        changes.append(change(name, closed, "stage", "Closed Lost"))
    records = book(deals=deals, changes=changes)
    kept, left_out = without_sweeps(deal_log.entered(records), records.changes)
    return kept.filter(outcome="swept"), left_out


def test_losses_in_bulk_after_quiet_weeks_are_followed_to_their_last_change_only():
    found, left_out = swept(5)
    assert found["closed_on"].unique().to_list() == [day("05-01")]
    assert [out.count for out in left_out] == [5]


@pytest.mark.parametrize(("count", "quiet"), [(4, True), (5, False)])
def test_few_losses_or_losses_of_lively_deals_are_losses(count, quiet):
    found, left_out = swept(count, quiet=quiet)
    assert found.height == 0
    assert left_out == ()


def test_without_a_log_nobody_is_known_to_have_been_quiet():
    deals = [ended(f"D{n}", day("03-01"), AS_OF, "lost", owner="Ana") for n in range(20)]
    records = book(deals=deals)
    assert without_sweeps(deal_log.entered(records), records.changes)[1] == ()
