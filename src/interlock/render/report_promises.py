"""Promises in the report's other forms: counts, moves, what is due, settled and in writing."""

from functools import partial

from interlock.records.report import (
    FirmPromise,
    MovedPromise,
    PromiseCount,
    PromiseLine,
    WeeklyReport,
)
from interlock.render import amounts, decided_words, promise_words, report_around, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Part,
    Points,
    Row,
    Section,
    Table,
    Words,
    table,
)

VERDICTS = ("kept", "late", "broken", "withdrawn", "open", "no_date")


def section(report: WeeklyReport) -> Section:
    counted = [(_side(one.side), _count(one)) for one in report.promise_counts]
    counted += [(_side(one.side), promise_words.record(one)) for one in report.record]
    blocks: list[object] = [Points(tuple(counted))] if counted else []
    if report.moved_promises:
        blocks.append(Part("Moved this week", (_moved(report),)))
    blocks += [
        Part(head, (_promises(rows, report),), brief=head == promise_words.SOON)
        for head, rows in promise_words.parts(report)
    ]
    if report.firm:
        said = Words(f"{promise_words.firm(report)}.")
        blocks.append(Part("In writing, and not out yet", (said, _firm(report))))
    blocks += report_around.parts(report)
    return Section("promises", "Promises, timetables, tools, people", tuple(blocks))


def _side(side: str) -> str:
    return side or "no side stated"


def _count(one: PromiseCount) -> str:
    """12 promises: 7 kept, 1 late, 4 open; 3 outcomes, with odds."""
    told = [(name.replace("_", " "), getattr(one, name)) for name in VERDICTS]
    said = ", ".join(f"{number} {name}" for name, number in told if number)
    outcomes = f"; {words.count(one.outcomes, 'outcome')}, with odds" if one.outcomes else ""
    return f"{words.count(one.made, 'promise')}{': ' if said else ''}{said}{outcomes}"


def _promises(rows: tuple[PromiseLine, ...], report: WeeklyReport) -> Table:
    day = partial(words.day, as_of=report.birth.as_of)
    return table(
        "Promise",
        [
            (Column("By", brief="by {}", share=1.3), [Cell(x.maker, _side(x.side)) for x in rows]),
            (Column("To", brief="to {}", share=1.3), [Cell(x.to) for x in rows]),
            (Column("Form"), [Cell(x.form) for x in rows]),
            (
                Column("Due", brief="due {}", share=1.2),
                [Cell(day(x.due) if x.due else "no date", _first(x, report)) for x in rows],
            ),
            (Column("Stands", brief="{}", share=2.4), [_stands(x, report) for x in rows]),
        ],
        [Row(x.what, f"said {day(x.said_on)}") for x in rows],
        noun="promise",
        share=3.0,
    )


def _first(line: PromiseLine, report: WeeklyReport) -> str:
    if not line.moved:
        return ""
    first = words.day(line.first_due, as_of=report.birth.as_of) if line.first_due else ""
    return words.moved_times(line.moved, first)


def _stands(line: PromiseLine, report: WeeklyReport) -> Cell:
    odds = ""
    if line.verdict != "odds" and line.odds is not None:
        odds = f"{words.odds(line.odds)} by then"
    late = ""
    if line.days_late:
        late = f"{words.count(line.days_late, 'day')} past the first day named"
    told = [odds, decided_words.of(line, as_of=report.birth.as_of), late]
    return Cell(promise_words.stands(line), "; ".join(part for part in told if part))


def _moved(report: WeeklyReport) -> Table:
    rows, day = report.moved_promises, partial(words.day, as_of=report.birth.as_of)
    return table(
        "Promise",
        [
            (
                Column("By", brief="by {}"),
                [Cell(x.by, f"{'' if x.by else 'not said, '}{day(x.on)}") for x in rows],
            ),
            (
                Column("From", brief="was {}"),
                [Cell(day(x.old) if x.old else "no date") for x in rows],
            ),
            (
                Column("To", brief="now {}"),
                [Cell(day(x.new) if x.new else "withdrawn") for x in rows],
            ),
            (
                Column("Why", brief="why: {}", share=1.6),
                [Cell(x.why, "" if x.why else "not said") for x in rows],
            ),
            (
                Column("Who knows", brief="known to {}", share=2.0),
                [_knows(x, report) for x in rows],
            ),
        ],
        [Row(x.what, f"{x.maker or 'somebody'}{f' to {x.to}' if x.to else ''}") for x in rows],
        noun="move",
        share=2.4,
    )


def _knows(line: MovedPromise, report: WeeklyReport) -> Cell:
    told = words.listed(line.told) if line.told else "nobody"
    tell = f"still to tell: {words.listed(line.tell)}" if line.tell else ""
    waits = promise_words.waiting(line, reader=report.reader) if line.deals else ""
    return Cell(told, "; ".join(part for part in (tell, waits) if part))


def _firm(report: WeeklyReport) -> Table:
    rows, day = report.firm, partial(words.day, as_of=report.birth.as_of)
    money = partial(amounts.short, currency=report.currency)
    return table(
        "Promise",
        [
            (Column("Form"), [Cell(x.form) for x in rows]),
            (Column("By"), [Cell(x.maker) for x in rows]),
            (Column("To", brief="to {}"), [Cell(x.to) for x in rows]),
            (
                Column("Due", brief="due {}", share=1.1),
                [Cell(day(x.due) if x.due else "no date", _by_then(x)) for x in rows],
            ),
            (
                Column("Deal", share=1.3),
                [Cell(x.deal_name or "none named", _ended(x.outcome)) for x in rows],
            ),
            (
                Column("Amount", brief="deal of {}", is_number=True),
                [Cell("" if x.amount is None else money(x.amount)) for x in rows],
            ),
        ],
        [Row(x.what, _said(x, report)) for x in rows],
        noun="promise",
        share=3.0,
    )


def _by_then(line: FirmPromise) -> str:
    odds = "" if line.odds is None else f"{words.odds(line.odds)} by then"
    verdict = line.verdict if line.verdict in ("broken", "withdrawn") else ""
    return "; ".join(part for part in (odds, verdict) if part)


def _ended(outcome: str) -> str:
    return "" if outcome == "open" else outcome


def _said(line: FirmPromise, report: WeeklyReport) -> str:
    said = f"said {words.day(line.said_on, as_of=report.birth.as_of)}"
    about = "" if line.about in line.what else f"{line.about}, "
    return f"{about}{said}{f': {line.evidence}' if line.evidence else ''}"
