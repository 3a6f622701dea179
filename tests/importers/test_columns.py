from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.importers.columns import day, flag, listed, moment, money, number, one_of, whole


def column(*values: str | None) -> pl.Series:
    return pl.Series("theirs", values, dtype=pl.String)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("1,234.50", "12"), ("1234.50", "12")),
        (("1.234,50", "1.234", "12,5"), ("1234.50", "1234", "12.5")),
        (("1.234.567", "1.234"), ("1234567", "1234")),
        (("1,234", "2,500"), ("1234", "2500")),
        (("1,234", "2,5"), ("1.234", "2.5")),
        (("€ 1 200", "USD 5", "7 EUR", "1'000"), ("1200", "5", "7", "1000")),
        (("(3)", "-4", "+5"), ("-3", "-4", "5")),
        (("1.2E7", "3.5"), ("12000000", "3.5")),
        (("12.500", "30000"), ("12.5", "30000")),
    ],
)
def test_amounts_are_exact_whatever_their_marks(written, meant):
    cleaned = money(column(*written))
    assert cleaned.values.to_list() == [Decimal(value) for value in meant]


@pytest.mark.parametrize("value", ["abc", "12abc", "EUR", "--", "1,5.3,2", "1e400", "9" * 20])
def test_what_is_no_amount_is_bad(value):
    assert money(column("5", value, None)).bad.to_list() == [False, True, False]


def test_amounts_that_may_be_thousands_or_decimals_are_asked_about():
    cleaned = money(column("12.500", "3.000", None))
    assert "thousands and decimals" in cleaned.asks
    assert cleaned.values.to_list() == [None, None, None]
    assert not cleaned.bad.any()


@given(st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=20))
def test_plain_decimals_are_read_to_the_cent(amounts):
    assert money(column(*map(str, amounts))).values.to_list() == amounts


def read_days(*values, time_zone="UTC", date_format=None):
    return day(time_zone=time_zone, date_format=date_format)(column(*values))


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-12",
        "2024-03-12 9:41",
        "2024-03-12T09:41:33.000Z",
        "12/Mar/24 9:41 AM",
        "12/Mar/24",
        "12-Mar-2024",
        "Mar 12, 2024",
        "2024/03/12",
        "12.03.2024",
        "20240312",
    ],
)
def test_days_are_read_in_the_forms_that_tools_write(written):
    assert read_days(written, None).values.to_list() == [date(2024, 3, 12), None]


def test_all_values_of_a_column_tell_day_and_month_apart():
    assert read_days("6/21/2025 16:14", "1/2/2025 3:04").values[1] == date(2025, 1, 2)
    assert read_days("21/6/2025", "1/2/2025").values[1] == date(2025, 2, 1)
    assert read_days("05/05/2025").values.to_list() == [date(2025, 5, 5)]


@pytest.mark.parametrize("more", ["03/04/2025", "no day", None])
def test_days_that_may_be_months_are_asked_about_and_not_guessed(more):
    cleaned = read_days("01/02/2025", more)
    assert "cannot be told apart (for example 01/02/2025)" in cleaned.asks
    assert cleaned.values.to_list() == [None, None]


def test_a_column_with_both_orders_is_asked_about():
    assert read_days("13/01/2024", "01/13/2024").asks


def test_a_date_format_settles_it():
    assert read_days("01/02/2025", date_format="%d/%m/%Y").values.to_list() == [date(2025, 2, 1)]
    assert read_days("2025-02-01", date_format="%d/%m/%Y").bad.to_list() == [True]


def test_a_moment_counts_on_the_day_it_is_where_the_company_is():
    late = "2026-03-01T23:12:33.000Z"
    assert read_days(late, time_zone="Europe/Berlin").values[0] == date(2026, 3, 2)
    assert read_days(late, time_zone="America/New_York").values[0] == date(2026, 3, 1)
    assert read_days("2026-03-01T23:30:00+0200").values[0] == date(2026, 3, 1)
    assert read_days("2026-03-01", late, time_zone="Europe/Berlin").values[0] == date(2026, 3, 1)


def test_moments_with_a_zone_of_a_stated_form_are_led_to_the_companys():
    clean = moment(time_zone="Europe/Berlin", date_format="%d.%m.%Y %H:%M %z")
    assert clean(column("01.02.2026 10:00 +0200")).values[0] == datetime(2026, 2, 1, 9)


def test_one_value_that_is_no_day_is_bad_among_days():
    cleaned = read_days("2026-02-30", "2026-02-28", "soon")
    assert cleaned.bad.to_list() == [True, False, True]
    assert "2026-11-20" in cleaned.allowed


def test_true_and_false_are_read_in_their_usual_forms():
    assert flag(column("TRUE", "0", "yes", "f")).values.to_list() == [True, False, True, False]
    assert flag(column("maybe")).bad.to_list() == [True]


def test_numbers_and_whole_numbers_are_told_apart():
    assert number(column("2,5")).values.to_list() == [2.5]
    assert whole(column("3", "2.5", "x", None)).bad.to_list() == [False, True, True, False]


def test_words_are_matched_without_regard_to_case_and_by_their_synonyms():
    clean = one_of(("won", "lost"), {"gewonnen": "won"})
    assert clean(column("WON", "Gewonnen", "open")).values.to_list() == ["won", "won", None]


def test_lists_are_parted_at_semicolons():
    assert listed(column("a; b;;", None)).values.to_list() == [["a", "b"], None]
