"""Customers of the sample report."""

from datetime import date

from interlock.records.customers import DUE, OPEN, Health, RenewalLink
from interlock.records.report_customers import (
    CommitmentLine,
    CustomersSection,
    HandoverLine,
    RenewalLine,
)

LINK = RenewalLink(19, 23, 4, 23, 0.66, 0.49, 0.78, 10, "segment")


def section() -> CustomersSection:
    return CustomersSection(
        commitments=(
            CommitmentLine("c1", "Train the night shift", "Fern Foods", "006W1", "Fern rollout",
                           date(2026, 11, 3), 17, "Priya Nair", ""),
            CommitmentLine("c2", "Move the master data", "Fern Foods", "006W1", "Fern rollout",
                           date(2026, 12, 1), 0, "", "Sam Ode"),
        ),
        renewals=(
            RenewalLine("006W1", "Fern rollout", "Fern Foods", "Ana Lim", 84_000.0,
                        date(2026, 12, 9), True, OPEN, "006R1", 0.62, Health(3, 1, 1, 1)),
            RenewalLine("006W2", "Pax sites", "Pax Air", "", None, date(2027, 1, 20), False, DUE,
                        "", None, Health(0, 0, 0, 0)),
        ),
        handovers=(
            HandoverLine("006W3", "Osprey desk", "Osprey Air", "Ana Lim", 2, 4, "Introduce support",
                         "Sam Ode", date(2026, 11, 24)),
        ),
        link=LINK,
        notice=90,
    )  # fmt: skip
