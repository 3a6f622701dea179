"""What a page's form says is wrong, as the API tells it: it takes what the page takes."""

from collections.abc import Callable

from django.forms import Form

from interlock.actions.load_records import load_table
from interlock.records.rights import Viewer
from interlock.web.api.problems import BadRequest, Wrong, wrong


def is_valid(form: Form, *beside: Wrong) -> None:
    """Raises ``BadRequest`` with all that is wrong, in the form or ``beside`` it."""
    if not form.is_valid() or beside:
        raise BadRequest([*wrong_of(form), *beside])


def wrong_of(form: Form, called: Callable[[str], str] = str, *, part: str = "body") -> list[Wrong]:
    """What a form says is wrong, with what may be chosen; fields are ``called`` as in a ``part`` of
    the request.
    """
    return [
        wrong(
            f"{part}.{called(name)}",
            " ".join(map(str, errors)),
            form.data.get(name),
            allowed=[key for key, _ in getattr(form.fields.get(name), "choices", ()) if key],
        )
        for name, errors in form.errors.items()
    ]


def unknown(at: str, table: str, own_id: str, viewer: Viewer) -> list[Wrong]:
    """That a record named somewhere is not in the book; nothing where it is."""
    known = load_table(table, viewer)["id"]
    if (known == own_id).any():
        return []
    return [wrong(at, f"no {table[:-1]} is called so", own_id, known=known)]


def known_deal(at: str, deal: str, viewer: Viewer) -> None:
    """Raises ``BadRequest`` where a deal is named that is not in the book."""
    if problems := unknown(at, "deals", deal, viewer) if deal else []:
        raise BadRequest(problems)
