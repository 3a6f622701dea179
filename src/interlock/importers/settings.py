"""Readers of single settings: each takes a value of company.toml, or says what is wrong with it."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

import polars as pl

from interlock.importers.outcome_words import ENDINGS
from interlock.importers.toml_files import meant, tables
from interlock.records.calendar import WEEKDAYS, YEAR_ENDS
from interlock.records.company import (
    RENAMED,
    Closure,
    Company,
    NeedStrength,
    Pipeline,
    Rate,
    Rename,
    Staffing,
    Stage,
)
from interlock.records.errors import near_misses
from interlock.records.sales_tables import OUTCOMES, STRENGTHS, TARGETS

QUARTER = r"\d{4}-Q[1-4]"
MOST_PEOPLE = 10_000
LARGEST = 1e14
"""No amount in a company's books is larger, and exact amounts hold this much."""

Reader = Callable[[Any], Any]


class Wrong(Exception):
    """A value that a setting cannot take: what is wrong, and what is allowed."""

    def __init__(self, what: str, allowed: str = "") -> None:
        super().__init__(what)
        self.what, self.allowed = what, allowed


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong("must be text", "words in quotes")
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("must be true or false", "true, false")
    return value


def whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Wrong("out of range", f"a whole number from {low} to {high}")
        return value

    return read


def number(value: Any) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not math.isfinite(value) or abs(value) > LARGEST:
        raise Wrong("must be a number", "a number such as 0.9")
    return float(value)


def positive(value: Any) -> Decimal:
    if number(value) <= 0:
        raise Wrong("out of range", "a number above 0")
    return Decimal(str(value))


def weekday(value: Any) -> int:
    if str(value).lower() not in WEEKDAYS:
        raise Wrong("no weekday", ", ".join(WEEKDAYS))
    return WEEKDAYS.index(str(value).lower())


def weekly_hour(value: Any) -> str:
    """An hour of the week, such as thursday 17:00."""
    found = re.fullmatch(r"(\w+) +([01]?\d|2[0-3]):([0-5]\d)", str(value).strip().lower())
    if not found or found[1] not in WEEKDAYS:
        raise Wrong("no hour of the week", 'a weekday and an hour such as "thursday 17:00"')
    return f"{found[1]} {int(found[2]):02d}:{found[3]}"


def hour(value: Any) -> str:
    """An hour of the day, such as 08:00; a file may write it as TOML's own."""
    said = value.isoformat("minutes") if isinstance(value, time) else str(value).strip()
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", said)
    if not found:
        raise Wrong("no hour of the day", 'an hour such as "08:00"')
    return f"{int(found[1]):02d}:{found[2]}"


def year_end(value: Any) -> str:
    """Such as last saturday, or nearest saturday."""
    return word(YEAR_ENDS)(value.lower() if isinstance(value, str) else value)


def time_zone(value: Any) -> str:
    """A zone that Polars, which reckons the moments, knows."""
    zone = str(value) or "none"
    try:
        pl.Series(dtype=pl.Datetime).dt.replace_time_zone(zone)
    except pl.exceptions.ComputeError:
        near = near_misses(zone, available_timezones())
        known = " or ".join(near) or "a name such as Europe/Berlin"
        raise Wrong("no such time zone", known) from None
    return zone


def currency(value: Any) -> str:
    fits = isinstance(value, str) and len(value) == 3 and value.isascii()
    if not (fits and value.isalpha() and value.isupper()):
        raise Wrong("no currency code", "three capital letters such as EUR")
    return str(value)


def words(allowed: tuple[str, ...] = ()) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        said = value if isinstance(value, list) else [value]
        if not said or not all(isinstance(one, str) and one.strip() for one in said):
            raise Wrong("must be one or several words", ", ".join(allowed) or '["one", "two"]')
        if allowed and not set(said) <= set(allowed):
            raise Wrong("unknown word", ", ".join(allowed))
        return tuple(said)

    return read


def word(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Wrong("unknown word", ", ".join(allowed))
        return value

    return read


def choices(allowed: tuple[str, ...]) -> Callable[[Any], dict[str, str]]:
    """Names of theirs, each with one of our words."""

    def read(value: Any) -> dict[str, str]:
        said = _table(value, f"names, each with one of {', '.join(allowed)}")
        return {name: word(allowed)(one) for name, one in said.items()}

    return read


def lower_words(value: Any) -> tuple[str, ...]:
    return tuple(one.lower() for one in words()(value))


def rates(value: Any) -> tuple[Rate, ...]:
    rows = _rows(value, needed=("currency", "on", "rate"))
    return tuple(Rate(currency(r["currency"]), day(r["on"]), positive(r["rate"])) for r in rows)


def day(value: Any) -> date:
    if type(value) is not date:
        raise Wrong("must be a day", "2026-11-20 without quotes")
    return value


def closures(value: Any) -> tuple[Closure, ...]:
    return tuple(_closure(r) for r in _rows(value, needed=("first", "last"), more=("team",)))


def _closure(row: Mapping[str, Any]) -> Closure:
    first, last = day(row["first"]), day(row["last"])
    if first > last:
        raise Wrong("ends before it begins", "first not after last")
    return Closure(first, last, text(row["team"]) if row.get("team") else "")


def staffing(value: Any) -> tuple[Staffing, ...]:
    rows = _rows(value, needed=("team", "people", "first"), more=("last",))
    return tuple(_staffing(row) for row in rows)


def _staffing(row: Mapping[str, Any]) -> Staffing:
    first, last = day(row["first"]), day(row["last"]) if row.get("last") else None
    if last and first > last:
        raise Wrong("ends before it begins", "first not after last")
    people = number(row["people"])
    if not people or abs(people) > MOST_PEOPLE:
        raise Wrong("out of range", f"1, or -1 for one who leaves; at most {MOST_PEOPLE:,}")
    return Staffing(text(row["team"]), people, first, last)


def ramp_weeks(value: Any) -> tuple[int, int]:
    allowed = "two whole numbers of weeks such as [2, 8], the second not below the first"
    if not isinstance(value, list) or len(value) != 2:
        raise Wrong("must be two numbers of weeks", allowed)
    nothing, learning = (whole(0, 104)(one) for one in value)
    if nothing > learning:
        raise Wrong("out of order", allowed)
    return nothing, learning


def renames(value: Any) -> tuple[Rename, ...]:
    rows = _rows(value, needed=("field", "old", "new"), more=("until",))
    return tuple(
        Rename(
            word(RENAMED)(r["field"]),
            text(r["old"]),
            text(r["new"]),
            day(r["until"]) if r.get("until") else None,
        )
        for r in rows
    )


def pipelines(value: Any) -> tuple[Pipeline, ...]:
    form = '[pipelines.NAME] with stages = ["Prospect", "Qualify"] in order'
    named = _table(value, form)
    return tuple(Pipeline(name, _stages(_table(said, form), form)) for name, said in named.items())


def _stages(pipeline: Mapping[str, Any], form: str) -> tuple[Stage, ...]:
    _only(pipeline, ("stages",))
    stages = pipeline.get("stages")
    if not isinstance(stages, list) or not stages:
        raise Wrong("a pipeline needs its stages", form)
    return tuple(_stage(one) for one in stages)


def _stage(value: Any) -> Stage:
    """A stage that does not say how it ends a deal is known by its name, such as Closed Won."""
    form = "{ name, percent, outcome }"
    said = {"name": value} if isinstance(value, str) else _table(value, form)
    _only(said, ("name", "percent", "outcome"))
    name = text(said.get("name"))
    outcome = said.get("outcome", ENDINGS.get(name.lower(), "open"))
    percent = number(said["percent"]) if "percent" in said else None
    if percent is not None and not 0 <= percent <= 100:
        raise Wrong("out of range", "per cents from 0 to 100")
    return Stage(name, percent, word(OUTCOMES)(outcome))


def strengths(value: Any) -> tuple[NeedStrength, ...]:
    said = _table(value, "[need_strengths.dealbreaker]")
    _only(said, STRENGTHS)
    return tuple(_strength(s, said.get(s.name, {})) for s in Company().need_strengths)


def _strength(default: NeedStrength, value: Any) -> NeedStrength:
    said = _table(value, "synonyms, worth, worth_sd")
    _only(said, ("synonyms", "worth", "worth_sd"))
    worth = number(said.get("worth", default.worth))
    sd = number(said.get("worth_sd", default.worth_sd))
    if worth < 0 or sd <= 0:
        raise Wrong("out of range", "worth not negative, worth_sd above 0")
    more = lower_words(said["synonyms"]) if said.get("synonyms") else ()
    return NeedStrength(default.name, (*default.synonyms, *more), worth, sd)


def share(value: Any) -> float:
    found = number(value)
    if not 0 <= found <= 1:
        raise Wrong("out of range", "a share from 0 to 1")
    return found


def shares(allowed: tuple[str, ...] = ()) -> Callable[[Any], dict[str, float]]:
    def read(value: Any) -> dict[str, float]:
        said = _table(value, "names with shares from 0 to 1")
        if allowed:
            _only(said, allowed)
        found = {name: number(share) for name, share in said.items()}
        if not found or not all(0 <= share <= 1 for share in found.values()):
            raise Wrong("out of range", "shares from 0 to 1")
        return found

    return read


def targets(value: Any) -> pl.DataFrame:
    said = _table(value, '"2026-Q4" = 1200000')
    if not all(re.fullmatch(QUARTER, period) for period in said):
        raise Wrong("no fiscal quarter", 'quarters such as "2026-Q4"')
    rows = [(period, "company", positive(amount)) for period, amount in said.items()]
    return pl.DataFrame(rows, schema=TARGETS.schema, orient="row")


def _table(value: Any, form: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong("must be a table", form)
    return value


def _rows(
    value: Any, *, needed: tuple[str, ...], more: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    rows = tables(value)
    if rows is None or not all(set(needed) <= set(row) for row in rows):
        raise Wrong("must be a list of tables", f"each with {', '.join(needed)}")
    for row in rows:
        _only(row, (*needed, *more))
    return rows


def _only(said: Mapping[str, Any], known: Iterable[str]) -> None:
    names = tuple(known)
    if unknown := [key for key in said if key not in names]:
        hint = meant(unknown[0], names, ", ".join(names))
        raise Wrong(f"unknown key {unknown[0]}", hint)
