"""Load: the outlook of the book, held by one process that answers what-ifs of it at once."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from time import perf_counter

from interlock.engine import plan_readers, plans, whatif_readers
from interlock.engine import whatif as asking
from interlock.engine.outlook import Outlook, outlook
from interlock.engine.plan_searches import Searches
from interlock.records.best_plan import BestPlan
from interlock.records.both_ways import Turn
from interlock.records.desk import Ask, AskBest, Asked, Searching, Waiting
from interlock.records.errors import InterlockError, NotPossible
from interlock.records.plan import Plan
from interlock.records.whatif import Answer, Comparison, Drop, Side, WhatIf
from interlock.store import connect, read, whereabouts

SEED = 1
Reply = Asked[Answer | BestPlan | Comparison | Plan | Turn] | Searching | Waiting | NotPossible


def hold_outlook() -> None:
    """Listen, and answer what-ifs of the book as it is, until stopped.

    The outlook is worked out when somebody first asks, and anew after a change; until it is there
    the one before answers. Raises ``NoBook`` and ``BadSetting``.
    """
    connect.open_book()
    desk, key = Desk(), whereabouts.new_key()
    with Listener(authkey=key) as listener:
        whereabouts.tell(str(listener.address), key)
        while True:
            with suppress(AuthenticationError, EOFError, OSError):
                asked = listener.accept()
                threading.Thread(target=_answer, args=(desk, asked), daemon=True).start()


@dataclass
class Desk:
    """The outlook that is ``held``, of which revision, and the one that is worked out to take its
    place; plans that are looked for in the one that is held.
    """

    held: tuple[int, Outlook] | None = None
    making: int = 0
    step: str = ""
    failed: str = ""
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    begins_once: threading.Lock = field(default_factory=threading.Lock)
    searches: Searches = field(default_factory=lambda: Searches(perf_counter))

    def reply(self, ask: Ask | AskBest) -> Reply:
        """What is answered, as whoever asks may see it."""
        revision = read.forecasts_revision()
        is_current = self.held is not None and self.held[0] == revision
        if not is_current:
            self._begin(revision)
        if self.held is None:
            return Waiting(self.step, self.failed)
        revision, now = self.held
        try:
            if isinstance(ask, AskBest):
                return self._best(revision, now, ask, is_current=is_current)
            with self.one_at_a_time:
                return Asked(_made(now, ask), is_current, revision)
        except NotPossible as error:
            return error

    def _best(self, revision: int, now: Outlook, ask: AskBest, *, is_current: bool) -> Reply:
        """The plan that was found, or how far the search is; none begins in an outlook that is
        about to be replaced. What-ifs are answered meanwhile.
        """
        search = self.searches.of(now, ask.wishes, begins=is_current)
        if search is None:
            return Waiting(self.step, self.failed)
        if search.wrong or search.failed:
            return search.wrong or Waiting("", search.failed)
        sees_amounts = ask.amounts == "all"
        if search.found is None:
            far = plan_readers.underway(search.underway, sees_amounts=sees_amounts)
            return Searching(far, now.book.company.currency)
        planned, made, curve = search.found
        made = replace(made, answer=_cut(now, ask, made.answer))
        found = plan_readers.best_plan(planned, made, curve, sees_amounts=sees_amounts)
        return Asked(found, is_current, revision)

    def _begin(self, revision: int) -> None:
        """Work out the outlook of a revision, unless somebody is at it or it failed."""
        with self.begins_once:
            if self.making == revision:
                return
            self.making, self.step, self.failed = revision, "reading the book", ""
        threading.Thread(target=_apart, args=(self._make, revision), daemon=True).start()

    def _make(self, revision: int) -> None:
        try:
            book = read.book(revision)
            made = outlook(book, as_of=book.seen_on, seed=SEED, progress=self._tell)
            self._tell("supposing a first change")
            _warm(made)
            self.held = revision, made
        except InterlockError as error:
            self.failed = str(error)
        except Exception as error:
            self.failed = str(error) or type(error).__name__
            raise

    def _tell(self, step: str) -> None:
        self.step = step


def _made(now: Outlook, ask: Ask) -> Answer | Comparison | Plan | Turn:
    """What is asked, as whoever asks may see it."""
    if ask.amounts != "all":
        for one in ask.whatifs.values():
            whatif_readers.may_ask(one)
    cut = partial(_cut, now, ask)
    if len(ask.whatifs) > 1:
        sides = asking.compare(now, ask.whatifs).sides
        return Comparison(tuple(_cut_side(side, cut, ask) for side in sides))
    (asked,) = ask.whatifs.values()
    if ask.what == "turn":
        return asking.turn(now, asked)
    if ask.what == "plan":
        made = plans.plan(now, asked)
        return replace(made, answer=cut(made.answer))
    return cut(asking.answer(now, asked, turns=ask.what == "all"))


def _cut(now: Outlook, ask: Ask | AskBest, made: Answer) -> Answer:
    """An answer as whoever asks may see it."""
    if ask.amounts == "all":
        return made
    in_bands = whatif_readers.open_bands(now) if ask.amounts == "bands" else None
    own = ask.own if ask.amounts == "own" else frozenset[str]()
    return whatif_readers.without_amounts(made, own=own, in_bands=in_bands)


def _cut_side(side: Side, cut: Callable[[Answer], Answer], ask: Ask) -> Side:
    """Which of two brings more tells of amounts too."""
    beats = side.beats if ask.amounts == "all" else None
    return replace(side, answer=cut(side.answer), beats=beats)


def _warm(now: Outlook) -> None:
    """Whatever the first answer alone has to make is made before somebody waits for it."""
    first = now.ship.features[:1]
    with suppress(NotPossible):
        asking.answer(now, WhatIf(tuple(Drop(one) for one in first)))


def _answer(desk: Desk, asked: Connection) -> None:
    with asked, suppress(EOFError, OSError):
        ask = asked.recv()
        _apart(lambda: asked.send(desk.reply(ask)))


def _apart[*Args](work: Callable[[*Args], None], *given: *Args) -> None:
    """Work in a thread of its own, which leaves no way to the database open."""
    from django.db import connection

    try:
        work(*given)
    finally:
        connection.close()
