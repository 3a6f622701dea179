"""The models say what the records' tables say, and the migrations say what the models say."""

import pytest
from django.core.management import call_command

from interlock.store import connect, kept, wire

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
