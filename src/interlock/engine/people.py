"""Who stands on which side, and who is missing on a deal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from interlock.engine import money
from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.report import PeopleGap

OURS = ("sales", "development", "other")

Held = dict[tuple[str | None, str], list[tuple[str, date | None]]]
"""(deal, buyer role) -> who holds it, and when we last met them"""


def sides(book: Book) -> dict[str, frozenset[str]]:
    """For each name of ours, in lower case, the sides it stands on.

    ``people`` says so first; a deal's owner is of sales and a team is of development. Buyers are
    not listed. A person of ours without a stated side stands where the department says, else on
    side "other".
    """
    found: dict[str, set[str]] = {}
    ours = book.people.filter(pl.col("side").ne_missing("buyer"))
    for name, side, department in ours.select("name", "side", "department").unique().iter_rows():
        found.setdefault(_plain(name), set()).add(side or _side_of_department(department))
    for owner in book.deals["owner"].drop_nulls().unique():
        found.setdefault(_plain(owner), set()).add("sales")
    for team in [*book.teams["name"], *book.features["team"].drop_nulls().unique()]:
        found.setdefault(_plain(team), set()).add("development")
    return {name: frozenset(stood) for name, stood in found.items()}


def side_of(name: str | None, known: dict[str, frozenset[str]]) -> str:
    """Sales or development where that is certain, else other: unknown, a buyer, or on both."""
    stood = known.get(_plain(name), frozenset()) - {"other"}
    return next(iter(stood)) if len(stood) == 1 else "other"


def gaps(book: Book, *, as_of: date) -> tuple[PeopleGap, ...]:
    """Open deals far enough along to matter on which somebody is missing, the furthest first.

    Looked at: open deals from the middle stage of their pipeline onward, and those whose amount is
    at or above the median of the open amounts; where neither is known, every open deal. Missing is
    a buyer role of ``company.buyer_roles`` that nobody holds, or whose holder we have not met; and
    a department of ``company.departments`` without a named contact of ours. A deal's owner is its
    contact in sales. A kind of people of which the data names none at all is not asked for:
    ``notes`` says so.
    """
    people = book.people.filter(pl.col("to_on").is_null() | (pl.col("to_on") >= as_of))
    held = _held(people) if _names_buyers(book) else None
    stood = _stood(people) if _names_ours(book) else None
    found = []
    for deal in _far_along(book, as_of=as_of).iter_rows(named=True):
        missing = [
            *_missing_roles(deal["id"], held, book.company.buyer_roles),
            *_missing_departments(deal, stood, book.company.departments),
        ]
        if missing:
            name = deal["name"] or deal["id"]
            found.append(PeopleGap(deal["id"], name, deal["owner"] or "", tuple(missing)))
    return tuple(found)


def notes(book: Book) -> tuple[str, ...]:
    """What cannot be said about people because the data names none, in words."""
    if book.people.is_empty():
        return (
            "No people are listed, so who is missing on a deal cannot be said: add people.csv.",
        )
    said = []
    if not _names_buyers(book):
        said.append("No buyers' people are listed, so buyer roles not met cannot be said.")
    if not _names_ours(book):
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


def _held(people: pl.DataFrame) -> Held:
    buyers = people.filter(pl.col("side") == "buyer")
    held: Held = {}
    for deal, role, name, met_on in buyers.select("deal", "role", "name", "met_on").iter_rows():
        held.setdefault((deal, _plain(role)), []).append((name, met_on))
    return held


def _stood(people: pl.DataFrame) -> dict[str | None, set[str]]:
    """The departments in which somebody of ours is named for a deal; None holds those for all."""
    stood: dict[str | None, set[str]] = {}
    ours = people.filter(_is_ours())
    for deal, department, side in ours.select("deal", "department", "side").iter_rows():
        stood.setdefault(deal, set()).add(_plain(department or side))
    return stood


def _missing_roles(deal: str, held: Held | None, roles: Iterable[str]) -> list[str]:
    if held is None:
        return []
    gaps_ = (_role_gap(role, held.get((deal, _plain(role)), [])) for role in roles)
    return [said for said in gaps_ if said]


def _role_gap(role: str, holders: list[tuple[str, date | None]]) -> str:
    if not holders:
        return f"{role} not named"
    if any(met_on is not None for _, met_on in holders):
        return ""
    return f"{role} not met ({' or '.join(name for name, _ in holders)})"


def _missing_departments(
    deal: Mapping[str, Any], stood: Mapping[str | None, set[str]] | None, departments: Iterable[str]
) -> list[str]:
    if stood is None:
        return []
    here = stood.get(None, set()) | stood.get(deal["id"], set())
    if deal["owner"]:
        here = here | {"sales"}
    return [f"nobody named in {d}" for d in departments if _plain(d) not in here]


def _names_buyers(book: Book) -> bool:
    return bool((book.people["side"] == "buyer").any())


def _names_ours(book: Book) -> bool:
    return not book.people.filter(_is_ours()).is_empty()


def _is_ours() -> pl.Expr:
    of_ours = pl.col("side").is_in(OURS)
    return of_ours | (pl.col("side").is_null() & pl.col("department").is_not_null())


def _side_of_department(department: str | None) -> str:
    plain = _plain(department)
    return plain if plain in ("sales", "development") else "other"


def _plain(name: str | None) -> str:
    return (name or "").strip().casefold()
