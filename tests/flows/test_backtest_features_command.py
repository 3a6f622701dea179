"""interlock backtest features: a tracker's export in, ship dates of past days and scores out."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main

COMPANY = Path(__file__).parents[2] / "examples" / "company"
DAYS = ("--from", "2026-03-02", "--to", "2026-03-30")


def run(path, *options):
    command = ["backtest", "features", str(path), *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return tmp_path_factory.mktemp("pages") / "deep" / "features.html"


@pytest.fixture(scope="module")
def both(page):
    return run(COMPANY, *DAYS, "--json", "--html", str(page))


@pytest.fixture(scope="module")
def made(both):
    return json.loads(both.stdout)


@pytest.fixture(scope="module")
def table():
    return pl.read_csv(io.StringIO(run(COMPANY, *DAYS, "--csv").stdout), try_parse_dates=True)


def test_csv_has_a_row_each_forecast_with_quantiles_in_order(table):
    levels = [f"q{level:02}" for level in range(5, 100, 5)]
    assert table.columns == ["origin", "feature", *levels, "shipped_weeks"]
    assert table["origin"].unique().len() == 2
    for row in table.select(levels).rows():
        known = [week for week in row if week is not None]
        assert known == sorted(known)
        assert row[: len(known)] == tuple(known)


def test_json_has_scores_by_horizon_beside_the_bootstrap_and_the_stated_date(made, table):
    every = made["all"]
    keys = {"cover50", "cover80", "cover90", "p85_held", "crps_weeks", "bias_weeks"}
    assert set(every["bootstrap26"]) == keys
    assert keys < set(every)
    assert every["forecasts"] + every["not_over"] == table.height
    assert set(every["stated"]) == {
        "forecasts", "held", "crps_weeks", "bias_weeks", "ours_crps_weeks",
    }  # fmt: skip
    assert [band["median_weeks"] for band in made["bands"]] == [
        "to 2", "2 to 4", "4 to 8", "8 to 16", "over 16",
    ]  # fmt: skip
    assert sum(band["forecasts"] for band in made["bands"]) == every["forecasts"]
    assert [point["level"] for point in every["line"]][:2] == [0.05, 0.1]


def test_json_counts_what_shipped_within_a_quarter_as_the_rows_do(made, table):
    for row in made["shipped_within_13_weeks"]["by_origin"]:
        of_it = table.filter(pl.col("origin").cast(pl.String) == row["origin"])
        assert row["open"] == of_it.height
        assert row["shipped"] == (of_it["shipped_weeks"] <= 13).sum()
        assert row["q10"] <= row["q50"] <= row["q90"]


def test_the_page_is_written_into_its_file_and_says_so(both, page):
    assert "The page is in" in both.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_form_a_table_is_printed():
    shown = run(COMPANY, "--from", "2026-03-02", "--to", "2026-03-02").stdout
    assert "26 weeks, known scope" in shown
    assert "85 % held" in shown
    assert "Features shipped within 13 weeks, 1 day" in shown


def test_a_folder_without_finished_items_says_what_would_be_enough(tmp_path):
    (tmp_path / "features.csv").write_text("id,name\nf,Search\n")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "No item has a day on which it was finished" in result.stderr


def test_a_short_history_says_what_would_be_enough(tmp_path):
    (tmp_path / "features.csv").write_text("id,name,created_on\nf,Search,2026-01-05\n")
    rows = "".join(f"i{n},f,2026-01-05,2026-02-{n + 1:02}\n" for n in range(9))
    (tmp_path / "items.csv").write_text("id,feature,created_on,done_on\n" + rows)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "nine months of finished items are enough" in result.stderr


def test_days_in_the_wrong_order_are_said():
    result = run(COMPANY, "--from", "2026-03-30", "--to", "2026-03-02")
    assert result.exit_code == 2
    assert "no day from 2026-03-30 to 2026-03-02" in result.stderr
