"""Saying a call, and saying another in place of somebody's."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from interlock.actions import load_calls, save_typed
from interlock.records.calls import CallRow
from interlock.records.errors import InterlockError, NotPossible
from interlock.render import call_rows
from interlock.web import told, wrong
from interlock.web.calls import Opened, leads, led, of_calls
from interlock.web.gate import opens

MOST_LETTERS = 500


AS_IT_STANDS = "Nothing differs from what stands."


class Amount(forms.DecimalField):
    """An amount of money, as exact as the book's."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, min_value=0, max_digits=17, decimal_places=3, **more)

    def prepare_value(self, value: Any) -> Any:
        """Without idle zeros."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class Call(forms.Form):
    """An amount and a reason for each category. In place of somebody's call (``own``), a reason is
    needed wherever the amount is another.
    """

    def __init__(
        self,
        *args: Any,
        categories: tuple[str, ...],
        own: Mapping[str, Decimal] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.label_suffix = ""
        self.categories, self.own = categories, own
        for category in categories:
            self.fields[_amount(category)] = Amount(label=f"Amount for {category}")
            self.fields[_why(category)] = forms.CharField(
                label=f"Reason for {category}", required=False, max_length=MOST_LETTERS
            )

    def clean(self) -> dict[str, Any]:
        """Something is said, and what differs has a reason."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for category in self.categories if self.own is not None else ():
            if self._differs(category) and not said.get(_why(category)):
                words = "Say why: it differs from their own call."
                self.add_error(_why(category), words)
        if not self.errors and all(said.get(_amount(one)) is None for one in self.categories):
            raise forms.ValidationError("Write an amount for at least one category.")
        return said

    def _differs(self, category: str) -> bool:
        amount = self.cleaned_data.get(_amount(category))
        return amount is not None and amount != (self.own or {}).get(category)

    def said(self, before: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What is to be written down: in place of somebody's call only what differs from it, or
        from what was said in its place ``before``.
        """
        return [
            {"category": one, "amount": amount, "why": self.cleaned_data[_why(one)]}
            for one in self.categories
            if (amount := self.cleaned_data[_amount(one)]) is not None
            and (self.own is None or self._differs(one) or one in before)
        ]

    def rows(self, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each category with its fields and the figures beside them."""
        return [
            cell
            | {"amount": self[_amount(cell["category"])], "reason": self[_why(cell["category"])]}
            for cell in cells
        ]


@opens("say")
@of_calls
def say(request: HttpRequest, asked: Opened) -> HttpResponse:
    """One's own call: what the quarter will bring, by category."""
    row = _own_row(asked)
    before = {_amount(name): one.amount for name, one in row.said.items()}
    form = Call(sent(request), categories=asked.categories, initial=before)
    if form.is_valid() and _saved(request, asked, form.said({}), about=None):
        return redirect(_back(asked))
    return _shown(request, asked, form, row, what="say", reps=_reps(asked))


@opens("lead")
@of_calls
def adjust(request: HttpRequest, asked: Opened, name: str) -> HttpResponse:
    """Another number in place of somebody's call, with a reason."""
    if name == asked.viewer.name:
        return redirect(f"{reverse('say_call')}?period={asked.period}")
    row = row_of(asked, name)
    if not leads(asked, name, row.level, led(asked)):
        return render(request, "refused.html", {"page": "lead"}, status=403)
    own = {category: one.amount for category, one in row.said.items()}
    mine = {name: one for name, one in row.adjusted.items() if one.by == asked.viewer.name}
    amounts = own | {name: one.amount for name, one in mine.items()}
    first: dict[str, Any] = {_amount(name): amount for name, amount in amounts.items()}
    first |= {_why(name): one.why for name, one in mine.items()}
    form = Call(sent(request), categories=asked.categories, own=own, initial=first)
    if form.is_valid() and _saved(request, asked, form.said(mine), about=name):
        return redirect(_back(asked))
    return _shown(request, asked, form, row, what="adjust")


def _own_row(asked: Opened) -> CallRow:
    return row_of(asked, asked.viewer.name, asked.viewer.level)


def row_of(asked: Opened, name: str, level: str = "") -> CallRow:
    """Somebody's calls and figures; the level of one who leads others is manager."""
    viewer, moment = asked.viewer, asked.moment
    whose = "me" if name == viewer.name else "company"
    table = load_calls.load_calls(
        viewer, moment, period=asked.period, figures=asked.figures, whose=whose
    )
    lower = "manager" if viewer.role == "owner" else "rep"
    wanted = [level] if level else [lower, "rep"]
    mine = [row for row in (*table.above, *table.reps) if row.name == name]
    found = (row for each in wanted for row in mine if row.level == each)
    level = wanted[-1]
    figures = load_calls.load_figures(viewer, asked.figures, name=name, level=level)
    return next(found, CallRow(name, level, figures, {}, {}, None))


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, None where it is only looked at."""
    return request.POST if request.method == "POST" and "say" in request.POST else None


def _saved(
    request: HttpRequest, asked: Opened, said: list[dict[str, Any]], *, about: str | None
) -> bool:
    try:
        made = keep(asked, said, about=about, by=str(request.user))
    except InterlockError as error:
        wrong.tell(request, error)
        return False
    counts = f"Said. It counts for the week of {asked.moment.week.first:%-d %B}."
    told.done(request, counts, made, nothing=AS_IT_STANDS)
    return True


def keep(
    asked: Opened, said: Sequence[Mapping[str, Any]], *, about: str | None, by: str
) -> int | None:
    """Write a call down, or one in place of somebody's: the number of the change, None where
    nothing differs. Raises ``NotPossible`` for a quarter or a week that is over.
    """
    viewer, day = asked.viewer, asked.moment.said_on
    if asked.has_ended:
        raise NotPossible(
            f"{asked.period} ended on {asked.quarter.last}: bring in newer exports first"
        )
    whole = {"by": viewer.name, "level": viewer.level, "about": about, "said_on": day}
    records = [{**whole, "period": asked.period, **one, "why": one["why"] or None} for one in said]
    words = f"call of {asked.period} by {viewer.name}" + (f" for {about}" if about else "")
    return save_typed.type_records("calls", records, by=by, words=words)


def _reps(asked: Opened) -> Sequence[CallRow]:
    """The reps whose calls somebody above sums up."""
    if asked.viewer.level == "rep" or "lead" not in asked.viewer.opens:
        return ()
    return load_calls.load_calls(
        asked.viewer, asked.moment, period=asked.period, figures=asked.figures, whose="team"
    ).reps


def _shown(
    request: HttpRequest,
    asked: Opened,
    form: Call,
    row: CallRow,
    *,
    what: str,
    reps: Sequence[CallRow] = (),
) -> HttpResponse:
    sums = call_rows.sums(reps, categories=asked.categories, currency=asked.currency)
    cells = [
        call_rows.cell(row, category, currency=asked.currency) | {"together": sums.get(category)}
        for category in asked.categories
    ]
    (whole,) = call_rows.rows(
        [row], categories=asked.categories, currency=asked.currency, alone=True
    )
    told = {"form": form, "rows": form.rows(cells), "what": what, "whole": whole, "row": row}
    status = 400 if form.errors else 200
    return render(request, "say_call.html", asked.told | told, status=status)


def _amount(category: str) -> str:
    return slugify(category)


def _why(category: str) -> str:
    return f"why-{slugify(category)}"


def _back(asked: Opened) -> str:
    return f"{reverse('calls')}?period={asked.period}"
