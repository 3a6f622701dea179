"""Say what the odds of a deal are, beside what Interlock says, or take that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from interlock.actions import save_deal_call
from interlock.actions.save_deal_call import Said
from interlock.records.deal_file import DealFile
from interlock.records.errors import InterlockError
from interlock.web import deal, deal_forms, told, wrong
from interlock.web.gate import changes, viewer_of


@changes("deal_calls")
@require_POST
def say(request: HttpRequest, own_id: str) -> HttpResponse:
    """Keep the odds that somebody gives a deal this quarter, or what they said last no longer."""
    viewer = viewer_of(request)
    _, made, line, file = deal.look(request, own_id)
    why_not = deal_forms.why_nothing_said(file, line, made)
    if made is None or line is None or why_not:
        messages.error(request, why_not)
        return redirect("deal", own_id)
    said, by = Said(own_id, viewer.name, viewer.level, made.quarter), str(request.user)
    if "take_back" in request.POST:
        return _take_back(request, said, file, by)
    form = deal_forms.Odds(request.POST, level=viewer.level, end=made.quarter_last)
    if not form.is_valid():
        return deal.page(request, own_id, forms={"call": form})
    number = save_deal_call.say(
        said, form.odds_said(), model_odds=line.p_won, on=file.today, typed_by=by,
        why=form.cleaned_data["why"],
    )  # fmt: skip
    told.done(request, "Kept beside Interlock's odds.", number, nothing="You said so already.")
    return redirect("deal", own_id)


def _take_back(request: HttpRequest, said: Said, file: DealFile, by: str) -> HttpResponse:
    calls = file.calls.get(said.period, ())
    last = next((call for call in calls if call.by == said.by), None)
    try:
        number = save_deal_call.take_back(said, on=last.said_on, typed_by=by) if last else None
    except InterlockError as error:
        wrong.tell(request, error)
    else:
        told.done(request, "Your odds are taken back.", number, nothing="You said none.")
    return redirect("deal", said.deal)
