"""The table of calls in words: one row a caller, one cell a category; and as CSV."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from interlock.records.calls import (
    CallRow,
    CallTable,
    CategorySums,
    Said,
    ScopeFigures,
    together,
)
from interlock.render import amounts, call_bar, words
from interlock.render.csv_text import plain

HEADS = (
    "period", "name", "level", "team", "manager", "category", "call", "said_on", "before", "why",
    "instead", "instead_by", "instead_on", "instead_why", "deals", "crm_single", "crm_cumulative",
    "model_p10", "model_p50", "model_p90", "closed", "forecast_mean", "forecast_p10",
    "forecast_p50", "forecast_p90", "target", "p_target",
)  # fmt: skip


def rows(
    rows: Sequence[CallRow], *, categories: Sequence[str], currency: str, alone: bool = False
) -> list[dict[str, Any]]:
    """Rows as a table's cells say them, each with its bar on the scale that they share, or on one
    of its own (``alone``).
    """
    top = call_bar.reach(rows)
    return [
        {
            "row": row,
            "name": row.name or "The company",
            "since": _since(row),
            **_whole(row.figures, currency),
            "cells": [cell(row, category, currency=currency) for category in categories],
            "bar": call_bar.bar(
                row,
                call_bar.reach([row]) if alone else top,
                category=categories[0] if categories else "",
                currency=currency,
            ),
        }
        for row in rows
    ]


def cell(row: CallRow, category: str, *, currency: str) -> dict[str, Any]:
    """What is said of one category: the call, how it moved, what is said instead, the CRM's figure
    and the model's.
    """
    said, instead = row.said.get(category), row.adjusted.get(category)
    sums = row.figures.of(category) if row.figures else None
    return {
        "category": category,
        "said": _money(said.amount, currency) if said else "",
        "moved": _moved(said, currency),
        "why": said.why if said else "",
        "instead": instead
        and {
            "by": instead.by,
            "amount": _money(instead.amount, currency),
            "why": instead.why,
            "is_older": bool(said and said.said_on > instead.said_on),
        },
        **_sums(sums, currency),
    }


def sums(rows: Sequence[CallRow], *, categories: Sequence[str], currency: str) -> dict[str, str]:
    """What several callers say together, by category; nothing of one alone."""
    found = {category: together(rows, category) for category in categories}
    return {
        category: f"{words.count(many, 'call')} together {_money(amount, currency)}"
        for category, (amount, many) in found.items()
        if many > 1
    }


def as_csv(table: CallTable, *, categories: Sequence[str]) -> str:
    """Every row and category on a line of its own; amounts in full."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    placed = [(row, "", "") for row in (*table.above, *table.parts)]
    placed += [(row, group.name, group.manager) for group in table.groups for row in group.rows]
    for row, team, manager in placed:
        for category in categories:
            line = [table.period, row.name or "company", _kind(row), team, manager, category]
            writer.writerow(map(_plain, [*line, *_calls(row, category), *_figures(row, category)]))
    return out.getvalue()


def _since(row: CallRow) -> str:
    """How long ago somebody said something, where it was not this week."""
    if not row.level or row.is_said:
        return ""
    if row.days is None:
        return "not said yet"
    ago = f"{words.count(row.days, 'day')} ago" if row.days else "today"
    return f"not said this week, last {ago}"


def _whole(figures: ScopeFigures | None, currency: str) -> dict[str, str]:
    if figures is None:
        return {"closed": "", "target": "", "odds": "", "forecast": "", "middle": ""}
    held = figures.forecast
    return {
        "closed": _money(figures.closed, currency),
        "target": _money(figures.target, currency) if figures.target is not None else "",
        "odds": words.odds(figures.p_target) if figures.p_target is not None else "",
        "middle": _money(held.p50, currency) if held else "",
        "forecast": amounts.between(held.p10, held.p90, currency=currency) if held else "",
    }


def _sums(sums: CategorySums | None, currency: str) -> dict[str, str]:
    if sums is None:
        return {"crm": "", "crm_single": "", "model": ""}
    held = sums.cumulative.forecast
    single = f"{_money(sums.single.crm, currency)} in {words.count(sums.single.deals, 'deal')}"
    return {
        "crm": _money(sums.cumulative.crm, currency),
        "crm_single": single,
        "model": amounts.between(held.p10, held.p90, currency=currency),
    }


def _moved(said: Said | None, currency: str) -> str:
    """How a call of this week moved from what stood before it."""
    if said is None or not said.is_new or said.before is None:
        return ""
    step = said.amount - said.before
    return (
        f"{amounts.short(step, currency=currency, signed=True)} since last week"
        if step
        else ("as last week")
    )


def _money(amount: Any, currency: str) -> str:
    return amounts.short(amount, currency=currency)


def _kind(row: CallRow) -> str:
    return row.level or (row.figures.scope.kind if row.figures else "")


def _calls(row: CallRow, category: str) -> list[Any]:
    said, instead = row.said.get(category), row.adjusted.get(category)
    own = [said.amount, said.said_on, said.before, said.why] if said else [None] * 4
    above = [instead.amount, instead.by, instead.said_on, instead.why] if instead else [None] * 4
    return [*own, *above]


def _figures(row: CallRow, category: str) -> list[Any]:
    figures = row.figures
    if figures is None:
        return [None] * 13
    sums, whole = figures.of(category), figures.forecast
    ahead = [whole.mean, *_quantiles(whole)] if whole else [None] * 4
    return [*_of(sums), figures.closed, *ahead, figures.target, figures.p_target]


def _of(sums: CategorySums | None) -> list[Any]:
    if sums is None:
        return [None] * 6
    alone, whole = sums.single, sums.cumulative
    return [alone.deals, alone.crm, whole.crm, *_quantiles(whole.forecast)]


def _quantiles(held: Any) -> list[float]:
    return [held.p10, held.p50, held.p90]


def _plain(value: Any) -> Any:
    """No cell that a spreadsheet would take for a formula."""
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1 else f"{value:.2f}"
    return plain(value)
