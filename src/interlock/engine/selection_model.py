"""Any selection as a linear programme in whole numbers, for HiGHS.

    max  sum (worth[s, p] - worth[s, p + 1]) set[s, p]
    s.t. set[s, p] <= in[f, p]           for every feature f that s needs
         in[f, p]  <= in[f, p + 1]       what is in stays in
         in[f, p]  <= in[g, p]           where f waits for g
         sum of sizes[f, j] in[f, p] <= capacity[p, j]
         sum of in[f, last] over f in a group <= 1, where they exclude each other

``in`` is 0 or 1; ``set`` may be anything between, as it is best at 0 or 1 by itself.
"""

import math
from collections.abc import Iterator
from typing import Any

import highspy
import numpy as np

from interlock.engine.arrays import Flags, Places
from interlock.engine.selection import NEVER, Chosen, Selection, Watch
from interlock.engine.selection_check import periods_of_sets, used, value

METHOD = "HiGHS"
Rows = Iterator[tuple[np.ndarray, np.ndarray, float]]
"""Columns, their coefficients, and what their sum is at most, of rows of as many columns each."""


class _Silent(highspy.Highs):
    """HiGHS says who it is when callbacks are turned on, which it does while it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its name there
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def solve(of: Selection, *, start: Places, watch: Watch) -> Chosen:
    """The best choice and its bound; where ``watch`` stops it, the best so far, which is never
    worse than ``start``, periods of features of some choice. ``of`` is without a clash.
    """
    highs = programme(of)
    highs.setSolution(_solution(of, start))
    highs.cbMipInterrupt.subscribe(lambda event: _watched(event, watch))
    highs.cbMipImprovingSolution.subscribe(lambda event: _watched(event, watch))
    highs.solve()
    found = highs.getSolution()
    known = [start, _periods(of, np.array(found.col_value))] if found.value_valid else [start]
    when = max(known, key=lambda periods: value(of, periods_of_sets(of, periods)))
    return _chosen(of, when, highs.getInfo())


def programme(of: Selection) -> highspy.Highs:
    """The programme, ready to be solved."""
    periods, features, sets = len(of.capacity), len(of.sizes), len(of.needs)
    is_in = np.arange(periods * features).reshape(periods, features)
    is_set = is_in.size + np.arange(periods * sets).reshape(periods, sets)
    model = highspy.HighsLp()
    model.num_col_ = is_in.size + is_set.size
    model.sense_ = highspy.ObjSense.kMaximize
    gains = of.worth - np.c_[of.worth[:, 1:], np.zeros(sets)]
    model.col_cost_ = np.concatenate([np.zeros(is_in.size), gains.T.ravel()])
    low, high = np.zeros(model.num_col_), np.ones(model.num_col_)
    low[is_in[-1, sorted(of.must)]] = 1.0
    high[is_in[:, sorted(of.without)]] = 0.0
    model.col_lower_, model.col_upper_ = low, high
    whole = [highspy.HighsVarType.kInteger] * is_in.size
    model.integrality_ = whole + [highspy.HighsVarType.kContinuous] * is_set.size
    _with_rows(model, list(_rows(of, is_in, is_set)))
    highs: Any = _Silent()  # type: ignore[no-untyped-call]
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.999)
    highs.passModel(model)
    return highs


def _rows(of: Selection, is_in: np.ndarray, is_set: np.ndarray) -> Rows:
    links = [(at, feature) for at, need in enumerate(of.needs) for feature in need]
    owners, wants = np.array(links, dtype=int).reshape(-1, 2).T
    yield _below(is_set[:, owners], is_in[:, wants])
    yield _below(is_in[:-1], is_in[1:])
    pairs = {*of.waits, *(pair for group in of.together for pair in _circle(group))}
    others = [pair for pair in sorted(pairs) if pair[0] != pair[1]]
    waiting, first = np.array(others, dtype=int).reshape(-1, 2).T
    yield _below(is_in[:, waiting], is_in[:, first])
    for period, can in enumerate(of.capacity):
        for team, capacity in enumerate(can):
            yield is_in[period][None], of.sizes[:, team][None], capacity
    for group in map(frozenset, of.either):
        yield is_in[-1, sorted(group)][None], np.ones((1, len(group))), 1.0


def _below(lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    columns = np.stack([lower.ravel(), upper.ravel()], axis=1)
    return columns, np.tile([1.0, -1.0], (len(columns), 1)), 0.0


def _circle(group: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return zip(group, (*group[1:], group[0]), strict=True)


def _with_rows(model: Any, rows: list[tuple[np.ndarray, np.ndarray, float]]) -> None:
    lengths = np.concatenate([np.full(len(columns), columns.shape[1]) for columns, _, _ in rows])
    model.num_row_ = len(lengths)
    model.row_lower_ = np.full(len(lengths), -highspy.kHighsInf)
    model.row_upper_ = np.concatenate([np.full(len(columns), top) for columns, _, top in rows])
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    matrix.index_ = np.concatenate([columns.ravel() for columns, _, _ in rows]).astype(np.int32)
    matrix.value_ = np.concatenate([values.ravel() for _, values, _ in rows]).astype(float)


def _solution(of: Selection, start: Places) -> Any:
    """Periods of features as values of the columns."""
    given = highspy.HighsSolution()
    sets = periods_of_sets(of, start)
    each = range(len(of.capacity))
    given.col_value = np.concatenate(
        [_by(start, period) for period in each] + [_by(sets, period) for period in each]
    ).astype(float)
    return given


def _by(when: Places, period: int) -> Flags:
    by: Flags = (when >= 0) & (when <= period)
    return by


def _watched(event: Any, watch: Watch) -> None:
    told = event.data_out
    found = told.mip_primal_bound
    if not watch(round(found) if math.isfinite(found) else 0, told.mip_dual_bound):
        event.data_in.user_interrupt = True


def _periods(of: Selection, columns: np.ndarray) -> Places:
    """Values of the columns as periods of features."""
    periods, features = len(of.capacity), len(of.sizes)
    is_in = columns[: periods * features].reshape(periods, features) > 0.5
    when: Places = np.where(is_in.any(axis=0), is_in.argmax(axis=0), NEVER)
    return when


def _chosen(of: Selection, when: Places, info: Any) -> Chosen:
    sets = periods_of_sets(of, when)
    brings, most = value(of, sets), float(of.worth.max(axis=1, initial=0).sum())
    return Chosen(
        features=when,
        sets=sets,
        value=brings,
        bound=min(max(float(info.mip_dual_bound), float(brings)), most),
        used=used(of, when),
        method=METHOD,
        nodes=int(info.mip_node_count),
    )
