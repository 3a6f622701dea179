"""Jira Product Discovery: ideas in an issues export are wishes, and no pieces of work."""

import re

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import day
from interlock.importers.table import Rows, plain_header
from interlock.importers.wish_list import apart, importance, whole
from interlock.records.company import Company

DISCOVERY = "product_discovery"
DELIVERY = (
    "Inward issue link (Polaris work item link)", "Outward issue link (Polaris work item link)",
)  # fmt: skip
BUYER = r"(compan(y|ies)|customers?|clients?|accounts?|organi[sz]ations?)"
DEAL = r"(opportunit(y|ies)|deals?|crm (deal|opportunity|link))"
WEIGHT = r"((customer )?importance|strength|severity|need)"


def is_idea(rows: Rows) -> pl.Series:
    """Issues of type Idea in a project for discovery, or in a file that links ideas to delivery."""
    types, projects = rows.column("Issue Type"), rows.column("Project type")
    ideas = (types.str.to_lowercase() == "idea") if types is not None else rows.lines < 0
    if projects is not None:
        ideas = ideas & (projects.str.to_lowercase() == DISCOVERY)
    elif not rows.has(*DELIVERY):
        ideas = ideas & False
    return ideas.fill_null(value=False)


def wishes(rows: Rows, company: Company) -> pl.DataFrame:
    """A wish for each customer or opportunity that a custom field of an idea names."""
    created = rows.column("Created")
    on = day(time_zone=company.time_zone)(created).values if created is not None else None
    weight = _joined(rows, custom(rows, WEIGHT))
    frame = pl.DataFrame(
        {
            LINE: rows.lines,
            "deal": _joined(rows, custom(rows, DEAL)),
            "account": _joined(rows, custom(rows, BUYER)),
            "feature": rows.column("Summary"),
            "link": _joined(rows, [at for name in DELIVERY for at in rows.positions(name)]),
            "strength": importance(company)(weight).values,
        }
    )
    return apart(whole(frame.with_columns(on=on) if on is not None else frame))


def custom(rows: Rows, name: str) -> list[int]:
    """Where custom fields of a name stand, whatever is said in brackets behind it."""
    wanted = re.compile(rf"custom field \({name}( names?)?\s*(\(.*\))?\)")
    return [at for at, h in enumerate(rows.headers) if wanted.fullmatch(plain_header(h))]


def _joined(rows: Rows, places: list[int]) -> pl.Series:
    """Columns as one, with ``;`` between."""
    nothing = pl.lit(None, pl.String)
    cells = [pl.col(f"c{at}") for at in places]
    whole = pl.concat_str(cells, separator=";", ignore_nulls=True) if cells else nothing
    joined = rows.frame.select(pl.when(whole != "").then(whole).alias("joined"))
    return joined.to_series() if cells else pl.Series([None] * rows.frame.height, dtype=pl.String)
