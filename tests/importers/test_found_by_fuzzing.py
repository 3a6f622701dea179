"""What `benchmarks/fuzz_readers.py` once broke on: each is read, or said in words, from then on."""

import pytest

from tests.importers.made_files import DEALS, read


def said(reading):
    return [problem.what for problem in reading.problems]


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_beyond_the_calendar_cannot_be_read(tmp_path, at):
    log = f"table,id,at,field,old,new\ndeals,D1,{at},stage,,Talk\n"
    reading = read(tmp_path, {"deals.csv": DEALS, "changes.csv": log})
    assert said(reading) == ["cannot be read"]
    assert reading.book.changes.height == 0


UNIQUE = """
[[source]]
file = "raw.csv"
table = "needs"
unique = ["deal", "wanted_by"]
columns = { deal = "a", feature = "b" }
"""


def test_rows_unique_by_a_column_that_the_mapping_does_not_give_are_said(tmp_path):
    files = {"deals.csv": DEALS, "raw.csv": "a,b\nD1,x\n", "mapping.toml": UNIQUE}
    (problem,) = read(tmp_path, files).problems
    assert (problem.column, "unique" in problem.what) == ("wanted_by", True)
