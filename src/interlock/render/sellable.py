"""When a release can be sold: it has shipped, and its sales tools are ready."""

from datetime import date

from interlock.records.report_work import FeatureLine, ReleaseLine
from interlock.render import words


def said(line: ReleaseLine | FeatureLine, *, as_of: date) -> str:
    """sellable 9 to 20 Oct, 2 sales tools to make; empty where no tool is known to be its own."""
    if not isinstance(line, ReleaseLine):
        return ""
    days = between(line, as_of=as_of)
    left = words.count(len(line.tools_left), "sales tool") + " to make" if line.tools_left else ""
    return ", ".join(one for one in (days and f"sellable {days}", left) if one)


def between(line: ReleaseLine, *, as_of: date) -> str:
    """In 5 to 8 of 10 cases: 9 to 20 Oct; empty where no day can be said."""
    if line.sellable_p50_on and line.sellable_p80_on:
        return words.days(line.sellable_p50_on, line.sellable_p80_on, as_of=as_of)
    return (
        f"{words.day(line.sellable_p50_on, as_of=as_of)} or later" if line.sellable_p50_on else ""
    )
