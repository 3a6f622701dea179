"""What slips tell of a need's worth: deals whose feature came late beside those whose came."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import mantel_haenszel, rule_rows
from interlock.engine.mantel_haenszel import LogOdds
from interlock.engine.need_classes import LOSS_SHARE, NICE
from interlock.engine.need_dates import stated_days
from interlock.engine.need_estimates import Estimate, weighed
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.sales_tables import STRENGTHS

AROUND_WEEKS = 26
"""Weeks before and after the stated day that are looked at."""

UNALIKE = 0.35
"""Declared: sd of how far deals whose feature slips differ from the others, in the weekly log odds
of winning, before the stated day.
"""

FEWEST_WINS = 3
"""Wins after the stated day, on either side, below which nothing is said."""


@dataclass(frozen=True)
class Weeks:
    """One row a deal, need and week: ``alike`` an index of stage and age, ``deal`` its number;
    ``late``: the feature did not ship by its stated day; ``after``: the week lies after that day;
    ``won``, ``lost`` in it. All (rows,).
    """

    alike: np.ndarray
    deal: np.ndarray
    late: np.ndarray
    after: np.ndarray
    won: np.ndarray
    lost: np.ndarray


@dataclass(frozen=True)
class Slips:
    """What slips say of one class of need: ``found`` where they say anything, and the deals that
    were still open on the stated day, with a feature that was ``late`` and one that was not.
    """

    found: Estimate | None
    late: int
    in_time: int


def estimates(book: Book, *, as_of: date) -> tuple[Slips, ...]:
    """psi of each class of ``STRENGTHS`` from slips, as known on ``as_of``.

        x_c = log odds ratio of c against staying open, feature late against not, weeks after the
              stated day (late: until it ships; not late: since it shipped)
        b_c = the same in the weeks before the stated day, in which the need is unmet for both
        psi = -(x_won - k b_won),  and  (x_lost - k b_lost) / rho;   k = l^2 / (l^2 + var b)

    Odds ratios are those of Mantel and Haenszel over deals alike in stage and age; both estimates
    of psi are weighed by their precision. l = 0.35 (declared) is how far the two kinds of deals may
    differ beforehand: the less is known of b, the less of it is taken off, and what is left adds to
    the error. A need counts from the week after it was written down, and only while no
    other must of its deal is unmet.
    """
    rows = _weeks(book, as_of)
    return tuple(of_weeks(rows[strength]) for strength in STRENGTHS)


def of_weeks(weeks: Weeks) -> Slips:
    """What the weeks of one class say."""
    parts = [_part(weeks, weeks.won, weeks.lost, -1.0)]
    parts.append(_part(weeks, weeks.lost, weeks.won, 1 / LOSS_SHARE))
    deals = [np.unique(weeks.deal[weeks.after & side]).size for side in (weeks.late, ~weeks.late)]
    enough = all(
        int((weeks.won & weeks.after & side).sum()) >= FEWEST_WINS
        for side in (weeks.late, ~weeks.late)
    )
    known = [part for part in parts if part is not None] if enough else []
    return Slips(weighed(known) if known else None, *deals)


def _part(weeks: Weeks, ending: np.ndarray, other: np.ndarray, per_psi: float) -> Estimate | None:
    """psi from one ending; weeks that had the other ending are left out."""
    after = _ratio(weeks, ending, weeks.after & ~other)
    if after is None:
        return None
    before = _ratio(weeks, ending, ~weeks.after & ~other)
    bias, variance = 0.0, UNALIKE**2
    if before is not None:
        keep = UNALIKE**2 / (UNALIKE**2 + before.error**2)
        bias, variance = keep * before.log, keep * before.error**2
    error = float(np.sqrt(after.error**2 + variance))
    return Estimate(per_psi * (after.log - bias), abs(per_psi) * error)


def _ratio(weeks: Weeks, ending: np.ndarray, among: np.ndarray) -> LogOdds | None:
    if not among.any():
        return None
    return mantel_haenszel.log_odds(
        weeks.alike[among], weeks.late[among], ending[among], weeks.deal[among]
    )


def _weeks(book: Book, as_of: date) -> dict[str, Weeks]:
    cases = _cases(book, as_of)
    told = cases["deal"].unique().implode()
    deals = rule_rows.usable(book).filter(pl.col("id").is_in(told)) if cases.height else None
    if deals is None or not deals.height:
        nothing = np.zeros(0, np.int64)
        none = Weeks(nothing, nothing, *(nothing.astype(bool) for _ in range(4)))
        return dict.fromkeys(STRENGTHS, none)
    rows = _around(_rows(book, deals, as_of).join(cases, on="deal"))
    rows = rows.filter(_other_musts(rows, book) == 0)
    return {strength: _packed(rows.filter(strength=strength)) for strength in STRENGTHS}


def _cases(book: Book, as_of: date) -> pl.DataFrame:
    """(deal, feature, strength, on, stated, met): needs whose feature had a stated day when they
    were written down, and of which it is known whether that day was kept.
    """
    met = book.features.select(feature="id", met="shipped_on", dropped="dropped_on")
    needs = book.needs.select("deal", "feature", "strength", "on").drop_nulls("on")
    default = book.company.need_strength_default
    return (
        needs.with_columns(pl.col("strength").fill_null(default), stated=stated_days(book, needs))
        .join(met, on="feature")
        .filter(pl.col("stated") > pl.col("on"), pl.col("stated") < as_of)
    )


def _rows(book: Book, deals: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """(number, deal, day, alike, won, lost): a row a deal and week in which it was open."""
    found = rule_rows.rows(book, deals, as_of=as_of, weeks=1)
    ends = deals.select(
        deal="id", number=pl.int_range(pl.len()), ended="closed_on", outcome="outcome"
    )
    days = pl.Series(found.day).cast(pl.Int32).cast(pl.Date)
    frame = pl.DataFrame({"number": found.deal, "day": days, "alike": found.alike})
    ends_now = (pl.col("ended") - pl.col("day")).dt.total_days() <= DAYS_PER_WEEK
    return frame.join(ends, on="number", maintain_order="left").with_columns(
        won=((pl.col("outcome") == "won") & ends_now).fill_null(value=False),
        lost=((pl.col("outcome") == "lost") & ends_now).fill_null(value=False),
    )


def _around(rows: pl.DataFrame) -> pl.DataFrame:
    """Whole weeks around the stated day: before it while the need is unmet; after it while the
    feature is late, or since it shipped where it was not.
    """
    week, around = pl.duration(days=DAYS_PER_WEEK), pl.duration(weeks=AROUND_WEEKS)
    ends = pl.col("day") + week
    unmet = (pl.col("met") >= ends).fill_null(value=True)
    late = (pl.col("met") > pl.col("stated")).fill_null(value=True)
    before = (ends <= pl.col("stated")) & unmet & (pl.col("day") >= pl.col("stated") - around)
    near = ends <= pl.col("stated") + around
    slipped = late & unmet & (pl.col("day") >= pl.col("stated"))
    came = ~late & (pl.col("day") >= pl.col("met")).fill_null(value=False)
    after = near & (slipped | came)
    return rows.with_columns(late=late, after=after, unmet=unmet).filter(
        pl.col("day") > pl.col("on"), before | after
    )


def _other_musts(around: pl.DataFrame, book: Book) -> pl.Series:
    """How many other musts of the deal are unmet in each row's week; none matter beside a
    nice-to-have.
    """
    met = book.features.select(other="id", other_met="shipped_on")
    strength = pl.col("strength").fill_null(book.company.need_strength_default)
    musts = book.needs.filter(strength != STRENGTHS[NICE])
    musts = musts.select("deal", other="feature", since="on").join(met, on="other")
    rows = around.with_row_index("row").select("row", "deal", "feature", "strength", "day")
    unmet = (
        rows.filter(pl.col("strength") != STRENGTHS[NICE])
        .join(musts, on="deal")
        .filter(
            pl.col("other") != pl.col("feature"),
            (pl.col("since") <= pl.col("day")).fill_null(value=True),
            (pl.col("other_met") > pl.col("day")).fill_null(value=True),
        )
        .group_by("row")
        .len()
    )
    found = rows.join(unmet, on="row", how="left", maintain_order="left")
    return found["len"].fill_null(0)


def _packed(rows: pl.DataFrame) -> Weeks:
    names = ("alike", "number", "late", "after", "won", "lost")
    return Weeks(*(rows[name].to_numpy() for name in names))
