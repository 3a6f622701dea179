"""The whole store as one file or as a folder of files, and back into either database."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection, models

from interlock.records.errors import NotABackup, NotEmpty, NotWritten
from interlock.store import connect, packed_files, rows, tool_states

FORMAT = "interlock backup 1"
HISTORY = "history"
CSV: Any = {"quote_style": "non_numeric", "datetime_format": "%Y-%m-%dT%H:%M:%S%.6f"}
"""Text stands in quotes, so that an empty one is told from none."""


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
        for model in (*models_kept(), *models_of_members()):
            frame = everything(model)
            count += frame.height
            packed = BytesIO()
            frame.write_parquet(packed)
            archive.writestr(f"{model._meta.db_table}.parquet", packed.getvalue())
        packed_files.write(archive)
    return count


def save_apart(folder: Path, form: str) -> int:
    """The same as a file a table, ``form`` csv or parquet, in a new folder; how many rows."""
    folder.mkdir()
    count = 0
    with connect.moment():
        for model in models_kept():
            frame = everything(model)
            count += frame.height
            file = folder / f"{model._meta.db_table}.{form}"
            frame.write_parquet(file) if form == "parquet" else frame.write_csv(file, **CSV)
    return count


def load(file: Path) -> int:
    """Everything of a backup, or of the folder of an export, into an empty book, whole or not at
    all; how many rows.

    Raises ``NotABackup`` for any other file, and ``NotEmpty`` where the book holds anything.
    """
    from interlock.store.models import MODELS

    frames = _read_apart(file / HISTORY) if file.is_dir() else read(file)
    count = 0
    with connect.change():
        every = (*models_kept(), *models_of_members())
        if any(model._default_manager.exists() for model in every):
            raise NotEmpty(connect.where())
        for model in every:
            frame = frames.get(model._meta.db_table)
            if frame is None:
                continue
            rows.insert(model._meta.db_table, frame)
            count += frame.height
        tool_states.rename(MODELS["tools"], MODELS["overrides"])
        _count_on()
    return count


def models_kept() -> list[type[models.Model]]:
    """Every model, those first that others name."""
    from interlock.store import models as ours

    return [
        ours.Revision, *ours.MODELS.values(), ours.Outcome, ours.Forgotten, ours.ClosedWeek,
        ours.WeekReport,
    ]  # fmt: skip


def models_of_members() -> list[type[models.Model]]:
    """Who may sign in and how, and who has which file: part of a backup, and of nothing that is
    written for others.
    """
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model

    from interlock.store import models as ours

    return [
        get_user_model(), EmailAddress, Authenticator, ours.Member, ours.Event, ours.Notice,
        ours.Reply,
        ours.Sending,
        ours.Nudge,
        ours.ToolFile,
        ours.ToolTaken,
    ]  # fmt: skip


def everything(model: type[models.Model]) -> pl.DataFrame:
    """Every row of a table, by its number."""
    kinds = _kinds(model)
    return rows.select(model._meta.db_table, kinds).sort(next(iter(kinds)))


def _kinds(model: type[models.Model]) -> dict[str, pl.DataType]:
    return {str(field.column): _kind(field) for field in model._meta.concrete_fields}


def _kind(field: "models.Field[object, object]") -> pl.DataType:
    """The type of a column in the file; moments are in UTC."""
    inner = field.target_field if isinstance(field, models.ForeignKey) else field
    kinds: list[tuple[type, pl.DataType]] = [
        (models.DateTimeField, pl.Datetime("us")), (models.DateField, pl.Date()),
        (models.BooleanField, pl.Boolean()), (models.FloatField, pl.Float64()),
        (models.IntegerField, pl.Int64()), (models.TextField, pl.String()),
        (models.CharField, pl.String()), (models.JSONField, pl.String()),
    ]  # fmt: skip
    return next(kind for of, kind in kinds if isinstance(inner, of))


def read(file: Path) -> dict[str, pl.DataFrame]:
    """The tables that a backup holds, by name. Raises ``NotABackup``."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.comment.decode() != FORMAT:
                raise NotABackup(file)
            return {
                Path(name).stem: pl.read_parquet(archive.read(name))
                for name in archive.namelist()
                if not name.startswith(packed_files.FOLDER)
            }
    except (OSError, zipfile.BadZipFile, pl.exceptions.PolarsError) as error:
        raise NotABackup(file) from error


def _read_apart(folder: Path) -> dict[str, pl.DataFrame]:
    found = {}
    try:
        for model in models_kept():
            file = folder / f"{model._meta.db_table}.parquet"
            if file.exists():
                found[file.stem] = pl.read_parquet(file)
            elif (file := file.with_suffix(".csv")).exists():
                found[file.stem] = pl.read_csv(file, schema=_kinds(model))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise NotABackup(folder.parent) from error
    if "store_revision" not in found:
        raise NotABackup(folder.parent)
    return found


def _count_on() -> None:
    """New numbers begin after the last one restored."""
    from django.core.management.color import no_style

    every = [*models_kept(), *models_of_members()]
    for words in connection.ops.sequence_reset_sql(no_style(), every):
        with connection.cursor() as cursor:
            cursor.execute(words)
