"""What was forecast of open features on a past day, and when they then shipped."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import history, known_scope, releases, stated_ships
from interlock.engine.pace import Floats
from interlock.engine.quantile_scores import LEVELS
from interlock.engine.release_words import NO_DATE
from interlock.engine.releases import NEVER, Delivery
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

DRAWS, WEEKS = 1_000, 104
QUARTER_DAYS = 91

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Rows:
    """One row a forecast: on which day, of which feature, what we and the bootstrap said.

    ``weeks`` until it shipped, infinite where it had not ``seen`` weeks after the origin, when the
    records end; ``over``: our 95 % date lies within those. ``stated``: weeks until the stated date,
    NaN without one. ``quantiles`` (rows, 19) in weeks, infinite beyond the horizon; ``low`` is the
    chance that was given to sooner than it came, ``high`` to no later; ``plain_...`` are the
    bootstrap's.
    """

    origin: np.ndarray
    feature: np.ndarray
    weeks: Floats
    seen: Floats
    over: Flags
    stated: Floats
    quantiles: Floats
    low: Floats
    high: Floats
    plain_quantiles: Floats
    plain_low: Floats
    plain_high: Floats

    def where(self, kept: Flags) -> "Rows":
        return Rows(**{one.name: getattr(self, one.name)[kept] for one in fields(self)})


@dataclass(frozen=True)
class Origin:
    """One past day: its rows; how many of these features were to ship within a quarter, as
    simulated (draws,), and how many did, None where that quarter was not over; open features that
    were ``dropped`` later, and those without a date to forecast.
    """

    day: date
    rows: Rows
    simulated: Floats
    shipped: int | None
    dropped: int
    undated: int


def forecast(book: Book, day: date, *, seed: int) -> Origin:
    """Forecast every feature open on ``day`` from what was known then; the rest of ``book`` says
    only what became of them.
    """
    known = history.known(book, as_of=day)
    delivery = stated_ships.prepare(
        known, as_of=day, seed=seed, draws=DRAWS, weeks=WEEKS, source=book
    )
    ship = releases.ship(delivery)
    days = np.where(ship.days < NEVER, ship.days, np.inf)
    became = _became(book, delivery)
    dated = np.array([basis != NO_DATE for basis in ship.basis], dtype=bool)
    kept = dated & ~became["dropped"].to_numpy()
    rows = _rows(days, known_scope.days(delivery), became, day, book).where(kept)
    quarter = QUARTER_DAYS / DAYS_PER_WEEK
    return Origin(
        day=day,
        rows=rows,
        simulated=(days[:, kept] <= QUARTER_DAYS).sum(axis=1).astype(float),
        shipped=int((rows.weeks <= quarter).sum()) if _seen(book, day) >= QUARTER_DAYS else None,
        dropped=int((dated & ~kept).sum()),
        undated=int((~dated).sum()),
    )


def joined(origins: Sequence[Origin]) -> Rows:
    """The rows of all origins, in their order."""
    return Rows(
        **{
            one.name: np.concatenate([getattr(origin.rows, one.name) for origin in origins])
            for one in fields(Rows)
        }
    )


def _rows(days: Floats, plain: Floats, became: pl.DataFrame, day: date, book: Book) -> Rows:
    """Simulated ``days`` and the bootstrap's ``plain`` ones, (draws, features), as rows."""
    seen, count = _seen(book, day), became.height
    actual = became["days"].cast(pl.Float64).fill_null(np.inf).to_numpy()
    low, high = _chances(days, actual, seen)
    plain_low, plain_high = _chances(plain, actual, seen)
    return Rows(
        origin=np.full(count, day, dtype=object),
        feature=became["id"].to_numpy().astype(object),
        weeks=actual / DAYS_PER_WEEK,
        seen=np.full(count, seen / DAYS_PER_WEEK),
        over=(days <= seen).mean(axis=0) >= LEVELS[-1],
        stated=became["stated"].cast(pl.Float64).fill_null(np.nan).to_numpy() / DAYS_PER_WEEK,
        quantiles=_quantiles(days),
        low=low,
        high=high,
        plain_quantiles=_quantiles(plain),
        plain_low=plain_low,
        plain_high=plain_high,
    )


def _became(book: Book, delivery: Delivery) -> pl.DataFrame:
    """(id, days, dropped, stated): days until each feature shipped, whether it was given up later,
    days until the date that was stated for it.
    """
    day, todo = delivery.as_of, delivery.todo
    ids = pl.DataFrame({"id": todo.features, "due": todo.due}, schema={"id": str, "due": pl.Date})
    return ids.join(book.features, on="id", how="left", maintain_order="left").select(
        "id",
        days=(pl.col("shipped_on") - day).dt.total_days(),
        dropped=pl.col("dropped_on").is_not_null() & pl.col("shipped_on").is_null(),
        stated=(pl.col("due") - day).dt.total_days(),
    )


def _chances(days: Floats, actual: Floats, seen: int) -> tuple[Floats, Floats]:
    """Share of draws before each ``actual`` day and up to it; where that is only known to be later
    than ``seen``, share up to then, and one.
    """
    later = np.isinf(actual)
    low = np.where(later, (days <= seen).mean(axis=0), (days < actual).mean(axis=0))
    return low, np.where(later, 1.0, (days <= actual).mean(axis=0))


def _quantiles(days: Floats) -> Floats:
    """(features, 19), weeks."""
    quantiles: Floats = np.quantile(days, LEVELS, axis=0, method="inverted_cdf").T
    return quantiles / DAYS_PER_WEEK


def _seen(book: Book, day: date) -> int:
    return (book.seen_on - day).days
