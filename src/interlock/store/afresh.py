"""The book made again what a backup holds, whatever it has become."""

from pathlib import Path

from django.db import connection, models

from interlock.store import connect, dump, rows, tool_files
from interlock.store.rows import quoted


def put_back(file: Path) -> None:
    """Make the book, and who may sign in, what the backup holds, whole or not at all.

    Outcomes of what it holds stay, those of later changes go. Numbers go on from where they are, so
    that nothing is mistaken for what had its number before. Raises ``NotABackup``.
    """
    from interlock.store.models import (
        CalendarFeed,
        Delivery,
        Outcome,
        SavedView,
        Token,
        ToolFile,
        Webhook,
        Work,
    )

    frames = dump.read(file)
    held = frames["store_revision"]["number"].max()
    every = [one for one in (*dump.models_kept(), *dump.models_of_members()) if one is not Outcome]
    own: list[type[models.Model]] = [SavedView, Token, CalendarFeed, Delivery, Webhook]
    emptied = [*own, *reversed(every)]
    with connect.change():
        Work.objects.filter(revision__gt=held).delete()
        tool_files.forget(ToolFile.objects.values_list("kept", flat=True))
        for model in emptied:
            _empty(model._meta.db_table)
        Outcome.objects.filter(revision__gt=held).delete()
        for model in every:
            if (frame := frames.get(model._meta.db_table)) is not None:
                rows.insert(model._meta.db_table, frame)


def forget_unfinished() -> None:
    """Take back what was begun by programs that are no more: it is begun anew when asked for."""
    from django_tasks_db.models import DBTaskResult

    from interlock.store.models import ClosedWeek, Work

    with connect.change():
        Work.objects.all().delete()
        ClosedWeek.objects.filter(closed_at=None).delete()
        DBTaskResult.objects.all().delete()


def _empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
