"""Why the forecast moved as JSON, and as a table of causes and deals."""

import csv as writing
import io
from dataclasses import asdict

from interlock.records.moved import Moved
from interlock.render import json as rendering

SCHEMA = "interlock/moved/1"
COLUMNS = (
    "since", "as_of", "seed", "method", "period", "currency",
    "cause", "deal", "name", "amount", "noise", "p10", "p50", "p90",
)  # fmt: skip


def json(moved: Moved) -> str:
    """Everything, with since, as_of, seed, method and version first."""
    told = asdict(moved)
    birth = told.pop("birth")
    for named_above in ("as_of", "seed", "method", "version"):
        del birth[named_above]
    head = rendering.head(SCHEMA, moved.birth)
    return rendering.dumped({**head, **told, "change": moved.change, **birth})


def csv(moved: Moved) -> str:
    """A row for each cause, ``deal`` empty, and after it one for each deal's part of it; what no
    deal is entered for yet has a name alone.
    """
    of = moved.birth
    head = [moved.since, of.as_of, of.seed, of.method, moved.period, moved.currency]
    written = io.StringIO()
    rows = writing.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for part in moved.parts:
        shares = asdict(part.quantiles).values() if part.quantiles else ("", "", "")
        rows.writerow([*head, part.reason, "", "", part.amount, part.noise, *shares])
        for deal in part.deals:
            rows.writerow([*head, part.reason, deal.id, deal.name, deal.amount, *[""] * 4])
    return written.getvalue()
