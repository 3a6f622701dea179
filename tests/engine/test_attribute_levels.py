"""What columns of text become for a model."""

import numpy as np
import polars as pl

from interlock.engine.attribute_levels import UNKNOWN, UNSEEN, code, learn


def test_an_empty_cell_is_a_level_of_its_own():
    [one] = learn(pl.DataFrame({"a": ["x", "x", None, "", " unknown", "y", "y"]}))
    assert one.words == (UNKNOWN, "x", "y")


def test_a_value_of_one_deal_alone_counts_as_the_average():
    values = pl.DataFrame({"a": ["x", "x", "y", "y", "rare"]})
    coded = code(learn(values), values)
    assert coded.codes[-1, 0] == UNSEEN
    assert coded.x[-1].tolist() == [0.0, 0.0]


def test_numbers_are_cut_into_bins_of_like_size_and_ranked():
    values = pl.DataFrame({"a": [str(v) for v in range(100)]})
    [one] = learn(values)
    assert np.bincount(one.levels(values["a"])).tolist() == [20, 20, 20, 20, 20]
    new = one.columns(pl.Series(["-1e9", "1e9", "49.5", "soon"]))
    assert new[:, -1].tolist() == [-1.0, 1.0, 0.0, 0.0]


def test_a_column_that_later_deals_lack_is_unknown():
    learnt = learn(pl.DataFrame({"a": ["x", "x", None, None], "b": ["p", "p", "q", "q"]}))
    coded = code(learnt, pl.DataFrame({"b": ["q"]}))
    assert coded.codes.tolist() == [[learnt[0].words.index(UNKNOWN), 1]]


def test_deals_alike_in_everything_are_one_group_where_most_deals_differ():
    values = pl.DataFrame({"a": ["x", "x", "y", "y", "x"], "b": ["p", "q", "p", "q", "p"]})
    coded = code(learn(values), values)
    assert coded.groups[0] == coded.groups[4]
    assert len(set(coded.groups.tolist())) == 4


def test_deals_alike_in_everything_are_their_own_groups_where_attributes_are_few():
    values = pl.DataFrame({"a": ["x", "x", "y", "y", "x"]})
    assert len(set(code(learn(values), values).groups.tolist())) == 5
