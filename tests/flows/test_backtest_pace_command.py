"""interlock backtest pace: a file of finished items in, forecasts and scores out."""

import gzip
import io
import json
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main

MONDAY = date(2024, 1, 1)


def days(seed: int, weeks: int = 90) -> list[date]:
    random = np.random.default_rng(seed)
    counts = random.poisson(6 * random.gamma(3.0, 1 / 3.0, weeks))
    counts[[0, -1]] = 3
    offsets = [7 * week + day % 7 for week, count in enumerate(counts) for day in range(count)]
    return [*(MONDAY + timedelta(days=at) for at in offsets), MONDAY + timedelta(7 * weeks - 1)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("pace")
    done = days(1)
    frame = pl.DataFrame({"Done": [day.strftime("%d/%m/%Y") for day in done]})
    frame = pl.concat([frame, pl.DataFrame({"Done": ["NA", ""]})])
    frame.write_csv(made / "items.csv")
    (made / "items.csv.gz").write_bytes(gzip.compress((made / "items.csv").read_bytes()))
    both = [(day, "core") for day in days(1)] + [(day, "apps") for day in days(2)]
    pl.DataFrame(both, schema=["Resolved", "Team"], orient="row").write_csv(made / "teams.csv")
    return made


def run(path, *options):
    command = ["backtest", "pace", str(path), *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def one(folder, *options, name="items.csv"):
    return run(folder / name, "--done", "Done", "--date-format", "%d/%m/%Y", *options)


@pytest.fixture(scope="module")
def table(folder):
    return pl.read_csv(io.StringIO(one(folder, "--csv").stdout), try_parse_dates=True)


def test_csv_has_a_row_each_forecast_with_quantiles_in_order(table):
    levels = [f"q{level:02}" for level in range(5, 100, 5)]
    assert table.columns == ["origin", "items", *levels, "actual_weeks"]
    quantiles = table.select(levels).to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert quantiles.min() > 0


def test_origins_are_mondays_from_the_53rd_week_on_every_second_week(table):
    origins = table.filter(pl.col("items") == 20)["origin"].to_list()
    expected = [MONDAY + timedelta(weeks=week) for week in range(52, 90, 2)]
    assert origins == expected
    assert set(table["items"]) == {20, 50}


def test_actual_weeks_are_those_of_the_file_and_empty_when_the_data_ends_before(table):
    counts = np.bincount([(day - MONDAY).days // 7 for day in days(1)])
    for origin, items, actual in table.select("origin", "items", "actual_weeks").iter_rows():
        reached = counts[(origin - MONDAY).days // 7 :].cumsum() >= items
        assert actual == (int(reached.argmax()) + 1 if reached.any() else None)
    assert table["actual_weeks"].null_count() > 0


def test_json_agrees_with_the_csv(folder, table):
    made = json.loads(one(folder, "--json").stdout)
    twenty = made["items"][0]
    rows = table.filter(pl.col("items") == 20)
    ended = rows.drop_nulls("actual_weeks")
    actual = ended["actual_weeks"].to_numpy()
    assert twenty["items"] == 20
    assert twenty["inactive"] == 0
    assert (twenty["all"]["origins"], twenty["all"]["censored"]) == (
        ended.height,
        rows.height - ended.height,
    )
    inside = (ended["q10"].to_numpy() <= actual) & (actual <= ended["q90"].to_numpy())
    assert twenty["all"]["cover80"] == pytest.approx(inside.mean())
    assert twenty["all"]["p85_held"] == pytest.approx((actual <= ended["q85"].to_numpy()).mean())
    levels = np.arange(1, 20) / 20
    quantiles = ended.select(pl.col("^q.*$")).to_numpy()
    late = actual[:, None] - quantiles
    pinball = 2 * np.maximum(levels * late, (levels - 1) * late).mean()
    assert twenty["all"]["crps_weeks"] == pytest.approx(pinball)
    assert twenty["all"]["bias_weeks"] == pytest.approx((ended["q50"].to_numpy() - actual).mean())


def test_json_has_scores_of_both_baselines_by_horizon_and_weights(folder):
    made = json.loads(one(folder, "--json").stdout)
    bands = made["items"][1]["bands"]
    assert [band["median_weeks"] for band in bands] == [
        "to 2", "2 to 4", "4 to 8", "8 to 16", "over 16",
    ]  # fmt: skip
    every = made["items"][1]["all"]
    assert sum(band["origins"] for band in bands) == every["origins"]
    keys = {"cover50", "cover80", "cover90", "p85_held", "crps_weeks", "bias_weeks"}
    assert set(every) == {"origins", "censored", "bootstrap26", "velocity26"} | keys
    assert set(every["bootstrap26"]) == keys
    assert every["velocity26"]["cover80"] is None
    assert every["velocity26"]["crps_weeks"] >= abs(every["velocity26"]["bias_weeks"])
    assert sum(made["weights"]["all"].values()) == pytest.approx(1)
    assert made["left_out"] == [
        {"table": "items", "count": 1, "why": "items.csv: not finished"},
    ]


def test_the_same_file_gives_the_same_bytes_packed_or_not(folder):
    plain = one(folder, "--csv").stdout_bytes
    assert one(folder, "--csv", name="items.csv.gz").stdout_bytes == plain


def test_each_team_is_a_series_of_its_own(folder):
    made = run(folder / "teams.csv", "--done", "Resolved", "--team", "Team", "--csv")
    table = pl.read_csv(io.StringIO(made.stdout))
    assert table.columns[:3] == ["team", "origin", "items"]
    assert set(table["team"]) == {"core", "apps"}
    assert table.filter(pl.col("team") == "apps").height == table.height / 2


def test_every_week_and_every_fourth_can_be_asked_for(folder):
    made = [one(folder, "--csv", "--items", "20", "--every", every) for every in ("7d", "28d")]
    assert [len(out.stdout.splitlines()) - 1 for out in made] == [38, 10]


def test_without_a_form_a_table_is_printed(folder):
    shown = one(folder).stdout
    assert "20 items ahead" in shown
    assert "bootstrap of 26 weeks" in shown
    assert "85 % held" in shown


def test_every_column_that_is_not_there_is_said_at_once(folder):
    result = run(folder / "teams.csv", "--done", "Resolvd", "--team", "Squad")
    assert result.exit_code == 1
    assert "column Resolvd: the file has no such column" in result.stderr
    assert "did you mean Resolved?" in result.stderr
    assert "column Squad" in result.stderr
    assert "allowed: Resolved, Team" in result.stderr


def test_days_that_cannot_be_read_are_said_with_line_and_remedy(folder, tmp_path):
    text = (folder / "items.csv").read_text().splitlines()
    text[2], text[7] = "31/02/2024", "soon"
    (tmp_path / "items.csv").write_text("\n".join(text) + "\n")
    result = one(tmp_path)
    assert result.exit_code == 0
    assert "line 3: '31/02/2024'" in result.stderr
    assert "line 8: 'soon'" in result.stderr
    assert "--date-format" in result.stderr
    assert "2 rows" in result.stdout


def test_days_that_could_be_months_are_asked_about(tmp_path):
    (tmp_path / "items.csv").write_text("Done\n01/02/2024\n03/02/2024\n")
    result = run(tmp_path / "items.csv", "--done", "Done")
    assert result.exit_code == 1
    assert "day and month cannot be told apart" in result.stderr
    assert "say which with --date-format" in result.stderr


def test_items_done_before_they_were_created_are_said_and_count(tmp_path):
    (tmp_path / "items.csv").write_text("Made,Done\n2024-01-09,2024-01-08\n2024-01-01,2024-01-03\n")
    result = run(tmp_path / "items.csv", "--done", "Done", "--created", "Made", "--json")
    assert "was done before it was created" in result.stderr
    assert "line 2: '2024-01-08'" in result.stderr
    assert json.loads(result.stdout)["weeks"] == {"all": 1}


def test_the_day_created_tells_how_far_the_data_goes(tmp_path):
    rows = "Made,Done\n2024-01-01,2024-01-03\n2024-02-04,NA\n"
    (tmp_path / "items.csv").write_text(rows)
    done = ["--done", "Done", "--json"]
    assert json.loads(run(tmp_path / "items.csv", *done).stdout)["weeks"] == {}
    made = json.loads(run(tmp_path / "items.csv", "--created", "Made", *done).stdout)
    assert made["weeks"] == {"all": 5}


def test_a_short_file_has_no_forecast_and_says_so(tmp_path):
    (tmp_path / "items.csv").write_text("Done\n2024-01-01\n2024-01-14\n")
    result = run(tmp_path / "items.csv", "--done", "Done")
    assert result.exit_code == 0
    assert "No week to forecast from." in result.stdout
    assert "Fewer than 53 whole weeks" in result.stdout
    assert "origin,items,q05" in run(tmp_path / "items.csv", "--done", "Done", "--csv").stdout


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--items", "20,none", "write 20,50"),
        ("--items", "0", "write 20,50"),
        ("--every", "10d", "not a number of whole weeks"),
        ("--date-format", "day", "is no date format"),
    ],
)
def test_options_that_mean_nothing_are_said_with_an_example(folder, option, value, said):
    result = run(folder / "items.csv", "--done", "Done", option, value)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_without_a_finished_item_is_said(tmp_path):
    (tmp_path / "items.csv").write_text("Done\nNA\n-\n")
    result = run(tmp_path / "items.csv", "--done", "Done")
    assert result.exit_code == 1
    assert "holds no finished item" in result.stderr
