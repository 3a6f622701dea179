"""interlock plan: what is wished, the plan told, kept as files, and what cannot be wished."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from interlock.importers import saved_whatif
from interlock.records.whatif import Drop

SMALL = ("--moves", "60", "--seconds", "900", "--quick", "--frozen", "0")
DEALS = """id,name,owner,stage,outcome,amount,created_on,closed_on
A,Acorn,Ann,Won,won,100,2026-01-05,2026-03-01
B,Birch,Ann,Qualify,open,900000,2026-01-07,
C,Cedar,Bo,Qualify,open,90000,2026-02-01,
"""
FEATURES = """id,key,name,team,order,shipped_on
F,CORE-1,Offline mode,Core,1,
G,CORE-2,Dark mode,Core,2,
H,CORE-3,Print view,Core,3,
P,CORE-4,Search,Core,4,2026-02-25
"""
ITEMS = "id,feature,team,created_on,done_on\n" + "".join(
    f"{feature}{n},{feature},Core,2026-02-01,\n" for feature in "FGH" for n in range(14)
)
PAST = "".join(
    f"P{n},P,Core,2025-10-01,{date(2025, 10, 6) + timedelta(days=2 * n)}\n" for n in range(70)
)
NEEDS = "deal,feature,strength,on\nB,H,dealbreaker,2026-02-01\nC,F,important,2026-02-02\n"
WAITS = "feature,after\nF,G\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("company")
    for name, text in (
        ("deals", DEALS),
        ("features", FEATURES),
        ("items", ITEMS + PAST),
        ("needs", NEEDS),
        ("teams", "name,people,wip_limit\nCore,4,1\n"),
        ("dependencies", WAITS),
    ):
        (made / f"{name}.csv").write_text(text)
    return made


def run(folder: Path, *arguments: str):
    asked = ["plan", str(folder), *SMALL, *arguments]
    return CliRunner().invoke(main, asked, catch_exceptions=False)


def test_a_plan_is_told_as_a_page(folder):
    said = run(folder).stdout
    assert "Your company: plan, 1 Mar 2026" in said
    told = " ".join(said.split())
    assert "ranking by revenue is as good" in told
    assert "Beside the order as it is: +" in told
    assert "that features can move" in told
    assert "Beside ranking by revenue: " in told
    assert "was 3" in said
    assert "Core: 3 of 3 features in time" in said
    assert "To be told" in said
    assert "Proven: no order brings more than" in told
    assert max(map(len, said.splitlines())) <= 100


def test_json_holds_everything_and_csv_a_row_a_feature(folder):
    made = json.loads(run(folder, "--seed", "7", "--json").stdout)
    assert (made["schema"], made["seed"], made["wishes"]["moves"]) == ("interlock/plan/1", 7, 60)
    assert {"orders", "adds", "adds_to_now", "gap", "ceiling", "movable", "stability", "answer"} < {
        *made
    }
    assert made["answer"]["whatif"] == made["whatif"]
    rows = list(csv.DictReader(io.StringIO(run(folder, "--seed", "7", "--csv").stdout)))
    assert [row["place"] for row in rows] == ["1", "2", "3"]
    held = {one["id"]: one for one in made["features"]}
    for row in rows:
        assert int(row["place"]) == held[row["id"]]["place"]
        assert float(row["brings"]) == held[row["id"]]["brings"]


def test_the_same_seed_gives_the_same_bytes(folder):
    assert run(folder, "--json").stdout == run(folder, "--json").stdout


def test_a_saved_plan_is_a_what_if_that_whatif_loads(folder, tmp_path):
    saved = tmp_path / "plan.json"
    made = json.loads(run(folder, "--without", "dark mode", "--without", "F", "--save", str(saved),
                          "--json").stdout)  # fmt: skip
    changes = saved_whatif.read(saved).changes
    assert Drop("F") in changes
    assert Drop("G") in changes
    assert [{"kind": "drop", "feature": one} for one in "GF"] == made["whatif"][:2]
    loaded = CliRunner().invoke(
        main, ["whatif", str(folder), "--load", str(saved), "--json"], catch_exceptions=False
    )
    whole = json.loads(loaded.stdout)["whole"]
    assert whole == made["answer"]["whole"]


def test_the_least_work_for_a_sum_and_what_fits_a_capacity_are_told(folder):
    said = " ".join(run(folder, "--target", "200000", "--capacity", "core=6").stdout.split())
    assert "The least work for $200 k" in said
    assert "Best within the weeks of Core 6.0" in said
    assert "All orders are without" in said
    made = json.loads(run(folder, "--target", "9e9", "--capacity", "40", "--json").stdout)
    assert made["scope"]["least"]["outcome"] == "not reachable"
    assert made["wishes"]["capacity"] == [["all teams", 40.0]]
    assert "seconds" not in made["scope"]


def test_what_must_ship_ships_in_time(folder):
    made = json.loads(run(folder, "--must", "core-2", "--json").stdout)
    dark = next(one for one in made["features"] if one["id"] == "G")
    assert dark["is_must"]
    assert dark["above"]
    assert all(change["kind"] == "order" for change in made["whatif"])


def test_wishes_that_clash_are_told_all_at_once_with_exit_2(folder):
    made = run(folder, "--must", "F", "--without", "G", "--without", "Drak mode", "--frozen", "99")
    assert made.exit_code == 2
    assert "waits for" in made.stderr
    assert "Dark mode" in made.stderr
    assert "'Drak mode'" in made.stderr
    assert "frozen_weeks is 99" in made.stderr
    assert made.stdout == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("--switch-cost", "5%", "--promise-cost", "200"), "both in money, or both in %"),
        (("--switch-cost", "much"), "neither an amount such as 20000 nor a share such as 5%"),
        (("--capacity", "Core=much"), "neither Core=12 nor, for all teams, 40"),
        (("--capacity", "Coer=12"), "Did you mean 'Core'"),
        (("--aim", "best"), "'best' is not one of 'mean', 'worst', 'needs'"),
    ],
)
def test_what_cannot_be_read_is_bad_usage(folder, written, told):
    made = run(folder, *written)
    assert made.exit_code == 2
    assert told in " ".join(made.stderr.split())


def test_without_deals_that_need_features_every_order_is_as_good(folder, tmp_path):
    for file in folder.glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "needs.csv").write_text("deal,feature,strength,on\n")
    said = " ".join(run(tmp_path).stdout.split())
    assert "No order of work moves bookings here" in said
