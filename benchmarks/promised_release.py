"""How good the odds are that a feature makes the release it is promised for.

    python benchmarks/promised_release.py                                made-up promises
    python benchmarks/promised_release.py HISTORY.csv RELEASES.csv       Kubernetes enhancements

HISTORY has a row each time that an enhancement's record was written (committed_at, kep, owning_sig,
and the release promised for alpha, beta, stable); RELEASES the day of each release. Each promise is
looked at 12, 8, 4 and 1 weeks before its release, and its odds are learnt from promises for
earlier releases as they were known on that day. A promise is broken when a later row promises a
later release for the same stage; one that nobody edited counts as kept, so slips are a lower bound.
The first two releases only teach, and those of the last half-year are left out, as their slips may
still be written. Differences are
ours less the base rate, below zero ours is better, with the middle 95 % of a bootstrap of features.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from interlock.engine import kept_release, scores

WEEKS_AHEAD = (12, 8, 4, 1)
STAGES = ("alpha", "beta", "stable")
SETTLED_DAYS = 182
FEWEST_RELEASES = 2
TEMPLATE = "NNNN"
SIZES = {"small": 150, "full": 1_500}
"""Features of the made-up history."""

Days = dict[int, date]
"""Release 1.N -> its day."""


def main() -> None:
    arguments = _arguments()
    if arguments.files:
        said, days = read(*arguments.files)
    else:
        said, days = made_up(SIZES[arguments.size])
    rows = look(said, days)
    made = forecasts(rows, said, days)
    print(f"{made.height} looks at {made['promise'].n_unique()} promises of", end=" ")
    print(f"{made['feature'].n_unique()} features, {made['kept'].mean():.0%} kept")
    show(made)


def read(history: Path, releases: Path) -> tuple[pl.DataFrame, Days]:
    """Statements (feature, team, stage, at, release) and the day of each release."""
    text = pl.read_csv(history, infer_schema=False).filter(pl.col("kep") != TEMPLATE)
    at = pl.col("committed_at").str.slice(0, 10).str.to_date()
    named = {"feature": "kep", "team": "owning_sig", "now": "stage"}
    wide = text.select(at=at, **named, **{s: s for s in STAGES})
    days = pl.read_csv(releases, infer_schema=False).select(
        _number("release").alias("n"), pl.col("date").str.to_date()
    )
    return _long(wide), dict(days.drop_nulls().iter_rows())


def made_up(features: int) -> tuple[pl.DataFrame, Days]:
    """Promises whose chance depends on the team and on earlier moves."""
    random = np.random.default_rng(5)
    days = {n: date(2018, 1, 15) + timedelta(days=105 * n) for n in range(18)}
    rows = []
    for feature in range(features):
        team, release = f"team {feature % 8}", int(random.integers(1, 15))
        at, moves = days[release] - timedelta(days=int(random.integers(60, 200))), 0
        while True:
            rows.append((str(feature), team, at, f"1.{release}"))
            kept = 1 / (1 + np.exp(-(1.2 - 0.25 * (feature % 8) - 0.5 * moves)))
            if random.random() < kept or release + 1 not in days:
                break
            at = days[release] - timedelta(days=int(random.integers(-40, 80)))
            release, moves = release + 1, moves + 1
    schema = ["feature", "team", "at", "alpha"]
    wide = pl.DataFrame(rows, schema=schema, orient="row")
    absent = ["now", *STAGES[1:]]
    return _long(wide.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)), days


def look(said: pl.DataFrame, days: Days) -> pl.DataFrame:
    """Every promise as it stood on each day before its release on which it is looked at."""
    found = [
        _standing(said, day - timedelta(weeks=w), n, w)
        for n, day in sorted(days.items())
        for w in WEEKS_AHEAD
    ]
    return pl.concat(one for one in found if one.height)


def forecasts(rows: pl.DataFrame, said: pl.DataFrame, days: Days) -> pl.DataFrame:
    """The looks that can be scored, with ``kept``, our odds ``p`` and the base rate ``base``."""
    last = said["at"].max()
    found = []
    for n, w in (
        rows.select("release", "weeks_ahead").unique().sort("release", "weeks_ahead").rows()
    ):
        day = days[n] - timedelta(weeks=w)
        past = kept(rows.filter(pl.col("release").replace_strict(days) <= day), said, day)
        if (
            past["release"].n_unique() < FEWEST_RELEASES
            or days[n] + timedelta(days=SETTLED_DAYS) > last
        ):
            continue
        new = kept(rows.filter(release=n, weeks_ahead=w), said, last)
        p = pl.Series("p", kept_release.fit(past).odds(new))
        found.append(new.with_columns(p, pl.Series("base", kept_release.base_rate(past, new))))
    return pl.concat(found).with_columns(promise=pl.struct("feature", "stage", "release"))


def kept(rows: pl.DataFrame, said: pl.DataFrame, day: date) -> pl.DataFrame:
    """``rows`` with whether no later release had been said for the same stage until ``day``."""
    later = said.filter(pl.col("at") <= day).select("feature", "stage", "at", then="release")
    pairs = rows.join(later, on=["feature", "stage"]).filter(pl.col("at") > pl.col("day"))
    moved = pairs.filter(pl.col("then") > pl.col("release")).select(*rows.columns).unique()
    broken = moved.with_columns(kept=pl.lit(0))
    return (
        rows.join(broken, on=rows.columns, how="left", nulls_equal=True)
        .with_columns(pl.col("kept").fill_null(1))
        .sort("release", "weeks_ahead", "feature", "stage")
    )


def show(made: pl.DataFrame) -> None:
    won = made["kept"].to_numpy().astype(float)
    cluster = made["feature"].rank("dense").to_numpy()
    p, base = made["p"].to_numpy(), made["base"].to_numpy()
    print(f"{'':24}{'Brier':>8}{'log loss':>10}   slope, intercept")
    for name, odds in (("these odds", p), ("by team and distance", base)):
        line = scores.calibration(odds, won)
        said = "-" if line is None else f"{line[0]:.2f}, {line[1]:+.2f}"
        print(
            f"{name:24}{scores.brier(odds, won):>8.4f}{scores.log_loss(odds, won):>10.4f}   {said}"
        )
    losses = {
        "Brier": ((p - won) ** 2, (base - won) ** 2),
        "log loss": (scores.log_losses(p, won), scores.log_losses(base, won)),
    }
    for name, (ours, theirs) in losses.items():
        d = scores.difference(ours, theirs, cluster, seed=1)
        print(f"{name}, ours less base rate: {d.mean:+.4f} ({d.low:+.4f} to {d.high:+.4f})")
    for w in WEEKS_AHEAD:
        part = made.filter(weeks_ahead=w)
        y = part["kept"].to_numpy()
        ours, theirs = (scores.brier(part[name].to_numpy(), y) for name in ("p", "base"))
        print(f"  {w} weeks ahead: Brier {ours:.4f}, base {theirs:.4f}, {y.mean():.0%} kept")


def _standing(said: pl.DataFrame, day: date, release: int, weeks: int) -> pl.DataFrame:
    """Promises of ``release`` that stood on ``day``."""
    known = said.filter(pl.col("at") <= day).sort("feature", "stage", "at", "release")
    moved = pl.col("release").diff().over("feature", "stage").gt(0).fill_null(False)
    history = known.with_columns(
        moves=moved.sum().over("feature"), last=pl.col("at").max().over("feature")
    )
    now = history.unique(["feature", "stage"], keep="last", maintain_order=True)
    return now.filter(pl.col("release") == release).select(
        "feature",
        "release",
        "team",
        "stage",
        weeks_ahead=pl.lit(weeks),
        moves="moves",
        under_way=pl.col("now") == pl.col("stage"),
        quiet_weeks=(pl.lit(day) - pl.col("last")).dt.total_days() / 7,
        day=pl.lit(day),
    )


def _long(wide: pl.DataFrame) -> pl.DataFrame:
    """A row for each stage that a row promises a release 1.N for."""
    long = wide.unpivot(STAGES, index=["feature", "team", "now", "at"], variable_name="stage")
    return long.with_columns(release=_number("value")).drop("value").drop_nulls("release")


def _number(column: str) -> pl.Expr:
    return pl.col(column).str.extract(r"^v?1\.(\d+)$").cast(pl.Int64)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--size", choices=SIZES, default="small")
    made = parser.parse_args()
    if len(made.files) not in (0, 2):
        parser.error("two files: the history, and the days of the releases")
    return made


if __name__ == "__main__":
    main()
