"""The plan in the report: what a better order adds, the changes that matter, the line's edge."""

from functools import partial

from interlock.records.planning import Gain, is_little
from interlock.records.report import WeeklyReport
from interlock.records.report_plan import BelowLine, PlanChange, PlanSection
from interlock.render import amounts, words
from interlock.render.report_blocks import Cell, Column, Part, Row, Section, Table, Words, table

TITLE = "The plan"
NOTHING = "Nothing worth changing: no order was found that brings more than noise"
IN_MONEY = "by how much is told in money, to those who see amounts"
HOW = (
    "A short search; interlock plan looks longer, says how good the order is, and why each "
    "feature stands where it does."
)


def section(report: WeeklyReport) -> Section:
    made = report.plan
    if made is None:
        return Section("plan", TITLE)
    lead = Words(sentence(made, report))
    changes = [Part("Changes that matter most", (_changes(made, report),), of=of(made))]
    below = [Part("Just below the line", (_below(made, report),))]
    blocks = (*(changes if made.changes else ()), *(below if made.below else ()))
    return Section("plan", TITLE, (lead, *blocks, Words(HOW, "quiet")))


def sentence(made: PlanSection, report: WeeklyReport) -> str:
    """What the best order found brings against the order as is, and against the usual ranking."""
    until = f"until {words.full_day(made.until)}"
    if not made.is_worth:
        held = "" if made.adds is None else f" ({_range(made.adds, report)})"
        return f"{NOTHING} {until}{held}."
    if made.adds is None or made.to_ranking is None or made.movable is None:
        return f"Another order of features brings more {until}; {IN_MONEY}."
    share = words.per_cent(made.adds.mean / made.movable) if made.movable > 0 else ""
    over = _ranking(made.to_ranking, made.movable, report)
    return (
        f"Another order of features brings {_signed(made.adds.mean, report)} of expected bookings "
        f"{until} against the order as is, {share} of what features can move "
        f"({_range(made.adds, report)}); {over}."
    )


def in_short(made: PlanSection, report: WeeklyReport) -> str:
    """+$61.2 k against the order as is, most by Audit log to place 2 of Core, was 9."""
    if not made.is_worth:
        return "nothing worth changing"
    brings = "another order brings more" if made.adds is None else _signed(made.adds.mean, report)
    most = made.changes[:1] if made.adds is not None else ()
    moved = "".join(f", most by {one.feature_name} {change(one)}" for one in most)
    return f"{brings} against the order as is{moved}"


def change(one: PlanChange) -> str:
    """To place 4 of Mobile, was 15."""
    return f"to place {one.place} of {one.team or 'its queue'}, was {one.was}"


def below(one: BelowLine) -> str:
    """In time in 42 % of cases."""
    return f"in time in {words.odds(one.in_time)} of cases"


def of(made: PlanSection) -> str:
    """3 of 18, where there are more changes."""
    more = made.changes_of > len(made.changes)
    return f"{len(made.changes)} of {made.changes_of}" if more else ""


def _ranking(adds: Gain, movable: float, report: WeeklyReport) -> str:
    if is_little(adds, movable):
        return "ranking features by revenue named would do as well"
    return f"{_signed(adds.mean, report)} against ranking features by revenue named"


def _range(adds: Gain, report: WeeklyReport) -> str:
    return f"{amounts.between(adds.low, adds.high, currency=report.currency)} in 8 of 10 cases"


def _signed(amount: float, report: WeeklyReport) -> str:
    return amounts.short(amount, currency=report.currency, signed=True)


def _changes(made: PlanSection, report: WeeklyReport) -> Table:
    money = partial(amounts.short, currency=report.currency, signed=True)
    rows = made.changes
    return table(
        "Feature",
        [
            (Column("Move", brief="{}", share=2.0), [Cell(change(x)) for x in rows]),
            (
                Column("Brings", brief="{}", is_number=True),
                [Cell("" if x.brings is None else money(x.brings)) for x in rows],
            ),
        ],
        [Row(x.feature_name) for x in rows],
        noun="change",
    )


def _below(made: PlanSection, report: WeeklyReport) -> Table:
    money = partial(amounts.short, currency=report.currency)
    rows = made.below
    return table(
        "Feature",
        [
            (Column("In time", brief="{}", share=2.0), [Cell(below(x)) for x in rows]),
            (
                Column("Were it ready today", brief="{} were it ready today", is_number=True),
                [Cell("" if x.brings is None else money(x.brings)) for x in rows],
            ),
        ],
        [Row(x.feature_name, x.team) for x in rows],
        noun="feature",
    )
