"""Laws of time: nothing dated after ``as_of`` changes what was known, or a forecast, by one bit."""

from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.engine import arrivals, deal_history, hazards, history
from interlock.records.book import Book
from interlock.records.tables import TABLES
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import STAGES, constant_world

CUT = AS_OF - timedelta(days=200)
days = st.integers(-400, 400).map(lambda n: CUT + timedelta(days=n))
maybe = st.none() | days
FIELDS = ("stage", "amount", "expected_close_on", "category", "owner")


@st.composite
def deal(draw, number):
    created, outcome = draw(maybe), draw(st.sampled_from(("open", "won", "lost")))
    return {
        "id": f"D{number}",
        "created_on": created,
        "outcome": outcome,
        "closed_on": draw(maybe) if outcome != "open" else None,
        "stage": draw(st.sampled_from(STAGES)),
        "owner": draw(st.sampled_from(("Ana", "Bo"))),
    }


@st.composite
def change(draw):
    field = draw(st.sampled_from(FIELDS))
    values = {"amount": "12.5", "expected_close_on": "2026-03-31"}
    at = datetime.combine(draw(days), time(draw(st.integers(0, 23))))
    new = draw(st.sampled_from((values.get(field, "X"), None)))
    row = {"table": "deals", "id": f"D{draw(st.integers(0, 3))}", "at": at, "field": field}
    return row | {"new": new}


@st.composite
def books(draw):
    features = [
        {"id": f"F{n}", "created_on": draw(maybe), "shipped_on": draw(maybe), "order": n}
        for n in range(2)
    ]
    item = {"id": "1", "feature": "F0", "created_on": draw(maybe), "done_on": draw(maybe)}
    return book(
        deals=[draw(deal(n)) for n in range(4)],
        changes=draw(st.lists(change(), max_size=8)),
        features=features,
        items=[item],
        releases=[{"id": "R", "shipped_on": draw(maybe), "due": draw(maybe)}],
        needs=[{"deal": "D0", "feature": "F1", "on": draw(maybe), "met_by": "shipped"}],
        evidence=[{"deal": "D1", "rule": "r", "on": draw(days)}],
        promises=[{"id": "P", "what": "x", "said_on": draw(days), "done_on": draw(maybe)}],
        calls=[{"by": "Ana", "period": "2026-Q4", "said_on": draw(days)}],
    )


BIRTH = {
    "deals": "created_on", "features": "created_on", "items": "created_on", "needs": "on",
    "evidence": "on", "promises": "said_on", "calls": "said_on",
}  # fmt: skip
LATER = {
    "deals": ("closed_on",), "features": ("shipped_on",), "items": ("done_on",),
    "releases": ("shipped_on",), "promises": ("done_on",),
}  # fmt: skip


def without_the_future(records: Book) -> Book:
    """Every row and cell dated after the cut deleted; a deal that ended later is open, by hand."""
    frames = {}
    for name in TABLES:
        frame = records.table(name)
        if name in BIRTH:
            frame = frame.filter((pl.col(BIRTH[name]) > CUT).not_().fill_null(value=True))
        if name == "deals":
            late = (pl.col("closed_on") > CUT).fill_null(value=False)
            outcome = pl.when(late).then(pl.lit("open")).otherwise("outcome")
            frame = frame.with_columns(outcome=outcome)
        for column in LATER.get(name, ()):
            frame = frame.with_columns(pl.when(pl.col(column) <= CUT).then(column).alias(column))
        frames[name] = frame
    frames["changes"] = records.changes.filter(pl.col("at").dt.date() <= CUT)
    kept = set(frames["features"]["id"])
    gone = [f for f in records.features["id"] if f not in kept]
    in_gone = pl.col("feature").is_in(gone).fill_null(value=False)
    frames["items"] = frames["items"].with_columns(feature=pl.when(~in_gone).then("feature"))
    frames["needs"] = frames["needs"].filter(
        pl.col("deal").is_in(frames["deals"]["id"].implode()), ~in_gone
    )
    for name in ("evidence",):
        frames[name] = frames[name].filter(pl.col("deal").is_in(frames["deals"]["id"].implode()))
    known_deals = frames["deals"]["id"].implode()
    frames["changes"] = frames["changes"].filter(
        pl.col("id").is_in(known_deals) | ~pl.col("id").is_in(records.deals["id"].implode())
    )
    return records.with_tables(**frames)


def with_another_future(records: Book, moved: int) -> Book:
    """Every later change says something else, and every later ending lies on another day."""
    later = pl.col("at").dt.date() > CUT
    changes = records.changes.with_columns(new=pl.when(later).then(pl.lit("Z")).otherwise("new"))
    late = pl.col("closed_on") > CUT
    day = pl.when(late).then(pl.col("closed_on") + pl.duration(days=moved)).otherwise("closed_on")
    turned = pl.when(late).then(pl.lit("lost")).otherwise("outcome")
    return records.with_tables(
        changes=changes, deals=records.deals.with_columns(closed_on=day, outcome=turned)
    )


def same(one: Book, other: Book) -> bool:
    return all(one.table(name).equals(other.table(name)) for name in TABLES)


@settings(max_examples=20)
@given(books())
def test_deleting_the_future_changes_nothing_that_was_known(records):
    full, cut = (history.known(r, as_of=CUT) for r in (records, without_the_future(records)))
    assert same(full, cut)


@settings(max_examples=20)
@given(books(), st.integers(0, 50))
def test_another_future_changes_nothing_that_was_known(records, moved):
    other = with_another_future(records, moved)
    assert same(history.known(records, as_of=CUT), history.known(other, as_of=CUT))


@settings(max_examples=20)
@given(books(), days)
def test_cutting_twice_is_cutting_once(records, day):
    once = history.known(records, as_of=day)
    assert same(history.known(once, as_of=day), once)
    assert once.seen_on == min(day, records.seen_on)


@settings(max_examples=20)
@given(books(), days, days)
def test_cutting_late_and_then_early_is_cutting_early(records, one, other):
    early, late = min(one, other), max(one, other)
    twice = history.known(history.known(records, as_of=late), as_of=early)
    once = history.known(records, as_of=early)
    assert same(_moving(twice), _moving(once))


def _moving(records: Book) -> Book:
    """Without the fields that count as they are today: today is not the same for the two."""
    return records.with_tables(
        **{
            name: records.table(name).with_columns(
                pl.lit(None, records.table(name).schema[field]).alias(field)
                for table, field in history.STANDING
                if table == name
            )
            for name in ("deals", "features", "items")
        }
    )


def forecast(records: Book, as_of: date) -> tuple[np.ndarray, np.ndarray, float]:
    known = history.known(records, as_of=as_of)
    fitted = hazards.fit(deal_history.at_risk(known, as_of=as_of), known.company)
    now = deal_history.today(known, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    rows = hazards.ahead(fitted, now, weeks=26)
    drawn = hazards.draws(fitted, seed=1, worlds=8)
    of = hazards.in_worlds(fitted, rows, drawn)
    rates = np.array([hazards.rates(of, row) for row in range(len(rows))])
    new = arrivals.fit(known, as_of=as_of, weeks=26)
    return rates, new.curve, fitted.market_sd


@settings(max_examples=3)
@given(st.integers(0, 1000))
def test_the_future_changes_no_forecast_by_one_bit(seed):
    world = constant_world(seed=seed, deals=150, won={"Qualify": 0.02, "Propose": 0.06}, lost=0.03)
    here = forecast(world, CUT)
    for other in (without_the_future(world), with_another_future(world, 9)):
        there = forecast(other, CUT)
        assert here[0].tobytes() == there[0].tobytes()
        assert here[1].tobytes() == there[1].tobytes()
        assert here[2] == there[2]
