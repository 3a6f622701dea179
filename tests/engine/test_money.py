"""What was closed equals the CRM to the cent, or the differing deals are named."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import money
from interlock.records.company import Company, Rate
from tests.engine.books import AS_OF, book

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
EURO = Company(
    rates=(
        Rate("EUR", date(2026, 1, 1), Decimal("1.10")),
        Rate("EUR", date(2026, 11, 1), Decimal("1.20")),
    )
)


def won(deal: str, amount: str | None, day: date = date(2026, 11, 2), currency: str | None = None):
    exact = None if amount is None else Decimal(amount)
    return {"id": deal, "outcome": "won", "amount": exact, "closed_on": day, "currency": currency}


def test_only_deals_won_inside_the_quarter_count_and_both_ends_do():
    deals = [
        won("a", "1.10", FIRST),
        won("b", "2.20", LAST),
        won("c", "4.00", date(2026, 9, 30)),
        {**won("d", "8.00"), "outcome": "lost"},
    ]
    closed = money.closed_between(book(deals=deals), FIRST, LAST)
    assert (closed.total, closed.deals) == (Decimal("3.30"), 2)


@given(st.lists(st.decimals(0, 10**9, places=2), max_size=40))
def test_the_sum_is_exact_to_the_cent(amounts):
    deals = [won(str(i), str(amount)) for i, amount in enumerate(amounts)]
    assert money.closed_between(book(deals=deals), FIRST, LAST).total == sum(amounts, Decimal(0))


def test_a_win_in_another_currency_takes_the_rate_of_its_closing_day():
    deals = [won("a", "100", date(2026, 10, 31), "EUR"), won("b", "100", date(2026, 11, 1), "EUR")]
    assert money.closed_between(book(company=EURO, deals=deals), FIRST, LAST).total == 230


def test_wins_that_cannot_be_counted_are_named_with_the_reason():
    deals = [{**won("a", None), "name": "Acorn"}, won("b", "5", currency="CHF"), won("c", "7")]
    closed = money.closed_between(book(company=EURO, deals=deals), FIRST, LAST)
    assert closed.total == 7
    assert closed.differing == (
        ("a", "Acorn", "won without an amount"),
        ("b", "b", "no rate for CHF"),
    )


def test_an_open_deal_is_valued_at_the_rate_of_the_day_of_the_forecast():
    deals = [{"id": "a", "outcome": "open", "amount": Decimal(10), "currency": "EUR"}]
    valued = money.with_value(book(deals=deals).deals, EURO, as_of=AS_OF)
    assert valued["value"].to_list() == [12.0]


def test_a_deal_without_amount_or_rate_has_no_value():
    deals = [
        {"id": "a", "outcome": "open"},
        {"id": "b", "outcome": "open", "amount": Decimal(10), "currency": "CHF"},
    ]
    valued = money.with_value(book(deals=deals).deals, EURO, as_of=AS_OF)
    assert valued["value"].to_list() == [None, None]
