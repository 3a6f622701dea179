"""What holds each feature, and what its date rests on, in words."""

from collections.abc import Mapping

import numpy as np

from interlock.engine import plain, presence, scope_growth, team_history, upkeep
from interlock.engine.pace import DECLARED, FEWEST_ITEMS, FEWEST_WEEKS, PRIOR, Pace
from interlock.engine.scope_growth import Growth
from interlock.engine.work import Work
from interlock.records.book import Book

NO_DATE = "no date"
ENOUGH = (
    f"{FEWEST_ITEMS} items with the day they were finished, over {FEWEST_WEEKS} weeks, are enough"
)


def holds(book: Book, todo: Work, growth: Growth) -> tuple[tuple[str, ...], ...]:
    """Per feature: its own scope, the queue before it, what it waits for, its train."""
    names = team_history.feature_names(book)
    releases = {row["id"]: row["name"] or row["id"] for row in book.releases.iter_rows(named=True)}
    ahead: dict[str, int] = {}
    bands = scope_growth.band(todo.done / np.maximum(todo.known, 1))
    more = np.rint(100 * np.expm1(growth.mean)).astype(int)[bands]
    told = []
    for at in range(len(todo.features)):
        words = [_scope(int(todo.known[at]), int(todo.done[at]), more[at])]
        before = ahead.get(todo.team[at], 0)
        ahead[todo.team[at]] = before + 1
        if before:
            whose = f" of {todo.team[at]}" if todo.team[at] else ""
            words.append(f"{plain.count(before, 'feature')} ahead of it in the queue{whose}")
        waited = todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]]
        words += [f"waits for {names[todo.features[other]]}" for other in waited]
        release = todo.release[at]
        if todo.train[at] is not None and release is not None:
            words.append(f"ships with {releases.get(release, release)}")
        told.append(tuple(words))
    return tuple(told)


def notes(
    book: Book, todo: Work, paces: Pace, basis: tuple[str, ...], learnt: Mapping[str, float]
) -> tuple[str, ...]:
    """What a reader must know about all dates at once."""
    words = []
    said = upkeep.words(learnt, book.company)
    if said and todo.features:
        words.append(said)
    few = [team for team, rest in zip(paces.teams, paces.basis, strict=True) if rest == PRIOR]
    if few:
        names = plain.listed([team or "features without a team" for team in few])
        words.append(
            f"Too little history of {names}: the pace of the other teams stands in. {ENOUGH}"
        )
    dated, undated = basis.count(PRIOR), basis.count(NO_DATE)
    if dated and DECLARED in paces.basis:
        words.append(
            f"Not enough tracker history: {plain.count(dated, 'feature')} dated by stated dates "
            "and what such dates were worth elsewhere, or by a declared pace of one item a week. "
            + ENOUGH
        )
    unknown = presence.uncounted(book.company, presence.people_of(book))
    if unknown:
        words.append(
            f"Staffing of {plain.listed(unknown)} is not counted: say how many people work there "
            "(teams: people)"
        )
    if undated:
        words.append(
            f"{plain.count(undated, 'feature')} with neither history nor a date; "
            "not expected within the horizon"
        )
    return tuple(words)


def _scope(known: int, done: int, more: int) -> str:
    if not known:
        return "no items yet: sized like finished features"
    grows = f", usually grows by {more} % from here" if more > 0 else ""
    return f"{known - done} of {known} known items left{grows}"
