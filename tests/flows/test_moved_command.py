"""Why the forecast moved between two days: what stdout holds, and which days are refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.cli.main import main

DEALS = "id,name,outcome,stage,amount,created_on\n"
CHANGES = "table,id,at,field,old,new\n"


def run(*arguments: str):
    return CliRunner().invoke(main, ["moved", *arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """One deal, whose amount doubled on 16 Nov; seen on the 20th."""
    (tmp_path / "deals.csv").write_text(
        DEALS + "d,Doubled,open,Demo,200,2026-09-01\nn,New,open,Demo,50,2026-11-20\n"
    )
    log = [("2026-09-01", "", "100"), ("2026-11-16", "100", "200")]
    rows = [f"deals,d,{day} 12:00,amount,{old},{new}\n" for day, old, new in log]
    (tmp_path / "changes.csv").write_text(CHANGES + "".join(rows))
    return str(tmp_path)


def test_an_edit_is_told_as_text_and_as_json(folder):
    assert "amount and date edits: Doubled +" in run(folder, "--since", "2026-11-13").stdout
    made = json.loads(run(folder, "--since", "2026-11-13", "--seed", "7", "--json").stdout)
    assert (made["since"], made["as_of"], made["seed"]) == ("2026-11-13", "2026-11-20", 7)
    summed = sum(part["amount"] for part in made["parts"])
    assert summed == pytest.approx(made["now"] - made["then"], rel=1e-9)


def test_csv_goes_to_stdout(folder):
    result = run(folder, "--since", "2026-11-13", "--csv")
    assert result.stdout.startswith(
        "since,as_of,seed,method,period,currency,cause,deal,name,amount"
    )


def test_the_same_day_twice_says_that_nothing_moved(folder):
    assert run(folder, "--since", "2026-11-20").stdout.startswith("Nothing moved the forecast")


@pytest.mark.parametrize("since", ["2026-11-21", "2026-08-31"])
def test_a_day_outside_the_range_is_refused_with_the_range(folder, since):
    result = run(folder, "--since", since)
    assert result.exit_code == 2
    assert "Days from 2026-09-01 to 2026-11-20 can be asked for." in result.stderr


def test_a_day_of_which_nothing_is_known_is_said_and_is_no_zero(folder):
    (Path(folder) / "changes.csv").write_text(CHANGES)
    result = run(folder, "--since", "2026-11-13")
    assert result.exit_code == 1
    assert "How the deals stood on 2026-11-13 is not known" in result.stderr
    assert not result.stdout


def test_an_amount_not_known_on_the_earlier_day_is_noted(folder):
    with (Path(folder) / "deals.csv").open("a") as deals:
        deals.write("u,Unlogged,open,Demo,500,2026-09-01\n")
    made = json.loads(run(folder, "--since", "2026-11-13", "--json").stdout)
    assert made["notes"][0].startswith("Open deals whose amount is not known on 2026-11-13")
