"""The example company is what its generator writes, and looks like a real one."""

import csv
import sys
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from interlock.importers.folder import read_folder

ROOT = Path(__file__).resolve().parents[2]
COMPANY = ROOT / "examples" / "company"
sys.path.insert(0, str(ROOT / "examples"))

LAST_EXPORT = date(2026, 11, 20)


@pytest.fixture(scope="module")
def reading():
    return read_folder(COMPANY)


@pytest.fixture(scope="module")
def deals(reading):
    return reading.book.deals


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def weekly_done(reading) -> np.ndarray:
    days = reading.book.items["done_on"].drop_nulls().cast(pl.Int32).to_numpy()
    weeks = (days - days.min()) // 7
    return np.bincount(weeks)[:-1].astype(float)


def test_the_generator_writes_it_again_byte_for_byte(tmp_path):
    import make_company

    make_company.write(tmp_path)
    written, kept = files_of(tmp_path), files_of(COMPANY)
    assert written.keys() == kept.keys()
    assert [name for name in kept if written[name] != kept[name]] == []


def test_it_is_smaller_than_five_megabytes_and_says_that_it_is_simulated(reading):
    assert sum(len(content) for content in files_of(COMPANY).values()) < 5_000_000
    assert reading.book.company.simulated


def test_every_file_is_read_without_a_problem(reading):
    assert reading.problems == ()
    assert reading.unrecognised == ()


def test_it_has_the_size_of_the_company_it_stands_for(reading, deals):
    counts = dict(deals["outcome"].value_counts().iter_rows())
    assert 150 <= counts["open"] <= 210
    assert 800 <= counts["won"] + counts["lost"] <= 1000
    left = reading.book.features.filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    )
    assert 54 <= left.height <= 70
    assert set(reading.book.needs["strength"]) == {"dealbreaker", "important", "nice-to-have"}
    assert reading.book.teams.height == 4


def test_wins_bunch_at_the_end_of_the_quarter(deals):
    won = deals.filter(pl.col("outcome") == "won")["closed_on"]
    ends = [(day.month % 3 == 0) and day.day >= 18 for day in won]
    assert np.mean(ends) > 1.6 * 13 / 91


def test_about_a_third_to_a_half_of_ended_deals_are_won(deals):
    ended = deals.filter(pl.col("outcome") != "open")
    assert 0.3 <= (ended["outcome"] == "won").mean() <= 0.5


def test_amounts_are_log_normal_in_shape(deals):
    logs = np.log(deals.filter(pl.col("amount") > 0)["amount"].cast(pl.Float64).to_numpy())
    skew = ((logs - logs.mean()) ** 3).mean() / logs.std() ** 3
    raw = np.exp(logs)
    assert abs(skew) < 0.6
    assert raw.mean() > 1.4 * np.median(raw)


def test_dates_are_pushed_and_some_deals_are_stale(reading, deals):
    moved = reading.book.changes.filter(
        pl.col("field") == "expected_close_on", pl.col("old").is_not_null()
    )
    assert moved.filter(pl.col("new") > pl.col("old")).height > 500
    passed = deals.filter(pl.col("outcome") == "open", pl.col("expected_close_on") < LAST_EXPORT)
    assert 0.08 < passed.height / deals.filter(pl.col("outcome") == "open").height < 0.4


def test_deals_were_marked_lost_in_bulk_on_two_days(deals):
    lost = (
        deals.filter(pl.col("outcome") == "lost")
        .group_by("closed_on")
        .len()
        .sort("len", descending=True)
    )
    assert (lost["len"][:2] > 10).all()
    assert lost["len"][2] <= 8


def test_pace_is_autocorrelated_and_scope_grows(reading):
    weekly = weekly_done(reading)
    assert 0.3 < np.corrcoef(weekly[:-1], weekly[1:])[0, 1] < 0.85
    items = reading.book.items.join(
        reading.book.features.select(feature="id", shipped="shipped_on", began="created_on"),
        on="feature",
    )
    known = items.filter(pl.col("shipped").is_not_null())
    early = known.filter(pl.col("created_on") <= pl.col("began") + pl.duration(days=14))
    assert known.height / early.height > 1.3


def test_upkeep_takes_a_fifth_to_a_third(reading):
    done = reading.book.items.filter(pl.col("done_on").is_not_null())
    upkeep = done["type"].str.to_lowercase().is_in(["bug", "security", "support"])
    assert 0.2 < upkeep.mean() < 0.36


def test_a_feature_that_many_wait_for_moved_from_september_to_december(reading):
    moves = reading.book.changes.filter(
        pl.col("table") == "features", pl.col("old") == "2026.3", pl.col("new") == "2026.4"
    )
    wanted = reading.book.needs.join(
        reading.book.deals.filter(pl.col("outcome") == "open").select(deal="id"), on="deal"
    )
    most = wanted["feature"].value_counts(sort=True)
    assert most["feature"][0] in set(moves["id"])
    assert most["count"][0] >= 10


def test_nothing_happened_after_the_day_of_the_export(reading):
    assert reading.book.seen_on == LAST_EXPORT
    assert reading.book.changes["at"].max() < datetime(2026, 11, 21)


def test_the_history_leads_to_what_stands_today(reading, deals):
    log = reading.book.changes.filter(pl.col("table") == "deals", pl.col("field") == "stage").sort(
        "at"
    )
    last = log.unique("id", keep="last").select("id", logged="new")
    both = deals.join(last, on="id")
    assert both.height == deals.height
    assert both.filter(pl.col("logged") != pl.col("stage")).height == 0


def test_the_export_of_the_week_before_is_what_the_history_says_of_that_day():
    with (COMPANY / "2026-11-13" / "Opportunity.csv").open(newline="", encoding="utf-8") as file:
        then = {
            row["Id"]: (row["StageName"], float(row["Amount"]), row["CloseDate"])
            for row in csv.DictReader(file)
        }
    last: dict[str, tuple[str, float, str]] = {}
    with (COMPANY / "2026-11-20" / "OpportunityHistory.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        for row in csv.DictReader(file):
            if row["CreatedDate"] < "2026-11-14":
                last[row["OpportunityId"]] = (
                    row["StageName"],
                    float(row["Amount"]),
                    row["CloseDate"],
                )
    assert then == last
