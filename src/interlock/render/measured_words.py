"""What rules, calls and categories were worth, in the reader's words."""

from interlock.records.measured import CallError, Share
from interlock.render import words


def share(counted: Share) -> str:
    """524 of 1,339, 39 %; none, where there is nothing to count."""
    if counted.rate is None:
        return "none"
    return words.tied(f"{counted.won:,} of {counted.of:,}, {whole(counted.rate)}")


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
