"""Exports brought in through the site: looked at first, taken in, taken back."""

from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile

from interlock.store import read, revisions
from interlock.web import incoming
from tests.store.test_take_in import deals, week


@pytest.fixture
def client(browser):
    return browser("manager")


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path / "incoming"


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """Does what it is given at once."""
    for name in ("look_into", "take_in"):
        at_once = SimpleNamespace(enqueue=getattr(incoming, name).func)
        monkeypatch.setattr(incoming, name, at_once)


def dropped(client, **files):
    """The preview of these files."""
    held = [
        SimpleUploadedFile(name.replace("_csv", ".csv"), words.encode())
        for name, words in files.items()
    ]
    answer = client.post("/import/", {"files": held}, follow=True)
    return answer, (answer.redirect_chain or [("", 0)])[-1][0]


def taken_in(client, **files):
    _, address = dropped(client, **files)
    return client.post(address, {"apply": "1"}, follow=True)


def test_files_are_looked_at_before_anything_changes(client, home):
    page, address = dropped(client, deals_csv=week(2))
    words = page.content.decode()
    assert "deals.csv</strong>: our own table, 2 rows" in words
    assert "2 added" in words
    assert revisions.latest() == 0
    client.post(address, {"drop": "1"})
    assert (revisions.latest(), list(home.iterdir())) == (0, [])
    assert "bring them again" in client.get(address, follow=True).content.decode()


def test_files_are_taken_in_by_whoever_is_signed_in_and_taken_back(client, home):
    answer = taken_in(client, deals_csv=week(2))
    assert "Taken in as change 1" in answer.content.decode()
    assert (revisions.listed()[0].by, read.book().deals.height) == ("manager0@acme.example", 2)
    assert list(home.rglob("*.csv")) == []
    told = client.post("/import/undo/1/", follow=True).content.decode()
    assert "Change 1 is taken back" in told
    assert read.book().deals.height == 0


def test_what_is_wrong_is_told_by_line_and_the_rest_comes_in(client):
    taken_in(client, deals_csv=week(2))
    page, _ = dropped(client, deals_csv=week(2, stage="Demo").replace("1001", "much"))
    words = page.content.decode()
    assert '<td class="num">2</td><td>amount</td><td>much</td>' in words
    assert 'stage <span class="from">Lead</span> Demo' in words
    assert "could not be read and stand as they were: D1" in words


def test_in_doubt_somebody_has_to_be_sure(client):
    taken_in(client, deals_csv=week(9))
    page, address = dropped(client, deals_csv=week(3))
    assert "6 of 9 deals would be gone" in page.content.decode()
    assert (
        "Say that you are sure"
        in client.post(address, {"apply": "1"}, follow=True).content.decode()
    )
    assert read.book().deals.height == 9
    client.post(address, {"apply": "1", "sure": "1"})
    assert read.book().deals.height == 3


def test_an_undo_that_meets_later_changes_names_them_and_may_leave_them(client):
    taken_in(client, deals_csv=week(2))
    taken_in(client, deals_csv=week(2, stage="Demo"))
    taken_in(
        client,
        deals_csv=deals(
            "D1,Deal 1,Offer,open,1001,2026-01-01", "D2,Deal 2,Demo,open,1002,2026-01-02"
        ),
    )
    told = client.post("/import/undo/2/")
    assert told.status_code == 409
    assert "deals D1: changed later" in told.content.decode()
    client.post("/import/undo/2/", {"keep_later": "1"})
    assert read.book().deals["stage"].to_list() == ["Offer", "Lead"]


@pytest.mark.parametrize("files", [{"logo.png": "x"}, {"notes_csv": "nothing\nof ours\n"}])
def test_what_nobody_can_read_is_said_to_be_so(client, files):
    page, _ = dropped(client, **files)
    assert any(words in page.content.decode() for words in ("can be read", "recognised"))
    assert revisions.latest() == 0


def test_no_name_of_a_file_and_no_address_leads_out_of_its_folder(client, home):
    dropped(client, **{"../../../evil_csv": week(1)})
    assert [file.name for file in home.rglob("*") if file.is_file()] == ["evil.csv"]
    for address in ("/import/..%2f..%2fetc/", "/import/nothing/"):
        assert client.get(address).status_code in (302, 404)
    assert home.parent == site.HOME
