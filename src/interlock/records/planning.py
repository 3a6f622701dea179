"""A plan worked out: what is wished of it, the order found, what it adds, and how good that is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from interlock.records.birth import Birth
from interlock.records.whatif import WhatIf

MEAN, WORST, NEEDS = AIMS = ("mean", "worst", "needs")
"""What a plan makes most of: expected bookings; their mean in the worst fifth of scenarios; the
least of them with the worth of needs low, as it is and high.
"""

ALL_TEAMS = "all teams"
"""The work of all teams together, where a capacity is of them."""


@dataclass(frozen=True)
class Wishes:
    """What a plan is to keep to.

    ``must`` ship until the ``horizon`` (the fourth quarter's end without one) in 5 of 10 cases;
    ``without`` are dropped. Features whose work begins within ``frozen_weeks`` stay where they are.
    A begun feature that is put off costs ``switch_cost``; an expected broken promise
    ``promise_cost``, or that share of what features can move where ``costs_are_shares``.
    ``capacity``: at most so many weeks of a team's time, or of ``ALL_TEAMS``, for the scope.

    The search ends after ``moves`` moves, or after ``seconds``. ``draws`` scenarios are searched
    and as many fresh ones judged. ``replications`` tell how far the plan may lie from the best one,
    0 for not asked; ``staffing`` so many moves of a person, and whether ``stability`` is asked.
    ``exact_start``: whether a tenth of the seconds goes to a start by exact choice; without it, and
    with seconds enough, the moves alone end the search, on every machine at the same order.
    """

    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    horizon: date | None = None
    capacity: tuple[tuple[str, float], ...] = ()
    frozen_weeks: int = 2
    switch_cost: float = 0.0
    promise_cost: float = 0.0
    costs_are_shares: bool = False
    aim: str = MEAN
    moves: int = 6_000
    seconds: float = 20.0
    draws: int = 256
    replications: int = 5
    staffing: int = 3
    stability: bool = True
    exact_start: bool = True

    def quick(self) -> Self:
        """The same of a quarter of the moves in half the scenarios, with no gap, moves of people,
        stability or exact start.
        """
        return replace(
            self, moves=1_500, draws=128, replications=0, staffing=0, stability=False,
            exact_start=False,
        )  # fmt: skip


@dataclass(frozen=True)
class Underway:
    """How far a plan is: the step in words, seconds since it began, and the best bookings so far
    and of the order by revenue named, in sample; None before there are any.
    """

    step: str
    seconds: float
    moves: int = 0
    value: float | None = None
    by_revenue: float | None = None


@dataclass(frozen=True)
class Gain:
    """Of expected bookings over the same scenarios: its mean, standard error, 80 % interval, and
    the ``chance`` that it is above zero in one of them, ties counted half.
    """

    mean: float
    error: float
    low: float
    high: float
    chance: float


LITTLE, ERRORS = 0.01, 2


def is_little(adds: Gain, movable: float) -> bool:
    """Whether what an order adds or takes is next to nothing: within two standard errors, or one
    per cent of what features can move.
    """
    return abs(adds.mean) <= max(ERRORS * adds.error, LITTLE * movable)


@dataclass(frozen=True)
class Ordered:
    """An order beside others: what it is expected to bring, on fresh scenarios and in sample; and
    what the plan brings more along the same fresh scenarios.
    """

    name: str
    value: float
    in_sample: float
    plan_adds: Gain


@dataclass(frozen=True)
class Gap:
    """How far the plan may lie from the best one, in money: the mean over ``replications`` of what
    a search in fresh scenarios finds more than the plan has there, with the 90 % upper limit of
    that mean. An estimate, since searches need not find the best. As shares of what the plan brings
    and of what features can move.
    """

    replications: int
    mean: float
    upper: float
    share_of_bookings: float
    share_of_movable: float


@dataclass(frozen=True)
class Ceiling:
    """What no order can bring more than, proven for its scenarios: with hindsight of each one's
    luck, and work of one team shared out at will; ``error`` of its mean, and the plan on the same
    scenarios.
    """

    value: float
    error: float
    plan: float
    draws: int


@dataclass(frozen=True)
class PlannedFeature:
    """A feature under the plan: its ``place`` in its team's queue and the one it ``was`` in; the
    chance that it ships in time, and whether that is at least half (``above`` the line).

    ``named``: the amounts of open deals that name it; ``brings``: expected bookings more with it
    ready today than never; ``weeks`` of its teams' time. ``turns``: the factor of what it brings
    from which on it would change sides (be put last where it is above the line, below one; first
    where it is below it, above one), None where it never does. ``displaces``: features that ship
    sooner were it put last, or later were it put first, most first.
    """

    id: str
    name: str
    team: str
    place: int
    was: int
    in_time: float
    above: bool
    is_frozen: bool
    is_must: bool
    named: float
    brings: float
    weeks: float
    turns: float | None
    displaces: tuple[str, ...]


@dataclass(frozen=True)
class Stability:
    """How the plan changes when it is made again with ``what`` changed: names of features that
    leave the line or come above it, and the share of features that stand a quarter of their queue
    or more from where they are.
    """

    what: str
    leave: tuple[str, ...]
    enter: tuple[str, ...]
    moved: float


@dataclass(frozen=True)
class PersonMoved:
    """What one person moved from a team to another one would add under the plan."""

    team: str
    to: str
    adds: Gain


@dataclass(frozen=True)
class Planned:
    """A plan found. All sums are expected bookings of the open deals until ``until``, in the
    company's currency, on fresh scenarios unless said otherwise.

    ``orders``: the plan first, then as is, by revenue named, by revenue named / size, by value per
    week of work, and by exact choice for each quarter where that is quickly there. ``never`` and
    ``today``: were no feature, or each at once, to ship; what features can move is what the order
    by revenue named brings over ``never``. ``adds``: the plan over the order by revenue named,
    ``adds_to_now`` over the order as is, ``adds_share`` of what features can move. ``optimism``:
    what it adds in sample less ``adds``. ``broken``: promises expected to be broken as is and under
    the plan. ``whatif``: the changes that make the plan, those that hardly matter left out.
    """

    company: str
    simulated: bool
    currency: str
    wishes: Wishes
    until: date
    orders: tuple[Ordered, ...]
    never: float
    today: float
    adds: Gain
    adds_to_now: Gain
    adds_share: float
    optimism: float
    gap: Gap | None
    ceiling: Ceiling | None
    broken: tuple[float, float]
    features: tuple[PlannedFeature, ...]
    stability: tuple[Stability, ...]
    staffing: tuple[PersonMoved, ...]
    whatif: WhatIf
    method: str
    draws: int
    moves: int
    seconds: float
    birth: Birth

    @property
    def movable(self) -> float:
        """What features can move: by revenue named, over nothing shipping."""
        by_revenue = next(one for one in self.orders if one.name == "by revenue named")
        return by_revenue.value - self.never
