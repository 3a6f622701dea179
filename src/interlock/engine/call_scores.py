"""What reps and managers called, scored against what was won."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from interlock.engine import call_errors, money
from interlock.records.book import Book
from interlock.records.calendar import FiscalCalendar, Quarter
from interlock.records.measured import CallError, CallLine, CallsSection, Override
from interlock.records.reporting import below

Owners = frozenset[str] | None
"""The owners whose deals are meant; None for the company's."""

Model = Callable[[date, Quarter, Owners], float | None]
"""The model's number, said on a day, of what a quarter will bring."""

NO_CALLS = (
    "No calls are recorded: add calls.csv (by, level, period, category, amount, said_on), one line "
    "each time somebody says what a quarter will bring"
)
LEVELS = ("vp", "manager", "rep")
ABOVE = LEVELS[:2]
MOST_QUARTERS = 80


@dataclass(frozen=True)
class _Call:
    """The first and the last number said for one quarter while it could still be called."""

    quarter: Quarter
    first: float
    last: float
    said_on: date
    """the day of the last one"""
    why: str


@dataclass(frozen=True)
class _Won:
    """What was won, by first day of the quarter and owner; the first deal was won on ``since``."""

    amounts: Mapping[date, Mapping[str, float]]
    since: date

    def in_quarter(self, quarter: Quarter, owners: Owners) -> float:
        amounts = self.amounts.get(quarter.first, {})
        chosen = amounts if owners is None else sorted(owners)
        return sum(amounts.get(owner, 0.0) for owner in chosen)


def score(book: Book, *, as_of: date, model: Model | None = None) -> CallsSection:
    """Each caller's calls by level and category, against what was won in the quarters that ended.

    A rep is held against the deals they own; a manager against those of all who report to them
    (table people), or, where nobody does, the company's. A call counts until its quarter's last
    day; the first and the last one are scored. What somebody above says in place of another's call
    (``about``) is scored apart, against what that other answers for, beside their own calls of the
    same quarters. Beside all stand ``model``, asked for the day of the last call, and what the
    quarter before brought. ``book`` is as known on ``as_of``.
    """
    fiscal = book.company.fiscal
    now = fiscal.quarter_of(as_of)
    callers = _callers(book, as_of)
    if not callers:
        return CallsSection(now.label, (), (), (NO_CALLS,) if book.deals.height else ())
    won = _won(book, as_of)
    lines = []
    for who, calls in callers.items():
        owners = _owners(book, who)
        line = _line(who, calls, now, won, owners, model, fiscal)
        lines.append(replace(line, own=_own_error(who, calls, callers, now, won, owners)))
    return CallsSection(now.label, tuple(lines), _overrides(callers, now), ())


class Who(NamedTuple):
    """A caller, in what level, of which category, and about whom: nobody, for their own calls."""

    by: str
    level: str
    category: str
    about: str


def _callers(book: Book, as_of: date) -> dict[Who, list[_Call]]:
    """Every caller's calls, quarter by quarter; those above first."""
    quarters = _quarters(book, as_of)
    said = book.calls.filter(pl.col("amount").is_not_null()).with_columns(
        pl.col("level", "category", "about", "why").fill_null(""), pl.col("amount").cast(pl.Float64)
    )
    keys = ("by", "level", "category", "about", "period")
    found: dict[Who, list[_Call]] = {}
    for key, calls in said.sort(*keys, "said_on").group_by(keys, maintain_order=True):
        *who, period = (str(part) for part in key)
        quarter = quarters.get(period)
        if quarter is None:
            continue
        timely = calls.filter(pl.col("said_on") <= quarter.last)
        if timely.height:
            last = timely.row(-1, named=True)
            call = _Call(quarter, timely["amount"][0], last["amount"], last["said_on"], last["why"])
            found.setdefault(Who(*who), []).append(call)
    ranked = sorted(found, key=lambda who: (_rank(who.level), who.by, who.about, who.category))
    return {who: sorted(found[who], key=lambda call: call.quarter) for who in ranked}


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _quarters(book: Book, as_of: date) -> dict[str, Quarter]:
    """The quarters that calls can name, by label: from the first call's on to a year ahead."""
    first = book.calls["said_on"].min()
    begin = first if isinstance(first, date) else as_of
    begin = max(begin, as_of - timedelta(days=91 * (MOST_QUARTERS - 8)))
    many = book.company.fiscal.quarters_from(begin, MOST_QUARTERS)
    return {quarter.label: quarter for quarter in many}


def _won(book: Book, as_of: date) -> _Won:
    deals = money.won_between(book.deals, date.min, as_of)
    deals = money.with_value(deals, book.company, as_of=as_of)
    daily = deals.group_by("owner", "closed_on").agg(pl.col("value").sum())
    amounts = defaultdict[date, dict[str, float]](dict)
    for owner, day, value in daily.sort("owner", "closed_on").iter_rows():
        quarter = amounts[book.company.fiscal.quarter_of(day).first]
        quarter[owner or ""] = quarter.get(owner or "", 0.0) + value
    return _Won(amounts, min(deals["closed_on"].to_list(), default=as_of))


def _owners(book: Book, who: Who) -> Owners:
    """Whose deals a call is about: the caller's own; for one from above those of all who report to
    them. A vice president who speaks about a manager means the manager's people, any other the
    deals of the one spoken about.
    """
    if who.about:
        reports = below(book.people, who.about) if who.level == "vp" else frozenset[str]()
        return reports | {who.about}
    if who.level not in ABOVE:
        return frozenset({who.by})
    reports = below(book.people, who.by)
    return reports | {who.by} if reports else None


def _line(
    who: Who,
    calls: Sequence[_Call],
    now: Quarter,
    won: _Won,
    owners: Owners,
    model: Model | None,
    fiscal: FiscalCalendar,
) -> CallLine:
    ended = [call for call in calls if call.quarter.last < now.first]
    standing = next((call for call in calls if call.quarter == now), None)
    actual = [won.in_quarter(call.quarter, owners) for call in ended]
    last = call_errors.error([call.last for call in ended], actual)
    return CallLine(
        by=who.by,
        level=who.level,
        category=who.category,
        about=who.about,
        periods=len(ended),
        last=last,
        first=call_errors.error([call.first for call in ended], actual),
        model=_model_error(ended, actual, owners, model),
        naive=_naive_error(ended, actual, owners, won, fiscal),
        verdict=call_errors.verdict(last),
        now=standing.last if standing else None,
        first_now=standing.first if standing else None,
        said_on=standing.said_on if standing else None,
    )


def _own_error(
    who: Who,
    calls: Sequence[_Call],
    callers: Mapping[Who, Sequence[_Call]],
    now: Quarter,
    won: _Won,
    owners: Owners,
) -> CallError | None:
    """Of an adjustment: how far off the last calls were of the one whose number it is, in the same
    ended quarters; those of their highest level below the one who adjusts.
    """
    lower = LEVELS[_rank(who.level) + 1 :]
    theirs = (callers.get(Who(who.about, level, who.category, "")) for level in lower)
    own = {call.quarter: call.last for call in next(filter(None, theirs), ())}
    both = [
        (own[call.quarter], won.in_quarter(call.quarter, owners))
        for call in calls
        if call.quarter.last < now.first and call.quarter in own
    ]
    return call_errors.error([said for said, _ in both], [actual for _, actual in both])


def _model_error(
    ended: Sequence[_Call], actual: Sequence[float], owners: Owners, model: Model | None
) -> CallError | None:
    if model is None:
        return None
    said = [model(call.said_on, call.quarter, owners) for call in ended]
    both = [(s, a) for s, a in zip(said, actual, strict=True) if s is not None]
    return call_errors.error([s for s, _ in both], [a for _, a in both])


def _naive_error(
    ended: Sequence[_Call],
    actual: Sequence[float],
    owners: Owners,
    won: _Won,
    fiscal: FiscalCalendar,
) -> CallError | None:
    """The same as the quarter before, for the quarters whose forerunner is in the records whole."""
    both = []
    for call, a in zip(ended, actual, strict=True):
        eve = call.quarter.first - timedelta(days=1)
        before = fiscal.quarter_of(eve)
        if before.last > won.since:
            both.append((won.in_quarter(before, owners), a))
    return call_errors.error([s for s, _ in both], [a for _, a in both])


def _overrides(callers: Mapping[Who, Sequence[_Call]], now: Quarter) -> tuple[Override, ...]:
    """The calls of those above for this quarter, beside the sum of what the reps call."""
    standing = {
        who: call for who, calls in callers.items() for call in calls if call.quarter == now
    }
    found = []
    for (by, level, category, about), call in standing.items():
        reps = [
            c.last for one, c in standing.items() if (one.level, one.category) == ("rep", category)
        ]
        if level in ABOVE and reps and not about:
            found.append(
                Override(
                    by, level, category, call.last, call.said_on, sum(reps), len(reps), call.why
                )
            )
    return tuple(found)
