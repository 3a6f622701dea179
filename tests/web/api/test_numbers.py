"""The API and the pages show the same numbers as the command line, to the last digit."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from interlock.store import write
from interlock.web import tasks
from tests.web.desk import answer_at_once, features_at_once
from tests.web.test_deals import HELD, ahead

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()
    features_at_once(monkeypatch)


def said(*words):
    run = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return run.stdout


def digits(text):
    """JSON whose numbers are kept as they are written."""
    return json.loads(text, parse_float=str, parse_int=str)


@pytest.mark.parametrize(
    ("name", "options", "query"),
    [("deals", ["--quarters", "2"], "?quarters=2"), ("deals", [], ""), ("features", [], ""),
     ("bookings", ["--by", "rep"], "?by=rep"), ("bookings", [], ""), ("drivers", [], "")],
)  # fmt: skip
def test_a_forecast_is_the_command_lines(program, name, options, query):
    manager = program("manager")
    waits = manager.get(f"forecasts/{name}{query}")
    assert waits.status_code == 202
    assert waits["Location"] == f"/api/v1/forecasts/{name}{query}"
    by = options[1] if name == "bookings" and options else None
    tasks.make_forecast.func(name, 2 if "2" in options else 1, by)
    told = manager.get(f"forecasts/{name}{query}").content.decode()
    with pytest.MonkeyPatch.context() as anew:
        from interlock.store import outcomes

        anew.setattr(outcomes, "find", lambda *_: None)
        anew.setattr(outcomes, "keep", lambda _kind, _asked, _revision, made: made)
        assert digits(told) == digits(said("forecast", name, "--json", *options))


def test_the_pages_and_the_lists_say_what_the_forecast_says(program, browser):
    by_id = {
        row["id"]: row for row in csv.DictReader(io.StringIO(said("forecast", "deals", "--csv")))
    }
    page = browser("manager").get("/deals/?as=csv").content.decode()
    on_page = {row["id"]: row for row in csv.DictReader(io.StringIO(page))}
    listed = digits(program("manager").get("deals").content)["items"]
    assert {one["id"] for one in listed} == set(by_id) == set(on_page)
    for one in listed:
        for name in ("p_won", "p_lost", "p_open", "p10_on", "p50_on", "p90_on"):
            cli = by_id[one["id"]][name]
            assert (one[name] or "") == on_page[one["id"]][name] == cli, (one["id"], name)
        assert one["value"] == on_page[one["id"]]["amount"]
    features = digits(said("forecast", "features", "--json"))["rows"]
    told = digits(program("manager").get("features?unfinished=true").content)["items"]
    ships = ("id", "p50_on", "p80_on", "p_by_quarter_end")
    assert [[one[name] for name in ships] for one in told] == [
        [one[name] for name in ships] for one in features
    ]


def test_the_report_is_the_command_lines(program, tmp_path):
    told = program("manager").get("report")
    assert told.status_code == 202
    tasks.make_report.func("management")
    told = digits(program("manager").get("report").content)
    page = str(tmp_path / "r.html")
    assert told == digits(said("report", "--out", page, "--json", "-"))


def test_a_what_if_is_the_command_lines(program, monkeypatch):
    asked = {"changes": [{"kind": "drop", "feature": "Export"}]}
    answer_at_once(monkeypatch, 1)
    told = program("manager").post("whatif", asked)
    assert told.status_code == 200, told.content
    assert digits(told.content) == digits(said("whatif", "--drop", "Export", "--json"))
    plan = digits(program("manager").post("plan", asked).content)
    assert plan["answer"]["features"] == digits(told.content)["features"]
    assert plan["answer"]["quarters"] == digits(told.content)["quarters"]


def test_what_ifs_side_by_side_are_the_command_lines(program, monkeypatch, tmp_path):
    drop = {"kind": "drop", "feature": "Export"}
    later = {"kind": "delay", "feature": "F1", "weeks": 3}
    saved = tmp_path / "later.json"
    saved.write_text(json.dumps({"changes": [later]}))
    answer_at_once(monkeypatch, 1)
    told = program("manager").post(
        "whatif/compare", {"whatifs": {"this": [drop], "later": [later]}}
    )
    assert told.status_code == 200, told.content
    asked = ("whatif", "--drop", "Export", "--against", str(saved), "--json")
    assert digits(told.content) == digits(said(*asked))
