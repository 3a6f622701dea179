"""Which record decided a promise, in words: the one place that says them."""

from datetime import date

from interlock.records.report import Decided, PromiseLine
from interlock.render import words

SAYS = {
    ("features", "shipped"): "shipped",
    ("features", "dropped"): "its feature was dropped",
    ("releases", "shipped"): "its release shipped",
    ("tools", "ready"): "the tool was ready",
    ("deals", "won"): "the deal was won",
    ("deals", "lost"): "the deal was lost",
    ("promises", "done"): "written down as done",
    ("promises", "withdrawn"): "withdrawn",
}
PASSED = "its day passed, nothing says that it was done"


def decided(one: Decided | None, *, as_of: date | None = None, by: str = "") -> str:
    """Shipped 12 Sep; withdrawn 4 Nov by Ines Moreau; nothing while no record decided.

    The year is left out where it is that of ``as_of``; ``by``: who withdrew it.
    """
    if one is None:
        return ""
    if one.says == "passed":
        return PASSED
    day = words.day(one.on, as_of=as_of) if as_of else words.full_day(one.on)
    who = f" by {by}" if by and one.says == "withdrawn" else ""
    return f"{SAYS.get((one.table, one.says), one.says)} {day}{who}"


def of(line: PromiseLine, *, as_of: date | None = None) -> str:
    """Which record decided ``line``, with who withdrew it."""
    return decided(line.decided, as_of=as_of, by=line.moves[-1].by if line.moves else "")
