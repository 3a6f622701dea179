"""Letters, promises, buyers' steps, tools and people of the sample report."""

from datetime import date

from interlock.records.report import (
    BuyerStepLine,
    Decided,
    FirmPromise,
    MovedPromise,
    NamedDeal,
    PeopleGap,
    PromiseCount,
    PromiseLine,
    PromiseMove,
    SideRecord,
    Told,
    ToolLine,
)


def told() -> tuple[Told, ...]:
    return (
        Told(
            "development",
            "sales",
            (
                "The quarter 2026-Q4 ends in 6 weeks, on 31 Dec: 72 of 181 open deals are dated to "
                "close by then.",
                "11 open deals wait for SSO for admins, 4 of them as a dealbreaker.",
                "What would help: early word if SSO for admins moves, in either direction.",
            ),
        ),
        Told(
            "sales",
            "development",
            (
                "Upkeep took 41 % of finished items in the last four weeks (usually 29 %).",
                "Audit log export grew by 6 items in four weeks.",
                "What would help: the day by which each buyer really needs Audit log export.",
            ),
        ),
    )


def promises() -> tuple[PromiseLine, ...]:
    said = date(2026, 10, 9)
    return (
        PromiseLine(
            "p1", "Ship SSO for admins", "own act", "written", "Priya Nair", "development",
            "Halyard Bank", said, date(2026, 12, 14), date(2026, 12, 14), 0, "open", 0.55, None,
            "006A1", "10231",
        ),
        PromiseLine(
            "p2", "Send the security answers", "own act", "said", "Tom Weiss", "development",
            "Tern Logistics", said, date(2026, 11, 27), date(2026, 11, 13), 1, "open", None, None,
            "006A2", "",
        ),
        PromiseLine(
            "p3", "Price list for the EU", "own act", "said", "Ana Lim", "sales", "Tern Logistics",
            said, date(2026, 11, 6), date(2026, 11, 6), 0, "broken", None, 14, "006A2", "",
            decided=Decided("promises", "p3", "passed", date(2026, 11, 7)),
        ),
        PromiseLine(
            "p4", "Demo of <dashboards>", "own act", "internal", "Mia Koch", "development",
            "Dee Osei", said, date(2026, 11, 16), date(2026, 11, 16), 0, "kept", None, None,
            "006A5", "10301", decided=Decided("features", "10301", "shipped", date(2026, 11, 12)),
        ),
        PromiseLine(
            "p5", "Reference call", "own act", "said", "Cy Rao", "sales", "Pax & Sons", said,
            date(2026, 11, 12), date(2026, 11, 9), 1, "late", None, 3, "006A4", "",
            decided=Decided("promises", "p5", "done", date(2026, 11, 12)),
        ),
        PromiseLine(
            "p6", "Halyard Bank signs", "outcome", "internal", "Ana Lim", "sales", "Dana Cole",
            said, date(2026, 12, 15), date(2026, 12, 15), 0, "odds", 0.48, None, "006A1", "",
        ),
        PromiseLine(
            "p7", "Answer on data residency", "own act", "said", "Cy Rao", "sales", "Lark Media",
            said, None, None, 0, "no date", None, None, "006A5", "",
        ),
        PromiseLine(
            "p8", "Bring their must-haves", "own act", "internal", "Cy Rao", "sales", "Priya Nair",
            said, None, date(2026, 12, 4), 1, "withdrawn", None, None, "006A5", "",
            decided=Decided("promises", "p8", "withdrawn", date(2026, 11, 18)),
            moves=(PromiseMove(date(2026, 11, 18), date(2026, 12, 4), None, "Cy Rao"),),
        ),
    )  # fmt: skip


def moved() -> tuple[MovedPromise, ...]:
    return (
        MovedPromise(
            "p8", "Bring their must-haves", "Cy Rao", "sales", "Priya Nair", "006A5",
            date(2026, 11, 18), date(2026, 12, 4), None, "Cy Rao", "the buyer waits for a budget",
            (), ("Priya Nair",), (),
        ),
        MovedPromise(
            "p1", "Ship SSO for admins", "Priya Nair", "development", "Halyard Bank", "",
            date(2026, 11, 16), date(2026, 12, 7), date(2026, 12, 14), "Priya Nair",
            "a library has to change first", ("Ana Lim",), ("Halyard Bank", "Tom Weiss"),
            (NamedDeal("006A1", "Halyard Bank platform"), NamedDeal("006A2", "Tern Logistics")),
        ),
    )  # fmt: skip


def record() -> tuple[SideRecord, ...]:
    return (
        SideRecord("development", "feature shipped", 61, 0.62, 0.49, 0.73),
        SideRecord("sales", "deal won", 1204, 0.241, 0.22, 0.27),
    )


def firm() -> tuple[FirmPromise, ...]:
    said, sso = date(2026, 10, 9), "SSO for admins"
    return (
        FirmPromise(
            "p1", "Ship SSO for admins", sso, "contract", "Priya Nair", "Halyard Bank", said,
            date(2026, 12, 14), date(2026, 12, 7), 1, "open", 0.55, "order form, annex 2",
            "006A1", "Halyard Bank platform", "open", 420_000.0,
        ),
        FirmPromise(
            "p9", "Audit export", "Audit log export", "written", "Priya Nair", "Pax & Sons", said,
            date(2026, 11, 2), date(2026, 11, 2), 0, "broken", None, "", "006A4", "Pax & Sons",
            "won", 88_000.0,
        ),
        FirmPromise(
            "p10", "Release 5.2 is out", "5.2", "written", "Priya Nair", "Ana Lim", said, None,
            None, 0, "no date", None, "", "", "", "", None,
        ),
    )  # fmt: skip


def counts() -> tuple[PromiseCount, ...]:
    return (
        PromiseCount("sales", 64, 41, 9, 3, 1, 6, 1, 3),
        PromiseCount("development", 52, 33, 11, 3, 0, 5, 0, 0),
    )


def buyer_steps() -> tuple[BuyerStepLine, ...]:
    return (
        BuyerStepLine(
            "006A2", "Tern Logistics <EU> roll-out", "Security review", "J. Marsh", "Tom Weiss",
            date(2026, 11, 17), 3,
        ),
        BuyerStepLine(
            "006A1", "Halyard Bank platform", "Board approval", "R. Adeyemi", "",
            date(2026, 12, 1), 0,
        ),
    )  # fmt: skip


def tools() -> tuple[ToolLine, ...]:
    return (
        ToolLine(
            "Admin SSO deck", "deck", "Mia Koch", "draft", date(2026, 12, 4), ("SSO for admins",),
            11, "tool due 4 Dec; SSO for admins ships by 12 Dec (p50)",
            p50_on=date(2026, 12, 14), p80_on=date(2027, 1, 11), asks=2, exposed=420_000.0,
        ),
    )  # fmt: skip


def people() -> tuple[PeopleGap, ...]:
    return (
        PeopleGap("006A1", "Halyard Bank platform", "Ana Lim", ("economic buyer not met (R. A.)",)),
        PeopleGap("006A5", "Lark Media analytics", "", ("champion not named", "nobody in support")),
    )
