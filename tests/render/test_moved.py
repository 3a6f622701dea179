"""Why the forecast moved, as text and as tables of made-up parts."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from interlock.records.birth import Birth
from interlock.records.moved import REFIT, Moved, MovedPart, Pair, Quantiles
from interlock.records.report import MovedDeal
from interlock.render import moved_table, moved_text


def part(reason: str, amount: float, *deals: float) -> MovedPart:
    named = tuple(MovedDeal(f"d{n}", f"Deal {n}", a) for n, a in enumerate(deals or (amount,)))
    return MovedPart(reason, amount, amount, 10.0, named, Quantiles(1.0, 2.0, 3.0))


MADE = Moved(
    since=date(2026, 11, 13),
    period="2026-Q4",
    quarter_end=date(2026, 12, 31),
    currency="USD",
    then=100_000.0,
    now=120_000.0,
    parts=(
        part("time passing", -10_000.0),
        part("outcomes and new deals", 25_000.0, 15_000.0, 10_000.0),
        part("amount and date edits", 5_000.0),
        part("stage and evidence", -2_000.0),
        part("delivery re-forecast", 1_000.0),
        replace(part("scope and staffing decisions", 0.0), deals=()),
        part(REFIT, 1_000.0),
        replace(part("exchange rates", 0.0), deals=()),
    ),
    together=500.0,
    pairs=(Pair("time passing", "stage and evidence", -400.0),),
    noise=100.0,
    birth=Birth(date(2026, 11, 20), 3, "exact Shapley", "1", 128),
)


def lines(made: Moved) -> list[str]:
    return moved_text.summary(made).splitlines()


def test_three_causes_the_others_as_one_and_the_refit_make_the_waterfall():
    assert [line[13:43].strip() for line in lines(MADE)[2:9]] == [
        "then", "outcomes and new deals", "time passing", "amount and date edits", "other", REFIT,
        "now",
    ]  # fmt: skip


def test_a_step_begins_where_the_one_before_ended():
    bars = [line[43:] for line in lines(MADE)[2:9]]
    assert bars[0].rstrip().endswith("█")
    assert len(bars[0].rstrip()) == len(bars[1]) - len(bars[1].lstrip())
    assert len(bars[1].rstrip()) == len(bars[2].rstrip())


def test_acting_together_is_told_over_a_tenth_of_the_change_alone():
    assert "acted together" not in moved_text.summary(MADE)
    assert "acted together" in moved_text.summary(replace(MADE, together=2_001.0))


def test_noise_is_told_over_a_hundredth_of_the_change_alone():
    assert "uncertain" not in moved_text.summary(MADE)
    assert "uncertain by ± $201" in moved_text.summary(replace(MADE, noise=201.0))


def test_where_nothing_moved_that_is_said():
    still = tuple(replace(part, amount=0.0, deals=()) for part in MADE.parts)
    said = moved_text.summary(replace(MADE, now=MADE.then, parts=still))
    assert said.startswith("Nothing moved the forecast of 2026-Q4: $100 k on both days.")


def test_seed_day_and_method_stand_in_every_form():
    assert lines(MADE)[-1] == "As of 20 Nov 2026, seed 3: exact Shapley."
    made = json.loads(moved_table.json(MADE))
    assert (made["schema"], made["as_of"], made["seed"]) == ("interlock/moved/1", "2026-11-20", 3)
    row = next(csv.DictReader(io.StringIO(moved_table.csv(MADE))))
    assert (row["as_of"], row["seed"], row["method"]) == ("2026-11-20", "3", "exact Shapley")


def test_rows_of_deals_add_up_to_the_row_of_their_cause():
    rows = list(csv.DictReader(io.StringIO(moved_table.csv(MADE))))
    causes = {row["cause"]: float(row["amount"]) for row in rows if not row["name"]}
    assert len(causes) == 8
    for cause, amount in causes.items():
        deals = [float(r["amount"]) for r in rows if r["cause"] == cause and r["name"]]
        assert sum(deals) == pytest.approx(amount)
