"""How much a whole quarter may be better or worse than forecast: the shock that all deals share."""

import numpy as np

MARKET_SD = 0.15
"""Declared spread of the log level between quarters."""

PRIOR_QUARTERS = 8
FEWEST_QUARTERS = 4


def market_sd(won: np.ndarray) -> float:
    """Spread of the log level of winning between quarters, from the wins of past quarters.

        s^2 = (n own^2 + 8 * .15^2) / (n + 8)
        own^2 = max(0, sum (w - m)^2 / (n - 2) - mean m) / (mean m)^2

    ``won`` (quarters,) are wins of whole quarters, oldest first; the first, which may have begun
    before the records, does not count. m is the straight line through the n others; what wins vary
    around it beyond Poisson's variance is put down to the market. With fewer than 4 quarters
    the declared .15 stands.
    """
    wins = won[1:].astype(float)
    if wins.size < FEWEST_QUARTERS or not wins.any():
        return MARKET_SD
    quarter = np.arange(wins.size)
    line = np.polyval(np.polyfit(quarter, wins, 1), quarter)
    spread = ((wins - line) ** 2).sum() / (wins.size - 2)
    own = max(0.0, spread - wins.mean()) / wins.mean() ** 2
    shrunk = (wins.size * own + PRIOR_QUARTERS * MARKET_SD**2) / (wins.size + PRIOR_QUARTERS)
    return float(np.sqrt(shrunk))
