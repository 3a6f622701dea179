"""What the sales side says of its quarters: calls, a manager's other numbers, targets, teams."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from world import names
from world.deals import Deal

Row = tuple[object, ...]
Quarter = tuple[str, date, date]

NOW = ("2027-Q1", date(2026, 10, 1), date(2026, 12, 31))
ENDED = (
    ("2026-Q1", date(2025, 10, 1), date(2025, 12, 31)),
    ("2026-Q2", date(2026, 1, 1), date(2026, 3, 31)),
    ("2026-Q3", date(2026, 4, 1), date(2026, 6, 30)),
    ("2026-Q4", date(2026, 7, 1), date(2026, 9, 30)),
)
MONDAYS = tuple(date(2026, 10, 5) + timedelta(days=7 * week) for week in range(7))
SILENT = ("Dele Adeyemi", date(2026, 11, 2))
"""Somebody who has not called since."""

LEANS = (0.8, 1.2, 1.1, 0.7, 1.0, 0.6, 0.9, 0.5)
"""Of what the CRM commits beside what is closed, the part that each rep calls; best case adds."""
BEST = 0.4
STEP = 1000

OTHERS = (
    (1, 0.7, "two of them wait for a budget that is not there yet"),
    (2, 0.8, "the buyer's lawyers have had it for a month"),
    (6, 1.05, "the expansion is as good as signed"),
)
"""Reps whose numbers the manager says otherwise: what part of it, and why."""

MID_MARKET, ENTERPRISE = "Mid-market", "Enterprise"
MOVED = ("Rhys Penhallow", date(2026, 10, 31), date(2026, 11, 1))
"""Somebody who changed teams within the quarter: last day in one, first day in the other."""
NORTH = ("Maren Okafor", "Tobias Lindqvist", "Priya Raman", "Sofie Brandt")

WHOLES = (
    ("2026-Q1", 1.9), ("2026-Q2", 2.2), ("2026-Q3", 2.3), ("2026-Q4", 2.5),
    ("2027-Q1", 3.4), ("2027-Q2", 2.3), ("2027-Q3", 2.4), ("2027-Q4", 2.6),
)  # fmt: skip
"""Millions that each quarter is to bring."""
SHARES = {MID_MARKET: 0.62, ENTERPRISE: 0.38, "North": 0.49, "South": 0.51}


def calls(deals: Sequence[Deal]) -> list[Row]:
    """Every rep's calls and the manager's: each week of this quarter, twice in the four before."""
    rows: list[Row] = []
    late = [deal for deal in deals if deal.moments[-1].at.date() >= ENDED[0][1]]
    for quarter in ENDED:
        for day in (quarter[1] + timedelta(days=14), quarter[2] - timedelta(days=28)):
            rows += _said(late, quarter, day, ("commit",))
    for day in MONDAYS:
        rows += _said(late, NOW, day, ("commit", "best case"))
    return rows


def _said(deals: list[Deal], quarter: Quarter, day: date, categories: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for category in categories:
        sums = [_call(deals, rep, quarter, day, category) for rep in range(len(names.REPS))]
        for (name, *_), amount in zip(names.REPS, sums, strict=True):
            if (name, quarter) != (SILENT[0], NOW) or day <= SILENT[1]:
                rows.append((name, "rep", "", quarter[0], category, f"{amount:.2f}", day, ""))
        rows += _from_above(sums, quarter[0], category, day)
    return rows


def _call(deals: list[Deal], rep: int, quarter: Quarter, day: date, category: str) -> float:
    """What is closed, and a part of what the CRM then commits, or holds for likely too."""
    _, first, last = quarter
    standing = ((deal, deal.on(day)) for deal in deals if deal.rep == rep)
    closed = stated = likely = 0.0
    for _, now in standing:
        if now is None or now.stage == "Closed Lost":
            continue
        if now.stage == "Closed Won":
            closed += now.amount if first <= now.at.date() <= day else 0.0
        elif now.close <= last:
            stated += now.amount if now.category == "Forecast" else 0.0
            likely += now.amount if now.category == "BestCase" else 0.0
    more = BEST * likely if category == "best case" else 0.0
    return float(round((closed + LEANS[rep] * stated + more) / STEP) * STEP)


def _from_above(sums: list[float], period: str, category: str, day: date) -> Iterable[Row]:
    """The manager's other numbers, a day later, and the call of the whole."""
    manager, next_day = names.REPS[0][0], day + timedelta(days=1)
    said = dict(enumerate(sums))
    for rep, part, why in OTHERS if category == "commit" else ():
        said[rep] = float(round(part * sums[rep] / STEP) * STEP)
        if said[rep] != sums[rep]:
            about, amount = names.REPS[rep][0], f"{said[rep]:.2f}"
            yield manager, "manager", about, period, category, amount, next_day, why
    whole = f"{sum(said.values()):.2f}"
    yield manager, "manager", "", period, category, whole, next_day, "two large renewals expected"


def memberships() -> Iterable[Row]:
    """Two sales teams and two territories; one rep changed teams within the quarter."""
    for name, region, _ in names.REPS:
        if name == MOVED[0]:
            yield name, MID_MARKET, "team", "", MOVED[1]
            yield name, ENTERPRISE, "team", MOVED[2], ""
        else:
            yield name, ENTERPRISE if region == ENTERPRISE else MID_MARKET, "team", "", ""
        yield name, "North" if name in NORTH else "South", "territory", "", ""


def targets(scale: float) -> Iterable[Row]:
    """The company's of every quarter; this quarter also each team's, territory's and rep's."""
    for period, millions in WHOLES:
        whole = round(millions * 1_000_000 * scale, -3)
        yield period, "company", f"{whole:.2f}"
        if period != NOW[0]:
            continue
        for group, share in SHARES.items():
            yield period, group, f"{round(whole * share, -3):.2f}"
        for rep, (name, _, _) in enumerate(names.REPS):
            yield period, name, f"{round(whole * (0.19 if rep >= 6 else 0.62 / 6), -3):.2f}"
