"""What stands under a header: days, numbers, few words, ids, names of people, codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.importers.dates import DAY_FIRST, MONTH_FIRST, clean_moment, format_of, parse
from interlock.importers.guess_words import CURRENCIES, FALSE, NULLS, REGIONS, TRUE
from interlock.importers.numbers import plain_numbers
from interlock.importers.table import Rows, plain_header

MORE_FORMATS = (
    "%Y.%m.%d", "%d %m %Y", "%Y-%m-%d %I:%M %p", "%Y年%m月%d日", "%m.%d.%Y", "%d/%m/%Y %H.%M",
    "%b %d %Y", "%B %d %Y", "%a %b %d %Y", "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%d.%m.%Y, %H:%M", "%d. %m. %Y",
)  # fmt: skip
"""Forms of days that are not found by themselves, but are read where ``date_format`` says so."""

LIKE_A_DAY = (
    r"\d{1,4}[-/.年]\s?\d{1,2}[-/. 月]\s?\d{1,4}|^(19|20)\d{6}$|"
    r"\d{1,2}[-/ ]\p{L}{3,}\.?[-/ ]\d{2,4}|\p{L}{3,}\.? \d{1,2},? \d{4}"
)
PERSON = (
    r"^\p{Lu}[\p{L}'’.-]+(\s\p{Lu}[\p{L}'’.-]*){1,3}$|^\p{Lu}[\p{L}'’-]+, \p{Lu}[\p{L}.'’ -]+$|"
    r"^[^@\s]+@[^@\s]+\.\p{L}+$"
)
KEY = r"^[A-Z][A-Z0-9_]{1,9}-\d+$"
FEW = 40
"""Not more different words than this stand in a column of stages or kinds."""

WORDS_KEPT = 200


@dataclass(frozen=True)
class Dating:
    """How a column's days are written: the ``form`` if it must be said, and an example where day
    and month cannot be told apart. ``order`` is the order all values show.
    """

    form: str = ""
    doubt: str = ""
    order: str = ""


@dataclass(frozen=True)
class Content:
    """What stands under one header. Shares are of the different values, from 0 to 1; ``words`` are
    the values with their counts, most frequent first, and ``middle`` is the middle day.
    """

    header: str
    at: int
    rows: int
    filled: int
    distinct: int
    dates: float = 0.0
    numbers: float = 0.0
    flags: float = 0.0
    codes: float = 0.0
    persons: float = 0.0
    keys: float = 0.0
    words: tuple[tuple[str, int], ...] = ()
    dating: Dating = Dating()
    middle: float = 0.0
    late: float = 0.0

    @property
    def unique(self) -> float:
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def few(self) -> bool:
        """Few words, said again and again."""
        crowded = self.distinct <= 0.5 * self.filled or self.filled <= 12
        return 1 <= self.distinct <= FEW and crowded and self.dates < 0.5

    @property
    def holds(self) -> str:
        """What stands there, in words."""
        if not self.filled:
            return "nothing"
        if self.dates >= 0.9:
            return "days"
        if self.numbers >= 0.95 and not self.few:
            return "numbers"
        if self.few:
            return f"{self.distinct} different values"
        return "a different value in every row" if self.unique >= 0.98 else "text"


def contents(rows: Rows, *, as_of: date | None = None) -> list[Content]:
    """One for each header that can be asked for: of headers that repeat, the first."""
    seen: set[str] = set()
    found = []
    for at, header in enumerate(rows.headers):
        plain = plain_header(header)
        if plain and header.strip() and plain not in seen:
            found.append(_content(header, at, without_nulls(rows.frame[f"c{at}"]), as_of))
        seen.add(plain)
    return found


def without_nulls(column: pl.Series) -> pl.Series:
    """The column with nothing where a word for nothing stands."""
    words = null_words(column)
    return column if not words else column.set(column.is_in(list(words)), None)


def null_words(column: pl.Series) -> dict[str, int]:
    """Words for nothing, and how often each stands here. NA beside regions is a region."""
    known = {v for v in column.drop_nulls().unique() if v.lower() in NULLS}
    if known and {v.lower() for v in column.drop_nulls().unique().head(1000)} & REGIONS:
        known = {v for v in known if v.lower() != "na"}
    return {word: int((column == word).sum()) for word in sorted(known)}


def _content(header: str, at: int, column: pl.Series, as_of: date | None) -> Content:
    values = column.drop_nulls()
    known = values.unique()
    if not len(known):
        return Content(header, at, len(column), 0, 0)
    counts = values.value_counts(sort=True).sort("count", values.name, descending=[True, False])
    share, dating, days = _days(known)
    folded = known.str.to_lowercase()
    return Content(
        header=header,
        at=at,
        rows=len(column),
        filled=len(values),
        distinct=len(known),
        dates=share,
        numbers=_share(plain_numbers(known).cast(pl.Float64, strict=False).is_not_null()),
        flags=_share(folded.is_in(list(TRUE | FALSE))),
        codes=_share(folded.is_in(list(CURRENCIES))),
        persons=_share(known.str.contains(PERSON)),
        keys=_share(known.str.contains(KEY)),
        words=tuple(counts.head(WORDS_KEPT).iter_rows()),
        dating=dating,
        middle=_middle(days),
        late=_share(days.drop_nulls().dt.date() > as_of) if as_of and days.count() else 0.0,
    )


def _share(said: Iterable[object] | pl.Series) -> float:
    series = said if isinstance(said, pl.Series) else pl.Series(said)
    return float(series.mean() or 0.0) if len(series) else 0.0  # type: ignore[arg-type]


def _middle(days: pl.Series) -> float:
    middle = days.dt.epoch("s").median() if days.count() else None
    return float(middle) / 86_400 if isinstance(middle, int | float) else 0.0


def _days(known: pl.Series) -> tuple[float, Dating, pl.Series]:
    """The share of days among the values, how they are written, and the days as far as known."""
    none = pl.Series([], dtype=pl.Datetime("us"))
    if _share(known.head(200).str.contains(LIKE_A_DAY)) < 0.5:
        return 0.0, Dating(), none
    read = clean_moment(known, time_zone="UTC", date_format=None)
    if read.asks:
        month_first = format_of(known)[0]
        return 1.0, Dating(month_first, format_of(known)[1], ""), parse(known, month_first)
    share = 1 - _share(read.bad)
    if share >= 0.5:
        return share, Dating(order=_order(known)), read.values
    best = max(MORE_FORMATS, key=lambda form: _read(known, form))
    more = _read(known, best)
    return (more, Dating(best), _parsed(known, best)) if more >= 0.5 else (share, Dating(), none)


def _parsed(known: pl.Series, form: str) -> pl.Series:
    read = clean_moment(known, time_zone="UTC", date_format=form)
    return read.values.cast(pl.Datetime("us"))


def _read(known: pl.Series, form: str) -> float:
    return _share(_parsed(known, form).is_not_null())


def _order(known: pl.Series) -> str:
    form = format_of(known)[0]
    return "month" if form in MONTH_FIRST else "day" if form in DAY_FIRST else ""


def day_first(form: str) -> str:
    """The same form with day and month in each other's place."""
    return form.replace("%m", "\0").replace("%d", "%m").replace("\0", "%d")
