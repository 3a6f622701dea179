"""Aalen and Johansen's estimate by hand and against plain counting."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import lives
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, ended, standing

ROWS = st.lists(
    st.tuples(st.integers(1, 30), st.integers(1, 30), st.sampled_from(("won", "lost", "open"))),
    min_size=1,
    max_size=9,
)


def lives_of(*rows):
    """Deals created 100 days ago: (days lived, outcome)."""
    born = AS_OF - timedelta(days=100)
    deals = [
        ended(f"D{at}", born, born + timedelta(days=days), outcome)
        if outcome != "open"
        else standing(f"D{at}", AS_OF - timedelta(days=days))
        for at, (days, outcome) in enumerate(rows)
    ]
    log = [change("D0", born, "stage", "Qualify")]
    return lives.fit(book(company=PIPELINE, deals=deals, changes=log))


def test_aalen_johansen_by_hand_with_ties():
    """Five deals: on day 3 one won and one lost of 5; open until day 5; one won of 2 on day 8."""
    found = lives_of((3, "won"), (3, "lost"), (5, "open"), (8, "won"), (20, "lost"))
    assert found.hazards[3] == pytest.approx([1 / 5, 1 / 5])
    assert found.hazards[8] == pytest.approx([1 / 2, 0])
    won, lost = lives.ahead(found, np.array([0]), 25)
    assert won[0, 7] == pytest.approx(0.2 + 0.6 / 2)
    assert lost[0, -1] == pytest.approx(0.2 + 0.3)
    assert lives.ahead(found, np.array([4]), 10)[0][0, -1] == pytest.approx(1 / 2)


def test_with_one_cause_it_is_kaplan_and_meiers_estimate():
    found = lives_of((2, "won"), (4, "won"), (4, "won"), (6, "open"), (9, "won"))
    still = 1 - lives.ahead(found, np.array([0]), 12)[0][0]
    assert still[[1, 3, 5, 8]] == pytest.approx([4 / 5, 4 / 5 * 2 / 4, 2 / 5, 0.0])


@given(ROWS, st.integers(0, 40))
def test_hazards_are_those_of_counting_day_by_day(rows, log_back):
    """Deals created up to 30 days back, some before the log begins, and ties by the dozen."""
    deals, past = [], []
    begins = AS_OF - timedelta(days=log_back)
    for at, (back, lived, outcome) in enumerate(rows):
        created = AS_OF - timedelta(days=back)
        over = outcome != "open" and lived <= back
        closed = created + timedelta(days=lived)
        deals.append(
            ended(f"D{at}", created, closed, outcome) if over else standing(f"D{at}", created)
        )
        past.append((created, closed if over else AS_OF, outcome if over else "open"))
    found = lives.fit(
        book(company=PIPELINE, deals=deals, changes=[change("D0", begins, "stage", "Qualify")])
    )
    closings = [end for _, end, outcome in past if outcome != "open"]
    seen_from = min([begins, *closings])
    for day in range(31):
        into = [
            (outcome, (end - created).days)
            for created, end, outcome in past
            if max((seen_from - created).days, 0) < day <= (end - created).days
        ]
        for cause, name in enumerate(("won", "lost")):
            ends = sum(outcome == name and last == day for outcome, last in into)
            assert found.hazards[day, cause] == pytest.approx(ends / max(len(into), 1))


def test_a_deal_older_than_the_records_counts_only_from_the_day_they_begin():
    """Created 100 days ago, the log begins 20 days ago: no day of its first 80 is known."""
    born, begins = AS_OF - timedelta(days=100), AS_OF - timedelta(days=20)
    deals = [ended("D0", born, AS_OF - timedelta(days=10), "won"), standing("D1", born)]
    log = [change("D1", begins, "stage", "Qualify")]
    found = lives.fit(book(company=PIPELINE, deals=deals, changes=log))
    assert found.hazards[90].tolist() == [0.5, 0.0]
    assert lives.ahead(found, np.array([0]), 89)[0][0, -1] == 0.0
