"""Closed weeks through the API: as the pages tell them, and never more than those."""

import json
from decimal import Decimal

import pytest

from interlock.engine.readers import for_reader
from interlock.render import json as json_of
from interlock.store import write
from interlock.store.models import ClosedWeek, Outcome, WeekReport
from interlock.web import tasks
from tests import closed_weeks
from tests.closed_weeks import DEVELOPMENT, LAST, MANAGEMENT
from tests.store.books import book, deal
from tests.web.test_archive import held  # noqa: F401
from tests.web.test_week import CLOSED, MINE

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
BEFORE = LAST - closed_weeks.WEEK
AMOUNTS = ("$", "91919", "3000000", "412000", "3400000", "1713250")
"""Of deals and of the sample report's quarter."""


@pytest.fixture
def closed(held):  # noqa: F811
    return closed_weeks.close_all(12)


def days(told):
    return [one["day"] for one in told["items"]]


@pytest.mark.usefixtures("closed")
def test_weeks_are_told_in_lines_with_what_came(program):
    told = program("manager").told("weeks?limit=5")
    assert told["reader"] == "management"
    assert (told["count"], days(told)[0], len(told["items"])) == (12, "2026-11-23", 5)
    assert told["items"][0]["says"].endswith(").")
    came = told["came"]["2026-Q3"]
    assert Decimal(came.pop("total")) == 3_000_000
    assert came == {"currency": "USD", "deals": 30, "not_counted": 0, "is_over": True}
    older = program("manager").told("weeks?quarter=2026-Q3")
    assert {one["where"] for one in older["items"]} <= {
        "within the range", "above the range", "below the range"
    }  # fmt: skip
    assert older["count"] == 4


@pytest.mark.usefixtures("closed")
def test_weeks_are_found_by_day_and_by_words(program):
    who = program("owner")
    assert days(who.told("weeks?day=20+Nov")) == ["2026-11-23"]
    assert days(who.told("weeks?q=week+47")) == ["2026-11-16"]
    assert days(who.told("weeks?day=no+day")) == []
    assert who.told("weeks?q=halyard")["count"] == 12
    assert program("developer").told("weeks?q=annex")["count"] == 0


@pytest.mark.usefixtures("closed")
def test_a_report_is_told_as_the_command_line_writes_it(program):
    who = program("rep", known_as="Ana Lim")
    made = for_reader(closed_weeks.report(LAST), MANAGEMENT)
    assert program("owner").told(f"weeks/{LAST}") == json.loads(
        json_of.dumped(json_of.as_dict(made))
    )
    assert who.told(f"weeks/{LAST}")["reader"]["name"] == "Ana Lim"
    for address in (f"weeks/{LAST}?reader=management", "weeks/2026-11-22"):
        assert who.get(address).status_code == 404
    assert who.get("weeks/x").status_code == 422


@pytest.mark.usefixtures("closed")
def test_two_weeks_are_compared_in_either_order(program):
    who = program("manager")
    told = who.told(f"weeks/{BEFORE}/compare/{LAST}")
    assert told == who.told(f"weeks/{LAST}/compare/{BEFORE}")
    assert {one["id"] for one in told["deals"]} >= {"006A1"}
    assert told["quarters"][0]["now"]["forecast"]["mean"] > 3_000_000


@pytest.mark.usefixtures("closed")
def test_no_amount_reaches_who_sees_none(program):
    for role in ("developer", "viewer"):
        who = program(role)
        for address in ("weeks", f"weeks/{LAST}", f"weeks/{BEFORE}/compare/{LAST}"):
            said = who.get(address).content.decode()
            assert not [
                one
                for one in ("$", "91919", "3000000", "412000", "412500", "USD 412")
                if one in said
            ], address
        came = who.told("weeks")["came"]["2026-Q3"]
        assert (came["total"], came["not_counted"], came["deals"]) == (None, 0, 30)


@pytest.mark.usefixtures("closed")
def test_a_report_that_cannot_be_read_is_named_in_its_place(program):
    of = WeekReport.objects.filter(week__day=LAST)
    Outcome.objects.filter(pk__in=of.values("outcome")).update(body="{")
    of.update(line="")
    who = program("owner")
    first = who.told("weeks")["items"][0]
    assert (first["day"], first["says"]) == (str(LAST), "")
    assert "is damaged" in first["unread"]
    answer = who.get(f"weeks/{LAST}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:interlock:not-readable")


@pytest.mark.usefixtures("closed")
def test_a_week_that_closes_is_told_although_the_book_is_the_same(program):
    who = program("developer")
    tag = who.get("weeks")["ETag"]
    assert who.get("weeks", **{"If-None-Match": tag}).status_code == 304
    WeekReport.objects.filter(week__day=LAST).delete()
    closed_weeks.close(on=LAST + closed_weeks.WEEK, readers=(DEVELOPMENT,), own=frozenset())
    assert who.get("weeks", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.usefixtures("closed")
def test_a_week_that_is_worked_out_afterwards_is_told_although_the_newest_is_the_same(program):
    who, before = program("developer"), closed_weeks.days(13)[0]
    closed_weeks.close(on=before, readers=(DEVELOPMENT,), own=frozenset())
    of = ClosedWeek.objects.filter(day=before)
    at = of.get().closed_at
    of.update(closed_at=None)
    tag = who.get("weeks")["ETag"]
    of.update(closed_at=at)
    assert who.get("weeks", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.usefixtures("closed")
def test_a_remark_foretells_and_its_author_says_what_came_of_it(program):
    mo = program("manager", known_as="Mo")
    said = {"kind": "weeks", "id": str(LAST), "text": "The board agrees", "comes_by": "2026-12-18"}
    note = mo.post("notes", said).json()["note"]
    told = mo.told(f"notes/{note}")["note"]
    assert (told["comes_by"], told["came"]) == ("2026-12-18", None)
    assert program("rep").post(f"notes/{note}/came", {"came": True}).status_code == 403
    assert mo.post(f"notes/{note}/came", {"came": True}).json()["change"] > 0
    assert mo.told(f"notes/{note}")["note"]["came"] == "yes"
    (remark,) = mo.told(f"weeks/{LAST}/remarks")["remarks"]
    assert (remark["text"], remark["verdict"]) == ("The board agrees", "came true")


@pytest.mark.usefixtures("closed")
def test_what_a_remark_foretells_is_decided_by_the_deal_that_it_names(program):
    mo = program("manager", known_as="Mo")
    said = {"kind": "weeks", "id": str(LAST), "text": "Won in time", "foretells": "006A3"}
    assert mo.post("notes", said).status_code == 422, "without a day it foretells nothing"
    note = mo.post("notes", said | {"comes_by": "2026-12-18"}).json()["note"]
    (remark,) = mo.told(f"weeks/{LAST}/remarks")["remarks"]
    assert (remark["kind"], remark["id"], remark["verdict"]) == ("deal", "006A3", "came true")
    assert mo.post(f"notes/{note}/came", {"came": False}).status_code == 422
    other = {"kind": "deals", "id": "006A1", "text": "x", "comes_by": "2026-12-18"}
    assert "only a remark on a week" in mo.post("notes", other).json()["problems"][0]["what"]


def test_the_record_is_told_once_it_is_worked_out(program, book_at):
    write.book(book([*CLOSED, deal("D1", **MINE)]), by="Ann", words="first")
    who = program("developer")
    assert who.get("record").status_code == 202
    tasks.make_record.func()
    told = who.told("record")
    assert {one["side"] for one in told["lines"]} <= {"sales", "development", "other"}
    assert (told["shares"], told["is_current"], told["fewest"] > 0) == (False, True, True)
