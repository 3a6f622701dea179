"""A plan: queues with their days under it, and what of it is a decision."""

from datetime import date

import polars as pl
import pytest

from interlock.engine import plans, team_queues, whatif
from interlock.records.whatif import Add, Delay, Drop, MoveRelease, People, Promise, Reorder, WhatIf
from tests import company

LAST = date(2027, 6, 1)


@pytest.fixture(scope="module")
def now():
    return company.outlook(as_of=company.book().seen_on, seed=1)


@pytest.fixture(scope="module")
def core(now):
    """The queue of the team Core as it is: ids."""
    (found,) = (one for one in team_queues.queues(now.book) if one.team == "Core")
    return [one.id for one in found.features]


def queue(made, team="Core"):
    (found,) = (one for one in made.queues if one.team == team)
    return found.cards


def test_nothing_planned_is_the_order_of_work_as_it_is(now, core):
    made = plans.plan(now, WhatIf())
    assert [card.id for card in queue(made)] == core
    assert all(card.place == card.was for one in made.queues for card in one.cards)
    assert all(card.p50 == card.p50_before for one in made.queues for card in one.cards)
    assert made.decisions.rows == {}


def test_what_it_does_to_deals_is_what_the_what_if_says(now, core):
    asked = WhatIf((Reorder(core[4], 1), Drop(core[0])))
    assert plans.plan(now, asked).answer == whatif.answer(now, asked)


def test_features_stand_in_the_order_of_the_plan_with_those_dropped_last(now, core):
    made = plans.plan(now, WhatIf((Reorder(core[4], 1), Drop(core[0]))))
    cards = queue(made)
    rest = [one for one in core if one not in (core[0], core[4])]
    assert [card.id for card in cards] == [core[4], *rest, core[0]]
    assert [card.place for card in cards] == [*range(1, len(core)), None]
    assert {card.id: card.was for card in cards} == {one: at for at, one in enumerate(core, 1)}


def test_an_order_is_written_so_that_the_book_then_has_the_queue_of_the_plan(now, core):
    made = plans.plan(now, WhatIf((Reorder(core[4], 1),)))
    (rows,) = made.decisions.rows.values()
    assert all(set(row) == {"id", "order"} for row in rows)
    orders = {row["id"]: row["order"] for row in rows}
    features = now.book.features
    places = features["id"].replace_strict(orders, default=features["order"])
    written = features.with_columns(order=places.cast(features.schema["order"]))
    (then,) = (
        one for one in team_queues.queues(now.book.with_tables(features=written))
        if one.team == "Core"
    )  # fmt: skip
    assert [one.id for one in then.features] == [card.id for card in queue(made)]


def test_scope_releases_and_new_promises_are_written_and_what_nobody_decides_is_named(now, core):
    (release,) = now.book.releases.filter(pl.col("shipped_on").is_null())["id"][:1]
    made = plans.plan(
        now,
        WhatIf((
            Drop(core[0]), Add("Audit log", 5, "Core"), MoveRelease(release, LAST),
            Promise(core[1], LAST), Delay(core[2], 3.0), People("Core", 1.0),
        )),
    )  # fmt: skip
    features = {row["id"]: row for row in made.decisions.rows["features"]}
    assert features[core[0]]["dropped_on"] == now.as_of
    assert features["Audit log"]["team"] == "Core"
    assert made.decisions.rows["releases"] == [{"id": release, "due": LAST}]
    (given,) = made.decisions.rows["promises"]
    assert (given["feature"], given["due"], given["kind"]) == (core[1], LAST, "own act")
    held_up, people = made.decisions.left_out
    assert held_up.endswith("being held up happens, and nobody decides it")
    assert people.endswith("time off and people")


def test_a_promise_whose_odds_change_is_offered_the_day_of_8_in_10(now, core):
    made = plans.plan(now, WhatIf((Drop(company_promised(now)),)))
    assert made.promises
    kept = {card.id: card.p80 for one in made.queues for card in one.cards}
    for one in made.promises:
        (feature,) = now.book.promises.filter(id=one.id)["feature"]
        assert one.offered == kept.get(feature)


def company_promised(now):
    """A feature that a standing promise is about."""
    standing = now.book.promises.filter(pl.col("done_on").is_null())
    return standing.join(
        now.book.features.filter(pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()),
        left_on="feature", right_on="id", how="semi",
    )["feature"][0]  # fmt: skip
