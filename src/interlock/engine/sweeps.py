"""Housekeeping: deals that were marked lost in bulk, long after anything happened to them."""

import polars as pl

from interlock.records.problems import LeftOut

FEWEST = 5
TIMES_USUAL = 3
QUIET_DAYS = 30


def without_sweeps(
    deals: pl.DataFrame, changes: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    """``deals`` with swept losses taken as followed only to their last sign of life.

    A sweep is one owner's day with at least 5 losses of deals with no change for 30 days, 3 times
    that owner's usual number of losses on a day. Such a day says when somebody tidied up, not when
    the buyer said no, so the loss teaches nothing about timing. Without a log of changes no deal
    is known to have been quiet, and there are no sweeps.
    """
    lost = deals.filter(pl.col("outcome") == "lost").with_columns(pl.col("owner").fill_null(""))
    signs = _last_signs(lost, changes)
    silent = (pl.col("closed_on") - pl.col("last_sign")).dt.total_days() > QUIET_DAYS
    quiet = signs.filter(silent)
    usual = (
        lost.group_by("owner", "closed_on")
        .len("all")
        .group_by("owner")
        .agg(usual=pl.col("all").median())
    )
    days = quiet.group_by("owner", "closed_on").len("quiet").join(usual, on="owner")
    sweeps = days.filter(
        pl.col("quiet") >= FEWEST, pl.col("quiet") >= TIMES_USUAL * pl.col("usual")
    )
    swept = quiet.join(sweeps, on=("owner", "closed_on"), how="semi").select("id", "last_sign")
    if not swept.height:
        return deals, ()
    gone = pl.col("last_sign").is_not_null()
    kept = deals.join(swept, on="id", how="left", maintain_order="left").with_columns(
        outcome=pl.when(gone).then(pl.lit("swept")).otherwise("outcome"),
        closed_on=pl.when(gone).then("last_sign").otherwise("closed_on"),
    )
    why = "marked lost in bulk after 30 quiet days: followed only to their last change"
    return kept.drop("last_sign"), (LeftOut("deals", swept.height, why),)


def _last_signs(lost: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """The last change of each deal before the day it was closed, else the day it entered."""
    log = changes.filter(pl.col("table") == "deals").select("id", on=pl.col("at").dt.date())
    if not log.height:
        return lost.with_columns(last_sign=pl.lit(None, pl.Date))
    before = log.join(lost.select("id", "closed_on"), on="id").filter(
        pl.col("on") < pl.col("closed_on")
    )
    last = before.group_by("id").agg(last_sign=pl.col("on").max())
    found = lost.join(last, on="id", how="left", maintain_order="left")
    return found.with_columns(last_sign=pl.coalesce("last_sign", "entered_on"))
