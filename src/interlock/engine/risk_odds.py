"""What Interlock says of a deal or a feature on the day on which a risk of it is named."""

from collections.abc import Iterable
from datetime import date

from interlock.engine import odds_by_day
from interlock.records.report import DealsAhead
from interlock.records.risks import Stated


def stated(
    made: DealsAhead | None, kind: str, own_id: str, *, today: date, due: date | None = None
) -> Stated | None:
    """The odds to which a risk is held, and the day by which; None where no forecast says any.

    A deal's day is the first of this quarter's end, the next one's and the end of its curve, a
    feature's the first of its stated date, the day by which it ships in 8 of 10 cases and the end
    of the weeks that are known, that lies

        on or after today, the deal's date in the CRM, and the day on which the act is ``due``

    so that what is done about a risk can still do something.
    """
    if made is None:
        return None
    return (_deal if kind == "deal" else _feature)(made, own_id, max(today, due or today))


def now(made: DealsAhead | None, kind: str, own_id: str, day: date | None) -> float | None:
    """The odds of the forecast as it is, for the day that was stated; None where it says none."""
    if made is None or day is None:
        return None
    if kind == "deal":
        deal = next((one for one in made.deals if one.id == own_id), None)
        return odds_by_day.won(made, deal, day) if deal else None
    feature = next((one for one in made.features if one.id == own_id), None)
    return odds_by_day.shipped(made, feature, day) if feature else None


def _deal(made: DealsAhead, own_id: str, least: date) -> Stated | None:
    deal = next((one for one in made.deals if one.id == own_id), None)
    if deal is None:
        return None
    aim = max(least, deal.expected_close_on or least)
    end = odds_by_day.last_day(deal.strip.first_day, deal.strip.won)
    day = _first((made.quarter_last, made.next_quarter_last, end), aim, end)
    odds = odds_by_day.won(made, deal, day)
    return None if odds is None else Stated(odds, day)


def _feature(made: DealsAhead, own_id: str, least: date) -> Stated | None:
    feature = next((one for one in made.features if one.id == own_id), None)
    if feature is None or not feature.ships:
        return None
    end = odds_by_day.last_day(made.birth.as_of, feature.ships)
    day = _first((feature.due, feature.p80_on, end), least, end)
    odds = odds_by_day.shipped(made, feature, day)
    return None if odds is None else Stated(odds, day)


def _first(days: Iterable[date | None], least: date, otherwise: date) -> date:
    return next((day for day in days if day is not None and day >= least), otherwise)
