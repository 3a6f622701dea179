"""Who was met when: contact roles and meetings as evidence that nobody typed."""

from datetime import date

import polars as pl

from interlock.engine.history import known
from tests.importers.made_files import read

ONE, TWO = "0061t00000AbCdEFGH", "0061t00000AbCdEFGI"
MARIA, TOM = "0031t00000AbCdEFGH", "0031t00000AbCdEFGI"
DEALS = (
    "Id,Name,StageName,CloseDate,Amount,CreatedDate,IsClosed,IsWon\n"
    f"{ONE},Acorn,Talk,2026-09-30,100,2026-01-05,false,false\n{TWO},Birch,Talk,2026-09-30,100,2026-01-05,false,false\n"
)
ROLES = (
    "Id,OpportunityId,ContactId,Contact.Name,Role,IsPrimary,IsDeleted\n"
    f"1,{ONE},{MARIA},Maria Gonzalez,Economic Decision Maker,true,false\n"
    f"2,{ONE},{TOM},Tom Iles,Evaluator,false,false\n3,{TWO},{TOM},Tom Iles,Economic Buyer,false,true\n"
)
EVENTS = (
    "Id,WhoId,WhatId,Subject,StartDateTime,Owner.Name,IsDeleted\n"
    f"1,{MARIA},{ONE},Budget,2026-03-03T10:00:00Z,Ann Lee,false\n2,{MARIA},{ONE},Again,2026-04-03T10:00:00Z,Ann Lee,false\n"
    f"3,{MARIA},{ONE},Planned,2027-01-01T10:00:00Z,Ann Lee,false\n4,{TOM},001xx,Account day,2026-04-01T10:00:00Z,Ann Lee,false\n"
)
TASKS = (
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,TaskSubtype\n"
    f"1,{TOM},{ONE},Call about price,2026-04-10,Completed,Call\n2,{TOM},{ONE},Send deck,2026-04-11,Completed,Email\n"
    f"3,{TOM},{ONE},Call again,2026-04-12,Not Started,Call\n"
)
RULES = (
    '[[rule]]\nid = "economic_buyer"\nname = "Economic buyer met"\nasks = "named, and met on a date"\nvalid_from = 2023-01-01\n'
    '[[rule]]\nid = "champion"\nname = "Champion"\nasks = "something they did for us"\nvalid_from = 2023-01-01\n'
)
LATER = "table,id,at,field,old,new\n" + f"deals,{TWO},2026-05-01 09:00:00,stage,Ask,Talk\n"
FILES = {
    "deals.csv": DEALS, "roles.csv": ROLES, "events.csv": EVENTS, "tasks.csv": TASKS, "rules.toml": RULES, "changes.csv": LATER,
}  # fmt: skip


def test_the_economic_buyer_is_evidenced_by_the_first_meeting_and_nothing_is_typed(tmp_path):
    reading = read(tmp_path, FILES)
    assert reading.problems == ()
    assert reading.book.evidence.rows() == [
        (ONE, "economic_buyer", date(2026, 3, 3), "Ann Lee", "met Maria Gonzalez (Budget)")
    ]
    assert any(
        "1 facts were found by role and meeting" in left.why for left in reading.book.left_out
    )


def test_what_is_written_down_already_is_not_found_again(tmp_path):
    written = f"deal,rule,on,by,what\n{ONE},economic_buyer,2026-02-02,Bo,noted\n"
    reading = read(tmp_path, FILES | {"evidence.csv": written})
    assert reading.book.evidence["by"].to_list() == ["Bo"]


def test_a_task_counts_when_completed_and_somebody_was_talked_to_and_a_plan_does_not(tmp_path):
    meetings = known(read(tmp_path, FILES).book, as_of=date(2026, 6, 1)).meetings
    assert meetings.sort("on").select("person", "on").rows() == [
        ("Maria Gonzalez", date(2026, 3, 3)),
        ("Maria Gonzalez", date(2026, 4, 3)),
        ("Tom Iles", date(2026, 4, 10)),
    ]


def test_people_come_from_roles_and_were_met_last_on_the_last_meeting_known_that_day(tmp_path):
    book = read(tmp_path, FILES).book
    for day, met_on in (
        (date(2026, 3, 1), None),
        (date(2026, 3, 20), date(2026, 3, 3)),
        (date(2026, 5, 1), date(2026, 4, 3)),
    ):
        people = known(book, as_of=day).people
        maria = people.row(by_predicate=pl.col("name") == "Maria Gonzalez", named=True)
        assert (maria["role"], maria["deal"], maria["met_on"]) == ("economic buyer", ONE, met_on)
    assert set(book.people["name"]) == {"Maria Gonzalez", "Tom Iles"}
