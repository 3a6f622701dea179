"""The targets: what each quarter is to bring, typed by those who lead."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_typed
from interlock.actions.load_records import load_record, load_table
from interlock.records.calls import Scope
from interlock.records.errors import InterlockError
from interlock.web import told, wrong
from interlock.web.call_forms import AS_IT_STANDS, Amount, sent
from interlock.web.calls import Opened, of_calls
from interlock.web.gate import opens


class Targets(forms.Form):
    """An amount for everybody and every quarter that may have a target."""

    def __init__(self, *args: Any, keys: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.label_suffix = ""
        self.keys = keys
        for key, (period, scope) in keys.items():
            self.fields[key] = Amount(label=f"Target of {scope} in {period}")


@opens("lead")
@of_calls
def targets(request: HttpRequest, asked: Opened) -> HttpResponse:
    """What each quarter is to bring: the company, teams, territories, pipelines, reps."""
    standing = load_table("targets", asked.viewer)
    written = {(one["period"], one["scope"].lower()): one for one in standing.to_dicts()}
    scopes = _scopes(asked)
    keys = {
        _key(quarter.label, scope): (quarter.label, scope.name or scope.kind)
        for quarter in asked.quarters
        for scope in scopes
    }
    first = {
        key: written[period, name.lower()]["amount"]
        for key, (period, name) in keys.items()
        if (period, name.lower()) in written
    }
    form = Targets(sent(request), keys=keys, initial=first)
    if form.is_valid() and _saved(request, asked, form, written):
        return redirect("targets")
    rows = [
        (scope, [form[_key(quarter.label, scope)] for quarter in asked.quarters])
        for scope in scopes
    ]
    told = {"form": form, "rows": rows}
    status = 400 if form.errors else 200
    return render(request, "targets.html", asked.told | told, status=status)


def _saved(request: HttpRequest, asked: Opened, form: Targets, written: Mapping[Any, Any]) -> bool:
    """Keep what differs; a target that was typed and is emptied is no more."""
    records, gone = [], []
    for key in form.changed_data:
        period, name = form.keys[key]
        before = written.get((period, name.lower()))
        scope, amount = before["scope"] if before else name, form.cleaned_data[key]
        if amount is not None:
            records.append({"period": period, "scope": scope, "amount": amount})
        elif "amount" in load_record("targets", (period, scope), asked.viewer).typed:
            gone.append((period, scope))
        else:
            form.add_error(key, "It came with an export: write another amount, or 0.")
    if form.errors:
        return False
    try:
        made = save_typed.type_records(
            "targets", records, gone=gone, by=str(request.user), words="targets typed"
        )
    except InterlockError as error:
        wrong.tell(request, error)
        return False
    told.done(request, "Kept.", made, nothing=AS_IT_STANDS)
    return True


def _scopes(asked: Opened) -> list[Scope]:
    """Everybody who may have a target: whom a name tells apart from all others."""
    if asked.made is None:
        return []
    every = {one.scope for period in asked.made.periods for one in period.figures}
    order = ("company", "team", "territory", "pipeline", "rep")
    called = Counter(scope.name.lower() for scope in every if scope.kind in order)
    mine = (one for one in every if one.kind in order and called[one.name.lower()] == 1)
    return sorted(mine, key=lambda scope: (order.index(scope.kind), scope.name))


def _key(period: str, scope: Scope) -> str:
    """Of a field: what holds no space, for a label to find it."""
    return quote(f"{period}:{scope.kind}:{scope.name}".rstrip(":"), safe=":")
