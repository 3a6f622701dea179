"""Promises in words: as rows of the ledger, as versions of one, and as CSV."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from interlock.records.promises import DueOdds, Hands, Named
from interlock.records.report import PromiseLine, PromiseMove
from interlock.records.report_promises import CAME, DID_NOT_COME
from interlock.render import decided_words, icons, words
from interlock.render.csv_text import written

HEADS = (
    "id", "what", "kind", "form", "maker", "side", "to", "said_on", "due", "first_due", "moved",
    "confidence", "why", "evidence", "deal", "feature", "release", "tool", "verdict", "odds",
    "said_odds", "settled_on", "days_late",
)  # fmt: skip
OF = {
    "deal": "that the deal is won by then",
    "feature": "that the feature has shipped by then",
    "release": "that the release has shipped by then",
    "acts": "that an act of this side, promised so far ahead, is done by then",
}
"""What odds are of -> in words."""

STANDS = ("side", "verdict", "decided", "first_due", "moved", "days_late", "settled_on")
"""Of a line, what programs are told beside the promise itself."""


def row(
    line: PromiseLine, hands: Hands, named: Named, *, today: date, seen_on: date
) -> dict[str, Any]:
    """A promise as a row of the ledger."""
    return {
        "line": line,
        "hands": hands,
        "icon": icons.icon(line.verdict),
        "about": named.called(line),
        "state": state(line, today=today, seen_on=seen_on),
        "decided": decided_words.of(line, as_of=today),
        "is_over": line.settled_on is None and line.due is not None and line.due < today,
        "odds": _odds(line),
        "moved": _moved(line, today),
    }


def state(line: PromiseLine, *, today: date, seen_on: date) -> str:
    """Kept, late, broken, withdrawn, came or did not come; until then how many days are left."""
    if line.verdict == "odds" and line.settled_on:
        return CAME if line.odds else DID_NOT_COME
    if line.verdict not in ("open", "odds"):
        return line.verdict
    if line.due is None:
        return "no date"
    days = (line.due - today).days
    if days < 0:
        return f"day passed, data of {words.day(seen_on, as_of=today)}"
    return "due today" if not days else f"in {words.count(days, 'day')}"


def stands(line: PromiseLine | None) -> dict[str, Any]:
    """How a promise stands, for programs; without any value where it is not judged yet."""
    beside = {name: getattr(line, name, None) for name in STANDS}
    return beside | {"odds_now": line.odds if line else None}


def versions(line: PromiseLine) -> list[dict[str, Any]]:
    """Every version of a promise, the newest first; the first is what was said."""
    said = PromiseMove(line.said_on, None, line.first_due, line.maker, line.why)
    return [_version(move, is_first=move is said) for move in (*line.moves[::-1], said)]


def known(found: DueOdds, *, today: date) -> dict[str, Any]:
    """What is known of a day before it is promised."""
    return {
        "odds": words.odds(found.odds) if found.odds is not None else "",
        "is_of": OF.get(found.of, ""),
        "due": words.full_day(found.due) if found.due else "",
        "days": [
            {"p": words.odds(p), "day": day, "words": words.full_day(day) if day else "not seen"}
            for p, day in found.days
        ],
        "acts": found.acts,
        "missing": max(found.fewest - found.acts, 0),
        "is_acts": found.of == "acts",
        "is_late": found.due is not None and found.due < today,
    }


def as_csv(lines: Iterable[PromiseLine]) -> str:
    """Every promise, a line each."""
    return written(HEADS, ([getattr(one, head) for head in HEADS] for one in lines))


def _version(move: PromiseMove, *, is_first: bool) -> dict[str, Any]:
    days = (move.new - move.old).days if move.old and move.new else None
    return {
        "on": words.full_day(move.on),
        "to": words.full_day(move.new) if move.new else "no date",
        "says": "said" if is_first else _later(days),
        "by": move.by,
        "why": move.why,
        "told": words.listed(move.told) if move.told else "",
        "is_first": is_first,
    }


def _later(days: int | None) -> str:
    if days is None:
        return "day taken away"
    return f"moved {words.moved(days)}"


def _odds(line: PromiseLine) -> str:
    if line.odds is None or line.settled_on:
        return ""
    return words.odds(line.odds)


def _moved(line: PromiseLine, today: date) -> str:
    if not line.moved or line.first_due is None:
        return ""
    return words.moved_times(line.moved, words.day(line.first_due, as_of=today))
