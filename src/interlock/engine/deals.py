"""One deal's curves: from weekly log odds to the chances of being won, lost or open by a week."""

import numpy as np


def weekly(eta: np.ndarray) -> np.ndarray:
    """Chances of each cause in a week, if still open: (..., weeks, causes) from log odds likewise.

    h_c = exp(eta_c) / (1 + sum_c' exp(eta_c'))
    """
    top = np.maximum(eta.max(axis=-1, keepdims=True), 0.0)
    odds = np.exp(eta - top)
    hazards: np.ndarray = odds / (np.exp(-top) + odds.sum(axis=-1, keepdims=True))
    return hazards


def incidence(hazards: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chances of being won, lost, open at the end of each week, (..., weeks) each; they sum to 1.

        S(t) = prod_{u<=t} (1 - h_w(u) - h_l(u));   won(t) = sum_{u<=t} S(u - 1) h_w(u)

    ``hazards`` (..., weeks, 2).
    """
    still = np.cumprod(1 - hazards.sum(axis=-1), axis=-1)
    before = np.concatenate([np.ones_like(still[..., :1]), still[..., :-1]], axis=-1)
    ended = np.cumsum(before[..., None] * hazards, axis=-2)
    return ended[..., 0], ended[..., 1], still


def week_reached(won: np.ndarray, chance: float) -> np.ndarray:
    """Weeks until the cumulative ``won`` (..., weeks) reaches ``chance``, a week entered evenly.

    NaN where it is not reached within the weeks: there is no such day to name.
    """
    start = np.concatenate([np.zeros_like(won[..., :1]), won], axis=-1)
    week = (won < chance).sum(axis=-1)
    inside = np.minimum(week, won.shape[-1] - 1)[..., None]
    low = np.take_along_axis(start, inside, -1)[..., 0]
    high = np.take_along_axis(start, inside + 1, -1)[..., 0]
    part = np.divide(chance - low, high - low, out=np.zeros_like(low), where=high > low)
    return np.where(week < won.shape[-1], inside[..., 0] + part, np.nan)
