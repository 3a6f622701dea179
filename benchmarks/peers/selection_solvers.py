"""General solvers on a selection of one period and team, each given the same rows.

CP-SAT and CBC load libraries of one name that do not go together: each needs a process of its own.
"""

import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import highspy
import numpy as np

from interlock.engine import best_selection, selection_model
from interlock.engine.selection import Chosen, Selection

THREADS = 2
ROUNDING = 1e-6
Solver = Callable[[Selection, float], Chosen]
"""The best that is found within so many seconds, and its bound."""


def highs(of: Selection, seconds: float) -> Chosen:
    highspy.Highs.resetGlobalScheduler(True)
    programme: Any = selection_model.programme(of)
    programme.setOptionValue("threads", THREADS)
    programme.setOptionValue("time_limit", seconds)
    programme.run()
    columns = np.array(programme.getSolution().col_value)[: len(of.sizes)]
    return _chosen(of, columns > 0.5, programme.getInfo().mip_dual_bound, "HiGHS")


def cp_sat(of: Selection, seconds: float) -> Chosen:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    items = [model.new_bool_var("") for _ in of.sizes]
    sets = [model.new_bool_var("") for _ in of.needs]
    for lower, upper in _below(of, items, sets):
        model.add_implication(lower, upper)
    model.add(
        cp_model.LinearExpr.weighted_sum(items, of.sizes[:, 0].tolist()) <= int(of.capacity[0, 0])
    )
    model.maximize(cp_model.LinearExpr.weighted_sum(sets, of.worth[:, 0].tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = THREADS
    solver.parameters.max_time_in_seconds = seconds
    found = solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    is_in = [found and solver.boolean_value(item) for item in items]
    return _chosen(of, np.array(is_in, dtype=bool), solver.best_objective_bound, "CP-SAT")


def cbc(of: Selection, seconds: float) -> Chosen:
    import mip

    model = mip.Model(sense=mip.MAXIMIZE, solver_name=mip.CBC)
    model.verbose, model.threads, model.max_mip_gap_abs, model.max_mip_gap = 0, THREADS, 0.999, 0.0
    items = [model.add_var(var_type=mip.BINARY) for _ in of.sizes]
    sets = [model.add_var(lb=0, ub=1) for _ in of.needs]
    for lower, upper in _below(of, items, sets):
        model += lower <= upper
    model += mip.xsum(
        size * item for size, item in zip(of.sizes[:, 0].tolist(), items, strict=True)
    ) <= int(of.capacity[0, 0])
    model.objective = mip.xsum(
        worth * one for worth, one in zip(of.worth[:, 0].tolist(), sets, strict=True)
    )
    with _stdout_shut():
        model.optimize(max_seconds=seconds)
    is_in = [item.x is not None and item.x > 0.5 for item in items]
    return _chosen(of, np.array(is_in, dtype=bool), model.objective_bound, "CBC")


SOLVERS: dict[str, Solver] = {"HiGHS": highs, "CP-SAT": cp_sat, "CBC": cbc}


def _below(of: Selection, items: list[Any], sets: list[Any]) -> Iterator[tuple[Any, Any]]:
    """What is in only where the other is."""
    yield from ((items[item], items[needed]) for item, needed in of.waits)
    yield from ((sets[at], items[item]) for at, need in enumerate(of.needs) for item in need)


def _chosen(of: Selection, is_in: np.ndarray, bound: float | None, method: str) -> Chosen:
    """With the bound as the whole number that it stands for: solvers round."""
    most = float(of.worth[:, 0].sum())
    above = min(bound, most) if bound is not None and math.isfinite(bound) else most
    whole = math.floor(above + ROUNDING)
    return best_selection.chosen(of, np.flatnonzero(is_in).tolist(), bound=whole, method=method)


@contextmanager
def _stdout_shut() -> Iterator[None]:
    """CBC writes lines that no option stops."""
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)
