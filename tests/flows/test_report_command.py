"""The main job through the command line: exports in, report out."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.cli.main import main

COMPANY = str(Path(__file__).resolve().parents[2] / "examples" / "company")


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    page, data = folder / "deep" / "r.html", folder / "r.json"
    result = run("report", COMPANY, "--out", str(page), "--json", str(data))
    return result, page.read_text(encoding="utf-8"), json.loads(data.read_text(encoding="utf-8"))


def test_the_report_of_the_example_company_is_written_and_summed_up(made):
    result, page, data = made
    assert result.exit_code == 0
    assert "Norvane Systems" in result.stdout
    assert "to reach" in result.stdout
    assert page.startswith("<!doctype html>")
    assert data["schema"] == "interlock/report/1"


def test_every_json_says_where_it_comes_from(made):
    _, _, data = made
    assert (data["as_of"], data["seed"]) == ("2026-11-20", 1)
    assert data["method"]
    assert data["version"]


def test_the_page_needs_no_network_and_says_that_the_company_is_simulated(made):
    _, page, _ = made
    outside = re.findall(r"""(?:src|href)\s*=\s*["']?(?!#|data:)[^"'\s>]+""", page)
    assert outside == []
    assert "simulated company" in page


def test_closed_equals_the_crm_to_the_cent(made):
    import csv
    from decimal import Decimal

    _, _, data = made
    with (Path(COMPANY) / "2026-11-20" / "Opportunity.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        won = [
            Decimal(r["Amount"])
            for r in csv.DictReader(file)
            if r["IsWon"] == "true" and r["CloseDate"] >= "2026-10-01"
        ]
    assert Decimal(data["quarter"]["closed"]["total"]) == sum(won)


def test_why_it_moved_adds_up_to_the_whole(made):
    _, _, data = made
    quarter = data["quarter"]
    moved = quarter["forecast"]["mean"] - quarter["last_week"]["forecast"]["mean"]
    assert sum(m["amount"] for m in quarter["movers"]) == pytest.approx(moved, rel=2e-3, abs=50)
    for mover in quarter["movers"]:
        if mover["top"]:
            assert sum(d["amount"] for d in mover["top"]) + mover["other"] == pytest.approx(
                mover["amount"], abs=1e-6
            )


def test_the_bridge_walks_from_the_crm_to_our_number(made):
    _, _, data = made
    steps = data["quarter"]["bridge"]
    assert steps[0]["is_total"]
    assert steps[-1]["is_total"]
    walked = sum(s["amount"] for s in steps[:-1])
    assert walked == pytest.approx(steps[-1]["amount"])
    assert steps[-1]["amount"] == pytest.approx(data["quarter"]["forecast"]["mean"], rel=2e-3)


def test_the_same_seed_gives_the_same_report_and_another_seed_other_dates(made, tmp_path):
    _, page, _ = made
    again, other = tmp_path / "again.html", tmp_path / "other.html"
    run("report", COMPANY, "--out", str(again))
    run("report", COMPANY, "--out", str(other), "--seed", "2")
    assert again.read_text(encoding="utf-8") == page
    assert other.read_text(encoding="utf-8") != page


def test_development_reads_no_amount(tmp_path):
    page, data = tmp_path / "d.html", tmp_path / "d.json"
    result = run("report", COMPANY, "--for", "development", "--out", str(page), "--json", str(data))
    for words in (
        result.stdout,
        page.read_text(encoding="utf-8"),
        data.read_text(encoding="utf-8"),
    ):
        assert re.findall(r"[$€£]\s?\d", words) == []
    quarter = json.loads(data.read_text(encoding="utf-8"))["quarter"]
    assert quarter["closed"] is quarter["target"] is quarter["forecast"] is None


def test_a_rep_reads_of_the_own_deals_only(tmp_path):
    data = tmp_path / "r.json"
    assert (
        run(
            "report",
            COMPANY,
            "--for",
            "priya raman",
            "--out",
            str(tmp_path / "r.html"),
            "--json",
            str(data),
        ).exit_code
        == 0
    )
    deals = json.loads(data.read_text(encoding="utf-8"))["deals"]
    assert {deal["owner"] for deal in deals} == {"Priya Raman"}


def test_a_reader_nobody_knows_is_refused_with_a_near_miss(tmp_path):
    result = run("report", COMPANY, "--for", "Prya Raman", "--out", str(tmp_path / "r.html"))
    assert result.exit_code == 2
    assert "Priya Raman" in result.stderr


def test_json_on_stdout_is_nothing_but_json(tmp_path):
    result = run("report", COMPANY, "--out", str(tmp_path / "r.html"), "--json", "-")
    assert json.loads(result.stdout)["schema"] == "interlock/report/1"


def test_an_earlier_day_is_reported_as_it_was_known(tmp_path):
    data = tmp_path / "r.json"
    run(
        "report",
        COMPANY,
        "--as-of",
        "2026-09-15",
        "--out",
        str(tmp_path / "r.html"),
        "--json",
        str(data),
    )
    read = json.loads(data.read_text(encoding="utf-8"))
    assert read["as_of"] == "2026-09-15"
    assert read["quarter"]["label"] == "2026-Q4"
    assert all(deal["stage"] not in ("Closed Won", "Closed Lost") for deal in read["deals"])
