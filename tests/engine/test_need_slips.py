"""What slips tell: a hand-worked table, and made-up companies whose worth of a need is known."""

from datetime import date, datetime

import numpy as np
import pytest

from interlock.engine import deal_history, hazards, need_slips, worth
from interlock.engine.need_dates import stated_days
from interlock.engine.need_slips import Weeks
from tests.engine.books import AS_OF, book
from tests.engine.need_worlds import slipping

SEEDS = range(20)


def weeks(*counts):
    """Rows of one stratum: (late, after, won, lost, how many), each of a deal of its own."""
    columns = np.array([row[:4] for row in counts for _ in range(row[4])], dtype=bool).T
    count = columns.shape[1]
    return Weeks(np.zeros(count, np.int64), np.arange(count), *columns)


AFTER = (
    (True, True, True, False, 10), (True, True, False, False, 190),
    (False, True, True, False, 30), (False, True, False, False, 170),
)  # fmt: skip
BEFORE = (
    (True, False, True, False, 8), (True, False, False, False, 192),
    (False, False, True, False, 16), (False, False, False, False, 184),
)  # fmt: skip


def test_psi_is_what_late_deals_lack_after_the_day_less_part_of_what_they_lacked_before():
    found = need_slips.of_weeks(weeks(*AFTER, *BEFORE)).found
    after, v_after = np.log(10 * 170 / (190 * 30)), 1 / 10 + 1 / 190 + 1 / 30 + 1 / 170
    before, v_before = np.log(8 * 184 / (192 * 16)), 1 / 8 + 1 / 192 + 1 / 16 + 1 / 184
    keep = 0.35**2 / (0.35**2 + v_before)
    assert found.mean == pytest.approx(keep * before - after)
    assert found.error == pytest.approx(np.sqrt(v_after + keep * v_before), rel=0.01)


def test_with_nothing_known_of_before_the_declared_difference_widens_the_error():
    found = need_slips.of_weeks(weeks(*AFTER)).found
    error = np.sqrt(1 / 10 + 1 / 190 + 1 / 30 + 1 / 170 + 0.35**2)
    assert found.mean == pytest.approx(-np.log(10 * 170 / (190 * 30)))
    assert found.error == pytest.approx(error, rel=0.01)


def test_losing_tells_too_with_a_quarter_of_the_worth():
    lost = ((True, True, False, True, 40), (False, True, False, True, 30))
    both = need_slips.of_weeks(weeks(*AFTER, *lost)).found
    alone = need_slips.of_weeks(weeks(*AFTER)).found
    more = np.log(40 * 170 / (30 * 190)) / 0.25
    assert min(alone.mean, more) < both.mean < max(alone.mean, more)
    assert both.error < alone.error


def test_with_hardly_a_win_on_one_side_nothing_is_said():
    few = tuple(
        (late, after, won, lost, min(n, 2) if won else n) for late, after, won, lost, n in AFTER
    )
    assert need_slips.of_weeks(weeks(*few)).found is None


def _slips(records):
    return need_slips.estimates(records, as_of=AS_OF)[0].found


@pytest.fixture(scope="module")
def found():
    """By (psi, harder): the estimates of as many companies as there are seeds, where there are."""
    worlds = ((1.2, 0.0), (0.0, 0.0), (1.2, 1.0))
    return {
        world: [
            said for s in SEEDS if (said := _slips(slipping(seed=s, psi=world[0], harder=world[1])))
        ]
        for world in worlds
    }


@pytest.mark.parametrize("world", [(1.2, 0.0), (0.0, 0.0), (1.2, 1.0)])
def test_where_slips_are_drawn_by_lot_they_hold_the_truth_however_hard_the_deals(found, world):
    means, errors = np.array([(one.mean, one.error) for one in found[world]]).T
    assert means.size >= 15
    assert abs(means.mean() - world[0]) < 0.2
    assert (np.abs(means - world[0]) < 1.96 * errors).mean() >= 0.9


@pytest.fixture(scope="module")
def confounded():
    """What is learnt where deals with a need are harder anyway: psi 1.2, harder by 1."""
    records = slipping(seed=1, psi=1.2, harder=1.0)
    fitted = hazards.fit(deal_history.at_risk(records, as_of=AS_OF), records.company)
    return worth.learnt(records, *hazards.worths_of(fitted)).learnt[0]


def test_where_harder_deals_have_needs_slips_lie_nearer_to_the_truth_than_the_association(
    confounded, found
):
    slips = np.mean([abs(one.mean - 1.2) for one in found[1.2, 1.0]])
    assert confounded.association.mean > 1.7
    assert slips < abs(confounded.association.mean - 1.2)


def test_association_and_slips_together_lie_nearer_to_the_truth_than_the_association(confounded):
    far = abs(confounded.association.mean - 1.2)
    assert abs(confounded.psi.mean - 1.2) < abs(confounded.data.mean - 1.2) < far


def test_what_was_written_down_on_the_stated_day_or_later_is_no_case():
    records = slipping(seed=1, psi=1.2)
    late = records.needs.with_columns(on=AS_OF)
    assert need_slips.estimates(records.with_tables(needs=late), as_of=AS_OF)[0].late == 0


def test_a_company_without_stated_days_has_no_slips():
    records = slipping(seed=1, psi=1.2)
    bare = records.features.with_columns(wanted_by=None).cast(records.features.schema)
    slips = need_slips.estimates(records.with_tables(features=bare), as_of=AS_OF)
    assert [one.found for one in slips] == [None] * 3
    assert _slips(records.with_tables(needs=book().needs)) is None


def test_the_stated_day_is_the_one_that_stood_when_the_need_was_written_down():
    def moved(day: int, old: str, new: str, field: str = "release"):
        at = datetime(2026, 3, day)
        return {"table": "features", "id": "F", "at": at, "field": field, "old": old, "new": new}

    records = book(
        features=[{"id": "F", "release": "R3"}],
        releases=[{"id": f"R{n}", "due": date(2026, 3 + n, 1)} for n in (1, 2, 3)],
        changes=[moved(10, "R1", "R2"), moved(20, "R2", "R3")],
        needs=[{"deal": "d", "feature": "F", "on": date(2026, 3, on)} for on in (5, 10, 25)],
    )
    assert stated_days(records, records.needs).dt.month().to_list() == [4, 5, 6]
