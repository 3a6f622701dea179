"""Forecasts and reports kept with their birth: the same asked of the same book is the same."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from interlock import __version__
from interlock.records.birth import Birth
from interlock.records.calls import CallsAhead
from interlock.records.day_record import DayRecord
from interlock.records.errors import NotReadable, UnknownName
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.forecasts import FORECASTS, Forecast
from interlock.records.outcome import Kept
from interlock.records.report import DealsAhead, WeeklyReport
from interlock.store import connect

Outcome = WeeklyReport | DealsAhead | FeaturesAhead | CallsAhead | DayRecord | Forecast
KINDS: dict[str, Any] = {
    "report": WeeklyReport, "deals": DealsAhead, "features": FeaturesAhead, "calls": CallsAhead,
    "record": DayRecord,
}  # fmt: skip
Asked = Mapping[str, Any]


def find(kind: str, asked: Asked, revision: int) -> Outcome | None:
    """What was kept for this, if anything was, asked of the book after a revision."""
    from interlock.store.models import Outcome as Row

    found = Row.objects.filter(fingerprint=fingerprint(kind, text(asked), revision, code()))
    return _first(found)


def keep(kind: str, asked: Asked, revision: int, made: Outcome) -> Outcome:
    """Keep an outcome as it is; what was kept for the same before stands, and is given back."""
    from interlock.store.models import Outcome as Row

    birth, said = made.birth, text(asked)
    with connect.told():
        row, _ = Row.objects.get_or_create(
            fingerprint=fingerprint(kind, said, revision, code()),
            defaults={
                "kind": kind, "asked": said, "revision_id": revision, "code": code(),
                "as_of": birth.as_of, "seed": birth.seed, "method": birth.method,
                "version": birth.version, "body": _written(made),
            },
        )  # fmt: skip
    return _read(kind, row.body)


def latest(kind: str, asked: Asked) -> Outcome | None:
    """What was kept last for this, of any book and by any program; None where that wrote it in a
    form that this one does not read.
    """
    from interlock.store.models import Outcome as Row

    with suppress(msgspec.ValidationError):
        return _first(Row.objects.filter(kind=kind, asked=text(asked)).order_by("-number"))
    return None


def by_day(kind: str, asked: Asked, *, most: int) -> tuple[Outcome, ...]:
    """The last one that was kept of each day that it was made as of, of the last days, oldest
    first; without those in a form that this program does not read.
    """
    from interlock.store.models import Outcome as Row

    rows = Row.objects.filter(kind=kind, asked=text(asked)).order_by("number")
    last = dict(rows.values_list("as_of", "number"))
    newest = [last[day] for day in sorted(last)[-most:]]
    gone, found = forgotten(), []
    for number in newest:
        with suppress(msgspec.ValidationError):
            found.append(_made(connect.where(), number, gone))
    return tuple(found)


def listed(most: int = 50) -> tuple[Kept, ...]:
    """The last outcomes, newest first."""
    from interlock.store.models import Outcome as Row

    return tuple(_told(row) for row in Row.objects.defer("body").order_by("-number")[:most])


def last() -> int:
    """The number of the last outcome; 0 before the first."""
    from interlock.store.models import Outcome as Row

    return Row.objects.order_by("-number").values_list("number", flat=True).first() or 0


def named(number: int) -> tuple[Kept, Outcome]:
    """The outcome of this number. Raises ``UnknownName`` where there is none, ``NotReadable``."""
    from interlock.store.models import Outcome as Row

    row = Row.objects.defer("body").filter(number=number).first()
    if row is None:
        raise UnknownName("outcome", str(number), [str(one.number) for one in listed()])
    return _told(row), by_number(number)


def by_number(number: int, *, called: str = "") -> Outcome:
    """The outcome of a number that is known to stand. Raises ``NotReadable``, which says what it is
    ``called``.
    """
    from interlock.store.models import Outcome as Row

    try:
        return _made(connect.where(), number, forgotten())
    except (msgspec.DecodeError, pl.exceptions.PolarsError) as error:
        by = Row.objects.values_list("version", flat=True).get(number=number)
        what = called or f"Outcome {number}"
        raise NotReadable(what, written_by=by, read_by=__version__) from error


def forgotten() -> int:
    """How many people were forgotten: nothing else changes what an outcome says."""
    from interlock.store.models import Forgotten

    return Forgotten.objects.count()


def number_of(kind: str, asked: Asked, revision: int) -> int | None:
    """The number of what was kept for this, if anything was."""
    from interlock.store.models import Outcome as Row

    found = Row.objects.filter(fingerprint=fingerprint(kind, text(asked), revision, code()))
    return found.values_list("number", flat=True).first()


def fingerprint(kind: str, asked: str, revision: int, by: str) -> str:
    """What is the same when the same is asked of the same book by the same program."""
    return hashlib.sha256("\n".join([kind, asked, str(revision), by]).encode()).hexdigest()


@cache
def code() -> str:
    """A digest of the program: other programs may answer otherwise."""
    home = Path(__file__).resolve().parents[1]
    told = hashlib.sha256()
    for file in sorted(home.rglob("*.py")):
        told.update(file.read_bytes())
    return told.hexdigest()


def print_anew() -> None:
    """The fingerprints of what is asked now, once names were taken out of it."""
    from interlock.store.models import Outcome as Row

    for row in Row.objects.defer("body"):
        new = fingerprint(row.kind, row.asked, row.revision_id, row.code)
        Row.objects.filter(number=row.number).update(fingerprint=new)


def text(asked: Asked) -> str:
    """What is asked, in one form."""
    return msgspec.json.encode(asked, order="deterministic").decode()


def _first(rows: Any) -> Outcome | None:
    number = rows.values_list("number", flat=True).first()
    if number is None:
        return None
    return _made(connect.where(), number, forgotten())


@lru_cache(32)
def _made(_where: str, number: int, _forgotten: int) -> Outcome:
    """An outcome by its number, which is the same for ever but for who is forgotten."""
    from interlock.store.models import Outcome as Row

    row = Row.objects.get(number=number)
    return _read(row.kind, row.body)


def _told(row: Any) -> Kept:
    asked = msgspec.json.decode(row.asked)
    said = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return Kept(row.number, row.at, row.kind, said, row.revision_id, row.as_of, row.seed)


class _Table(msgspec.Struct):
    """A forecast as JSON."""

    name: str
    rows: dict[str, list[Any]]
    birth: Birth
    notes: tuple[str, ...]


def _written(made: Outcome) -> str:
    if isinstance(made, Forecast):
        columns = made.rows.to_dict(as_series=False)
        return msgspec.json.encode(_Table(made.name, columns, made.birth, made.notes)).decode()
    return msgspec.json.encode(made, enc_hook=_frame_told).decode()


def _read(kind: str, body: str) -> Outcome:
    if kind in KINDS:
        return msgspec.json.decode(body, type=KINDS[kind], dec_hook=_frame_read)
    told = msgspec.json.decode(body, type=_Table)
    kinds = FORECASTS[told.name].schema
    columns = [_column(name, kinds[name], values) for name, values in told.rows.items()]
    return Forecast(told.name, pl.DataFrame(columns), told.birth, told.notes)


def _frame_told(frame: pl.DataFrame) -> list[Any]:
    """A table in an outcome as JSON: each column's name, kind and values."""
    return [(one.name, str(one.dtype), one.to_list()) for one in frame.iter_columns()]


def _frame_read(_: type, columns: list[Any]) -> pl.DataFrame:
    return pl.DataFrame([_many(name, getattr(pl, kind)(), rows) for name, kind, rows in columns])


def _many(name: str, kind: pl.DataType, rows: list[Any]) -> pl.Series:
    """A long column: days as JSON has them are read all at once."""
    if kind == pl.Date():
        return pl.Series(name, rows, dtype=pl.String).str.to_date()
    return pl.Series(name, rows, dtype=kind)


def _column(name: str, kind: pl.DataType, rows: list[Any]) -> pl.Series:
    return pl.Series(name, [_value(one, kind) for one in rows], dtype=kind)


def _value(one: Any, kind: pl.DataType) -> Any:
    """A value out of JSON as the column's own."""
    return msgspec.convert(one, kind.to_python() | None)
