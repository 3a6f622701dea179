"""The report without money: what a reader sees who may not see amounts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from interlock.records.bands import bands
from interlock.records.birth import Birth
from interlock.records.features_ahead import (
    FeaturesAhead,
    QueuedFeature,
    QueuedRelease,
    ToolAhead,
)
from interlock.records.report import (
    DealLine,
    DealsAhead,
    DropLine,
    FeatureLine,
    HurtDeal,
    LastWeek,
    LaterQuarter,
    QuarterSection,
    ReleaseLine,
    SideLine,
    SideWeek,
    WeeklyReport,
)
from interlock.records.report_customers import CustomersSection
from interlock.records.report_plan import PlanSection

IN_MONEY = "told in money, to those who see amounts"

Says = Callable[[str], bool]


def without_amounts(report: WeeklyReport) -> WeeklyReport:
    """``report`` with no amount of money, nor the odds of reaching a target in money.

    No total is left either, so none can be taken apart into the few deals behind it. Sentences that
    name money go whole; promises stay as they were said. Calls and categories are sales' own.
    """
    says_money = money_in(report.currency)
    return replace(
        report,
        quarter=_quarter_without_amounts(report.quarter),
        deals=tuple(_deal_without_amount(line, says_money) for line in report.deals),
        features=tuple(_feature_without_amounts(line, says_money) for line in report.features),
        releases=tuple(_release_without_amounts(line) for line in report.releases),
        drops=tuple(_drop_without_amounts(line) for line in report.drops),
        tools=tuple(replace(line, exposed=None) for line in report.tools),
        other_side=tuple(
            replace(told, lines=unless(says_money, told.lines)) for told in report.other_side
        ),
        questions=(),
        needs_known=None,
        calls=None,
        categories=None,
        notes=unless(says_money, report.notes),
        birth=birth_without_amounts(report.birth, says_money),
        sides=tuple(_side_without_amounts(week, says_money) for week in report.sides),
        firm=(),
        customers=report.customers and _customers_without_amounts(report.customers),
        plan=report.plan and plan_without_amounts(report.plan),
    )


def plan_without_amounts(made: PlanSection) -> PlanSection:
    """Which changes matter stays, in the order of their names; by how much goes."""
    changes = (replace(one, brings=None) for one in made.changes)
    below = (replace(one, brings=None) for one in made.below)
    return replace(
        made,
        adds=None,
        to_ranking=None,
        movable=None,
        changes=tuple(sorted(changes, key=lambda one: (one.feature_name, one.feature))),
        below=tuple(below),
    )


def deals_without_amounts(
    made: DealsAhead, *, own: frozenset[str] = frozenset(), in_bands: bool = False
) -> DealsAhead:
    """``made`` with no amount but those of the deals that are the reader's ``own`` (ids), nor an
    order that tells any: the deals that may go either way come first, then by id.

    ``in_bands``: whether each is large, middle or small among the open deals is told.
    """
    says_money = money_in(made.currency)
    known = {deal.id: deal.amount for deal in made.deals if deal.amount is not None}
    band = bands(known) if in_bands else {}
    lines = (
        deal
        if deal.id in own
        else _deal_without_amount(deal, says_money, band=band.get(deal.id, ""))
        for deal in made.deals
    )
    return replace(
        made,
        deals=tuple(sorted(lines, key=lambda deal: (abs(deal.p_won - 0.5), deal.id))),
        notes=unless(says_money, made.notes),
        birth=birth_without_amounts(made.birth, says_money),
    )


def features_without_amounts(
    made: FeaturesAhead,
    *,
    own: frozenset[str] = frozenset(),
    in_bands: bool = False,
) -> FeaturesAhead:
    """``made`` with no amount but those of deals that are the reader's ``own`` (ids), and money on
    a feature, release or sales tool only where every deal behind it is; tools stand in the order of
    their names. ``in_bands``: whether each deal's
    amount is large, middle or small is told.
    """
    says_money = money_in(made.currency)
    features = tuple(_queued_feature(one, own, in_bands, says_money) for one in made.features)
    behind = {one.id: frozenset(deal.deal for deal in one.waiting) for one in made.features}
    return replace(
        made,
        features=features,
        releases=tuple(_queued_release(one, own, behind) for one in made.releases),
        notes=unless(says_money, made.notes),
        birth=birth_without_amounts(made.birth, says_money),
        tools=tuple(sorted((_tool(one, own) for one in made.tools), key=lambda one: one.name)),
    )


def _tool(one: ToolAhead, own: frozenset[str]) -> ToolAhead:
    if one.waiting and own.issuperset(one.waiting):
        return one
    return replace(one, exposed=None, at_risk=None)


def _queued_feature(
    one: QueuedFeature, own: frozenset[str], in_bands: bool, says_money: Says
) -> QueuedFeature:
    waiting = tuple(
        deal if deal.deal in own else replace(deal, amount=None, band=deal.band if in_bands else "")
        for deal in one.waiting
    )
    if own and all(deal.deal in own for deal in waiting):
        return replace(one, waiting=waiting)
    line = _feature_without_amounts(one.line, says_money)
    return replace(one, line=line, waiting=waiting, week_later=None, week_sooner=None)


def _queued_release(
    one: QueuedRelease, own: frozenset[str], behind: Mapping[str, frozenset[str]]
) -> QueuedRelease:
    deals = frozenset[str]().union(*(behind.get(feature, frozenset()) for feature in one.features))
    if own and deals <= own:
        return one
    return replace(one, line=_release_without_amounts(one.line))


def _customers_without_amounts(section: CustomersSection) -> CustomersSection:
    return replace(section, renewals=tuple(replace(one, amount=None) for one in section.renewals))


def _quarter_without_amounts(quarter: QuarterSection | None) -> QuarterSection | None:
    if quarter is None:
        return None
    week = quarter.last_week
    return replace(
        quarter,
        target=None,
        p_target=None,
        closed=None,
        forecast=None,
        last_week=week and LastWeek(as_of=week.as_of, forecast=None, p_target=None, wins=week.wins),
        bridge=(),
        movers=(),
        doubt=None,
        fan=(),
        closed_path=(),
        later=tuple(_later_without_amounts(later) for later in quarter.later),
        open_amount=None,
        expected_new=None,
    )


def _later_without_amounts(later: LaterQuarter) -> LaterQuarter:
    return replace(later, forecast=None, target=None, p_target=None)


def _deal_without_amount(line: DealLine, says_money: Says, *, band: str = "") -> DealLine:
    return replace(line, amount=None, band=band, holds=unless(says_money, line.holds))


def _feature_without_amounts(line: FeatureLine, says_money: Says) -> FeatureLine:
    holds = unless(says_money, line.holds)
    return replace(line, exposed=None, at_risk=None, closes_anyway=None, holds=holds)


def _release_without_amounts(line: ReleaseLine) -> ReleaseLine:
    return replace(line, exposed=None)


def _drop_without_amounts(line: DropLine) -> DropLine:
    def hide(deals: tuple[HurtDeal, ...]) -> tuple[HurtDeal, ...]:
        return tuple(replace(deal, amount=None) for deal in deals)

    return replace(
        line,
        costs=None,
        delay_costs=None,
        buys=None,
        balance=None,
        hurt=hide(line.hurt),
        close_anyway=hide(line.close_anyway),
        wins=hide(line.wins),
    )


def _side_without_amounts(week: SideWeek, says_money: Says) -> SideWeek:
    """What a buyer's trouble costs them goes with all other money; that there is trouble stays."""
    return replace(
        week,
        parts=tuple(
            replace(part, lines=tuple(_line_without(line, says_money) for line in part.lines
                                      if not says_money(line.text)))
            for part in week.parts
        ),
        helps=tuple(
            replace(one, effect=None) for one in week.helps
            if not any(says_money(said) for said in (one.text, one.sub, one.measured))
        ),
    )  # fmt: skip


def _line_without(line: SideLine, says_money: Says) -> SideLine:
    return replace(line, sub=IN_MONEY) if says_money(line.sub) else line


def birth_without_amounts(birth: Birth, says_money: Says) -> Birth:
    """Targets stand among the settings too."""
    return replace(
        birth,
        settings=tuple(
            setting
            for setting in birth.settings
            if "target" not in setting.name.lower() and not says_money(setting.value)
        ),
        unseen=unless(says_money, birth.unseen),
    )


def money_in(currency: str) -> Says:
    """Whether a sentence names money: a figure beside a currency's sign or the company's code."""
    code = re.escape(currency)
    figure = re.compile(
        rf"[$€£¥₹]\s*\d|\d[\d.,]*\s*[kKmM]?\s*[$€£¥₹]|\b{code}\s*\d|\d\s*[kKmM]?\s*{code}\b"
    )
    return lambda text: bool(figure.search(text))


def unless(says: Says, lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if not says(line))
