"""The sales side: deals move through stages, get pushed, wait for features, are won, lost or
forgotten.
"""

from datetime import date, datetime, timedelta

import numpy as np
from world.dates import in_hours, month_end, quarter_end, workday
from world.deals import Deal, Moment
from world.delivery import FIRST_WEEK, LAST_DAY, WEEKS, Delivery, Feature
from world.luck import luck, pick, steps
from world.wanted import STRENGTHS, Wanted

STAGES = ("Prospect", "Qualify", "Discover", "Evaluate", "Propose", "Negotiate")
PERCENT = {
    "Prospect": 5,
    "Qualify": 10,
    "Discover": 20,
    "Evaluate": 40,
    "Propose": 60,
    "Negotiate": 80,
    "Closed Won": 100,
    "Closed Lost": 0,
}
CATEGORY = {
    "Prospect": "Omitted",
    "Qualify": "Pipeline",
    "Discover": "Pipeline",
    "Evaluate": "Pipeline",
    "Propose": "BestCase",
    "Negotiate": "Forecast",
    "Closed Won": "Closed",
    "Closed Lost": "Omitted",
}
ADVANCE = (0.30, 0.26, 0.24, 0.22, 0.22)
LOSE = (0.032, 0.030, 0.026, 0.024, 0.024, 0.030)
WIN = {"Propose": 0.022, "Negotiate": 0.105}
QUARTER_END, SHORTLY = 3.2, 1.7
SEGMENTS = (("SMB", 0.45, 15_000), ("Mid-Market", 0.37, 42_000), ("Enterprise", 0.18, 118_000))
KINDS = (("New Business", 0.62), ("Existing Business", 0.24), ("Renewal", 0.14))
BY_SEGMENT, BY_KIND = steps(tuple(s[1] for s in SEGMENTS)), steps(tuple(k[1] for k in KINDS))
SWEEPS = (date(2024, 12, 19), date(2026, 1, 15))


def simulate(seed: int, delivery: Delivery, deals: int) -> list[Deal]:
    """About ``deals`` deals over three years, a sixth of them still open."""
    made: list[Deal] = []
    weekly = deals / WEEKS
    arrivals = luck(seed, "deals", 1 << 35)
    wanted = Wanted(delivery.features)
    for week in range(WEEKS):
        for _ in range(arrivals.poisson(weekly * (0.82 + 0.36 * week / WEEKS))):
            made.append(_deal(seed, len(made), week, wanted))
    return made


def _deal(seed: int, number: int, week: int, wanted: Wanted) -> Deal:
    random = luck(seed, "deals", number)
    at = pick(random, BY_SEGMENT)
    rep = int(random.integers(6, 8)) if at == 2 else int(random.integers(0, 6))
    day = FIRST_WEEK + timedelta(days=7 * week + int(random.integers(0, 5)))
    kind = KINDS[pick(random, BY_KIND)][0]
    deal = Deal(
        number,
        int(random.integers(0, 375)),
        rep,
        SEGMENTS[at][0],
        kind,
        in_hours(min(day, LAST_DAY), random),
    )
    amount = _rounded(SEGMENTS[at][2] * float(np.exp(0.62 * random.standard_normal())))
    deal.needs = wanted.choose(random, deal.created.date(), large=at == 2)
    stage = 0 if kind != "Renewal" else 2
    deal.moments.append(
        Moment(
            deal.created,
            STAGES[stage],
            amount,
            _first_date(deal.created.date(), random),
            CATEGORY[STAGES[stage]],
        )
    )
    _live(deal, random, stage)
    return deal


def _live(deal: Deal, random: np.random.Generator, stage: int) -> None:
    """Week after week until it ends or the story does."""
    drive = float(np.exp(0.35 * random.standard_normal())) * (
        1.25 if deal.kind != "New Business" else 1.0
    )
    stale_from = int(random.integers(3, 22)) if random.random() < 0.13 else 10_000
    deal.touched = deal.created.date()
    week, day = 0, deal.created.date() + timedelta(days=7)
    while day <= LAST_DAY:
        now = deal.moments[-1]
        if week >= stale_from:
            deal.stale = True
            if _swept(deal, day):
                return
        else:
            if random.random() < 0.75:
                deal.touched = day
            luck_now = random.random(4)
            if _ends(deal, now, stage, day, drive, luck_now, random):
                return
            if stage < 5 and luck_now[2] < ADVANCE[stage] * drive * 0.8:
                stage = min(5, stage + (2 if random.random() < 0.06 else 1))
                _advance(deal, stage, day, random)
            elif stage > 1 and luck_now[3] < 0.01:
                stage -= 1
                _advance(deal, stage, day, random)
            elif now.close <= day + timedelta(days=6) and random.random() < 0.6:
                _push(deal, day, random)
        week, day = week + 1, day + timedelta(days=7)


def _ends(
    deal: Deal,
    now: Moment,
    stage: int,
    day: date,
    drive: float,
    luck_now: np.ndarray,
    random: np.random.Generator,
) -> bool:
    left = (quarter_end(day) - day).days
    season = QUARTER_END if left < 14 else SHORTLY if left < 28 else 0.72
    kept = min(
        [
            k
            for n in deal.needs
            for s, _, k in STRENGTHS
            if s == n.strength and not _met(n.feature, day)
        ],
        default=1.0,
    )
    if luck_now[0] < WIN.get(STAGES[stage], 0.0) * drive * season * kept:
        discount = 1.0 if random.random() < 0.45 else float(random.uniform(0.78, 0.97))
        _save(deal, day, "Closed Won", _rounded(now.amount * discount), None, random)
        return True
    if luck_now[1] < LOSE[stage] / drive * (1.35 if kept < 0.5 and stage >= 3 else 1.0):
        _save(deal, day, "Closed Lost", now.amount, None, random)
        return True
    return False


def _advance(deal: Deal, stage: int, day: date, random: np.random.Generator) -> None:
    now = deal.moments[-1]
    amount = (
        _rounded(now.amount * float(np.exp(0.18 * random.standard_normal())))
        if random.random() < 0.3
        else now.amount
    )
    close = now.close
    if stage == 5:
        close = day + timedelta(days=int(random.integers(14, 45)))
        close = quarter_end(close) if random.random() < 0.5 else close
    elif close < day + timedelta(days=14 * (5 - stage)):
        close = month_end(day + timedelta(days=21 * (6 - stage)))
        deal.pushes.append(day)
    _save(deal, day, STAGES[stage], amount, close, random)


def _push(deal: Deal, day: date, random: np.random.Generator) -> None:
    now = deal.moments[-1]
    later = (
        quarter_end(quarter_end(now.close) + timedelta(days=1))
        if random.random() < 0.35
        else month_end(max(now.close, day) + timedelta(days=20))
    )
    deal.pushes.append(day)
    _save(deal, day, now.stage, now.amount, later, random)


def _swept(deal: Deal, day: date) -> bool:
    """Housekeeping: operations marks what nobody has touched for four months as lost, all on one
    day.
    """
    for sweep in SWEEPS:
        if day <= sweep < day + timedelta(days=7) and (sweep - deal.touched).days > 120:
            now = deal.moments[-1]
            at = datetime(sweep.year, sweep.month, sweep.day, 9, 0) + timedelta(
                seconds=11 * (deal.number % 300)
            )
            deal.moments.append(Moment(at, "Closed Lost", now.amount, sweep, "Omitted"))
            return True
    return False


def _save(
    deal: Deal,
    day: date,
    stage: str,
    amount: float,
    close: date | None,
    random: np.random.Generator,
) -> None:
    at = in_hours(min(workday(day), LAST_DAY), random)
    category = CATEGORY[stage]
    if stage in ("Propose", "Negotiate") and random.random() < 0.22:
        category = "BestCase" if stage == "Negotiate" else "Forecast"
    deal.touched = at.date()
    deal.moments.append(Moment(at, stage, amount, close or at.date(), category))


def _met(feature: Feature, day: date) -> bool:
    return feature.shipped is not None and feature.shipped <= day


def _first_date(day: date, random: np.random.Generator) -> date:
    """Where reps put a new deal: a month's or a quarter's end that is nearer than deals usually
    take.
    """
    close = day + timedelta(days=int(random.integers(45, 130)))
    return (
        quarter_end(close)
        if random.random() < 0.5
        else month_end(close)
        if random.random() < 0.7
        else close
    )


def _rounded(amount: float) -> float:
    return (
        float(max(500, round(amount / 250) * 250))
        if amount < 100_000
        else float(round(amount / 1_000) * 1_000)
    )
