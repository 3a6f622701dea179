"""What each side is up against this week and what the other could do for it: the other side's week
in the weekly report as data.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedDeal:
    """A deal that is named beside something."""

    deal: str
    deal_name: str


@dataclass(frozen=True)
class SideLine:
    """``text`` is what is so, ``sub`` more of it; ``deals`` are those that it concerns, and
    ``feature`` the id of the one it is about, if any.
    """

    text: str
    sub: str = ""
    feature: str = ""
    deals: tuple[NamedDeal, ...] = ()


@dataclass(frozen=True)
class SidePart:
    """Lines of one kind under what they are ``called``; ``more`` counts those not shown."""

    called: str
    lines: tuple[SideLine, ...]
    more: int = 0


@dataclass(frozen=True)
class Help:
    """Something that one side could do and that would help the other, and why (``sub``).

    ``measured`` is its effect in words without money: weeks of work that rest on it, deals won.
    ``effect`` is the same in expected bookings, in the company's currency, None where the reader
    sees no amounts or none is known. It is about ``deal`` or ``feature`` (ids); ``question``: the
    kind of the week's question that asks it, if one does.
    """

    text: str
    sub: str
    measured: str
    effect: float | None
    deal: str = ""
    feature: str = ""
    question: str = ""


@dataclass(frozen=True)
class SideWeek:
    """The week of the side that it is ``about``, told ``to`` the other: what it is up against, and
    what would help it, the most effect first.
    """

    to: str
    about: str
    parts: tuple[SidePart, ...]
    helps: tuple[Help, ...]
