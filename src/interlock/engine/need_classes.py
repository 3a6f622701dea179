"""The classes of need, and how unmet needs of each bear on winning and losing."""

LOSS_SHARE = 0.25
"""rho of the model: an unmet need raises the log-odds of losing by this share of what it takes from
winning.
"""

DEALBREAKER, IMPORTANT, NICE = range(3)
"""Places in ``STRENGTHS``; the first two are musts, of which the worst unmet one counts."""

NICE_CAP = 3
"""At most this many unmet nice-to-haves count."""
