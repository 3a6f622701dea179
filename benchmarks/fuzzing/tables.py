"""A table of a known shape: headers that a source looks at, and cells in all sorts of writing."""

from random import Random

from interlock.importers.sources import SOURCES
from interlock.records.tables import TABLES

Cells = list[list[str]]
"""Rows of cells, the header first."""

OURS = 0.25
"""So many tables are of our own simple shape; the others are shared by all sources alike."""

VALUES = (
    "", "", "1", "7", "-3", "12500.50", "12.500,50", "1,234", "1.234", "(1,000)", "€ 5", "1e9", "1e400", "NaN", "inf",
    "9" * 30, "2026-01-05", "2026-01-05T09:00:00Z", "2026-01-05T09:00:00+99:99", "2026-02-30", "0000-00-00",
    "0001-01-01T00:00:00+14:00", "9999-12-31", "9999-12-31T23:59:59-12:00", "5.1.2026", "1/2/2026", "13/2/26",
    "12/Mar/24 9:41 AM", "45000", "true", "no", "Won", "Closed Lost", "Talk", "Epic", "Story", "Sub-task", "Done",
    "In Progress", "CORE-1", "CORE-1, CORE-2", "0061t00000AbCdEFGH", "0061t00000AbCdE", "0061t00000AbCdEAAW", "006",
    "Ann Lee", "Größe", "日本", "a;b", "a,b", 'say "x"', "line\nend", "EUR", "usd", "dealbreaker", "commit", "deals",
    "features", "stage", "amount", "StageName", "CloseDate", "created", "owner", "=1+1", "\x00", "\ufeff", "\u202e",
    " " * 40, "x" * 300, "-", "N/A", "null", "2026-Q4", "Total", "[]", "{}", "deal_stage", "economic buyer",
)  # fmt: skip


def table(luck: Random) -> Cells:
    """Cells are any values, or of one kind in each column, as in a true export."""
    rows = luck.choice((0, 1, 3, 12))
    headers = _headers(luck)
    if luck.random() < 0.3:
        luck.shuffle(headers)
    if luck.random() < 0.5:
        return [headers, *([luck.choice(VALUES) for _ in headers] for _ in range(rows))]
    kinds = [[luck.choice(VALUES) for _ in range(luck.choice((1, 2, 3)))] for _ in headers]
    return [headers, *([luck.choice(kind) for kind in kinds] for _ in range(rows))]


def _headers(luck: Random) -> list[str]:
    if luck.random() < OURS:
        return list(luck.choice(list(TABLES.values())).names)
    headers = [luck.choice(group) for group in luck.choice(SOURCES).headers]
    if luck.random() < 0.3:
        headers = [header for header in headers if luck.random() < 0.9]
    if luck.random() < 0.2:
        headers += [luck.choice(("Notes", "Jira Key", "", "Labels", headers[0] if headers else ""))]
    return headers
