"""A year of closed weeks, made quickly: one sample report a week, with other days and numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import sin

from interlock.engine.readers import for_reader
from interlock.engine.week_line import week_line
from interlock.records.calendar import FiscalCalendar
from interlock.records.report import Reader, WeeklyReport
from interlock.render import glance
from interlock.store import connect, outcomes, read, weeks
from interlock.store.weeks import Kept
from tests.render import sample

WEEK = timedelta(days=7)
LAST = date(2026, 11, 23)
MANAGEMENT, SALES, DEVELOPMENT = map(Reader, ("management", "sales", "development"))
ANA = Reader("person", "Ana Lim", "sales")
READERS = (MANAGEMENT, SALES, DEVELOPMENT, ANA)


def days(count: int, last: date = LAST) -> list[date]:
    """The days of so many weeks, oldest first."""
    return [last - WEEK * back for back in range(count)][::-1]


def report(day: date, *, whole: WeeklyReport | None = None) -> WeeklyReport:
    """Management's of the week that was closed for a day: what it says swings with the weeks."""
    whole = whole or sample.report()
    swing, as_of = sin(day.toordinal() / 40), day - timedelta(days=3)
    of = FiscalCalendar().quarter_of(as_of)
    quarter = replace(
        whole.quarter, label=of.label, first=of.first, last=of.last,
        forecast=sample.spread(3_400_000 + 400_000 * swing, 420_000 - 30_000 * swing),
        wins=sample.spread(28 + 4 * swing, 3), p_target=0.5 + 0.3 * swing,
    )  # fmt: skip
    return replace(
        whole,
        quarter=quarter,
        birth=replace(whole.birth, as_of=as_of),
        deals=tuple(
            replace(one, p_won=min(0.97, max(0.03, one.p_won + 0.2 * sin(n + day.toordinal() / 9))))
            for n, one in enumerate(whole.deals)
        ),
        features=tuple(
            one if one.p50_on is None
            else replace(one, p50_on=one.p50_on + timedelta(days=round(20 * sin(n + swing))))
            for n, one in enumerate(whole.features)
        ),
    )  # fmt: skip


def close(
    *some: WeeklyReport, on: date, readers: tuple[Reader, ...] = READERS, own: frozenset[str]
) -> None:
    """Close the week of a day with a report for each of the readers, cut as reports are."""
    revision, now = read.revision(), datetime.combine(on, time(8), UTC)
    (whole,) = some or (report(on),)
    weeks.claim(on, revision, now=now)
    kept = []
    for reader in readers:
        asked = {"reader": reader.name or reader.kind, "day": on.isoformat()}
        made = for_reader(whole, reader, own_deals=own, own_quarter=whole.quarter)
        outcomes.keep("report", asked, revision, made)
        number = outcomes.number_of("report", asked, revision)
        line = week_line(on, made, says=glance.sentence(made))
        name, has_amounts = reader.name or reader.kind, reader.sees_amounts
        kept.append(Kept(name, number, has_amounts=has_amounts, line=line))
    with connect.change():
        weeks.close(on, kept, now=now)


def close_all(
    count: int,
    last: date = LAST,
    *,
    readers: tuple[Reader, ...] = READERS,
    own: frozenset[str] = frozenset({"006A1"}),
) -> list[date]:
    """Close so many weeks of the book of the environment; their days, oldest first."""
    for day in days(count, last):
        close(on=day, readers=readers, own=own)
    return days(count, last)
