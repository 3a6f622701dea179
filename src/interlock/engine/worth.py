"""What an unmet need is worth: a declared prior per class, updated by the company's own deals."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from interlock.engine import luck, need_slips, need_test, promise_worth
from interlock.engine.need_classes import DEALBREAKER, IMPORTANT, LOSS_SHARE, NICE, NICE_CAP
from interlock.engine.need_estimates import Estimate, exceeds, own, together, weighed
from interlock.engine.need_slips import Slips
from interlock.engine.need_test import Arms
from interlock.engine.promise_worth import PromiseWorth
from interlock.records.book import Book
from interlock.records.report import CouplingFigure
from interlock.records.sales_tables import STRENGTHS

__all__ = [
    "DEALBREAKER", "IMPORTANT", "LOSS_SHARE", "NICE", "NICE_CAP",
    "Learnt", "Worth", "draws", "learnt", "needs_of_ended",
]  # fmt: skip

LEARNT_FROM = 0.8
"""A figure counts as learnt when the company's own deals hold at least this share of its
precision.
"""

NOTHING = 1e-3
"""The odds are fitted with errors below this where needs lost on weeks that had not been seen."""

SEEN = 0.9
"""A difference is seen when the middle 80 % of what the deals alone say lies above none."""


@dataclass(frozen=True)
class Learnt:
    """One class of need: where its psi comes from.

    ``association`` is what the odds' fit says without the declared prior, ``slips`` and ``arms``
    what slips and a planned test say, ``data`` all that is used of them, hidden bias counted;
    ``psi`` is what comes of it and of the ``prior``. ``lost``: needs foretold nothing on weeks not
    seen, so the prior does not enter. ``unmet`` of ``needing`` ended deals had this class's need
    unmet, as the strongest one, when they ended.
    """

    strength: str
    prior: Estimate
    association: Estimate | None
    slips: Slips
    arms: Arms
    data: Estimate | None
    psi: Estimate
    lost: bool
    unmet: int
    needing: int

    @property
    def source(self) -> str:
        """test, assumed, mixed or learnt."""
        if self.arms.is_enough:
            return "test"
        if self.data is None:
            return "assumed"
        share = 1 - (self.psi.error / self.prior.error) ** 2
        return "learnt" if self.lost or share >= LEARNT_FROM else "mixed"

    @property
    def count(self) -> int:
        if self.data is None:
            return 0
        return self.arms.ended if self.arms.is_enough else self.unmet

    @property
    def of(self) -> int:
        return self.arms.ended if self.arms.is_enough else self.needing

    @property
    def is_seen(self) -> bool:
        """Whether the deals alone say, 80 % and more sure, that it takes something."""
        return self.data is not None and exceeds(self.data, 0.0) >= SEEN


@dataclass(frozen=True)
class Worth:
    """psi per class of ``STRENGTHS``: the fall of the weekly log-odds of winning while a need is
    unmet.

    ``mean`` and ``sd`` are arrays of one value a class; ``figures`` say how each is known, and
    ``learnt`` where it comes from. ``promises``: what each promise is worth.
    """

    mean: np.ndarray
    sd: np.ndarray
    figures: tuple[CouplingFigure, ...]
    learnt: tuple[Learnt, ...] = ()
    promises: PromiseWorth = field(default_factory=PromiseWorth)


def learnt(book: Book, mean: np.ndarray, sd: np.ndarray) -> Worth:
    """How much each class of need counts: the declared worth as the company's own deals changed it.

        psi ~ Normal: precision 1 / sd0^2 + 1 / e^2, mean weighed alike

    ``mean`` and ``sd`` (classes,) come with the odds that they take part in (`hazards.fit`): an
    association, as needs are often written on deals that were harder anyway. Without the prior in
    it, it is put together with what slips say (`need_slips`), each with the hidden bias declared
    for its kind (`need_estimates.together`): value and error e. A planned test (`need_test`)
    speaks alone, without a prior. Where needs foretold nothing on weeks not seen, the
    prior does not enter, and the forecast counts nothing unless slips see something.
    ``book`` is as known on the day.
    """
    slips = need_slips.estimates(book, as_of=book.seen_on)
    arms = need_test.arms(book)
    closed = _closed_with_needs(book)
    fitted = [Estimate(float(m), float(e)) for m, e in zip(mean, sd, strict=True)]
    found = tuple(
        _class(book, closed, strength, fitted[at], slips[at], arms[at])
        for at, strength in enumerate(STRENGTHS)
    )
    counted = [_counted(one) for one in found]
    return Worth(
        mean=np.array([max(one.mean, 0.0) for one in counted]),
        sd=np.array([one.error for one in counted]),
        figures=tuple(
            _figure(one, max(c.mean, 0.0)) for one, c in zip(found, counted, strict=True)
        ),
        learnt=found,
        promises=promise_worth.weighed(book),
    )


def draws(worth: Worth, *, seed: int, worlds: int) -> np.ndarray:
    """psi in each world, never negative. Shape (worlds, classes)."""
    normals = [luck.normals(worlds, seed=seed, purpose="worth", entity=s) for s in STRENGTHS]
    return np.maximum(0.0, worth.mean + worth.sd * np.column_stack(normals))


def _class(
    book: Book,
    closed: pl.DataFrame,
    strength: str,
    fitted: Estimate,
    slips: Slips,
    arms: Arms,
) -> Learnt:
    declared = book.company.strength(strength)
    prior = Estimate(declared.worth, declared.worth_sd)
    unmet = closed.filter(pl.col("strength") == strength).height
    lost = fitted.error < NOTHING
    association = Estimate(0.0, 0.0) if lost else own(fitted, prior) if unmet else None
    test = need_test.estimate(arms)
    data = test or together(association, slips.found)
    posterior = data if data and (test or lost) else weighed([p for p in (prior, data) if p])
    return Learnt(
        strength=strength,
        prior=prior,
        association=association,
        slips=slips,
        arms=arms,
        data=data,
        psi=posterior,
        lost=lost and test is None,
        unmet=unmet,
        needing=closed.filter(pl.col("strength").is_not_null()).height,
    )


def _counted(one: Learnt) -> Estimate:
    """psi as the forecast counts it."""
    return Estimate(0.0, NOTHING**2) if one.lost and not one.is_seen else one.psi


def _figure(one: Learnt, counted: float) -> CouplingFigure:
    return CouplingFigure(
        strength=one.strength,
        worth=counted,
        odds_kept=float(np.exp(-counted)),
        source=one.source,
        count=one.count,
        of=one.of,
    )


def _closed_with_needs(book: Book) -> pl.DataFrame:
    """Closed deals (deal, outcome, strength): the strongest need unmet on the closing day, or null
    without one.
    """
    closed = book.deals.filter(pl.col("outcome") != "open", pl.col("closed_on").is_not_null())
    unmet = (
        needs_of_ended(book)
        .filter(~pl.col("met"))
        .with_columns(rank=pl.col("strength").replace_strict(STRENGTHS, range(3)))
        .sort("rank")
        .unique("deal", keep="first", maintain_order=True)
        .select("deal", "strength")
    )
    return closed.select("outcome", deal="id").join(unmet, on="deal", how="left")


def needs_of_ended(book: Book) -> pl.DataFrame:
    """(deal, feature, owner, closed_on, outcome, strength, met, met_by): needs of closed deals,
    and whether each was met on the closing day.

    Needs recorded on the closing day or later are left out: they may have been written because of
    the outcome.
    """
    closed = book.deals.filter(pl.col("outcome") != "open", pl.col("closed_on").is_not_null())
    ships = book.features.select(feature="id", shipped_on="shipped_on")
    met = (pl.col("shipped_on") <= pl.col("closed_on")).fill_null(value=False)
    return (
        book.needs.join(closed.select("owner", "outcome", "closed_on", deal="id"), on="deal")
        .filter(pl.col("on") < pl.col("closed_on"))
        .join(ships, on="feature", how="left")
        .with_columns(pl.col("strength").fill_null(book.company.need_strength_default), met=met)
        .select("deal", "feature", "owner", "closed_on", "outcome", "strength", "met", "met_by")
    )
