"""The demo: anybody looks as anybody, of a simulated company alone and nowhere else."""

import pytest

from interlock.actions import save_demo, save_typed
from interlock.records.cast import BEGINNING, CAST
from interlock.records.rights import RIGHTS
from interlock.store import members, read, write
from interlock.web import demo, tasks
from tests.render import sample
from tests.store.books import book, deal

ADDRESSES = ["/demo/", "/demo/as/owner/", "/demo/as/nobody/", "/demo/afresh/"]


@pytest.fixture
def shown(book_at, settings, tmp_path, monkeypatch):
    """A site that runs as a demo, whose forecasts are made up."""
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    write.book(book([deal("D1", name="Acorn", owner="Tobias Lindqvist")]), by="Ann", words="first")
    save_demo.begin(CAST.values(), tmp_path / BEGINNING)
    settings.HOME, settings.DEMO, settings.LOGIN_URL = tmp_path, True, "demo"
    for reader in ("management", "development", "Tobias Lindqvist"):
        tasks.make_report.func(reader)


def viewing(client):
    """As whom the bar says that somebody looks."""
    return client.get("/").wsgi_request.viewer


def test_the_cast_plays_every_role_in_the_order_of_rights():
    assert [(one.role, role) for role, one in CAST.items()] == [(role, role) for role in RIGHTS]


def test_on_a_normal_site_nobody_finds_the_demo(browser):
    for client in map(browser, [None, *RIGHTS]):
        for address in ADDRESSES:
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404


def test_nor_where_the_setting_stands_but_the_book_is_not_the_demos(browser, settings, tmp_path):
    settings.HOME, settings.DEMO = tmp_path, True
    client = browser()
    assert [client.post(one).status_code for one in ADDRESSES] == [404] * 4
    assert "Simulated" not in client.get("/account/login/").content.decode()


def test_whoever_comes_is_asked_as_whom_to_look_and_comes_back(shown, browser):
    client = browser()
    asks = client.get("/deals/")["Location"]
    assert asks == "/demo/?next=/deals/"
    page = client.get(asks).content.decode()
    assert all(one.name in page for one in CAST.values())
    answer = client.post("/demo/as/developer/", {"next": "/deals/"})
    assert answer["Location"] == "/deals/"


def test_one_click_changes_as_whom_somebody_looks(shown, browser):
    client = browser()
    for role, one in CAST.items():
        client.post(f"/demo/as/{role}/")
        assert (viewing(client).role, viewing(client).name) == (role, one.name)
        page = client.get("/").content.decode()
        assert "Simulated company." in page
        assert f'aria-pressed="true">{role}</button>' in page


def test_looking_at_a_page_changes_nobody(shown, browser):
    assert browser().get("/demo/as/owner/").status_code == 405
    assert browser().post("/demo/as/ghost/").status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/demo/"])
def test_a_change_of_role_leads_to_no_other_site_and_not_back_to_the_door(
    shown, browser, elsewhere
):
    assert browser().post("/demo/as/rep/", {"next": elsewhere})["Location"] == "/"


def test_start_afresh_asks_first_and_then_gives_back_what_was_changed(shown, browser):
    client = browser()
    client.post("/demo/as/owner/")
    client.post("/settings/people/", {"email": "eve@norvane.example", "role": "viewer"})
    save_typed.type_over("deals", ["D1"], {"name": "Oak"}, by="Theo Marsh")
    assert "Start afresh?" in client.get("/demo/afresh/").content.decode()
    assert read.book().deals["name"].to_list() == ["Oak"]
    answer = client.post("/demo/afresh/", follow=True)
    assert "as at the beginning" in answer.content.decode()
    assert viewing(client).role == "owner"
    assert read.book().deals["name"].to_list() == ["Acorn"]
    assert len(members.listed()) == len(CAST)


def test_forecasts_of_the_first_pages_are_begun_before_anybody_asks(shown, monkeypatch):
    begun = []
    monkeypatch.setattr(demo, "begin_work", lambda kind, asked: begun.append((kind, asked)))
    demo.begin_forecasts()
    assert [(kind, asked.get("reader")) for kind, asked in begun] == [
        ("report", "management"),
        ("report", "Tobias Lindqvist"),
        ("report", "development"),
        ("deals", None),
    ]
