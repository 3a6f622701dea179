"""Rows read and rows left out are together the rows of the file, whatever stands in it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.importers.folder import read_folder
from tests.importers.made_files import write

EXAMPLES = 25
"""A whole folder is read for each; `benchmarks/fuzz_readers.py` reads as many as one likes."""

CELL = st.sampled_from(["", "x", "12", "1,5", "2026-02-03", "true", "no day", "Won't Do", "open"])


def counted(content):
    """(rows taken, rows left out) of a folder with one file, whose records all differ."""
    with TemporaryDirectory() as home:
        book = read_folder(write(Path(home), {"file.csv": content})).book
    return sum(s.rows for s in book.sources), sum(left.count for left in book.left_out)


def table(head, rows):
    quoted = [",".join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join((head, *quoted)) + "\n"


def some(*columns):
    return st.lists(st.tuples(*columns), min_size=1, max_size=12)


@settings(max_examples=EXAMPLES)
@given(rows=some(st.sampled_from(["open", "won", "maybe", ""]), CELL, CELL, CELL))
def test_of_our_own_deals(rows):
    numbered = [(f"D{at}", *row) for at, row in enumerate(rows)]
    content = table("id,outcome,amount,created_on,name", numbered)
    assert sum(counted(content)) == len(rows)


FLAGS = st.sampled_from(["true", "false", "", "x"])


@settings(max_examples=EXAMPLES)
@given(rows=some(CELL, CELL, CELL, FLAGS, FLAGS, FLAGS))
def test_of_opportunities(rows):
    numbered = [(f"006{at:012d}AAA", *row) for at, row in enumerate(rows)]
    content = table("Id,StageName,CloseDate,Amount,IsDeleted,IsClosed,IsWon", numbered)
    assert sum(counted(content)) == len(rows)


@settings(max_examples=EXAMPLES)
@given(rows=some(st.sampled_from(["006000000000001AAA", ""]), CELL, CELL, CELL, FLAGS))
def test_of_histories(rows):
    content = table("OpportunityId,CreatedDate,StageName,Amount,IsDeleted", rows)
    assert sum(counted(content)) == len(rows)


KINDS = st.sampled_from(["Epic", "Story", "Sub-task", "Bug", ""])


@settings(max_examples=EXAMPLES)
@given(rows=some(KINDS, CELL, CELL, CELL, st.sampled_from(["", "A-0", "A-1", "A-2"])))
def test_of_issues(rows):
    numbered = [(f"A-{at}", f"{at}", "title", *row) for at, row in enumerate(rows)]
    head = "Issue key,Issue id,Summary,Issue Type,Resolution,Resolved,Created,Parent key"
    assert sum(counted(table(head, numbered))) == len(rows)


@settings(max_examples=EXAMPLES)
@given(rows=some(CELL, CELL, CELL))
def test_of_a_mapped_file(rows):
    mapping = (
        '[[source]]\nfile = "file.csv"\ntable = "items"\nnull = ["x"]\n'
        '[source.where]\na = ["12", "2026-02-03", "true"]\n'
        '[source.columns]\ncreated_on = "b"\nsize = "c"\n'
    )
    with TemporaryDirectory() as home:
        files = {"file.csv": table("a,b,c", rows), "mapping.toml": mapping}
        book = read_folder(write(Path(home), files)).book
    blank = sum(not any(row) for row in rows)
    taken, left = sum(s.rows for s in book.sources), sum(o.count for o in book.left_out)
    assert taken + left == len(rows) - blank
    assert book.items.height == taken
    assert book.seen_on >= date.min
