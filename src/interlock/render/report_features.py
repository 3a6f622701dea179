"""Releases and features in the report's other forms: odds by date, what moved, money that rides."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from interlock.records.report import FeatureLine, ReleaseLine, WeeklyReport
from interlock.render import amounts, burn_up, ladder, sellable, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Part,
    Pictures,
    Row,
    Section,
    Table,
    Words,
    drawing,
    table,
)

type Line = FeatureLine | ReleaseLine

LEGEND = (
    "The ladder: each dot is a day, filled as far as the odds of having shipped by then; the short "
    "rule is the date that stands in the tracker."
)
MONEY = (
    "Exposed: open amount of the deals that named it. At risk: what their expected bookings would "
    "lose were it never shipped. Closes anyway: what they are expected to bring all the same."
)


def section(report: WeeklyReport) -> Section:
    lines, blocks = report.features, []
    if report.releases:
        blocks.append(Part("Releases", (_releases(report), *_burn_ups(report))))
    if lines:
        found = _features(report)
        money = [Words(MONEY, "quiet")] if any(x.at_risk is not None for x in lines) else []
        blocks.append(Part("Features", (*money, found)))
    of = ""
    if report.features_shown_of > len(lines):
        of = f"{len(lines)} of {words.count(report.features_shown_of, 'unfinished feature')}"
    legend = [Words(LEGEND, "legend")] if blocks else []
    return Section("features", "Releases and features", tuple(chain(legend, blocks)), of)


def _releases(report: WeeklyReport) -> Table:
    lines, money = report.releases, partial(_money, currency=report.currency)
    return table(
        "Release",
        [
            (Column("Done", is_number=True), [Cell(f"{x.done} of {x.features}") for x in lines]),
            *_dates(lines, report),
            (Column("Deals", is_number=True), [Cell(str(x.deals or "none")) for x in lines]),
            (Column("Exposed", is_number=True), [Cell(money(x.exposed)) for x in lines]),
        ],
        [Row(x.name, "" if x.basis == "own history" else x.basis) for x in lines],
        noun="release",
        share=1.4,
    )


def _features(report: WeeklyReport) -> Table:
    lines, money = report.features, partial(_money, currency=report.currency)
    return table(
        "Feature",
        [
            (Column("Items left", is_number=True), [Cell(str(x.items_left)) for x in lines]),
            *_dates(lines, report),
            (Column("Deals", is_number=True), [Cell(str(x.deals or "none")) for x in lines]),
            (Column("Exposed", is_number=True), [Cell(money(x.exposed)) for x in lines]),
            (
                Column("At risk", brief="{} at risk", is_number=True),
                [Cell(money(x.at_risk)) for x in lines],
            ),
            (
                Column("Closes anyway", is_number=True),
                [Cell(money(x.closes_anyway)) for x in lines],
            ),
        ],
        [_feature(x) for x in lines],
        noun="feature",
        share=2.4,
    )


def _feature(line: FeatureLine) -> Row:
    basis = "" if line.basis == "own history" else line.basis
    told = [line.key, line.team, line.release, basis]
    held = (
        f"Held most by {line.held_by[0][0]}: {words.held_by(line.held_by)}" if line.held_by else ""
    )
    changed = f"Since last week: {'; '.join(line.changed)}" if line.changed else ""
    below = (held, "; ".join(line.holds), changed)
    return Row(
        line.name, " · ".join(part for part in told if part), below=tuple(x for x in below if x)
    )


def _dates(lines: Sequence[Line], report: WeeklyReport) -> list[tuple[Column, list[Cell]]]:
    as_of = report.birth.as_of
    span = ladder.span_of((*report.releases, *report.features), as_of=as_of)
    return [
        (Column("Odds by date", share=2.3), [_ladder(line, span) for line in lines]),
        (
            Column("5 to 8 of 10 cases", brief="in 5 to 8 of 10 cases {}", share=1.5),
            [_days(line, report) for line in lines],
        ),
        (
            Column("Since last week", brief="{}", share=1.1),
            [
                Cell("", "not known") if x.moved_days is None else Cell(words.moved(x.moved_days))
                for x in lines
            ],
        ),
        (Column("Stated date", share=1.1), [_stated(line, report) for line in lines]),
    ]


def _ladder(line: Line, span: ladder.Span) -> Cell:
    if not line.odds.steps:
        return Cell("", "no date can be said")
    drawn = ladder.ladder(line.odds, span, due=line.due, name=line.name)
    return Cell("", ladder.in_words(line.odds.steps, as_of=span.first), drawing(drawn))


def _days(line: Line, report: WeeklyReport) -> Cell:
    as_of = report.birth.as_of
    sold = sellable.said(line, as_of=as_of)
    if line.p50_on is None:
        return Cell("", ", ".join(one for one in ("no date", sold) if one))
    if line.p80_on is None:
        return Cell(f"{words.day(line.p50_on, as_of=as_of)} to later than can be said", sold)
    return Cell(words.days(line.p50_on, line.p80_on, as_of=as_of), sold)


def _stated(line: Line, report: WeeklyReport) -> Cell:
    if line.due is None:
        return Cell()
    chance = "" if line.p_by_due is None else f"by then {words.odds(line.p_by_due)}"
    return Cell(words.day(line.due, as_of=report.birth.as_of), chance)


def _burn_ups(report: WeeklyReport) -> list[Pictures]:
    """Of each release that has one: features finished, and how many will be."""
    as_of, found = report.birth.as_of, []
    for line in report.releases:
        if line.burn_up is None:
            continue
        drawn = burn_up.burn_up(
            line.burn_up, name=line.name, as_of=as_of, due=line.due, size=burn_up.NARROW
        )
        if drawn is not None:
            said = f"Features of {line.name} finished, and 50, 80 and 95 of 100 cases ahead"
            found.append(drawing(drawn, said))
    return [Pictures(tuple(found), wide=False)] if found else []


def _money(amount: float | None, *, currency: str) -> str:
    return "" if amount is None else amounts.short(amount, currency=currency)
