"""The deals of the sample report."""

from datetime import date, timedelta
from math import exp

from interlock.records.report import DealLine, Driver, Flag, Strip

AS_OF = date(2026, 11, 20)
WEEKS = 26
QUARTER_ENDS = (41 / 7, 131 / 7)


def hump(total: float, centre: float, width: float) -> tuple[float, ...]:
    """Weekly odds around a centre, adding up to ``total``."""
    shape = [exp(-0.5 * ((week + 0.5 - centre) / width) ** 2) for week in range(WEEKS)]
    return tuple(total * s / sum(shape) for s in shape)


def strip(won: float, at: float, ship_at: float | None, *flags: Flag) -> Strip:
    ships = hump(0.97, ship_at, 1.0 + ship_at / 7) if ship_at is not None else (0.0,) * WEEKS
    return Strip(AS_OF, hump(won, at, 2.6), hump(0.8 * (1 - won), 9, 9), ships, QUARTER_ENDS, flags)


def day(days: int) -> date:
    return AS_OF + timedelta(days=days)


def deals() -> tuple[DealLine, ...]:
    standing = Flag(3.4, "standing", "Ship SSO for admins by 14 Dec (Priya Nair to Halyard Bank)")
    moved = Flag(8.0, "moved", "Send the security answers (Tom Weiss to Tern Logistics)")
    broken = Flag(1.0, "broken", "Price list for EU (Ana Lim to Tern Logistics)")
    return (
        DealLine(
            "006A1", "Halyard Bank platform", "Halyard Bank", "Ana Lim", "Negotiate", "commit",
            412_000.0, day(25), 0.57, 0.12, 0.31, 0.66, day(10), day(24), day(61),
            ("dealbreaker: SSO for admins, shipped by the quarter's end in 71 of 100 cases",),
            "SSO for admins", strip(0.7, 4.6, 2.6, standing),
            (
                Driver("feature", "SSO for admins 4 weeks sooner", 0.57, 0.64, 0.74, 0.78, 2.2, ""),
                Driver("person", "Economic buyer met", 0.57, 0.59, 0.74, 0.761, None, ""),
            ),
        ),
        DealLine(
            "006A2", "Tern Logistics <EU> roll-out", "Tern Logistics", "Bo Ode", "Propose",
            "best case", 268_500.0, day(12), 0.31, 0.17, 0.52, 0.44, day(24), day(66), day(122),
            (
                "dealbreaker: Audit log export, shipped by the quarter's end in 18 of 100 cases",
                "its date in the CRM passed 3 days ago",
            ),
            "Audit log export", strip(0.55, 10, 9.5, broken, moved),
        ),
        DealLine(
            "006A3", "Juniper Health", "Juniper Health", "Ana Lim", "Commit", "commit",
            190_000.0, day(18), 0.83, 0.03, 0.14, 0.79, day(5), day(13), day(33), (), "",
            strip(0.9, 2.6, None),
        ),
        DealLine(
            "006A4", "Pax & Sons renewal", "Pax & Sons", "Cy Rao", "Evaluate", "pipeline",
            None, None, 0.04, 0.35, 0.61, None, None, None, None,
            ("important: Offline mode, which has no forecast date", "no change in 47 days"), "",
            strip(0.12, 15, None),
        ),
        DealLine(
            "006A5", "Lark Media analytics", "Lark Media", "Dee Osei", "Propose", "best case",
            143_250.0, day(33), 0.46, 0.2, 0.34, 0.46, day(14), day(36), day(70),
            ("important: Usage dashboards, shipped by the quarter's end in 64 of 100 cases",),
            "Usage dashboards", strip(0.62, 6, 4.2),
        ),
        DealLine(
            "006A6", "Quarry Nine expansion", "Quarry Nine", "Bo Ode", "Negotiate", "commit",
            97_400.0, day(7), 0.72, 0.09, 0.19, 0.7, day(4), day(12), day(40), (), "",
            strip(0.82, 2.4, None),
        ),
    )  # fmt: skip
