"""The plan: a book and wishes in, which features in which order out, with what that does."""

from collections.abc import Callable
from datetime import date
from time import perf_counter

from interlock.engine import plan_curve, planning
from interlock.engine import whatif as asking
from interlock.engine.outlooks import look
from interlock.records.book import Book
from interlock.records.plan_answer import AnsweredPlan
from interlock.records.planning import Underway, Wishes
from interlock.render import plan_words


def plan(
    book: Book,
    wishes: Wishes,
    *,
    target: float | None = None,
    scope: bool = True,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> AnsweredPlan:
    """The order that brings most, by default as of the latest day seen; with ``scope`` bookings
    against work, and with a ``target`` the least work for that sum. Raises ``NotPossible`` with all
    wishes that clash or cannot be.
    """
    now = look(book, as_of=as_of or book.seen_on, seed=seed, progress=progress)
    currency = book.company.currency

    def tell(one: Underway) -> None:
        far = plan_words.far(one, moves=wishes.moves)
        best = plan_words.best_so_far(one, currency=currency)
        progress(f"plan: {far}, {one.seconds:.0f} s. {best}".rstrip())

    planned = planning.plan_ahead(now, wishes, progress=tell, clock=perf_counter)
    progress("what the plan does to deals and promises")
    answer = asking.answer(now, planned.whatif)
    if not scope and target is None:
        return AnsweredPlan.of(planned, answer)
    progress("bookings against work")
    return AnsweredPlan.of(
        planned, answer, plan_curve.curve(now, wishes, target=target, clock=perf_counter)
    )
