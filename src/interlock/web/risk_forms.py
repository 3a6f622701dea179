"""What can be written about risks: forms with their words."""

from datetime import date
from typing import Any

from django import forms

from interlock.actions.save_risk import Act
from interlock.web import plain_forms
from interlock.web.plain_forms import Plain

PAST = "This day has passed: name one on which it can still be done."


class ActForm(Plain):
    """What somebody promises against a risk."""

    act = plain_forms.words("What is done about it")
    maker = plain_forms.words("Who does it", options="who-does-it")
    due = plain_forms.day(label="By when")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_due(self) -> date | None:
        """A day that has not passed."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and due < self.today:
            raise forms.ValidationError(PAST)
        return due

    def promised(self) -> Act | None:
        """What is promised; None where nothing is."""
        said = self.cleaned_data
        return Act(said["act"], said["maker"], said["due"]) if said["act"] else None


class RiskForm(ActForm):
    """A risk in words, with what is done about it where somebody knows that already."""

    what = plain_forms.words("The risk")
    field_order = ("what", "act", "maker", "due")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("act", "maker", "due"):
            self.fields[name].required = False
        self.fields["act"].label = "What is done about it, if known"

    def clean(self) -> dict[str, Any]:
        """Whoever says what is done, or by when, says the rest of it too."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("act") or said.get("due") or "due" in self.errors:
            for name in ("act", "maker", "due"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, "Say what is done, who does it and by when.")
        return said
