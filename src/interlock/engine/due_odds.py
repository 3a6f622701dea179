"""What the forecast says of a day: that a deal is won by it, a feature or release has shipped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from interlock.engine import odds_by_day
from interlock.engine.verdicts import Odds, OddsBy
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.promises import SURE, DueOdds
from interlock.records.report import DealsAhead, FeatureLine, PromiseLine, ReleaseLine


class Curve(NamedTuple):
    """Odds by the end of each week from ``first_day`` on; the days for ``SURE``, and odds of single
    days, where the forecast names them itself.
    """

    first_day: date
    ends: Sequence[float]
    days: tuple[date | None, ...] | None = None
    said: Mapping[date, float] = {}

    def by(self, day: date) -> float | None:
        """The odds by a day, no less than what is named for days before it and no more than for
        days after; None beyond the weeks that are known.
        """
        between = odds_by_day.by(self.ends, self.first_day, day)
        if day in self.said or between is None:
            return self.said.get(day, between)
        days = zip(SURE, self.days or [None] * len(SURE), strict=True)
        named = [*self.said.items(), *((one, p) for p, one in days if one)]
        low = max((p for one, p in named if one <= day), default=0.0)
        high = min((p for one, p in self.said.items() if one >= day), default=1.0)
        return max(low, min(between, high))

    def known(self, of: str, due: date | None) -> DueOdds:
        """What is known of a day, and for each p of ``SURE`` the day by which it comes."""
        days = self.days or tuple(odds_by_day.day_of(self.ends, self.first_day, p) for p in SURE)
        pairs = tuple(zip(SURE, days, strict=True))
        return DueOdds(of, due, None if due is None else self.by(due), pairs)


Curves = Mapping[str, Mapping[str, Curve]]


def curves(deals: DealsAhead | None, features: FeaturesAhead | None) -> Curves:
    """kind (deal, feature, release) -> id -> its curve, of all that lies ahead."""
    of_deals = _won(deals) if deals else {}
    return {**of_deals, **(_shipped(features) if features else {})}


def _won(made: DealsAhead) -> Curves:
    return {
        "deal": {one.id: Curve(one.strip.first_day, _sums(one.strip.won)) for one in made.deals}
    }


def _shipped(made: FeaturesAhead) -> Curves:
    first = made.birth.as_of
    features = {
        one.id: Curve(
            first, _sums(one.weeks), _days(one.line, one.line.p95_on), _said(one.line, one.promises)
        )
        for one in made.features
    }
    releases = {
        one.line.id: Curve(first, _sums(one.weeks), _days(one.line, one.p95_on), _said(one.line))
        for one in made.releases
    }
    return {"feature": features, "release": releases}


def _days(line: FeatureLine | ReleaseLine, p95_on: date | None) -> tuple[date | None, ...]:
    return line.p50_on, line.p80_on, p95_on


def _said(
    line: FeatureLine | ReleaseLine, promises: Iterable[PromiseLine] = ()
) -> dict[date, float]:
    """Odds that the forecast names: of the stated date, and of days promised."""
    named = [(line.due, line.p_by_due), *((one.due, one.odds) for one in promises)]
    return {day: p for day, p in named if day is not None and p is not None}


def _sums(weeks: Iterable[float]) -> list[float]:
    return list(accumulate(weeks))


def odds(of: Curves) -> Odds:
    """The odds that verdicts ask for."""
    return Odds(**{kind: _by(some) for kind, some in of.items()})


def _by(some: Mapping[str, Curve]) -> OddsBy:
    return lambda own_id, day: some[own_id].by(day) if own_id in some else None
