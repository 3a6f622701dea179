"""What can be written about promises: forms with their words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from interlock.records.confidence import share
from interlock.records.errors import near_misses
from interlock.records.promises import ABOUT, EVERYBODY, Named
from interlock.web import plain_forms
from interlock.web.plain_forms import Plain

PAST = "This day has passed: name one on which it can still be done."
KINDS = (
    ("own act", "we do it: it is kept or broken"),
    ("outcome", "others decide: it has odds and no verdict"),
)
FORMS = {
    "internal": "among ourselves",
    "said": "said to the buyer",
    "written": "written to the buyer",
    "contract": "in a contract",
}
CALLED = {"deal": "Deal", "feature": "Feature", "release": "Release", "tool": "Sales tool"}


class GiveForm(Plain):
    """A promise that somebody gives. ``choices`` is what it may name (`Named`)."""

    what = plain_forms.words("What is promised")
    kind = forms.ChoiceField(label="In whose hands", choices=KINDS, widget=forms.RadioSelect)
    maker = plain_forms.words("Who promises", options="who-promises")
    to = plain_forms.words("To whom", options="to-whom")
    due = plain_forms.day(label="By when")
    confidence = plain_forms.words("How sure", required=False, options="how-sure")
    form = plain_forms.one_of("How firmly", FORMS.items())
    deal = plain_forms.words(CALLED["deal"], required=False, options="of-deal")
    feature = plain_forms.words(CALLED["feature"], required=False, options="of-feature")
    release = plain_forms.words(CALLED["release"], required=False, options="of-release")
    tool = plain_forms.words(CALLED["tool"], required=False, options="of-tool")
    why = plain_forms.words("Why this day", required=False)
    evidence = plain_forms.words("What it rests on", required=False)

    def __init__(self, *args: Any, today: date, levels: Mapping[str, float], **more: Any) -> None:
        super().__init__(*args, **more)
        self.today, self.levels = today, levels

    def clean_due(self) -> date:
        """A day that has not passed."""
        return _ahead(self.cleaned_data["due"], self.today)

    def clean_confidence(self) -> str:
        """A level of the company's, or a per cent."""
        said = str(self.cleaned_data["confidence"]).strip()
        if not said or share(said, self.levels) is not None:
            return said
        known = ", ".join(self.levels) or "none"
        raise forms.ValidationError(f"Say a level ({known}) or a per cent such as 80 %.")

    def clean(self) -> dict[str, Any]:
        """Each record that it names, by its id; only one of them says when it is done."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for column in ABOUT:
            self._name(column, said)
        many = [column for column in ABOUT[1:] if said.get(column)]
        if len(many) > 1:
            told = "Name one of feature, release and sales tool: its record says when it is done."
            self.add_error(many[-1], told)
        if said.get("kind") == "outcome" and not any(said.get(column) for column in ABOUT):
            self.add_error("kind", "An outcome is of a deal, a feature or a release: name it.")
        return said

    def given(self) -> dict[str, Any]:
        """Columns of a promise."""
        return {name: value or None for name, value in self.cleaned_data.items()}

    def _name(self, column: str, said: dict[str, Any]) -> None:
        words = str(said.get(column) or "").strip()
        found = self.choices.own_ids(column, words) if words else ("",)
        if len(found) == 1:
            said[column] = found[0]
        else:
            names = getattr(self.choices, f"{column}s").values()
            self.add_error(column, _unknown(column, words, names, found))


class WithdrawForm(Plain):
    """A promise has no day any more: why, and who was told."""

    why = plain_forms.words("Why")
    told = plain_forms.words("Who was told", required=False, options="to-whom")
    seen = plain_forms.seen()

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def who(self) -> list[str]:
        """Who was told, by name."""
        return [name.strip() for name in self.cleaned_data["told"].split(",") if name.strip()]


class MoveForm(WithdrawForm):
    """Another day for a promise."""

    due = plain_forms.day(label="New day")
    field_order = ("due", "why", "told", "seen")

    def clean_due(self) -> date:
        """A day that has not passed."""
        return _ahead(self.cleaned_data["due"], self.today)


def options(named: Named) -> dict[str, list[str]]:
    """The lists that fields offer, by their ids."""
    return {
        "who-promises": list(named.people),
        "to-whom": [EVERYBODY, *named.people],
        **{f"of-{one}": sorted(set(getattr(named, f"{one}s").values())) for one in ABOUT},
    }


def _ahead(day: date, today: date) -> date:
    if day < today:
        raise forms.ValidationError(PAST)
    return day


def _unknown(column: str, words: str, names: Iterable[str], found: Sequence[str]) -> str:
    if found:
        return f"{len(found)} are called so: name one by its id ({', '.join(found[:5])})."
    near = near_misses(words, names)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"No {CALLED[column].lower()} is called so.{hint}"
