"""Competing risks: the weekly odds of winning and losing, learnt from deal-weeks, shrunk."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import luck, stage_table
from interlock.engine.deal_history import (
    AGES,
    BANDS,
    DATED,
    QUARTER_WEEKS,
    AtRisk,
    middle_of_week,
    quarter_position,
)
from interlock.engine.market import market_sd
from interlock.engine.multinomial import Design, fit_ridge
from interlock.engine.stage_table import BAND_COUNT, CAUSES, FEW

SOME = 80
"""Closed deals from which age and stated dates enter."""

LEVEL_SD = 0.6
"""Declared spread of each cause's level before any ending is seen."""

LEVELS = {
    "quarter_week": (QUARTER_WEEKS, 0.5),
    "year_end": (2, 0.3),
    "age": (len(AGES) + 1, 0.3),
    "dated": (len(DATED), 0.5),
}
"""Each term's levels, and the declared spread of their effects."""

BY_BAND = frozenset({"age", "dated"})
"""Terms known on the day of the forecast, whose effect differs with the horizon."""

SPREAD_WEIGHT = 4.0
"""Pseudo-effects with which a declared spread enters its own estimate."""

ROUNDS = 8


@dataclass(frozen=True)
class Hazards:
    """The fitted model: nothing in it moves any more.

    ``table`` (stages, bands, causes) holds shrunk log odds of each cause against staying open.
    ``coefficients`` (terms, causes) of ``blocks`` with ``covariance`` (causes, terms, terms).
    ``level_sd`` (causes,). ``basis``: own history, own table, or prior.
    """

    stages: tuple[str, ...]
    table: np.ndarray
    level_sd: np.ndarray
    blocks: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    market_sd: float
    follows: frozenset[str]
    fiscal_year_start: int
    closed: int
    basis: str
    notes: tuple[str, ...]


def fit(risk: AtRisk) -> Hazards:
    """How likely a deal is to be won or lost in a week.

        h_c = exp(eta_c) / (1 + exp(eta_won) + exp(eta_lost))
        eta_c = o_c[stage, band] + a_c[age, band] + d_c[stated date, band]
                + q_c[weeks left in the quarter] + y_c[year end]

    o is the shrunk table (`stage_table`), an offset; the others are effects with prior
    Normal(0, s^2) for each term and cause, maximised in turn with
    s^2 = (sum beta^2 + trace cov + 4 s0^2) / (levels + 4), s0 the declared spread. Under 30
    closed deals, or with one ending alone, the declared table has a share and no effect enters;
    under 80 only the calendar does.
    Source: discrete-time competing risks as a multinomial logit, Allison (1982); variances by EM
    on Laplace's approximation, Stiratelli, Laird and Ware (1984).
    """
    stages = stage_table.stages_of(risk)
    table = stage_table.log_odds(risk, stages)
    blocks = _blocks(risk)
    coefficients, covariance = _effects(_design(risk.cells, stages, table, blocks), blocks)
    return Hazards(
        stages=stages,
        table=table,
        level_sd=(np.array([risk.won, risk.lost]) + LEVEL_SD**-2) ** -0.5,
        blocks=blocks,
        coefficients=coefficients,
        covariance=covariance,
        market_sd=market_sd(risk.by_quarter["won"].to_numpy()),
        follows=risk.follows,
        fiscal_year_start=risk.fiscal_year_start,
        closed=risk.closed,
        basis=_basis(risk),
        notes=_notes(risk),
    )


def draws(fitted: Hazards, *, seed: int, worlds: int) -> np.ndarray:
    """Coefficients in each world, each cause's level first: (worlds, 1 + terms, causes).

    Levels have spread ``level_sd`` and are centred so that the mean of their odds is one; effects
    are Normal with the fitted mean and covariance (Laplace's approximation).
    """
    terms = fitted.coefficients.shape[0]
    drawn = np.zeros((worlds, 1 + terms, len(CAUSES)))
    for at, cause in enumerate(CAUSES):
        sd = fitted.level_sd[at]
        level = luck.normals(worlds, seed=seed, purpose="level of the odds", entity=cause)
        drawn[:, 0, at] = sd * level - sd**2 / 2
        normals = [
            luck.normals(worlds, seed=seed, purpose=f"effect {term}", entity=cause)
            for term in range(terms)
        ]
        if terms:
            root = np.linalg.cholesky(fitted.covariance[at])
            drawn[:, 1:, at] = fitted.coefficients[:, at] + np.column_stack(normals) @ root.T
    return drawn


def log_rates(
    fitted: Hazards,
    profiles: pl.DataFrame,
    *,
    as_of: date,
    weeks: int,
    coefficients: np.ndarray | None = None,
) -> np.ndarray:
    """eta of each profile and week for won and lost: (profiles, weeks, 2).

    With drawn ``coefficients`` (worlds, 1 + terms, 2) instead (profiles, worlds, weeks, 2). Week k
    covers the days as_of + 7k + 1 to as_of + 7(k + 1). ``profiles`` has stage, age and dated as
    known on ``as_of``; they stay, only the calendar and the horizon's band move.
    """
    cells = _ahead(fitted, profiles, as_of, weeks)
    eta: np.ndarray = fitted.table[cells["stage"], cells["band"]]
    columns = _columns(cells, fitted.blocks)
    if coefficients is None:
        for column in columns:
            eta = eta + fitted.coefficients[column]
        return eta
    eta = eta[:, None] + coefficients[None, :, None, 0]
    for column in columns:
        eta = eta + np.moveaxis(coefficients[:, 1:][:, column], 0, 1)
    return eta


def unlearnt(fitted: Hazards, profiles: pl.DataFrame) -> tuple[str, ...]:
    """In words, stages of open deals in which no past deal was seen."""
    new = sorted(set(profiles["stage"]) - set(fitted.stages))
    return tuple(f"No past deal was seen in stage {s}: all stages together stand in" for s in new)


def _ahead(
    fitted: Hazards, profiles: pl.DataFrame, as_of: date, weeks: int
) -> dict[str, np.ndarray]:
    """The cell of each profile in each week ahead: (profiles, weeks) for every covariate."""
    shape = (len(profiles), weeks)
    places = [
        quarter_position(middle_of_week(as_of, k), fiscal_year_start=fitted.fiscal_year_start)
        for k in range(weeks)
    ]
    of_deal = {
        "stage": stage_table.index_of(profiles["stage"], fitted.stages),
        "age": profiles["age"].to_numpy(),
        "dated": profiles["dated"].to_numpy(),
    }
    of_week = {
        "band": np.searchsorted(BANDS, np.arange(weeks), side="right"),
        "quarter_week": np.array([left for left, _ in places]),
        "year_end": np.array([last for _, last in places]),
    }
    return {name: np.broadcast_to(v[:, None], shape) for name, v in of_deal.items()} | {
        name: np.broadcast_to(v, shape) for name, v in of_week.items()
    }


def _blocks(risk: AtRisk) -> tuple[str, ...]:
    if stage_table.thin(risk):
        return ()
    if risk.closed < SOME:
        return ("quarter_week", "year_end")
    dated = ("dated",) if "dated" in risk.follows else ()
    return ("quarter_week", "year_end", "age", *dated)


def _effects(design: Design, blocks: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Effects and covariance, their spreads estimated along the way."""
    coefficients, covariance = fit_ridge(design)
    for _ in range(ROUNDS if blocks else 0):
        design = replace(design, precision=_spreads(coefficients, covariance, blocks) ** -2)
        coefficients, covariance = fit_ridge(design, start=coefficients)
    return coefficients, covariance


def _spreads(beta: np.ndarray, covariance: np.ndarray, blocks: tuple[str, ...]) -> np.ndarray:
    """Estimated spread of each term's effects, (terms, causes)."""
    variance = np.array([np.diag(of_cause) for of_cause in covariance]).T
    second, parts, start = beta**2 + variance, [], 0
    for block in blocks:
        size, declared = _size(block), LEVELS[block][1]
        total = second[start : start + size].sum(axis=0) + SPREAD_WEIGHT * declared**2
        parts.append(np.repeat(np.sqrt(total / (size + SPREAD_WEIGHT))[None], size, axis=0))
        start += size
    return np.concatenate(parts)


def _design(
    cells: pl.DataFrame, stages: tuple[str, ...], table: np.ndarray, blocks: tuple[str, ...]
) -> Design:
    values = {name: cells[name].to_numpy() for name in ("band", *LEVELS)}
    declared = [np.full(_size(block), LEVELS[block][1] ** -2.0) for block in blocks]
    precision = np.concatenate([np.zeros(0), *declared])
    return Design(
        offset=table[stage_table.index_of(cells["stage"], stages), values["band"]],
        columns=_columns(values, blocks),
        precision=np.repeat(precision[:, None], len(CAUSES), axis=1),
        exposure=cells["exposure"].to_numpy(),
        events=cells.select(CAUSES).to_numpy(),
    )


def _size(block: str) -> int:
    return LEVELS[block][0] * (BAND_COUNT if block in BY_BAND else 1)


def _columns(values: dict[str, np.ndarray], blocks: tuple[str, ...]) -> list[np.ndarray]:
    """For each block the column that is one; all others of the block are zero."""
    start, columns = 0, []
    for block in blocks:
        level = values[block].astype(np.int64)
        if block in BY_BAND:
            level = level * BAND_COUNT + values["band"]
        columns.append(start + level)
        start += _size(block)
    return columns


def _basis(risk: AtRisk) -> str:
    if stage_table.thin(risk):
        return "prior"
    return "own table" if risk.closed < SOME else "own history"


def _notes(risk: AtRisk) -> tuple[str, ...]:
    words = []
    if stage_table.thin(risk):
        words.append(
            f"Not enough history: {risk.closed} closed deals ({risk.won} won, {risk.lost} lost). "
            f"From {FEW} on, with both endings, the odds are your own; until then a declared prior "
            "has its share in them, and the ranges are wide"
        )
    if "stage" not in risk.follows:
        words.append("Stages have no history, so the stage of a deal does not enter its odds")
    if "dated" not in risk.follows:
        words.append("Expected close dates have no history, so they do not enter the odds")
    return tuple(words)
