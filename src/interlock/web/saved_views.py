"""Views of a list: kept under a name, shared with everybody, renamed, let go."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interlock.actions import save_view
from interlock.actions.load_views import load_views
from interlock.records.errors import InterlockError
from interlock.web import asked_changes, deal_filters, feature_filters
from interlock.web.gate import opens, user_of

PAGES: dict[str, Callable[[str], str]] = {
    "deals": lambda query: deal_filters.query(QueryDict(query)),
    "features": lambda query: feature_filters.query(QueryDict(query)),
    "planned": asked_changes.again,
    "whatif": asked_changes.again,
}
"""page whose views are kept, also the name of its address -> what of a query is kept"""


class Kept(forms.Form):
    """What a view is called, and for whom it is."""

    name = forms.CharField(max_length=60)
    is_shared = forms.BooleanField(label="for everybody", required=False)


@opens("week")
@require_POST
def keep(request: HttpRequest, page: str) -> HttpResponse:
    """Keep what the list shows now."""
    if page not in PAGES:
        raise Http404
    query = PAGES[page](request.POST.get("query", ""))
    form = Kept(request.POST)
    if form.is_valid():
        is_new = save_view.keep_view(page, user_of(request), query=query, **form.cleaned_data)
        said = "is kept" if is_new else "now shows this"
        messages.success(request, f"“{form.cleaned_data['name']}” {said}.")
    else:
        messages.error(request, "A view needs a name, of at most 60 letters.")
    return redirect(f"{reverse(page)}?{query}")


@opens("week")
def change(request: HttpRequest, page: str, number: int) -> HttpResponse:
    """Rename a view of one's own, share it, or let it go."""
    mine = (one for one in load_views(page, user_of(request)) if one.mine)
    view = next((one for one in mine if one.number == number), None)
    if view is None:
        raise Http404
    if "remove" in request.POST:
        save_view.remove_view(number, user_of(request))
        messages.success(request, f"“{view.name}” is let go.")
        return redirect(f"{reverse(page)}?{view.query}")
    first = {"name": view.name, "is_shared": view.is_shared}
    form = Kept(request.POST or None, initial=first, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            save_view.change_view(page, number, user_of(request), **form.cleaned_data)
            messages.success(request, "Changed.")
            return redirect(f"{reverse(page)}?{view.query}")
        except InterlockError as error:
            form.add_error("name", str(error))
    told = {"form": form, "view": view, "page": page}
    return render(request, "saved_view.html", told, status=400 if form.errors else 200)
