"""The models say what the records' tables say, and the migrations say what the models say."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import (
    AutoField,
    BigAutoField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    TextField,
)

from interlock.store import connect, kept, rows, wire

connect.start()

from interlock.store import models  # noqa: E402


@pytest.mark.parametrize("name", kept.KEPT)
def test_a_model_has_the_columns_of_its_table(name):
    own = {"version", "since", "until"}
    fields = {field.column for field in models.MODELS[name]._meta.get_fields()}
    assert fields - own == set(kept.KEPT[name].names)


@pytest.mark.parametrize("name", kept.KEPT)
def test_every_column_has_a_type_on_the_way(name):
    assert list(wire.schema(kept.KEPT[name])) == list(kept.KEPT[name].names)


@pytest.mark.usefixtures("book_at")
def test_the_migrations_make_what_the_models_say():
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("name", kept.KEPT)
def test_the_versions_of_a_record_are_found_by_an_index(name):
    table = kept.KEPT[name]
    values = {date: date(2026, 1, 2), datetime: 1, str: "x"}
    key = {one: values[table.column(one).dtype.to_python()] for one in table.key}
    parts = [rows.same(one, wire.schema(table)[one], value) for one, value in key.items()]
    held, given = " AND ".join(sql for sql, _ in parts), [one for _, some in parts for one in some]
    with connection.cursor() as cursor:
        plan = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"{plan} SELECT * FROM book_{name} WHERE {held}", given)  # noqa: S608
        assert f"{name}_key" in str(cursor.fetchall())


MIGRATIONS = sorted(file.stem for file in Path(models.__file__).parent.glob("migrations/[0-9]*.py"))


def test_rows_written_at_any_earlier_state_of_the_tables_stand_after_all_migrations(empty_at):
    then = []
    for number, name in enumerate(MIGRATIONS, 1):
        for model in _ours_and_users(_migrated(name).get_models()):
            table, columns = model._meta.db_table, _made_up(model, number)
            rows.insert(table, pl.DataFrame([columns]))
            then.append((table, columns))
    for table, columns in then:
        kinds = {name: pl.Series([value]).dtype for name, value in columns.items()}
        assert columns in rows.select(table, kinds).to_dicts(), table


def test_tools_of_before_are_in_the_states_that_they_have_now(empty_at):
    then = _migrated("0018_afterwards")
    revision = {"number": 1, "at": datetime(2026, 1, 2, tzinfo=UTC)}
    then.get_model("store", "Revision").objects.create(**revision)
    tools, typed = (then.get_model("store", one) for one in ("Tools", "Overrides"))
    for state in ("wanted", "outdated", "ready"):
        tools.objects.create(name=state, state=state, since_id=1)
        values = {"key": f'["{state}"]', "column": "state", "value": f'"{state}"', "since_id": 1}
        typed.objects.create(table="tools", **values)
    _migrated(MIGRATIONS[-1])
    now = {"wanted": "asked for", "outdated": "draft", "ready": "ready"}
    assert {one.name: one.state for one in models.MODELS["tools"].objects.all()} == now
    found = models.MODELS["overrides"].objects.values_list("key", "value")
    assert dict(found) == {f'["{old}"]': f'"{new}"' for old, new in now.items()}


def _migrated(to):
    """The state of the models once the database was brought to a migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([("store", to)])
    return executor.loader.project_state([("store", to)]).apps


def _ours_and_users(found):
    """Those first that others name."""
    mine = [one for one in found if one._meta.app_label == "store" or one.__name__ == "User"]
    named = ("Revision", "User", "Webhook")
    return sorted(mine, key=lambda one: (one.__name__ not in named, one.__name__))


def _made_up(model, number):
    """A row with a value in every column: of the right kind, and of revision ``number``."""
    return {field.column: _value(field, number) for field in model._meta.concrete_fields}


def _value(field, number):
    if field.remote_field or isinstance(field, BigAutoField | AutoField):
        return number if field.primary_key or not field.one_to_one else None
    kinds = [
        (DateTimeField, datetime(2026, 1, 2, 3, 4, 5, number, tzinfo=UTC)),
        (DateField, date(2026, 1, number)), (BooleanField, True), (FloatField, 0.1 + 0.2 * number),
        (IntegerField, 7 * number), (TextField | CharField, f"ü of {field.column} {number}"),
    ]  # fmt: skip
    return next(value for kind, value in kinds if isinstance(field, kind))
