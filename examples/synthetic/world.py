"""The laws of a made-up company: one number a line, and the named companies that differ in some of
them.
"""

from dataclasses import dataclass, replace
from datetime import date

OPEN_STAGES = ("Qualify", "Discover", "Evaluate", "Propose", "Negotiate")
PERCENTS = (10, 20, 40, 60, 80)
RULES = ("pain", "champion", "economic_buyer", "paper", "demo", "questionnaire")
RULE_NAMES = (
    "Pain in figures", "Champion acts", "Economic buyer met", "Paper process known",
    "Demo given", "Questionnaire filled",
)  # fmt: skip
RULE_STAGES = (0, 1, 2, 3, 1, 0)
STRENGTHS = ("dealbreaker", "important", "nice-to-have")
SEGMENTS = ("SMB", "Mid-Market", "Enterprise")


@dataclass(frozen=True)
class World:
    """What governs one company. Hazards are log-odds a week against going on."""

    deals: int = 500
    """about how many deals are entered in the whole history"""
    features: int = 0
    """how many features; 0 for six times the square root of the deals, 60 to 4,000"""
    weeks: int = 157
    """whole weeks of history, the last one ending on the as-of day's weekend"""
    as_of: date = date(2026, 11, 20)
    """the day of the exports, a Friday"""
    ahead: int = 40
    """weeks of future that are simulated for the truth"""

    won: tuple[float, ...] = (-8.0, -6.8, -5.5, -4.4, -3.6)
    """log hazard of winning in each stage"""
    lost: tuple[float, ...] = (-3.5, -3.4, -3.5, -3.6, -3.6)
    """log hazard of losing in each stage"""
    young: float = -1.0
    """added to winning in a deal's first three weeks"""
    old: float = -0.6
    """added to winning after thirty weeks"""
    quarter_end: float = 0.9
    """added to winning in the last two weeks of a quarter, half of it in the two before"""
    quality_sd: float = 0.6
    """what nobody sees of a deal: sd of its log hazard of winning; it loses with -0.4 times that"""
    rep_sd: float = 0.2
    segment: tuple[float, ...] = (0.2, 0.0, -0.2)
    """added to winning by segment"""
    evidence: tuple[float, ...] = (0.5, 0.6, 0.8, 0.4, 0.0, 0.0)
    """added to winning once the rule's evidence is there; the last two are inert"""
    psi: tuple[float, ...] = (1.6, 0.6, 0.1)
    """taken from winning while a need is unmet, by strength; a quarter of it is added to losing"""
    market_sd: float = 0.12
    """sd of what a whole quarter adds to winning"""
    drift: float = 0.0
    """added to winning over the whole history"""
    advance: tuple[float, ...] = (0.24, 0.22, 0.20, 0.18, 0.0)
    """chance a week of the next stage"""
    growth: float = 0.3
    """share by which more deals are entered at the end than at the start"""

    needing: float = 0.55
    """share of deals that ask for a feature; a third of them ask for two"""
    shares: tuple[float, ...] = (0.32, 0.4, 0.28)
    """shares of the strengths"""
    harder: float = 0.0
    """taken from the quality of deals that have a dealbreaker"""
    forgotten: float = 0.05
    """share of deals on which nobody works after a while; they hardly end"""
    sweeps: bool = False
    """whether a rep with eight or more long-forgotten deals closes them all in a quarter's end"""
    entered_late: float = 0.0
    """share of deals entered after they began: created before the first save"""
    closed_early: float = 0.0
    """share of deals whose closing day stands before the created one"""

    items: float = 5.0
    """items of a new feature beyond the first, on average"""
    discovered: float = 0.3
    """items found for each item finished"""
    upkeep: float = 0.25
    """share of finished items that are bugs and support"""
    persistence: float = 0.9
    """of the log pace from week to week"""
    pace_sd: float = 0.12
    """sd of its weekly step, shared and again for each team"""
    burst: float = 4.0
    """shape of the weekly gamma draw: lower is burstier"""
    train_weeks: int = 6
    """weeks between releases"""
    train_slips: float = 0.2
    """chance that a release leaves one to three weeks late"""
    waiting: float = 0.08
    """share of features that cannot ship before another team's"""

    @property
    def feature_count(self) -> int:
        return self.features or int(min(4_000, max(60, 6 * self.deals**0.5)))

    @property
    def team_count(self) -> int:
        return max(2, self.feature_count // 60)

    @property
    def rep_count(self) -> int:
        return max(3, round(self.deals**0.5 / 5))


PLAIN = World()
NOTHING = {
    "quality_sd": 0.0, "rep_sd": 0.0, "segment": (0.0,) * 3, "evidence": (0.0,) * 6,
    "psi": (0.0,) * 3, "young": 0.0, "old": 0.0, "quarter_end": 0.0, "market_sd": 0.0,
    "forgotten": 0.0, "won": (-4.1,) * 5, "lost": (-3.6,) * 5,
}  # fmt: skip
WORLDS = {
    "plain": PLAIN,
    "drift": replace(PLAIN, drift=-1.0),
    "bulk": replace(PLAIN, forgotten=0.18, sweeps=True),
    "confounded": replace(PLAIN, harder=0.9),
    "backdated": replace(PLAIN, entered_late=0.2, closed_early=0.04),
    "null": replace(PLAIN, **NOTHING),
    "no-evidence": replace(PLAIN, evidence=(0.0,) * 6),
    "no-features": replace(PLAIN, psi=(0.0,) * 3),
}
"""Companies by what is special about them; ``null`` is one in which nothing matters."""
