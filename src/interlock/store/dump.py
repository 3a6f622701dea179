"""The whole store as one file, and back into either database."""

import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
from django.db import connection, models

from interlock.records.errors import NotABackup, NotEmpty, NotWritten
from interlock.store import connect, rows

FORMAT = "interlock backup 1"


def save(file: Path) -> int:
    """Everything in ``file``, as one moment saw it while others go on writing; how many rows.

    One Parquet file a table in a zip; the file stands whole under its name or not at all. Raises
    ``NotWritten`` where there is no room or no right for it.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        count = _write(part)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotWritten(file, str(error)) from error
    return count


def _write(part: Path) -> int:
    count = 0
    with connect.moment(), zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = FORMAT.encode()
        for model in models_kept():
            frame = everything(model)
            count += frame.height
            packed = BytesIO()
            frame.write_parquet(packed)
            archive.writestr(f"{model._meta.db_table}.parquet", packed.getvalue())
    return count


def load(file: Path) -> int:
    """Everything of a backup into an empty book, whole or not at all; how many rows.

    Raises ``NotABackup`` for any other file, and ``NotEmpty`` where the book holds anything.
    """
    frames = _read(file)
    count = 0
    with connect.change():
        if any(model._default_manager.exists() for model in models_kept()):
            raise NotEmpty(connect.where())
        for model in models_kept():
            frame = frames.get(model._meta.db_table)
            if frame is None:
                continue
            rows.insert(model._meta.db_table, frame)
            count += frame.height
        _count_on()
    return count


def models_kept() -> list[type[models.Model]]:
    """Every model, those first that others name."""
    from interlock.store import models as ours

    return [ours.Revision, *ours.MODELS.values(), ours.Outcome, ours.Forgotten]


def everything(model: type[models.Model]) -> pl.DataFrame:
    """Every row of a table, by its number."""
    fields = model._meta.concrete_fields
    kinds = {str(field.column): _kind(field) for field in fields}
    frame = rows.select(model._meta.db_table, kinds)
    return frame.sort(str(fields[0].column))


def _kind(field: "models.Field[object, object]") -> pl.DataType:
    """The type of a column in the file; moments are in UTC."""
    inner = field.target_field if isinstance(field, models.ForeignKey) else field
    kinds: list[tuple[type, pl.DataType]] = [
        (models.DateTimeField, pl.Datetime("us")), (models.DateField, pl.Date()),
        (models.BooleanField, pl.Boolean()), (models.FloatField, pl.Float64()),
        (models.IntegerField, pl.Int64()), (models.TextField, pl.String()),
    ]  # fmt: skip
    return next(kind for of, kind in kinds if isinstance(inner, of))


def _read(file: Path) -> dict[str, pl.DataFrame]:
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.comment.decode() != FORMAT:
                raise NotABackup(file)
            return {
                Path(name).stem: pl.read_parquet(archive.read(name)) for name in archive.namelist()
            }
    except (OSError, zipfile.BadZipFile, pl.exceptions.PolarsError) as error:
        raise NotABackup(file) from error


def _count_on() -> None:
    """New numbers begin after the last one restored."""
    from django.core.management.color import no_style

    for words in connection.ops.sequence_reset_sql(no_style(), models_kept()):
        with connection.cursor() as cursor:
            cursor.execute(words)
