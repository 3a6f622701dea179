"""A law: of the money on features somebody who sees thirds is told nothing else, in no byte."""

import re

import pytest

from interlock.store import write
from interlock.web import tasks
from tests.store.books import frame
from tests.web.test_deal_bands import held
from tests.web.test_deals import words

PAGES = (
    "/features/", "/features/?as=csv", "/features/?sort=risk", "/features/?sort=-risk",
    "/features/F1/", "/order/", "/releases/", "/releases/R1/",
    "/api/v1/features", "/api/v1/features?sort=risk", "/api/v1/features?sort=-risk",
    "/api/v1/features/F1", "/api/v1/order", "/api/v1/releases", "/api/v1/releases/R1",
)  # fmt: skip
NEEDS = {"D5": "F1", "D6": "F1", "D1": "F2", "D12": "F2"}
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)


def told(client, **moved):
    """Every byte of every page and answer once amounts are ``moved``, but for marks of the book."""
    needs = [{"deal": one, "feature": of, "strength": "important"} for one, of in NEEDS.items()]
    features = [{"id": one, "name": f"Feature {one}", "team": "Core", "release": "R1", "order": n}
                for n, one in enumerate(("F1", "F2"))]  # fmt: skip
    tables = {"needs": needs, "features": features, "releases": [{"id": "R1", "name": "Spring"}]}
    frames = {name: frame(name, *rows) for name, rows in tables.items()}
    write.book(held(**moved).with_tables(**frames), by="Ann", words="given")
    tasks.make_features.func()
    mark = re.compile(r'name="(csrfmiddlewaretoken|who)" value="[^"]*"|"revision": \d+')
    return {page: mark.sub("", words(client, page)) for page in PAGES}


def test_an_amount_that_moves_within_its_third_changes_no_byte(browser):
    developer = browser("developer")
    before = told(developer)
    assert told(developer, D5=7900, D6=5001) == before
    assert "2 middle" in before["/features/"]
    assert "1 large, 1 small" in before["/features/"]
    crossed = told(developer, D5=9100)
    assert crossed["/features/"] != before["/features/"]


def test_without_amounts_there_are_no_thirds_either(browser):
    viewer = browser("viewer")
    before = told(viewer)
    assert told(viewer, D5=9100, D1=77777) == before
    assert not re.search(r"(\d |>|\")(large|middle|small)\b", "".join(before.values()))


def test_amounts_of_deals_that_are_not_ones_own_are_in_no_byte(browser):
    rep = browser("rep", known_as="Bob", amounts="own")
    assert told(rep) == told(rep, D5=9100, D1=77777)
