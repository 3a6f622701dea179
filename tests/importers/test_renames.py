"""Names that changed, and accounts that look like one."""

from tests.importers.made_files import log_of, read

DEALS = (
    "id,account,owner,stage,outcome,created_on,closed_on\n"
    "1,Acorn Ltd,Ann,Demo,lost,2026-01-05,2026-02-01\n"
    "2,ACORN Limited,Ann,Demo,open,2026-05-05,\n"
    "3,Birch AG,Ann,Discover,open,2026-01-05,\n"
)
LOG = (
    "table,id,at,field,old,new\n"
    "deals,3,2026-01-05 09:00:00,stage,,Demo\n"
    "deals,3,2026-04-01 00:00:00,stage,Demo,Discover\n"
    "deals,3,2026-05-02 00:00:00,owner,Bo,Ann\n"
)
RENAME = '[[renames]]\nfield = "stage"\nold = "Demo"\nnew = "Discover"\nuntil = 2026-03-31\n'


def renamed(home, company=RENAME):
    return read(home, {"deals.csv": DEALS, "changes.csv": LOG, "company.toml": company})


def test_a_stage_is_renamed_up_to_its_day_and_the_renaming_is_no_change(tmp_path):
    reading = renamed(tmp_path)
    assert log_of(reading, "stage", "3") == [("2026-01-05", None, "Discover")]
    assert reading.book.deals["stage"].to_list() == ["Discover", "Demo", "Discover"]


def test_without_a_day_a_name_is_always_another(tmp_path):
    reading = renamed(tmp_path, RENAME.replace("until = 2026-03-31\n", ""))
    assert set(reading.book.deals["stage"]) == {"Discover"}


def test_what_can_be_renamed_is_said(tmp_path):
    (problem, *_) = renamed(tmp_path, RENAME.replace('"stage"', '"colour"')).problems
    assert (problem.column, problem.allowed) == ("renames", "stage, owner, release")


def test_accounts_that_look_like_one_are_suggested_and_not_merged(tmp_path):
    reading = renamed(tmp_path)
    (problem,) = [p for p in reading.problems if p.column == "account"]
    assert problem.what == "ACORN Limited and Acorn Ltd look like one account"
    assert reading.book.deals["account"].n_unique() == 3
