"""The features, releases and drops of the sample report."""

from datetime import date, timedelta

from interlock.records.report import (
    BurnUp,
    DropLine,
    FeatureLine,
    HurtDeal,
    Odds,
    Range,
    ReleaseLine,
)


def odds(*steps: tuple[date, float]) -> Odds:
    return Odds(steps)


def features() -> tuple[FeatureLine, ...]:
    return (
        FeatureLine(
            "10231", "PAY-31", "SSO for admins", "Team Alpha", "2026.12", 14,
            odds((date(2026, 12, 1), 0.22), (date(2026, 12, 15), 0.58), (date(2026, 12, 31), 0.81)),
            date(2026, 12, 12), date(2026, 12, 30), date(2027, 1, 22), date(2026, 12, 14), 0.55, 4,
            "own history", ("waits for Token service (Team Beta)",),
            (("waiting for Token service", 12), ("the queue of Team Alpha", 6)),
            ("2 items added", "place in the queue 3, was 2"), 11, 1_912_000.0, 388_000.0,
            702_000.0,
        ),
        FeatureLine(
            "10277", "PAY-77", "Audit log export", "Team Beta", "2027.02", 31,
            odds((date(2026, 12, 31), 0.18), (date(2027, 1, 31), 0.52), (date(2027, 2, 28), 0.8)),
            date(2027, 1, 29), date(2027, 2, 27), None, date(2026, 12, 18), 0.11, 9, "own history",
            ("scope grew by 6 items in four weeks",), (), (), 8, 1_204_000.0, 301_000.0, 344_000.0,
        ),
        FeatureLine(
            "10301", "ANA-9", "Usage dashboards <beta>", "Team Gamma", "2026.12", 9,
            odds((date(2026, 12, 15), 0.47), (date(2026, 12, 31), 0.64), (date(2027, 1, 31), 0.9)),
            date(2026, 12, 17), date(2027, 1, 14), date(2027, 2, 9), None, None, -3, "prior", (),
            (), (), 5, 611_000.0, 74_000.0, 295_000.0,
        ),
        FeatureLine(
            "10388", "MOB-4", "Offline mode", "Team Delta", "", 0, odds(), None, None, None, None,
            None, None, "no date", ("no items yet",), (), (), 3, 240_000.0, None, None,
        ),
    )  # fmt: skip


def burn_up() -> BurnUp:
    """Fourteen known and nine finished; one more every second week in the middle."""
    past = tuple((date(2026, 10, 9) + timedelta(days=7 * w), 8 + w, 3 + w) for w in range(7))
    ahead = []
    for week in range(1, 11):
        few, middle, many = (9 + week // 3, 9 + week // 2, min(9 + week, 14))
        held = Range(float(middle), 9, few, few, middle, middle, many, many)
        ahead.append((date(2026, 11, 20) + timedelta(days=7 * week), held))
    return BurnUp(past, tuple(ahead))


def releases() -> tuple[ReleaseLine, ...]:
    return (
        ReleaseLine(
            "v12", "2026.12", date(2026, 12, 15), 0.38,
            odds((date(2026, 12, 15), 0.38), (date(2026, 12, 31), 0.61), (date(2027, 1, 15), 0.8)),
            date(2026, 12, 21), date(2027, 1, 15), 4, 14, 9, 17, 2_804_000.0, "own history",
            burn_up(),
        ),
        ReleaseLine(
            "v13", "2027.02", date(2027, 2, 16), 0.24,
            odds((date(2027, 2, 15), 0.23), (date(2027, 3, 15), 0.55), (date(2027, 4, 15), 0.82)),
            date(2027, 3, 11), date(2027, 4, 12), 0, 18, 2, 12, 1_640_000.0, "own history", None,
        ),
    )  # fmt: skip


def drops() -> tuple[DropLine, ...]:
    return (
        DropLine(
            "10231", "SSO for admins", "Team Alpha", 388_000.0, 96_000.0, 4, 121_000.0,
            Range(-267e3, -410e3, -362e3, -318e3, -266e3, -213e3, -170e3, -122e3),
            (
                HurtDeal("006A1", "Halyard Bank platform", 412_000.0, 0.7, 0.29),
                HurtDeal("006A9", "Osprey Air <fleet>", 180_000.0, 0.41, 0.22),
            ),
            (
                HurtDeal("006A3", "Juniper Health", 190_000.0, 0.9, 0.88),
                HurtDeal("006A6", "Quarry Nine expansion", 97_400.0, 0.82, 0.79),
            ),
            14.0, 3.6, (("Audit log export", 17), ("Usage dashboards <beta>", 6)),
            (HurtDeal("006A2", "Tern Logistics <EU> roll-out", 268_500.0, 0.55, 0.63),),
            ("Ship SSO for admins (Priya Nair to Halyard Bank by 14 Dec)",),
            ("Ana Lim, owner of Halyard Bank platform", "Priya Nair, who promised it"),
        ),
        DropLine(
            "10277", "Audit log export", "Team Beta", 301_000.0, 44_000.0, 4, 262_000.0,
            Range(-39e3, -188e3, -131e3, -84e3, -36e3, 8e3, 52e3, 101e3),
            (HurtDeal("006A2", "Tern Logistics <EU> roll-out", 268_500.0, 0.55, 0.3),),
            (HurtDeal("006A5", "Lark Media analytics", 143_250.0, 0.62, 0.6),),
            31.0, 6.2, (("Token service", 24),), (), (), ("Bo Ode, owner of Tern Logistics",),
        ),
    )  # fmt: skip
