"""Who is meant by a name, and what each reader's report keeps."""

import pytest

from interlock.engine import readers
from interlock.records.errors import UnknownName
from interlock.records.report import Reader
from tests.engine.books import book

KNOWN = book(
    deals=[
        {"id": "1", "outcome": "open", "owner": "Ana Lim"},
        {"id": "2", "outcome": "won", "owner": "Ana Lim"},
        {"id": "3", "outcome": "open", "owner": "Bo Ode"},
        {"id": "4", "outcome": "open", "owner": "Eve Fox"},
        {"id": "5", "outcome": "open"},
    ],
    people=[
        {"name": "ana lim", "side": "sales"},
        {"name": "Dan Roe", "side": "development"},
        {"name": "Sue Ito", "side": "other", "department": "support"},
        {"name": "Kim Buyer", "side": "buyer"},
        {"name": "Eve Fox", "side": "development"},
    ],
    teams=[{"name": "Core"}],
    features=[{"id": "F", "team": "Edge"}],
)


@pytest.mark.parametrize(
    ("asked", "reader"),
    [
        ("management", Reader("management")),
        ("Sales", Reader("sales")),
        (" development ", Reader("development")),
        ("ANA LIM", Reader("person", "Ana Lim", "sales")),
        ("bo ode", Reader("person", "Bo Ode", "sales")),
        ("dan roe", Reader("person", "Dan Roe", "development")),
        ("Sue Ito", Reader("person", "Sue Ito", "other")),
        ("core", Reader("development", "Core", "development")),
        ("Edge", Reader("development", "Edge", "development")),
    ],
)
def test_a_reader_is_found_whatever_the_case(asked, reader):
    assert readers.find_reader(asked, KNOWN) == reader


def test_an_unknown_name_offers_near_misses():
    with pytest.raises(UnknownName, match=r"No reader is called 'Ana Lin'.*'Ana Lim'"):
        readers.find_reader("Ana Lin", KNOWN)
    with pytest.raises(UnknownName, match="'management'"):
        readers.find_reader("managment", KNOWN)


def test_a_buyer_is_no_reader_and_is_not_offered():
    for name in ("Kim Buyer", "Kim Buye"):
        with pytest.raises(UnknownName) as caught:
            readers.find_reader(name, KNOWN)
        assert "Did you mean" not in str(caught.value)


def test_a_name_on_two_sides_is_not_guessed():
    with pytest.raises(UnknownName, match="one side only"):
        readers.find_reader("Eve Fox", KNOWN)


def test_own_deals_are_those_the_person_owns_open_or_closed():
    assert readers.own_deals_of(Reader("person", "ana LIM", "sales"), KNOWN) == {"1", "2"}
    assert readers.own_deals_of(Reader("management"), KNOWN) == frozenset()


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        (Reader("management"), True),
        (Reader("sales"), True),
        (Reader("person", "Ana Lim", "sales"), True),
        (Reader("development"), False),
        (Reader("person", "Dan Roe", "development"), False),
        (Reader("person", "Sue Ito", "other"), False),
    ],
)
def test_only_management_and_sales_see_amounts(reader, sees):
    assert reader.sees_amounts is sees
