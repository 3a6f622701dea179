"""When sales tools that are not ready will be: what they show has shipped, and their owner has had
their time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from interlock.engine import luck, tool_pace
from interlock.engine.pace import Floats
from interlock.engine.releases import NEVER, Days, ShipDates
from interlock.engine.tool_pace import Paces, Shown, Times
from interlock.records.book import Book
from interlock.records.tool_tables import READY, RETIRED

_ROUNDING = 1e-6


@dataclass(frozen=True)
class ToolDates:
    """Simulated ready days of the tools that are neither ready nor retired.

    ``days`` (draws, tools) count from as_of, ``NEVER`` where what they show does not ship within
    the horizon. ``basis``: own pace, everybody's pace or assumed. ``waits_for``: ids of the
    features that each shows and that have not shipped.
    """

    tools: tuple[str, ...] = ()
    days: Days | None = None
    basis: tuple[str, ...] = ()
    waits_for: tuple[tuple[str, ...], ...] = ()

    def days_of(self, at: int) -> Days:
        """Of the tool at a place: (draws,). Raises ``IndexError`` where there is none."""
        if self.days is None:
            raise IndexError(at)
        days: Days = self.days[:, at]
        return days

    def beside(self, ship: ShipDates) -> Days:
        """Days of the features and then of the tools: (draws, features + tools)."""
        return ship.days if self.days is None else np.hstack([ship.days, self.days])

    def shown_in(self, ship: ShipDates) -> Mapping[int, tuple[int, ...]]:
        """Column of each tool among both -> the columns of the features that it waits for."""
        column = {feature: at for at, feature in enumerate(ship.features)}
        return {
            len(ship.features) + at: tuple(column[one] for one in shown if one in column)
            for at, shown in enumerate(self.waits_for)
        }


NO_TOOLS = ToolDates()


def dated(book: Book, ship: ShipDates, *, as_of: date, seed: int) -> ToolDates:
    """The ready day of every tool that is neither ready nor retired, in every draw of ``ship``.

        R_d = S_d + L_d,   L_d ~ Logistic(m, s) given that R_d > 0

    S_d: days until the last of the features that the tool shows ships, below zero where all have;
    of a tool that shows none, days since it was asked for, below zero. m, s: its owner's days after
    that (`tool_pace`). One uniform u_d a tool and draw, kept when anything else changes, gives

        R_d = s (ln(A_d + u_d) - ln A_d - ln(1 - u_d)),   A_d = exp((-S_d - m) / s)

    which never falls when S_d grows. A dropped feature falls out of what a tool shows; where
    nothing is left, and in draws in which a feature does not ship within the horizon, it is never
    ready. ``book`` is as known on ``as_of``.
    """
    open_ones = [
        (tool, shown)
        for tool, shown in tool_pace.with_shown(book)
        if tool["state"] not in (READY, RETIRED)
    ]
    if not open_ones:
        return NO_TOOLS
    paces, draws = tool_pace.learnt(book), len(ship.days)
    names = tuple(tool["name"] for tool, _ in open_ones)
    own_luck = lots(names, draws, seed=seed)
    column = {feature: at for at, feature in enumerate(ship.features)}
    found, basis = np.empty((draws, len(names)), dtype=np.int32), []
    for at, (tool, shown) in enumerate(open_ones):
        own = times(paces, tool, shown)
        basis.append(own.basis)
        begins = _begins(tool, shown, ship, column, as_of)
        found[:, at] = ready_days(begins, own, own_luck[at])
    waits_for = tuple(shown.left for _, shown in open_ones)
    return ToolDates(names, found, tuple(basis), waits_for)


def ready_days(begins: Floats, times: Times, lots: Floats) -> Days:
    """Ready days after today, at least 1, given the days on which the owner's time ``begins``
    (draws,), infinite for never, and uniforms (draws,).
    """
    can = np.isfinite(begins)
    known = np.where(can, (-np.where(can, begins, 0.0) - times.mean) / times.scale, 0.0)
    waited = np.logaddexp(known, np.log(lots)) - known - np.log1p(-lots)
    days = np.maximum(np.ceil(times.scale * waited - _ROUNDING), 1.0)
    return np.where(can, np.minimum(days, NEVER), NEVER).astype(np.int32)


def lots(tools: tuple[str, ...], draws: int, *, seed: int) -> Floats:
    """The uniforms u_d of each tool: (tools, draws)."""
    return luck.uniforms_of(tools, draws, seed=seed, purpose="tool's own time")


def times(paces: Paces, tool: Mapping[str, Any], shown: Shown) -> Times:
    """How long its owner takes for it."""
    pace = paces.after_shipping if shown.any else paces.after_asking
    return pace.of(tool["owner"])


def _begins(
    tool: Mapping[str, Any],
    shown: Shown,
    ship: ShipDates,
    column: Mapping[str, int],
    as_of: date,
) -> Floats:
    """Days after today on which the owner's time begins, infinite for never: (draws,)."""
    draws = len(ship.days)
    if shown.is_dropped:
        return np.full(draws, np.inf)
    if shown.left:
        days = ship.days[:, [column[one] for one in shown.left if one in column]]
        if days.shape[1] < len(shown.left):
            return np.full(draws, np.inf)
        last = days.max(axis=1)
        return np.where(last >= NEVER, np.inf, last)
    since = shown.last if shown.any else tool["asked_on"]
    return np.full(draws, float((since - as_of).days) if since else 0.0)
