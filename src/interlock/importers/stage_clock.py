"""Past stages from columns that say when each stage was entered."""

import re
from collections.abc import Sequence

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import moment
from interlock.importers.table import Rows
from interlock.records.tables import CHANGES

IN_BRACKETS = re.compile(r"^(?P<stage>.+) \((?P<pipeline>.+)\)$")


def entered(
    rows: Rows, deals: pl.DataFrame, *, patterns: Sequence[str], time_zone: str
) -> pl.DataFrame:
    """Changes of stage: one for every filled cell of a column whose header fits a pattern.

    A header may name the pipeline in brackets behind the stage. Stages that were entered at the
    same moment stand in the order of the columns.
    """
    clean = moment(time_zone=time_zone)
    pipelines = set(deals["pipeline"].drop_nulls()) if "pipeline" in deals.columns else set()
    parts = []
    for at, header in enumerate(rows.headers):
        stage = _stage(header, patterns, pipelines)
        if stage is not None:
            when = clean(rows.frame[f"c{at}"]).values.alias("at")
            part = pl.DataFrame([rows.lines, when]).drop_nulls()
            parts.append(part.with_columns(new=pl.lit(stage), order=pl.lit(at)))
    if not parts:
        return CHANGES.empty()
    seen = pl.concat(parts).join(deals.select(LINE, "id"), on=LINE).sort("id", "at", "order")
    return seen.select(
        table=pl.lit("deals"),
        id="id",
        at="at",
        field=pl.lit("stage"),
        old=pl.col("new").shift(1).over("id"),
        new="new",
        source=pl.lit(rows.file),
    )


def _stage(header: str, patterns: Sequence[str], pipelines: set[str]) -> str | None:
    for pattern in patterns:
        if found := re.match(pattern, header, re.IGNORECASE):
            stage = found["stage"]
            inner = IN_BRACKETS.match(stage)
            known = inner is not None and (inner["pipeline"] in pipelines or not pipelines)
            return inner["stage"] if inner is not None and known else stage
    return None
