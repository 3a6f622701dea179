"""Which of two figures says what a promise is worth, and how that was found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PromiseCheck:
    """Whether the odds that its day is met count (``passes``), or the share of promises that its
    maker's side kept in time.

    ``odds`` and ``share``: the Brier scores of both on every day said of the ``tried`` settled
    promises, each by what was known before it was said; a promise's days share its vote. ``z``: the
    mean of share less odds over its standard error. All None where fewer than ``fewest`` are
    settled.
    """

    passes: bool
    tried: int
    fewest: int
    odds: float | None = None
    share: float | None = None
    z: float | None = None
