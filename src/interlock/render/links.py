"""The three-line file that joins deals and features, written with the reader's own names."""

import csv
import io

from interlock.records.report import WeeklyReport


def needs_file(report: WeeklyReport) -> str:
    """``needs.csv`` with the report's own first deals and features, readable as it stands."""
    deals = [deal.id for deal in report.deals[:2]] or ["006A1"]
    features = [feature.key or feature.id for feature in report.features[:2]] or ["PAY-31"]
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(("deal", "feature", "strength"))
    lines.writerow((deals[0], features[0], "dealbreaker"))
    lines.writerow((deals[-1], features[-1], "important"))
    return written.getvalue()


def has_links(report: WeeklyReport) -> bool:
    """Whether any deal is known to need any feature."""
    return (
        any(feature.deals for feature in report.features)
        or any(deal.waits_for for deal in report.deals)
        or any(line.hurt or line.close_anyway for line in report.drops)
    )
