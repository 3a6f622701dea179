"""What any order of the queues brings in shared scenarios, move by move."""

from collections.abc import Iterable, Sequence

import numpy as np

from interlock.engine import joint as joining
from interlock.engine import plan_sets, tool_dates, tool_pace
from interlock.engine.arrays import Floats, Places
from interlock.engine.joint import World
from interlock.engine.plan_dates import Dates
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_sets import Laid, Sets


class Worlds:
    """Expected bookings of the open deals until a day in every scenario: of the order as kept, and
    of one that is tried and then kept or forgotten.

    A try dates the teams again whose queues differ (`plan_dates`), and looks up what deals bring
    (`plan_sets`) of those need-sets alone, in those draws alone, of which a feature's ready week
    moves. The same as the whole forecast under that order, to rounding. With several ``views`` of
    the same worlds, each with other worths of needs, it is looked up in each.

    An order is the places of the features of ``Scenarios.features``, (features,).
    """

    def __init__(
        self,
        of: Scenarios,
        views: Sequence[World | None] = (None,),
        like: "Worlds | None" = None,
    ) -> None:
        """``like``: of the same worlds, so that what deals bring is known already."""
        self.of = of
        todo = of.delivery.todo
        self.order: Places = np.arange(len(todo.features))
        self._tried = self.order
        self._tools = _Tools(of)
        self.dates = Dates(of.delivery, beside=len(of.tools.tools) + 1)
        self._tools.date(self.dates, range(len(todo.features)), both=True)
        self._sets: list[Sets] = (
            [plan_sets.sets(of, view) for view in views]
            if like is None
            else [one._replace(rest=one.rest[: of.draws]) for one in like._sets]
        )
        self._teams = [
            frozenset(todo.part_team[todo.part_feature == at].tolist())
            for at in range(len(todo.features))
        ]
        draws = (len(self._sets), of.draws)
        self._total = np.array([one.rest for one in self._sets])
        self._value = [np.zeros((one.laid.kind.size, of.draws)) for one in self._sets]
        self._fresh: list[Floats] = [np.zeros((0, of.draws)) for _ in self._sets]
        self._some: Places = np.arange(self._sets[0].laid.kind.size)
        self._then = np.zeros(draws)
        nothing = np.full_like(self.dates.ready[0], -1)
        nothing[-1] = self.dates.ready[0][-1]
        self._look_up(nothing)
        self.keep()

    @property
    def total(self) -> Floats:
        """Bookings of the order as kept: (views, draws)."""
        return self._total

    @property
    def laid(self) -> Laid:
        """The need-sets of the first view."""
        return self._sets[0].laid

    @property
    def rest(self) -> Floats:
        """What deals bring that wait for nothing, in the first view: (draws,)."""
        return self._sets[0].rest

    def everything(self) -> list[int]:
        """All teams."""
        return list(range(self.of.delivery.todo.queue_start.size - 1))

    def try_order(self, order: Places, touched: Iterable[int] | None = None) -> Floats:
        """Bookings were this the order, (views, draws); ``touched`` features alone stand elsewhere
        beside the others, where that is known.
        """
        teams = (
            self.everything()
            if touched is None
            else frozenset[int]().union(*(self._teams[at] for at in touched))
        )
        moved = self.dates.try_order(order, sorted(teams))
        columns = [*moved.tolist(), *self._tools.date(self.dates, moved.tolist())]
        self._tried = order
        self._some = self._waiting_for(columns)
        self._look_up(self.dates.ready[0])
        return self._then

    def keep(self) -> None:
        """The order tried holds from now on."""
        for value, fresh in zip(self._value, self._fresh, strict=True):
            value[self._some] = fresh
        self._total, self.order = self._then, self._tried
        self._tools.keep(self.dates)
        self.dates.keep()

    def split(self, feature: int) -> tuple[float, float]:
        """What the order tried brings more than the one kept through deals that wait for a feature
        or a tool that shows it, and through all others.
        """
        mine = self._waiting_for(list(self.of.joint.hang_on(feature)))
        more = (self._fresh[0] - self._value[0][self._some]).mean(axis=1)
        own = np.isin(self._some, mine)
        return float(more[own].sum()), float(more[~own].sum())

    def were_ready(self, ready: np.ndarray, features: Iterable[int]) -> Floats:
        """Bookings were these features, and tools that show them, ready in other weeks than as
        kept: (draws,), in the first view. ``ready`` (columns + 1, draws).
        """
        hang_on = self.of.joint.hang_on
        some = self._waiting_for([column for one in features for column in hang_on(one)])
        found, fresh = self._total[0].copy(), np.empty((some.size, self.of.draws))
        plan_sets.change(
            some, self.dates.ready[0], ready, self._sets[0].laid, self._value[0], fresh, found
        )
        return found

    def go_to(self, order: Places) -> Floats:
        """Bookings in an order from which to go on."""
        self.try_order(order)
        self.keep()
        return self._total

    def _waiting_for(self, columns: Sequence[int]) -> Places:
        found = [self._sets[0].of_column[column] for column in columns]
        return np.unique(np.concatenate([*found, np.zeros(0, dtype=np.int64)]))

    def _look_up(self, before: np.ndarray) -> None:
        after, some = self.dates.ready[1], self._some
        self._then = self._total.copy()
        for view, one in enumerate(self._sets):
            fresh = np.empty((some.size, self.of.draws))
            self._fresh[view] = fresh

            plan_sets.change(
                some, before, after, one.laid, self._value[view], fresh, self._then[view]
            )


class _Tools:
    """Sales tools that follow the features that they show."""

    def __init__(self, of: Scenarios) -> None:
        tools, book = of.tools, of.delivery.book
        column = {feature: at for at, feature in enumerate(of.features)}
        self._shown = [
            [column[one] for one in shown] if column.keys() >= set(shown) else []
            for shown in tools.waits_for
        ]
        self._first = len(of.features)
        self._moving: list[int] = []
        self._days = tools.days
        if tools.days is None:
            return
        every = {tool["name"]: (tool, shown) for tool, shown in tool_pace.with_shown(book)}
        paces = tool_pace.learnt(book)
        self._times = [tool_dates.times(paces, *every[name]) for name in tools.tools]
        self._lots = tool_dates.lots(tools.tools, of.draws, seed=of.delivery.seed)

    def date(self, dates: Dates, moved: Iterable[int], *, both: bool = False) -> list[int]:
        """Date the tools that show a feature that moved; their columns of the ready weeks."""
        self._forget(dates)
        if self._days is None:
            return []
        some = set(moved)
        for tool, shown in enumerate(self._shown):
            column = self._first + tool
            if shown and some.intersection(shown):
                last = np.floor(dates.days[1][shown].max(axis=0))
                begins = np.where(last > dates.horizon, np.inf, last)
                days = tool_dates.ready_days(begins, self._times[tool], self._lots[tool])
                dates.ready[1][column] = joining.ready_weeks(days[:, None])[:, 0]
                self._moving.append(column)
            elif both:
                dates.ready[1][column] = joining.ready_weeks(self._days[:, [tool]])[:, 0]
        if both:
            dates.ready[0][self._first :] = dates.ready[1][self._first :]
        return self._moving

    def _forget(self, dates: Dates) -> None:
        dates.ready[1][self._moving] = dates.ready[0][self._moving]
        self._moving = []

    def keep(self, dates: Dates) -> None:
        dates.ready[0][self._moving] = dates.ready[1][self._moving]
        self._moving = []
