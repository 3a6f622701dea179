"""Outcomes as JSON: schema, as_of, seed, method and version first, then everything there is."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from interlock.records.birth import Birth
from interlock.records.report import WeeklyReport

REPORT_SCHEMA = "interlock/report/1"


def report(made: WeeklyReport) -> str:
    """The whole report as text; the same report gives the same text."""
    return dumped(as_dict(made))


def as_dict(made: WeeklyReport) -> dict[str, Any]:
    """The whole report as plain values: days in ISO form, exact amounts as text."""
    return {**head(REPORT_SCHEMA, made.birth), **_plain(asdict(made))}


def head(schema: str, birth: Birth) -> dict[str, Any]:
    """What every JSON begins with."""
    return {
        "schema": schema,
        "as_of": birth.as_of.isoformat(),
        "seed": birth.seed,
        "method": birth.method,
        "version": birth.version,
    }


def dumped(value: Mapping[str, Any]) -> str:
    """Indented text; raises ValueError on a number that is none, which no reader could parse."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
