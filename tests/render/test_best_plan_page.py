"""The page of a found plan: what it adds is said plainly, and no money to who sees none."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from interlock.records.planning import Gain, Underway
from interlock.records.whatif import WhatIf
from interlock.render import best_plan_page, plan_words
from tests.render import sample_best_plan
from tests.render.sample_best_plan import NOTHING, SMALL, best, planned

MONEY = re.compile(r"[$€£]\s*\d|\d (k|M)\b")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def test_it_says_what_it_adds_over_revenue_in_money_share_range_and_chance():
    first, beside, as_is = map(plain, plan_words.adds(planned()))
    assert first == (
        "Over ranking by revenue this order adds $40.0 k: 3.3 % of the $1.20 M that features can "
        "move."
    )
    assert "+$40.0 k (−$2 to 80 k in 80 of 100 cases); it brings more in 87 % of cases" in beside
    assert "+$120 k" in as_is


def test_next_to_nothing_is_called_that():
    made = planned(adds=SMALL, adds_share=SMALL.mean / 1_200_000)
    first = plain(plan_words.adds(made)[0])
    assert first.startswith("It adds next to nothing here: ranking by revenue is as good")
    noisy = planned(adds=replace(sample_best_plan.ADDS, error=30_000))
    assert plain(plan_words.adds(noisy)[0]).startswith("It adds next to nothing here")


def test_where_ranking_by_revenue_brings_more_that_is_said():
    worse = Gain(mean=-30_000, error=4_000, low=-60_000, high=5_000, chance=0.1)
    first = plain(plan_words.adds(planned(adds=worse, adds_share=-0.025))[0])
    assert first.startswith("Ranking by revenue brings more here: $30.0 k")


def test_where_nothing_was_found_the_order_as_it_is_can_stay():
    told = best_plan_page.told(best(planned(whatif=WhatIf())))
    assert "can stay" in told["adds"][-1]


def test_where_features_move_nothing_that_is_said():
    assert "moves bookings" in plan_words.adds(planned(never=2.0, today=2.0))[0]


def test_where_no_feature_ships_in_time_in_any_order_that_is_said():
    orders = tuple(replace(one, value=100_000) for one in planned().orders)
    (said,) = plan_words.adds(planned(orders=orders, adds=NOTHING, adds_to_now=NOTHING))
    assert "in none does a feature that a deal waits for ship by 30 Sep 2027" in plain(said)


def test_how_good_it_is_tells_the_estimate_from_the_proof():
    gap, ceiling, optimism = map(plain, plan_words.how_good(planned()))
    assert gap.startswith("Estimated: 5 further searches")
    assert "0.2 % of what features can move" in gap
    assert ceiling.startswith("Proven: no order brings more than $1.90 M in 64 scenarios")
    assert "$9.00 k better" in optimism
    assert plan_words.how_good(planned(gap=None, ceiling=None, optimism=0.0)) == []


def test_features_stand_above_and_below_the_line_each_with_why():
    (queue,) = best_plan_page.told(best())["best_queues"]
    assert [one["stands"].name for one in queue["above"]] == ["Sign-on", "Audit"]
    assert [one["stands"].name for one in queue["below"]] == ["Export"]
    why = [one["why"] for one in (*queue["above"], *queue["below"])]
    assert why == [
        "Were it last, Audit would come sooner and bring 20 % of it.",
        "Were it last, Audit would come sooner.",
        "Were it first, Audit would come later and lose 3.4 times as much.",
    ]
    assert [one["was"] for one in queue["above"]] == ["was 3rd", "was 1st"]
    assert queue["moved"] == 3


def test_a_promise_that_loses_odds_is_told_and_one_that_gains_is_not():
    told = best_plan_page.told(best())
    assert [one["promise"].what for one in told["breaks"]] == ["Ship Audit"]
    assert "0.9, beside 0.4" in told["broken"]
    hardly = replace(sample_best_plan.made().promises[0], before=0.04, after=0.01)
    given = (hardly, *sample_best_plan.made().promises[1:])
    told = best_plan_page.told(
        replace(best(), made=replace(sample_best_plan.made(), promises=given))
    )
    assert told["breaks"] == []


def test_orders_are_drawn_least_first_between_nothing_and_everything():
    wide, narrow = best_plan_page.told(best())["order_pictures"]
    for picture in (wide, narrow):
        places = [picture.index(f">{name}<") for name in (
            "Nothing ships", "As it is", "By revenue named", "By revenue / size",
            "By value a week of work", "This order", "Everything today",
        )]  # fmt: skip
        assert places == sorted(places)


def test_work_stands_against_bookings_with_its_knees_and_todays_scope():
    told = best_plan_page.told(best())
    wide, narrow = told["curve_pictures"]
    for picture in (wide, narrow):
        assert "$900 k, 8 weeks" in plain(picture)
        assert ">as is<" in picture
    today, *_, proof = map(plain, told["curve_said"])
    assert "Today's scope in time takes 15.0 weeks of a team: $800 k" in today
    assert "the best one of no more work $1.10 M" in today
    assert "is proven" in proof


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (850_000, "The least work for $850 k: 8.0 weeks of a team for $900 k (proven)"),
        (50_000, "The least work for $50.0 k: 0.0 weeks of a team for $100 k (proven)"),
        (
            2_000_000,
            "$2.00 M is not reachable: all features together, ready at once, bring $1.30 M.",
        ),
    ],
)
def test_the_least_work_for_a_sum_is_the_first_scope_that_brings_it(wanted, said):
    assert plain(best_plan_page.told(best(), Decimal(wanted))["least"]).startswith(said)
    assert best_plan_page.told(best(sees_amounts=False), Decimal(wanted))["least"] == ""


def test_who_sees_no_amounts_is_told_places_days_and_promises_and_no_money():
    told = best_plan_page.told(best(sees_amounts=False))
    assert (told["order_pictures"], told["good"], told["staffing"]) == ([], [], [])
    assert (told["curve_pictures"], told["curve_said"]) == ((), [])
    shown = " ".join(map(str, (
        told["adds"], told["best_queues"], told["breaks"], told["broken"], told["steady"],
        told["worked_out"],
    )))  # fmt: skip
    assert not MONEY.search(plain(shown))
    (queue,) = told["best_queues"]
    assert [one["why"] for one in queue["below"]] == ["Were it first, Audit would come later."]
    assert not any(one["named"] or one["brings"] for one in (*queue["above"], *queue["below"]))


@pytest.mark.parametrize(("count", "listed"), [(3, "F0, F1 and F2"), (40, "F0, F1 and 38 more")])
def test_of_many_features_that_cross_the_line_the_first_are_named(count, listed):
    one = replace(planned().stability[0], leave=tuple(f"F{n}" for n in range(count)))
    assert listed in plan_words.steady(one)


def test_how_far_it_is_says_the_best_so_far_where_money_may_be_told():
    far = Underway("searching", 3.4, 1_200, 1_340_000.0, 1_300_000.0)
    assert plan_words.far(far, moves=6_000) == "searching, 1,200 of 6,000 moves tried"
    told = plan_words.best_so_far(far, currency="USD")
    assert "+$40.0 k over ranking by revenue" in plain(told)
    assert plan_words.best_so_far(replace(far, value=None), currency="USD") == ""
