"""Who is in a deal and who is missing, in words: cells of the table, and what it went with."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from interlock.records.measured import PartWorth, Ratio, Share
from interlock.records.report import DealLine, DealsAhead
from interlock.records.seats import LONG_AGO, MET, MISSING, NEVER_MET, Contact, Seat, Seated, WayIn
from interlock.render import amounts, forest, words

HOW = {
    "meeting": "met", "evidence": "met, by evidence", "people": "last met",
    "step": "did a step together",
}  # fmt: skip


def rows(
    deals: Sequence[Seated],
    lines: Mapping[str, DealLine],
    made: DealsAhead | None,
    *,
    today: date,
    may_change: Collection[str],
) -> list[dict[str, Any]]:
    """Deals as a table's cells say them; odds and amounts where a forecast is there."""
    return [
        {
            "deal": deal,
            "amount": _amount(lines.get(deal.deal), made),
            "won": words.odds(line.p_won) if (line := lines.get(deal.deal)) else "",
            "cells": [cell(seat, today=today) for seat in deal.seats],
            "may_change": deal.deal in may_change,
        }
        for deal in deals
    ]


def cell(seat: Seat, *, today: date) -> dict[str, Any]:
    """Who holds a seat, and in words when they were last met: "42 days ago"."""
    return {
        "seat": seat,
        "first": seat.names[0] if seat.names else "",
        "more": max(0, len(seat.names) - 1),
        "when": ago(seat, today=today),
        "kind": {MISSING: "missing", NEVER_MET: "never", LONG_AGO: "long"}.get(seat.state, "held"),
    }


def ago(seat: Seat, *, today: date) -> str:
    """today, 3 days ago, 42 days ago, by Ann; never met."""
    if seat.state == NEVER_MET:
        return "never met"
    if seat.met_on is None:
        return ""
    days = (today - seat.met_on).days
    said = "today" if days < 1 else f"{words.count(days, 'day')} ago"
    return said if seat.state in (MET, LONG_AGO) else ""


def worth(parts: Sequence[PartWorth]) -> list[dict[str, Any]]:
    """What it went with that a part was played, as counts and an odds ratio with its interval."""
    return [_worth(one) for one in parts if one.line is not None or not one.ours]


def _worth(one: PartWorth) -> dict[str, Any]:
    line = one.line
    if line is None:
        return {"part": one.part, "name": one.part, "says": f"not enough yet: {one.why}"}
    return {
        "part": one.part,
        "name": f"contact in {one.part}" if one.ours else line.name,
        "having": _share(line.having),
        "lacking": _share(line.lacking),
        "ratio": forest.in_words(line.worth) if line.worth else "",
        "forest": _forest(line.worth, line.name, line.verdict) if line.worth else "",
        "says": f"{line.verdict}: {line.why}" if line.why else line.verdict,
    }


def _forest(found: Ratio, name: str, verdict: str) -> str:
    return forest.row(found, name=name, matters=verdict in ("helps", "hurts"))


def _share(share: Share) -> str:
    """41 of 60 (68 %)."""
    if not share.of:
        return "none"
    return f"{share.won:,} of {share.of:,} ({100 * share.won / share.of:.0f} %)"


def ways(found: Sequence[WayIn], *, today: date) -> dict[str, list[str]]:
    """For each part that is missing who could lead there, in words."""
    told: dict[str, list[str]] = {}
    for one in found:
        told.setdefault(one.part, []).append(_way(one, today=today))
    return told


def _way(one: WayIn, *, today: date) -> str:
    """Ann met Eve Stone on 3 Mar in Bakery."""
    tie = one.tie
    did = {"step": "did a step with"}.get(tie.how, "met")
    who = f"{tie.theirs}, {one.part} in another deal," if one.who == "role" else tie.theirs
    return f"{tie.ours} {did} {who} on {words.day(tie.on, as_of=today)} in {tie.deal_name}"


def worth_in_words(told: Sequence[Mapping[str, Any]]) -> str:
    """Economic buyer met: 41 of 60 won with it, 22 of 71 without."""
    return "; ".join(
        f"{one['name']}: {one['having']} won with it, {one['lacking']} without"
        if "having" in one
        else f"{one['name']}: {one['says']}"
        for one in told
    )


def contact(one: Contact, *, today: date) -> dict[str, Any]:
    """A day of contact in words."""
    return {"contact": one, "on": words.day(one.on, as_of=today), "how": HOW[one.how]}


def _amount(line: DealLine | None, made: DealsAhead | None) -> str:
    if line is None or made is None:
        return ""
    if line.amount is None:
        return line.band
    return amounts.short(line.amount, currency=made.currency)
