"""The shrunk table of stages by horizon, worked by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from interlock.engine import deals, stage_table
from interlock.engine.terms import BAND_COUNT, LEVEL
from tests.engine import made_rows
from tests.engine.made_rows import STAGES


def counted(rows):
    """Rows whose deal-weeks and endings add up to (stage, deal-weeks, won, lost) in band 0."""
    bare = made_rows.rows(made_rows.stood(2 * len(rows), days=1, needs=False), (LEVEL,))
    stages, weeks, ending, share = [], [], [], []
    for stage, exposed, won, lost in rows:
        for code, count in ((1, won), (2, lost)):
            stages.append(STAGES.index(stage))
            ending.append(code if count else 0)
            share.append([count or exposed / 2, exposed / 2 - count if count else 0.0])
            weeks.append(0)
    shares = np.zeros((len(stages), 2))
    shares[:] = share
    return replace(
        bare, stage=np.array(stages), last=np.zeros(len(stages), int), ending=np.array(ending),
        share=shares,
    )  # fmt: skip


def hazards_of(rows, *, banded=True):
    table = stage_table.log_odds(counted(rows), len(STAGES), banded=banded)
    return dict(zip(STAGES, deals.weekly(table), strict=True))


def test_each_cell_begins_with_sixty_five_weeks_of_the_pooled_hazard():
    found = hazards_of([("A", 135.0, 0.0, 9.0), ("B", 865.0, 40.0, 31.0)])
    pooled = np.array([40.5, 40.5]) / 1002
    band = (np.array([40, 40]) + 65 * pooled) / 1065
    assert found["A"][0] == pytest.approx((np.array([0, 9]) + 65 * band) / 200)
    assert found["B"][0] == pytest.approx((np.array([40, 31]) + 65 * band) / 930)
    assert found["any stage"][0] == pytest.approx(band)
    assert found["any stage"][1] == pytest.approx(pooled)  # nothing was seen in that band


def test_a_young_history_has_one_band_for_all_weeks_ahead():
    found = hazards_of([("A", 135.0, 0.0, 9.0), ("B", 865.0, 40.0, 31.0)], banded=False)
    for stage in STAGES:
        assert found[stage][1:] == pytest.approx(found[stage][:1].repeat(BAND_COUNT - 1, axis=0))


def test_much_data_leaves_the_plain_proportion():
    found = hazards_of([("A", 1e7, 1e5, 3e5), ("B", 1e7, 4e5, 1e5)])
    assert found["A"][0] == pytest.approx([0.01, 0.03], rel=1e-3)


def test_the_level_is_what_all_deals_together_say():
    level = stage_table.level(counted([("A", 100.0, 5.0, 3.0), ("B", 300.0, 1.0, 2.0)]), 4)
    assert deals.weekly(level) == pytest.approx(
        np.tile(np.array([6.5, 5.5]) / 402, (4, BAND_COUNT, 1))
    )


def test_ten_closed_deals_have_a_quarter_of_the_say():
    assert stage_table.own_share(10, 5, 5) == 0.25
    assert stage_table.own_share(30, 15, 15) == 1.0
    assert stage_table.own_share(60, 0, 60) == pytest.approx(60 / 90)


def test_the_declared_table_climbs_from_the_first_stage_to_the_last():
    table = deals.weekly(stage_table.declared(("A", "B"), STAGES))[:, 0]
    assert table[0] == pytest.approx([0.004, 0.018])
    assert table[1] == pytest.approx([0.045, 0.020])
    half_way = np.sqrt(np.array([0.004 * 0.045, 0.018 * 0.020]))
    assert table[2] == pytest.approx(half_way, abs=1e-4)
    assert table[3] == pytest.approx(table[2])


def test_stages_stand_in_the_companys_order_and_others_after_them():
    seen = pl.Series(["B", "X", "unknown", "A"])
    assert stage_table.stages_of(seen, ("A", "B")) == ("A", "B", "X", "unknown", "any stage")
