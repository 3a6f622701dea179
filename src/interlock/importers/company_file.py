"""company.toml: the company's settings, with every mistake in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from interlock.importers import settings as read
from interlock.importers.settings import Wrong
from interlock.importers.toml_files import line_of, meant, parsed, tables
from interlock.records.calendar import FISCAL_CALENDARS
from interlock.records.company import FEATURE_FROM, ITEM_STATES, OWN_RECORDS, TEAM_FROM, Company
from interlock.records.problems import Problem
from interlock.records.sales_tables import CATEGORIES, STRENGTHS, TARGETS

READERS: dict[str, read.Reader] = {
    "name": read.text,
    "simulated": read.flag,
    "currency": read.currency,
    "rates": read.rates,
    "fiscal_year_start": read.whole(1, 12),
    "fiscal_calendar": read.word(FISCAL_CALENDARS),
    "fiscal_year_ends": read.year_end,
    "week_start": read.weekday,
    "time_zone": read.time_zone,
    "report_day": read.weekday,
    "report_hour": read.hour,
    "calls_lock": read.weekly_hour,
    "pipelines": read.pipelines,
    "category_bands": read.shares(CATEGORIES),
    "closures": read.closures,
    "staffing": read.staffing,
    "ramp_weeks": read.ramp_weeks,
    "renames": read.renames,
    "departments": read.words(),
    "buyer_roles": read.words(),
    "need_strengths": read.strengths,
    "need_strength_default": read.word(STRENGTHS),
    "early_share": read.share,
    "promise_share": read.share,
    "broken_share": read.share,
    "confidence_levels": read.shares(),
    "contract_months": read.whole(0, 600),
    "renewal_notice": read.whole(1, 730),
    "handover": read.words(),
    "own_records": read.word(OWN_RECORDS),
    "feature_from": read.words(FEATURE_FROM),
    "team_from": read.words(TEAM_FROM),
    "wip_limit": read.whole(1, 100),
    "upkeep_types": read.lower_words,
    "upkeep_share": read.shares(),
    "statuses": read.choices(ITEM_STATES),
    "feature_label": read.text,
    "stale_days": read.whole(1, 3650),
    "keep_columns": read.words(),
}
"""Setting -> how its value is read."""


FILE = "company.toml"
MEND = "the default is used until it is mended"


def read_company(path: Path | None) -> tuple[Company, pl.DataFrame, tuple[Problem, ...]]:
    """The settings in ``path``, its targets, and everything that is wrong; a wrong setting keeps
    its default.
    """
    return company_of(path.read_bytes(), path.name) if path else company_of(b"")


def company_of(
    content: bytes, file: str = FILE
) -> tuple[Company, pl.DataFrame, tuple[Problem, ...]]:
    """The same of a file's content; each problem with its line."""
    said, no_toml = parsed(content, file)
    company, targets, problems = settings_of(said, file)
    text = content.decode("utf-8-sig", errors="replace")
    return company, targets, (*no_toml, *(_at_line(one, text) for one in problems))


def settings_of(
    said: Mapping[str, Any], file: str = FILE
) -> tuple[Company, pl.DataFrame, tuple[Problem, ...]]:
    """The same of settings by name."""
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    known = {**READERS, "targets": read.targets}
    for name, value in said.items():
        if name not in known:
            problems.append(_unknown(file, name, value, known))
            continue
        try:
            given[name] = known[name](value)
        except Wrong as wrong:
            problems += _wrong(file, name, value, known[name], wrong)
    targets = given.pop("targets", TARGETS.empty())
    company = replace(Company(), **given, given=frozenset(given))
    return company, targets, tuple(problems)


def _unknown(file: str, name: str, value: Any, known: dict[str, read.Reader]) -> Problem:
    allowed, remedy = ", ".join(known), meant(name, known)
    return Problem(file, "unknown setting", None, name, _shown(value)[:80], allowed, remedy)


def _wrong(
    file: str, name: str, value: Any, reader: read.Reader, wrong: Wrong
) -> Iterator[Problem]:
    """Each part of a setting that is wrong by itself, else the whole of it."""
    parts = ((part, one, _why(reader, one)) for part, one in _parts(value).items())
    found = [(f"{name}, {part}", one, why) for part, one, why in parts if why]
    for column, one, why in found or [(name, value, wrong)]:
        yield Problem(file, why.what, None, column, _shown(one)[:80], why.allowed, MEND)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(part)}" for name, part in value.items())
    return "; ".join(map(_shown, value)) if isinstance(value, list) else str(value)


def _why(reader: read.Reader, value: Any) -> Wrong | None:
    try:
        reader(value)
    except Wrong as wrong:
        return wrong
    return None


def _parts(value: Any) -> dict[str, Any]:
    """The rows and the named parts of a value that has several."""
    if isinstance(value, dict) and len(value) > 1:
        return {name: {name: part} for name, part in value.items()}
    rows = tables(value) or []
    return {f"row {at}": [row] for at, row in enumerate(rows, 1)} if len(rows) > 1 else {}


def _at_line(problem: Problem, text: str) -> Problem:
    name, _, part = str(problem.column).partition(", ")
    if part.startswith("row "):
        return replace(problem, line=line_of(text, [name], int(part.removeprefix("row "))))
    line = line_of(text, [name, part]) if part else None
    return replace(problem, line=line or line_of(text, [name]))
