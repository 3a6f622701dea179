"""Everybody's calls for a period as they stand, beside the figures of what they answer for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from interlock.records.call_weeks import CallWeek
from interlock.records.calls import (
    COMPANY,
    CallGroup,
    CallRow,
    CallTable,
    PeriodFigures,
    Said,
    Scope,
    ScopeFigures,
)
from interlock.records.reporting import below, managers, scope_led, teams

PARTS = ("team", "territory", "pipeline")
WHO = ("by", "level", "about", "category")


def standing(calls: pl.DataFrame, *, period: str, week: CallWeek) -> tuple[Said, ...]:
    """The last call of everybody for a period by category and by whose number it is, and what stood
    before ``week`` began.
    """
    said = (
        calls.filter(pl.col("period") == period, pl.col("amount").is_not_null())
        .with_columns(pl.col("level", "about", "category", "why").fill_null(""))
        .sort(*WHO, "said_on")
    )
    found = []
    for who, some in said.group_by(WHO, maintain_order=True):
        last = some.row(-1, named=True)
        before = some.filter(pl.col("said_on") < week.first)["amount"]
        found.append(
            Said(
                **dict(zip(WHO, map(str, who), strict=True)),
                amount=last["amount"],
                said_on=last["said_on"],
                why=last["why"],
                before=before[-1] if before.len() else None,
                is_new=last["said_on"] >= week.first,
            )
        )
    return tuple(found)


def table(
    said: Sequence[Said],
    *,
    period: str,
    figures: PeriodFigures | None,
    people: pl.DataFrame,
    memberships: pl.DataFrame,
    only: frozenset[str] | None,
    day: date,
) -> CallTable:
    """Everybody's calls and figures; of some people alone when ``only`` names them. ``day`` is
    today: teams are those of it.
    """
    known = {one.scope: one for one in figures.figures} if figures else {}
    every = _Table(said, known, people, day)
    reps = {scope.name for scope in known if scope.kind == "rep"} | every.callers("rep")
    led = {scope.name for scope in known if scope.kind == "manager"} | every.callers("manager")
    above = [*_named(every.callers("vp"), only, "vp"), *_named(led, only, "manager")]
    whole = [CallRow("", "", known.get(COMPANY), {}, {}, None)] if only is None and known else []
    return CallTable(
        period=period,
        above=(*whole, *(every.row(name, level) for name, level in above)),
        groups=_groups(
            [every.row(name, level) for name, level in _named(reps, only, "rep")],
            managers(people),
            teams(memberships, day),
        ),
        parts=tuple(
            CallRow(scope.name, "", one, {}, {}, None)
            for scope, one in known.items()
            if scope.kind in PARTS and only is None
        ),
    )


def _named(names: Iterable[str], only: frozenset[str] | None, level: str) -> list[tuple[str, str]]:
    return [(name, level) for name in sorted(names) if only is None or name in only]


class _Table:
    """What rows are made of."""

    def __init__(
        self,
        said: Sequence[Said],
        known: Mapping[Scope, ScopeFigures],
        people: pl.DataFrame,
        day: date,
    ) -> None:
        self.said, self.known, self.people, self.day = said, known, people, day

    def callers(self, level: str) -> set[str]:
        return {one.by for one in self.said if one.level == level and not one.about}

    def row(self, name: str, level: str) -> CallRow:
        own = [one for one in self.said if (one.by, one.level, one.about) == (name, level, "")]
        last = max((one.said_on for one in own), default=None)
        scope = Scope("rep", name) if level == "rep" else scope_led(self.people, name)
        return CallRow(
            name=name,
            level=level,
            figures=self.known.get(scope),
            said={one.category: one for one in own},
            adjusted={one.category: one for one in self._about(name, level)},
            days=max(0, (self.day - last).days) if last else None,
        )

    def _about(self, name: str, level: str) -> list[Said]:
        """What those above say in place of somebody's call, the latest last."""
        leads = bool(below(self.people, name))
        meant = {"rep": ("manager",) if leads else ("manager", "vp"), "manager": ("vp",)}
        return sorted(
            (one for one in self.said if one.about == name and one.level in meant.get(level, ())),
            key=lambda one: one.said_on,
        )


def _groups(
    rows: Sequence[CallRow], reports: Mapping[str, str], teams: Mapping[str, str]
) -> tuple[CallGroup, ...]:
    """Reps by their sales team, else by their manager, to whom they count themselves; those of whom
    neither is known last.
    """
    leading = set(reports.values())
    found = defaultdict[tuple[str, str], list[CallRow]](list)
    for row in rows:
        team, above = teams.get(row.name, ""), reports.get(row.name, "")
        own = row.name if row.name in leading else ""
        found[team, "" if team else above or own].append(row)
    order = sorted(found, key=lambda key: (key == ("", ""), key))
    return tuple(
        CallGroup(team, above or _above(found[team, above], reports), tuple(found[team, above]))
        for team, above in order
    )


def _above(rows: Sequence[CallRow], reports: Mapping[str, str]) -> str:
    """Whoever the reps of a team report to."""
    return ", ".join(sorted({reports[row.name] for row in rows if row.name in reports}))
