"""Forms that each suppose one change: what is filled in -> its value."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from django import forms

from interlock.records.changeable import Called, Changeable
from interlock.records.sales_tables import NO_NEED, STRENGTHS
from interlock.records.whatif import Change, People
from interlock.records.written_changes import WORDS
from interlock.web.plain_forms import Plain, day, one_of, words

CALLED = {
    "drop": "drop a feature",
    "delay": "hold a feature up",
    "bring-forward": "bring a feature forward",
    "order": "put a feature elsewhere in its queue",
    "add": "add a feature",
    "split": "split a feature",
    "into": "move a feature to another release",
    "release": "move a release",
    "people": "add people to a team, or take some away",
    "move-people": "move people between teams",
    "need": "change what a deal needs",
    "amount": "change a deal's amount",
    "promise": "promise a feature's day",
    "break-promise": "take a promise back",
}
"""word of a kind of change -> what it is called on the page"""

MONEY = ("amount",)
"""Kinds that who sees no amounts does not suppose."""


MOST = 10**15
"""What every number stays below."""


class ChangeForm(Plain):
    """The fields of one kind of change, each as its name says."""

    def __init__(self, *args: Any, word: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.word, self.of = word, WORDS[word].of
        for one in fields(self.of):
            self.fields[one.name] = FIELDS[one.name](self.choices)
            self.fields[one.name].required = one.default is MISSING
        if self.of is People:
            self.fields["people"].label = "How many join; below zero, leave"
            self.fields["people"].widget.attrs.pop("min", None)

    def clean_feature(self) -> str:
        """The id of what is meant, where it is one that was offered."""
        return _meant(self.cleaned_data["feature"], self.choices.features)

    def clean_deal(self) -> str:
        """As of features."""
        return _meant(self.cleaned_data["deal"], self.choices.deals)

    def change(self) -> Change:
        """The change that is filled in."""
        said = self.cleaned_data
        return self.of(**{one.name: _value(one.name, said[one.name]) for one in fields(self.of)})


def _meant(said: str, known: Called) -> str:
    """The id of the record that is called so; what was said where none is, or several are."""
    found = [own for own, called in known if said.strip().casefold() == called.casefold()]
    return found[0] if len(found) == 1 else said.strip()


def _value(name: str, said: Any) -> Any:
    if name == "share":
        return float(said) / 100
    if name == "strength":
        return None if said == NO_NEED else said
    if name in ("weeks", "people", "amount"):
        return float(said)
    if isinstance(said, date) or name in ("place", "items"):
        return said
    return said or None if name == "deal" else said


def _number(label: str, *, least: float, step: str = "any", now: Any = None) -> forms.DecimalField:
    box = forms.NumberInput(attrs={"min": least, "step": step})
    return forms.DecimalField(label=label, widget=box, initial=now, max_value=MOST)


def _whole(label: str, now: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST, initial=now)


FIELDS: dict[str, Callable[[Changeable], forms.Field]] = {
    "feature": lambda _: words("Feature", options="features-under-way"),
    "deal": lambda _: words("Deal", options="open-deals"),
    "name": lambda _: words("Name"),
    "weeks": lambda _: _number("Weeks", least=0, step="0.5", now=4),
    "place": lambda _: _whole("Place in the queue, 1 is first", 1),
    "items": lambda _: _whole("Items", 10),
    "share": lambda _: _number("Share of what is left that ships first, in %", least=1, now=50),
    "release": lambda choices: one_of("Release", choices.releases),
    "due": lambda _: day(label="Day"),
    "team": lambda choices: one_of("Team", choices.teams),
    "to": lambda choices: one_of("To the team", choices.teams),
    "people": lambda _: _number("People", least=0, step="0.5", now=1),
    "strength": lambda _: one_of("How much hangs on it", (*STRENGTHS, NO_NEED)),
    "amount": lambda _: _number("Amount in the deal's currency", least=0),
    "promise": lambda choices: one_of("Promise", choices.promises),
}
"""field of a change -> what is filled in"""
