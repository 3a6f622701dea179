"""The report in short: its few most telling lines, and its sections as a letter has them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from interlock.records.report import WeeklyReport
from interlock.render import (
    amounts,
    ladder,
    movers,
    promise_words,
    report_line,
    report_sections,
    text,
    words,
)
from interlock.render.report_blocks import Glance, Part, Points, Section, Table, Words

LINES = 5
NOTES = 2
"""A letter shows so many notes; the others stand on the page."""
IN_LETTERS = ("quarter", "deals", "features", "drops", "plan", "other-side", "promises")


def lines(report: WeeklyReport) -> tuple[tuple[str, str], ...]:
    """At most five things that a reader should know, each with what it is about."""
    found = [
        *_moved(report),
        *_deal(report),
        *_release(report),
        *_feature(report),
        *_promises(report),
        *_question(report),
        *(("Read with care", note) for note in report.notes),
    ]
    return tuple(found[:LINES])


def sections(report: WeeklyReport) -> tuple[Section, ...]:
    """What a letter has of each section; the rest is on the page."""
    made = [one for one in report_sections.sections(report) if one.id in IN_LETTERS]
    cut = [
        Section(
            one.id,
            one.title,
            (_drops(report),) if one.id == "drops" else _few_notes(tuple(_cut(one.blocks))),
            one.of,
        )
        for one in made
    ]
    return tuple(one for one in cut if one.blocks)


def _few_notes(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    """The first notes, and how many more there are, below all else."""
    notes = [one for one in blocks if isinstance(one, Words) and one.kind == "note"]
    others = [one for one in blocks if one not in notes]
    left = len(notes) - NOTES
    more = [Words(f"{words.count(left, 'more note')} on the page.", "note")] if left > 0 else []
    return (*others, *notes[:NOTES], *more)


def _cut(blocks: tuple[Any, ...]) -> Iterator[Any]:
    """Without drawings in the text, legends, and parts that are not brief."""
    for one in blocks:
        if isinstance(one, Part):
            inside = tuple(_cut(one.blocks))
            if one.brief and inside:
                yield Part(one.title, inside, one.of)
        elif isinstance(one, Points | Table | Glance) or (
            isinstance(one, Words) and one.kind in ("plain", "note")
        ):
            yield one


def _drops(report: WeeklyReport) -> Points:
    told = partial(text.drop_in_short, currency=report.currency)
    return Points(tuple((line.feature_name, told(line)) for line in report.drops))


def _moved(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    quarter = report.quarter
    last = quarter.last_week if quarter else None
    if quarter is None or quarter.forecast is None or last is None or last.forecast is None:
        return
    money = partial(amounts.short, currency=report.currency)
    largest, _, _ = movers.ranked(quarter.movers)
    by = (
        f", most by {largest[0].reason} ({money(largest[0].amount, signed=True)})"
        if largest
        else ""
    )
    since = words.day(last.as_of, as_of=report.birth.as_of)
    moved = f"{money(last.forecast.mean)} to {money(quarter.forecast.mean)}"
    yield "Forecast", f"{moved} since {since}{by}"


def _deal(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    """The deal whose odds moved most."""
    if not report.deals:
        return
    deal = max(
        report.deals,
        key=lambda one: (
            0.0 if one.p_won_last_week is None else abs(one.p_won - one.p_won_last_week)
        ),
    )
    was = "new" if deal.p_won_last_week is None else f"{words.odds(deal.p_won_last_week)} last week"
    held = f"; {deal.holds[0]}" if deal.holds else ""
    yield deal.name, f"won in {words.odds(deal.p_won)} of cases ({was}){held}"


def _release(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    """The release that moved most."""
    dated = [one for one in report.releases if one.p50_on]
    if not dated:
        return
    line = max(dated, key=lambda one: abs(one.moved_days or 0))
    odds = ladder.in_words(line.odds.steps, as_of=report.birth.as_of)
    moved = "" if line.moved_days is None else f", {words.moved(line.moved_days)}"
    yield f"Release {line.name}", f"{line.done} of {line.features} done, shipped {odds}{moved}"


def _feature(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    """The feature on which most rides."""
    if not report.features:
        return
    line = report.features[0]
    risk = ""
    if line.at_risk is not None:
        risk = f", {amounts.short(line.at_risk, currency=report.currency)} at risk"
    odds = ladder.in_words(line.odds.steps[-1:], as_of=report.birth.as_of)
    shipped = f", shipped {odds}" if odds else ", no date can be said"
    yield line.name, f"{words.count(line.deals, 'deal')} named it{risk}{shipped}"


def _promises(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    due, moved = len(report_line.due(report)), len(report.moved_promises)
    tell = promise_words.still_to_tell(report)
    said = [
        f"{due} due" if due else "",
        f"{moved} moved this week" if moved else "",
        f"still to tell {tell}" if tell else "",
    ]
    told = ", ".join(part for part in said if part)
    if told:
        yield "Promises", told


def _question(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    for asked in report.questions[:1]:
        ask = f" (ask {asked.ask})" if asked.ask else ""
        yield asked.deal_name, f"{asked.what}{ask}"
