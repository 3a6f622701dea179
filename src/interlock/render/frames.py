"""A forecast's table as bytes: CSV, JSON or Parquet."""

import io
from dataclasses import asdict

from interlock.records.forecasts import Forecast
from interlock.render import json

FORMATS = ("csv", "json", "parquet")


def write(forecast: Forecast, form: str) -> bytes:
    """The rows alone as csv, or with their birth as json or parquet.

    Raises ValueError on any other ``form``.
    """
    if form == "csv":
        return forecast.rows.write_csv().encode()
    if form == "json":
        return _json(forecast)
    if form == "parquet":
        return _parquet(forecast)
    raise ValueError(f"{form!r} is no format; allowed are {', '.join(FORMATS)}.")


def schema(forecast: Forecast) -> str:
    """The name under which the form of the JSON stays the same."""
    return f"interlock/forecast-{forecast.name}/1"


def _json(forecast: Forecast) -> bytes:
    birth = asdict(forecast.birth)
    for named_above in ("as_of", "seed", "method", "version"):
        del birth[named_above]
    told = {
        **json.head(schema(forecast), forecast.birth),
        "notes": forecast.notes,
        "rows": forecast.rows.to_dicts(),
        **birth,
    }
    return json.dumped(told).encode()


def _parquet(forecast: Forecast) -> bytes:
    """The birth stands in the file's own metadata."""
    born = {key: str(value) for key, value in json.head(schema(forecast), forecast.birth).items()}
    written = io.BytesIO()
    forecast.rows.write_parquet(written, metadata=born)
    return written.getvalue()
