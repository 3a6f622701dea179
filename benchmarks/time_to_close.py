"""Days until new deals close, beside Kaplan-Meier and gradient-boosted quantiles.

    python benchmarks/time_to_close.py                        a made-up company
    python benchmarks/time_to_close.py DEALS.csv MAPPING.toml [--from DAY] [--origins N]

Two questions, the same deals for all who answer:

rolling   On days four weeks apart, everyone learns from what is known then, and says when the
          deals created in the four weeks before, and still open, will close: won or lost. Scored
          is all that has been seen of each since, deals that never closed included:
              CRPS = sum over days t = 1..T of (F(t) - 1{closed by t})^2
          T the days since, 180 at most. Ours is the product's own forecast.
closed    Closed deals alone, sorted by creation, the first 70 % learnt from with their ends, the
          rest scored from the day of creation. What usual practice does, and figures elsewhere
          state; but it knows ends later than the deals that it scores, and that they close.
          Ours cannot be asked this way, as it learns from days, not from finished deals.

Boosted quantiles: scikit-learn's HistGradientBoostingRegressor at 19 levels on attributes and the
calendar of the creation day, learnt from closed deals; a straight line between the levels, and on
to the whole after the last one by its last step; given the age that the deal has reached.
"""

import argparse
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.engine import deal_odds, lives, scores
from interlock.importers.folder import read_folder
from interlock.records.book import Book

os.environ.setdefault("OMP_NUM_THREADS", "1")  # threads that wait for each other only cost time
results.with_examples()
from synthetic.shapes import write  # noqa: E402
from synthetic.world import PLAIN  # noqa: E402

SIZES = {"small": (400, 2), "full": (2_000, 8)}
"""Deals of the made-up company, days on which is forecast."""

EVERY, MOST, LEAST, WEEKS = 28, 180, 28, 27
LEVELS = np.arange(1, 20) / 20
SHARE_LEARNT = 0.7
FIELDS = ("owner", "segment", "kind", "pipeline")
Told = dict[str, np.ndarray]


def main() -> None:
    arguments = _arguments()
    deals, origins = SIZES[arguments.size]
    book = made_up(deals) if arguments.data is None else read(arguments.data, arguments.mapping)
    name = "made up" if arguments.data is None else arguments.data.parent.name
    runs = [closed(book, name), *rolling(book, name, arguments.origins or origins, arguments.first)]
    for run in runs:
        results.show([run])
    label = "time_to_close" if arguments.data is None else f"time_to_close_{name}"
    results.save(f"{label}_{arguments.size}", runs)


def made_up(deals: int) -> Book:
    with tempfile.TemporaryDirectory() as made:
        write(Path(made), replace(PLAIN, deals=deals), seed=1, stories=2)
        return read_folder(Path(made)).book


def read(data: Path, mapping: Path) -> Book:
    """The book of one file alone, whatever else lies beside it."""
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / data.name).symlink_to(data.resolve())
        return read_folder(Path(made), mapping=mapping).book


def closed(book: Book, name: str) -> Mapping[str, Any]:
    """Kaplan-Meier and boosted quantiles as figures elsewhere are made."""
    deals = _told(book, book).filter(pl.col("closed_on") >= pl.col("created_on"))
    deals = deals.sort("created_on", maintain_order=True)
    count = int(SHARE_LEARNT * deals.height)
    past, new = deals.head(count), deals.slice(count)
    days = _days(past)
    age, after = np.zeros(new.height, int), _days(new)
    most = int(max(days.max(), after.max())) + 1
    share = np.searchsorted(np.sort(days), np.arange(1, most + 1), side="right") / days.size
    seen = np.full(new.height, most)
    curves = {"km": np.tile(share, (new.height, 1)), "boosted": boosted(past, new, age, most)}
    return {
        "data": name,
        "question": "closed",
        "deals": new.height,
        **_crps(curves, after, seen),
        **{
            f"error {key}": _error(curve, after)
            for key, curve in curves.items()
            if curve is not None
        },
    }


def rolling(book: Book, name: str, count: int, first: date | None) -> list[Mapping[str, Any]]:
    """All answers on the same new deals, on ``count`` days that end early enough to be judged."""
    last = book.seen_on - timedelta(days=LEAST)
    first = first or last - timedelta(days=EVERY * (count - 1))
    days = [first + timedelta(days=EVERY * at) for at in range(count)]
    parts = [found for day in days if day <= last if (found := _one_day(book, day))]
    losses: Told = {
        key: np.concatenate([part[key] for part in parts])
        for key in parts[0]
        if all(part[key].size for part in parts)
    }
    whose = np.concatenate([np.full(part["ours"].size, at) for at, part in enumerate(parts)])
    run: dict[str, Any] = {"data": name, "question": "rolling", "deals": int(whose.size)}
    run |= {f"crps {key}": float(loss.mean()) for key, loss in losses.items()}
    for key in set(losses) - {"ours"}:
        gap = scores.difference(losses["ours"], losses[key], np.arange(whose.size), seed=1)
        run[f"ours - {key}"] = f"{gap.mean:+.2f} ({gap.low:+.2f} to {gap.high:+.2f})"
    return [run]


def _one_day(book: Book, day: date) -> Told | None:
    """Each answer's loss on every deal created in the weeks before the day and still open."""
    curves = deal_odds.curves(book, as_of=day, weeks=WEEKS)
    told = _told(curves.book, book)
    new = told.filter(
        pl.col("id").is_in(list(curves.ids)), pl.col("created_on") > day - timedelta(days=EVERY)
    )
    if not new.height:
        return None
    place = {deal: at for at, deal in enumerate(curves.ids)}
    chosen = np.array([place[deal] for deal in new["id"]])
    most = min((book.seen_on - day).days, MOST)
    ends = (curves.won + curves.lost)[chosen]
    ours = np.column_stack([deal_odds.by_day(ends, t) for t in range(1, most + 1)])
    age = (pl.Series([day] * new.height) - new["created_on"]).dt.total_days().to_numpy()
    won, lost = lives.ahead(lives.fit(curves.book), age, most)
    past = told.filter(pl.col("outcome") != "open", pl.col("closed_on") >= pl.col("created_on"))
    answers = {"ours": ours, "km": won + lost, "boosted": boosted(past, new, age, most)}
    after = (new["ended_on"] - pl.Series([day] * new.height)).dt.total_days().fill_null(10**6)
    happened = after.to_numpy()[:, None] <= np.arange(1, most + 1)
    return {
        key: np.zeros(0) if curve is None else ((curve - happened) ** 2).sum(axis=1)
        for key, curve in answers.items()
    }


def boosted(past: pl.DataFrame, new: pl.DataFrame, age: np.ndarray, most: int) -> np.ndarray | None:
    """F(t) of each new deal on the days 1 to ``most`` after it was ``age`` days old."""
    try:
        from sklearn.ensemble import HistGradientBoostingRegressor
    except ImportError:
        return None
    if past.height < 2 * LEVELS.size:
        return None
    known, asked = _columns(past, new)
    quantiles = np.column_stack(
        [
            HistGradientBoostingRegressor(loss="quantile", quantile=level, random_state=0)
            .fit(known, _days(past))
            .predict(asked)
            for level in LEVELS
        ]
    )
    return np.array(
        [_given(line, at, most) for line, at in zip(np.sort(quantiles, axis=1), age, strict=True)]
    )


def _given(quantiles: np.ndarray, age: int, most: int) -> np.ndarray:
    """Share of the rest that has ended by each day after ``age``."""
    end = quantiles[-1] + max(1.0, quantiles[-1] - quantiles[-2])
    days = np.concatenate([[min(-1.0, quantiles[0] - 1)], quantiles, [end]])
    share = np.interp(np.arange(age, age + most + 1), days, [0.0, *LEVELS, 1.0])
    return np.ones(most) if share[0] >= 1 else (share[1:] - share[0]) / (1 - share[0])


def _told(known: Book, book: Book) -> pl.DataFrame:
    """Deals as known, with ``ended_on`` as it came, attributes and what stays of each."""
    ended = book.deals.filter(pl.col("outcome") != "open").select("id", ended_on="closed_on")
    kept = book.attributes.filter(pl.col("table") == "deals")
    deals = known.deals.join(ended, on="id", how="left", maintain_order="left")
    if kept.height:
        wide = kept.pivot("name", index="id", values="value")
        deals = deals.join(wide, on="id", how="left", maintain_order="left", suffix="_kept")
    return deals.filter(pl.col("created_on").is_not_null())


def _columns(past: pl.DataFrame, new: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Attributes as codes, and where in week, month, quarter and year the creation lies."""
    named = [name for name in FIELDS if past[name].n_unique() > 1]
    first = past.columns.index("ended_on") + 1
    both = pl.concat([past, new])
    codes = [both[name].rank("dense").cast(pl.Float64) for name in [*named, *past.columns[first:]]]
    day = pl.col("created_on")
    calendar = both.select(
        weekday=day.dt.weekday(),
        day=day.dt.day(),
        month=day.dt.month(),
        month_of_quarter=(day.dt.month() - 1) % 3,
        day_of_quarter=(day - day.dt.truncate("1q")).dt.total_days(),
    )
    table = np.column_stack([*codes, calendar.to_numpy()]).astype(float)
    return table[: past.height], table[past.height :]


def _days(deals: pl.DataFrame) -> np.ndarray:
    return (deals["closed_on"] - deals["created_on"]).dt.total_days().to_numpy()


def _crps(
    curves: Mapping[str, np.ndarray | None], after: np.ndarray, seen: np.ndarray
) -> dict[str, float]:
    day = np.arange(1, int(seen.max()) + 1)
    happened = after[:, None] <= day
    return {
        f"crps {key}": float(((curve - happened) ** 2).sum(axis=1).mean())
        for key, curve in curves.items()
        if curve is not None
    }


def _error(curve: np.ndarray, after: np.ndarray) -> float:
    """Median distance in days between the curve's median and the day that came."""
    median = (curve < 0.5).sum(axis=1) + 1
    return float(np.median(np.abs(median - after)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("mapping", nargs="?", type=Path)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--from", dest="first", type=date.fromisoformat)
    parser.add_argument("--origins", type=int)
    made = parser.parse_args()
    if made.data is not None and made.mapping is None:
        parser.error("a data file needs its mapping file")
    return made


if __name__ == "__main__":
    main()
