"""What-ifs side by side tell in which features and deals they differ."""

from itertools import pairwise

from interlock.engine import whatif
from interlock.records.whatif import Drop, Reorder, WhatIf
from interlock.render import whatif_differ, words
from tests.engine import planned_worlds

FIRST, DROPPED = WhatIf((Reorder("C", 1),)), WhatIf((Drop("G"), Reorder("F", 1)))


def compared(**asked):
    now = planned_worlds.two_teams()
    return now, whatif.compare(now, asked)


def test_features_stand_with_the_day_that_each_side_gives_them_and_what_is_dropped_as_dropped():
    _, made = compared(first=FIRST, dropped=DROPPED, now=WhatIf())
    rows = dict(whatif_differ.features(made).rows)
    assert rows["G"][1] == "dropped"
    assert rows["G"][0] == rows["G"][2] != "dropped"
    moved = {one.name: one for side in made.sides for one in side.answer.features}
    assert set(rows) == {name for name, one in moved.items() if one.p50_after != one.p50_before}
    as_of = made.sides[0].answer.birth.as_of
    for name, cells in rows.items():
        before = moved[name].p50_before
        assert cells[2] == (words.day(before, as_of=as_of) if before else "beyond two years")


def test_deals_stand_with_their_odds_on_each_side_those_that_differ_most_first():
    _, made = compared(first=FIRST, dropped=DROPPED)
    found = whatif_differ.deals(made)
    assert found.rows
    for _, cells in found.rows:
        assert len(set(cells)) == 2
    apart = [abs(_per_cent(one) - _per_cent(other)) for _, (one, other) in found.rows]
    assert all(one >= other - 1 for one, other in pairwise(apart))


def test_what_is_the_same_on_both_sides_is_not_told():
    _, made = compared(first=FIRST, again=FIRST)
    assert whatif_differ.features(made).rows == whatif_differ.deals(made).rows == ()


def _per_cent(said):
    return float(said.strip("<> %"))
