"""Files that no export is: each is refused in words, and nothing of it is half read."""

import gzip
import io
import zipfile

import polars as pl
import pytest
import xlsxwriter

from interlock.importers import cells, packed, reach
from interlock.importers.sheets import split_parquet
from tests.importers.made_files import DEALS, read, rows_of


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(packed, "MOST_BYTES", 100_000)
    monkeypatch.setattr(packed, "SWELLS_FROM", 10_000)
    monkeypatch.setattr(cells, "MOST_CELL", 1_000)
    monkeypatch.setattr(cells, "MOST_COLUMNS", 50)
    monkeypatch.setattr(cells, "MOST_CAREFUL", 5_000)


def zipped(**members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return held.getvalue()


def refused(home, name, content):
    """The one problem of a file beside deals that are read all the same."""
    reading = read(home, {"deals.csv": DEALS, name: content})
    assert reading.book.deals.height == 1
    (problem,) = reading.problems
    assert problem.remedy
    return problem


HEAD = "id,name,stage,outcome\n"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["more.csv", "more.csv.gz", "more.zip"])
def test_what_holds_too_much_once_unpacked_is_refused(tmp_path, name):
    rows = HEAD + "".join(f"{n},{n * 7919 % 1_000_003},Talk,open\n" for n in range(8_000))
    content = {
        "csv": rows.encode(),
        "gz": gzip.compress(rows.encode()),
        "zip": zipped(more_csv=rows),
    }
    problem = refused(tmp_path, name, content[name.rpartition(".")[2]])
    assert "at most" in problem.what


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.zip"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, name, monkeypatch):
    monkeypatch.setattr(packed, "MOST_BYTES", 10**9)
    zeros = b"0" * 30_000_000
    content = gzip.compress(zeros) if name.endswith("gz") else zipped(bomb_csv=zeros)
    assert "200 times its size" in refused(tmp_path, name, content).what


@pytest.mark.usefixtures("small")
def test_a_row_with_a_huge_cell_is_left_out_and_the_others_are_read(tmp_path):
    for quote in ("", '"'):
        rows = rows_of(tmp_path, f"a,b\n1,x\n2,{quote}{'y' * 2_000}{quote}\n3,z\n")
        assert rows.frame["c0"].to_list() == ["1", "3"]
        (problem,) = rows.problems
        assert (problem.line, problem.row_left_out, rows.left_out) == (3, True, 1)


@pytest.mark.usefixtures("small")
def test_too_many_columns_are_refused_in_every_shape(tmp_path):
    wide = ",".join(f"h{n}" for n in range(80)) + "\n" + ",".join("1" * 80) + "\n"
    assert "80 columns" in refused(tmp_path / "csv", "wide.csv", wide).what


@pytest.mark.usefixtures("small")
def test_irregular_text_is_looked_at_row_by_row_only_where_it_is_small(tmp_path):
    irregular = HEAD + '1,say "x,Talk,open\n' + "2,x,Talk,open\n" * 1_000
    assert "too large to look at row by row" in refused(tmp_path, "more.csv", irregular).what


def test_a_broken_zip_gzip_workbook_or_parquet_is_said(tmp_path):
    whole = {
        "a.zip": zipped(more_csv=HEAD)[:-30],
        "b.csv.gz": gzip.compress(HEAD.encode())[:-6],
        "c.xlsx": b"PK nothing",
        "d.parquet": b"PAR1",
        "e.zip": b"no zip at all",
    }
    for at, (name, content) in enumerate(whole.items()):
        assert "cannot be opened" in refused(tmp_path / str(at), name, content).what


def test_hidden_members_of_a_zip_are_no_files(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("__MACOSX/._deals.csv", ".DS_Store", "inner/deals.csv"):
            archive.writestr(name, DEALS if name.startswith("inner") else b"\x00\x01")
    reading = read(tmp_path, {"all.zip": held.getvalue()})
    assert (reading.problems, reading.unrecognised) == ((), ())
    assert reading.book.sources[0].file == "all.zip/inner/deals.csv"


@pytest.mark.filterwarnings("ignore")
def test_a_parquet_file_that_lacks_bytes_anywhere_is_refused_with_words(tmp_path):
    held = io.BytesIO()
    pl.DataFrame({"id": ["1", "2"], "outcome": ["open"] * 2, "stage": ["Talk"] * 2}).write_parquet(
        held
    )
    whole, seen = held.getvalue(), set()
    for at in range(4, len(whole) - 60, 97):
        raw = whole[:at] + whole[at + 60 :]
        cells = split_parquet(raw, "deals.parquet")
        seen |= {problem.what.partition(":")[0] for problem in cells.problems}
    assert seen == {"cannot be opened"}
    assert split_parquet(whole, "deals.parquet").problems == ()


def test_a_mapping_of_every_file_says_which_has_no_such_columns(tmp_path):
    mapping = (
        '[[source]]\nfile = "*"\ntable = "deals"\nconstant = { outcome = "open" }\n'
        'columns = { id = "Id", stage = "Stage" }\n'
    )
    files = {"mapping.toml": mapping, "a.csv": "Id,Stage\n1,Talk\n", "b.json": "{}"}
    reading = read(tmp_path, files)
    assert reading.book.deals["id"].to_list() == ["1"]
    assert {(p.file, p.column) for p in reading.problems} == {("b.json", "Id"), ("b.json", "Stage")}


def workbook(*cells):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        for row, column, value in cells:
            sheet.write(row, column, value)
    return held.getvalue()


def test_a_workbook_with_one_cell_far_away_is_refused(tmp_path):
    problem = refused(tmp_path, "more.xlsx", workbook((0, 0, "id"), (1_048_575, 16_383, "x")))
    assert "1,048,576 rows and 16,384 columns" in problem.what


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reach, "MOST_BYTES", 1_000)
    problem = refused(tmp_path, "more.xlsx", workbook((0, 0, "id"), (1, 0, "x")))
    assert "unpacks to" in problem.what


@pytest.mark.parametrize("name", ["more.csv", "more.json", "more.parquet", "ragged.csv"])
def test_a_table_of_more_cells_than_its_bytes_can_fill_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr(reach, "MOST_EMPTY", 1_000)
    wide = ",".join(f"h{at}" for at in range(100)) + "\n"
    far = io.BytesIO()
    pl.DataFrame({"id": pl.repeat("x", 1_000_000, eager=True)}).write_parquet(far)
    content = {
        "more.csv": wide + "a\n" * 500,
        "ragged.csv": wide + '"a\n' + "a\n" * 500,
        "more.json": "".join(f'{{"h{at}": 1}}\n' for at in range(100)),
        "more.parquet": far.getvalue(),
    }[name]
    assert "reaches over" in refused(tmp_path, name, content).what


def test_a_sheet_with_a_cell_far_to_the_right_is_refused(tmp_path):
    problem = refused(tmp_path, "more.xlsx", workbook((0, 0, "id"), (9, 16_383, "x")))
    assert "16,384 columns, more than 5,000" in problem.what
