"""Evidence that nobody typed: who was met when, from roles and meetings."""

from collections.abc import Mapping

import polars as pl

from interlock.records.asks import meetings_asked
from interlock.records.sales_tables import EVIDENCE


def met(
    tables: Mapping[str, pl.DataFrame],
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[str, ...]]:
    """Meetings with people by name, evidence with what meetings show, and in words how much that
    is. What is only planned has its day to come.

    A rule that asks for a meeting and names a role is evidenced by the first meeting with whoever
    holds that role in the deal, unless it is already evidenced there.
    """
    evidence = tables["evidence"]
    if not tables["meetings"].height:
        return tables["meetings"], evidence, ()
    meetings = _named(tables)
    shown = _shown(meetings, tables["people"], tables["rules"])
    new = shown.join(evidence, on=["deal", "rule"], how="anti", maintain_order="left")
    count = new.height
    words = (f"{count} facts were found by role and meeting, not written down",) if count else ()
    return meetings, pl.concat([evidence, new.select(EVIDENCE.names)]), words


def _named(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Meetings, with people called by their names where these are known."""
    attributes = tables["attributes"].filter(pl.col("table") == "people")
    names = dict(attributes.select("id", "value").iter_rows())
    return tables["meetings"].with_columns(pl.col("person").replace(names))


def _shown(meetings: pl.DataFrame, people: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    holders = people.drop_nulls(["deal", "role"]).select("deal", "role", person="name").unique()
    first = (
        meetings.join(holders, on=["deal", "person"])
        .sort("on", "person")
        .unique(["deal", "role"], keep="first", maintain_order=True)
    )
    asked = meetings_asked(rules, first["role"].unique().sort().to_list())
    pairs = pl.DataFrame(asked, schema={"rule": pl.String, "role": pl.String}, orient="row")
    what = pl.format("met {} ({})", "person", pl.col("what").fill_null("meeting"))
    return first.join(pairs, on="role", maintain_order="left").select(
        "deal", "rule", "on", "by", what=what
    )
