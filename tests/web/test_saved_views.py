"""Views of the list of deals: kept, shared, renamed, let go."""

import pytest

from tests.web.test_deals import held, words

__all__ = ["held"]
pytestmark = pytest.mark.usefixtures("held")
LATE = "owner=Bob&sort=crm"


def keep(client, name="Bob late", query=LATE, **more):
    return client.post("/views/deals/", {"name": name, "query": query, **more}, follow=True)


def views(client):
    page = words(client, "/deals/")
    return page[page.index('class="views"') : page.index('class="as"')]


def test_a_view_that_is_kept_shows_the_same_again_to_whoever_kept_it(browser):
    ann, eve = browser("manager"), browser("viewer")
    page = keep(ann, query=f"{LATE}&page=7&csrf=x").content.decode()
    assert "“Bob late” is kept" in page
    assert 'href="/deals/?owner=Bob&amp;sort=crm" aria-current="true">Bob late' in page
    assert "Bob late" not in views(eve)


def test_everybody_sees_a_view_that_is_shared_and_only_its_maker_changes_it(browser):
    keep(browser("manager", known_as="Mo"), is_shared="1")
    shown = views(eve := browser("viewer"))
    assert "Bob late" in shown
    assert "Mo" in shown
    assert "edit" not in shown
    assert eve.get(f"/views/deals/{number(shown, 'Mo') or 1}/").status_code == 404


def number(shown, _name):
    return shown.split("/views/deals/")[1].split("/")[0] if "/views/deals/" in shown else None


def test_the_same_name_again_takes_the_views_place(browser):
    ann = browser("manager")
    keep(ann), keep(ann, query="owner=Ann")
    assert views(ann).count("Bob late</a>") == 1
    assert "owner=Ann" in views(ann)


def test_a_view_is_renamed_and_let_go(browser):
    ann = browser("manager")
    keep(ann), keep(ann, name="Other")
    address = f"/views/deals/{number(views(ann), 'Bob late')}/"
    taken = ann.post(address, {"name": "Other"})
    assert taken.status_code == 400
    assert "another view called" in taken.content.decode()
    ann.post(address, {"name": "Later", "is_shared": "1"})
    assert "Later</a>" in views(ann)
    assert "Later" in views(browser("viewer"))
    ann.post(address, {"remove": "1"})
    assert "Later" not in views(ann)
    assert ann.get(address).status_code == 404


def test_a_view_without_a_name_is_not_kept(browser):
    ann = browser("manager")
    assert "A view needs a name" in keep(ann, name=" ").content.decode()
    assert ann.post("/views/nothing/", {"name": "x"}).status_code == 404


def test_a_shared_view_by_amount_tells_no_amount_to_whom_it_is_not(browser):
    keep(browser("manager"), query="amount_from=50000&sort=amount", is_shared="1")
    page = words(browser("viewer"), "/deals/?amount_from=50000&sort=amount")
    assert "2 of 2 open" in page
    assert "Amount from" not in page
