"""What a page's form says is wrong, as the API tells it: it takes what the page takes."""

from collections.abc import Iterable

from django.forms import Form

from interlock.actions.load_records import load_table
from interlock.records.rights import Viewer
from interlock.web.api.problems import BadRequest, Wrong, wrong


def is_valid(form: Form, *beside: Wrong) -> None:
    """Raises ``BadRequest`` with all that is wrong, in the form or ``beside`` it."""
    if not form.is_valid() or beside:
        raise BadRequest([*_wrong(form), *beside])


def unknown(at: str, table: str, own_id: str, viewer: Viewer) -> list[Wrong]:
    """That a record named somewhere is not in the book; nothing where it is."""
    known = load_table(table, viewer)["id"]
    if (known == own_id).any():
        return []
    return [wrong(at, f"no {table[:-1]} is called so", own_id, known=known)]


def _wrong(form: Form) -> Iterable[Wrong]:
    """With what may be chosen."""
    for name, said in form.errors.items():
        choices = getattr(form.fields.get(name), "choices", ())
        allowed = [key for key, _ in choices if key]
        yield wrong(f"body.{name}", " ".join(map(str, said)), form.data.get(name), allowed=allowed)
