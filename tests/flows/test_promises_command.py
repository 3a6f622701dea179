"""interlock promises: an imported history in, both sides' record out, with nothing typed."""

import io
import json

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.actions import day_record
from interlock.cli.main import main

COMPANY = "examples/company"


@pytest.fixture(scope="module")
def run():
    """The command; what it works out of the company is made once."""
    made, real = [], day_record.record

    def once(book, **asked):
        if not made:
            made.append(real(book, **asked))
        return made[0]

    def ran(*options):
        return CliRunner().invoke(main, ["promises", COMPANY, *options])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(day_record, "record", once)
        yield ran


def test_the_ledger_is_full_from_an_imported_history(run):
    made = json.loads(run("--json").stdout)
    lines = {(one["side"], one["kind"]): one for one in made["lines"]}
    assert lines["sales", "deal won"]["things"] > 500
    assert lines["development", "feature shipped"]["things"] > 100
    for one in (lines["sales", "deal won"], lines["development", "feature shipped"]):
        assert one["low"] < one["met"] < one["high"]
    assert made["simulated"]
    assert {"as_of", "seed", "method"} <= set(made["birth"])


def test_csv_has_a_row_each_day_that_was_said(run):
    rows = pl.read_csv(io.StringIO(run("--csv").stdout), try_parse_dates=True)
    settled = rows.drop_nulls("met")
    assert (settled["met"] == (settled["done_on"] <= settled["due"]).fill_null(value=False)).all()
    assert rows["p_met"].is_between(0, 1).all()


def test_without_a_form_both_sides_are_told_on_one_scale(run):
    shown = run().stdout
    assert "Development" in shown
    assert "Sales" in shown
    assert "not enough yet: fewer than 20 things" in shown
    assert "Simulated data." in shown


def test_what_interlock_said_of_the_same_days_is_scored_alike(run):
    made = json.loads(run("--json").stdout)
    lines = {one["kind"]: one for one in made["lines"]}
    own = {one["kind"]: one for one in made["own"]}
    for kind in ("deal won", "feature shipped"):
        assert (own[kind]["things"], own[kind]["base"]) == (
            lines[kind]["things"], lines[kind]["base"],
        )  # fmt: skip
    assert own["feature shipped"]["brier"] < lines["feature shipped"]["brier"]
    sides = {one["side"] for one in made["sides"]}
    assert sides == {"sales", "development", "other", "Interlock"}
    (sure,) = (one for one in made["confidences"] if one["side"] == "Interlock")
    assert sure["low"] < 0.8 < sure["high"]


def test_promises_are_told_by_their_confidence(run):
    made = json.loads(run("--json").stdout)
    said = {(one["side"], one["level"], one["said"]) for one in made["confidences"]}
    assert {("sales", "P2", 0.8), ("development", "P2", 0.8)} <= said
    assert "By confidence" in run().stdout
