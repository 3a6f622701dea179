"""What each member of a pool counts, by how good its past forecasts were."""

import numpy as np

from interlock.engine.pace import Floats
from interlock.engine.past_forecasts import PastForecasts

STEEPNESS = 15.0
"""A member whose CRPS is a tenth above the mean counts exp(-1.5) of one at the mean."""

PSEUDO_FORECASTS = 30.0
"""Independent own forecasts with which own scores count as much as what stands in for them."""


def weights(past: PastForecasts, *, team: int, week: int) -> Floats:
    """Weights that sum to one, (members,), from forecasts whose outcome was known by ``week``.

        w_m ~ exp(-15 r_m),   r = (n own + 30 others n' / (n' + 30)) / (n + 30)

    own_m and others_m are the mean CRPS of m in the team's own and in all other teams' forecasts,
    in parts of the forecast median, less one when set against the members' mean; n and n' count
    independent forecasts. Without any, all weights are alike.
    """
    known, mine = past.known(week), past.team[: past.count] == team
    own, n = _against_mean(past, known & mine)
    others, m = _against_mean(past, known & ~mine)
    shared = others * m / (m + PSEUDO_FORECASTS)
    worse = (n * own + PSEUDO_FORECASTS * shared) / (n + PSEUDO_FORECASTS)
    weight = np.exp(-STEEPNESS * (worse - worse.min()))
    pooled: Floats = weight / weight.sum()
    return pooled


def _against_mean(past: PastForecasts, counted: np.ndarray) -> tuple[Floats, float]:
    """How much worse than the members' mean each was, as a share; and the forecasts' count."""
    independent = past.independent()[counted]
    relative = past.crps[: past.count][counted] / past.median[: past.count][counted, None]
    score = independent @ relative
    mean = float(score.mean()) if score.size else 0.0
    worse = score / mean - 1 if mean > 0 else np.zeros(score.size)
    return worse, float(independent.sum())
