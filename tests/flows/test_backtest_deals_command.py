"""`interlock backtest deals` as its users run it."""

import csv
import io
import json

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
    days = ("--from", "2025-03-03", "--to", "2025-08-04", "--every", "4w", "--horizons", "30,90")
    return CliRunner().invoke(main, ["backtest", "deals", str(folder), *days, *options])


def test_json_has_the_stable_keys(folder):
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
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
