"""What can be written about sales tools: forms with their words."""

from collections.abc import Mapping
from typing import Any

from django import forms

from interlock.records.errors import near_misses
from interlock.records.sales_tables import STRENGTHS
from interlock.records.sales_tools import ToolList
from interlock.records.tool_tables import ASKED_FOR, DRAFT, INTERNAL, READY
from interlock.web import plain_forms
from interlock.web.plain_forms import Plain

KINDS = ("deck", "demo", "price list", "data sheet", "reference", "security answers")
BEGINS = (DRAFT, ASKED_FOR, INTERNAL, READY)
"""States in which a tool is added."""


class ToolForm(Plain):
    """What somebody says of a tool. ``choices`` is all there are (`ToolList`)."""

    kind = plain_forms.words("Kind", required=False, options="tool-kinds")
    audience = plain_forms.words("For whom", required=False)
    owner = plain_forms.words("Who makes it", required=False)
    edition = plain_forms.words("Version", required=False)
    link = forms.URLField(label="Link, if it is elsewhere", required=False, assume_scheme="https")
    features = plain_forms.words(
        "Features it shows, parted by semicolons", required=False, options="tool-features"
    )
    due = plain_forms.day(label="To be ready by", required=False)

    def clean_features(self) -> list[str]:
        """Ids of what is named by id, key or name."""
        said = [one.strip() for one in self.cleaned_data["features"].split(";")]
        known = _by_word(self.choices)
        found = {one: known.get(one.casefold()) for one in said if one}
        if lacking := [one for one, own in found.items() if own is None]:
            near = near_misses(lacking[0], self.choices.features.values())
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise forms.ValidationError(f"No feature is called {lacking[0]}.{hint}")
        return [own for own in found.values() if own]

    def said(self) -> dict[str, Any]:
        """Columns of a tool."""
        return {name: value or None for name, value in self.cleaned_data.items()}


class AddForm(ToolForm):
    """A tool that is not there yet."""

    name = plain_forms.words("What it is called")
    state = plain_forms.one_of("How far it is", BEGINS)
    field_order = ("name", "kind", "audience", "state", "owner", "features", "due", "edition",
                   "link")  # fmt: skip


class ChangeForm(ToolForm):
    """What stands of a tool, to be changed; ``seen`` is when it was read."""

    seen = plain_forms.seen()


class LetForm(Plain):
    """Somebody may have a tool that is not ready, for a deal. ``choices``: names of people, and
    names of deals by id.
    """

    person = plain_forms.words("Who", options="tool-hands")
    deal = plain_forms.words("For which deal", options="tool-deals")
    why = plain_forms.words("Why", required=False)

    def clean_deal(self) -> str:
        """Its id."""
        said = self.cleaned_data["deal"].strip()
        _, deals = self.choices
        if said in deals:
            return str(said)
        found = [own for own, name in deals.items() if name.casefold() == said.casefold()]
        if len(found) == 1:
            return str(found[0])
        if found:
            several = ", ".join(found[:5])
            raise forms.ValidationError(f"{len(found)} are called so: name one by id ({several}).")
        near = near_misses(said, deals.values())
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise forms.ValidationError(f"No deal is called so.{hint}")


class AskForm(Plain):
    """A tool of a kind that is not there yet, for a deal."""

    kind = plain_forms.words("What kind of tool", options="tool-kinds")
    why = plain_forms.words("What it is for", required=False)
    strength = plain_forms.one_of("How much hangs on it", STRENGTHS, empty="the deal does not wait")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["strength"].required = False


def begun(row: Mapping[str, Any], of: ToolList) -> dict[str, Any]:
    """What a form shows of a tool as it stands."""
    names = "; ".join(_called(own, of) for own in row["features"] or ())
    return {**row, "features": names, "seen": of.seen}


def _called(own: str, of: ToolList) -> str:
    """A feature's name, where no other is called so."""
    name = of.features.get(own, own)
    return name if _by_word(of).get(name.casefold()) == own and ";" not in name else own


def _by_word(of: ToolList) -> dict[str, str]:
    """id, key and name, in small letters -> id; a name that several have is none's."""
    named: dict[str, str] = {}
    for own, name in of.features.items():
        named[name.casefold()] = "" if name.casefold() in named else own
    keys = {key.casefold(): own for key, own in of.keys.items()}
    ids = {own.casefold(): own for own in of.features}
    return {word: own for word, own in (named | keys | ids).items() if own}
