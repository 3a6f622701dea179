"""How a deal stood on a day: all that may enter its odds, as known then."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from interlock.engine import deal_log, money
from interlock.engine.deal_log import FIELDS, on_days
from interlock.engine.need_classes import NICE_CAP
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.sales_tables import CATEGORIES, STRENGTHS

UNKNOWN = "unknown"
WAITED = (2, 4, 8, 13, 26)
"""Weeks in the stage at which the pieces of waiting begin after the first."""

QUIET = (2, 4, 8, 13)
"""Weeks since the last change at which the pieces of quiet begin after the first."""

DATED_DAYS = (0, 15, 29, 57, 92)
"""Days until the stated date at which its pieces begin after the first: passed."""

MOST_PUSHES = 3
MOST_EVIDENCE = 6
FRESH_DAYS = 56
"""Evidence is fresh for eight weeks."""

MOST_RULES = 12
NO, FRESH, OLD, NOT_ASKED = range(4)
"""What is known of a rule's evidence on a day."""

SIZES = (-1.2, -0.4, 0.4, 1.2)
"""Log of an amount over its segment's median at which the pieces of size begin after the first."""

COUNTED = dict(zip(STRENGTHS, (1, 1, NICE_CAP), strict=True))
"""How many unmet needs of each strength count."""

FIRST_UNTIL = dict(zip(STRENGTHS, (0, 1, 2), strict=True))
UNTIL = [f"until_{at}" for at in range(sum(COUNTED.values()))]
"""Columns of the weeks in which a deal's needs are met, strongest first."""

SETTLED_DAYS, FEWEST_ENDED, HARDLY = 91, 20, 0.2
"""Deals that ended a quarter after the first row are looked at, twenty at least; rows of under a
fifth as many of them as of the open ones are hardly any.
"""

PAST, NEVER_YET = date(1900, 1, 1), date(2900, 1, 1)


@dataclass(frozen=True)
class Scale:
    """What a deal is measured against: the median amount by segment (and over all, under None), the
    rules whose evidence is followed, and whether needs are; ``survivors`` names what is recorded of
    open deals alone.
    """

    medians: dict[str | None, float]
    rules: tuple[str, ...]
    needs: bool
    survivors: tuple[str, ...]


def measure(book: Book) -> Scale:
    """Medians of the amounts of all deals known; the rules with most evidence."""
    valued = _valued(book).select("segment", "value").drop_nulls("value")
    by_segment = valued.group_by("segment").agg(pl.col("value").median())
    over_all = valued["value"].median()
    most = book.evidence.group_by("rule").len().sort(["len", "rule"], descending=[True, False])
    tables = {"evidence": book.evidence, "needs": book.needs}
    survivors = tuple(name for name, rows in tables.items() if _of_survivors(book, rows))
    return Scale(
        medians={**dict(by_segment.iter_rows()), None: float(over_all or 0.0)},  # type: ignore[arg-type]
        rules=() if "evidence" in survivors else tuple(most["rule"].head(MOST_RULES).sort()),
        needs="needs" not in survivors,
        survivors=survivors,
    )


def _of_survivors(book: Book, rows: pl.DataFrame) -> bool:
    """Whether ``rows`` are there of open deals and hardly of any that ended since they began.

    They would then tell who is still open, and nothing else.
    """
    first = rows["on"].min()
    if not isinstance(first, date):
        return False
    told = rows["deal"].unique().implode()
    since = (pl.col("closed_on") > first + timedelta(days=SETTLED_DAYS)).fill_null(value=False)
    known = book.deals.with_columns(told=pl.col("id").is_in(told))
    ended = known.filter(since)["told"]
    still = known.filter(pl.col("outcome") == "open")["told"]
    if ended.len() < FEWEST_ENDED or not still.len():
        return False
    return float(ended.mean()) < HARDLY * float(still.mean())  # type: ignore[arg-type]


def standing(
    days: pl.DataFrame, book: Book, scale: Scale, *, follows: frozenset[str], today: bool
) -> pl.DataFrame:
    """``days`` (id, day, created_on, ...) with how each deal stood at the end of that day.

    Adds ``stage``; ``ahead``, which is the same for all; the pieces ``waited``, ``quiet``,
    ``dated``, ``pushes``, ``size``, ``category``, ``evidence`` and one ``rule N`` a rule;
    ``segment``, ``kind``, ``owner``; ``until_0`` to ``until_4``, the weeks from that day in which
    its needs are met (``UNTIL``); and ``age_weeks``.
    A field without history is unknown. ``today``: the day is that of the book, whose values are the
    present ones.
    """
    placed = _fields(days, book, follows, today)
    placed = _last_days(placed, book)
    placed = _pieces(placed, scale)
    placed = _evidence(placed, book, scale)
    if scale.needs:
        return _needs(placed, book)
    return placed.with_columns(pl.lit(0, pl.Int32).alias(name) for name in UNTIL)


def piece(value: pl.Expr, edges: tuple[float, ...]) -> pl.Expr:
    """How many of ``edges`` have been reached; unknown where the value is."""
    return pl.sum_horizontal(
        [(value >= edge).cast(pl.Int16) for edge in edges], ignore_nulls=False
    ).cast(pl.Int16)


def _fields(days: pl.DataFrame, book: Book, follows: frozenset[str], today: bool) -> pl.DataFrame:
    """The deal's own values on the day, of fields with a history and of those that stay."""
    still = _valued(book).select("id", "segment", "kind", "owner", "_rate")
    placed = days.join(still, on="id", how="left", maintain_order="left")
    if today:
        now = book.deals.select("id", *FIELDS.values())
        placed = placed.join(now, on="id", how="left", maintain_order="left")
    for name, field in sorted(FIELDS.items()):
        known = on_days(placed, book, field) if name in follows and not today else None
        if known is not None:
            placed = placed.with_columns(known.alias(field))
        elif name not in follows:
            placed = placed.with_columns(pl.lit(None, book.deals.schema[field]).alias(field))
    return placed


def _last_days(placed: pl.DataFrame, book: Book) -> pl.DataFrame:
    """The day of the last change of stage and of anything, and how often the date was pushed.

    A first value, with nothing before it, is dated when it was first seen: by the export, maybe,
    and then on a day on which nobody touched the deal.
    """
    log = deal_log.of_deals(book).filter(pl.col("old").is_not_null())
    staged = log.filter(pl.col("field") == "stage").select("id", "day")
    signs = pl.concat([log.select("id", "day"), book.evidence.select(id="deal", day="on")])
    later = pl.col("new").str.to_date(strict=False) > pl.col("old").str.to_date(strict=False)
    pushed = log.filter((pl.col("field") == "expected_close_on") & later).select("id", "day")
    counted = pushed.sort("day").with_columns(pushes=pl.int_range(1, pl.len() + 1).over("id"))
    return placed.with_columns(
        staged_on=_last(placed, staged.with_columns(last="day"), "last"),
        sign_on=_last(placed, signs.with_columns(last="day"), "last"),
        pushes=_last(placed, counted, "pushes"),
    )


def _last(placed: pl.DataFrame, events: pl.DataFrame, column: str) -> pl.Series:
    """``column`` of each deal's last event by the day."""
    latest = events.unique(("id", "day"), keep="last", maintain_order=True).sort("day")
    rows = placed.select("id", "day").with_row_index("row").sort("day")
    found = rows.join_asof(latest, on="day", by="id", strategy="backward", check_sortedness=False)
    return found.sort("row")[column]


def _pieces(placed: pl.DataFrame, scale: Scale) -> pl.DataFrame:
    day = pl.col("day")
    entered = pl.col("created_on")
    medians = pl.col("segment").replace_strict(
        scale.medians, default=scale.medians[None], return_dtype=pl.Float64
    )
    value = pl.col("amount").cast(pl.Float64) * pl.col("_rate")
    size = pl.when(value > 0).then((value / pl.when(medians > 0).then(medians)).log())
    return placed.with_columns(
        stage=pl.col("stage").fill_null(UNKNOWN),
        age_weeks=_weeks(day - entered).fill_null(0),
        ahead=pl.lit(0, pl.Int16),
        waited=piece(_weeks(day - pl.coalesce("staged_on", entered)), WAITED).fill_null(0),
        quiet=piece(_weeks(day - pl.coalesce("sign_on", entered)), QUIET).fill_null(0),
        dated=piece((pl.col("expected_close_on") - day).dt.total_days(), DATED_DAYS),
        pushes=pl.col("pushes").fill_null(0).clip(0, MOST_PUSHES).cast(pl.Int16),
        category=pl.col("category").replace_strict(
            {name: at for at, name in enumerate(CATEGORIES)}, default=None, return_dtype=pl.Int16
        ),
        size=piece(size, SIZES),
    ).drop("staged_on", "sign_on", "expected_close_on", "amount", "_rate")


def _weeks(gap: pl.Expr) -> pl.Expr:
    return gap.dt.total_days() // DAYS_PER_WEEK


def _evidence(placed: pl.DataFrame, book: Book, scale: Scale) -> pl.DataFrame:
    """Each rule's evidence on the day: none, fresh, old, or not asked for; and how many there are.

    A rule is asked for while a version of it is in force; one without a row in the rules, from
    its first evidence on.
    """
    if not scale.rules:
        return placed.with_columns(evidence=pl.lit(None, pl.Int16))
    first = book.evidence.group_by("deal", "rule").agg(pl.col("on").min())
    wide = first.pivot("rule", index="deal", values="on")
    placed = placed.join(wide, left_on="id", right_on="deal", how="left", maintain_order="left")
    day = pl.col("day")
    levels = []
    for at, rule in enumerate(scale.rules):
        on = pl.col(rule)
        known = (on <= day).fill_null(value=False)
        fresh = (day - on).dt.total_days() < FRESH_DAYS
        without = pl.when(_asked(book, rule)).then(NO).otherwise(NOT_ASKED)
        level = pl.when(known & fresh).then(FRESH).when(known).then(OLD).otherwise(without)
        levels.append(level.cast(pl.Int16).alias(f"rule {at}"))
    seen = [level.is_in([FRESH, OLD]).cast(pl.Int16) for level in levels]
    count = pl.sum_horizontal(seen).clip(0, MOST_EVIDENCE).cast(pl.Int16)
    return placed.with_columns(*levels, evidence=count).drop(scale.rules)


def _asked(book: Book, rule: str) -> pl.Expr:
    versions = book.rules.filter(pl.col("id") == rule).select("valid_from", "valid_to")
    first = book.evidence.filter(pl.col("rule") == rule)["on"].min()
    spans = list(versions.iter_rows()) or [(first, None)]
    return pl.any_horizontal(
        pl.col("day").is_between(start or PAST, end or NEVER_YET) for start, end in spans
    )


def _needs(placed: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Weeks from the day until what was asked for by then is met: of the last dealbreaker, the last
    important need, and each of the last three nice-to-haves.
    """
    shipped = book.features.select(feature="id", met="shipped_on")
    default = book.company.need_strength_default
    asked = book.needs.join(shipped, on="feature", how="left").select(
        id="deal",
        on=pl.col("on").fill_null(PAST),
        met=pl.col("met").fill_null(NEVER_YET),
        strength=pl.col("strength").fill_null(default),
    )
    rows = placed.select("id", "day").with_row_index("row")
    known = rows.join(asked, on="id").filter(pl.col("on") <= pl.col("day"))
    days = (pl.col("met") - pl.col("day")).dt.total_days()
    weeks = ((days + DAYS_PER_WEEK - 1) // DAYS_PER_WEEK).cast(pl.Int32)
    place = pl.int_range(pl.len()).over("row", "strength")
    ranked = (
        known.with_columns(until=weeks)
        .sort("until", descending=True)
        .with_columns(place=place, at=pl.col("strength").replace_strict(FIRST_UNTIL))
        .filter(pl.col("place") < pl.col("strength").replace_strict(COUNTED))
        .with_columns(name=pl.format("until_{}", pl.col("at") + pl.col("place")))
    )
    wide = ranked.select("row", "name", "until").pivot("name", index="row", values="until")
    found = placed.with_row_index("row").join(wide, on="row", how="left", maintain_order="left")
    missing = [pl.lit(0, pl.Int32).alias(name) for name in UNTIL if name not in found.columns]
    return found.drop("row").with_columns(missing).with_columns(pl.col(UNTIL).fill_null(0).clip(0))


def _valued(book: Book) -> pl.DataFrame:
    """Deals with ``value`` and the ``_rate`` of one unit of their currency."""
    one = book.deals.with_columns(amount=pl.lit(1).cast(book.deals.schema["amount"]))
    day = book.seen_on
    rates = money.with_value(one, book.company, as_of=day).select("id", _rate="value")
    deals = book.deals.join(rates, on="id", how="left", maintain_order="left")
    return deals.with_columns(value=pl.col("amount").cast(pl.Float64) * pl.col("_rate"))
