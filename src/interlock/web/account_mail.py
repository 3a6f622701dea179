"""One's own mail about notes: whether one gets it, and what could not be sent."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import load_members, save_member
from interlock.web.gate import opens, user_of


@opens("week")
def mail(request: HttpRequest) -> HttpResponse:
    """Whether notes that mention or answer whoever looks are told by mail."""
    user = user_of(request)
    if request.method == "POST":
        save_member.choose_mails(user, mails_mentions="mails_mentions" in request.POST)
        messages.success(request, "Kept.")
        return redirect("own_mail")
    told = {
        "wants": load_members.wants_mail(user),
        "trouble": load_members.load_mail_trouble(user),
        "sends": bool(settings.MAIL),
        "answers": bool(settings.MAIL_IN or settings.MAIL_IN_ADDRESS),
    }
    return render(request, "account/mail.html", told)
