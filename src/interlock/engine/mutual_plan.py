"""A deal's plan with its buyer: steps and wanted features by day, with what each waits for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from interlock.engine import odds_by_day
from interlock.records.mutual_plan import AHEAD, DONE, OVERDUE, UNDATED, Moved, PlanLine
from interlock.records.report import DealsAhead

Row = Mapping[str, Any]


def plan(
    steps: Iterable[Row],
    needs: Iterable[Row],
    features: Mapping[str, Row],
    *,
    moved: Mapping[str, Moved],
    today: date,
    ahead: DealsAhead | None,
) -> tuple[PlanLine, ...]:
    """The steps, and those needs that are wanted by a day, earliest first, without a day last.

    A step waits for a feature of the deal's ``needs`` where it names it, by its name or its key.
    ``features`` are those needed, by id; ``moved`` says by step how its day was moved.
    """
    wanted = [one for one in needs if one["feature"] in features and one["strength"] != "none"]
    lines = [
        *(_step(one, wanted, features, moved, today, ahead) for one in steps),
        *_needs(wanted, features, today, ahead),
    ]
    return tuple(sorted(lines, key=lambda one: (one.due or date.max, one.kind != "step", one.what)))


def _step(
    row: Row,
    wanted: Iterable[Row],
    features: Mapping[str, Row],
    moved: Mapping[str, Moved],
    today: date,
    ahead: DealsAhead | None,
) -> PlanLine:
    due, named = row["due"], _named(row["step"], (one["feature"] for one in wanted), features)
    return PlanLine(
        kind="step",
        what=row["step"],
        due=due,
        theirs=row["owner_theirs"] or "",
        ours=row["owner_ours"] or "",
        done_on=row["done_on"],
        state=_state(due, row["done_on"], today),
        moved=moved.get(row["step"]),
        waits_for=_called(features[named]) if named else "",
        odds=_odds(named, features, due, row["done_on"], ahead) if named else None,
    )


def _needs(
    wanted: Iterable[Row], features: Mapping[str, Row], today: date, ahead: DealsAhead | None
) -> Iterator[PlanLine]:
    for one in wanted:
        due, of = one["wanted_by"], features[one["feature"]]
        if due is not None:
            yield PlanLine(
                kind="need",
                what=_called(of),
                due=due,
                theirs=one["said_by"] or "",
                ours=of["team"] or "",
                done_on=of["shipped_on"],
                state=_state(due, of["shipped_on"], today),
                moved=None,
                waits_for=_called(of),
                odds=_odds(one["feature"], features, due, None, ahead),
            )


def _named(step: str, wanted: Iterable[str], features: Mapping[str, Row]) -> str:
    """The feature that a step names; the longest name where it names several."""
    found = [
        (len(name), own)
        for own in wanted
        for name in (features[own]["name"], features[own]["key"])
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", step, re.IGNORECASE)
    ]
    return max(found)[1] if found else ""


def _odds(
    feature: str,
    features: Mapping[str, Row],
    due: date | None,
    done_on: date | None,
    ahead: DealsAhead | None,
) -> float | None:
    """That it has shipped by then; nothing of what is done, or has shipped."""
    if due is None or done_on is not None or ahead is None or features[feature]["shipped_on"]:
        return None
    found = next((one for one in ahead.features if one.id == feature), None)
    if found is None or not found.ships or due <= ahead.birth.as_of:
        return None
    return odds_by_day.shipped(ahead, found, due)


def _state(due: date | None, done_on: date | None, today: date) -> str:
    if done_on is not None:
        return DONE
    if due is None:
        return UNDATED
    return OVERDUE if due < today else AHEAD


def _called(feature: Row) -> str:
    return str(feature["name"] or feature["key"] or feature["id"])
