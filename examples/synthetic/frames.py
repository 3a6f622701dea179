"""A company's records in Interlock's own words, as tables; each shape of export writes these."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from synthetic import items
from synthetic.company import Company
from synthetic.luck import luck
from synthetic.sales import OPEN
from synthetic.weeks import friday, monday
from synthetic.world import OPEN_STAGES, RULES, SEGMENTS, STRENGTHS
from world import names

STAGES = (*OPEN_STAGES, "Closed Won", "Closed Lost")
OUTCOMES = ("open", "won", "lost")
USERS = (
    "", "tablets", "managers", "partners", "drivers", "auditors", "planners", "night shifts",
    "guests", "carriers", "branches", "suppliers", "field staff", "new sites",
)  # fmt: skip
WARES = ("platform", "rollout", "upgrade", "pilot", "expansion")


@dataclass
class Frames:
    """One frame a table; deals, features and items by number."""

    deals: pl.DataFrame
    stages: pl.DataFrame
    amounts: pl.DataFrame
    closes: pl.DataFrame
    evidence: pl.DataFrame
    needs: pl.DataFrame
    features: pl.DataFrame
    items: pl.DataFrame
    releases: pl.DataFrame
    moves: pl.DataFrame
    """features that went from one release to the next"""
    teams: list[str]
    dependencies: pl.DataFrame


def frames(company: Company) -> Frames:
    teams = [team_name(at) for at in range(company.world.team_count)]
    releases = _releases(company)
    aims = _aims(company)
    deals = _deals(company)
    return Frames(
        deals=deals,
        stages=_saved(company, "stage", pl.Series(STAGES)),
        amounts=_saved(company, "amount"),
        closes=_saved(company, "close"),
        evidence=_evidence(company),
        needs=_needs(company),
        features=_features(company, aims),
        items=items.items(company),
        releases=releases,
        moves=_moves(company, aims),
        teams=teams,
        dependencies=_dependencies(company),
    )


def days(values: np.ndarray, where: np.ndarray | None = None) -> pl.Series:
    """Days as dates, empty where not ``where``."""
    series = pl.Series(np.asarray(values).astype(np.int32)).cast(pl.Date)
    return series if where is None else series.set(pl.Series(~where), None)


def moments(frame: pl.DataFrame, number: str, day: str = "on") -> pl.Series:
    """Times within office hours for (number, day), the same for the same pair."""
    mixed = pl.col(number) * 7919 + pl.col(day).cast(pl.Int32) * 31
    seconds = mixed % (8 * 3600) + 9 * 3600
    return frame.select(
        pl.col(day).cast(pl.Datetime("us")) + pl.duration(seconds=seconds)
    ).to_series()


def team_name(at: int) -> str:
    return names.TEAMS[at] if at < len(names.TEAMS) else f"Team {at + 1}"


def feature_name(at: int) -> str:
    """No two of the first 4,200 are alike: area, capability, and from the 301st on for whom."""
    areas, capabilities = len(names.AREAS), len(names.CAPABILITIES)
    row, area = divmod(at, areas)
    again, capability = divmod(row, capabilities)
    name = f"{names.AREAS[area]}: {names.CAPABILITIES[(capability + area) % capabilities]}"
    return f"{name} for {USERS[again]}" if again else name


def project(at: int) -> str:
    return names.PROJECTS[at] if at < len(names.PROJECTS) else f"T{at + 1}"


def _deals(company: Company) -> pl.DataFrame:
    deals, random = company.deals, luck(company.seed, "texts")
    count = len(deals)
    account = random.integers(0, max(3, count // 3), count)
    called = pl.Series([names.account(at) for at in range(int(account.max()) + 1)])
    ware = pl.Series(WARES).gather(random.integers(0, len(WARES), count))
    outcome = pl.Series(OUTCOMES).gather(deals.outcome)
    over = deals.outcome != OPEN
    stated = np.where(over, deals.closed_on, deals.close)
    frame = pl.DataFrame(
        {
            "number": deals.number,
            "account": called.gather(account),
            "ware": ware,
            "owner": pl.Series([names.person(at) for at in range(625)]).gather(deals.rep % 625),
            "segment": pl.Series(SEGMENTS).gather(deals.segment),
            "stage": pl.Series(STAGES).gather(np.where(over, 4 + deals.outcome, deals.stage)),
            "outcome": outcome,
            "amount": deals.amount,
            "entered_on": days(deals.entered_on),
            "created_on": days(_created(company)),
            "expected_close_on": days(stated),
            "closed_on": days(deals.closed_on, over),
            "first_amount": deals.first_amount,
            "first_close_on": days(deals.first_close),
        }
    )
    return frame.with_columns(
        name=pl.format("{} – {}", "account", "ware"), at=moments(frame, "number", "entered_on")
    )


def _created(company: Company) -> np.ndarray:
    """The day that the CRM shows: earlier than the first save for deals entered late, later than
    the end for a few.
    """
    world, deals, random = company.world, company.deals, luck(company.seed, "texts", 1)
    chance, length = random.random(len(deals)), random.integers(7, 84, len(deals))
    late = chance < world.entered_late
    early = (chance > 1 - world.closed_early) & (deals.outcome != OPEN)
    return np.select(
        [late, early], [deals.entered_on - length, deals.closed_on + length // 4], deals.entered_on
    )


def _saved(company: Company, name: str, words: pl.Series | None = None) -> pl.DataFrame:
    """(number, at, old, new) of one field."""
    number, day, old, new = company.log.of(name)
    frame = pl.DataFrame({"number": number.astype(np.int64), "on": days(day)})
    values = {}
    for column, value in (("old", old), ("new", new)):
        if words is not None:
            values[column] = words.gather(value.astype(np.int64))
        else:
            values[column] = days(value) if name == "close" else pl.Series(value)
    return frame.select("number", at=moments(frame, "number")).with_columns(**values)


def _evidence(company: Company) -> pl.DataFrame:
    number, day, rule = company.log.of("evidence")
    return pl.DataFrame(
        {"number": number, "rule": pl.Series(RULES).gather(rule), "on": days(day)}
    ).sort("number", "on", "rule")


def _needs(company: Company) -> pl.DataFrame:
    """Asked for within the deal's first weeks."""
    deals = company.deals
    at, slot = np.nonzero(deals.feature >= 0)
    return pl.DataFrame(
        {
            "number": deals.number[at],
            "feature": deals.feature[at, slot],
            "strength": pl.Series(STRENGTHS).gather(deals.strength[at, slot]),
            "on": days(deals.entered_on[at]),
        }
    )


def _features(company: Company, aims: np.ndarray) -> pl.DataFrame:
    """Those that are in the tracker by now."""
    world, plan, shipped = company.world, company.plan, company.shipped[0]
    number, teams = np.arange(len(plan.created)), world.team_count
    now = _train(company, shipped) if len(company.due) else aims
    missed = np.maximum(aims, _left(company))
    release = np.where(shipped < world.weeks, now, missed)
    frame = pl.DataFrame(
        {
            "number": number,
            "team": pl.Series([team_name(at) for at in range(teams)]).gather(number % teams),
            "order": number // teams + 1,
            "release": pl.Series(_release_names(company)).gather(release),
            "created_on": days(monday(world, plan.created)),
            "shipped_on": days(friday(world, shipped), shipped < world.weeks),
            "dropped_on": days(monday(world, plan.dropped) + 2, plan.dropped < world.weeks),
            "name": [feature_name(at) for at in number],
            "key": [f"{project(at % teams)}-{at + 1}" for at in number],
        }
    )
    return frame.filter(pl.Series(plan.created < world.weeks))


def _release_names(company: Company) -> list[str]:
    return [f"R{at + 1}" for at in range(len(company.due))]


def _aims(company: Company) -> np.ndarray:
    """The train each feature was first promised for."""
    planned = np.maximum(company.plan.planned, company.plan.created + 1)
    return np.minimum(np.searchsorted(company.due, planned), len(company.due) - 1)


def _train(company: Company, week: np.ndarray) -> np.ndarray:
    """The train that leaves in a week."""
    return np.minimum(np.searchsorted(company.trains[0], week), len(company.due) - 1)


def _left(company: Company) -> int:
    """How many trains have left."""
    return int((company.trains[0] < company.world.weeks).sum())


def _releases(company: Company) -> pl.DataFrame:
    world = company.world
    left = company.trains[0] < world.weeks
    return pl.DataFrame(
        {
            "id": _release_names(company),
            "due": days(friday(world, company.due)),
            "shipped_on": days(friday(world, company.trains[0]), left),
        }
    )


def _moves(company: Company, aims: np.ndarray) -> pl.DataFrame:
    """Each train that left without a feature meant for it hands it to the next."""
    world, shipped = company.world, company.shipped[0]
    gone = np.minimum(shipped, np.minimum(company.plan.dropped, world.weeks))
    until = np.searchsorted(company.trains[0], gone)
    count = np.where(company.plan.created < world.weeks, (until - aims).clip(0), 0)
    number = np.repeat(np.arange(len(aims)), count)
    step = np.arange(len(number)) - np.repeat(np.cumsum(count) - count, count)
    train = aims[number] + step
    words = pl.Series(_release_names(company))
    frame = pl.DataFrame({"number": number, "on": days(friday(world, company.trains[0][train]))})
    last = len(company.due) - 1
    return frame.select("number", at=moments(frame, "number")).with_columns(
        old=words.gather(train), new=words.gather(np.minimum(train + 1, last))
    )


def _dependencies(company: Company) -> pl.DataFrame:
    after, created = company.plan.after, company.plan.created
    known = (after >= 0) & (np.maximum(created, created[after]) < company.world.weeks)
    return pl.DataFrame({"feature": np.flatnonzero(known), "after": after[known]})
