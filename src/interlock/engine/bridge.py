"""The walk from the CRM's commit to our number, step by step."""

from math import fsum

import polars as pl

from interlock.records.report import BridgeStep

NEEDED = {
    "category": pl.String(),
    "amount": pl.Float64(),
    "p_won": pl.Float64(),
    "in_quarter": pl.Boolean(),
    "expected": pl.Float64(),
}


def bridge(
    frame: pl.DataFrame, *, closed: float, from_new: float, has_categories: bool
) -> tuple[BridgeStep, ...]:
    """How the CRM's commit becomes our forecast: two levels, and steps between that add up.

    ``frame`` has one row per open deal: id, category, amount A (null when not stated), p_won P
    (chance of being won by the quarter's end), in_quarter (its date in the CRM lies in the quarter)
    and expected E (bookings expected of it). Amounts are in the company's currency.

        start   closed + sum of A over commit deals dated in the quarter
        steps   sum of A (P - 1) over those; sum of A P over each other group of deals; what comes
        from deals not yet in
                the CRM; sum of E - A P (the amount's usual change at close); sum of E over deals
                without an amount
        end     closed + sum of E + from_new

    Without forecast categories the start is every open deal dated in the quarter, and the label
    says so. A step of nothing is left out.
    """
    deals = frame.select([pl.col(name).cast(dtype) for name, dtype in NEEDED.items()])
    deals = deals.with_columns(pl.col("p_won", "expected").fill_null(0.0))
    named = deals.filter(pl.col("amount").is_not_null())
    groups = named.with_columns(group=_group(has_categories=has_categories))
    stated = groups.filter(pl.col("group") == "start")
    steps = [
        _first(stated, closed=closed, has_categories=has_categories),
        _step(
            "Commit: odds below 100 %" if has_categories else "Their odds below 100 %",
            stated.select(pl.col("amount") * (pl.col("p_won") - 1.0)),
        ),
        *(
            _step(label, groups.filter(pl.col("group") == label).select(_worth()))
            for label in _LABELS
        ),
        BridgeStep("Not yet in the CRM", from_new, 0),
        _step(
            "Usual change of the amount at close",
            named.select(pl.col("expected") - _worth()),
        ),
        _step(
            "Deals without an amount",
            deals.filter(pl.col("amount").is_null()).select("expected"),
        ),
    ]
    expected = fsum(deals["expected"].drop_nulls())
    last = BridgeStep("Our forecast", closed + expected + from_new, deals.height, is_total=True)
    return (*(step for step in steps if step.is_total or step.amount), last)


_LABELS = (
    "Best case, at its odds",
    "Pipeline, at its odds",
    "Omitted or without a category, at its odds",
    "Dated outside the quarter, at its odds",
)


def _group(*, has_categories: bool) -> pl.Expr:
    dated, category = pl.col("in_quarter").fill_null(value=False), pl.col("category")
    best, pipeline, rest, outside = _LABELS
    inside = (
        pl.when(category == "commit").then(pl.lit("start"))
        .when(category == "best case").then(pl.lit(best))
        .when(category == "pipeline").then(pl.lit(pipeline))
        .otherwise(pl.lit(rest))
    ) if has_categories else pl.lit("start")  # fmt: skip
    return pl.when(dated).then(inside).otherwise(pl.lit(outside))


def _worth() -> pl.Expr:
    return pl.col("amount") * pl.col("p_won")


def _first(stated: pl.DataFrame, *, closed: float, has_categories: bool) -> BridgeStep:
    label = (
        "Closed so far and commit, as the CRM has them"
        if has_categories
        else "Closed so far and all open deals dated in the quarter (no categories in the CRM)"
    )
    return BridgeStep(label, closed + fsum(stated["amount"]), stated.height, is_total=True)


def _step(label: str, parts: pl.DataFrame) -> BridgeStep:
    return BridgeStep(label, fsum(parts.to_series().drop_nulls()), parts.height)
