"""Competing risks: the weekly odds of winning and losing, learnt from how past deals went on."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import (
    drawn_odds,
    effects,
    gate,
    likelihood,
    luck,
    plain,
    recalibration,
    stage_table,
    terms,
)
from interlock.engine import rows as laying
from interlock.engine.deal_history import AtRisk, history_weeks
from interlock.engine.drawn_odds import Drawn
from interlock.engine.effects import Worths
from interlock.engine.gate import Passed, Tried
from interlock.engine.market import market_sd
from interlock.engine.recalibration import Recalibration
from interlock.engine.rows import Layout, Rows
from interlock.engine.standing import UNTIL, Scale
from interlock.engine.terms import FEW, LEVEL, SOME
from interlock.records.birth import TermTried
from interlock.records.calendar import FiscalCalendar
from interlock.records.company import Company
from interlock.records.sales_tables import STRENGTHS

WORTHLESS = Worths(mean=np.zeros(len(STRENGTHS)), sd=np.full(len(STRENGTHS), 1e-6))
"""Needs where they were seen to take nothing from winning."""


@dataclass(frozen=True)
class Hazards:
    """The fitted model: nothing in it moves any more.

    ``table`` (stages, bands, causes) holds log odds of each cause against staying open, to which
    the effects ``theta`` (width,) of ``layout`` are added; ``covariance`` (width, width) is theirs,
    deals being independent and their weeks not. ``recalibration`` is applied last. ``tried`` says
    of every term whether it is in and why; ``skill`` whether the whole is better than one
    general level: "skill", "no skill", or "not tried". ``basis``: own history, own table, or prior.
    """

    stages: tuple[str, ...]
    table: np.ndarray
    layout: Layout
    theta: np.ndarray
    covariance: np.ndarray
    recalibration: Recalibration
    tried: tuple[Tried, ...]
    skill: str
    market_sd: float
    follows: frozenset[str]
    scale: Scale
    fiscal: FiscalCalendar
    closed: int
    basis: str
    notes: tuple[str, ...]


def fit(risk: AtRisk, company: Company) -> Hazards:
    """How likely a deal is to be won or lost in a week.

        h_c = exp(eta_c) / (1 + exp(eta_won) + exp(eta_lost))
        eta_c = o_c[stage, band] + sum over terms of beta_c[term, level] -+ psi[worst unmet need]

    o is the shrunk table (`stage_table`), an offset; the others are effects with their own
    spreads (`effects`), of the terms that passed the gate (`gate`). psi is taken from winning and a
    quarter of it added to losing; it starts at its declared worth. What the forecasts of past days
    were off by is corrected last (`recalibration`). When the whole gains nothing over one level
    for all deals, that level is all that is left. Under 30 closed deals, or with one ending alone,
    the declared table has a share and no term enters.
    Source: discrete-time competing risks as a multinomial logit, Allison (1982).
    """
    worths = _worths(company)
    stages = stage_table.stages_of(risk.stood["stage"], risk.stages)
    own = stage_table.own_share(risk.closed, risk.won, risk.lost)
    banded = history_weeks(risk) >= stage_table.BANDED_WEEKS
    tried = _tried(risk, stages, worths, banded) if own == 1.0 else None
    chosen = (LEVEL, *tried.terms) if tried and tried.has_skill else (LEVEL,)
    worths = worths if not tried or tried.with_needs else WORTHLESS
    rows = _past(risk, chosen, stages)
    table = _table(rows, risk, stages, own=own, banded=banded, skill=not tried or tried.has_skill)
    found = effects.estimate(rows, table, worths)
    return Hazards(
        stages=stages,
        table=table,
        layout=rows.layout,
        theta=found.theta,
        covariance=effects.robust(rows, table, worths, found),
        recalibration=_recalibration(tried),
        tried=tried.tried if tried else (),
        skill=_skill(tried),
        market_sd=market_sd(risk.by_quarter["won"].to_numpy()),
        follows=risk.follows,
        scale=risk.scale,
        fiscal=risk.fiscal,
        closed=risk.closed,
        basis=_basis(own, risk.closed),
        notes=_notes(risk, own, tried),
    )


def ahead(fitted: Hazards, stood: pl.DataFrame, *, weeks: int) -> Rows:
    """Deals as they stand today, laid out over the weeks ahead; needs are left to ship dates."""
    met = stood.with_columns(pl.lit(0).alias(name) for name in UNTIL)
    return laying.rows(
        met, fitted.layout.terms, fitted.stages,
        weeks=weeks, fiscal=fitted.fiscal,
    )  # fmt: skip


def log_rates(fitted: Hazards, rows: Rows) -> np.ndarray:
    """eta of each row and week for won and lost, recalibrated: (rows, weeks, 2).

    Week k covers the days as_of + 7k + 1 to as_of + 7(k + 1).
    """
    weeks = rows.calendar.shape[1]
    eta = likelihood.log_odds(fitted.theta, fitted.table, rows, weeks=weeks)
    return fitted.recalibration.of(eta)


def draws(fitted: Hazards, *, seed: int, worlds: int) -> np.ndarray:
    """Effects in each world, (worlds, width): Normal with the fitted mean and covariance."""
    normals = [
        luck.normals(worlds, seed=seed, purpose="effect", entity=name)
        for name in _names(fitted.layout)
    ]
    values, vectors = np.linalg.eigh(fitted.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T
    return fitted.theta + np.column_stack(normals) @ root


def in_worlds(fitted: Hazards, rows: Rows, effects: np.ndarray) -> Drawn:
    """What `rates` needs of all rows, for drawn ``effects`` (worlds, width)."""
    return drawn_odds.drawn(effects, fitted.theta, fitted.table, rows, fitted.recalibration.line)


def rates(of: Drawn, row: int) -> np.ndarray:
    """Odds a week of winning and losing of one row in every world: (worlds, weeks, 2).

    Centred so that their mean over the worlds is that of the fitted effects.
    """
    return drawn_odds.drawn_odds(of, row)


def unlearnt(fitted: Hazards, stood: pl.DataFrame) -> tuple[str, ...]:
    """In words, stages of open deals in which no past deal was seen."""
    new = sorted(set(stood["stage"]) - set(fitted.stages))
    return tuple(f"No past deal was seen in stage {s}: all stages together stand in" for s in new)


def tried(fitted: Hazards) -> tuple[TermTried, ...]:
    """What was tried for the odds, in words."""
    return tuple(TermTried(one.term.words, one.is_in, one.gain, one.z) for one in fitted.tried)


def worths_of(fitted: Hazards) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the worth of each strength of need."""
    places = fitted.layout.worths
    return fitted.theta[places], np.sqrt(np.diag(fitted.covariance)[places])


def _worths(company: Company) -> Worths:
    declared = [company.strength(strength) for strength in STRENGTHS]
    return Worths(
        mean=np.array([strength.worth for strength in declared]),
        sd=np.array([strength.worth_sd for strength in declared]),
    )


def _past(risk: AtRisk, chosen: tuple[terms.Term, ...], stages: tuple[str, ...]) -> Rows:
    return laying.rows(
        risk.stood, chosen, stages,
        weeks=likelihood.MOST_WEEKS, fiscal=risk.fiscal,
    )  # fmt: skip


def _tried(risk: AtRisk, stages: tuple[str, ...], worths: Worths, banded: bool) -> Passed:
    candidates = terms.candidates(
        risk.stood,
        risk.scale,
        follows=risk.follows,
        closed=risk.closed,
        weeks=history_weeks(risk),
    )
    rows = _past(risk, candidates, stages)
    as_of = (risk.as_of - date(1970, 1, 1)).days
    return gate.passed(rows, len(stages), worths, as_of=as_of, banded=banded)


def _table(
    rows: Rows, risk: AtRisk, stages: tuple[str, ...], *, own: float, banded: bool, skill: bool
) -> np.ndarray:
    if not skill:
        return stage_table.level(rows, len(stages))
    table = stage_table.log_odds(rows, len(stages), banded=banded)
    return own * table + (1 - own) * stage_table.declared(risk.stages, stages)


def _recalibration(tried: Passed | None) -> Recalibration:
    if tried is None or not tried.has_skill:
        return recalibration.NONE
    return recalibration.learnt(tried.folds)


def _skill(tried: Passed | None) -> str:
    if tried is None or not tried.folds:
        return "not tried"
    return "skill" if tried.has_skill else "no skill"


def _names(layout: Layout) -> list[str]:
    """One name an effect, which keeps its luck whatever other terms are in."""
    found = [
        f"{cause} {term.name} {place}"
        for cause in stage_table.CAUSES
        for term in layout.terms
        for place in range(layout.size(term))
    ]
    return [*found, *(f"worth {strength}" for strength in STRENGTHS)]


def _basis(own: float, closed: int) -> str:
    if own < 1.0:
        return "prior"
    return "own table" if closed < SOME else "own history"


def _notes(risk: AtRisk, own: float, tried: Passed | None) -> tuple[str, ...]:
    words = []
    if own < 1.0:
        words.append(
            f"Not enough history: {plain.count(risk.closed, 'closed deal')} ({risk.won} won, "
            f"{risk.lost} lost). "
            f"From {FEW} on, with both endings, the odds are your own; until then a declared prior "
            "has its share in them, and the ranges are wide"
        )
    if tried and not tried.has_skill:
        words.append(
            "No skill: nothing that is known of your deals told which of them would be won, so all "
            "have the same odds a week"
        )
    words += [
        f"The {name} recorded: of open deals alone, which tells only who is still open, so nothing "
        "of it enters the odds. Bring that of closed deals too"
        for name in risk.scale.survivors
    ]
    if "stage" not in risk.follows:
        words.append("Stages have no history, so the stage of a deal does not enter its odds")
    if "dated" not in risk.follows:
        words.append("Expected close dates have no history, so they do not enter the odds")
    return tuple(words)
