"""Plans looked for while other things are answered: a search for each wish, in its own thread."""

from dataclasses import dataclass, field, replace
from threading import Lock, Thread

from interlock.engine import plan_curve, plan_wishes, planning, plans
from interlock.engine.clocks import Clock, standing
from interlock.engine.outlook import Outlook
from interlock.records.curve import Curve
from interlock.records.errors import InterlockError, NotPossible
from interlock.records.plan import Plan
from interlock.records.planning import Planned, Underway, Wishes

MOST_KEPT = 16
WAITS = Underway("waiting for another search to end", 0.0)


class _Stopped(Exception):
    """Nobody asks for it any more."""


@dataclass
class Search:
    """How far a plan is; what was ``found``, what that does, and bookings against work; or what
    cannot be (``wrong``), or why it ``failed``.
    """

    underway: Underway = WAITS
    found: tuple[Planned, Plan, Curve] | None = None
    wrong: NotPossible | None = None
    failed: str = ""
    is_stopped: bool = False

    @property
    def has_ended(self) -> bool:
        return bool(self.found or self.wrong or self.failed)

    def tell(self, far: Underway) -> None:
        """Keep how far it is; the best so far stays until there is a better one."""
        if self.is_stopped:
            raise _Stopped
        if far.value is None:
            before = self.underway
            far = replace(far, moves=before.moves, value=before.value, by_revenue=before.by_revenue)
        self.underway = far


@dataclass
class Searches:
    """Searches in one outlook, one for each wish: with another outlook they stop, and what was
    found is forgotten. One works at a time.
    """

    clock: Clock = standing
    now: Outlook | None = None
    by_wishes: dict[Wishes, Search] = field(default_factory=dict)
    begins_once: Lock = field(default_factory=Lock)
    one_at_a_time: Lock = field(default_factory=Lock)

    def of(self, now: Outlook, wishes: Wishes, *, begins: bool = True) -> Search | None:
        """The search for these wishes, begun where it ``begins``; None where there is none.

        Raises ``NotPossible`` with all wishes that clash or cannot be.
        """
        with self.begins_once:
            if self.now is not now:
                self._stop()
                self.now = now
            if wishes not in self.by_wishes and begins:
                plan_wishes.wanted(now, wishes)
                self._forget()
                search = self.by_wishes[wishes] = Search()
                Thread(target=self._look, args=(search, now, wishes), daemon=True).start()
            return self.by_wishes.get(wishes)

    def _look(self, search: Search, now: Outlook, wishes: Wishes) -> None:
        with self.one_at_a_time:
            try:
                search.tell(WAITS)
                planned = planning.plan_ahead(now, wishes, progress=search.tell, clock=self.clock)
                made = plans.plan(now, planned.whatif)
                search.tell(Underway("bookings against work", search.underway.seconds))
                search.found = planned, made, plan_curve.curve(now, wishes, clock=self.clock)
            except _Stopped:
                return
            except NotPossible as error:
                search.wrong = error
            except InterlockError as error:
                search.failed = str(error)
            except Exception as error:
                search.failed = str(error) or type(error).__name__
                raise

    def _stop(self) -> None:
        for one in self.by_wishes.values():
            one.is_stopped = True
        self.by_wishes = {}

    def _forget(self) -> None:
        """Of more than are kept, those that ended first."""
        ended = [wishes for wishes, one in self.by_wishes.items() if one.has_ended]
        for wishes in ended[: max(0, len(self.by_wishes) - MOST_KEPT + 1)]:
            del self.by_wishes[wishes]
