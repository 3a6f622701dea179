"""The main job through the command line: exports in, report out."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from tests import company

COMPANY = str(company.COMPANY)


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def made():
    return company.report()


@pytest.fixture(scope="module")
def for_development():
    return company.report("--for", "development", "--seed", "2")


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The same once more by another process, on more threads, with JSON on stdout."""
    folder = tmp_path_factory.mktemp("again")
    page, pdf, markdown = (folder / name for name in ("r.html", "deep/r.pdf", "r.md"))
    forms = ["--pdf", str(pdf), "--paper", "letter", "--markdown", str(markdown), "--line"]
    words = ["report", COMPANY, "--out", str(page), "--json", "-", *forms]
    done = subprocess.run(
        [sys.executable, "-m", "interlock", *words],
        env=os.environ | {"POLARS_MAX_THREADS": "4"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done, page.read_text("utf-8"), pdf.read_bytes(), markdown.read_text("utf-8")


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
    with (company.COMPANY / "2026-11-20" / "Opportunity.csv").open(
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


def test_the_same_seed_gives_the_same_report_and_another_seed_other_dates(
    made, again, for_development
):
    (_, page, data), (_, page_again, *_), (_, _, other) = made, again, for_development
    assert page_again == page
    one, two = ({f["id"]: f["p80_on"] for f in d["features"]} for d in (data, other))
    assert one.keys() & two.keys()
    assert any(one[feature] != two[feature] for feature in one.keys() & two.keys())


def test_development_reads_no_amount(for_development):
    said, page, data = for_development
    for words in (said.stdout, page, json.dumps(data, ensure_ascii=False)):
        assert re.findall(r"[$€£]\s?\d", words) == []
    quarter = data["quarter"]
    assert quarter["closed"] is quarter["target"] is quarter["forecast"] is None


def test_promises_say_what_decided_what_moved_and_what_is_in_writing(made, for_development):
    _, page, data = made
    moved = {one["id"]: one for one in data["moved_promises"]}
    assert set(moved) == {"P-043", "P-047", "P-061"}
    assert (moved["P-043"]["old"], moved["P-043"]["new"]) == ("2026-12-09", "2026-12-16")
    assert moved["P-043"]["told"] == ["Bram Visser"]
    assert moved["P-043"]["tell"][0] == "Maren Okafor"
    assert (moved["P-047"]["new"], moved["P-047"]["tell"]) == (None, [])
    assert moved["P-061"]["tell"] == ["Ines Moreau"]
    assert {one["form"] for one in data["firm"]} == {"written", "contract"}
    assert sum(one["form"] == "contract" for one in data["firm"]) == 3
    assert "withdrawn 17\N{NO-BREAK SPACE}Nov by Sofie Brandt" in page
    assert "the deal was lost 18\N{NO-BREAK SPACE}Nov" in page
    assert [(one["side"], one["things"]) for one in data["record"]] == [
        ("sales", 972),
        ("sales", 93),
        ("development", 147),
    ]
    owed = data["customers"]
    assert [len(owed[name]) for name in ("commitments", "renewals", "handovers")] == [8, 52, 5]
    assert "19 of 23 contracts renewed" in page.replace("\N{NO-BREAK SPACE}", " ")
    _, page, data = for_development
    assert {one["amount"] for one in data["customers"]["renewals"]} == {None}
    assert (len(data["moved_promises"]), data["firm"]) == (3, [])
    assert "In writing, and not out yet" not in page


def test_a_rep_reads_of_the_own_deals_only():
    said, _, data = company.report("--for", "priya raman")
    assert data["firm"] == []
    assert [one["id"] for one in data["moved_promises"]] == ["P-043", "P-061"]
    assert said.exit_code == 0
    assert {deal["owner"] for deal in data["deals"]} == {"Priya Raman"}


def test_a_reader_nobody_knows_is_refused_with_a_near_miss(tmp_path):
    result = run("report", COMPANY, "--for", "Prya Raman", "--out", str(tmp_path / "r.html"))
    assert result.exit_code == 2
    assert "Priya Raman" in result.stderr


def test_json_on_stdout_is_nothing_but_json(again):
    said, *_ = again
    assert json.loads(said.stdout)["schema"] == "interlock/report/1"


def test_the_week_in_one_line_stands_in_place_of_the_summary(again):
    said, *_ = again
    assert "Week of 20 Nov: 55 % to reach $3.40 M (47 % last week); 17 promises" in said.stderr
    assert "Deals to look at" not in said.stderr


def test_pdf_and_markdown_are_written_beside_the_page(again):
    said, _, pdf, markdown = again
    assert (pdf[:5], markdown[:17]) == (b"%PDF-", "# Norvane Systems")
    assert "r.pdf and" in said.stderr


def test_two_forms_at_once_on_stdout_are_refused(tmp_path):
    done = run("report", str(tmp_path), "--json", "-", "--markdown", "-")
    assert done.exit_code == 2
    assert "Only one of --json and --markdown" in done.stderr


def test_an_earlier_day_is_reported_as_it_was_known():
    _, _, read = company.report("--as-of", "2026-09-15")
    assert read["as_of"] == "2026-09-15"
    assert read["quarter"]["label"] == "2026-Q4"
    assert all(deal["stage"] not in ("Closed Won", "Closed Lost") for deal in read["deals"])
