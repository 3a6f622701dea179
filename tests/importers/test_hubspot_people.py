"""HubSpot's contacts and meetings: who has which role, and who was met when."""

from datetime import date

import polars as pl
import pytest

from tests.importers.made_files import read

DEALS = (
    "Record ID,Deal Name,Deal Stage,Create Date,Is Closed\n901,Acorn,Talk,2026-01-05,false\n902,Birch,Talk,2026-01-05,false\n"
    "903,Twin,Talk,2026-01-05,false\n904,Twin,Talk,2026-01-05,false\n"
)
CONTACTS = (
    "Record ID,First Name,Last Name,Email,Buying Role,Associated Deal,Associated Deal IDs,Department\n"
    "51,Maria,Gonzalez,m@acorn.example,Budget holder;Champion,Acorn,901,Finance\n"
    "52,Tom,Iles,t@birch.example,END_USER,Acorn;Birch,901;902,\n"
    "53,,,eve@birch.example,(No value),Birch,902,\n"
    "54,No,Deal,n@x.example,Champion,,,\n"
)
MEETINGS = (
    "Activity date,Meeting name,Meeting start time,Meeting outcome,Activity assigned to,Associated Deal,Associated Deal IDs,Associated Contact\n"
    "2026-03-02 08:00,Budget,2026-03-03 10:00,Completed,Ann Lee,Acorn,901,Maria Gonzalez (m@acorn.example);Tom Iles\n"
    "2026-02-02 08:00,Early,2026-02-03 10:00,No show,Ann Lee,Acorn,901,m@acorn.example\n"
    "2026-02-02 08:00,Plan,2026-02-04 10:00,SCHEDULED,Ann Lee,Acorn,901,m@acorn.example\n"
    "2026-04-02 08:00,Logged,2026-04-03 10:00,(No value),Bo Roe,Birch,902,t@birch.example\n"
    "2026-04-02 08:00,Internal,2026-04-05 10:00,Completed,Bo Roe,Birch,902,\n"
)
RULES = '[[rule]]\nid = "economic_buyer"\nname = "Economic buyer met"\nasks = "named, and met on a date"\nvalid_from = 2023-01-01\n'
FILES = {
    "deals.csv": DEALS, "contacts.csv": CONTACTS, "meetings.csv": MEETINGS, "rules.toml": RULES,
}  # fmt: skip


def people(book):
    return book.people.select("name", "role", "deal").sort("name", "role", "deal").rows()


def test_buying_roles_become_people_of_each_deal_in_our_words(tmp_path):
    reading = read(tmp_path, FILES)
    assert reading.problems == ()
    assert people(reading.book) == [
        ("Maria Gonzalez", "champion", "901"),
        ("Maria Gonzalez", "economic buyer", "901"),
        ("Tom Iles", "end user", "901"),
        ("Tom Iles", "end user", "902"),
        ("eve@birch.example", None, "902"),
    ]
    assert set(reading.book.people["side"]) == {"buyer"}
    counts = {left.table: left.count for left in reading.book.left_out if left.count}
    assert counts["people"] == 1


def test_meetings_that_took_place_count_with_people_by_name_and_others_do_not(tmp_path):
    book = read(tmp_path, FILES).book
    assert book.meetings.sort("deal", "person").select("deal", "person", "on", "what", "by").rows() == [
        ("901", "Maria Gonzalez", date(2026, 3, 3), "Budget", "Ann Lee"),
        ("901", "Tom Iles", date(2026, 3, 3), "Budget", "Ann Lee"),
        ("902", "Tom Iles", date(2026, 4, 3), "Logged", "Bo Roe"),
    ]  # fmt: skip
    counts = {left.table: left.count for left in book.left_out if left.count}
    assert counts["meetings"] == 3


def test_the_economic_buyer_is_evidenced_by_the_meeting(tmp_path):
    book = read(tmp_path, FILES).book
    assert book.evidence.select("deal", "rule", "on", "by").rows() == [
        ("901", "economic_buyer", date(2026, 3, 3), "Ann Lee")
    ]


def test_without_ids_deals_are_known_by_name_and_one_of_several_is_said(tmp_path):
    head, *rows = MEETINGS.replace(",Associated Deal IDs", "").splitlines()
    rows = [rows[0].replace("Acorn,901", "Acorn"), rows[0].replace("Acorn,901", "Twin")]
    reading = read(tmp_path, {**FILES, "meetings.csv": "\n".join((head, *rows)) + "\n"})
    assert set(reading.book.meetings["deal"]) == {"901"}
    assert {(p.line, p.what) for p in reading.problems} == {(3, "several deals are called so")}


def test_by_internal_names(tmp_path):
    contacts = (
        "hs_object_id,firstname,lastname,email,hs_buying_role,Associated Deal IDs\n"
        "51,Maria,Gonzalez,m@acorn.example,DECISION_MAKER,901\n"
    )
    meetings = (
        "hs_timestamp,hs_meeting_title,hs_meeting_outcome,hubspot_owner_id,Associated Deal IDs,Associated Contact IDs\n"
        "2026-03-03T10:00:00Z,Budget,COMPLETED,77,901,51\n"
    )
    book = read(tmp_path, {**FILES, "contacts.csv": contacts, "meetings.csv": meetings}).book
    assert people(book) == [("Maria Gonzalez", "economic buyer", "901")]
    assert book.meetings["person"].to_list() == ["Maria Gonzalez"]


@pytest.mark.parametrize(
    ("file", "kind"), [("contacts.csv", "HubSpot contacts"), ("meetings.csv", "HubSpot meetings")]
)
def test_the_files_are_known_by_their_headers_and_no_column_is_unread(tmp_path, file, kind):
    (source,) = [s for s in read(tmp_path, FILES).book.sources if s.file == file]
    assert (source.kind, source.columns_unread) == (kind, ())


def test_a_call_counts_when_somebody_answered(tmp_path):
    calls = (
        "Activity date,Call title,Call outcome,Activity assigned to,Associated Deal IDs,Associated Contact\n"
        "2026-03-03 10:00,Price,Connected,Ann Lee,901,Maria Gonzalez\n2026-03-04 10:00,Price,No answer,Ann Lee,901,Maria Gonzalez\n"
    )
    meetings = read(tmp_path, {**FILES, "meetings.csv": calls}).book.meetings
    assert meetings.select("person", pl.col("on").dt.day()).rows() == [("Maria Gonzalez", 3)]
