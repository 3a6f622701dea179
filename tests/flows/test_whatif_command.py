"""interlock whatif: changes written, saved, loaded, undone and compared; what is wrong is said."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from interlock.importers import saved_whatif
from interlock.records import whatif, written_changes
from interlock.records.errors import NothingRead
from interlock.records.whatif import KINDS, WhatIf
from interlock.render import whatif_table

DEALS = """id,name,owner,stage,outcome,amount,created_on,closed_on
A,Acorn,Ann,Won,won,100,2026-01-05,2026-03-01
B,Birch,Ann,Qualify,open,200000,2026-01-07,
C,Cedar,Bo,Qualify,open,90000,2026-02-01,
"""
FEATURES = """id,key,name,team,order
F,CORE-1,Offline mode,Core,1
G,CORE-2,Dark mode,Core,2
"""
ITEMS = "id,feature,team,created_on\n" + "".join(
    f"{feature}{n},{feature},Core,2026-02-01\n" for feature in "FG" for n in range(6)
)
NEEDS = "deal,feature,strength,on\nB,F,dealbreaker,2026-02-01\nC,G,important,2026-02-02\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("deals", DEALS),
        ("features", FEATURES),
        ("items", ITEMS),
        ("needs", NEEDS),
    ):
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "teams.csv").write_text("name,people,wip_limit\nCore,4,1\n")
    return tmp_path


def run(folder: Path, *arguments: str):
    return CliRunner().invoke(main, ["whatif", str(folder), *arguments], catch_exceptions=False)


def test_both_ways_are_told_as_a_page(folder):
    said = run(folder, "--drop", "offline mode", "--people", "core=+1").stdout
    assert "1. drop Offline mode (CORE-1)\n  2. 1 person joins Core" in said
    assert "Deals whose odds fall: 1 deal" in said
    assert "Birch: Offline mode" in said
    assert "Deals that gain: 1 deal" in said
    assert "Ann: the odds of Birch" in said
    assert max(map(len, said.splitlines())) <= 100


def test_json_holds_everything_and_csv_a_row_each(folder):
    made = json.loads(run(folder, "--drop", "F", "--seed", "7", "--json").stdout)
    assert (made["schema"], made["seed"], made["whatif"]) == (
        "interlock/whatif/1", 7, [{"kind": "drop", "feature": "F"}],
    )  # fmt: skip
    rows = list(
        csv.DictReader(io.StringIO(run(folder, "--drop", "F", "--seed", "7", "--csv").stdout))
    )
    hurt = [row for row in rows if row["what"] == "hurt"]
    assert [row["name"] for row in hurt] == [one["name"] for one in made["hurt"]] == ["Birch"]
    assert float(hurt[0]["after"]) == made["hurt"][0]["after"]
    assert [row["id"] for row in rows if row["what"] == "dropped"] == ["F"]


def test_changes_are_saved_loaded_undone_and_compared(folder, tmp_path):
    saved = tmp_path / "drop.json"
    run(folder, "--drop", "F", "--delay", "G=3w", "--save", str(saved))
    assert saved_whatif.read(saved) == WhatIf((whatif.Drop("F"), whatif.Delay("G", 3)))
    loaded = json.loads(run(folder, "--load", str(saved), "--undo", "1", "--json").stdout)
    assert loaded["whatif"] == [{"kind": "drop", "feature": "F"}]
    compared = run(folder, "--delay", "F=2", "--against", str(saved)).stdout
    assert "this brings more than drop in" in compared
    sides = json.loads(run(folder, "--delay", "F=2", "--against", str(saved), "--json").stdout)
    assert [side["name"] for side in sides["sides"]] == ["this", "drop"]
    rows = run(folder, "--delay", "F=2", "--against", str(saved), "--csv").stdout
    assert rows.startswith("whatif,what,id,name,before,after,change,p10,p90\nthis,bookings,")


def test_nothing_is_saved_of_what_is_not_possible(folder, tmp_path):
    saved = tmp_path / "no.json"
    refused = run(folder, "--drop", "Nothing", "--people", "Core=-9", "--save", str(saved))
    assert refused.exit_code == 2
    assert "No feature is called 'Nothing'." in refused.stderr
    assert "Core has 4 people: 9 cannot leave it" in refused.stderr
    assert not saved.exists()


def test_every_kind_of_change_can_be_written_and_saved(tmp_path):
    written = {
        "drop": "F", "delay": "F=3w", "bring-forward": "F=2w", "order": "F=1",
        "add": "SSO=12@Core", "split": "F=40%", "into": "F=R", "release": "R=2027-01-20",
        "people": "Core=-1.5", "move-people": "Core:Data=1", "need": "B:F=dealbreaker",
        "amount": "B=120,000", "promise": "B/F=2026-12-15", "break-promise": "P-1",
    }  # fmt: skip
    changes = [written_changes.read(word, text) for word, text in written.items()]
    assert {type(change) for change in changes} == set(KINDS.values())
    (tmp_path / "all.json").write_text(whatif_table.saved(WhatIf(tuple(changes))))
    assert saved_whatif.read(tmp_path / "all.json") == WhatIf(tuple(changes))


@pytest.mark.parametrize(
    ("option", "written", "why"),
    [
        ("--delay", "F", "write it as FEATURE=3w"),
        ("--delay", "F=soon", "'soon' is no number"),
        ("--order", "F=1.5", "'1.5' is no whole number"),
        ("--add", "SSO=12", "write it as NAME=12@TEAM"),
        ("--release", "R=20 Jan", "'20 Jan' is no day"),
        ("--need", "B:F=must", "'must' is none of dealbreaker, important, nice-to-have, none"),
    ],
)
def test_what_is_written_wrongly_is_said_with_how_it_is_written(folder, option, written, why):
    refused = run(folder, option, written)
    assert refused.exit_code == 2
    assert why in " ".join(refused.stderr.split())


def test_no_change_asks_for_one(folder):
    assert "Say at least one change, such as --drop FEATURE." in run(folder).stderr


WRONG = {
    "changes": [
        {"kind": "dropp", "feature": "F"},
        {"kind": "delay", "feature": "F"},
        {"kind": "promise", "feature": "F", "due": "soon", "to": "all"},
        {"kind": "order", "feature": 3, "place": "first"},
    ]
}


def test_everything_wrong_in_a_saved_file_is_said_at_once(folder, tmp_path):
    (tmp_path / "wrong.json").write_text(json.dumps(WRONG))
    with pytest.raises(NothingRead) as said:
        saved_whatif.read(tmp_path / "wrong.json")
    assert [(one.column, one.what) for one in said.value.problems] == [
        ("change 1, kind", "is no change"),
        ("change 2, weeks", "is missing"),
        ("change 3, to", "a promise has no such field"),
        ("change 3, due", "does not fit"),
        ("change 4, feature", "does not fit"),
        ("change 4, place", "does not fit"),
    ]
    refused = run(folder, "--load", str(tmp_path / "wrong.json"))
    assert refused.exit_code == 1
    assert "did you mean 'drop'?" in refused.stderr


@pytest.mark.parametrize(
    ("text", "why"), [("{", "is no JSON"), ('{"changes": 1}', "has no list"), ("[]", "has no list")]
)
def test_a_file_that_is_no_what_if_is_said(tmp_path, text, why):
    (tmp_path / "no.json").write_text(text)
    with pytest.raises(NothingRead) as said:
        saved_whatif.read(tmp_path / "no.json")
    assert why in said.value.problems[0].what


def test_a_file_that_does_not_exist_is_said(tmp_path):
    with pytest.raises(NothingRead) as said:
        saved_whatif.read(tmp_path / "none.json")
    assert said.value.problems[0].what == "does not exist"
