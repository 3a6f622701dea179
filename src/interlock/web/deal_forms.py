"""What can be written about a deal: forms with their words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from interlock.records.deal_file import Choices, DealFile
from interlock.records.errors import near_misses
from interlock.records.report import DealLine, DealsAhead
from interlock.records.rights import Viewer
from interlock.records.sales_tables import CATEGORIES, STRENGTHS
from interlock.records.shared_tables import SIDES
from interlock.render import words
from interlock.web import plain_forms
from interlock.web.plain_forms import Plain

TYPED_OVER = {
    "stage": "Stage",
    "category": "Category",
    "amount": "Amount",
    "expected_close_on": "Date in the CRM",
    "owner": "Owner",
}
"""Columns of a deal that can be typed over -> what they are called."""


class Odds(Plain):
    """Somebody's own odds of a deal this quarter; whoever overrides says why."""

    odds = forms.IntegerField(min_value=0, max_value=100)
    why = forms.CharField(label="Why, if you like", required=False, max_length=500)

    def __init__(self, *args: Any, level: str, end: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["odds"].label = f"Odds in % that it is won by {words.full_day(end)}"
        if level != "rep":
            why = self.fields["why"]
            why.label, why.required = "Why", True
            why.error_messages["required"] = "Say why: a reason stands beside every override."

    def odds_said(self) -> float:
        """0 to 1."""
        return float(self.cleaned_data["odds"]) / 100


class Evidence(Plain):
    """A fact that a rule asks for."""

    on = plain_forms.day(label="Day")
    what = plain_forms.words("What")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rules = self.choices.rules
        self.fields["rule"] = (
            plain_forms.one_of("Rule", rules) if rules else plain_forms.words("Rule")
        )
        self.order_fields(["rule", "on", "what"])


class Need(Plain):
    """A feature that the deal waits for."""

    feature = plain_forms.words("Feature", options="features-under-way")
    strength = plain_forms.one_of("How much hangs on it", STRENGTHS)
    wanted_by = plain_forms.day(label="Wanted by, if known", required=False)

    def clean_feature(self) -> str:
        """The id of the feature that is meant by its id, key or name."""
        said = self.cleaned_data["feature"].strip()
        known = {
            name.casefold(): own for own, key, called in self.choices.features
            for name in (called, key, own) if name
        }  # fmt: skip
        if said.casefold() not in known:
            near = near_misses(said, [called for _, _, called in self.choices.features])
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise forms.ValidationError(f"No feature under way is called so.{hint}")
        return known[said.casefold()]


class Person(Plain):
    """Somebody who matters for the deal."""

    name = plain_forms.words("Name")
    side = plain_forms.one_of("Side", SIDES)
    role = plain_forms.words("Role", required=False, options="roles")
    department = plain_forms.words("Department", required=False)


class Meeting(Plain):
    """A day on which somebody of the buyer was met."""

    person = plain_forms.words("Who of theirs", options="their-people")
    on = plain_forms.day(label="Met on")
    by = plain_forms.words("Who of ours", required=False)
    what = plain_forms.words("What about", required=False)


class Step(Plain):
    """A dated step of the buyer's timetable."""

    step = plain_forms.words("Step")
    due = plain_forms.day(label="Due, if known", required=False)
    owner_theirs = plain_forms.words("Who on their side", required=False)
    owner_ours = plain_forms.words("Who on ours", required=False)


class StepNow(Step):
    """The day and the owners of a step that stands; ``seen`` is when it was read."""

    step = forms.CharField(widget=forms.HiddenInput)
    seen = plain_forms.seen()


class Ended(Plain):
    """How a deal ended, and when."""

    outcome = plain_forms.one_of("How it ended", (("won", "won"), ("lost", "lost")))
    closed_on = plain_forms.day(label="On")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_closed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["closed_on"]
        if day > self.today:
            raise forms.ValidationError("This day has not come yet.")
        return day


def ended(file: DealFile, sent: Any = None) -> Ended:
    """The form that says of an open deal that it has ended; won today to begin with."""
    first = {"closed_on": file.today, "outcome": "won"}
    return Ended(sent, today=file.today, initial=first, auto_id="ended_%s")


ADDED: Mapping[str, type[Plain]] = {
    "evidence": Evidence, "needs": Need, "people": Person, "meetings": Meeting, "buyer_steps": Step,
}  # fmt: skip
"""table -> the form that adds a row of it"""


def value_field(column: str, choices: Choices, now: Any) -> forms.Field:
    """What takes a value of a column that can be typed over."""
    if column == "stage" and choices.stages:
        others = [now] if now and now not in choices.stages else []
        return plain_forms.one_of("", [*choices.stages, *others], empty="none")
    if column == "category":
        return plain_forms.one_of("", CATEGORIES, empty="none")
    if column == "amount":
        return forms.DecimalField(min_value=0, max_digits=18, decimal_places=3)
    if column == "expected_close_on":
        return plain_forms.day()
    return plain_forms.words("", options="offered" if column == "owner" else "")


def why_nothing_said(file: DealFile, line: DealLine | None, made: DealsAhead | None) -> str:
    """Why no odds of this deal can be said now; nothing where they can."""
    if "deal_calls" not in file.hand.changes:
        return "Odds of a deal are said by who owns it, and by managers."
    if made is None or line is None:
        return "There is no forecast of this deal yet to say other odds beside."
    if file.today > made.quarter_last:
        return f"{made.quarter} has ended: bring newer exports in to say odds of the next quarter."
    return ""


def of_deal(
    file: DealFile, line: DealLine | None, made: DealsAhead | None, viewer: Viewer
) -> dict[str, Plain]:
    """The forms that whoever looks can send."""
    found: dict[str, Plain] = {}
    if made is not None and not why_nothing_said(file, line, made):
        found["call"] = Odds(level=viewer.level, end=made.quarter_last, auto_id="call_%s")
    if "deals" in file.hand.changes and file.record.values["outcome"] == "open":
        found["ended"] = ended(file)
    for table, form in ADDED.items():
        if table in file.hand.changes:
            first = {"on": file.today, "by": viewer.name}
            found[table] = form(choices=file.choices, initial=first, auto_id=f"{table}_%s")
    return found
