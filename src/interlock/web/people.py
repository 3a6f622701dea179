"""Who may sign in, in which role; invitations; what was done about sign-ins and rights."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import load_members, save_member
from interlock.records.errors import BadUsage
from interlock.records.rights import AMOUNTS_SEEN, RIGHTS
from interlock.web.first_start import Password, sign_in
from interlock.web.gate import opens, public

ROLES = [(role, role) for role in RIGHTS]


class Invite(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField()
    known_as = forms.CharField(
        label="Name", required=False, help_text="As the CRM or the tracker writes it."
    )
    role = forms.ChoiceField(choices=ROLES, initial="rep")


class Rights(forms.Form):
    """What a member may do."""

    role = forms.ChoiceField(choices=ROLES)
    amounts = forms.ChoiceField(
        required=False, choices=[("", "as the role says"), *((one, one) for one in AMOUNTS_SEEN)]
    )
    known_as = forms.CharField(label="Name", required=False)


@opens("people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with a way to change what they may do and to invite others."""
    form, link, problem = Invite(request.POST or None, label_suffix=""), "", ""
    if request.method == "POST" and form.is_valid():
        made = save_member.invite(
            **form.cleaned_data, by=str(request.user), link=lambda token: _link(request, token)
        )
        if made.was_sent:
            messages.success(request, f"{made.email} is invited by mail.")
            return redirect("people")
        link, problem = _link(request, made.token), made.problem
    members = load_members.load_members()
    told = [
        (one, Rights(initial=vars(one), prefix=f"m{one.user}", label_suffix="")) for one in members
    ]
    return render(
        request,
        "people.html",
        {
            "form": form,
            "link": link,
            "problem": problem,
            "members": told,
            "events": load_members.load_events(),
        },
    )


@opens("people")
@require_POST
def change(request: HttpRequest, user: int) -> HttpResponse:
    """Change what somebody may do, or let them sign in no more."""
    by = str(request.user)
    form = Rights(request.POST, prefix=f"m{user}")
    try:
        if "remove" in request.POST:
            save_member.remove_member(user, by=by)
            messages.success(request, "Removed. Invite the same address to let them in again.")
        elif form.is_valid():
            save_member.change_member(user, **form.cleaned_data, by=by)
            messages.success(request, "Changed.")
    except BadUsage as error:
        messages.error(request, str(error))
    return redirect("people")


@public("closed: an address is who was invited, and only the owner invites")
def own_address(request: HttpRequest) -> HttpResponse:
    """Nobody gives themselves another address."""
    return render(request, "own_address.html", status=403)


@public("asks for the token of an invitation")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in."""
    try:
        invitation = save_member.invited(token)
    except BadUsage as error:
        return render(request, "not_valid.html", {"why": str(error)}, status=404)
    form = Password(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        sign_in(request, save_member.join(token, form.cleaned_data["password"]))
        return redirect("week")
    return render(request, "join.html", {"form": form, "invitation": invitation})


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("join", args=[token]))
