"""A weekly report in the little that a list of many needs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from interlock.records.archive import QuarterSaid, WeekLine
from interlock.records.report import QuarterSection, WeeklyReport


def week_line(day: date, report: WeeklyReport, *, says: str) -> WeekLine:
    """The line of the week that was closed for a day; its words are all texts of the report but
    those of its small print.
    """
    told = {one.name: getattr(report, one.name) for one in fields(report) if one.name != "birth"}
    return WeekLine(
        day=day,
        as_of=report.birth.as_of,
        reader=report.reader,
        currency=report.currency,
        simulated=report.simulated,
        says=says,
        quarter=_said(report.quarter) if report.quarter else None,
        words="\n".join(dict.fromkeys(_texts(told))),
    )


def _said(of: QuarterSection) -> QuarterSaid:
    return QuarterSaid(of.label, of.first, of.last, of.forecast, of.wins, of.target, of.p_target)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
