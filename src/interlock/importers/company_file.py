"""company.toml: the company's settings, with every mistake in them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from interlock.importers import settings as read
from interlock.importers.settings import Wrong
from interlock.importers.status_words import ITEM_STATES
from interlock.importers.toml_files import meant, read_toml
from interlock.records.calendar import FISCAL_CALENDARS
from interlock.records.company import Company
from interlock.records.problems import Problem
from interlock.records.tables import CATEGORIES, STRENGTHS, TARGETS

FEATURE_FROM = ("epic", "parent", "fix version", "milestone", "component", "label", "project")
TEAM_FROM = ("team", "component", "project")

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


def read_company(path: Path | None) -> tuple[Company, pl.DataFrame, tuple[Problem, ...]]:
    """The settings in ``path``, its targets, and everything that is wrong; a wrong setting keeps
    its default.
    """
    content, no_toml = read_toml(path)
    file = path.name if path else "company.toml"
    given: dict[str, Any] = {}
    problems = list(no_toml)
    known = {**READERS, "targets": read.targets}
    for name, value in content.items():
        if name not in known:
            problems.append(_unknown(file, name, value, known))
            continue
        try:
            given[name] = known[name](value)
        except Wrong as wrong:
            problems.append(_wrong(file, name, value, wrong))
    targets = given.pop("targets", TARGETS.empty())
    company = replace(Company(), **given, given=frozenset(given))
    return company, targets, tuple(problems)


def _unknown(file: str, name: str, value: Any, known: dict[str, read.Reader]) -> Problem:
    allowed, remedy = ", ".join(known), meant(name, known)
    return Problem(file, "unknown setting", None, name, str(value)[:80], allowed, remedy)


def _wrong(file: str, name: str, value: Any, wrong: Wrong) -> Problem:
    remedy = "the default is used until it is mended"
    return Problem(file, wrong.what, None, name, str(value)[:80], wrong.allowed, remedy)
