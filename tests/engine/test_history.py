"""What was known on a day, worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from interlock.engine import history
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import change, day, ended, standing

JUNE = day("06-15")


def deal(records, as_of=JUNE, name="a"):
    cut = history.known(records, as_of=as_of).deals
    return next(cut.filter(id=name).iter_rows(named=True))


def test_a_deal_that_closed_later_was_open_in_the_stage_it_had():
    changes = [
        change("a", day("05-01"), "stage", "Qualify"),
        change("a", day("06-01"), "stage", "Propose", "Qualify"),
        change("a", day("07-01"), "stage", "Closed Won", "Propose"),
    ]
    rows = [ended("a", day("05-01"), day("07-01"), "won", stage="Closed Won")]
    then = deal(book(deals=rows, changes=changes))
    assert (then["outcome"], then["closed_on"], then["stage"]) == ("open", None, "Propose")


def test_the_last_change_of_a_day_counts():
    early, late = (change("a", JUNE, "stage", stage) for stage in ("Qualify", "Propose"))
    late["at"] += timedelta(hours=1)
    records = book(deals=[standing("a", day("05-01"))], changes=[late, early])
    assert deal(records)["stage"] == "Propose"


def test_a_field_without_history_is_unknown_before_the_day_of_the_export():
    row = standing(
        "a", day("05-01"), stage="Propose", amount=Decimal(5), owner="Ana", arr=Decimal(9)
    )
    records = book(deals=[row])
    then, now = deal(records), deal(records, AS_OF)
    assert (then["stage"], then["amount"], then["arr"]) == (None, None, None)
    assert (now["stage"], now["amount"], now["arr"]) == ("Propose", Decimal(5), Decimal(9))
    assert then["owner"] == "Ana"  # owners stand as they are


def test_amounts_and_dates_of_the_log_come_back_in_their_own_types():
    changes = [
        change("a", day("05-01"), "amount", "1250.5"),
        change("a", day("05-01"), "expected_close_on", "2026-09-30"),
    ]
    then = deal(book(deals=[standing("a", day("05-01"))], changes=changes))
    assert then["amount"] == Decimal("1250.5")
    assert then["expected_close_on"] == date(2026, 9, 30)


def test_what_was_entered_later_is_gone_with_all_that_hangs_on_it():
    records = book(
        deals=[standing("a", day("05-01")), standing("b", day("07-01"))],
        features=[{"id": "F", "created_on": day("07-01")}, {"id": "G"}],
        needs=[
            {"deal": "a", "feature": "F"},
            {"deal": "b", "feature": "G"},
            {"deal": "a", "feature": "G"},
        ],
        items=[{"id": "1", "feature": "F", "created_on": day("05-01")}],
        dependencies=[{"feature": "G", "after": "F"}],
        buyer_steps=[{"deal": "b", "step": "sign"}],
    )
    then = history.known(records, as_of=JUNE)
    assert then.deals["id"].to_list() == ["a"]
    assert then.needs.select("deal", "feature").rows() == [("a", "G")]
    assert then.items["feature"].to_list() == [None]
    assert then.dependencies.height == then.buyer_steps.height == 0


def test_days_that_had_not_come_are_empty():
    records = book(
        items=[{"id": "1", "started_on": day("06-01"), "done_on": day("07-01")}],
        releases=[{"id": "R", "shipped_on": day("07-01")}],
        promises=[{"id": "P", "what": "x", "said_on": day("06-01"), "done_on": day("07-01")}],
    )
    then = history.known(records, as_of=JUNE)
    assert then.items.select("started_on", "done_on").row(0) == (day("06-01"), None)
    assert then.releases["shipped_on"].to_list() == [None]
    assert then.promises["done_on"].to_list() == [None]


def test_how_a_need_was_met_is_known_once_the_deal_closed():
    records = book(
        deals=[ended("a", day("05-01"), day("07-01"), "won")],
        needs=[{"deal": "a", "feature": "F", "met_by": "shipped"}],
    )
    assert history.known(records, as_of=JUNE).needs["met_by"].to_list() == [None]
    assert history.known(records, as_of=AS_OF).needs["met_by"].to_list() == ["shipped"]


def test_a_deal_that_ended_on_an_unknown_day_does_not_become_open():
    assert deal(book(deals=[ended("a", day("05-01"), None, "lost")]))["outcome"] == "lost"


@pytest.mark.parametrize("logged", [True, False])
def test_fields_whose_past_cannot_be_seen_are_named(logged):
    rows = [standing("a", day("05-01"), stage="Qualify", owner="Ana")]
    changes = [change("a", day("05-01"), "stage", "Qualify")] if logged else []
    words = history.unseen(book(deals=rows, changes=changes), as_of=AS_OF)
    assert ("deals, stage: no history; unknown on past days" in words) is not logged
    assert "deals, owner: no history; today's stands for past days" in words
