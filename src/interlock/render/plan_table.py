"""A plan as files: everything as JSON, and a row a feature as CSV."""

import csv
import io
from dataclasses import asdict
from typing import Any

from interlock.records.plan_answer import AnsweredPlan
from interlock.records.planning import PlannedFeature
from interlock.render import json, plan_words, whatif_table

SCHEMA = "interlock/plan/1"
ALSO = ("company", "simulated", "currency", "wishes", "birth", "seconds")
"""What the scope holds that the plan says already, or that no two runs have alike."""
COLUMNS = (
    "id", "name", "team", "place", "was", "in_time", "above", "is_frozen", "is_must", "named",
    "brings", "weeks", "turns", "displaces", "why",
)  # fmt: skip


def as_json(made: AnsweredPlan) -> str:
    """Everything but how long it took; keys stay the same from version to version."""
    return json.dumped(as_dict(made))


def as_dict(made: AnsweredPlan) -> dict[str, Any]:
    """The same as values; ``answer`` is what `whatif --json` says of the plan's changes."""
    plain = asdict(made)
    del plain["seconds"]
    plain["features"] = [_with_why(one) for one in made.features]
    if made.scope is not None:
        scope = {name: value for name, value in plain["scope"].items() if name not in ALSO}
        plain["scope"] = {**scope, "method": made.scope.method}
    return {
        **json.head(SCHEMA, made.birth),
        **plain,
        "movable": made.movable,
        "whatif": made.whatif.rows(),
        "answer": whatif_table.as_dict(made.answer),
    }


def as_csv(made: AnsweredPlan) -> str:
    """A row a feature, team by team in the order of the plan; ``displaces`` separated by ``;``."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(made.features, key=lambda one: (one.team, one.place)):
        cells = {**_with_why(one), "displaces": "; ".join(one.displaces)}
        writer.writerow([cells[name] for name in COLUMNS])
    return written.getvalue()


def _with_why(one: PlannedFeature) -> dict[str, Any]:
    return {**asdict(one), "why": plan_words.why(one)}
