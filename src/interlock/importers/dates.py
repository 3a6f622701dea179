"""Days and moments as people and programs write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

import polars as pl

ZONE = r"(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})"
ISO = (
    r"^(?P<day>\d{4}-\d{2}-\d{2})"
    rf"(?:[T ](?P<time>\d{{1,2}}:\d{{2}})(?::(?P<second>\d{{2}}))?(?:[.,]\d+)?\s*{ZONE}?)?$"
)
MONTH_NAMED = (
    "%d/%b/%y %I:%M %p",
    "%d/%b/%Y %I:%M %p",
    "%d/%b/%y %H:%M",
    "%d/%b/%y",
    "%d/%b/%Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%B %d, %Y",
)
YEAR_FIRST = ("%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y%m%d")
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p")
YEARS = ("%Y", "%y")
MONTH_FIRST = tuple(f"%m{s}%d{s}{y}{time}" for s in "/-" for y in YEARS for time in TIMES)
DAY_FIRST = tuple(f"%d{s}%m{s}{y}{time}" for s in "/-" for y in YEARS for time in TIMES)
DOTTED = tuple(f"%d.%m.{y}{time}" for y in ("%Y", "%y") for time in TIMES)
FAMILIES = (MONTH_FIRST, DAY_FIRST, MONTH_NAMED, YEAR_FIRST, DOTTED)
FORMATS = tuple(chain(*FAMILIES))
MARKS = "/-.,:"
FEW = 16
EXAMPLE = "a day such as 2026-11-20"


@dataclass(frozen=True)
class Read:
    """Values read, which were bad, what is allowed, and what must be asked when the column cannot
    be decided.
    """

    values: pl.Series
    bad: pl.Series
    allowed: str = EXAMPLE
    asks: str = ""


def clean_day(column: pl.Series, *, time_zone: str, date_format: str | None) -> Read:
    read = clean_moment(column, time_zone=time_zone, date_format=date_format)
    return Read(read.values.dt.date(), read.bad, read.allowed, read.asks)


def clean_moment(column: pl.Series, *, time_zone: str, date_format: str | None) -> Read:
    """Moments in ``time_zone``. Without a format, the one that reads every value of the column is
    found.

    Day and month are told apart by all values of the column; where every value could be either way,
    the column is asked about and nothing is guessed.
    """
    if column.null_count() == len(column):
        return Read(_empty(column), _false(column))
    if date_format is not None:
        values = _in_zone(parse(column, date_format), time_zone)
        return _read(values, column, _like(date_format))
    iso = _iso(column, time_zone)
    if iso.null_count() < len(iso):
        return _read(iso, column, EXAMPLE)
    chosen, doubt = format_of(column.drop_nulls().unique())
    if doubt:
        asks = f"day and month cannot be told apart (for example {doubt})"
        return Read(_empty(column), _false(column), asks=asks)
    if not chosen:
        return Read(_empty(column), column.is_not_null())
    values = parse(column, chosen)
    return _read(values, column, _like(chosen))


def _read(values: pl.Series, column: pl.Series, allowed: str) -> Read:
    """Years before 1 and after 9999, which a zone can lead to, are none."""
    year = pl.col("v").dt.year()
    kept = values.to_frame("v").select(pl.when(year.is_between(1, 9999)).then("v")).to_series()
    return Read(kept, kept.is_null() & column.is_not_null(), allowed)


def format_of(known: pl.Series) -> tuple[str, str]:
    """The format that reads most values; and, where day and month may be either, one in doubt.

    A format that reads all values reads a few of them: only if none does are all formats tried on
    all values.
    """
    few = known.head(FEW)
    counts = _counts(few, _possible("".join(few)))
    if len(known) > FEW:
        counts = _counts(known, [f for f, read in counts.items() if read == FEW])
        if max(counts.values(), default=0) < len(known):
            counts = _counts(known, FORMATS)
    month, day, *found = (_best(counts, formats) for formats in FAMILIES)
    best = max([one for one in (month, day, *found) if one], key=lambda one: one[1], default=None)
    if best is None:
        return "", ""
    if month and day and best[1] == month[1] == day[1]:
        differ = parse(known, month[0]).ne_missing(parse(known, day[0]))
        return best[0], next(iter(known.filter(differ).sort()), "")
    return best[0], ""


def _possible(said: str) -> list[str]:
    """The formats all of whose marks stand in what is said."""
    absent = set(MARKS) - set(said)
    return [f for f in FORMATS if absent.isdisjoint(f)]


def _counts(known: pl.Series, formats: Iterable[str]) -> dict[str, int]:
    """How many of the values each format reads."""
    counts = [_count(f) for f in formats]
    return known.to_frame("v").select(counts).row(0, named=True) if counts else {}


@lru_cache
def _count(date_format: str) -> pl.Expr:
    """Values that a format reads; years before 1970 show a wrong format."""
    since = pl.date(1970, 1, 1)
    return (_moment(pl.col("v"), date_format).dt.date() >= since).sum().alias(date_format)


def _best(counts: Mapping[str, int], formats: tuple[str, ...]) -> tuple[str, int] | None:
    best = max(formats, key=lambda f: counts.get(f, 0))
    return (best, counts[best]) if counts.get(best) else None


def parse(column: pl.Series, date_format: str) -> pl.Series:
    """Moments by one format; null where it does not fit."""
    return column.to_frame("v").select(_moment(pl.col("v"), date_format))["v"].rename(column.name)


def _moment(values: pl.Expr, date_format: str) -> pl.Expr:
    if any(code in date_format for code in ("%H", "%I", "%T", "%R", "%s")):
        return values.str.to_datetime(date_format, strict=False, time_unit="us")
    return values.str.to_date(date_format, strict=False).cast(pl.Datetime("us"))


def can_parse(date_format: str) -> bool:
    """Whether a format is one that can be read by at all."""
    try:
        parse(pl.Series(["2026-11-20"]), date_format)
    except pl.exceptions.PolarsError:
        return False
    return "%" in date_format


def _in_zone(moments: pl.Series, time_zone: str) -> pl.Series:
    """Moments that came with a zone, in the company's; others as they are."""
    if getattr(moments.dtype, "time_zone", None) is None:
        return moments
    return moments.dt.convert_time_zone(time_zone).dt.replace_time_zone(None)


def _iso(column: pl.Series, time_zone: str) -> pl.Series:
    parts = column.str.extract_groups(ISO).struct.unnest()
    stamp = parts.select(
        pl.format(
            "{} {}:{}", "day", pl.col("time").fill_null("00:00"), pl.col("second").fill_null("00")
        ).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    ).to_series()
    if not parts["zone"].is_not_null().any():
        return stamp.alias(column.name)
    zone = parts["zone"].str.replace(":", "").replace({"Z": "+0000", "UTC": "+0000"})
    hours, rest = zone.str.slice(1, 2).cast(pl.Int64), zone.str.slice(3, 2).cast(pl.Int64)
    ahead = pl.select(minutes=hours * 60 + rest).with_columns(
        pl.when(zone.str.starts_with("-")).then(-pl.col("minutes")).otherwise("minutes")
    )
    utc = stamp - ahead.select(pl.duration(minutes="minutes")).to_series()
    local = (
        utc.dt.replace_time_zone("UTC").dt.convert_time_zone(time_zone).dt.replace_time_zone(None)
    )
    return local.zip_with(parts["zone"].is_not_null(), stamp).alias(column.name)


def _like(date_format: str) -> str:
    return f"a day like {date(2026, 11, 20).strftime(date_format)}"


def _empty(column: pl.Series) -> pl.Series:
    return pl.Series(column.name, [None] * len(column), dtype=pl.Datetime("us"))


def _false(column: pl.Series) -> pl.Series:
    return pl.Series([False] * len(column), dtype=pl.Boolean)
