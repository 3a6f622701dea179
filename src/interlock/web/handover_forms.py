"""What can be written about a hand-over: forms with their words."""

from typing import Any

from django import forms

from interlock.records.customers import Contract, CustomerFile
from interlock.web import plain_forms
from interlock.web.plain_forms import Plain

OURS = "our-people"
"""The list that the fields of people offer."""


class HandOver(Plain):
    """Who sees to what was promised. Whoever hands over first says both; later an empty field
    leaves things as they are.
    """

    delivery = plain_forms.words("Owner in delivery", required=False, options=OURS)
    support = plain_forms.words("Owner in support", required=False, options=OURS)

    def __init__(self, *args: Any, is_first: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.required = is_first


class Step(Plain):
    """A step of a hand-over that is added."""

    step = plain_forms.words("What is to be done")
    owner = plain_forms.words("Who does it", required=False, options=OURS)
    due = plain_forms.day(label="By when", required=False)


class StepNow(Step):
    """Who does a step that stands, and by when."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=500)


def hand_over(contract: Contract, file: CustomerFile, sent: Any = None) -> HandOver:
    """The form for a contract, with those who see to it already, else who mostly does."""
    delivery, support = file.usual
    first = {"delivery": contract.delivery or delivery, "support": contract.support or support}
    return HandOver(
        sent, is_first=not contract.is_begun, initial=first, auto_id=f"hand-{contract.deal}-%s"
    )
