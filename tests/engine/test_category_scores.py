"""What categories meant, counted by hand on small companies."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from interlock.engine import category_scores, scores
from interlock.records.measured import Share
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import change, ended, standing

BEGIN, END = date(2026, 7, 1), date(2026, 9, 30)
BANDS = {"commit": 0.9, "best case": 0.5, "pipeline": 0.1, "omitted": 0.0}


def deals(count, won, category, *, dated=END, offset=0):
    """``count`` deals in a category since May, ``won`` of them won in September."""
    rows, log = [], []
    for n in range(offset, offset + count):
        name, wins = f"{category}{n}", n - offset < won
        rows.append(
            ended(name, date(2026, 5, 1), date(2026, 9, 20) if wins else date(2026, 10, 9),
                  "won" if wins else "lost")
        )  # fmt: skip
        log.append(change(name, date(2026, 5, 2), "category", category))
        log.append(change(name, date(2026, 5, 2), "expected_close_on", str(dated)))
    return rows, log


def scored(*parts):
    opens = standing("opens", date(2026, 3, 1), category="pipeline")
    log = [change("opens", date(2026, 3, 2), "category", "pipeline")]
    rows = [row for part, _ in parts for row in part]
    made = book(deals=[opens, *rows], changes=[*log, *(c for _, cs in parts for c in cs)])
    return {line.category: line for line in category_scores.score(made, as_of=AS_OF).lines}


def test_each_deal_counts_once_though_it_stood_there_on_three_days():
    assert scored(deals(30, 12, "commit"))["commit"].share == Share(12, 30)


@pytest.mark.parametrize(
    ("won", "category", "verdict"),
    [
        (12, "commit", "too sure"),
        (28, "commit", "holds"),
        (30, "pipeline", "too careful"),
        (9, "pipeline", "holds"),
        (15, "omitted", "too careful"),
    ],
)
def test_the_band_holds_or_it_does_not(won, category, verdict):
    assert scored(deals(30, won, category))[category].verdict == verdict


def test_few_deals_are_not_enough():
    assert scored(deals(8, 1, "commit"))["commit"].verdict == "not enough yet"


def test_a_deal_dated_after_the_quarter_does_not_count():
    later = deals(30, 12, "commit", dated=END + timedelta(days=1))
    assert scored(later)["commit"].share.of == 0


def test_a_deal_counts_in_each_category_that_it_stood_in():
    rows, log = deals(25, 25, "pipeline")
    log += [change(row["id"], date(2026, 8, 20), "category", "commit") for row in rows]
    lines = scored((rows, log))
    assert lines["pipeline"].share == lines["commit"].share == Share(25, 25)


def test_wilsons_interval_is_that_of_the_textbook():
    low, high = scores.wilson(8, 10)
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert scores.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("odds", "category"),
    [(0.95, "commit"), (0.9, "commit"), (0.89, "best case"), (0.3, "pipeline"), (0.0, "omitted")],
)
def test_odds_belong_to_the_highest_band_they_reach(odds, category):
    assert category_scores.suggested(odds, BANDS) == category


def test_deals_that_belong_elsewhere_come_largest_first():
    rows = [
        {"id": name, "category": category, "value": value, "p_won": p, "expected_close_on": day}
        for name, category, value, p, day in (
            ("small", "commit", 10.0, 0.4, AS_OF),
            ("large", "pipeline", 90.0, 0.6, AS_OF),
            ("right", "commit", 80.0, 0.95, AS_OF),
            ("later", "commit", 99.0, 0.1, date(2027, 1, 1)),
            ("none", None, 99.0, 0.1, AS_OF),
        )
    ]
    odds = pl.DataFrame(rows).with_columns(name="id", owner=pl.lit("Ana"))
    found = category_scores.elsewhere(odds, BANDS, book(), as_of=AS_OF)
    assert [(e.deal, e.suggested) for e in found] == [("large", "best case"), ("small", "pipeline")]


def test_without_categories_or_their_history_it_says_what_to_do():
    none = book(deals=[standing("O", BEGIN)])
    assert "ForecastCategory" in category_scores.score(none, as_of=AS_OF).says[0]
    now = book(deals=[standing("O", BEGIN, category="commit", amount=Decimal(1))])
    assert "each week's export" in category_scores.score(now, as_of=AS_OF).says[0]
