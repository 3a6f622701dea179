import csv
import gzip
import io

from hypothesis import given
from hypothesis import strategies as st

from interlock.importers.cells import careful, split
from tests.importers.made_files import cells, rows_of


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path):
    assert rows_of(tmp_path, "\ufeffId,Name\n1,a\n").headers == ("Id", "Name")


def test_line_ends_of_windows_and_of_old_macs_are_read(tmp_path):
    for ends in ("\r\n", "\r", "\n"):
        rows = rows_of(tmp_path, ends.join(("a,b", "1,2", "3,4")))
        assert cells(rows) == [(2, "1", "2"), (3, "3", "4")]


def test_lines_are_counted_with_the_line_ends_inside_quotes(tmp_path):
    rows = rows_of(tmp_path, 'id,text\n1,"one\ntwo\n\nfour"\n2,x\n')
    assert cells(rows) == [(2, "1", "one\ntwo\n\nfour"), (6, "2", "x")]


def test_lines_are_true_after_a_header_of_two_lines_and_blank_rows(tmp_path):
    rows = rows_of(tmp_path, '\n"id\n(theirs)",b\n\n1,2\n , \n3,4\n\n')
    assert cells(rows) == [(5, "1", "2"), (7, "3", "4")]


def test_a_header_that_stands_twice_is_two_columns(tmp_path):
    rows = rows_of(tmp_path, "Key,Labels,Labels,labels *\nA,x,,z\n")
    assert [column.to_list() for column in rows.columns("LABELS")] == [["x"], [None], ["z"]]


def test_a_short_row_is_filled_with_nothing(tmp_path):
    assert cells(rows_of(tmp_path, "a,b,c\n1\n2,3\n")) == [
        (2, "1", None, None),
        (3, "2", "3", None),
    ]


def test_a_long_row_is_a_problem_and_the_others_are_read(tmp_path):
    rows = rows_of(tmp_path, "a,b\n1,2,3\n4,5\n6,7,,\n")
    assert cells(rows) == [(3, "4", "5"), (4, "6", "7")]
    (problem,) = rows.problems
    assert (problem.line, problem.what) == (2, "3 cells, but the header has 2")
    assert rows.left_out == 1


def test_a_quote_that_never_ends_costs_its_own_row_only(tmp_path):
    rows = rows_of(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert cells(rows) == [(2, "1", "2"), (4, "5", "6"), (5, "7", "8")]
    (problem,) = rows.problems
    assert (problem.line, problem.row_left_out) == (3, True)
    assert "never ends" in problem.what


def test_a_quote_inside_a_cell_is_only_a_sign(tmp_path):
    assert cells(rows_of(tmp_path, 'a,b\n5" screen,1\n6" screen,2\n')) == [
        (2, '5" screen', "1"),
        (3, '6" screen', "2"),
    ]


def test_semicolons_tabs_and_bars_part_cells_too(tmp_path):
    for sign in ";\t|":
        rows = rows_of(tmp_path, f'a{sign}"b,c"\n1{sign}2\n')
        assert rows.headers == ("a", "b,c")
        assert cells(rows) == [(2, "1", "2")]


def test_windows_1252_is_read_and_said(tmp_path):
    rows = rows_of(tmp_path, "id,name\n1,plain\n2,Müller €\n".encode("cp1252"))
    assert rows.column("name").to_list() == ["plain", "Müller €"]
    (problem,) = rows.problems
    assert (problem.line, problem.row_left_out) == (3, False)
    assert "Windows-1252" in problem.what


def test_utf_16_is_read_with_and_without_its_mark(tmp_path):
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        rows = rows_of(tmp_path, "id,name\n1,Müller\n".encode(encoding))
        assert cells(rows) == [(2, "1", "Müller")]
        assert rows.problems == ()


def test_packed_files_are_read_and_a_broken_one_is_a_problem(tmp_path):
    packed = gzip.compress(b"a,b\n1,2\n")
    assert cells(rows_of(tmp_path, packed, "file.csv.gz")) == [(2, "1", "2")]
    broken = rows_of(tmp_path, packed[:-9], "file.csv.gz")
    assert "cannot be opened" in broken.problems[0].what


def test_cells_of_blanks_are_empty_and_others_are_trimmed(tmp_path):
    assert cells(rows_of(tmp_path, "a,b\n  ,  x \n")) == [(2, None, "x")]


def test_a_file_without_rows_has_headers_only(tmp_path):
    assert rows_of(tmp_path, "a,b").headers == ("a", "b")
    assert rows_of(tmp_path, "").headers == ()
    assert rows_of(tmp_path, ",,\n,\n").headers == ()


WRITTEN = st.lists(
    st.lists(st.text("ab \",;\n'é", max_size=6), min_size=3, max_size=3), min_size=1, max_size=8
)


@given(table=WRITTEN, ends=st.sampled_from(["\n", "\r\n"]))
def test_the_quick_reader_agrees_with_the_careful_one_on_what_a_csv_writer_writes(table, ends):
    out = io.StringIO()
    csv.writer(out, lineterminator=ends).writerows([["x", "y", "z"], *table])
    text = out.getvalue()
    quick, slow = split(text.encode(), "file"), careful(text, ",", "file")
    assert quick.headers == slow.headers == ("x", "y", "z")
    assert quick.frame.equals(slow.frame)
    kept = [[cell.strip() or None for cell in row] for row in table]
    expected = [tuple(row) for row in kept if any(row)]
    assert quick.frame.drop("line").rows() == expected


def test_a_hundred_thousand_rows_with_line_ends_in_quotes_keep_their_lines(tmp_path):
    text = "id,text,more\n" + '1,"a\n\nb",x\n' * 100_000
    rows = rows_of(tmp_path, text)
    assert rows.lines[-1] == 2 + 99_999 * 3


def test_a_quote_that_closes_inside_a_cell_costs_its_row_however_often(tmp_path):
    good, bad = "1,2\n", '3,"a" b\n'
    rows = rows_of(tmp_path, "a,b\n" + (good + bad) * 200)
    assert rows.frame.height == 200
    assert {problem.what for problem in rows.problems} == {"a quote closes inside a cell"}
    assert [problem.line for problem in rows.problems][:2] == [3, 5]
    assert rows.left_out == 200
