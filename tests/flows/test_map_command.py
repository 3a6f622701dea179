"""From the CSV of an unknown CRM to a report, typing only what the program says."""

import shlex
import tomllib

import pytest
from click.testing import CliRunner

from interlock.cli.main import main

HEADER = "Nummer;Kunde;Verkäufer;Phase;Betrag;Erstellt am;Abschlussdatum\n"
STAGES = ("Gewonnen", "Verloren", "Angebot")


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def pipeline(rows: int = 90) -> str:
    """Deals of one rep after the other; every third is won, lost and open."""
    lines = []
    for at in range(rows):
        day, stage = at % 27 + 1, STAGES[at % 3]
        end = "" if stage == "Angebot" else f"{day:02}.{at % 3 + 5:02}.2026"
        entered = f"{day:02}.0{at % 4 + 1}.2026"
        lines.append(
            f"N{at};Kunde {at};Ann Lee;{stage};{at + 1}.000,50;{entered};{end}\n",
        )
    return HEADER + "".join(lines)


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "our exports"
    home.mkdir()
    (home / "pipeline.csv").write_text(pipeline(), encoding="utf-8")
    return home


def next_lines(said: str) -> list[list[str]]:
    """The commands under Next, as a shell would take them apart."""
    lines = said.split("Next:\n")[1].splitlines()
    return [shlex.split(line)[1:] for line in lines if line.strip()]


def test_typing_only_what_the_program_says_ends_in_a_report(folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    first = run("map", str(folder / "pipeline.csv"))
    assert first.exit_code == 0
    (write,) = next_lines(first.stderr)
    second = run(*write)
    assert second.exit_code == 0
    check, report = next_lines(second.stderr)
    assert run(*check).exit_code == 0
    made = run(*report)
    assert made.exit_code == 0
    assert "(4 of 30)" in made.stdout


def test_stdout_is_the_mapping_alone_and_talk_is_on_stderr(folder):
    result = run("map", str(folder / "pipeline.csv"))
    (source,) = tomllib.loads(result.stdout)["source"]
    assert (source["file"], source["table"]) == ("pipeline.csv", "deals")
    assert source["values"]["outcome"] == {"Gewonnen": "won", "Verloren": "lost", "Angebot": "open"}
    assert "sure: a usual name for it" in result.stdout
    assert "90 rows read, the first 5:" in result.stderr
    assert "2026-05-01" in result.stderr
    assert "No problems found." in result.stderr


def test_a_file_that_is_there_is_not_overwritten_without_force(folder):
    out = folder / "mapping.toml"
    out.write_text("# mine\n")
    refused = run("map", str(folder / "pipeline.csv"), "--out", str(out))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert out.read_text() == "# mine\n"
    assert run("map", str(folder / "pipeline.csv"), "--out", str(out), "--force").exit_code == 0
    assert "[[source]]" in out.read_text()


def test_a_mapping_elsewhere_is_named_in_the_next_command(folder, tmp_path):
    out = tmp_path / "deep" / "m.toml"
    day = ("--as-of", "2026-07-31")
    result = run("map", str(folder / "pipeline.csv"), "--out", str(out), *day)
    check, report = next_lines(result.stderr)
    assert check == ["check", str(folder), "--mapping", str(out)]
    assert report[-2:] == list(day)


def test_days_in_doubt_are_problems_until_the_reader_chooses(folder):
    rows = "id nr,stage,created on date\n1,Won,03/04/2026\n2,Lost,05/06/2026\n"
    (folder / "pipeline.csv").write_text(rows)
    out = folder / "mapping.toml"
    result = run("map", str(folder / "pipeline.csv"), "--out", str(out))
    assert result.exit_code == 1
    assert "day and month cannot be told apart" in result.stderr
    text = out.read_text()
    out.write_text(text.replace('# created_on = "%d', 'created_on = "%d'))
    assert run("check", str(folder)).exit_code == 0


def test_a_known_file_is_said_to_need_no_mapping(folder):
    known = folder / "features.csv"
    known.write_text("id,name,team,order\nF1,Offline,Core,1\n")
    result = run("map", str(known))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "needs no mapping" in result.stderr
    assert next_lines(result.stderr)[0] == ["check", str(folder)]
    assert 'table = "features"' in run("map", str(known), "--force").stdout


def test_a_file_that_fits_nothing_fails_and_says_what_to_do(folder):
    odd = folder / "odd.csv"
    odd.write_text("colour,shape\nred,round\nblue,square\n")
    result = run("map", str(odd))
    assert result.exit_code == 1
    assert "--table" in result.stderr
    forced = run("map", str(odd), "--table", "deals")
    assert tomllib.loads(forced.stdout)["source"][0]["table"] == "deals"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--table", "dealz"), "deals"), (("--table", "pipelin.csv=deals"), "pipeline.csv")],
)
def test_a_table_or_file_that_does_not_exist_is_wrong_usage(folder, arguments, said):
    result = run("map", str(folder / "pipeline.csv"), *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_several_files_make_one_mapping(folder):
    (folder / "wishes.csv").write_text(
        "Deal,Epic,Priority\nN1,C-1,Must\nN2,C-2,Could\nN4,C-1,Low\n"
    )
    epics = "Epic key,Epic name,Squad,Rank\nC-1,Offline,Core,1\nC-2,Audit,Core,2\nC-3,SSO,Web,3\n"
    (folder / "epics.csv").write_text(epics)
    out = folder / "mapping.toml"
    files = [str(folder / name) for name in ("pipeline.csv", "wishes.csv", "epics.csv")]
    result = run("map", *files, "--out", str(out))
    assert result.exit_code == 0
    tables = [source["table"] for source in tomllib.loads(out.read_text())["source"]]
    assert tables == ["deals", "needs", "features"]
    assert "are ids of pipeline.csv" in result.stderr
