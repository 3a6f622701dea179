"""What else is read through the API: files, history, calls; and never more than pages tell."""

import io
import json
import re
import tomllib
import zipfile
from datetime import date

import polars as pl
import pytest

from interlock.importers import company_file
from interlock.records.forecasts import FORECASTS
from interlock.records.rights import AMOUNTS_SEEN
from interlock.store import read, write
from interlock.web import tasks
from interlock.web.api.application import api
from tests.store.books import COMPANY, book
from tests.web.called import CALLS, PEOPLE, TARGETS
from tests.web.desk import features_at_once
from tests.web.test_deals import BESIDE, CLOSED, OPEN, SECRETS, ahead

PLACES = {
    "own_id": "D2", "table": "deals", "note": "N1", "account": "Acme", "person": "Eve",
    "promise": "P1", "day": "2026-11-23", "other": "2026-11-16",
    "name": "Deck",
}  # fmt: skip
WORDS = {
    "/api/v1/search": "?q=inn", "/api/v1/history/{table}": "?key=D2",
    "/api/v1/promises/odds": "?kind=outcome&deal=D2&due=2099-01-01",
}  # fmt: skip
SAID = ("77777", "66666", "97979", "88008", "155000", "31313")
"""Calls of others, and targets."""


@pytest.fixture
def held(book_at, monkeypatch):
    people = [*BESIDE["people"], *PEOPLE]
    signs = {"id": "P1", "what": "it signs", "kind": "outcome", "maker": "Bob", "deal": "D2",
             "said_on": date(2026, 11, 2), "due": date(2026, 12, 31)}  # fmt: skip
    deck = {"name": "Deck", "state": "draft", "link": "https://acme.example/deck"}
    asks = {"id": "A1", "on": date(2026, 11, 2), "by": "Bob", "tool": "Deck", "deal": "D2",
            "strength": "important"}  # fmt: skip
    more = {
        **BESIDE,
        "people": people,
        "calls": CALLS,
        "targets": TARGETS,
        "promises": [signs],
        "tools": [deck],
        "tool_asks": [asks],
    }
    write.book(book([*CLOSED, *OPEN], **more), by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()
    features_at_once(monkeypatch)


def addresses():
    for path, some in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        if "get" in some:
            of = PLACES | ({"own_id": "F1"} if "/features/" in path else {})
            place = re.sub(r"\{(\w+)\}", lambda found, of=of: of[found[1]], path)
            yield place.removeprefix("/api/v1/") + WORDS.get(path, "")


def whole(answer):
    """Everything that an answer says, out of a zip too."""
    if answer["Content-Type"] != "application/zip":
        return answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("seen", AMOUNTS_SEEN)
def test_no_address_tells_an_amount_to_who_may_not_see_it(program, seen):
    for name in FORECASTS:
        tasks.make_forecast.func(name, 1, None)
    ann = program("rep", known_as="Ann", amounts="" if seen == "all" else seen)
    for address in addresses():
        told = whole(ann.get(address if address != "book" else "book?form=csv"))
        own, others = (SECRETS[name].split(".")[0] for name in ("Ann", "Bob"))
        if seen in ("bands", "none"):
            assert own not in told, address
        if seen != "all":
            assert others not in told, address
            assert not [one for one in SAID if one in told], address
    listed = ann.told("deals")["items"]
    amounts = {one["id"]: one["amount"] for one in listed if one["amount"]}
    expected = {"all": {"D/1", "D2"}, "own": {"D/1"}}.get(seen, set())
    assert set(amounts) == expected


@pytest.mark.usefixtures("held")
def test_the_book_comes_as_files_that_are_read_again(program):
    answer = program("manager").get("book")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head = json.loads(files.pop("book.json"))
    assert head["seen_on"] == "2026-11-20"
    assert head["revision"] == 1
    made, *_, problems = company_file.settings_of(tomllib.loads(head["company"]))
    assert problems == ()
    assert made.currency == COMPANY.currency
    held = read.book()
    assert {name.removesuffix(".parquet") for name in files} == set(held.counts)
    for name, content in files.items():
        table = held.table(name.removesuffix(".parquet"))
        assert pl.read_parquet(io.BytesIO(content)).equals(table), name


@pytest.mark.usefixtures("held")
def test_what_a_record_was_is_told_with_who_changed_it(program):
    manager = program("manager")
    manager.post("deals/D2/values", {"stage": "Lead"})
    told = manager.told("history/deals?key=D2")
    assert told["values"]["stage"] == "Lead"
    assert told["typed"] == ["stage"]
    assert (told["past"][0]["column"], told["past"][0]["new"]) == ("stage", "Lead")
    assert manager.get("history/deals?key=D99").status_code == 404
    assert manager.get("history/needs?key=D2&key=F1").status_code == 200
    assert manager.get("history/needs?key=D2").status_code == 422
    assert manager.get("history/dels?key=D2").json()["problems"][0]["near"][0] == "deals"


@pytest.mark.usefixtures("held")
def test_only_ones_own_changes_are_taken_back_by_who_brings_nothing_in(program):
    bob, manager = program("rep", known_as="Bob"), program("manager")
    manager.post("deals/D2/values", {"stage": "Lead"})
    assert bob.post("changes/2/undo").status_code == 403
    number = bob.post("deals/D2/values", {"category": "best case"}).json()["change"]
    assert bob.post(f"changes/{number}/undo").status_code == 200
    assert bob.post(f"changes/{number}/undo").status_code == 409
    assert manager.told("changes?most=2")["changes"][0]["undoes"] == number


@pytest.mark.usefixtures("held")
def test_calls_are_said_and_adjusted_as_on_the_page(program, monkeypatch):
    from datetime import UTC, datetime

    from interlock.store import call_lock

    monkeypatch.setattr(call_lock, "now", lambda: datetime(2026, 11, 18, 12, tzinfo=UTC))
    ann, owner = program("rep", known_as="Ann"), program("owner", known_as="Mo")
    call = {"category": "commit", "amount": "40404.5"}
    assert ann.post("calls", {"calls": [call]}).status_code == 200
    again = ann.post("calls", {"calls": [{**call, "category": "comit"}]})
    assert again.json()["problems"][0]["near"] == ["commit"]
    without = owner.post("calls/of/Ann", {"calls": [call | {"amount": "1"}]})
    assert without.json()["problems"][0]["what"] == "say why: it differs from their own call"
    why = {**call, "amount": "39000", "why": "the buyer is on leave"}
    assert owner.post("calls/of/Ann", {"calls": [why]}).status_code == 200
    assert ann.post("calls/of/Bob", {"calls": [why]}).status_code == 403
    table = owner.told("calls?whose=company")["table"]
    (row,) = (one for group in table["groups"] for one in group["rows"] if one["name"] == "Ann")
    assert row["said"]["commit"]["amount"] == "40404.500"
    assert row["adjusted"]["commit"]["amount"] == "39000.000"
    assert owner.get("calls?period=2031-Q1").status_code == 422
    assert owner.get("calls?whose=mee").json()["problems"][0]["near"] == ["me"]


@pytest.mark.usefixtures("held")
def test_rows_of_a_table_are_asked_for_by_their_columns(program):
    developer = program("developer")
    assert developer.told("needs?deal=D2")["count"] == 1
    assert developer.told("needs?deal=D3")["items"] == []
    assert developer.told("people?name=Eve")["items"][0]["role"] == "champion"
    assert developer.get("targets").status_code == 403
    assert developer.get("features/F99").status_code == 404
    assert developer.told("features/F1")["needs"][0]["deal"] == "D2"


@pytest.mark.usefixtures("held")
def test_head_and_options_say_what_may_be_sent(program):
    manager = program("manager")
    whole, head = manager.get("needs"), manager.send("HEAD", "needs")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
    options = manager.send("OPTIONS", "deals/D2/odds")
    assert options.status_code == 204
    assert options["Allow"] == "DELETE, OPTIONS, PUT"
    refused = manager.send("POST", "needs")
    assert refused.status_code == 405
    assert refused["Allow"] == "GET, HEAD, OPTIONS"
    assert manager.get("nothing").json()["type"] == "urn:interlock:not-found"


def test_an_empty_book_says_so(program):
    owner = program("owner")
    later = (
        "notes",
        "risks",
        "promises",
        "promises/odds",
        "seats",
        "departments",
        "other-side",
        "deals/D1/plan",
    )
    for address in ("deals", "report", "needs", "book", "forecasts/deals", *later):
        answer = owner.get(address)
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:interlock:nothing-kept")
