"""The other side's week through the API: the one that the page shows, and no more."""

from dataclasses import asdict

import pytest

from tests.render import sample_sides
from tests.web.test_other_side import held

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ADDRESS = "other-side"


@pytest.mark.parametrize(
    ("role", "about", "told"),
    [("rep", "development", ["development"]), ("owner", "development", ["sales", "development"]),
     ("product", "sales", ["sales", "development"]), ("viewer", "sales", ["sales"])],
)  # fmt: skip
def test_each_role_is_told_of_the_side_it_does_not_stand_on(program, role, about, told):
    found = program(role).told(ADDRESS)
    assert (found["week"]["about"], found["told"], found["lacking"]) == (about, told, [])


def test_it_is_the_week_of_the_report_to_the_last_digit(program):
    (sales, _) = sample_sides.sides()
    found = program("owner").told(f"{ADDRESS}?about=sales")
    assert found["week"] == as_json(asdict(sales))
    assert found["week"]["helps"][0]["effect"] == 41_000.0


def test_a_developer_is_told_no_effect_and_no_week_but_sales(program):
    developer = program("developer")
    assert {one["effect"] for one in developer.told(ADDRESS)["week"]["helps"]} == {None}
    assert "$" not in developer.get(ADDRESS).content.decode()
    assert developer.told(f"{ADDRESS}?about=development")["week"] is None
    wrong = developer.get(f"{ADDRESS}?about=sale")
    assert wrong.json()["problems"][0]["near"] == ["sales"]


def as_json(value):
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    return [as_json(one) for one in value] if isinstance(value, tuple | list) else value
