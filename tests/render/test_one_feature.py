"""The page of a feature: when it ships, as a curve and in words, and how many close without it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from interlock.records.features_ahead import Survival
from interlock.render import feature_rows, one_feature, ship_curve
from interlock.render.ship_curve import Ship
from tests.render import sample_ahead

MADE = sample_ahead.features_ahead()
DAY = date(2026, 11, 20)
SHIP = Ship("Export", DAY, (0.0, 0.5, 0.25, 0.25, *(0.0,) * 48), DAY + timedelta(14),
            DAY + timedelta(28), None, DAY + timedelta(7), DAY + timedelta(10),
            (date(2026, 12, 31), date(2027, 3, 31)))  # fmt: skip


def test_the_curve_adds_weeks_up_and_ends_once_all_has_shipped():
    days = ship_curve.by_week(SHIP)
    assert [round(p, 2) for _, p in days[:6]] == [0.0, 0.0, 0.5, 0.75, 1.0, 1.0]
    assert days[2][0] == DAY + timedelta(14)
    assert len(days) == 1 + ship_curve.LEAST_WEEKS


def test_a_dot_stands_where_half_have_shipped_and_last_weeks_is_hollow():
    drawn = ship_curve.curve(SHIP)
    dots = re.findall(r'<circle class="(\w+)" cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert [kind for kind, _, _ in dots] == ["before", "dot", "dot"]
    (before, now) = (float(x) for _, x, _ in dots[:2])
    start, end = ship_curve.LEFT, ship_curve.WIDE[0] - ship_curve.RIGHT
    assert now == pytest.approx(start + (end - start) * 14 / 56, abs=0.1)
    assert before == pytest.approx(start + (end - start) * 7 / 56, abs=0.1)
    assert "quarter's end" in drawn or "quarter&#39;s end" in drawn
    assert 'class="stated"' in drawn


def test_the_curve_says_what_it_shows():
    assert ship_curve.in_words(SHIP) == "Shipped by 4 Dec in 50 % and by 18 Dec in 80 % of cases."
    never = replace(SHIP, p50_on=None, p80_on=None)
    assert "hardly ever" in ship_curve.in_words(never)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            Survival("it", 11, 14, (("workaround", 7), ("nothing", 4)), 10),
            "Of 14 deals that needed it when they ended, 11 closed without: 7 with a workaround "
            "and 4 with nothing in its place.",
        ),
        (
            Survival("important", 29, 1102, (), 10),
            "Of 1,102 deals with an important need not shipped when they ended, 29 closed without.",
        ),
        (
            Survival("dealbreaker", 1, 1, (), 10),
            "Not enough yet: 1 deal with a dealbreaker not shipped ended, 10 are needed to say how "
            "many close without.",
        ),
    ],
)
def test_how_many_close_without_is_said_with_its_counts(told, said):
    assert one_feature.survived(told) == said


def test_what_a_feature_is_made_of_stands_in_words():
    ahead = one_feature.ahead(MADE, MADE.features[0])
    assert ahead["by"][0] == ("5 of 10 cases", "12 Dec 2026")
    assert ahead["left"] == "14 of 20 items"
    assert (ahead["quarter"], ahead["next"], ahead["by_due"]) == ("81 %", ">95 %", "55 %")
    assert len(ahead["curves"]) == len(ahead["burn_ups"]) == 2
    assert "14 to 18" in ahead["burn_ups"][0]
    assert "In the end 14 to 18 in 8 of 10 cases." in ahead["burn_ups"][0]
    nothing = one_feature.ahead(MADE, MADE.features[3])
    assert nothing["by"][0] == ("5 of 10 cases", "later, or never")
    assert nothing["burn_ups"] == []


def test_a_teams_load_is_a_range_and_its_weeks():
    load = one_feature.load(MADE.teams[2])
    assert load["pace"] == "2.1 to 3.6 items a week"
    assert load["people"] == "1 person"
    assert load["weeks"] == "14 weeks of work"
    assert load["basis"] == "prior"
    assert one_feature.load(MADE.teams[1])["people"] == ""


def test_a_deal_that_needs_two_features_of_a_release_counts_once():
    both = replace(MADE.releases[0], features=("10231", "10277"))
    assert feature_rows.bands_of(MADE, both) == (("large", 1), ("middle", 1))
