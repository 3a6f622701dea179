"""Whatever bytes a file holds, reading it ends with a reading or with words, and never with a crash."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.importers.folder import read_folder
from interlock.records.errors import NothingToRead
from interlock.records.reading import Reading
from tests.importers.made_files import DEALS, FEATURES, write

EXAMPLES = 25
"""A whole folder is read for each; `benchmarks/fuzz_readers.py` reads as many as one likes."""

TEXT = st.text(max_size=200) | st.text('ab12,;"\n\r\t\x00 .-/', max_size=200)
HEADS = (
    "id,name,outcome,amount,created_on,currency",
    "deal,feature,strength,on",
    "Id,StageName,CloseDate,Amount,IsWon,IsClosed,CreatedDate",
    "OpportunityId,CreatedDate,StageName,Amount,CloseDate",
    "OpportunityId,CreatedDate,Field,OldValue,NewValue",
    "Summary,Issue key,Issue id,Issue Type,Parent,Created,Resolved,Labels,Labels",
    "table,id,at,field,old,new",
    "name,kind,features,due",
)


def reading_of(files) -> Reading | None:
    with TemporaryDirectory() as home:
        try:
            return read_folder(write(Path(home), files))
        except NothingToRead:
            return None


@settings(max_examples=EXAMPLES)
@given(content=st.binary(max_size=300))
def test_any_bytes_as_a_csv(content):
    assert reading_of({"deals.csv": DEALS, "x.csv": content, "y.csv.gz": content}) is not None


@settings(max_examples=EXAMPLES)
@given(content=TEXT)
def test_any_text_as_a_csv(content):
    reading = reading_of({"x.csv": content})
    assert reading is None or reading.book.sources


@pytest.mark.parametrize("head", HEADS)
@settings(max_examples=EXAMPLES)
@given(rows=st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=5))
def test_any_cells_under_known_headers(head, rows):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    files = {"features.csv": FEATURES, "x.csv": "\n".join((head, *lines))}
    assert reading_of(files) is not None


@pytest.mark.parametrize("head", HEADS)
@settings(max_examples=EXAMPLES)
@given(body=TEXT)
def test_any_text_under_known_headers(head, body):
    assert reading_of({"features.csv": FEATURES, "x.csv": f"{head}\n{body}"}) is not None


@pytest.mark.parametrize("name", ["company.toml", "rules.toml", "mapping.toml"])
@settings(max_examples=EXAMPLES)
@given(content=st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_bytes_as_settings(name, content):
    reading = reading_of({"deals.csv": DEALS, name: content})
    assert reading is not None
    assert reading.book.deals.height == 1


VALUE = st.recursive(
    st.sampled_from(
        ["1", "-2.5", '"x"', "true", "2026-01-01", "07:32:00", "inf", '"deals"', '"*"']
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda some: f"[{', '.join(some)}]")
        | inner.map(lambda one: f"{{ id = {one} }}")
    ),
    max_leaves=5,
)
KEYS = (
    "file",
    "table",
    "columns",
    "values",
    "where",
    "null",
    "constant",
    "date_format",
    "attributes",
)


@settings(max_examples=EXAMPLES)
@given(said=st.dictionaries(st.sampled_from(KEYS), VALUE))
def test_any_value_in_a_mapping(said):
    source = "\n".join(f"{key} = {value}" for key, value in said.items())
    files = {"deals.csv": DEALS, "more.csv": FEATURES, "mapping.toml": f"[[source]]\n{source}\n"}
    reading_of(files)
