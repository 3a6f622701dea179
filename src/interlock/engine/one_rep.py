"""The report of one rep: their own deals, and of the rest only what belongs to nobody's deal."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from interlock.engine.without_amounts import plan_without_amounts
from interlock.records.measured import CallsSection, CategoriesSection
from interlock.records.report import (
    DropLine,
    FeatureLine,
    HurtDeal,
    MovedPromise,
    PromiseLine,
    QuarterSection,
    ReleaseLine,
    SideLine,
    SideWeek,
    ToolLine,
    WeeklyReport,
)
from interlock.records.report_customers import CustomersSection

NO_CALL = "No call of yours is recorded: add a line to calls.csv each time you call a quarter"

Behind = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Breaks:
    """The words of the promises that the reader may see, and of all in the report."""

    seen: frozenset[str]
    all: frozenset[str]


def only(
    report: WeeklyReport,
    *,
    own: frozenset[str],
    own_quarter: QuarterSection | None,
    behind: Behind,
) -> WeeklyReport:
    """``report`` with nothing of other deals than ``own``, as ``readers.for_reader`` states."""
    hidden = _hidden_names(report, own)
    promises = _promises(report, own)
    breaks = _Breaks(
        seen=frozenset(line.what for line in promises),
        all=frozenset(line.what for line in report.promises),
    )
    return replace(
        report,
        quarter=_quarter(own_quarter, own),
        deals=tuple(line for line in report.deals if line.id in own),
        features=tuple(_feature(line, own, behind, hidden) for line in report.features),
        releases=tuple(_release(line, own, behind) for line in report.releases),
        drops=tuple(_drop(line, own, behind, breaks, hidden) for line in report.drops),
        other_side=tuple(
            replace(told, lines=_unnamed(told.lines, hidden)) for told in report.other_side
        ),
        promises=promises,
        tools=tuple(_tool(line, own, behind) for line in report.tools),
        buyer_steps=tuple(step for step in report.buyer_steps if step.deal in own),
        people=tuple(gap for gap in report.people if gap.deal in own),
        questions=tuple(question for question in report.questions if question.deal in own),
        needs_known=None,
        notes=_unnamed(report.notes, hidden),
        calls=report.calls and _calls(report.calls, report.reader.name),
        categories=report.categories and _categories(report.categories, own),
        sides=tuple(_side(week, own, hidden) for week in report.sides),
        moved_promises=_moved_promises(report, own, hidden),
        customers=report.customers and _customers(report.customers, own),
        plan=report.plan and plan_without_amounts(report.plan),
    )


def _customers(section: CustomersSection, own: frozenset[str]) -> CustomersSection:
    """What is owed in own deals; whether kept promises go with renewals is the whole company's."""
    return replace(
        section,
        commitments=tuple(one for one in section.commitments if one.deal in own),
        renewals=tuple(one for one in section.renewals if one.deal in own),
        handovers=tuple(one for one in section.handovers if one.deal in own),
    )


def _side(week: SideWeek, own: frozenset[str], hidden: frozenset[str]) -> SideWeek:
    """The lines that name no other deal, each with the own ones; what helps on own deals, or on
    none; an effect in money stays only on an own deal.
    """
    return replace(
        week,
        parts=tuple(
            replace(part, lines=tuple(_of_own(line, own) for line in part.lines
                                      if _names_none(hidden, line.text, line.sub)))
            for part in week.parts
        ),
        helps=tuple(
            one if one.deal else replace(one, effect=None) for one in week.helps
            if (not one.deal or one.deal in own)
            and _names_none(hidden, one.text, one.sub, one.measured)
        ),
    )  # fmt: skip


def _of_own(line: SideLine, own: frozenset[str]) -> SideLine:
    return replace(line, deals=tuple(deal for deal in line.deals if deal.deal in own))


def _names_none(hidden: frozenset[str], *said: str) -> bool:
    return len(_unnamed(said, hidden)) == len(said)


def _quarter(quarter: QuarterSection | None, own: frozenset[str]) -> QuarterSection | None:
    """The quarter, unless it names a deal of somebody else: then it is not over own deals alone."""
    if quarter is None or any(id_ not in own for id_, _ in _named_in_quarter(quarter)):
        return None
    return quarter


def _calls(calls: CallsSection, name: str) -> CallsSection:
    """The reader's own calls; what others called, and for whom, is theirs."""
    mine = tuple(line for line in calls.lines if line.by.casefold() == name.casefold())
    said = calls.says if not calls.lines else () if mine else (NO_CALL,)
    return replace(calls, lines=mine, overrides=(), says=said)


def _categories(categories: CategoriesSection, own: frozenset[str]) -> CategoriesSection:
    """What categories meant in the whole company, and which own deals belong elsewhere."""
    mine = tuple(line for line in categories.elsewhere if line.deal in own)
    others = len(mine) < len(categories.elsewhere)
    most = len(mine) if others else categories.elsewhere_of
    return replace(categories, elsewhere=mine, elsewhere_of=most)


def _promises(report: WeeklyReport, own: frozenset[str]) -> tuple[PromiseLine, ...]:
    """Promises about own deals, and those the reader made or was given, without another's deal."""
    return tuple(
        line if line.deal in own else replace(line, deal="")
        for line in report.promises
        if line.deal in own or _is_party(report, line)
    )


def _moved_promises(
    report: WeeklyReport, own: frozenset[str], hidden: frozenset[str]
) -> tuple[MovedPromise, ...]:
    """Those that the reader may see, and those for whose own deals they matter."""
    found = []
    for line in report.moved_promises:
        mine = tuple(deal for deal in line.deals if deal.deal in own)
        if mine or line.deal in own or _is_party(report, line):
            deal, tell = line.deal if line.deal in own else "", _unnamed(line.tell, hidden)
            found.append(replace(line, deal=deal, deals=mine, tell=tell))
    return tuple(found)


def _is_party(report: WeeklyReport, line: PromiseLine | MovedPromise) -> bool:
    """Whether the reader gave the promise or was given it."""
    return report.reader.name.casefold() in (line.maker.casefold(), line.to.casefold())


def _feature(
    line: FeatureLine, own: frozenset[str], behind: Behind, hidden: frozenset[str]
) -> FeatureLine:
    line = replace(line, holds=_unnamed(line.holds, hidden))
    if _all_own(line.id, own, behind):
        return line
    return replace(line, exposed=None, at_risk=None, closes_anyway=None)


def _release(line: ReleaseLine, own: frozenset[str], behind: Behind) -> ReleaseLine:
    return line if _all_own(line.id, own, behind) else replace(line, exposed=None)


def _tool(line: ToolLine, own: frozenset[str], behind: Behind) -> ToolLine:
    mine = _all_own(of_tool(line.name), own, behind)
    return line if mine else replace(line, exposed=None)


def of_tool(name: str) -> str:
    """What the deals behind a sales tool are found by, beside ids of features and releases."""
    return f"sales tool {name}"


def _drop(
    line: DropLine,
    own: frozenset[str],
    behind: Behind,
    breaks: _Breaks,
    hidden: frozenset[str],
) -> DropLine:
    """What a drop buys is spread over everybody's deals, so it and the balance never stay."""
    mine = _all_own(line.feature, own, behind)
    return replace(
        line,
        costs=line.costs if mine else None,
        delay_costs=line.delay_costs if mine else None,
        buys=None,
        balance=None,
        hurt=_own(line.hurt, own),
        close_anyway=_own(line.close_anyway, own),
        wins=_own(line.wins, own),
        breaks=_told_breaks(line.breaks, breaks, hidden),
        tell=_unnamed(line.tell, hidden),
    )


def _told_breaks(
    texts: tuple[str, ...], breaks: _Breaks, hidden: frozenset[str]
) -> tuple[str, ...]:
    """Promises the reader may see; the others as a number, for no drop shows without them."""
    told = [text for text in texts if _longest_in(text, breaks.all) in breaks.seen]
    told = list(_unnamed(told, hidden))
    untold = len(texts) - len(told)
    if untold:
        noun = "promise that concerns" if untold == 1 else "promises that concern"
        told.append(f"{untold} {noun} no deal of yours")
    return tuple(told)


def _longest_in(text: str, phrases: frozenset[str]) -> str | None:
    """The longest phrase in ``text``: a short promise must not vouch for a longer one."""
    return max((phrase for phrase in phrases if phrase in text), key=len, default=None)


def _own(deals: tuple[HurtDeal, ...], own: frozenset[str]) -> tuple[HurtDeal, ...]:
    return tuple(deal for deal in deals if deal.id in own)


def _all_own(id_: str, own: frozenset[str], behind: Behind) -> bool:
    deals = behind.get(id_, frozenset())
    return bool(deals) and deals <= own


def _unnamed(lines: Iterable[str], hidden: frozenset[str]) -> tuple[str, ...]:
    """The sentences that name no deal of somebody else."""
    if not hidden:
        return tuple(lines)
    names = "|".join(re.escape(name) for name in sorted(hidden, key=len, reverse=True))
    named = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return tuple(line for line in lines if not named.search(line))


def _hidden_names(report: WeeklyReport, own: frozenset[str]) -> frozenset[str]:
    """Ids and names of other people's deals, wherever the whole report names them."""
    named = set(_named_deals(report))
    shown = {name for id_, name in named if id_ in own}
    return frozenset(
        text for id_, name in named if id_ not in own for text in (id_, name) if text
    ) - frozenset(shown)


def _named_deals(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    for line in report.deals:
        yield line.id, line.name
        yield line.id, line.account
    for drop in report.drops:
        for deal in (*drop.hurt, *drop.close_anyway, *drop.wins):
            yield deal.id, deal.name
    yield from _named_in_sides(report.sides)
    for step in report.buyer_steps:
        yield step.deal, step.deal_name
    for gap in report.people:
        yield gap.deal, gap.deal_name
    for promise in report.promises:
        yield promise.deal, ""
    for placed in report.categories.elsewhere if report.categories else ():
        yield placed.deal, placed.name
    if report.customers is not None:
        yield from _named_in_customers(report.customers)
    if report.quarter is not None:
        yield from _named_in_quarter(report.quarter)


def _named_in_quarter(quarter: QuarterSection) -> Iterator[tuple[str, str]]:
    for mover in quarter.movers:
        for moved in mover.top:
            yield moved.id, moved.name
    for id_, name, _ in quarter.closed.differing if quarter.closed else ():
        yield id_, name


def _named_in_customers(section: CustomersSection) -> Iterator[tuple[str, str]]:
    yield from ((one.deal, one.deal_name) for one in section.commitments)
    yield from ((one.deal, one.deal_name) for one in section.renewals)
    yield from ((one.deal, one.deal_name) for one in section.handovers)


def _named_in_sides(weeks: Iterable[SideWeek]) -> Iterator[tuple[str, str]]:
    for week in weeks:
        for part in week.parts:
            for line in part.lines:
                yield from ((named.deal, named.deal_name) for named in line.deals)
