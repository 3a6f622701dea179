"""Forecasts as CSV, JSON and Parquet hold the same rows."""

import io
import json
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from interlock.records.forecasts import DEAL_FORECAST, Forecast
from interlock.render import frames
from tests.render import sample

ROWS = pl.DataFrame(
    [
        (sample.AS_OF, "006A1", date(2026, 12, 31), 0.57, 0.12, 0.31, None, None, None, 234_840.0),
        (sample.AS_OF, 'odd, "id"', date(2026, 12, 31), 0.1, 0.2, 0.7, None, None, None, None),
    ],
    schema={column.name: column.dtype for column in DEAL_FORECAST.columns},
    orient="row",
)
FORECAST = Forecast("deals", ROWS, sample.birth(), notes=("Few deals.",))


def test_csv_reads_back_as_the_same_rows():
    back = pl.read_csv(io.BytesIO(frames.write(FORECAST, "csv")), schema=ROWS.schema)
    assert_frame_equal(back, ROWS)


def test_parquet_reads_back_as_the_same_rows_with_its_birth():
    written = frames.write(FORECAST, "parquet")
    assert_frame_equal(pl.read_parquet(io.BytesIO(written)), ROWS)
    assert pl.read_parquet_metadata(io.BytesIO(written))["as_of"] == "2026-11-20"


def test_json_holds_birth_notes_rows_and_what_was_left_out():
    told = json.loads(frames.write(FORECAST, "json"))
    assert list(told)[:5] == ["schema", "as_of", "seed", "method", "version"]
    assert told["schema"] == "interlock/forecast-deals/1"
    assert told["notes"] == ["Few deals."]
    assert told["rows"][0]["quarter_end"] == "2026-12-31"
    assert told["rows"][1]["expected_amount"] is None
    assert told["left_out"][0]["why"] == "closed before they were created"


def test_an_empty_forecast_still_has_its_columns():
    none = Forecast("deals", ROWS.clear(), sample.birth())
    assert frames.write(none, "csv").decode().startswith("as_of,id,quarter_end,")
    assert json.loads(frames.write(none, "json"))["rows"] == []


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="csv, json, parquet"):
        frames.write(FORECAST, "xml")
