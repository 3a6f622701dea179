"""What is written of a change says all of it: read again, it is the same change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.records import whatif, written_changes
from interlock.records.sales_tables import STRENGTHS

NAMES = st.text("ABCäöü 0123456789-_.", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.floats(0.001, 1e9).map(lambda one: round(one, 3))
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
CHANGES = st.one_of(
    st.builds(whatif.Drop, NAMES),
    st.builds(whatif.Delay, NAMES, NUMBERS),
    st.builds(whatif.BringForward, NAMES, NUMBERS),
    st.builds(whatif.Reorder, NAMES, st.integers(1, 500)),
    st.builds(whatif.Add, NAMES, st.integers(1, 500), NAMES),
    st.builds(whatif.Split, NAMES, st.integers(1, 99).map(lambda one: one / 100)),
    st.builds(whatif.MoveFeature, NAMES, NAMES),
    st.builds(whatif.MoveRelease, NAMES, DAYS),
    st.builds(whatif.People, NAMES, st.one_of(NUMBERS, NUMBERS.map(lambda one: -one))),
    st.builds(whatif.MovePeople, NAMES, NAMES, NUMBERS),
    st.builds(whatif.Need, NAMES, NAMES, st.sampled_from([*STRENGTHS, None])),
    st.builds(whatif.Amount, NAMES, NUMBERS),
    st.builds(whatif.Promise, NAMES, DAYS, st.one_of(st.none(), NAMES)),
    st.builds(whatif.BreakPromise, NAMES),
)  # fmt: skip


def test_every_kind_of_change_can_be_written():
    assert {one.of for one in written_changes.ALL} == set(whatif.KINDS.values())


@given(st.lists(CHANGES, max_size=4))
def test_what_is_written_is_read_as_the_same_changes(changes):
    told = written_changes.written(changes)
    assert [written_changes.read(word, text) for word, text in told] == changes


@pytest.mark.parametrize("number", ["inf", "nan", "1e999", "9" * 5000])
@pytest.mark.parametrize("text", ["delay F={}w", "order F={}", "people T={}", "split F={}%"])
def test_what_is_no_number_that_ends_is_no_number(text, number):
    word, said = text.format(number).split()
    with pytest.raises(ValueError, match="is no number"):
        written_changes.read(word, said)
