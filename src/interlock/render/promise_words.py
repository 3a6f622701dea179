"""Promises of a weekly report in parts, and the record of both sides and what is in writing."""

from datetime import timedelta

from interlock.records.report import (
    MovedPromise,
    PromiseLine,
    Reader,
    SideRecord,
    WeeklyReport,
)
from interlock.records.report_promises import CAME, DID_NOT_COME, RECENT_DAYS, SOON_DAYS, behind
from interlock.render import amounts, words

MET = {
    "deal won": ("deal", "were won by the close date in the CRM"),
    "feature shipped": ("feature", "shipped by the day in the tracker"),
    "release shipped": ("release", "shipped by the day in the tracker"),
    "own act": ("promise", "were kept by the day given"),
    "outcome": ("outcome", "came by the day given"),
}  # fmt: skip
"""kind of day -> what it was said of, and what it is that it was met"""

TELL = 3

SOON = f"Due within {SOON_DAYS} days"
SETTLED = f"Kept, late, broken, withdrawn or certain in the last {RECENT_DAYS} days"
LATER = "Due later, or without a day"


def stands(line: PromiseLine) -> str:
    """Kept; 55 %; of an outcome that is certain, whether it came."""
    if line.verdict != "odds":
        return line.verdict
    if line.decided:
        return CAME if line.odds else DID_NOT_COME
    return "odds not known" if line.odds is None else words.tied(words.odds(line.odds))


def parts(report: WeeklyReport) -> list[tuple[str, tuple[PromiseLine, ...]]]:
    """Promises due soon, settled lately and due later, each in the report's order."""
    last = report.birth.as_of + timedelta(days=SOON_DAYS)
    found: dict[str, list[PromiseLine]] = {SOON: [], SETTLED: [], LATER: []}
    for line in report.promises:
        is_soon = line.due is not None and line.due <= last
        found[SETTLED if line.decided else SOON if is_soon else LATER].append(line)
    return [(head, tuple(rows)) for head, rows in found.items() if rows]


def waiting(line: MovedPromise, *, reader: Reader) -> str:
    """44 deals wait for it; to who reads of their own alone: 4 deals of yours wait for it."""
    deals, yours = len(line.deals), reader.kind == "person" and reader.sees_amounts
    of = f"{words.count(deals, 'deal')}{' of yours' if yours else ''}"
    return f"{of} wait{'s' if deals == 1 else ''} for it"


def still_to_tell(report: WeeklyReport) -> str:
    """Who must still be told of a promise that moved: the first few, and how many more."""
    tell = list(dict.fromkeys(name for line in report.moved_promises for name in line.tell))
    rest = [f"{len(tell) - TELL} more"] if len(tell) > TELL else []
    return words.listed([*tell[:TELL], *rest])


def record(line: SideRecord) -> str:
    """24 % of 972 deals were won by the close date in the CRM (21 to 26 %)."""
    noun, came = MET.get(line.kind, ("day", "were met"))
    share, low, high = (f"{100 * one:.0f}" for one in (line.met, line.low, line.high))
    return words.tied(f"{share} % of {words.count(line.things, noun)} {came} ({low} to {high} %)")


def firm(report: WeeklyReport) -> str:
    """9 promises of what is not out yet, beside deals of $1.2 M."""
    said = f"{words.count(len(report.firm), 'promise')} of what is not out yet"
    deals, total = behind(report.firm)
    if not deals:
        return said
    money = amounts.short(total, currency=report.currency)
    return words.tied(f"{said}, beside {words.count(deals, 'deal')} of {money}")
