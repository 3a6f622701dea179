"""What `benchmarks/fuzz_readers.py` once broke on: each is read, or said in words, from then on."""

import io
import os
import zipfile

import polars as pl
import pytest

from tests.importers.made_files import DEALS, FEATURES, read


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


def test_a_list_may_be_a_constant_of_a_mapping(tmp_path):
    constant = """
[[source]]
file = "raw.csv"
table = "tools"
constant = { features = "CORE-1;CORE-2" }
columns = { name = "a" }
"""
    files = {"features.csv": FEATURES, "raw.csv": "a\nDeck\nDemo\n", "mapping.toml": constant}
    reading = read(tmp_path, files)
    assert said(reading) == []
    assert reading.book.tools["features"].to_list() == [["F1", "F2"], ["F1", "F2"]]


def test_half_a_sign_in_json_is_replaced(tmp_path):
    issues = r'[{"number": 1, "title": "\ud83d", "state": "open", "createdAt": "2026-01-05", "\udeff": 1}]'
    reading = read(tmp_path, {"issues.json": issues})
    assert reading.book.items["title"].to_list() == ["?"]


def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path):
    name = os.fsdecode(b"Gr\xf6\xdfe.csv")
    try:
        (tmp_path / name).write_text(DEALS)
    except OSError:
        pytest.skip("this disk takes only names in UTF-8")
    reading = read(tmp_path, {})
    assert reading.book.sources[0].file == "Gr��e.csv"


LOOKUP = """
[[source]]
file = "raw.csv"
table = "deals"
constant = { outcome = "open" }
columns = { id = "a", stage = "b" }
lookup = { stage = { file = "FILE", key = "k", value = "v" } }
"""


@pytest.mark.parametrize("name", ["empty.zip", "notes.txt", "x" * 300, "\\u0000", "."])
def test_a_lookup_in_what_holds_no_table_is_said(tmp_path, name):
    mapping = LOOKUP.replace("FILE", name)
    files = {"features.csv": FEATURES, "raw.csv": "a,b\n1,2\n", "mapping.toml": mapping}
    empty = b"PK\x05\x06" + bytes(18)
    reading = read(tmp_path, {**files, "empty.zip": empty, "notes.txt": "stages"})
    assert any("to look values up in" in what for what in said(reading))


def test_a_panic_of_the_parquet_reader_is_said(tmp_path, monkeypatch):
    def panics(_):
        raise pl.exceptions.PanicException("called unwrap on an Err value")

    held = io.BytesIO()
    pl.DataFrame({"id": ["D1"]}).write_parquet(held)
    monkeypatch.setattr(pl, "scan_parquet", panics)
    reading = read(tmp_path, {"deals.csv": DEALS, "x.parquet": held.getvalue()})
    assert ["cannot be opened" in what for what in said(reading)] == [True]


@pytest.mark.parametrize("name", ["x.zip", "x.xlsx"])
def test_a_zip_whose_directory_points_before_its_beginning_is_said(tmp_path, name):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/worksheets/deals.csv.xml" if name == "x.xlsx" else "x.csv", DEALS)
    raw = held.getvalue()
    place = raw.rindex(b"PK\x05\x06") + 16  # of the directory's offset, here made too large
    offset = int.from_bytes(raw[place : place + 4], "little")
    raw = raw[:place] + (offset + 1_000).to_bytes(4, "little") + raw[place + 4 :]
    reading = read(tmp_path, {"deals.csv": DEALS, name: raw})
    assert ["cannot be opened" in what for what in said(reading)] == [True]


def test_issues_of_the_data_pipeline_without_a_column_of_ids_are_known_by_their_keys(tmp_path):
    head = "key,issue_type,status_category,created_date,epic_link\n"
    rows = "CORE-1,Epic,To Do,2026-01-05,\nCORE-2,Story,To Do,2026-01-06,CORE-1\n,Story,To Do,2026-01-06,\n"
    reading = read(tmp_path, {"issues.csv": head + rows})
    assert said(reading) == ["is empty"]
    assert reading.book.items.select("id", "feature").rows() == [("CORE-2", "CORE-1")]


def test_a_parquet_file_that_ends_the_process_which_reads_it_is_said(tmp_path, monkeypatch):
    held = io.BytesIO()
    pl.DataFrame({"id": ["D1"]}).write_parquet(held)
    monkeypatch.setattr("interlock.importers.sheets.READ_PARQUET", "import os; os.abort()")
    reading = read(tmp_path, {"deals.csv": DEALS, "x.parquet": held.getvalue()})
    assert said(reading) == ["cannot be opened: it is broken inside"]
