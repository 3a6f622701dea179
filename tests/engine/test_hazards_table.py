"""The shrunk table of stages by horizon, worked by hand."""

import numpy as np
import polars as pl
import pytest

from interlock.engine import deal_history, deals, stage_table
from interlock.engine.deal_history import AtRisk
from tests.engine.books import AS_OF, book


def risk(rows, *, closed=100, stages=("A", "B")):
    """Cells of band 0 only: (stage, deal-weeks, won, lost)."""
    empty = deal_history.at_risk(book(), as_of=AS_OF)
    cells = pl.DataFrame(
        [
            {"stage": s, "band": 0, "age": 0, "dated": 4, "quarter_week": 0, "year_end": False,
             "exposure": n, "won": w, "lost": lost}
            for s, n, w, lost in rows
        ],
        schema=empty.cells.schema,
    )  # fmt: skip
    return AtRisk(
        cells, closed, closed // 2, closed - closed // 2, stages, frozenset({"stage"}), 1, (),
        empty.by_quarter,
    )  # fmt: skip


def hazards_of(given):
    stages = stage_table.stages_of(given)
    return dict(zip(stages, deals.weekly(stage_table.log_odds(given, stages)), strict=True))


def test_each_cell_begins_with_sixty_five_weeks_of_the_pooled_hazard():
    found = hazards_of(risk([("A", 135.0, 0.0, 9.0), ("B", 865.0, 40.0, 31.0)]))
    pooled = np.array([40.5, 40.5]) / 1002
    band = (np.array([40, 40]) + 65 * pooled) / 1065
    assert found["A"][0] == pytest.approx((np.array([0, 9]) + 65 * band) / 200)
    assert found["B"][0] == pytest.approx((np.array([40, 31]) + 65 * band) / 930)
    assert found["any stage"][0] == pytest.approx(band)
    assert found["any stage"][1] == pytest.approx(pooled)  # nothing was seen in that band


def test_much_data_leaves_the_plain_proportion():
    found = hazards_of(risk([("A", 1e7, 1e5, 3e5), ("B", 1e7, 4e5, 1e5)]))
    assert found["A"][0] == pytest.approx([0.01, 0.03], rel=1e-3)


def test_ten_closed_deals_have_a_quarter_of_the_say():
    rows = [("A", 200.0, 10.0, 10.0)]
    own, mixed, declared = (
        stage_table.log_odds(risk(rows, closed=n), ("A", "B", "unknown", "any stage"))
        for n in (100, 10, 0)
    )
    assert mixed == pytest.approx(0.25 * own + 0.75 * declared)


def test_stages_of_no_known_order_stand_half_way():
    found = hazards_of(risk([("X", 5.0, 0.0, 0.0)], closed=0, stages=()))
    assert found["X"] == pytest.approx(found["unknown"])
