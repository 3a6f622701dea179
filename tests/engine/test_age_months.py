"""The baseline of age and calendar against a plain loop over deal-weeks, and worked by hand."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import age_months
from interlock.engine.terms import AGES
from interlock.records.calendar import FISCAL_CALENDARS, FiscalCalendar

AS_OF = date(2026, 11, 20)
LIFE = st.tuples(
    st.integers(0, 500), st.integers(0, 200), st.sampled_from(("won", "lost", "open", "swept"))
)


def lives(rows):
    """(days of age on AS_OF, days lived at most, outcome), all seen from their first day."""
    made = []
    for back, lived, outcome in rows:
        created = AS_OF - timedelta(days=back)
        closed = None if outcome == "open" else created + timedelta(days=min(lived, back))
        made.append((created, created, closed, outcome))
    columns = {
        "created_on": pl.Date,
        "entered_on": pl.Date,
        "closed_on": pl.Date,
        "outcome": pl.String,
    }
    return pl.DataFrame(made, schema=columns, orient="row")


def week_by_week(frame, fiscal):
    counts = np.zeros((len(AGES) + 1, 3, 3))
    for created, entered, closed, outcome in frame.iter_rows():
        end, day = closed or AS_OF, entered
        while day < end:
            middle = min(day + timedelta(days=4), AS_OF)
            weeks = (day - created).days // 7
            month = int(fiscal.month_of_quarter(np.array([middle], dtype="M8[D]"))[0])
            cell = counts[sum(weeks >= age for age in AGES), month]
            cell[0] += min(7, (end - day).days) / 7
            day += timedelta(days=7)
            if day >= end and outcome in ("won", "lost"):
                cell[1 if outcome == "won" else 2] += 1
    return counts


@given(
    st.lists(LIFE, min_size=1, max_size=8), st.integers(1, 12), st.sampled_from(FISCAL_CALENDARS)
)
def test_deal_weeks_and_endings_are_those_of_a_plain_loop(rows, start, form):
    frame, fiscal = lives(rows), FiscalCalendar(form, start)
    found = age_months._counts(frame, AS_OF, fiscal)
    assert found == pytest.approx(week_by_week(frame, fiscal))


def test_hazards_of_one_cell_are_laid_out_over_the_days_asked():
    """2 % won and 3 % lost a week: after ten days 0.02 + 0.95 x 0.02 x 3 / 7 won."""
    hazards = np.full((len(AGES) + 1, 3, 2), [0.02, 0.03])
    won = age_months.won_within(
        hazards, np.array([0, 60]), as_of=AS_OF, days=10, fiscal=FiscalCalendar()
    )
    assert won == pytest.approx(np.full(2, 0.02 + 0.95 * 0.02 * 3 / 7))


def test_a_month_in_which_more_is_won_has_the_higher_hazard():
    """Deals won in the second month only, lost in every other; enough of them to be seen."""
    born = [AS_OF - timedelta(days=back) for back in range(300, 1000)]
    made = []
    for created in born:
        closed = created + timedelta(days=40)
        outcome = "won" if (closed.month - 1) % 3 == 1 else "lost"
        made.append({"created_on": created, "entered_on": created, "closed_on": closed})
        made[-1]["outcome"] = outcome
    hazards = age_months.fit(pl.DataFrame(made), as_of=AS_OF, fiscal=FiscalCalendar())
    at_close = hazards[sum(age <= 5 for age in AGES), :, 0]
    assert at_close.argmax() == 1
    assert at_close[1] > 3 * max(at_close[0], at_close[2])
