"""Rules, calls and categories of the hand-written weekly report."""

from datetime import date

from interlock.records.measured import (
    CallError,
    CallLine,
    CallsSection,
    CategoriesSection,
    CategoryLine,
    Elsewhere,
    Override,
    Ratio,
    RuleLine,
    RulesSection,
    Share,
)


def rule(name, verdict, ratio, low, high, **more):
    worth = Ratio(ratio, low, high)
    known = {
        "rule": name.lower(), "name": name, "since": None, "until": None, "is_rule": True,
        "having": Share(524, 1339), "lacking": Share(219, 1185), "unknown": Share(4, 14),
        "wins_having": 651, "wins_lacking": 132, "adjusted": worth, "worth": worth,
        "fresh": worth, "old": None, "verdict": verdict, "why": "because of what was counted",
    }  # fmt: skip
    return RuleLine(**(known | more))


def rules():
    return RulesSection(
        lines=(
            rule("Champion acts", "helps", 1.79, 1.47, 2.18),
            rule("Price first", "hurts", 0.11, 0.02, 0.6, since=date(2025, 1, 1)),
            rule(
                "Demo given", "inert", 0.99, 0.83, 1.18,
                since=date(2024, 1, 1), until=date(2024, 12, 31),
            ),
            rule(
                "site visit", "not enough yet", 2.0, 0.4, 9.0,
                is_rule=False, worth=None, adjusted=None, fresh=None, lacking=Share(0, 0),
            ),
        ),
        allowance=1.28,
        says=(),
    )  # fmt: skip


def calls():
    high, fair = (
        CallError(8, 1.31, 0.35, 0.31, 0.12, 0.5),
        CallError(8, 1.02, 0.12, 0.02, -0.1, 0.1),
    )
    now = {"now": 494_000.0, "first_now": 440_000.0, "said_on": date(2026, 11, 16)}
    return CallsSection(
        period="2026-Q4",
        lines=(
            CallLine("Mo Oka", "manager", "commit", 8, fair, fair, fair, high, "no bias seen"),
            CallLine("Ana Lim", "rep", "commit", 8, high, high, None, fair, "too high", **now),
            CallLine("Bo Ode", "rep", "commit", 0, None, None, None, None, "not enough yet", **now),
        ),
        overrides=(
            Override(
                "Maren Okafor", "manager", "commit", 2_630_000.0, date(2026, 11, 16), 3_772_000.0,
                8, "two large renewals expected",
            ),
        ),
        says=(),
    )  # fmt: skip


def categories():
    return CategoriesSection(
        lines=(
            CategoryLine("commit", Share(196, 363), 0.49, 0.59, 0.9, 1.0, "too sure"),
            CategoryLine("best case", Share(147, 301), 0.43, 0.54, 0.5, 0.9, "holds"),
            CategoryLine("omitted", Share(0, 0), 0.0, 1.0, 0.0, 0.1, "not enough yet"),
        ),
        elsewhere=(
            Elsewhere("D2", "Juniper Health", "Ana Lim", 272_000.0, "commit", "pipeline", 0.34),
            Elsewhere("D3", "Osprey Air", "", None, "pipeline", "omitted", 0.04),
        ),
        elsewhere_of=12,
        says=(),
    )
