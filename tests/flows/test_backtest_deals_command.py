"""`interlock backtest deals` as its users run it."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from interlock.cli.main import main

BASELINES = {
    "constant", "stage_percent", "own_win_rate_by_stage", "stage_horizon_table",
    "age_month_of_quarter", "aalen_johansen", "naive_bayes", "boosting",
}  # fmt: skip
METRICS = {
    "brier", "log_loss", "auc", "wins_mae", "wins_ratio", "calibration_slope",
    "calibration_intercept",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A hundred and sixty deals over two years, in Interlock's own files."""
    home = tmp_path_factory.mktemp("deals")
    lines = ["id,name,owner,stage,outcome,amount,created_on,closed_on"]
    for number in range(160):
        month, day = divmod(number * 4, 28)
        created = f"{2024 + (month // 12)}-{month % 12 + 1:02}-{day + 1:02}"
        ends = month + 2 + number % 5
        closed = f"{2024 + ends // 12}-{ends % 12 + 1:02}-{day + 1:02}"
        outcome = "won" if number % 3 == 0 else "lost"
        lines.append(f"D{number},Deal,Ann,Talk,{outcome},1000,{created},{closed}")
    (home / "deals.csv").write_text("\n".join(lines), encoding="utf-8")
    return home


def run(folder, *options):
    days = ("--from", "2025-03-03", "--to", "2025-08-04", "--every", "8w", "--horizons", "30,90")
    return CliRunner().invoke(main, ["backtest", "deals", str(folder), *days, *options])


@pytest.fixture(scope="module")
def as_json(folder):
    return run(folder, "--json")


def test_json_has_the_stable_keys(as_json):
    assert as_json.exit_code == 0, as_json.output
    told = json.loads(as_json.stdout)
    assert told["horizons"] == [30, 90]
    for one in told["results"]:
        assert METRICS | {"horizon_days", "n", "base_rate", "baselines", "differences"} <= set(one)
        assert set(one["baselines"]) == BASELINES
        for name in one["differences"]:
            assert set(one["differences"][name]) == {"brier", "log_loss"}
            assert set(one["differences"][name]["brier"]) == {"mean", "low", "high"}
    assert {"crps_days", "median_abs_error_days"} <= set(told["time_to_close"])
    assert told["skill"] in {"skill", "no skill", "not tried"}


def test_csv_has_a_row_a_forecast_and_won_is_nought_or_one(folder):
    rows = list(csv.DictReader(io.StringIO(run(folder, "--csv").stdout)))
    assert list(rows[0]) == ["as_of", "id", "horizon_days", "p_won", "won"]
    assert {row["won"] for row in rows} == {"0", "1"}
    assert all(0 <= float(row["p_won"]) <= 1 for row in rows)


def test_the_page_and_the_summary_say_how_it_went(folder):
    page = run(folder, "--html").stdout
    assert page.startswith("<!doctype html>")
    assert "Won within 90 days" in page
    assert "<script" not in page
    summary = run(folder).stdout
    assert "Aalen-Johansen by age" in summary
    assert "Method: " in summary


def test_the_page_goes_into_a_file_that_is_named(folder, tmp_path):
    out = tmp_path / "new" / "backtest.html"
    result = run(folder, "--html", str(out))
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_seed_gives_the_same_bytes(folder, as_json):
    assert run(folder, "--json").stdout == as_json.stdout


def test_what_was_skipped_is_said(folder):
    days = ("--from", "2025-03-03", "--to", "2026-02-02", "--every", "16w", "--horizons", "30,300")
    result = CliRunner().invoke(main, ["backtest", "deals", str(folder), *days, "--json"])
    told = json.loads(result.stdout)
    end = date.fromisoformat(told["as_of"])
    asked = [date(2025, 3, 3) + timedelta(weeks=16 * number) for number in range(4)]
    late = sum(day + timedelta(days=300) > end for day in asked)
    assert 0 < late < len(asked)
    assert f"300 days had not passed after {late} of 4 days: not scored there" in told["notes"]


def test_too_few_endings_for_a_line_are_said_with_how_far_off_the_wins_were(tmp_path):
    (tmp_path / "deals.csv").write_text(
        "id,name,stage,outcome,amount,created_on,closed_on\n"
        "A,x,Talk,won,1,2025-01-03,2025-06-01\n"
        "B,y,Talk,open,1,2025-02-03,\n"
        "C,z,Talk,lost,1,2025-02-03,2025-09-01\n",
        encoding="utf-8",
    )
    page = CliRunner().invoke(main, ["backtest", "deals", str(tmp_path), "--every", "4w", "--html"])
    assert page.exit_code == 0, page.output
    assert "for each win forecast" in page.stdout
    assert "No line is drawn" in page.stdout


def test_without_a_deal_there_is_nothing_to_forecast_and_that_is_said(tmp_path):
    (tmp_path / "deals.csv").write_text("id,outcome,created_on\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["backtest", "deals", str(tmp_path)])
    assert result.exit_code == 2
    assert "no past day to forecast from" in result.stderr


def test_days_on_which_no_deal_was_open_have_no_scores_and_that_is_said(folder):
    days = ("--from", "2020-01-01", "--to", "2020-03-01", "--every", "4w", "--json")
    result = CliRunner().invoke(main, ["backtest", "deals", str(folder), *days])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["results"] == []
    assert told["time_to_close"] is None
    assert told["notes"][0].startswith("No deal was open")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--every", "soon"), "is no span"),
        (("--horizons", "0,x"), "are no days from 1 to 364"),
        (
            ("--from", "2030-01-01", "--to", "2030-02-01"),
            "has a horizon of 30 days that has passed",
        ),
    ],
)
def test_a_mistake_is_said_with_what_is_allowed(folder, options, said):
    result = run(folder, *options)
    assert result.exit_code != 0
    assert said in " ".join(result.stderr.split())
