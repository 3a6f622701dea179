"""Exports brought in through the site: looked at first, taken in, taken back."""

import csv
import io
import zipfile

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile

from interlock.importers import arrivals, underway
from interlock.store import read, revisions
from interlock.web import incoming
from tests.store.test_take_in import FEATURES, deals, week
from tests.web.brought import at_once, dropped, taken_in

on_sqlite = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
"""Where nothing of it is the database's."""


@pytest.fixture
def client(browser):
    return browser("manager")


@pytest.fixture(autouse=True)
def home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    at_once(monkeypatch)
    return tmp_path / "incoming"


def exports(home):
    """The names of all files that wait."""
    return [file.name for file in home.glob("*/*") if file.is_file()]


@on_sqlite
def test_files_are_looked_at_before_anything_changes(client, home):
    words, address = dropped(client, deals_csv=week(2))
    assert "deals.csv</strong>: our own table, 2 rows" in words
    assert "2 added" in words
    assert revisions.latest() == 0
    client.post(address, {"drop": "1"})
    assert (revisions.latest(), list(home.iterdir())) == (0, [])
    assert "bring them again" in client.get(address, follow=True).content.decode()


def test_files_are_taken_in_by_whoever_is_signed_in_and_taken_back(client, home):
    told = taken_in(client, deals_csv=week(2))
    assert "Taken in as change 1" in told
    made = revisions.listed()[0]
    assert (made.by, made.words, read.book().deals.height) == (
        "manager0@acme.example",
        "deals.csv",
        2,
    )
    assert exports(home) == []
    told = client.post("/import/undo/1/", follow=True).content.decode()
    assert "Change 1 is taken back" in told
    assert read.book().deals.height == 0


def test_pressed_twice_or_opened_again_it_is_done_once(client):
    _, address = dropped(client, deals_csv=week(2))
    for _ in range(2):
        told = client.post(address, {"apply": "1"}, follow=True).content.decode()
        assert "Taken in as change 1" in told
    assert "Taken in as change 1" in client.get(address, follow=True).content.decode()
    assert revisions.latest() == 1


def test_of_two_who_bring_in_at_once_the_second_is_told_and_looks_again(client, browser):
    _, mine = dropped(client, deals_csv=week(2))
    eve = browser("owner", known_as="Eve")
    taken_in(eve, deals_csv=week(1, stage="Demo"))
    assert "change 1 by owner1@acme.example" in client.get(mine).content.decode()
    told = client.post(mine, {"apply": "1"}, follow=True).content.decode()
    assert "Not taken in. Changed by others meanwhile" in told
    assert "change 1 by owner1@acme.example: deals.csv" in told
    told = client.post(mine, {"again": "1"}, follow=True).content.decode()
    assert 'stage <span class="from">Demo</span> Lead' in told
    client.post(mine, {"apply": "1"})
    assert read.book().deals["stage"].to_list() == ["Lead", "Lead"]


@on_sqlite
def test_what_is_wrong_is_told_by_line_and_the_rest_comes_in(client):
    taken_in(client, deals_csv=week(2))
    words, address = dropped(client, deals_csv=week(2, stage="Demo").replace("1001", "=much"))
    assert "deals.csv, amount</strong>: cannot be read" in words
    assert "line 2: <code>=much</code>" in words
    assert 'stage <span class="from">Lead</span> Demo' in words
    assert "could not be read and stand as they were: D1" in words
    rows = list(csv.reader(io.StringIO(client.get(f"{address}problems.csv").content.decode())))
    assert rows[1][:5] == ["deals.csv", "2", "amount", "'=much", "cannot be read"]
    assert len(rows) == 2
    assert "This one as CSV" in words
    both = week(2).replace("1001", "=much").replace("1002", "-")
    assert "All 2 as CSV" in dropped(client, deals_csv=both)[0]


@on_sqlite
def test_in_doubt_somebody_has_to_be_sure(client):
    taken_in(client, deals_csv=week(9))
    words, address = dropped(client, deals_csv=week(3))
    assert "6 of 9 deals would be gone" in words
    told = client.post(address, {"apply": "1"}, follow=True).content.decode()
    assert "Say that you are sure" in told
    assert read.book().deals.height == 9
    client.post(address, {"apply": "1", "sure": "1"})
    assert read.book().deals.height == 3


def test_an_undo_that_meets_later_changes_names_them_and_may_leave_them(client):
    taken_in(client, deals_csv=week(2))
    taken_in(client, deals_csv=week(2, stage="Demo"))
    later = deals("D1,Deal 1,Offer,open,1001,2026-01-01", "D2,Deal 2,Demo,open,1002,2026-01-02")
    taken_in(client, deals_csv=later)
    told = client.post("/import/undo/2/")
    assert told.status_code == 409
    assert "deals D1: changed later" in told.content.decode()
    client.post("/import/undo/2/", {"keep_later": "1"})
    assert read.book().deals["stage"].to_list() == ["Offer", "Lead"]


@on_sqlite
def test_a_past_change_opens_to_what_it_did_and_lists_every_record(client):
    taken_in(client, deals_csv=week(9))
    taken_in(client, deals_csv=week(9, stage="Demo"))
    told = client.get("/import/changes/2/").content.decode()
    assert 'changed: D1 Deal 1: stage <span class="from">Lead</span> Demo' in told
    assert "D6 Deal 6" not in told
    rows = client.get("/import/changes/2/?as=csv").content.decode().splitlines()
    assert "deals,changed,D6 Deal 6,stage,Lead,Demo" in rows
    assert len([row for row in rows if row.startswith("deals,")]) == 9
    assert client.get("/import/changes/3/").status_code == 404


@on_sqlite
def test_a_file_that_came_before_and_not_now_is_named(client):
    taken_in(client, deals_csv=week(2), features_csv=FEATURES)
    words, _ = dropped(client, deals_csv=week(2, stage="Demo"))
    assert "Not among them, and as it was brought in before: features.csv (our own table)" in words


@on_sqlite
def test_of_each_file_it_is_said_which_columns_were_read_kept_and_ignored(client):
    jira = "Issue key,Issue id,Summary,Issue Type,Status,Created,Custom field (Mood)\n"
    words, _ = dropped(client, jira_csv=jira + "C-1,1,Export,Story,Open,2026-01-02,good\n")
    assert "6 columns read, 1 kept as attributes" in words
    assert "<dt>Kept as they are</dt><dd>Custom field (Mood)</dd>" in words


@on_sqlite
def test_while_the_worker_is_at_it_the_page_says_how_far(client, monkeypatch):
    monkeypatch.setattr(incoming, "AT_ONCE", 0)
    at_once(monkeypatch, what=lambda _token: None)
    words, address = dropped(client, deals_csv=week(1))
    assert "Waiting for the worker" in words
    assert f'hx-get="{address}"' in words
    folder = next(site.HOME.joinpath("incoming").iterdir())
    at_once(monkeypatch)
    seen = []

    def asks(tell):
        tell("reading deals.csv, 1,200,000 rows")
        seen.append(client.get(address, headers={"HX-Request": "true"}).content.decode())

    underway.do(folder, asks)
    assert "Reading deals.csv, 1,200,000 rows" in seen[0]
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "1 added" in client.get(address, follow=True).content.decode()


@on_sqlite
def test_a_worker_that_died_is_noticed_and_the_files_are_looked_at_again(client, monkeypatch):
    def dies(token):
        (incoming.folder_of(token) / ".work" / "begun").touch()

    at_once(monkeypatch, what=dies)
    words, address = dropped(client, deals_csv=week(1))
    assert "The worker stopped before it was done" in words
    assert "hx-get" not in words.partition('id="progress"')[2].partition(">")[0]
    at_once(monkeypatch)
    told = client.post(address, {"again": "1"}, follow=True).content.decode()
    assert "1 added" in told


@on_sqlite
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.png", b"x", "None of these files can be read"),
        ("empty.csv", b"", "it is empty, or holds no table"),
        ("heads.csv", b"colour,taste\n", "it holds a line of headers, and no rows"),
        ("notes.csv", b"colour,taste\nred,sweet\n", "its columns fit no table"),
        ("half.zip", b"PK\x03\x04 and no more", "cannot be opened"),
        ("deals.csv", week(1).replace("Deal 1", "M\xfcller").encode("cp1252"), "not UTF-8"),
        ("deals.csv", week(1).encode("utf-16"), "1 added"),
    ],
)
def test_what_nobody_can_read_is_said_to_be_so(client, name, content, says):
    answer = client.post("/import/", {"files": SimpleUploadedFile(name, content)}, follow=True)
    assert says in answer.content.decode()
    assert revisions.latest() == 0


@on_sqlite
def test_where_there_is_no_room_it_is_said_and_nothing_is_left_behind(client, home, monkeypatch):
    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arrivals.os, "fsync", full)
    words, _ = dropped(client, deals_csv=week(1))
    assert "No space left on device" in words
    assert list(home.iterdir()) == []


@on_sqlite
def test_the_same_file_twice_is_read_once(client, home):
    words, _ = dropped(client, a_csv=week(1), b_csv=week(1), logo_png="x")
    assert "b.csv is the same as a.csv" in words
    assert "logo.png is no CSV" in words
    assert "1 added" in words
    assert exports(home) == ["a.csv"]


@on_sqlite
def test_no_name_of_a_file_and_no_address_leads_out_of_its_folder(client, home):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../../inner.csv", week(1))
    held = [
        SimpleUploadedFile("../../../evil.csv", week(1).encode()),
        SimpleUploadedFile("..\\packed.zip", packed.getvalue()),
    ]
    client.post("/import/", {"files": held}, follow=True)
    assert sorted(exports(home)) == ["evil.csv", "packed.zip"]
    assert not list(home.parent.rglob("inner.csv"))
    for address in ("/import/..%2f..%2fetc/", "/import/nothing/", "/import/nothing/map/"):
        assert client.get(address).status_code in (302, 404)
