"""The weekly report as data: what moved and why, what is at stake, what is due."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from interlock.engine import (
    call_scores,
    category_scores,
    drops,
    due,
    firm_promises,
    gaps,
    ledger,
    moved_promises,
    one_rep,
    other_side,
    plain,
    promise_odds,
    questions,
    readers,
    rule_worth,
    side_record,
    side_weeks,
    tools_ahead,
    weekly_customers,
    weekly_deals,
    weekly_features,
    weekly_plan,
    weekly_quarter,
)
from interlock.engine.exposure import Exposure, exposures
from interlock.engine.notes import notes
from interlock.engine.outlook import Outlook, birth, owned
from interlock.engine.outlooks import look
from interlock.engine.told_since import deals_told_of
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DropLine, PromiseLine, Reader, WeeklyReport

DROPS_SHOWN = 5


def report(
    book: Book,
    *,
    as_of: date,
    seed: int,
    reader: Reader,
    progress: Callable[[str], None] = lambda _: None,
) -> WeeklyReport:
    """The weekly report for one reader, from the records as known on ``as_of`` and a week
    before; the plan only where that is the latest day seen, since nobody changes an order of then.
    """
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("the same for last week")
    last = look(book, as_of=as_of - timedelta(days=DAYS_PER_WEEK), seed=seed)
    progress("weighing features and what moved")
    is_rep = reader.kind == "person" and reader.side == "sales"
    whole = _whole(now, last, owner=reader.name) if is_rep else _of_all(now, last)
    if as_of >= book.seen_on:
        progress("looking for a better order")
        whole = replace(whole, plan=now.once(weekly_plan.section))
    return readers.for_reader(
        whole,
        reader,
        own_deals=readers.own_deals_of(reader, now.book),
        own_quarter=whole.quarter,
        behind=_behind(now, now.once(exposures)),
    )


@lru_cache(1)
def _of_all(now: Outlook, last: Outlook) -> WeeklyReport:
    """Everything, worked out once however many read it."""
    return _whole(now, last, owner=None)


def _whole(now: Outlook, last: Outlook, *, owner: str | None) -> WeeklyReport:
    """Everything, for management; for one rep the quarter and the deals are already those of the
    own deals.
    """
    exposed = now.once(exposures)
    every = promise_odds.promises(now, older=True)
    promises = ledger.this_week(every, as_of=now.as_of)
    deals = weekly_deals.lines(now, last, promises, owner=owner)
    features = weekly_features.features(now, last, exposed)
    releases = weekly_features.releases(now, last, exposed)
    comparable = last if deals_told_of(now.book, last.as_of) else None
    quarter = (
        weekly_quarter.section(now, comparable, owner=owner) if now.book.deals.height else None
    )
    company = now.book.company
    asked = questions.questions(now, owner=owner)
    return WeeklyReport(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        reader=Reader("management"),
        quarter=quarter,
        deals=deals,
        deals_shown_of=owned(now, owner).height,
        features=features,
        features_shown_of=len(now.ship.features),
        releases=releases,
        drops=_drops(now, exposed, promises),
        other_side=other_side.told(
            now.book,
            as_of=now.as_of,
            deals=deals,
            features=features,
            releases=releases,
            promises=promises,
            quarter=quarter,
        ),
        promises=promises,
        buyer_steps=due.buyer_steps(now.book, as_of=now.as_of),
        tools=due.tools(
            now.book,
            as_of=now.as_of,
            feature_p50=_feature_p50(now),
            ahead={one.name: one for one in tools_ahead.tools_ahead(now)},
        ),
        people=gaps.gaps(now.book, as_of=now.as_of),
        coupling=now.worth.figures,
        promise_check=now.worth.promises.check,
        notes=notes(now, compared=comparable is not None),
        birth=birth(now),
        promise_counts=ledger.counts(now.book, as_of=now.as_of),
        questions=asked,
        needs_known=questions.needs_known(now),
        rules=rule_worth.measure(now.book, as_of=now.as_of),
        calls=call_scores.score(now.book, as_of=now.as_of),
        categories=category_scores.score(
            now.book, as_of=now.as_of, odds=weekly_deals.with_odds(now, None, owner=owner)
        ),
        sides=side_weeks.weeks(
            now,
            deals=deals,
            features=features,
            promises=promises,
            questions=asked,
            quarter=quarter,
            owner=owner,
        ),
        moved_promises=moved_promises.of_week(now, every),
        record=side_record.sides(now.book, as_of=now.as_of),
        firm=firm_promises.firm(now.book, every, as_of=now.as_of),
        customers=weekly_customers.section(now, every),
    )


def _behind(now: Outlook, exposed: Mapping[str, Exposure]) -> dict[str, frozenset[str]]:
    """Ids of the deals behind the money on each feature, release and sales tool."""
    behind = {feature: exposure.deals for feature, exposure in exposed.items()}
    for release, features in now.book.features.group_by("release").agg("id").iter_rows():
        parts = (exposed[feature].deals for feature in features if feature in exposed)
        behind[release] = frozenset[str]().union(*parts)
    waiting = now.once(tools_ahead.money_behind)
    return behind | {one_rep.of_tool(tool): one.deals for tool, one in waiting.items()}


def _drops(
    now: Outlook, exposed: Mapping[str, Exposure], promises: tuple[PromiseLine, ...]
) -> tuple[DropLine, ...]:
    """The features with most money at risk, each dropped in turn."""
    standing = defaultdict(list)
    for promise in promises:
        if promise.feature and promise.verdict in ("open", "odds"):
            standing[promise.feature].append(_promise_words(promise, now.as_of))
    top = sorted(exposed.values(), key=lambda e: (-e.at_risk, e.feature))[:DROPS_SHOWN]
    said = {feature: tuple(words) for feature, words in standing.items()}
    with ThreadPoolExecutor() as side_by_side:
        return tuple(side_by_side.map(lambda e: drops.drop(now, e.feature, said), top))


def _promise_words(promise: PromiseLine, as_of: date) -> str:
    when = f" by {plain.day(promise.due, as_of=as_of)}" if promise.due else ""
    return f"{promise.what} ({promise.maker} to {promise.to}{when})"


def _feature_p50(now: Outlook) -> dict[str, date | None]:
    return {
        feature: weekly_features.day_at(now.ship.days[:, at], 0.5, now.as_of)
        for at, feature in enumerate(now.ship.features)
    }
