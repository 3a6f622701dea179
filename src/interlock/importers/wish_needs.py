"""Needs from wishes: where exactly one deal and one feature can be meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.wish_matches import deals_meant, features_meant
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem
from interlock.records.sales_tables import NEEDS, STRENGTHS

MOST_SAID = 20
MOST_NAMED = 3
UNNAMED = {"deal": ("deal", "account"), "feature": ("feature", "link")}
"""What a wish calls its deal and its feature: the first that is filled."""


@dataclass(frozen=True)
class Wished:
    """``needs`` that follow from wishes, in words where from, and what could not be told."""

    needs: pl.DataFrame
    words: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def needs_of(
    wishes: Sequence[tuple[str, pl.DataFrame]],
    tables: Mapping[str, pl.DataFrame],
    company: Company,
) -> Wished:
    """A need for each wish that means one deal and one feature, proposed unless it was confirmed.

    ``wishes`` are (file, its wishes). What means several is a problem; what means none is counted.
    """
    said = _together(wishes)
    if not said.height:
        return Wished(NEEDS.empty())
    said = _counted(said, deals_meant(said, tables["deals"]), "deal")
    said = _counted(said, features_meant(said, tables), "feature")
    clear = said.filter(deals=1, features=1)
    pairs = clear.unique(["file", "deal_meant", "feature_meant"])["file"].value_counts(sort=True)
    return Wished(
        _as_needs(clear, company),
        tuple(f"{count} needs found in {file}" for file, count in pairs.iter_rows()),
        (*_several(said, "deal"), *_several(said.filter(deals=1), "feature")),
        _lost(said),
    )


def _together(wishes: Sequence[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    frames = [frame.with_columns(file=pl.lit(file)) for file, frame in wishes]
    return pl.concat(frames).with_row_index("wish") if frames else pl.DataFrame()


def _counted(said: pl.DataFrame, pairs: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Wishes with one that they may mean, and how many these are."""
    found = pairs.group_by("wish").agg(
        pl.col("meant").min().alias(f"{kind}_meant"),
        pl.col("meant").n_unique().cast(pl.Int64).alias(f"{kind}s"),
    )
    joined = said.join(found, on="wish", how="left", maintain_order="left")
    return joined.with_columns(pl.col(f"{kind}s").fill_null(0))


def _as_needs(clear: pl.DataFrame, company: Company) -> pl.DataFrame:
    """One row a deal and feature: the day of the first wish, the strength of the strongest."""
    strength = pl.col("strength").cast(pl.Enum(STRENGTHS)).min().cast(pl.String)
    once = (
        clear.sort("on", nulls_last=True, maintain_order=True)
        .group_by(deal="deal_meant", feature="feature_meant", maintain_order=True)
        .agg(
            strength.fill_null(company.need_strength_default),
            pl.col("said_by").drop_nulls().first(),
            pl.col("on").min(),
            pl.col("wanted_by").min(),
            pl.col("met_by").drop_nulls().first(),
            pl.col("confirmed").fill_null(value=False).any(),
            pl.col("arm").drop_nulls().first(),
        )
    )
    return once.select(NEEDS.names)


def _several(said: pl.DataFrame, kind: str) -> list[Problem]:
    """One problem a name, at the first line that has it."""
    many = said.filter(pl.col(f"{kind}s") > 1).with_columns(called=pl.coalesce(UNNAMED[kind]))
    names = many.unique(["file", "called"], keep="first", maintain_order=True)
    what = f"may mean several {kind}s; no need is proposed"
    remedy = f"give the {kind}'s id, or write the need into needs.csv"
    found = [
        Problem(file, what, line, kind, called, remedy=remedy, row_left_out=True)
        for file, line, called in names.select("file", LINE, "called").head(MOST_SAID).iter_rows()
    ]
    more = names.height - MOST_SAID
    return found + (
        [Problem("wishes", f"{more:,} more of the same", None, kind)] if more > 0 else []
    )


def _lost(said: pl.DataFrame) -> tuple[LeftOut, ...]:
    """How many wishes of each file led to nothing, and why."""
    lost = []
    for (file,), mine in said.partition_by("file", as_dict=True, maintain_order=True).items():
        no_deal = mine.filter(deals=0).height
        several = mine.filter((pl.col("deals") > 1) | (pl.col("features") > 1)).height
        strange = mine.filter(deals=1, features=0)
        counts = {
            "the buyer had no open deal of this name": no_deal,
            "several deals or features may be meant": several,
            f"no feature is called so: {_most_often(strange)}": strange.height,
        }
        lost += [LeftOut("needs", n, f"{file}: {why}") for why, n in counts.items() if n]
    return tuple(lost)


def _most_often(strange: pl.DataFrame) -> str:
    called = strange.select(called=pl.coalesce(UNNAMED["feature"]))["called"]
    names = called.value_counts().sort("count", "called", descending=[True, False])
    return ", ".join(repr(name) for name in names["called"].head(MOST_NAMED))
