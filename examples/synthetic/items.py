"""Items in the tracker: a row for each piece of work that was entered by now."""

import numpy as np
import polars as pl
from synthetic.company import Company
from synthetic.weeks import monday
from world import names


def items(company: Company) -> pl.DataFrame:
    """(feature, team, type, days); features and teams by number, feature empty for upkeep."""
    frame = pl.concat([_stories(company), _upkeep(company)])
    return frame.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))


def _stories(company: Company) -> pl.DataFrame:
    """A feature's first items are entered with it, the rest as they are found; the oldest is done
    first.
    """
    world, plan, past = company.world, company.plan, company.past
    known = plan.created < world.weeks
    first = np.zeros_like(past.found)
    first[plan.created[known], np.flatnonzero(known)] = plan.items[known]
    entered = _listed(first + past.found, "created")
    done = _listed(past.done, "done")
    frame = entered.join(done, on=("feature", "nth"), how="left")
    dropped = pl.DataFrame(
        {"feature": np.arange(len(plan.dropped)), "dropped": plan.dropped}
    ).filter(pl.col("dropped") < world.weeks)
    frame = frame.join(dropped, on="feature", how="left").with_columns(
        dropped=pl.when(pl.col("done").is_null()).then("dropped")
    )
    title = pl.format("{} {}", _word(names.STORIES, "nth"), _word(names.THINGS, "feature"))
    return (
        _dated(company, frame)
        .with_columns(title=title, type=pl.lit("Story"), team=pl.col("feature") % world.team_count)
        .select(COLUMNS)
    )


def _upkeep(company: Company) -> pl.DataFrame:
    week, team = np.nonzero(company.past.upkeep)
    count = company.past.upkeep[week, team]
    frame = pl.DataFrame({"done": np.repeat(week, count), "team": np.repeat(team, count)})
    frame = frame.with_row_index("nth").with_columns(
        feature=pl.lit(None, pl.Int64),
        created=(pl.col("done") - pl.col("nth").cast(pl.Int64) % 4).clip(0),
        dropped=pl.lit(None, pl.Int64),
    )
    title = pl.format("Mend {} of {}", pl.lit("total"), _word(names.AREAS, "nth"))
    return _dated(company, frame).with_columns(title=title, type=pl.lit("Bug")).select(COLUMNS)


COLUMNS = ("feature", "team", "type", "title", "created_on", "started_on", "done_on", "dropped_on")


def _listed(count: np.ndarray, name: str) -> pl.DataFrame:
    """(weeks, features) counts as one row each: feature, nth of the feature, week."""
    feature, week = np.nonzero(count.T)
    times = count[week, feature]
    rows = pl.DataFrame({"feature": np.repeat(feature, times), name: np.repeat(week, times)})
    return rows.with_columns(nth=pl.int_range(pl.len()).over("feature"))


def _dated(company: Company, frame: pl.DataFrame) -> pl.DataFrame:
    """Weeks to days within them; work on an item begins some days before it is done."""
    first = int(monday(company.world, 0))
    shift = pl.col("nth").cast(pl.Int64) * 3 % 5

    def day(name: str, within: pl.Expr) -> pl.Expr:
        return (pl.col(name) * 7 + first + within).cast(pl.Int32).cast(pl.Date)

    frame = frame.with_columns(created_on=day("created", pl.lit(0)), done_on=day("done", shift))
    return frame.with_columns(
        started_on=pl.max_horizontal("created_on", pl.col("done_on").dt.offset_by("-6d")),
        dropped_on=day("dropped", pl.lit(2)),
    ).with_columns(started_on=pl.when(pl.col("done_on").is_not_null()).then("started_on"))


def _word(words: tuple[str, ...], by: str) -> pl.Expr:
    at = pl.col(by).cast(pl.Int64) % len(words)
    return at.replace_strict(list(range(len(words))), list(words))
