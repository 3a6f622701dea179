"""What the engine says about deals, features and bookings, as typed tables with their birth."""

from dataclasses import dataclass

import polars as pl

from interlock.records.birth import Birth
from interlock.records.table import Column, Table

_T, _D, _F, _I = pl.String(), pl.Date(), pl.Float64(), pl.Int32()

DEAL_FORECAST = Table(
    "forecast deals",
    "Odds of each open deal by a quarter's end",
    key=("id", "quarter_end"),
    columns=(
        Column("as_of", _D, "the day whose knowledge was used", "day"),
        Column("id", _T, "the deal"),
        Column("quarter_end", _D, "last day of the fiscal quarter", "day"),
        Column("p_won", _F, "chance of being won by then", "0 to 1"),
        Column("p_lost", _F, "chance of being lost by then", "0 to 1"),
        Column("p_open", _F, "chance of still being open then", "0 to 1"),
        Column("p10_on", _D, "if it is won within a year: by this day in 1 of 10 cases", "day"),
        Column("p50_on", _D, "if it is won within a year: by this day in 5 of 10 cases", "day"),
        Column("p90_on", _D, "if it is won within a year: by this day in 9 of 10 cases", "day"),
        Column(
            "expected_amount",
            _F,
            "p_won times what the amount usually becomes at close; empty without an amount",
            "company currency",
        ),
    ),
)

FEATURE_FORECAST = Table(
    "forecast features",
    "Odds of each unfinished feature's ship date",
    key=("id",),
    columns=(
        Column("as_of", _D, "the day whose knowledge was used", "day"),
        Column("id", _T, "the feature"),
        Column("key", _T, "its short key"),
        Column("name", _T, "what it is called"),
        Column("team", _T, "the team that builds most of it"),
        Column("release", _T, "name of the release it is meant for"),
        Column("items_left", _I, "items known and not finished", "items"),
        Column(
            "p50_on", _D, "shipped by this day in 5 of 10 cases; empty beyond the horizon", "day"
        ),
        Column(
            "p80_on", _D, "shipped by this day in 8 of 10 cases; empty beyond the horizon", "day"
        ),
        Column(
            "p95_on", _D, "shipped by this day in 95 of 100 cases; empty beyond the horizon", "day"
        ),
        Column(
            "p_by_quarter_end",
            _F,
            "chance of having shipped by the end of this fiscal quarter",
            "0 to 1",
        ),
        Column("due", _D, "the date that stands in the tracker", "day"),
        Column("p_by_due", _F, "chance of having shipped by that date", "0 to 1"),
        Column(
            "basis", _T, "own history, prior (too little history) or no date (nothing to go by)"
        ),
    ),
)

BOOKINGS_FORECAST = Table(
    "forecast bookings",
    "What each fiscal quarter brings, closed deals included",
    key=("quarter_end", "part"),
    columns=(
        Column("as_of", _D, "the day whose knowledge was used", "day"),
        Column("period", _T, "fiscal quarter such as 2026-Q4"),
        Column("part", _T, "with --by the rep, segment, ...; empty for the whole company"),
        Column("quarter_end", _D, "its last day", "day"),
        Column("currency", _T, "the company's currency"),
        Column("closed", _F, "won so far", "company currency"),
        Column("from_open", _F, "expected from deals open today", "company currency"),
        Column("from_new", _F, "expected from deals not yet entered", "company currency"),
        Column("mean", _F, "expected in all", "company currency"),
        *(
            Column(f"p{p:02d}", _F, f"no more than this in {p} of 100 cases", "company currency")
            for p in (5, 10, 25, 50, 75, 90, 95)
        ),
        Column(
            "target", _F, "what the quarter is to bring; empty when not stated", "company currency"
        ),
        Column("p_target", _F, "chance of reaching it", "0 to 1"),
        Column("wins_mean", _F, "deals expected to be won, those won so far included", "deals"),
        Column("wins_p10", _F, "no more deals won than this in 10 of 100 cases", "deals"),
        Column("wins_p90", _F, "no more deals won than this in 90 of 100 cases", "deals"),
    ),
)

DRIVER_FORECAST = Table(
    "forecast drivers",
    "What would move each open deal: evidence to get, people to meet, features sooner",
    key=("id", "kind", "what"),
    columns=(
        Column("as_of", _D, "the day whose knowledge was used", "day"),
        Column("id", _T, "the deal"),
        Column("kind", _T, "evidence, person or feature"),
        Column("what", _T, "what would be done"),
        Column("quarter_now", _F, "chance of being won by the end of this quarter", "0 to 1"),
        Column("quarter_then", _F, "the same, were it done today", "0 to 1"),
        Column("year_now", _F, "chance of being won by the end of the fourth quarter", "0 to 1"),
        Column("year_then", _F, "the same, were it done today", "0 to 1"),
        Column(
            "work_weeks", _F, "weeks of its teams' time left in the feature; else empty", "weeks"
        ),
        Column("rests_on", _T, "how that is known"),
    ),
)

BY = ("rep", "manager", "segment", "kind", "pipeline")
"""By what bookings can be told apart in every company; columns of its CRM come beside."""

FORECASTS: dict[str, Table] = {
    "deals": DEAL_FORECAST,
    "features": FEATURE_FORECAST,
    "bookings": BOOKINGS_FORECAST,
    "drivers": DRIVER_FORECAST,
}


@dataclass(frozen=True)
class Forecast:
    """One table of odds and its birth. ``notes`` are the honest words a reader must see
    beside it.
    """

    name: str
    rows: pl.DataFrame
    birth: Birth
    notes: tuple[str, ...] = ()
