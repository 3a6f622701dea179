"""Weekly odds that a test gives, in the form in which the engine draws them."""

import numpy as np

from interlock.engine.drawn_odds import Drawn
from interlock.engine.likelihood import Packed


def drawn(each):
    """``each`` (profiles, worlds, weeks, 2): one effect a profile, one band a week."""
    profiles, _, weeks, causes = each.shape
    powers = np.concatenate([each, each.mean(axis=1, keepdims=True)], axis=1)
    none, empty = np.zeros(0, np.int64), np.zeros((profiles, weeks, 0), np.int64)
    read = Packed(
        effects=profiles, bands=np.arange(weeks), stage=np.zeros(profiles, np.int64),
        still=np.arange(profiles)[:, None], by_band=np.zeros(1, np.bool_),
        day_at=np.arange(profiles), calendar=empty, age=np.zeros(profiles, np.int64), age_at=none,
        month_at=np.zeros((profiles, weeks), np.int64), season_at=np.zeros((0, 12), np.int64),
        until=np.zeros((profiles, 0), np.int64), last=np.zeros(profiles, np.int64),
        ending=np.zeros(profiles, np.int64),
    )  # fmt: skip
    table, most = np.ones((1, weeks, causes)), np.full((weeks, causes), np.inf)
    return Drawn(read, table, np.ascontiguousarray(powers.transpose(0, 2, 3, 1)), most)
