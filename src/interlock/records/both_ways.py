"""A what-if's two columns, what it costs and what it buys, and the worth at which they turn."""

from dataclasses import dataclass

from interlock.records.report_sales import Range


@dataclass(frozen=True)
class Through:
    """What deals change of expected bookings through one feature that moves; without a feature
    (``id`` empty) because of another amount, need or promise of their own. ``days`` as in
    ``FeatureChange``; ``deals`` by name, those that change most first.
    ``brings`` is None for who sees no amounts.
    """

    id: str
    name: str
    team: str
    state: str
    days: int | None
    brings: float | None
    deals: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """All deals that lose, or all that gain: what that changes of expected bookings, its range over
    the simulated courses, and ``through`` which features, most first; these add up to the whole.
    """

    deals: int
    whole: Range | None
    through: tuple[Through, ...]


@dataclass(frozen=True)
class Turn:
    """The psi of ``strength``, for the deals that lose, from which on the changes cost more than
    they buy; ``counted`` is psi as the forecast counts it, ``chance`` that psi is above the turn.
    None where it never turns, and ``why``.
    """

    psi: float | None
    strength: str
    counted: float
    chance: float | None
    why: str
