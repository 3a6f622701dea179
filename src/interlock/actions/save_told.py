"""Save: that a buyer was told how a feature stands that they wait for."""

from datetime import date

from interlock.records.errors import NotAllowed
from interlock.records.rights import Viewer
from interlock.store import connect, shown, typed

TABLE = "told"


def tell_customer(
    deal: str,
    feature: str,
    *,
    on: date,
    due: date | None,
    what: str = "",
    viewer: Viewer,
    by: str,
) -> int | None:
    """Keep that the deal's buyer was told ``on`` a day that the feature ships by ``due``, in place
    of what they were told that day. The number of the change, None when nothing differs.

    Raises ``NotAllowed``, and ``UnknownName`` for a deal or a feature that there is not.
    """
    connect.open_book()
    if not shown.may_change(TABLE, deal, viewer):
        raise NotAllowed(viewer.role, f"change what the buyer of {deal} was told")
    row = {
        "deal": deal, "feature": feature, "on": on, "by": viewer.name, "due": due,
        "what": what.strip() or None,
    }  # fmt: skip
    return typed.put(TABLE, [row], by=by, words=f"told the buyer of {deal} about {feature}")
