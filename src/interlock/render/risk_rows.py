"""Risks in words: as rows of a list, and as CSV."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from interlock.records.risks import Hands, RiskLine, Stated
from interlock.render import icons, words
from interlock.render.csv_text import written

HEADS = (
    "id", "what", "kind", "about", "about_name", "by", "named_on", "act", "owner", "due", "done_on",
    "verdict", "odds", "odds_now", "by_day", "outcome", "ended_on",
)  # fmt: skip
ENDS = {"deal": "won", "feature": "shipped"}


def row(line: RiskLine, hands: Hands, *, today: date) -> dict[str, Any]:
    """A risk with what is done about it, and its odds then and now."""
    is_late = line.is_open and line.due is not None and line.done_on is None and line.due < today
    return {
        "line": line,
        "hands": hands,
        "icon": icons.icon(line.verdict),
        "state": _state(line, today),
        "is_late": is_late,
        "odds": _odds(line),
        "by_day": f"{ENDS[line.kind]} by {words.full_day(line.by_day)}" if line.by_day else "",
        "outcome": _outcome(line),
    }


def stated(kind: str, said: Stated | None) -> str:
    """57 % won by 31 Dec 2026."""
    if said is None:
        return ""
    return f"{words.odds(said.odds)} {ENDS[kind]} by {words.full_day(said.by_day)}"


def as_csv(lines: Iterable[RiskLine]) -> str:
    """Every risk, a line each."""
    return written(HEADS, ([getattr(one, head) for head in HEADS] for one in lines))


def _state(line: RiskLine, today: date) -> str:
    if not line.act:
        return "nothing promised yet"
    if line.done_on is not None:
        return f"done {words.day(line.done_on, as_of=today)}, {line.verdict}"
    if line.due is None:
        return "no day"
    days = (line.due - today).days
    if days < 0:
        return f"{words.count(-days, 'day')} over"
    return "due today" if not days else f"in {words.count(days, 'day')}"


def _odds(line: RiskLine) -> str:
    if line.odds is None:
        return ""
    now = f", {words.odds(line.odds_now)} now" if line.odds_now is not None else ""
    return f"{words.odds(line.odds)} then{now}"


def _outcome(line: RiskLine) -> str:
    if not line.outcome:
        return "" if line.is_open else "no risk any more"
    return {
        ("deal", "well"): "won by then",
        ("deal", "badly"): "not won by then",
        ("feature", "well"): "shipped by then",
        ("feature", "badly"): "not shipped by then",
    }[line.kind, line.outcome]
