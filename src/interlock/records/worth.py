"""What a need is worth, as data: by class, by rep, by feature.

psi is the fall of the weekly log-odds of winning while a need is unmet. Amounts are in the
company's currency. Ranges hold in 50, 80 and 95 of 100 cases (`Range`).
"""

from dataclasses import dataclass

from interlock.records.birth import Birth
from interlock.records.measured import Share
from interlock.records.promise_check import PromiseCheck
from interlock.records.report_sales import Range


@dataclass(frozen=True)
class Said:
    """What one source says of psi: value and standard error, without what is hidden, and the
    ``deals`` that it rests on.
    """

    source: str
    mean: float
    error: float
    deals: int


@dataclass(frozen=True)
class ClassLine:
    """One class of need.

    ``psi`` and ``odds_kept`` (exp(-psi), the share of the weekly odds of winning left while unmet)
    with their ranges; ``counted`` is what the forecast takes. ``source`` is assumed, mixed, learnt
    or test, from ``count`` of ``of`` ended deals. ``said`` by source. ``unmet``, ``met``: deals
    won of those that ended so; ``bounds``: what meeting the need adds to the share won, at least
    and at most, without any assumption. ``bands``: (hidden bias, low, high). ``e_value`` and
    ``e_near`` (of the end of the 95 % interval nearer to no difference) of the association.
    ``verdict``: difference seen, no difference seen, or not enough yet.
    """

    strength: str
    psi: Range
    odds_kept: Range
    counted: float
    source: str
    count: int
    of: int
    declared: float
    declared_sd: float
    said: tuple[Said, ...]
    unmet: Share
    met: Share
    bounds: tuple[float, float]
    bands: tuple[tuple[float, float, float], ...]
    e_value: float | None
    e_near: float | None
    test_difference: tuple[float, float, float] | None
    verdict: str


@dataclass(frozen=True)
class RepLine:
    """Deals of one rep that ended with a must unmet: ``closed`` won all the same, of all.

    ``usual``: the company's rate at this rep's level; ``rate``: the rep's own; ``less``: what that
    would take from psi.
    """

    rep: str
    closed: Share
    usual: float
    rate: Range
    less: float
    source: str


@dataclass(frozen=True)
class Inflation:
    """All reps' musts. ``passes``: whether a rep's own rate foretold later deals better."""

    reps: tuple[RepLine, ...]
    company: Share
    tried: int
    gain: float
    z: float
    passes: bool


@dataclass(frozen=True)
class FeatureWorth:
    """One feature that open deals need, until the end of the fourth quarter from here.

    ``tips``: "tips", "keep" or "drop" (`tipping_point`); ``tipping_psi`` where keeping begins to
    beat dropping, and ``chance`` that psi of ``strength``, the class with most at risk, exceeds it.
    ``exposed``: amounts of the ``deals`` that need it, ``without_amount`` of them have none;
    ``at_risk``: what their expected bookings lose were it never shipped; ``anyway``: what they
    bring even so; ``freed``: what the freed time wins elsewhere. ``week_later``: what its deals'
    expected bookings lose if it ships a week later, ``week_sooner``: what they gain a week sooner.
    ``share``: its fair share of what all features bring together, as deals need several.
    ``source``, ``count``, ``of``: those of the class.
    """

    feature: str
    name: str
    team: str
    strength: str
    deals: int
    without_amount: int
    exposed: float
    at_risk: Range
    anyway: Range
    freed: Range
    week_later: float
    week_sooner: float
    share: float
    tips: str
    tipping_psi: float
    chance: float
    source: str
    count: int
    of: int


@dataclass(frozen=True)
class NeedsWorth:
    """The whole page; ``says`` is what a reader must know first; ``together`` what the expected
    bookings lose were no unfinished feature ever to ship: the sum of the features' shares;
    ``promises``: what says how much one counts, None without any.
    """

    company: str
    simulated: bool
    currency: str
    says: tuple[str, ...]
    features: tuple[FeatureWorth, ...]
    together: float
    classes: tuple[ClassLine, ...]
    inflation: Inflation
    promises: PromiseCheck | None
    birth: Birth
