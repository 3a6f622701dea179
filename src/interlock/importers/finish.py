"""What holds for records of every source, once all files are read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from interlock.importers.deal_list import stated_outcome
from interlock.records.company import Company
from interlock.records.problems import Problem

HAPPENED = {
    "deals": ("created_on", "closed_on"),
    "evidence": ("on",),
    "needs": ("on",),
    "calls": ("said_on",),
    "deal_calls": ("said_on",),
    "items": ("created_on", "started_on", "done_on", "dropped_on"),
    "features": ("created_on", "shipped_on", "dropped_on"),
    "releases": ("shipped_on",),
    "people": ("met_on",),
    "promises": ("said_on", "done_on"),
    "buyer_steps": ("done_on",),
}
"""Columns that tell of what happened; dates that are only meant or expected do not tell what day it
is.
"""


ENDED = ("won", "lost")
MOST_NAMED = 5


def deals(deals: pl.DataFrame, company: Company) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """An open deal's closing day is the day it is expected to close, never an ending; said are
    deals whose stage says that they ended while they are called open, and those that ended before
    they were created.
    """
    if not deals.height:
        return deals, ()
    is_open = pl.col("outcome") == "open"
    moved = deals.with_columns(
        expected_close_on=pl.when(is_open)
        .then(pl.coalesce("expected_close_on", "closed_on"))
        .otherwise("expected_close_on"),
        closed_on=pl.when(~is_open).then("closed_on"),
    )
    stated = stated_outcome(company, has_pipeline=True)
    odd = deals.filter(is_open, stated.is_in(ENDED))
    early = moved.filter(pl.col("closed_on") < pl.col("created_on"))
    open_though = Problem(
        "table deals",
        f"{odd.height} deals are open in a stage that the pipeline calls won or lost",
        None,
        "stage",
        ", ".join(odd["stage"].unique(maintain_order=True)),
        remedy="mend the outcome, or the pipeline in company.toml",
    )
    before = Problem(
        "table deals",
        f"closed before they were created: {early.height:,} of the deals",
        None,
        "closed_on",
        ", ".join(early["id"].head(MOST_NAMED)),
        remedy="mend the days; until then these deals teach nothing about durations",
    )
    said = ((odd, open_though), (early, before))
    return moved, tuple(problem for rows, problem in said if rows.height)


def with_currency(company: Company, deals: pl.DataFrame) -> Company:
    """Without a currency in ``company.toml`` the company's is that of most deals."""
    if "currency" in company.given or not deals.height:
        return company
    counted = (
        deals["currency"].drop_nulls().value_counts().sort("count", "currency", descending=True)
    )
    return replace(company, currency=counted["currency"][0]) if counted.height else company


def with_links(needs: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """What was written down, and of the links found by matching those that were not."""
    if not needs.height:
        return found
    new = found.join(needs, on=["deal", "feature"], how="anti", maintain_order="left")
    return pl.concat([needs.with_columns(pl.col("confirmed").fill_null(True)), new])


def seen_on(
    tables: Mapping[str, pl.DataFrame], export: date | None
) -> tuple[date, tuple[Problem, ...]]:
    """The day of the last dated export, else the latest day on which anything happened."""
    days = {
        (table, column): day
        for table, columns in HAPPENED.items()
        for column in columns
        if isinstance(day := tables[table][column].max(), date)
    }
    changed = tables["changes"]["at"].dt.date().max()
    if isinstance(changed, date):
        days["changes", "at"] = changed
    if export is None:
        return max(days.values(), default=date.min), ()
    late = tuple(
        Problem(
            f"table {table}",
            f"a day after the export of {export}",
            None,
            column,
            str(day),
            remedy="counts only from that day on",
        )
        for (table, column), day in days.items()
        if day > export
    )
    return export, late


def unpriced(deals: pl.DataFrame, company: Company, day: date) -> tuple[Problem, ...]:
    """Currencies of deals for which ``company.toml`` states no rate."""
    if not deals.height:
        return ()
    counts = (
        deals.filter(pl.col("amount").is_not_null())["currency"]
        .drop_nulls()
        .value_counts(sort=True)
    )
    return tuple(
        Problem(
            "table deals",
            f"{count} deals in {currency}, and company.toml states no rate for it",
            None,
            "currency",
            currency,
            remedy=f'add [[rates]] currency = "{currency}", on = {day}, rate = ... to company.toml',
        )
        for currency, count in counts.iter_rows()
        if company.rate(currency, day) is None
    )
