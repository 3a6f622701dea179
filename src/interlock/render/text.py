"""The report as a terse summary for a terminal, readable without colour."""

import textwrap
from functools import partial

from interlock.records.report import DropLine, QuarterSection, WeeklyReport
from interlock.render import (
    amounts,
    glance,
    ladder,
    measured_words,
    promise_words,
    report_plan,
    words,
)
from interlock.render.movers import ranked

WIDTH = 88
DEALS, FEATURES, DROPS, NOTES, QUESTIONS = 4, 3, 3, 3, 2
INDENT = "  "


def summary(report: WeeklyReport) -> str:
    """The sentence, why the forecast moved, the deals and features to look at, what is due."""
    parts = [_head(report), _notes(report)]
    if report.quarter is not None:
        parts.append(_moved(report.quarter, report.currency))
    parts += [_deals(report), _features(report), _drops(report), _plan(report)]
    parts += [_questions(report), _measured(report), _due(report)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _head(report: WeeklyReport) -> list[str]:
    simulated = " (simulated company)" if report.simulated else ""
    title = f"{report.company}{simulated}, as of {words.full_day(report.birth.as_of)}"
    return [
        _cut(f"{title}, for {glance.reader(report.reader)}"),
        "",
        *textwrap.wrap(glance.sentence(report), WIDTH),
    ]


def _notes(report: WeeklyReport) -> list[str]:
    lines = []
    for note in report.notes[:NOTES]:
        lines += textwrap.wrap(
            words.ended(note), WIDTH, initial_indent="! ", subsequent_indent=INDENT
        )
    if len(report.notes) > NOTES:
        lines.append(f"! {words.count(len(report.notes) - NOTES, 'more note')} in the report.")
    return lines


def _moved(quarter: QuarterSection, currency: str) -> list[str]:
    """The largest causes, the rest as one and the refit, adding up to the change."""
    last = quarter.last_week
    if not quarter.movers or last is None or last.forecast is None or quarter.forecast is None:
        return []
    money = partial(amounts.short, currency=currency, signed=True)
    largest, rest, refit = ranked(quarter.movers)
    rows = [(m.amount, m.reason, m.top[0].name if m.top else "") for m in largest]
    if rest:
        rows.append((sum(m.amount for m in rest), "other", ""))
    rows += [(m.amount, m.reason, "") for m in refit]
    then, now = (
        amounts.short(r.mean, currency=currency) for r in (last.forecast, quarter.forecast)
    )
    lines = [f"Why it moved since {words.day(last.as_of, as_of=quarter.last)}: {then} to {now}"]
    return lines + [
        _cut(f"{money(amount):>11}  {reason}{f', most: {name}' if name else ''}")
        for amount, reason, name in rows
    ]


def _deals(report: WeeklyReport) -> list[str]:
    shown = report.deals[:DEALS]
    if not shown:
        return []
    by = ""
    if report.quarter is not None:
        by = f", odds of won by {words.day(report.quarter.last, as_of=report.birth.as_of)}"
    lines = [f"Deals to look at ({len(shown)} of {report.deals_shown_of:,}){by}"]
    for deal in shown:
        amount = (
            f"{amounts.short(deal.amount, currency=report.currency):>9}  "
            if deal.amount is not None
            else " " * 11
            if report.reader.sees_amounts
            else ""
        )
        held = f"; {deal.holds[0]}" if deal.holds else ""
        lines.append(_cut(f"{words.odds(deal.p_won):>7}  {amount}{deal.name}{held}"))
    return lines


def _features(report: WeeklyReport) -> list[str]:
    shown = report.features[:FEATURES]
    if not shown:
        return []
    lines = [f"Features ({len(shown)} of {report.features_shown_of:,})"]
    for feature in shown:
        odds = (
            ladder.in_words(feature.odds.steps, as_of=report.birth.as_of) or "no date can be said"
        )
        risk = ""
        if feature.at_risk is not None:
            risk = f"; {amounts.short(feature.at_risk, currency=report.currency)} at risk"
        lines.append(_cut(f"{INDENT}{feature.name}: {odds}{risk}"))
    return lines


def _drops(report: WeeklyReport) -> list[str]:
    """Costs and buys, never without the promises that a drop would break."""
    lines = []
    for line in report.drops[:DROPS]:
        said = drop_in_short(line, currency=report.currency)
        lines.append(_cut(f"{INDENT}{line.feature_name}: {said}"))
    return ["If it were dropped", *lines] if lines else []


def drop_in_short(line: DropLine, *, currency: str) -> str:
    """Costs $212 k, buys $345, breaks 1 known promise."""
    said = [
        f"{verb} {amounts.short(amount, currency=currency)}"
        for verb, amount in (("costs", line.costs), ("buys", line.buys))
        if amount is not None
    ] or [f"{words.count(len(line.hurt), 'deal')} with lower odds"]
    return ", ".join([*said, f"breaks {words.count(len(line.breaks), 'known promise')}"])


def _plan(report: WeeklyReport) -> list[str]:
    if report.plan is None:
        return []
    return [_cut(f"The plan: {report_plan.in_short(report.plan, report)}")]


def _questions(report: WeeklyReport) -> list[str]:
    lines = [
        _cut(
            f"{amounts.short(question.effect, currency=report.currency):>9}  "
            f"{question.deal_name}: {question.what}"
        )
        for question in report.questions[:QUESTIONS]
        if question.effect is not None
    ]
    return (
        ["Worth asking (by how much the answer would change the forecast)", *lines] if lines else []
    )


def _measured(report: WeeklyReport) -> list[str]:
    said = measured_words.in_short(report)
    return [_cut(f"Measured: {'; '.join(said)}.")] if said else []


def _due(report: WeeklyReport) -> list[str]:
    verdicts = [promise.verdict for promise in report.promises]
    order = ("open", "kept", "late", "broken", "withdrawn")
    counted = [f"{verdicts.count(v)} {v}" for v in order if v in verdicts]
    said = [
        f"promises {', '.join(counted)}" if counted else "",
        _moved_promises(report),
        _counted(len(report.firm), "promise", "in writing not out yet"),
        _counted(len(report.buyer_steps), "buyer step", "due"),
        _counted(len(report.tools), "sales tool", "not ready"),
        _customers(report),
        _counted(len(report.people), "deal", "with people missing"),
    ]
    told = "; ".join(part for part in said if part)
    return textwrap.wrap(f"This week: {told}.", WIDTH) if told else []


def _customers(report: WeeklyReport) -> str:
    """What is owed to customers: 2 commitments, 3 renewals due."""
    made = report.customers
    if made is None:
        return ""
    held = (
        ("commitment", made.commitments),
        ("renewal", made.renewals),
        ("hand-over", made.handovers),
    )
    counted = ", ".join(words.count(len(rows), noun) for noun, rows in held if rows)
    return f"{counted} due" if counted else ""


def _moved_promises(report: WeeklyReport) -> str:
    """How many moved, and who must still be told of it."""
    said = words.count(len(report.moved_promises), "promise")
    tell = promise_words.still_to_tell(report)
    still = f", still to tell: {tell}" if tell else ""
    return f"{said} moved{still}" if report.moved_promises else ""


def _counted(number: int, noun: str, rest: str) -> str:
    return f"{words.count(number, noun)} {rest}" if number else ""


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
