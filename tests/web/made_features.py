"""A book with the features of the sample, and what lies ahead of them as if it were worked out."""

from datetime import date, datetime

from interlock.store import outcomes, read, write
from tests.render import sample_ahead
from tests.store.books import book, deal

NEEDS = [
    {"deal": "006A1", "feature": "10231", "strength": "dealbreaker", "said_by": "Eve Stone",
     "wanted_by": date(2027, 1, 31)},
    {"deal": "006A9", "feature": "10231", "strength": "important", "met_by": "workaround"},
]  # fmt: skip


def held():
    ahead = sample_ahead.features_ahead()
    return book(
        [
            deal("006A1", name="Halyard Bank platform", owner="Ann"),
            deal("006A9", name="Osprey Air", outcome="won", closed_on=date(2026, 5, 4)),
        ],
        features=[
            *({"id": one.id, "key": one.line.key, "name": one.line.name, "team": one.team,
               "order": 10 * one.place, "release": one.release_id or None}
              for one in ahead.features),
            {"id": "10199", "name": "Export to sheets", "shipped_on": date(2026, 10, 2)},
        ],
        releases=[{"id": one.line.id, "name": one.line.name, "due": one.line.due}
                  for one in ahead.releases],
        needs=NEEDS,
        dependencies=[{"feature": "10231", "after": "10277"}],
        promises=[{"id": "P1", "what": "Ship SSO", "maker": "Pia", "said_on": date(2026, 9, 1),
                   "due": date(2026, 12, 14), "feature": "10231"}],
        changes=[{"table": "features", "id": "10231", "field": "wanted_by", "source": "log",
                  "at": datetime(2026, 9, 2), "old": "2026-10-01", "new": "2026-12-14"}],
    )  # fmt: skip


def keep():
    write.book(held(), by="Ann", words="first")
    asked = {"as_of": None, "seed": 1}
    outcomes.keep("features", asked, read.revision(), sample_ahead.features_ahead())
