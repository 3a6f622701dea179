"""What is wished of a plan: a short form, and the same in an address."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from interlock.records.changeable import Called, Changeable
from interlock.records.planning import AIMS, MEAN, Wishes
from interlock.render.best_plan_page import AIMS_CALLED
from interlock.web.plain_forms import Plain, day, one_of, words

OPTIONS = "features-under-way"
USUAL = Wishes(costs_are_shares=True)
MOST_FROZEN, MOST_COST = 26, 100
LISTS = ("must", "without")
MORE = ("until", "frozen", "broken", "put_off")


class WishForm(Plain):
    """Features that must ship and that are left out, the last day, what is kept still, what counts.

    ``must`` and ``without`` are those that are chosen already; one more of each is meant by its
    name.
    """

    def __init__(self, sent: QueryDict | None, *, choices: Changeable) -> None:
        filled = sent and _usual() | sent.dict()
        super().__init__(filled, choices=choices, auto_id="wish-%s")
        self.chosen: dict[str, tuple[str, ...]] = {
            name: tuple(dict.fromkeys(filter(None, sent.getlist(name)))) if sent else ()
            for name in LISTS
        }

    one_must = words("Must ship in time", required=False, options=OPTIONS)
    one_without = words("Left out", required=False, options=OPTIONS)
    until = day(
        label="What counts until", required=False,
        help_text="Empty: the end of the fourth quarter from here",
    )  # fmt: skip
    frozen = forms.IntegerField(
        label="Weeks in which begun and next work stays", required=False, initial=2,
        min_value=0, max_value=MOST_FROZEN,
    )  # fmt: skip
    aim = one_of("What counts most", [(one, AIMS_CALLED[one]) for one in AIMS])
    broken = forms.DecimalField(
        label="A broken promise costs", required=False, initial=0,
        min_value=0, max_value=MOST_COST,
        help_text="In % of what features can move, beside what its deals lose",
    )  # fmt: skip
    put_off = forms.DecimalField(
        label="Putting off begun work costs", required=False, initial=0,
        min_value=0, max_value=MOST_COST,
        help_text="In % of what features can move, for each feature",
    )  # fmt: skip
    aim.required = False

    @property
    def must_called(self) -> Called:
        """Those that must ship already: (id, what it is called)."""
        return self._called("must")

    @property
    def without_called(self) -> Called:
        """The same of those that are left out."""
        return self._called("without")

    @property
    def more(self) -> list[forms.BoundField]:
        """Wishes that are seldom needed."""
        return [self[name] for name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether one of these is not as usual."""
        usual = _usual()
        return any(self.data.get(name) not in (None, "", usual.get(name)) for name in MORE)

    def wishes(self) -> Wishes:
        """What is filled in; what is empty is as usual."""
        said = self.cleaned_data
        frozen = said["frozen"]
        return replace(
            USUAL,
            must=self._features("must"),
            without=self._features("without"),
            horizon=said["until"],
            frozen_weeks=USUAL.frozen_weeks if frozen is None else frozen,
            promise_cost=float(said["broken"] or 0) / 100,
            switch_cost=float(said["put_off"] or 0) / 100,
            aim=said["aim"] or MEAN,
        )

    def _called(self, name: str) -> Called:
        known = dict(self.choices.features)
        return tuple((one, known.get(one, one)) for one in self.chosen[name])

    def _features(self, name: str) -> tuple[str, ...]:
        more = self.cleaned_data[f"one_{name}"].strip()
        some = (*self.chosen[name], *([_meant(more, self.choices.features)] if more else ()))
        return tuple(dict.fromkeys(some))


def query(wishes: Wishes) -> str:
    """The wishes as an address has them: what is as usual is left out."""
    said: list[tuple[str, Any]] = [
        *(("must", one) for one in wishes.must),
        *(("without", one) for one in wishes.without),
    ]
    if wishes.horizon:
        said.append(("until", wishes.horizon.isoformat()))
    if wishes.frozen_weeks != USUAL.frozen_weeks:
        said.append(("frozen", wishes.frozen_weeks))
    if wishes.aim != USUAL.aim:
        said.append(("aim", wishes.aim))
    for name, cost in (("broken", wishes.promise_cost), ("put_off", wishes.switch_cost)):
        if cost:
            said.append((name, f"{100 * cost:.6g}"))
    return urlencode(said)


def _usual() -> dict[str, str]:
    """What an address leaves out."""
    return {"frozen": str(USUAL.frozen_weeks), "broken": "0", "put_off": "0"}


def _meant(said: str, known: Called) -> str:
    """The id of the feature that is called so; what was said where none is, or several are."""
    found = [own for own, called in known if said.casefold() == called.casefold()]
    return found[0] if len(found) == 1 else said
