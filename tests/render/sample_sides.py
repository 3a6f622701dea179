"""The sample report with both sides' weeks, as pages show them."""

from dataclasses import replace

from interlock.records.report import Help, NamedDeal, SideLine, SidePart, SideWeek
from tests.render import sample

HARTWELL, OTHER = NamedDeal("006A1", "Halyard"), NamedDeal("X9", "Other buyer")


def report(**more):
    return replace(sample.report(), **({"sides": sides()} | more))


def sides():
    return (
        SideWeek(
            "development",
            "sales",
            (
                SidePart("Why these deals matter", (
                    SideLine("Halyard waits for SSO (dealbreaker, by 31 Dec)",
                             "Identified pain: lorries leave half empty (3 Nov)", "F1",
                             (HARTWELL,)),
                    SideLine("Other buyer waits for SSO (important)",
                             "Measurable gain: saves them $400 k a year (4 Nov)", "F1", (OTHER,)),
                ), 3),
                SidePart("The buyers' days", (SideLine("9 Dec: Legal", "", "", (HARTWELL,)),)),
            ),
            (Help("Look for a way to ship SSO 4 weeks sooner", "2 deals wait for it",
                  "about 0.4 deals more won within the year", 41_000.0, feature="F1"),),
        ),
        SideWeek(
            "sales",
            "development",
            (
                SidePart("Where its time goes", (SideLine("Bugs took 19 of 75 items."),)),
                SidePart("Shipped this week", (
                    SideLine("Export", "Core; 2 open deals asked for it", "F2", (HARTWELL, OTHER)),
                )),
            ),
            (
                Help("Say whether Halyard waits for SSO", "found by matching",
                     "3 weeks of Core's work rest on it", 12_000.0, "006A1", "F1", "link"),
                Help("Say whether Other buyer waits for SSO", "found by matching",
                     "2 weeks of Core's work rest on it", 9_000.0, "X9", "F1", "link"),
            ),
        ),
    )  # fmt: skip
