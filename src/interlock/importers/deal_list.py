"""A CRM's list of deals as our table: what every such list has in common."""

from collections.abc import Callable, Sequence

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Field, take
from interlock.importers.kept import keep
from interlock.importers.outcome_words import ending, state
from interlock.importers.said_currency import with_said_currency
from interlock.importers.source import Extract, headers_of
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem
from interlock.records.sales_tables import DEALS

Prepare = Callable[[pl.DataFrame], pl.DataFrame]


def read_deals(
    rows: Rows,
    company: Company,
    fields: Sequence[Field],
    *,
    prepare: Prepare = lambda deals: deals,
    also_read: Sequence[str] = (),
    kept: Callable[[str], bool] = lambda _: True,
) -> Extract:
    """Deals, and as attributes what the company keeps of the other columns.

    Besides our own columns ``fields`` may give ``close_on`` (the expected day of an open deal, the
    closing day of a closed one), ``status``, ``is_won``, ``is_lost``, ``is_closed`` and
    ``is_deleted``. Without an ``id`` account and name stand in, and that is said.
    """
    taken = take(rows, fields, required=("id", "stage"))
    amount = next((field.theirs for field in fields if field.ours == "amount"), ())
    priced = with_said_currency(taken.frame, rows, *amount)
    deals, problems = _with_id(_whole(priced), rows.file)
    deleted = deals["is_deleted"].fill_null(value=False)
    deals = _ended(prepare(deals.filter(~deleted)), company)
    used = (*headers_of(fields), *also_read)
    attributes = keep(rows, "deals", deals, used=used, company=company, only=kept)
    count = int(deleted.sum())
    return Extract(
        tables={
            "deals": deals.select(LINE, *(n for n in DEALS.names if n in deals.columns)),
            "attributes": attributes,
        },
        problems=(*taken.problems, *problems),
        left_out=(LeftOut("deals", count, "deleted in the CRM"),) if count else (),
        taken=deals.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*used, *attributes["name"].unique()))),
        garbled={"deals": _with_id(_whole(taken.garbled), rows.file)[0]},
    )


FLAGS = ("is_won", "is_lost", "is_closed", "is_deleted")
DAYS = ("close_on", "expected_close_on", "closed_on", "created_on")


def _whole(deals: pl.DataFrame) -> pl.DataFrame:
    """All columns that the steps below look at, empty where the list lacks them."""
    kinds: dict[str, pl.DataType] = dict.fromkeys(FLAGS, pl.Boolean())
    kinds |= dict.fromkeys(DAYS, pl.Date()) | dict.fromkeys(("id", "stage", "status"), pl.String())
    absent = [pl.lit(None, kind).alias(n) for n, kind in kinds.items() if n not in deals.columns]
    return deals.with_columns(absent)


def _with_id(deals: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    if not deals["id"].is_null().any():
        return deals, []
    named = [pl.col(n).fill_null("") for n in ("account", "name") if n in deals.columns]
    made = pl.concat_str(named, separator=" / ") if named else pl.format("row {}", LINE)
    what = "no column holds the deals' ids: account and name stand in"
    remedy = "add the id to the export, or deals that are renamed count as new"
    deals = deals.with_columns(id=pl.coalesce("id", made))
    return deals, [Problem(file, what, remedy=remedy)]


def stated_outcome(company: Company, *, has_pipeline: bool) -> pl.Expr:
    """What company.toml's pipelines say of a deal's stage: its own pipeline, else any that all
    pipelines with such a stage agree on.
    """
    of_stage: dict[str, set[str]] = {}
    of_both: dict[str, str] = {}
    for pipeline in company.pipelines:
        for stage in pipeline.stages:
            of_stage.setdefault(stage.name, set()).add(stage.outcome)
            of_both[f"{pipeline.name}\n{stage.name}"] = stage.outcome
    agreed = {name: said.copy().pop() for name, said in of_stage.items() if len(said) == 1}
    by_stage = pl.col("stage").replace_strict(agreed, default=None, return_dtype=pl.String)
    if not has_pipeline:
        return by_stage
    both = pl.concat_str(["pipeline", "stage"], separator="\n")
    return pl.coalesce(both.replace_strict(of_both, default=None, return_dtype=pl.String), by_stage)


def _ended(deals: pl.DataFrame, company: Company) -> pl.DataFrame:
    """How each deal ended: by the CRM's flags, by a stage that company.toml calls won or lost, by
    its status, by a stage that company.toml calls open, by its stage's name.
    """
    flags = (
        pl.when("is_won")
        .then(pl.lit("won"))
        .when(pl.col("is_lost") | pl.col("is_closed"))
        .then(pl.lit("lost"))
        .when(~pl.col("is_closed"))
        .then(pl.lit("open"))
    )
    stated = stated_outcome(company, has_pipeline="pipeline" in deals.columns)
    outcome = pl.coalesce(
        flags,
        pl.when(stated != "open").then(stated),
        state(pl.col("status")),
        stated,
        ending(pl.col("stage")),
        pl.lit("open"),
    )
    is_open = pl.col("outcome") == "open"
    return deals.with_columns(outcome=outcome).with_columns(
        expected_close_on=pl.coalesce("expected_close_on", pl.when(is_open).then("close_on")),
        closed_on=pl.when(~is_open).then(pl.coalesce("closed_on", "close_on")),
    )
