"""What rules, calls and categories were worth, in the reader's words."""

from interlock.records.measured import CallError
from interlock.records.report import WeeklyReport
from interlock.render import words


def in_short(report: WeeklyReport) -> list[str]:
    """What rules, categories and callers were found to be, in a few words each."""
    said = []
    for verdict in ("helps", "hurts", "inert"):
        named = [x.name for x in report.rules.lines if x.verdict == verdict] if report.rules else []
        if named:
            said.append(f"{verdict}: {words.listed(named)}")
    said += [
        f"{line.category} {line.verdict}, {line.share.won:,} of {line.share.of:,} won"
        for line in (report.categories.lines if report.categories else ())
        if line.verdict in ("too sure", "too careful")
    ]
    calls = report.calls.lines if report.calls else ()
    return said + [
        f"{call.by} calls {call.verdict}"
        for call in calls
        if call.verdict in ("too high", "too low")
    ]


def whole(part: float) -> str:
    """A whole per cent of a measure: 112 %."""
    return f"{100 * part:,.0f} %"


def share_range(low: float, high: float) -> str:
    """10 to 50 %."""
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def lean(error: CallError) -> str:
    """+12 %, 3 to 21 %: the bias and its interval."""
    return f"{_signed(error.bias)} %, {_signed(error.low)} to {_signed(error.high)} %"


def _signed(part: float) -> str:
    figures = f"{abs(100 * part):.0f}"
    sign = "" if figures == "0" else "+" if part > 0 else "\N{MINUS SIGN}"
    return f"{sign}{figures}"
