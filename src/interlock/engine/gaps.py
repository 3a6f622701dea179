"""Deals that matter on which somebody is missing."""

from datetime import date

import polars as pl

from interlock.engine import money, seats
from interlock.engine.people import names_buyers, names_ours
from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.report import PeopleGap
from interlock.records.seats import MISSING, Seat


def gaps(book: Book, *, as_of: date) -> tuple[PeopleGap, ...]:
    """Open deals far enough along to matter on which somebody is missing, the furthest first.

    Looked at: open deals from the middle stage of their pipeline onward, and those whose amount is
    at or above the median of the open amounts; where neither is known, every open deal. Missing is
    a buyer role of ``company.buyer_roles`` that nobody holds, or whose holder we have not met; and
    a department of ``company.departments`` without a named contact of ours. A deal's owner is its
    contact in sales. A kind of people of which the data names none at all is not asked for:
    ``notes`` says so.
    """
    asked = {False: names_buyers(book), True: names_ours(book)}
    if not any(asked.values()):
        return ()
    seated = {one.deal: one for one in seats.seats(book, on=as_of)}
    found = []
    for id_ in _far_along(book, as_of=as_of)["id"]:
        one = seated[id_]
        missing = tuple(_words(seat) for seat in one.gaps if asked[seat.ours])
        if missing:
            found.append(PeopleGap(id_, one.name, one.owner, missing))
    return tuple(found)


def _words(seat: Seat) -> str:
    if seat.ours:
        return f"nobody named in {seat.part}"
    if seat.state == MISSING:
        return f"{seat.part} not named"
    return f"{seat.part} not met ({' or '.join(seat.names)})"


def notes(book: Book) -> tuple[str, ...]:
    """What cannot be said about people because the data names none, in words."""
    if book.people.is_empty():
        return (
            "No people are listed, so who is missing on a deal cannot be said: add people.csv.",
        )
    said = []
    if not names_buyers(book):
        said.append("No buyers' people are listed, so buyer roles not met cannot be said.")
    if not names_ours(book):
        said.append("None of our own people are listed with a department, so gaps cannot be said.")
    return tuple(said)


def _far_along(book: Book, *, as_of: date) -> pl.DataFrame:
    deals = book.deals.filter(pl.col("outcome") == "open")
    deals = money.with_value(deals, book.company, as_of=as_of)
    deals = deals.with_columns(_share=_stage_share(deals, book.company))
    late = (pl.col("_share") >= 0.5).fill_null(value=False)
    large = (pl.col("value") >= pl.col("value").median()).fill_null(value=False)
    nothing_known = pl.col("_share").is_null().all() & pl.col("value").is_null().all()
    return deals.filter(late | large | nothing_known).sort(
        pl.col("_share").fill_null(-1.0), "expected_close_on", "id",
        descending=[True, False, False], nulls_last=True,
    )  # fmt: skip


def _stage_share(deals: pl.DataFrame, company: Company) -> pl.Series:
    """How far along each deal is: 0 in its pipeline's first open stage, 1 in the last; or null."""
    shares: dict[tuple[str | None, str | None], float] = {}
    for pipeline in company.pipelines:
        stages = [stage.name for stage in pipeline.stages if stage.outcome == "open"]
        for place, stage in enumerate(stages):
            share = place / (len(stages) - 1) if len(stages) > 1 else 1.0
            shares[(pipeline.name, stage)] = share
            shares.setdefault((None, stage), share)
    found = [
        shares.get((pipeline, stage), shares.get((None, stage)))
        for pipeline, stage in deals.select("pipeline", "stage").iter_rows()
    ]
    return pl.Series("_share", found, dtype=pl.Float64)
