"""Risks and what became of them in words, as a picture and as CSV."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from interlock.records.risks import Difference, EffectGroup, Hands, RiskEffects, RiskLine, Stated
from interlock.render import effect_bar, risk_rows
from tests.render.drawings import number, of_class

TODAY = date(2026, 11, 20)
LINE = RiskLine(
    id="R", what="=slow", by="Ann", named_on=date(2026, 11, 1), kind="deal", about="D",
    about_name="Inn", whose="Bob", promise="P", act="ask", maker="Ann", due=date(2026, 11, 25),
    first_due=date(2026, 11, 25), done_on=None, verdict="open", odds=0.57,
    by_day=date(2026, 12, 31), odds_now=0.64, outcome="", settled_on=None, ended_on=None,
    is_open=True,
)  # fmt: skip
GROUP = EffectGroup("in time", 12, 11, 9, 6.2, 3, 9, "as was said")


def row(**more):
    return risk_rows.row(replace(LINE, **more), Hands(changes=True, does=True), today=TODAY)


@pytest.mark.parametrize(
    ("more", "state", "is_late"),
    [
        ({}, "in 5 days", False),
        ({"due": TODAY}, "due today", False),
        ({"due": date(2026, 11, 19)}, "1 day over", True),
        ({"due": date(2026, 11, 19), "done_on": TODAY}, "done 20 Nov, open", False),
        ({"act": "", "due": None}, "nothing promised yet", False),
        ({"due": None}, "no day", False),
    ],
)  # fmt: skip
def test_how_what_was_promised_stands(more, state, is_late):
    assert (row(**more)["state"], row(**more)["is_late"]) == (state, is_late)


def test_odds_stand_as_they_were_and_as_they_are():
    assert row()["odds"] == "57 % then, 64 % now"
    assert row()["by_day"] == "won by 31 Dec 2026"
    assert row(odds_now=None, kind="feature")["odds"] == "57 % then"
    assert row(odds=None, by_day=None)["odds"] == ""
    assert risk_rows.stated("feature", Stated(0.99, TODAY)) == ">95 % shipped by 20 Nov 2026"
    assert risk_rows.stated("deal", None) == ""


@pytest.mark.parametrize(
    ("kind", "outcome", "said"),
    [("deal", "well", "won by then"), ("feature", "badly", "not shipped by then"),
     ("deal", "", "no risk any more")],
)  # fmt: skip
def test_how_it_came_out(kind, outcome, said):
    assert row(kind=kind, outcome=outcome, is_open=False)["outcome"] == said


def test_csv_holds_every_risk_and_no_formula():
    (found,) = csv.DictReader(io.StringIO(risk_rows.as_csv([LINE])))
    assert tuple(found) == risk_rows.HEADS
    assert (found["what"], found["owner"], found["due"]) == ("'=slow", "Ann", "2026-11-25")


def test_a_group_has_its_range_what_was_said_and_what_came():
    drawn = effect_bar.bar(GROUP)
    band, line, dot = (of_class(drawn, one)[0] for one in ("said-range", "expected", "came"))
    left, right = number(band, "x"), number(band, "x") + number(band, "width")
    assert left < number(line, "x1") < right
    assert number(dot, "cx") == pytest.approx(right, abs=0.2)
    assert effect_bar.in_words(GROUP) in drawn
    assert effect_bar.bar(replace(GROUP, risks=0)) == ""


def test_too_few_are_said_to_be_too_few_and_a_difference_is_no_cause():
    few = RiskEffects((replace(GROUP, verdict="not enough yet"),), None, 1, 20)
    assert effect_bar.rows(few)[0]["verdict"] == "not enough yet: 11 of 20 deals and features"
    assert "both sides need 20 deals and features" in effect_bar.difference(few)
    assert (
        effect_bar.ended_first(few) == "Left out: 1 risk settled before what was promised was due."
    )
    enough = replace(few, difference=Difference(0.46, -0.04, 0.89), ended_first=0)
    said = effect_bar.difference(enough)
    assert "+46 of 100 risks more" in said
    assert "between −4 and +89" in said
    assert "no proof of a cause" in said
    assert effect_bar.ended_first(enough) == ""
