"""What is asked: the answers whose effect a second run of the whole forecast confirms."""

from datetime import timedelta

import polars as pl
import pytest

from interlock.engine.outlook import outlook
from interlock.engine.questions import ASKED, EITHER, needs_known, questions
from tests.engine.books import AS_OF, book
from tests.engine.development import OLD, items, past

REFIT = 0.01
"""A need that is said also teaches the fit a little; the question leaves the fit as it is."""

WON_OR_LOST = [
    {
        "id": f"c{n}",
        "stage": "Talk",
        "outcome": "won" if n % 3 == 0 else "lost",
        "amount": 1000,
        "owner": "Ann",
        "created_on": AS_OF - timedelta(days=400 - n),
        "closed_on": AS_OF - timedelta(days=300 - 2 * n),
    }
    for n in range(100)
]


def deal(id, amount=5000, **more):
    created = AS_OF - timedelta(days=40)
    row = {"id": id, "name": id.upper(), "stage": "Talk", "outcome": "open", "owner": "Ann"}
    return row | {"amount": amount, "created_on": created} | more


def asked_of(*deals, needs=(), features=("f", "g")):
    known = book(
        deals=[*WON_OR_LOST, *deals],
        needs=list(needs),
        features=[OLD, *({"id": f, "name": f.upper(), "team": "A", "order": 1} for f in features)],
        items=[*past(), *(item for f in features for item in items(f, 60))],
    )
    return outlook(known, as_of=AS_OF, seed=1, draws=128)


def odds_of(look, id):
    group = look.open_deals.row(by_predicate=pl.col("id") == id, named=True)["group"]
    return float(look.joint.odds[group][:, -1].mean())


def link(id, feature="f", confirmed=False):
    return {"deal": id, "feature": feature, "strength": "dealbreaker", "confirmed": confirmed}


def test_a_proposed_link_is_worth_half_of_what_the_forecast_loses_or_wins_by_it():
    with_link = asked_of(deal("d"), needs=[link("d")])
    without = asked_of(deal("d"))
    (question,) = [q for q in questions(with_link) if q.kind == "link"]
    moved = abs(odds_of(without, "d") - odds_of(with_link, "d"))
    assert moved > 0
    assert question.effect == pytest.approx(5000 * moved * EITHER, rel=REFIT)
    assert (question.what, question.answer) == ("Does it wait for F?", "in needs.csv: d,f")


def test_a_confirmed_need_is_not_asked_about():
    look = asked_of(deal("d"), needs=[link("d", confirmed=True)])
    assert questions(look) == ()


def test_a_deal_without_needs_is_asked_by_what_most_deals_need():
    look = asked_of(
        deal("d"), deal("e", 1), deal("h", 1), needs=[link("e", "g", True), link("h", "g", True)]
    )
    told = asked_of(
        deal("d"),
        deal("e", 1),
        deal("h", 1),
        needs=[
            link("e", "g", True),
            link("h", "g", True),
            link("d", "g", True) | {"strength": "important"},
        ],
    )
    (question,) = [q for q in questions(look) if q.kind == "need"]
    chance = (2 + 1) / (3 + 2)
    expected = 5000 * (odds_of(look, "d") - odds_of(told, "d")) * chance
    assert question.effect == pytest.approx(expected, rel=REFIT)


def test_a_deal_without_an_amount_is_worth_its_odds_of_the_median():
    look = asked_of(deal("d", None), deal("e", 100), deal("h", 900), features=())
    (question,) = questions(look)
    assert (question.deal, question.kind) == ("d", "amount")
    assert question.effect == pytest.approx(odds_of(look, "d") * 500)


def test_five_are_asked_the_largest_first_and_a_rep_is_asked_of_own_deals():
    deals = [deal(f"d{n}", 1000 * (n + 1), owner="Ann" if n % 2 else "Bo") for n in range(9)]
    look = asked_of(*deals)
    asked = questions(look)
    assert len(asked) == ASKED
    assert [q.deal for q in asked] == ["d8", "d7", "d6", "d5", "d4"]
    assert {q.ask for q in questions(look, owner="Ann")} == {"Ann"}


def test_of_how_much_money_the_needs_are_known():
    look = asked_of(deal("d", 3000), deal("e", 1000), needs=[link("d")])
    known = needs_known(look)
    assert (known.share, known.deals, known.of_deals) == (pytest.approx(0.75), 1, 2)
    assert needs_known(asked_of()) is None


def test_a_need_that_somebody_ruled_out_counts_for_nothing_and_is_not_asked_about_again():
    ruled_out = [{"deal": "d", "feature": "f", "strength": "none", "confirmed": True}]
    look, without = asked_of(deal("d"), needs=ruled_out), asked_of(deal("d"))
    assert odds_of(look, "d") == odds_of(without, "d")
    assert [q.kind for q in questions(without)] == ["need"]
    assert questions(look) == ()
    assert needs_known(look).deals == 1


def test_a_question_names_the_feature_that_it_asks_about():
    (question,) = questions(asked_of(deal("d")))
    assert (question.feature, question.feature_name) == ("f", "F")
    assert question.feature_name in question.what
