"""What-ifs as files: saved changes, answers as JSON, and as a table of everything that changes."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from interlock.records.report import Range
from interlock.records.whatif import Answer, Comparison, WhatIf
from interlock.render import json

SCHEMA = "interlock/whatif/1"
SAVED, COMPARED = "interlock/whatif-saved/1", "interlock/whatif-compared/1"
COLUMNS = ("what", "id", "name", "before", "after", "change", "p10", "p90")


def saved(asked: WhatIf) -> str:
    """The changes, to be read again."""
    return json.dumped({"schema": SAVED, "changes": asked.rows()})


def as_json(made: Answer) -> str:
    """Everything; keys stay the same from version to version."""
    return json.dumped(as_dict(made))


def as_dict(made: Answer) -> dict[str, Any]:
    """The same as values."""
    return {**json.head(SCHEMA, made.birth), **_plain(made)}


def compared_json(made: Comparison) -> str:
    """Every side's name, its share of cases above the next one's, and its whole answer."""
    birth = made.sides[0].answer.birth
    sides = [{"name": s.name, "beats": s.beats, **_plain(s.answer)} for s in made.sides]
    return json.dumped({**json.head(COMPARED, birth), "sides": sides})


def as_csv(made: Answer) -> str:
    """A row for each quarter, deal, feature and promise: money, odds and p50 days before and
    after; ``change`` in expected bookings, or in days.
    """
    return _written(COLUMNS, _rows(made))


def compared_csv(made: Comparison) -> str:
    """The same rows for every side, its name first."""
    rows = ((side.name, *row) for side in made.sides for row in _rows(side.answer))
    return _written(("whatif", *COLUMNS), rows)


def _rows(made: Answer) -> Iterator[tuple[Any, ...]]:
    for one in made.quarters:
        yield (
            "bookings",
            one.label,
            one.label,
            one.before and one.before.mean,
            one.after and one.after.mean,
            *_range(one.change),
        )
    yield ("bookings", "all", "all quarters", "", "", *_range(made.whole))
    for what, column in (("costs", made.costs), ("buys", made.buys)):
        yield (what, "all", "all deals", "", "", *_range(column.whole))
        for part in column.through:
            yield (what, part.id, part.name, "", "", part.brings, "", "")
    if made.turn is not None:
        yield (
            "tipping point",
            "",
            made.turn.strength,
            made.turn.counted,
            made.turn.psi,
            "",
            "",
            "",
        )
    for what, deals in (("hurt", made.hurt), ("anyway", made.anyway), ("helped", made.helped)):
        for deal in deals:
            yield (what, deal.id, deal.name, deal.before, deal.after, deal.brings, "", "")
    for feature in made.features:
        days = (feature.p50_before, feature.p50_after, feature.days)
        yield (feature.state, feature.id, feature.name, *days, "", "")
    for promise in made.promises:
        yield ("promise", promise.id, promise.what, promise.before, promise.after, "", "", "")


def _range(one: Range | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if one is None else (one.mean, one.p10, one.p90)


def _plain(made: Answer) -> dict[str, Any]:
    return {**asdict(made), "whatif": made.whatif.rows()}


def _written(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]] | Any) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()
