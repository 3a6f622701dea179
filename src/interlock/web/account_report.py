"""One's own weekly report by mail: whether one gets it, which view of it, on which day."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import save_settings, save_subscription
from interlock.records import report_days
from interlock.records.calendar import WEEKDAYS
from interlock.records.rights import Viewer
from interlock.records.subscription import VIEWS, Subscription, role_view, views
from interlock.web import clock
from interlock.web.gate import opens, user_of


class Wanted(forms.Form):
    """What somebody wants of the report."""

    wants = forms.BooleanField(label="Mail me the weekly report", required=False)
    view = forms.ChoiceField(label="View", required=False)
    weekday = forms.TypedChoiceField(label="Day", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, viewer: Viewer, report_day: int, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        own = VIEWS[role_view(viewer)]
        self.fields["view"].choices = [  # type: ignore[attr-defined]
            ("", f"Your role's ({own[0].lower()}{own[1:]})"),
            *((one, VIEWS[one]) for one in views(viewer)),
        ]  # fmt: skip
        self.fields["weekday"].choices = [  # type: ignore[attr-defined]
            ("", f"The company's ({WEEKDAYS[report_day].capitalize()})"),
            *((str(at), day.capitalize()) for at, day in enumerate(WEEKDAYS)),
        ]


@opens("week")
def own_report(request: HttpRequest) -> HttpResponse:
    """Whether, how and when the weekly report comes to whoever looks, and how the last one did."""
    user, now = user_of(request), clock.now()
    whom, last = save_subscription.load_subscription(user)
    company, _ = save_settings.known()
    form = Wanted(
        request.POST or None,
        viewer=whom.viewer,
        report_day=company.report_day,
        initial=vars(whom.subscription),
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        save_subscription.subscribe(user, Subscription(**form.cleaned_data), now=now)
        messages.success(request, "Kept.")
        return redirect("own_report")
    weekday = whom.subscription.weekday
    day = report_days.next_day(now, company)
    waits = last.next_at if last and not last.tries else None
    told = {
        "form": form,
        "wants": whom.subscription.wants,
        "email": whom.email,
        "last": last,
        "next_at": waits or report_days.mails_at(day, weekday, company),
        "sends": bool(settings.MAIL),
    }
    return render(request, "account/report.html", told, status=400 if form.errors else 200)
