"""When the buyers' people were met and by whom, out of all that says so."""

from datetime import date

import polars as pl

from interlock.records.asks import meetings_asked
from interlock.records.book import Book

MEETING, EVIDENCE, LISTED, STEP = "meeting", "evidence", "people", "step"
"""How it is known: a meeting, evidence of a rule that asks for one, the last day that a list of
people states, a step of the buyer's timetable that both sides did.
"""

SCHEMA = {
    "deal": pl.String, "person": pl.String, "on": pl.Date, "by": pl.String, "how": pl.String,
}  # fmt: skip


def met(book: Book, *, on: date) -> pl.DataFrame:
    """Each day up to ``on`` on which somebody of a buyer was met in a deal, once: deal, person, on,
    by (whom of ours, where anybody says), how; the first to say it in the order of a meeting,
    evidence and people.

    Evidence of a rule that asks for a meeting with somebody of a role speaks of who holds it, where
    one person does or where it names them.
    """
    found = pl.concat([_meetings(book), _evidence(book), _listed(book)])
    return (
        found.filter(pl.col("on") <= on)
        .unique(["deal", "person", "on"], keep="first", maintain_order=True)
        .sort("on", "deal", "person")
    )


def together(book: Book, *, on: date) -> pl.DataFrame:
    """``met``, and each step up to ``on`` that somebody of theirs and somebody of ours did."""
    steps = book.buyer_steps.drop_nulls(["owner_theirs", "owner_ours", "done_on"]).select(
        "deal", person="owner_theirs", on="done_on", by="owner_ours", how=pl.lit(STEP)
    )
    return pl.concat([met(book, on=on), steps.filter(pl.col("on") <= on)])


def last_met(people: pl.DataFrame, book: Book, *, on: date) -> pl.DataFrame:
    """``people`` with the last day up to ``on`` on which each was met in their deal."""
    last = met(book, on=on).group_by("deal", name="person").agg(met_on=pl.col("on").max())
    return people.drop("met_on").join(last, on=["deal", "name"], how="left", maintain_order="left")


def _meetings(book: Book) -> pl.DataFrame:
    return book.meetings.select("deal", "person", "on", "by", how=pl.lit(MEETING))


def _listed(book: Book) -> pl.DataFrame:
    buyers = book.people.filter(pl.col("side") == "buyer").drop_nulls(["deal", "met_on"])
    return buyers.select(
        "deal", person="name", on="met_on", by=pl.lit(None, pl.String), how=pl.lit(LISTED)
    )


def _evidence(book: Book) -> pl.DataFrame:
    held = book.people.filter(pl.col("side") == "buyer").drop_nulls(["deal", "role"])
    held = held.select("deal", pl.col("role").str.to_lowercase(), person="name").unique()
    asked = meetings_asked(book.rules, held["role"].unique().sort().to_list())
    pairs = pl.DataFrame(asked, schema={"rule": pl.String, "role": pl.String}, orient="row")
    alone = pl.len().over("deal", "role") == 1
    return (
        book.evidence.join(pairs, on="rule")
        .join(held.with_columns(alone=alone), on=["deal", "role"])
        .filter(pl.col("alone") | _names("what", "person"))
        .select("deal", "person", "on", "by", how=pl.lit(EVIDENCE))
    )


def _names(text: str, name: str) -> pl.Expr:
    """Whether a text names somebody."""
    said = pl.col(text).fill_null("").str.to_lowercase()
    return said.str.contains(pl.col(name).str.to_lowercase(), literal=True)
