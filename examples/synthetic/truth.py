"""What nobody in the company knows: the odds of its open deals and features, what will happen, and
what each need is worth.
"""

import numpy as np
import polars as pl
from synthetic import sales
from synthetic.company import Company
from synthetic.deals import Deals
from synthetic.sales import OPEN, WON
from synthetic.weeks import friday, monday, quarter


def tables(company: Company) -> dict[str, pl.DataFrame]:
    """Each table of the truth by its file's name; deals and features by number."""
    open_deals = company.deals.take(company.deals.outcome == OPEN)
    odds, outcomes, bookings = _run(company, open_deals)
    return {
        "odds": odds,
        "outcomes": outcomes,
        "bookings": bookings,
        "ships": _ships(company),
        "worths": _worths(company, open_deals, bookings),
    }


def _run(company: Company, deals: Deals) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Odds by week, what happens in the first story, and (story, deal) sums won by quarter."""
    weekly = []
    many = deals
    for week, many in sales.futures(company.world, company.seed, deals, company.market):
        outcome = many.outcome.reshape(-1, len(deals))[1:]
        weekly.append(_odds(company, week, deals, outcome))
    return pl.concat(weekly), _outcomes(many.take(np.arange(len(deals)))), _bookings(many, deals)


def _odds(company: Company, week: int, deals: Deals, outcome: np.ndarray) -> pl.DataFrame:
    shares = {
        name: (outcome == code).mean(axis=0).astype(np.float32)
        for name, code in (("p_won", WON), ("p_lost", sales.LOST))
    }
    by = int(monday(company.world, week)) + 6
    return pl.DataFrame({"deal": deals.number, **shares}).select(
        "deal", pl.lit(by).cast(pl.Int32).cast(pl.Date).alias("by"), "p_won", "p_lost"
    )


def _outcomes(deals: Deals) -> pl.DataFrame:
    names = np.array(["open", "won", "lost"])
    frame = pl.DataFrame(
        {
            "deal": deals.number,
            "outcome": names[deals.outcome],
            "closed_on": deals.closed_on.astype(np.int32),
            "amount": deals.amount,
        }
    )
    day = pl.when(pl.col("outcome") != "open").then(pl.col("closed_on").cast(pl.Date))
    return frame.with_columns(closed_on=day)


def _bookings(many: Deals, deals: Deals) -> pl.DataFrame:
    """What the open deals bring: a sum for each story and quarter; story 0 is what happens."""
    won = many.outcome == WON
    story = np.repeat(np.arange(len(many) // max(1, len(deals))), len(deals))
    sums = pl.DataFrame(
        {
            "story": story[won],
            "quarter": _quarter_names(many.closed_on[won]),
            "amount": many.amount[won],
        },
        schema={"story": pl.Int64, "quarter": pl.String, "amount": pl.Float64},
    )
    return sums.group_by("story", "quarter").agg(pl.col("amount").sum()).sort("story", "quarter")


def _quarter_names(day: np.ndarray) -> list[str]:
    return [f"{1970 + q // 4}-Q{q % 4 + 1}" for q in quarter(day).tolist()]


def _ships(company: Company) -> pl.DataFrame:
    """When each unfinished feature ships, and by when it does in half and in 90 of 100 stories."""
    world, weeks = company.world, company.shipped
    open_ones = np.flatnonzero(
        (company.plan.created < world.weeks)
        & (weeks[0] >= world.weeks)
        & (company.plan.dropped >= world.weeks)
    )
    ends = world.weeks + world.ahead
    columns = {"shipped_on": weeks[0, open_ones]}
    for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        columns[name] = np.quantile(weeks[1:, open_ones], share, axis=0, method="inverted_cdf")
    frame = pl.DataFrame({"feature": open_ones})
    days = [
        pl.Series(name, np.where(week < ends, friday(world, week), -1).astype(np.int32))
        for name, week in columns.items()
    ]
    return frame.with_columns(
        pl.when(day >= 0).then(day).cast(pl.Date).alias(day.name) for day in days
    )


def _worths(company: Company, deals: Deals, bookings: pl.DataFrame) -> pl.DataFrame:
    """For each unfinished feature and quarter, what the open deals that ask for it bring more on
    average than if it never shipped, all else the same luck.
    """
    with_it = _by_deal(company, deals)
    lost = []
    for slot in (0, 1):
        asked = deals.feature[:, slot]
        waits = (asked >= 0) & (company.shipped[0, asked] >= company.world.weeks)
        without = deals.take(np.arange(len(deals)))
        without.feature[waits, slot] = len(company.plan.created)
        both = with_it.join(
            _by_deal(company, without), on=("deal", "quarter"), how="full", coalesce=True
        )
        owner = pl.DataFrame({"deal": deals.number[waits], "feature": asked[waits]})
        lost.append(
            owner.join(both, on="deal").select(
                "feature",
                "quarter",
                gain=pl.col("amount").fill_null(0) - pl.col("amount_right").fill_null(0),
            )
        )
    return (
        pl.concat(lost)
        .group_by("feature", "quarter")
        .agg(pl.col("gain").sum())
        .sort("feature", "quarter")
    )


def _by_deal(company: Company, deals: Deals) -> pl.DataFrame:
    """Mean sum won by deal and quarter, over the stories but the first."""
    many = list(sales.futures(company.world, company.seed, deals, company.market))[-1][1]
    won = many.outcome == WON
    won[: len(deals)] = False
    frame = pl.DataFrame(
        {
            "deal": many.number[won],
            "quarter": _quarter_names(many.closed_on[won]),
            "amount": many.amount[won],
        },
        schema={"deal": pl.Int64, "quarter": pl.String, "amount": pl.Float64},
    )
    return frame.group_by("deal", "quarter").agg(
        pl.col("amount").sum() / max(1, len(company.shipped) - 1)
    )
