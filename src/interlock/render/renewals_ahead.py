"""Renewals of this quarter and the next two on one axis: a mark a contract, stacked by its week."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from interlock.records.calendar import Quarter
from interlock.records.customers import DUE, OPEN, Contract, Customer, Customers
from interlock.render import amounts, customer_health, customer_words, svg, words

WIDE, NARROW = 700.0, 340.0
LEFT, RIGHT, TOP, FOOT = 4.0, 4.0, 20.0, 24.0
STEP, SIZE = 10.0, 4.0
STACK = 8
WEEK = 7
Renewal = tuple[Customer, Contract]


def ahead(made: Customers) -> list[Renewal]:
    """Contracts that end from today until the last of the quarters, the first first."""
    last = made.quarters[-1].last
    found = [
        (one, contract)
        for one in made.customers
        for contract in one.contracts
        if contract.runs and contract.renews_on and made.today <= contract.renews_on <= last
    ]
    return sorted(found, key=lambda pair: (pair[1].renews_on or last, pair[0].account))


def picture(made: Customers, *, width: float = WIDE) -> Markup | None:
    """The whole drawing; None where nothing renews."""
    found = ahead(made)
    if not found:
        return None
    quarters = made.quarters
    x = svg.Scale(
        made.today.toordinal(), quarters[-1].last.toordinal() + 1, LEFT + SIZE, width - RIGHT - SIZE
    )
    weeks = _weeks(found, made.today, x)
    height = TOP + STEP * min(STACK, max(map(len, weeks.values()))) + FOOT
    foot = height - FOOT
    return svg.picture(
        [*_quarters(x, quarters, made.today, foot), *_marks(weeks, foot)],
        width=width,
        height=height,
        title="Contracts that end in this quarter and the next two",
        about=" ".join(f"{one['label']}: {one['said']}." for one in by_quarter(made, sums=False)),
        kind="renewals",
    )


def by_quarter(made: Customers, *, sums: bool) -> list[dict[str, Any]]:
    """Each quarter with how many contracts end in it and how they stand; with ``sums`` of all
    amounts, which are for who sees all.
    """
    found = ahead(made)
    return [
        {
            "label": quarter.label,
            "until": words.day(quarter.last, as_of=made.today),
            "said": _said(some := [c for _, c in found if _in(c, quarter)]),
            "amount": _sum(some, made.currency) if sums else "",
        }
        for quarter in made.quarters
    ]


def _said(some: Sequence[Contract]) -> str:
    """12 end: 4 renewals under way, 3 to begin."""
    if not some:
        return "no contract ends"
    states = Counter(one.state for one in some)
    parts = [f"{states[OPEN]} under way"] if states[OPEN] else []
    parts += [f"{states[DUE]} to begin"] if states[DUE] else []
    ends = "ends" if len(some) == 1 else "end"
    head = f"{words.count(len(some), 'contract')} {ends}"
    return f"{head}: {', '.join(parts)}" if parts else head


def _sum(some: Sequence[Contract], currency: str) -> str:
    known = [one.amount for one in some if one.amount is not None]
    return amounts.short(sum(known), currency=currency) if known else ""


def _in(contract: Contract, quarter: Quarter) -> bool:
    return contract.renews_on is not None and quarter.first <= contract.renews_on <= quarter.last


def _weeks(found: Sequence[Renewal], today: date, x: svg.Scale) -> dict[float, list[Renewal]]:
    """Where on the axis -> what ends in that stretch: a week, or as much as a mark is wide."""
    days = max(WEEK, round(STEP * (x.high - x.low) / (x.end - x.start)) + 1)
    weeks = defaultdict(list)
    for pair in found:
        on = pair[1].renews_on or today
        begins = (on - today).days // days * days + days / 2
        weeks[x(min(today.toordinal() + begins, x.high))].append(pair)
    return weeks


def _marks(weeks: dict[float, list[Renewal]], foot: float) -> Iterator[Markup]:
    for at, some in weeks.items():
        shown = some if len(some) <= STACK else some[: STACK - 1]
        for place, (customer, contract) in enumerate(shown):
            yield _mark(at, foot - STEP * (place + 0.5), customer, contract)
        if len(some) > len(shown):
            y = foot - STEP * (STACK - 0.5)
            more = f"+{len(some) - len(shown)}"
            yield svg.el("text", more, x=at, y=y + 4, text_anchor="middle")


def _mark(at: float, y: float, customer: Customer, contract: Contract) -> Markup:
    """A dot by the health of its customer, hollow while no renewal is under way; where something is
    late or over a diamond.
    """
    tone = customer_health.tone(customer.health)
    day = words.full_day(contract.renews_on) if contract.renews_on else ""
    said = svg.el("title", f"{customer.account}, {day}: {customer_words.health(customer.health)}")
    kind = f"r-{tone or 'none'}{'' if contract.state == OPEN else ' hollow'}"
    if tone == "bad":
        corners = [(at, y - 5), (at + 5, y), (at, y + 5), (at - 5, y)]
        return svg.el("polygon", said, class_=kind, points=svg.points(corners))
    return svg.el("circle", said, class_=kind, cx=at, cy=y, r=SIZE)


def _quarters(
    x: svg.Scale, quarters: Sequence[Quarter], today: date, foot: float
) -> Iterator[Markup]:
    yield svg.el("line", class_="grid", x1=x.start - SIZE, x2=x.end + SIZE, y1=foot, y2=foot)
    narrow = x.end < WIDE / 2
    for quarter in quarters:
        begins = x(max(quarter.first, today).toordinal())
        if quarter.first > today:
            yield svg.el("line", class_="rule", x1=begins, x2=begins, y1=4, y2=foot + 4)
        ends = x(quarter.last.toordinal() + 1)
        if ends - begins > (50 if narrow else 60):
            yield svg.el("text", quarter.label, x=begins + 4, y=12)
        for day in _firsts(quarter, today):
            if not narrow or day == quarter.first:
                yield svg.el("text", words.month(day), x=x(day.toordinal()) + 2, y=foot + 16)


def _firsts(quarter: Quarter, today: date) -> list[date]:
    days = range(max(quarter.first, today).toordinal(), quarter.last.toordinal() + 1)
    return [day for n in days if (day := date.fromordinal(n)).day == 1]
