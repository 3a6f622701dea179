"""The addresses of the site."""

from django.urls import include, path

from interlock.web import (
    bring_in,
    call_forms,
    calls,
    deals,
    first_start,
    health,
    people,
    targets,
    week,
)

urlpatterns = [
    path("", week.week, name="week"),
    path("report/", week.report, name="report"),
    path("answer/", week.answer, name="answer"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<path:own_id>/", deals.deal, name="deal"),
    path("calls/", calls.calls, name="calls"),
    path("calls/say/", call_forms.say, name="say_call"),
    path("calls/targets/", targets.targets, name="targets"),
    path("calls/of/<path:name>/", calls.caller, name="caller"),
    path("calls/adjust/<path:name>/", call_forms.adjust, name="adjust_call"),
    path("style/report.css", week.report_style, name="report_style"),
    path("import/", bring_in.bring_in, name="bring_in"),
    path("import/undo/<int:number>/", bring_in.undo, name="undo"),
    path("import/<str:token>/", bring_in.preview, name="preview"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/<int:user>/", people.change, name="change_member"),
    path("join/<str:token>/", people.join, name="join"),
    path("first/<str:token>/", first_start.first_start, name="first_start"),
    path("healthz", health.healthz, name="healthz"),
    path("account/email/", people.own_address, name="own_address"),
    path("account/", include("allauth.urls")),
]
