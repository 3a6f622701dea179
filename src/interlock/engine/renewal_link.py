"""Whether kept commitments go with renewals, on the company's own history."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import commitments, stratified_difference
from interlock.engine.contracts import Running
from interlock.records.book import Book
from interlock.records.customers import KEPT, LEFT, RENEWED, Commitment, RenewalLink

FEWEST = 10
"""Contracts on either side from which a difference is told."""

LEVEL = 0.8
STRATA = "segment"
STRATUM = {"stratum": pl.String, "kept": pl.Boolean, "renewed": pl.Boolean}


def link(book: Book, running: Mapping[str, Running], made: commitments.ByDeal) -> RenewalLink:
    """Renewals of contracts whose commitments were all kept, beside those of which some was not.

    Every contract counts of which it is decided whether it was renewed, and with a commitment that
    was first due before that. Deals of one segment are compared with each other alone
    (`stratified_difference`), as both the promises and the renewals may be other ones there.
    """
    segments = dict(book.deals.select("id", "segment").iter_rows())
    rows = [
        (segments.get(deal) or "", kept, one.state == RENEWED)
        for deal, one in running.items()
        if one.state in (RENEWED, LEFT)
        and one.decided_on
        and (kept := _all_kept(made.get(deal, ()), one.decided_on)) is not None
    ]
    return measured(pl.DataFrame(rows, schema=STRATUM, orient="row"))


def measured(rows: pl.DataFrame) -> RenewalLink:
    """The link over contracts: their ``stratum``, whether all was ``kept``, whether ``renewed``."""
    kept, renewed = (rows[name].to_numpy() for name in ("kept", "renewed"))
    count = int(kept.sum()), int((~kept).sum())
    strata = rows["stratum"].rank("dense").to_numpy().astype(np.int64)
    found = (
        stratified_difference.difference(strata, kept, renewed, level=LEVEL)
        if min(count) >= FEWEST
        else None
    )
    return RenewalLink(
        kept_renewed=int((kept & renewed).sum()),
        kept_ended=count[0],
        missed_renewed=int((~kept & renewed).sum()),
        missed_ended=count[1],
        difference=found.value if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        fewest=FEWEST,
        strata=STRATA,
    )


def _all_kept(made: Iterable[Commitment], decided_on: date) -> bool | None:
    """Whether every commitment first due before the day was kept; None without any."""
    due = [
        one.standing == KEPT
        for one in made
        if one.line.first_due and one.line.first_due < decided_on
        if commitments.is_settled(one.line)
    ]
    return all(due) if due else None
