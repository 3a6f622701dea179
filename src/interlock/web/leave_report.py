"""Leave the weekly report from the mail itself: asked on a click, done at once by mail programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from interlock.actions import save_subscription
from interlock.records.errors import BadUsage
from interlock.web.gate import public


@public("asks for the token of a mail, and stops that one person's report")
@csrf_exempt
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before anything is done; what is posted is done, as RFC 8058 says, by whoever holds the
    mail: no session is asked for, and none could forge more than the token allows.
    """
    try:
        whom = save_subscription.leaving(token)
        if request.method == "POST":
            save_subscription.leave(token)
    except BadUsage:
        why = "This address leads to nobody who is sent a report"
        return render(request, "not_valid.html", {"why": why}, status=404)
    told = {"whom": whom, "left": request.method == "POST" or not whom.subscription.wants}
    answer = render(request, "leave_report.html", told)
    answer["Cache-Control"] = "no-store"
    return answer
