"""A target counts for the one that it names, and for nobody where that is not clear."""

from decimal import Decimal

import pytest

from interlock.engine import targets
from interlock.records.calls import COMPANY, Scope
from tests.engine.books import book


def target(scope, amount, period="2026-Q4"):
    return {"period": period, "scope": scope, "amount": Decimal(amount)}


def named(*rows):
    return targets.named(
        book(
            targets=rows,
            deals=[{"id": "D1", "outcome": "open", "owner": "Ana Lim", "pipeline": "Renewals"}],
            memberships=[
                {"name": "Ana Lim", "group": "North", "kind": "team"},
                {"name": "Ana Lim", "group": "Iberia", "kind": "territory"},
                {"name": "Ana Lim", "group": "Renewals", "kind": "team"},
            ],
            people=[{"name": "New Rep", "side": "sales"}, {"name": "Buyer", "side": "buyer"}],
        )
    )


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("Company", COMPANY),
        ("ana lim", Scope("rep", "Ana Lim")),
        ("New Rep", Scope("rep", "New Rep")),
        ("North", Scope("team", "North")),
        ("Iberia", Scope("territory", "Iberia")),
    ],
)
def test_a_target_is_found_by_the_name_of_a_scope_whatever_the_case(written, scope):
    found = named(target(written, 50), target(written, 7, period="2027-Q1"))
    assert found.of("2026-Q4", scope) == 50.0
    assert found.of("2027-Q2", scope) is None
    assert found.unclear == ()


def test_several_rows_of_one_scope_add_up():
    found = named(target("company", 50), target("Company", 7))
    assert found.of("2026-Q4", COMPANY) == 57.0


def test_a_name_that_two_kinds_have_counts_for_neither_and_is_told_of():
    found = named(target("Renewals", 50))
    scopes = (Scope("team", "Renewals"), Scope("pipeline", "Renewals"))
    assert [found.of("2026-Q4", scope) for scope in scopes] == [None, None]
    assert "pipeline and team" in found.unclear[0]


def test_a_name_that_nobody_has_is_told_of_with_one_near():
    (said,) = named(target("Nort", 50)).unclear
    assert "'Nort' counts for nobody" in said
    assert "did you mean North?" in said
    assert named(target("Buyer", 50)).unclear
