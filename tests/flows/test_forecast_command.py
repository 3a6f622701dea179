"""Forecasts as tables on stdout, and what check and strict say."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.actions import forecast
from interlock.cli.main import main
from interlock.records.forecasts import FORECASTS
from tests import company

COMPANY = str(company.COMPANY)
DEALS = "id,name,owner,stage,outcome,amount,created_on,expected_close_on,closed_on\n"


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def table(*arguments: str) -> pl.DataFrame:
    result = run("forecast", *arguments)
    assert result.exit_code == 0, result.stderr
    return pl.read_csv(io.StringIO(result.stdout), try_parse_dates=True)


@pytest.fixture
def kept_outlook(monkeypatch):
    """Forecasts of the example company are read off one outlook."""
    monkeypatch.setattr(forecast, "look", company.kept_outlook)


@pytest.mark.usefixtures("kept_outlook")
@pytest.mark.parametrize("what", list(FORECASTS))
def test_the_columns_are_those_of_the_guide(what):
    assert table(what, COMPANY).columns == list(FORECASTS[what].names)


@pytest.mark.usefixtures("kept_outlook")
def test_won_lost_and_open_sum_to_one_for_every_open_deal():
    deals = table("deals", COMPANY, "--quarters", "4")
    assert deals.height == 4 * deals["id"].n_unique()
    whole = deals["p_won"] + deals["p_lost"] + deals["p_open"]
    assert (whole - 1).abs().max() < 1e-9
    assert (
        deals.filter(
            (pl.col("p10_on") > pl.col("p50_on")) | (pl.col("p50_on") > pl.col("p90_on"))
        ).height
        == 0
    )


@pytest.mark.usefixtures("kept_outlook")
def test_dates_of_features_rise_with_their_odds():
    features = table("features", COMPANY)
    assert features.filter(pl.col("p50_on") > pl.col("p80_on")).height == 0
    assert features["p_by_quarter_end"].is_between(0, 1).all()


def test_json_and_parquet_hold_the_same_rows_as_csv(tmp_path):
    folder = write(tmp_path, "deals.csv", few(40))
    rows = table("bookings", folder)
    as_json = json.loads(run("forecast", "bookings", folder, "--json").stdout)
    assert as_json["schema"] == "interlock/forecast-bookings/1"
    assert [row["mean"] for row in as_json["rows"]] == pytest.approx(rows["mean"].to_list())
    parquet = pl.read_parquet(
        io.BytesIO(run("forecast", "bookings", folder, "--parquet").stdout_bytes)
    )
    assert parquet["p90"].to_list() == pytest.approx(rows["p90"].to_list())


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def few(count: int) -> str:
    day = date(2026, 1, 5)
    rows = []
    for n in range(count):
        ended = day + timedelta(days=40 + n)
        rows.append(
            f"c{n},Closed {n},Ann,Done,{'won' if n % 2 else 'lost'},100{n},{day},,{ended}\n"
        )
    rows += [
        f"o{n},Open {n},Ann,Talk,open,5000,{day + timedelta(days=30)},2026-04-30,\n"
        for n in range(4)
    ]
    return DEALS + "".join(rows)


@pytest.mark.parametrize("closed", [0, 1, 5, 40])
def test_few_closed_deals_give_an_honest_answer(tmp_path, closed):
    folder = write(tmp_path, "deals.csv", few(closed))
    deals = table("deals", folder)
    assert deals.height == 4
    assert deals["p_won"].is_between(0, 1).all()
    result = run("report", folder, "--out", str(tmp_path / "r.html"))
    assert result.exit_code == 0
    assert ("Not enough history" in result.stdout) == (closed < 30)


def test_the_tracker_alone_gives_a_report_without_deals(tmp_path):
    write(tmp_path, "features.csv", "id,name,team,created_on\nf1,Search,A,2026-01-01\n")
    items = "".join(
        f"i{n},f1,A,2026-01-{1 + n % 28:02d},{f'2026-02-{1 + n:02d}' if n < 12 else ''}\n"
        for n in range(20)
    )
    folder = write(tmp_path, "items.csv", "id,feature,team,created_on,done_on\n" + items)
    result = run("report", folder, "--out", str(tmp_path / "r.html"))
    assert result.exit_code == 0
    assert "No deals were read" in result.stdout.replace("\n  ", " ")
    assert table("features", folder)["basis"][0] in ("own history", "prior")


def test_no_links_at_all_are_said_with_the_file_to_write(tmp_path):
    write(tmp_path, "features.csv", "id,name,team,wanted_by\nf1,Search,A,2026-05-01\n")
    folder = write(tmp_path, "deals.csv", few(6))
    run("report", folder, "--out", str(tmp_path / "r.html"))
    assert "deal,feature,strength" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_check_names_every_problem_and_exits_one(tmp_path):
    bad = few(2).replace("1000,", "12x,").replace("2026-04-30", "2026-13-30")
    result = run("check", write(tmp_path, "deals.csv", bad))
    assert result.exit_code == 1
    assert "'12x'" in result.stdout
    assert "'2026-13-30'" in result.stdout
    assert "what to do" in result.stdout
    assert "5 rows left out" in result.stdout


def test_check_of_good_files_exits_zero():
    assert run("check", COMPANY).exit_code == 0


def test_strict_takes_nothing_when_a_row_has_a_problem(tmp_path):
    folder = write(tmp_path, "deals.csv", few(6).replace("1000,", "12x,"))
    assert run("forecast", "deals", folder).exit_code == 0
    strict = run("forecast", "deals", folder, "--strict")
    assert strict.exit_code == 1
    assert strict.stdout == ""
    assert "Nothing was taken" in strict.stderr


def test_a_folder_with_nothing_known_says_what_is_known(tmp_path):
    result = run(
        "report", write(tmp_path, "x.csv", "a,b\n1,2\n"), "--out", str(tmp_path / "r.html")
    )
    assert result.exit_code == 2
    assert "Salesforce opportunities" in result.stderr
    assert "mapping" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("forecast", "dels", COMPANY), ("report", COMPANY, "--as-of", "soon")],
)
def test_wrong_usage_exits_two(arguments):
    assert run(*arguments).exit_code == 2


def test_amounts_on_few_open_deals_give_a_count_in_place_of_a_misleading_sum(tmp_path):
    rows = few(40).replace(",5000,", ",,")
    out = tmp_path / "r.json"
    run(
        "report",
        write(tmp_path, "deals.csv", rows),
        "--out",
        str(tmp_path / "r.html"),
        "--json",
        str(out),
    )
    quarter = json.loads(out.read_text(encoding="utf-8"))["quarter"]
    assert quarter["forecast"] is None
    assert quarter["wins"]["mean"] > 0
    assert quarter["without_amount"] == 4


def test_todays_value_is_no_history_of_a_field(tmp_path):
    result = run("report", write(tmp_path, "deals.csv", few(40)), "--out", str(tmp_path / "r.html"))
    assert "Stages have no history" in result.stdout


@pytest.mark.usefixtures("kept_outlook")
def test_bookings_by_part_add_up_to_the_open_deals_of_the_company():
    whole = table("bookings", COMPANY)
    for by in ("rep", "segment", "Region__c"):
        parts = table("bookings", COMPANY, "--by", by)
        summed = parts.group_by("period", maintain_order=True).agg(
            pl.col("closed", "from_open", "from_new").sum()
        )
        assert summed["closed"].to_list() == pytest.approx(whole["closed"].to_list())
        assert summed["from_open"].to_list() == pytest.approx(whole["from_open"].to_list())
        assert summed["from_new"].to_list() == [0.0] * 4
        assert parts["part"].n_unique() > 1


@pytest.mark.usefixtures("kept_outlook")
def test_a_part_that_the_data_lacks_is_refused_with_near_misses():
    refused = run("forecast", "bookings", COMPANY, "--by", "region__c")
    assert refused.exit_code == 2
    assert "Did you mean 'Region__c'" in refused.stderr
