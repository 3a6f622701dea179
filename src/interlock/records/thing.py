"""Something for one reader to do this week."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """``what`` to do and ``why``; the deal or the feature (ids) that it is about.

    ``effect``: what hangs on it in the company's currency, None where the reader sees no amounts or
    none is known.
    """

    what: str
    why: str
    deal: str = ""
    feature: str = ""
    effect: float | None = None
