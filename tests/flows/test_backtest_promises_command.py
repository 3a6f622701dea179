"""interlock backtest promises: a file of promised days in; scores, rows and complaints out."""

import io
import json

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from tests.engine.stated_worlds import world

CALLED = {"date_said": "due", "shipped_on": "done_on"}
KEYS = {"n", "crps_weeks", "cover80", "cover90", "hit_rate", "brier"}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("promises") / "promises.csv"
    said = world(45, level=0.1, spacing=5.0).rename(CALLED).with_columns(
        maker=pl.col("what").str.slice(-1), kind=pl.lit("release")
    )  # fmt: skip
    said.write_csv(path)
    return path


def run(path, *options):
    return CliRunner().invoke(main, ["backtest", "promises", str(path), *options])


def test_json_has_the_day_the_ratio_and_ours_on_the_same_rows(file):
    made = json.loads(run(file, "--json").stdout)
    for who in ("raw", "ratio", "ours"):
        assert set(made[who]) == KEYS
        assert made[who]["n"] == made["ours"]["n"]
    assert made["met"]["share"] == made["raw"]["hit_rate"]
    assert run(file, "--json").stdout_bytes == run(file, "--json").stdout_bytes


def test_csv_has_a_row_a_promised_day_with_its_odds_and_quantiles(file):
    table = pl.read_csv(io.StringIO(run(file, "--csv").stdout), try_parse_dates=True)
    assert table.columns[:9] == [
        "what", "maker", "kind", "said_on", "due", "done_on", "met", "p_met", "base_rate",
    ]  # fmt: skip
    assert {"q05", "q50", "q95", "actual_weeks"} < set(table.columns)
    assert table["p_met"].is_between(0, 1).all()


def test_without_a_form_a_summary_is_printed(file):
    shown = run(file).stdout
    assert "this forecast" in shown
    assert "base rate" in shown
    assert "By time from the saying to the day" in shown


def test_makers_and_classes_may_be_left_out(file, tmp_path):
    bare = tmp_path / "bare.csv"
    pl.read_csv(file).drop("maker", "kind").write_csv(bare)
    assert json.loads(run(bare, "--json").stdout)["by_kind"] == []


def test_from_a_day_scores_what_was_promised_for_later(file):
    every, later = (
        json.loads(run(file, *more, "--json").stdout)["ours"]["n"]
        for more in ([], ["--from", "2020-09-01"])
    )
    assert 0 < later < every


def test_what_is_wrong_is_said_in_the_files_own_words_all_at_once(file, tmp_path):
    wrong = tmp_path / "wrong.csv"
    rows = file.read_text().splitlines()
    columns = rows[0].split(",")
    cells = rows[1].split(",")
    cells[columns.index("due")] = "soon"
    twice = rows[40].split(",")
    twice[columns.index("done_on")] = "2031-01-01"
    wrong.write_text("\n".join([rows[0], ",".join(cells), *rows[2:], ",".join(twice)]))
    told = run(wrong)
    assert "line 2" in told.stderr
    assert "due" in told.stderr
    assert "soon" in told.stderr
    assert "several done days" in told.stderr
    assert told.exit_code == 0


def test_a_column_that_is_missing_is_named_with_those_there_should_be(file, tmp_path):
    less = tmp_path / "less.csv"
    pl.read_csv(file).rename({"due": "date_said"}).write_csv(less)
    told = run(less)
    assert told.exit_code
    assert "has no column due" in told.stderr
    assert "what, said_on, due, done_on" in told.stderr
