"""Three things to do: from a report written by hand, the ones that a reader would pick."""

from dataclasses import replace

import pytest

from interlock.engine.things import LOOKED_FOR, things
from interlock.records.rights import RIGHTS
from tests.engine.books import AS_OF
from tests.engine.test_risk_effects import LINE
from tests.render import sample

REPORT = sample.report()


def told(role, name="nobody", report=REPORT):
    return things(report, role=role, name=name)


def only(deal=None, **parts):
    """The report with one deal changed, and nothing else to do."""
    empty = dict.fromkeys(
        ("features", "releases", "drops", "promises", "people", "buyer_steps"), ()
    )
    first = replace(
        REPORT.deals[0], holds=(), drivers=(), category="pipeline", p_won_last_week=None
    )
    deals = (replace(first, **deal),) if deal else ()
    return replace(REPORT, deals=deals, **(empty | parts))


def test_every_role_is_looked_for():
    assert set(LOOKED_FOR) == set(RIGHTS)


@pytest.mark.parametrize("role", RIGHTS)
def test_there_are_at_most_three_and_none_about_the_same(role):
    found = told(role)
    assert 0 < len(found) <= 3
    about = [one.deal or one.feature or one.what for one in found]
    assert len(set(about)) == len(about)


@pytest.mark.parametrize("role", RIGHTS)
def test_nothing_known_is_nothing_to_do(role):
    assert told(role, report=only()) == ()


def test_ones_own_promise_that_is_due_soon_comes_first():
    first, *_ = told("developer", "tom weiss")
    assert first.what == "Send the security answers"
    assert first.why == "promised to Tern Logistics for 27 Nov"


def test_two_promises_of_one_day_come_in_the_order_of_their_ids():
    one = REPORT.promises[1]
    both = (replace(one, id="b", what="B", deal=""), replace(one, id="a", what="A"))
    found = told("product", one.maker, only(promises=both))
    assert [thing.what for thing in found][:2] == ["A", "B"]


def test_a_promise_of_somebody_else_or_due_later_is_not_ones_own():
    assert all("security answers" not in one.what for one in told("rep", "Ana Lim"))
    assert told("product", "Priya Nair", only(promises=REPORT.promises[:1])) == ()


def test_a_commit_that_is_likelier_not_won_is_gone_through_by_what_hangs_on_it():
    (one,) = told("manager", report=only({"category": "commit", "p_won": 0.25, "amount": 400.0}))
    assert one.what == "Go through Halyard Bank platform with Ana Lim"
    assert one.effect == pytest.approx(400 * 0.75)
    assert told("manager", report=only({"category": "commit", "p_won": 0.75})) == ()


def test_a_deal_that_fell_by_ten_points_is_asked_about():
    fell = only({"p_won": 0.4, "p_won_last_week": 0.6, "amount": 500.0})
    (one,) = told("manager", report=fell)
    assert one.why == "went from 60 % to 40 % since last week"
    assert one.effect == pytest.approx(100.0)
    assert told("manager", report=only({"p_won": 0.4, "p_won_last_week": 0.45})) == ()


def test_a_rep_is_told_what_is_in_their_own_hands_not_that_a_feature_should_ship_sooner():
    drivers = REPORT.deals[0].drivers
    assert [one.kind for one in drivers][:2] == ["feature", "person"]
    (one,) = told("rep", report=only({"drivers": drivers, "amount": 1000.0}))
    assert one.what == f"{REPORT.deals[0].name}: {drivers[1].what}"
    assert one.effect == pytest.approx(1000 * (drivers[1].year_then - drivers[1].year_now))
    idle = replace(drivers[1], year_then=drivers[1].year_now - 0.001)
    for known in (drivers[:1], (idle,)):
        (one,) = told("rep", report=only({"drivers": known, "holds": ("no change",)}))
        assert one.why == "no change"


def test_who_only_reads_hears_what_moved_either_way():
    rose = only({"p_won": 0.6, "p_won_last_week": 0.4})
    (one,) = told("viewer", report=rose)
    assert (one.what, one.why) == (
        "Halyard Bank platform",
        "went from 40 % to 60 % since last week",
    )
    assert told("manager", report=rose) == ()


def feature(**more):
    line = replace(
        REPORT.features[0], due=None, p_by_due=None, moved_days=None, deals=2, held_by=()
    )
    return replace(line, **more)


def test_a_feature_that_moved_by_a_week_is_talked_about_where_deals_wait_for_it():
    (one,) = told("product", report=only(features=(feature(moved_days=7, at_risk=90.0),)))
    assert one.why == "7 days later than last week; 2 deals wait for it"
    assert one.effect == 90.0
    for more in ({"moved_days": 6}, {"moved_days": 7, "deals": 0}):
        assert told("product", report=only(features=(feature(**more),))) == ()


def test_a_stated_date_that_is_likelier_missed_is_told_as_such_and_as_passed_once_it_is():
    ahead, passed = REPORT.birth.as_of.replace(day=30), REPORT.birth.as_of
    (one,) = told("product", report=only(features=(feature(due=ahead, p_by_due=0.3),)))
    assert one.why == "its date 30 Nov holds in 30 % of cases; 2 deals wait for it"
    (one,) = told("product", report=only(features=(feature(due=passed, p_by_due=0.0),)))
    assert one.why == "its date 20 Nov has passed; 2 deals wait for it"


def test_a_drop_is_weighed_only_where_its_middle_is_a_gain():
    pays, costs = sample.spread(50.0, 10.0), sample.spread(-50.0, 10.0)
    drop = REPORT.drops[0]
    (one,) = told("product", report=only(drops=(replace(drop, balance=pays),)))
    assert one.effect == pytest.approx(50.0)
    assert told("product", report=only(drops=(replace(drop, balance=costs),))) == ()
    assert told("product", report=only(drops=(replace(drop, balance=None),))) == ()


def test_without_amounts_nothing_hangs_on_anything_in_money():
    from interlock.engine.without_amounts import without_amounts

    for role in RIGHTS:
        assert all(one.effect is None for one in told(role, report=without_amounts(REPORT)))


def test_what_is_promised_against_a_risk_comes_before_everything_else():
    soon = replace(LINE, act="Hire", kind="feature", about="F", about_name="SSO", due=AS_OF)
    same = replace(LINE, act="Ask", about=REPORT.deals[0].id, about_name="Inn", due=None)
    found = things(REPORT, role="manager", name="Ann", risks=(soon, same))
    assert (found[0].what, found[0].feature) == ("Hire", "F")
    assert found[0].why == "due 20 Nov, against a risk of SSO: x"
    assert all(one.deal != same.about or one.what == "Ask" for one in found)
