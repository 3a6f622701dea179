"""How a deal stood on a day, worked by hand, and that nothing later tells on it."""

from datetime import date

import polars as pl
import pytest

from interlock.engine import standing
from interlock.engine.deal_log import followed
from interlock.engine.standing import FRESH, NO, NOT_ASKED, OLD
from tests.engine.books import book
from tests.engine.deal_worlds import PIPELINE, change, day, ended
from tests.engine.deal_worlds import standing as open_deal


def stood(records, *days, today=False):
    asked = pl.DataFrame({"id": ["a"] * len(days), "day": list(days)}).join(
        records.deals.select("id", "created_on"), on="id"
    )
    scale = standing.measure(records)
    return standing.standing(asked, records, scale, follows=followed(records), today=today)


def one(**tables):
    deals = tables.pop("deals", [open_deal("a", day("06-01"), stage="Propose")])
    return book(company=PIPELINE, deals=deals, **tables)


LOG = [
    change("a", day("06-01"), "stage", "Qualify"),
    change("a", day("08-03"), "stage", "Propose", "Qualify"),
    change("a", day("06-01"), "expected_close_on", "2026-08-15"),
    change("a", day("08-10"), "expected_close_on", "2026-10-15", "2026-08-15"),
    change("a", day("09-10"), "expected_close_on", "2026-12-15", "2026-10-15"),
    change("a", day("10-10"), "expected_close_on", "2026-11-30", "2026-12-15"),
]


def test_time_in_stage_and_quiet_are_counted_from_the_last_change_by_the_day():
    rows = stood(one(changes=LOG), day("08-02"), day("08-04"), day("08-31"))
    assert rows["stage"].to_list() == ["Qualify", "Propose", "Propose"]
    assert rows["waited"].to_list() == [3, 0, 2]  # 8 weeks, 0, 4: edges 2, 4, 8, 13, 26
    assert rows["quiet"].to_list() == [3, 0, 1]  # since 1 June 8 weeks, 0, since 10 August 3


def test_a_value_that_an_export_shows_first_is_no_sign_of_life():
    """The amount had no history: the export of 11 October says it for the first time."""
    log = [*LOG[:4], change("a", day("10-11"), "amount", "500")]
    rows = stood(one(changes=log), day("10-11"), today=True)
    assert (rows["quiet"].to_list(), rows["waited"].to_list()) == ([3], [3])  # since 10, 3 August


def test_pushes_count_only_moves_to_a_later_day_that_were_known():
    rows = stood(one(changes=LOG), day("08-01"), day("08-10"), day("09-30"), day("10-11"))
    assert rows["pushes"].to_list() == [0, 1, 2, 2]


def test_the_stated_date_is_as_far_off_as_it_was_said_to_be_then():
    rows = stood(one(changes=LOG), day("07-01"), day("08-09"), day("08-10"), day("11-30"))
    # 45 days, 6, 66, 0: pieces begin at 0, 15, 29, 57, 92
    assert rows["dated"].to_list() == [3, 1, 4, 1]


def test_evidence_counts_from_its_day_is_fresh_for_eight_weeks_and_then_old():
    rules = [{"id": "champion", "valid_from": day("06-15")}]
    proof = [{"deal": "a", "rule": "champion", "on": day("07-01")}]
    rows = stood(
        one(rules=rules, evidence=proof),
        day("06-14"), day("06-20"), day("07-01"), day("08-25"), day("08-26"),
    )  # fmt: skip
    assert rows["rule 0"].to_list() == [NOT_ASKED, NO, FRESH, FRESH, OLD]
    assert rows["evidence"].to_list() == [0, 0, 1, 1, 1]


def test_a_rule_no_longer_in_force_is_not_asked_for():
    rules = [
        {"id": "champion", "valid_from": day("06-01"), "valid_to": day("06-30")},
        {"id": "champion", "valid_from": day("08-01")},
    ]
    proof = [{"deal": "b", "rule": "champion", "on": day("06-02")}]
    deals = [open_deal("a", day("06-01")), open_deal("b", day("06-01"))]
    rows = stood(
        one(deals=deals, rules=rules, evidence=proof), day("06-15"), day("07-15"), day("08-15")
    )
    assert rows["rule 0"].to_list() == [NO, NOT_ASKED, NO]


def test_a_need_holds_until_its_feature_ships_and_only_once_it_was_said():
    needs = [
        {"deal": "a", "feature": "f", "strength": "dealbreaker", "on": day("07-01")},
        {"deal": "a", "feature": "g", "strength": "nice-to-have", "on": day("06-01")},
    ]
    features = [{"id": "f", "shipped_on": day("07-20")}, {"id": "g"}]
    rows = stood(one(needs=needs, features=features), day("06-30"), day("07-01"), day("07-21"))
    assert rows["until_0"].to_list() == [0, 3, 0]  # 19 days: in the third week it is met
    assert rows["until_1"].to_list() == [0, 0, 0]
    assert (rows["until_2"] > 1000).all()


def test_size_is_measured_against_the_segments_median():
    amounts = {"a": 100, "b": 100, "c": 1000}
    deals = [
        open_deal(name, day("06-01"), amount=amount, segment="SMB" if name != "c" else "Big")
        for name, amount in amounts.items()
    ]
    logged = [change(name, day("06-01"), "amount", str(n)) for name, n in amounts.items()]
    logged.append(change("a", day("07-01"), "amount", "400", "100"))
    rows = stood(one(deals=deals, changes=logged), day("06-15"), day("07-02"))
    assert rows["size"].to_list() == [2, 4]  # log 1 = 0, log 4 = 1.39: edges -1.2, -.4, .4, 1.2


@pytest.mark.parametrize("today", [False, True])
def test_a_field_without_history_is_unknown(today):
    deals = [open_deal("a", day("06-01"), stage="Propose", expected_close_on=day("12-01"))]
    rows = stood(one(deals=deals), day("11-20"), today=today)
    assert rows["stage"].to_list() == ["unknown"]
    assert rows["dated"].null_count() == rows["category"].null_count() == 1


def test_nothing_that_is_dated_later_changes_how_a_deal_stood():
    proof = [{"deal": "a", "rule": "champion", "on": day("07-01")}]
    short = one(changes=LOG[:3], evidence=proof)
    long = one(
        changes=LOG,
        evidence=[*proof, {"deal": "a", "rule": "champion", "on": day("09-01")}],
        needs=[{"deal": "a", "feature": "f", "strength": "dealbreaker", "on": day("09-01")}],
        features=[{"id": "f"}],
    )
    before = [stood(records, date(2026, 8, 1)).drop("rule 0") for records in (short, long)]
    assert before[0].equals(before[1])


def test_what_is_recorded_of_open_deals_alone_is_not_followed_and_is_said():
    """Evidence that leaves with the deal that ends tells who is still open, nothing else."""
    ends = [ended(f"c{n}", day("01-05"), day("09-01"), "won") for n in range(25)]
    alive = [open_deal(f"o{n}", day("05-01")) for n in range(5)]
    proof = [{"deal": f"o{n}", "rule": "champion", "on": day("05-10")} for n in range(5)]
    only_open = book(company=PIPELINE, deals=[*ends, *alive], evidence=proof)
    scale = standing.measure(only_open)
    assert (scale.rules, scale.survivors) == ((), ("evidence",))
    both = [*proof, *({"deal": f"c{n}", "rule": "champion", "on": day("05-11")} for n in range(9))]
    shared = standing.measure(book(company=PIPELINE, deals=[*ends, *alive], evidence=both))
    assert (shared.rules, shared.survivors) == (("champion",), ())
