"""interlock backtest dates: a file of stated dates in; quantiles, scores and complaints out."""

import io
import json
from itertools import pairwise

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from tests.engine.stated_worlds import world

LEVELS = [f"q{level:02d}" for level in range(5, 100, 5)]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("dates") / "said.csv"
    world(28).with_columns(team=pl.lit("Core")).write_csv(path)
    return path


def run(path, *options):
    return CliRunner().invoke(main, ["backtest", "dates", str(path), *options])


def test_csv_has_nineteen_quantiles_and_what_came(file):
    table = pl.read_csv(io.StringIO(run(file, "--csv").stdout))
    assert table.columns == ["what", "said_on", *LEVELS, "actual_weeks"]
    assert table.height > 5
    for lower, higher in pairwise(LEVELS):
        assert (table[lower] <= table[higher]).all()


def test_json_has_its_keys_and_agrees_with_the_csv(file):
    made = json.loads(run(file, "--json").stdout)
    table = pl.read_csv(io.StringIO(run(file, "--csv").stdout))
    scores = {"crps_weeks", "mae_weeks", "cover50", "cover80", "cover90"}
    assert scores <= set(made)
    for who in ("ours", "stated", "reference_class"):
        assert set(made[who]) == scores
    assert made["ours"]["mae_weeks"] == made["mae_weeks"]
    assert made["statements"] == table.height
    off = (table["q50"] - table["actual_weeks"]).abs().mean()
    assert made["mae_weeks"] == pytest.approx(off)
    assert set(made["differences"]) == {"stated", "reference_class"}
    assert sum(one["statements"] for one in made["by_distance"]) == table.height
    assert all(set(one) == {"table", "count", "why"} for one in made["left_out"])


def test_without_a_form_a_summary_is_printed(file):
    shown = run(file).stdout
    assert "this forecast" in shown
    assert "ratio of past things" in shown
    assert "Left out" in shown


def test_from_a_day_scores_less(file):
    last = pl.read_csv(file, try_parse_dates=True)["shipped_on"].max()
    every, later = (
        json.loads(run(file, *more, "--json").stdout) for more in ([], ["--from", str(last)])
    )
    assert 0 < later["statements"] < every["statements"]
    assert later["from"] == str(last)


def test_the_same_file_gives_the_same_bytes(file):
    assert run(file, "--json").stdout_bytes == run(file, "--json").stdout_bytes


def test_days_may_be_written_in_another_form(file, tmp_path):
    other = tmp_path / "american.csv"
    days = ["said_on", "date_said", "shipped_on"]
    frame = pl.read_csv(file, try_parse_dates=True)
    frame.with_columns(pl.col(days).dt.strftime("%m/%d/%y")).write_csv(other)
    told = run(other, "--date-format", "%m/%d/%y", "--csv")
    assert told.stdout == run(file, "--csv").stdout


def test_a_date_format_that_is_none_is_refused(file):
    result = run(file, "--date-format", "month first")
    assert result.exit_code == 2
    assert "no date format" in result.stderr


def test_a_file_without_the_columns_is_told_all_that_it_lacks(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("thing,said_on\na,2026-01-01\n")
    result = run(path)
    assert result.exit_code == 1
    for name in ("what", "date_said", "shipped_on"):
        assert f"has no column {name}" in result.stderr
    assert "name the column so" in result.stderr


def test_bad_cells_are_told_with_line_column_and_value_and_the_rest_is_used(file, tmp_path):
    path = tmp_path / "bad.csv"
    lines = file.read_text().splitlines()
    lines[3] = "t000,someday,2020-03-01,2020-05-01,Core"
    lines[5] = ",2020-01-06,2020-03-01,2020-05-01,Core"
    path.write_text("\n".join(lines) + "\n")
    result = run(path, "--json")
    assert result.exit_code == 0
    assert "line 4: 'someday'" in result.stderr
    assert "column what: is empty" in result.stderr
    assert "line 6" in result.stderr
    assert {"cannot be read"} <= {one["why"] for one in json.loads(result.stdout)["left_out"]}


def test_a_thing_with_two_ship_days_is_told_and_left_out(file, tmp_path):
    path = tmp_path / "two.csv"
    extra = "x,2020-01-06,2020-03-01,2020-05-01,Core\nx,2020-02-06,2020-03-01,2020-06-01,Core\n"
    path.write_text(file.read_text() + extra)
    result = run(path, "--json")
    assert "several ship days" in result.stderr
    assert "x: 2020-05-01" in result.stderr
    assert (
        json.loads(result.stdout)["statements"]
        == json.loads(run(file, "--json").stdout)["statements"]
    )


def test_a_ship_day_in_one_row_holds_for_all_rows_of_the_thing(file, tmp_path):
    path = tmp_path / "sparse.csv"
    frame = pl.read_csv(file, infer_schema=False)
    last = pl.col("said_on") == pl.col("said_on").max().over("what")
    frame.with_columns(pl.when(last).then("shipped_on").alias("shipped_on")).write_csv(path)
    assert run(path, "--csv").stdout == run(file, "--csv").stdout


def test_days_that_may_be_either_way_round_are_asked_about(tmp_path):
    path = tmp_path / "either.csv"
    path.write_text("what,said_on,date_said,shipped_on\na,01/02/03,04/05/06,07/08/09\n")
    result = run(path)
    assert result.exit_code == 1
    for column in ("said_on", "date_said", "shipped_on"):
        assert f"column {column}: day and month cannot be told apart" in result.stderr
    assert "--date-format" in result.stderr
    assert "mapping.toml" not in result.stderr


def test_a_thing_that_shipped_before_its_start_is_told_and_left_out(file, tmp_path):
    path = tmp_path / "backwards.csv"
    frame = pl.read_csv(file, try_parse_dates=True)
    start = pl.when(what="t003").then(pl.date(2030, 1, 1))
    frame.with_columns(started_on=start).write_csv(path)
    result = run(path, "--json")
    assert "shipped before it was started" in result.stderr
    rows = frame.filter(what="t003").height
    assert {"table": "statements", "count": rows, "why": "cannot be read"} in json.loads(
        result.stdout
    )["left_out"]


def test_too_short_a_history_is_said_with_what_would_help(tmp_path):
    path = tmp_path / "short.csv"
    world(6).write_csv(path)
    result = run(path)
    assert result.exit_code == 1
    assert "20 things had shipped" in result.stderr
    assert "longer history" in result.stderr
