"""What rules, calls and categories were worth, in the report's other forms."""

from functools import partial

from interlock.records.measured import CallError, CallLine, RuleLine
from interlock.records.report import WeeklyReport
from interlock.render import amounts, forest, measured_words, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Part,
    Points,
    Row,
    Section,
    Table,
    Words,
    drawing,
    table,
)

RULES = (
    "The odds of winning with a rule's evidence against those without, among deals alike in stage, "
    "age and other evidence, less what good deals gather anyway. At 1 they are the same; within "
    "the shaded band (.8 to 1.25) the difference does not matter. An association, no proof."
)
CALLS = (
    "What was called over what was won, in the quarters that have ended; 100 % is right on the "
    "whole. Four ended quarters are needed before anybody is said to lean."
)
CATEGORIES = (
    "Deals dated in a quarter that stood in a category 12, 8 or 4 weeks before its end: how many "
    "were won by then, against what the category is to mean."
)


def section(report: WeeklyReport) -> Section:
    named = ["Rules"] + (["calls, categories"] if report.calls or report.categories else [])
    parts = [*_rules(report), *_calls(report), *_categories(report), *_elsewhere(report)]
    return Section("measured", f"{', '.join(named)}: what they were worth", tuple(parts))


def _rules(report: WeeklyReport) -> list[Part]:
    if report.rules is None:
        return []
    lines, says = report.rules.lines, [Words(words.ended(x), "quiet") for x in report.rules.says]
    found = table(
        "Rule",
        [
            (Column("Worth, and in 19 of 20 cases", share=1.8), [_worth(x) for x in lines]),
            (Column("Verdict", brief="{}", share=2.2), [Cell(x.verdict, x.why) for x in lines]),
            (Column("Won in 13 weeks: with", is_number=True), [_share(x, "having") for x in lines]),
            (Column("Without", is_number=True), [_share(x, "lacking") for x in lines]),
        ],
        [Row(x.name, "" if x.is_rule else "no rule asks for it") for x in lines],
        noun="rule",
        share=2.2,
    )
    drawn = (Words(RULES, "quiet"), found) if lines else ()
    return [Part("What your rules are worth", (*drawn, *says))] if lines or says else []


def _worth(line: RuleLine) -> Cell:
    if line.worth is None:
        return Cell("", "cannot be compared yet")
    matters = line.verdict in ("helps", "hurts")
    drawn = forest.row(line.worth, name=line.name, matters=matters)
    return Cell("", forest.in_words(line.worth), drawing(drawn))


def _share(line: RuleLine, which: str) -> Cell:
    share = getattr(line, which)
    if share.rate is None:
        return Cell("none")
    return Cell(measured_words.whole(share.rate), f"{share.won:,} of {share.of:,}")


def _calls(report: WeeklyReport) -> list[Part]:
    if report.calls is None:
        return []
    lines, says = report.calls.lines, [Words(words.ended(x), "quiet") for x in report.calls.says]
    blocks: list[object] = []
    if lines:
        blocks += [Words(CALLS, "quiet"), _callers(report, lines)]
    money = partial(amounts.short, currency=report.currency)
    said = [
        (
            f"{x.by} calls {money(x.amount)}",
            f"{words.count(x.reps, 'rep')} together {money(x.reps_sum)}"
            f"{f': {x.why}' if x.why else ''}",
        )
        for x in report.calls.overrides
    ]
    blocks += [Points(tuple(said))] if said else []
    return [Part("Calls against what happened", (*blocks, *says))] if blocks or says else []


def _callers(report: WeeklyReport, lines: tuple[CallLine, ...]) -> Table:
    money = partial(amounts.short, currency=report.currency)
    period = report.calls.period if report.calls else ""
    return table(
        "Who",
        [
            (
                Column(f"Call for {period}", brief="calls {}", is_number=True),
                [Cell("" if x.now is None else money(x.now)) for x in lines],
            ),
            (Column("Quarters", is_number=True), [Cell(f"{x.periods}") for x in lines]),
            (Column("Last call, of what was won", is_number=True), [_said(x.last) for x in lines]),
            (Column("Our forecast", is_number=True), [_said(x.model) for x in lines]),
            (Column("As the quarter before", is_number=True), [_said(x.naive) for x in lines]),
            (
                Column("Leans", brief="{}", share=1.6),
                [Cell(x.verdict, _lean(x)) for x in lines],
            ),
        ],
        [_caller(x) for x in lines],
        noun="caller",
        share=1.8,
    )


def _caller(line: CallLine) -> Row:
    instead = f"instead of {line.about}" if line.about else ""
    told = [instead, line.level, line.category]
    return Row(line.by, " · ".join(part for part in told if part))


def _said(error: CallError | None) -> Cell:
    if error is None:
        return Cell()
    return Cell(measured_words.whole(error.of_actual), f"off by {measured_words.whole(error.off)}")


def _lean(line: CallLine) -> str:
    if line.last is None or line.verdict == "not enough yet":
        return ""
    return measured_words.lean(line.last)


def _categories(report: WeeklyReport) -> list[Part]:
    if report.categories is None:
        return []
    held = report.categories
    says = [Words(words.ended(x), "quiet") for x in held.says]
    spread, whole = measured_words.share_range, measured_words.whole
    rate = [None if not x.share.of else x.share.won / x.share.of for x in held.lines]
    counts = [f"{x.share.won:,} of {x.share.of:,}" if x.share.of else "" for x in held.lines]
    found = table(
        "Category",
        [
            (
                Column("Meant", brief="meant {}", is_number=True),
                [Cell(spread(x.band_low, x.band_high)) for x in held.lines],
            ),
            (
                Column("Won", brief="won {}", is_number=True),
                [
                    Cell("none yet" if r is None else whole(r), n)
                    for r, n in zip(rate, counts, strict=True)
                ],
            ),
            (
                Column("19 of 20 cases", is_number=True),
                [Cell(spread(x.low, x.high) if x.share.of else "") for x in held.lines],
            ),
            (Column("Verdict", brief="{}", share=1.4), [Cell(x.verdict) for x in held.lines]),
        ],
        [Row(x.category) for x in held.lines],
        noun="line",
        share=1.2,
    )
    drawn = (Words(CATEGORIES, "quiet"), found) if held.lines else ()
    return [Part("Categories against what happened", (*drawn, *says))] if drawn or says else []


def _elsewhere(report: WeeklyReport) -> list[Part]:
    if report.categories is None or not report.categories.elsewhere:
        return []
    rows, money = report.categories.elsewhere, partial(amounts.short, currency=report.currency)
    found = table(
        "Deal",
        [
            (
                Column("Amount", brief="{}", is_number=True),
                [Cell("" if x.amount is None else money(x.amount)) for x in rows],
            ),
            (
                Column("Won", brief="won {}", is_number=True),
                [Cell(words.odds(x.p_won)) for x in rows],
            ),
            (Column("In the CRM", brief="in the CRM {}"), [Cell(x.category) for x in rows]),
            (Column("By its odds", brief="by its odds {}"), [Cell(x.suggested) for x in rows]),
        ],
        [Row(x.name, x.owner) for x in rows],
        noun="deal",
        share=2.2,
    )
    of = ""
    if report.categories.elsewhere_of > len(rows):
        of = f"{len(rows)} of {report.categories.elsewhere_of}, largest first"
    return [Part("We would put these deals elsewhere", (found,), of=of)]
