"""What needs are worth, all of it: by feature, by class, by rep, and what must be said first."""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import need_bounds, need_features, need_inflation, need_test, plain
from interlock.engine.need_bounds import Ended
from interlock.engine.need_estimates import NORMAL, spread
from interlock.engine.outlook import Outlook, birth
from interlock.engine.outlooks import look
from interlock.engine.worth import Learnt, needs_of_ended
from interlock.records.book import Book
from interlock.records.report_sales import Range
from interlock.records.worth import ClassLine, FeatureWorth, Inflation, NeedsWorth, RepLine, Said

SEEN, NOT_SEEN, NOT_YET = "difference seen", "no difference seen", "not enough yet"
FEWEST = 10
"""Ended deals with the need unmet below which nothing is said either way."""

NO_PROOF = (
    "What deals and slips say is an association with what could be written down adjusted for; only "
    "a planned test is more"
)


def page(
    book: Book,
    *,
    as_of: date,
    seed: int,
    progress: Callable[[str], None] = lambda _: None,
) -> NeedsWorth:
    """Everything about the worth of needs as of a day; nothing dated later has any part in it."""
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("weighing needs and features")
    return of(now)


def of(now: Outlook) -> NeedsWorth:
    """The same, from an outlook."""
    needs = needs_of_ended(now.book)
    lines = tuple(
        _class(one, float(mean), need_bounds.ended(needs, one.strength))
        for one, mean in zip(now.worth.learnt, now.worth.mean, strict=True)
    )
    features, inflation = need_features.features(now), _inflation(now, needs)
    company = now.book.company
    return NeedsWorth(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        says=(*_features_say(features), *_classes_say(lines), *_reps_say(inflation), NO_PROOF),
        features=features,
        together=sum(one.share for one in features),
        classes=lines,
        inflation=inflation,
        promises=now.worth.promises.check,
        birth=birth(now),
    )


def _class(one: Learnt, counted: float, ended: Ended) -> ClassLine:
    psi = spread(one.psi)
    middle = max(0.0, one.psi.mean)
    near = need_bounds.e_values(one.association) if one.association and not one.lost else None
    return ClassLine(
        strength=one.strength,
        psi=psi,
        odds_kept=_kept(psi, one),
        counted=counted,
        source=one.source,
        count=one.count,
        of=one.of,
        declared=one.prior.mean,
        declared_sd=one.prior.error,
        said=_said(one),
        unmet=ended.unmet,
        met=ended.met,
        bounds=need_bounds.without_assumptions(ended),
        bands=tuple((bias, *need_bounds.hidden_bias(middle, bias)) for bias in need_bounds.BANDS),
        e_value=near[0] if near else None,
        e_near=near[1] if near else None,
        test_difference=need_test.difference(one.arms) if one.arms.is_enough else None,
        verdict=_verdict(one),
    )


def _kept(psi: Range, one: Learnt) -> Range:
    """exp(-psi) of max(0, psi): its quantiles are those of psi the other way round.

    mean = F(-m / e) + exp(e^2 / 2 - m) F(m / e - e)
    """
    m, e = one.psi.mean, max(one.psi.error, 1e-12)
    cdf = NORMAL.cdf
    mean = cdf(-m / e) + float(np.exp(e * e / 2 - m)) * cdf(m / e - e)
    points = (psi.p975, psi.p90, psi.p75, psi.p50, psi.p25, psi.p10, psi.p025)
    return Range(mean, *(float(np.exp(-point)) for point in points))


def _said(one: Learnt) -> tuple[Said, ...]:
    sources = (
        ("association", one.association if not one.lost else None, one.unmet),
        ("slips", one.slips.found, one.slips.late + one.slips.in_time),
        ("test", need_test.estimate(one.arms), one.arms.ended),
    )
    return tuple(Said(name, e.mean, e.error, deals) for name, e, deals in sources if e)


def _verdict(one: Learnt) -> str:
    if one.is_seen:
        return SEEN
    return NOT_SEEN if one.data is not None and one.count >= FEWEST else NOT_YET


def _inflation(now: Outlook, needs: pl.DataFrame) -> Inflation:
    found = need_inflation.inflation(
        need_inflation.ended_deals(now.book.deals, needs), seed=now.seed
    )
    reps = tuple(
        RepLine(one.name, one.won, one.usual, one.rate, one.less, _source(one.won.of))
        for one in found.reps
    )
    return Inflation(reps, found.company, found.tried, found.gain, found.z, found.passes)


def _source(deals: int) -> str:
    """A rep's rate is mostly the usual one until as many deals as that weighs have ended."""
    return "learnt" if deals >= 4 * need_inflation.WEIGHT else "mixed"


def _features_say(features: tuple[FeatureWorth, ...]) -> tuple[str, ...]:
    tips = [one for one in features if one.tips == "tips"]
    unsure = [one for one in tips if 0.1 < one.chance < 0.9]
    against = [one.name for one in features if one.chance <= 0.1]
    said = []
    if against:
        said.append(
            "At any likely worth of a need the freed time wins more than is at risk for "
            f"{plain.listed(against)}"
        )
    if unsure:
        names = plain.listed([one.name for one in unsure])
        said.append(f"What a need is worth decides over keeping {names}")
    if features and not against and not unsure:
        said.append(
            "Keeping beats dropping for every feature, whatever within reason a need is worth"
        )
    return tuple(said)


def _classes_say(lines: tuple[ClassLine, ...]) -> tuple[str, ...]:
    verdicts = {line.verdict for line in lines}
    if verdicts == {NOT_YET}:
        return ("Not enough yet to say what needs are worth: the declared worths stand",)
    if SEEN in verdicts:
        return ()
    seen = [line.strength for line in lines if line.verdict == NOT_SEEN]
    return (
        f"Features made no difference seen ({plain.listed(seen)}): deals ended alike with the need "
        "met and unmet, as far as that can be told",
    )


def _reps_say(inflation: Inflation) -> tuple[str, ...]:
    if not inflation.tried:
        return ()
    verdict = (
        "foretold later deals better than the usual one, so needs of reps far above it count for "
        "less than their class says; the forecast does not take that off yet"
        if inflation.passes
        else "did not foretell later deals surely better than the usual one, so it is shown only"
    )
    return (f"How often a rep's musts are won without the feature {verdict}",)
