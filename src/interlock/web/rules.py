"""Rules: what must be evidenced before a deal may leave a stage, with their versions in time."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_settings, save_typed
from interlock.actions.load_records import load_table
from interlock.records.company import Company
from interlock.records.errors import InterlockError, NothingKept
from interlock.records.rights import Viewer
from interlock.web import told, wrong
from interlock.web.gate import opens, viewer_of
from interlock.web.setting_fields import Day
from interlock.web.setting_pages import today

Version = dict[str, Any]
TABLE = "rules"


class Rule(forms.Form):
    """A rule from a day on."""

    id = forms.CharField(
        label="Short name", max_length=60, help_text="As evidence names it, such as economic_buyer."
    )
    name = forms.CharField(label="The rule in words", max_length=300)
    stage = forms.CharField(
        label="No deal leaves this stage without it",
        required=False,
        widget=forms.TextInput(attrs={"list": "stages", "autocomplete": "off"}),
    )
    asks = forms.CharField(
        label="What counts as evidence", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    valid_from = Day(label="From")


class Following(Rule):
    """The same rule, mended or as it is from a later day on."""

    id = None  # type: ignore[assignment]

    def __init__(self, *args: Any, last: Version, **more: Any) -> None:
        super().__init__(*args, **more)
        self._last = last
        self.fields["valid_from"].required = last["valid_from"] is not None
        self.fields["valid_from"].help_text = (
            "As it is, the words are mended. A later day begins a new version, and this one ends "
            "the day before."
        )

    def clean_valid_from(self) -> date | None:
        """Not before the version that it follows."""
        said: date | None = self.cleaned_data["valid_from"]
        last: date | None = self._last["valid_from"]
        if said and last and said < last:
            raise forms.ValidationError(f"The last version is from {last}: not before that day.")
        return said


class End(forms.Form):
    """The last day of a rule."""

    valid_to = Day(label="Last day")

    def __init__(self, *args: Any, last: Version, **more: Any) -> None:
        super().__init__(*args, **more)
        self._last = last

    def clean_valid_to(self) -> date:
        """Not before it began."""
        said: date = self.cleaned_data["valid_to"]
        first: date | None = self._last["valid_from"]
        if first and said < first:
            raise forms.ValidationError(f"It is from {first}: not before that day.")
        return said


@opens("settings")
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its versions, and a way to add one."""
    versions, (company, _) = _versions(viewer_of(request)), save_settings.known()
    form = Rule(
        request.POST or None, initial={"valid_from": today(company)}, label_suffix="", prefix="new"
    )
    if request.method == "POST" and form.is_valid():
        added = form.cleaned_data
        if added["id"] in versions:
            form.add_error("id", "There is a rule of this name: open it to begin a new version.")
        else:
            return _typed(request, [added], f"rule {added['id']} added")
    around = {"rules": versions, "form": form, **_stages(versions, company)}
    return render(request, "rules.html", around)


@opens("settings")
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: its versions, mended, followed by a new one, or ended."""
    versions, (company, _) = _versions(viewer_of(request)), save_settings.known()
    if rule not in versions:
        raise Http404
    last = versions[rule][-1]
    ends, data = "end" in request.POST, request.POST or None
    following = Following(
        None if ends else data, initial=last, last=last, label_suffix="", prefix="next"
    )
    end = End(
        data if ends else None, initial={"valid_to": last["valid_to"]}, last=last, label_suffix=""
    )
    asked = end if ends else following
    if request.method == "POST" and asked.is_valid():
        said = asked.cleaned_data
        rows = [_key(last) | said] if ends else _followed(last, said)
        return _typed(request, rows, f"rule {rule} {'ended' if ends else 'changed'}")
    around = {"rule": rule, "versions": versions[rule][::-1], "following": following, "end": end}
    return render(request, "rule.html", around | _stages(versions, company))


def _versions(viewer: Viewer) -> dict[str, list[Version]]:
    """Each rule's versions, the earliest first."""
    if TABLE not in viewer.right.changes:
        raise PermissionDenied
    try:
        rows = load_table(TABLE, viewer).sort("id", "valid_from").to_dicts()
    except NothingKept:
        return {}
    return {name: list(some) for name, some in groupby(rows, key=lambda row: row["id"])}


def _followed(last: Version, said: Version) -> list[Version]:
    """The version mended; or the last one ended the day before, where it still stood, and a new
    one.
    """
    begins = said["valid_from"]
    if begins == last["valid_from"]:
        return [_key(last) | said]
    eve = begins - timedelta(days=1)
    stands = last["valid_to"] is None or last["valid_to"] > eve
    return [*([_key(last) | {"valid_to": eve}] if stands else []), {"id": last["id"], **said}]


def _key(version: Version) -> Version:
    return {name: version[name] for name in ("id", "valid_from")}


def _typed(request: HttpRequest, rows: Sequence[Version], words: str) -> HttpResponse:
    plain = [{name: value if value != "" else None for name, value in row.items()} for row in rows]
    try:
        made = save_typed.type_records(TABLE, plain, by=str(request.user), words=words)
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        same = "Nothing differs from the rule as it is."
        told.done(request, f"{words.capitalize()}.", made, nothing=same)
    return redirect("rules")


def _stages(versions: dict[str, list[Version]], company: Company) -> dict[str, Any]:
    """The names of stages that can be chosen from."""
    named = {one["stage"] for some in versions.values() for one in some} - {None}
    return {"stages": [*company.stage_order(), *sorted(named - set(company.stage_order()))]}
