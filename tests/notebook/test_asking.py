"""What is asked of an opened book is what the command line says, to the last digit."""

import json
from datetime import date, datetime

import pytest
from click.testing import CliRunner

import interlock
from interlock.actions.read_files import read_files
from interlock.cli.main import main
from interlock.records.errors import BadUsage, NotPossible
from tests.notebook import small


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small.write(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def company(folder):
    return interlock.open(folder)


def command(*words):
    made = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert made.exit_code == 0, made.stderr
    return made.stdout


ASKED = {
    "bookings": (["forecast", "bookings", "--json"], lambda c: c.forecast("bookings")),
    "parts": (
        ["forecast", "bookings", "--by", "rep", "--json"],
        lambda c: c.forecast("bookings", by="rep"),
    ),
    "deals": (
        ["forecast", "deals", "--quarters", "2", "--json"],
        lambda c: c.forecast("deals", quarters=2),
    ),
    "features": (["forecast", "features", "--json"], lambda c: c.forecast("features")),
    "drivers": (["forecast", "drivers", "--json"], lambda c: c.forecast("drivers")),
    "worth": (["worth", "--json"], lambda c: c.worth()),
    "moved": (
        ["moved", "--since", "2026-03-10", "--json"],
        lambda c: c.moved("2026-03-10"),
    ),
    "whatif": (
        ["whatif", "--drop", "CORE-1", "--people", "Core=+1", "--json"],
        lambda c: c.whatif(interlock.Drop("CORE-1"), interlock.People("Core", 1)),
    ),
    "plan": (
        ["plan", "--quick", "--moves", "40", "--must", "CORE-1", "--frozen", "0", "--json"],
        lambda c: c.plan(quick=True, moves=40, must=["CORE-1"], frozen_weeks=0),
    ),
    "backtest deals": (
        ["backtest", "deals", "--from", "2026-02-01", "--to", "2026-02-01", "--horizons", "20",
         "--json"],
        lambda c: c.backtest_deals(first="2026-02-01", last="2026-02-01", horizons=[20]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(ASKED))
def test_an_answer_is_that_of_the_command_line(name, folder, company):
    words, ask = ASKED[name]
    *head, form = words
    at = next((n for n, word in enumerate(head) if word.startswith("--")), len(head))
    said = command(*head[:at], folder, *head[at:], form)
    assert json.loads(ask(company).json()) == json.loads(said)


def test_a_report_is_that_of_the_command_line_and_so_is_its_page(folder, company, tmp_path):
    page = tmp_path / "r.html"
    said = command("report", folder, "--for", "sales", "--out", page, "--json", "-")
    made = company.report("sales")
    assert json.loads(made.json()) == json.loads(said)
    assert made.page() == page.read_text(encoding="utf-8")


def test_what_ifs_are_compared_by_name(company):
    drop, later = interlock.Drop("F1"), interlock.Delay("F1", 2)
    made = company.compare({"drop": drop, "both": [later, interlock.People("Core", 1)]})
    assert [side.name for side in made.sides] == ["drop", "both"]
    assert made.sides[0].answer.whole == company.whatif(interlock.WhatIf((drop,))).whole


def test_a_deal_is_found_by_id_or_name_whatever_its_case(company):
    ahead = company.deals_ahead()
    one = next(deal for deal in ahead.deals if deal.id == "D2")
    assert company.deal("d2").value == company.deal("CEDAR").value == one


def test_a_name_of_several_deals_asks_which(tmp_path):
    twins = small.FILES["deals"].replace("D2,Cedar", "D2,Birch & <b>Sons</b>")
    company = interlock.open(small.write(tmp_path, deals=twins))
    with pytest.raises(NotPossible, match=r"2 deals are called .*: D"):
        company.deal("birch & <b>sons</b>")


@pytest.mark.parametrize(
    ("ask", "meant"),
    [
        (lambda c: c.forecast("booking"), "bookings"),
        (lambda c: c.deal("Ceder"), "Cedar"),
        (lambda c: c.whatif(interlock.Drop("Offline mod")), "Offline mode"),
        (lambda c: c.plan(must="Offline mod"), "Offline mode"),
        (lambda c: c.plan(second=3), "seconds"),
        (lambda c: c.report("managment"), "management"),
        (lambda c: c.worth().frame("feature"), "features"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_what_was_meant(ask, meant, company):
    with pytest.raises(BadUsage, match=f"Did you mean '{meant}'"):
        ask(company)


@pytest.mark.parametrize("day", ["2026-03-10", date(2026, 3, 10), datetime(2026, 3, 10, 9)])
def test_a_day_is_text_or_any_date(day, company):
    assert company.forecast("deals", as_of=day).birth.as_of == date(2026, 3, 10)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.forecast("deals", as_of="10 March"),
        lambda c: c.forecast("deals", quarters=5),
        lambda c: c.whatif(),
        lambda c: c.moved(None),
    ],
)
def test_what_makes_no_sense_is_refused(ask, company):
    with pytest.raises(BadUsage):
        ask(company)


def test_the_book_is_that_of_the_files(folder, company):
    read = read_files(folder).book
    assert company.book.counts == read.counts
    assert company.book.deals.equals(read.deals)


def test_nothing_is_printed_unless_asked_for(folder, capsys):
    interlock.open(folder).forecast("deals")
    assert capsys.readouterr() == ("", "")
    told = []
    interlock.open(folder, progress=told.append).forecast("deals")
    assert len(told) > 2


def test_lists_are_scored_as_by_the_command_line(tmp_path):
    done = "".join(
        f"i{n},2025-{1 + n // 20 % 12:02}-{1 + n % 28:02}\n" for n in range(240)
    )  # fmt: skip
    done += "".join(f"j{n},2026-0{1 + n % 4}-{1 + n % 28:02}\n" for n in range(80)) + "k,soon\n"
    file = tmp_path / "items.csv"
    file.write_text("id,Done\n" + done)
    with pytest.warns(UserWarning, match="'soon'"):
        made = interlock.backtest_pace(file, done="Done", items=(5,))
    said = command("backtest", "pace", file, "--done", "Done", "--items", "5", "--json")
    assert json.loads(made.json()) == json.loads(said)
