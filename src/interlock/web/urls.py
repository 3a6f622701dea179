"""The addresses of the site."""

from django.urls import include, path

from interlock.web import (
    bring_in,
    call_forms,
    calls,
    changed,
    deal,
    deal_calls,
    deal_edit,
    deals,
    first_start,
    health,
    map_file,
    people,
    preview,
    saved_views,
    take_back,
    targets,
    week,
)
from interlock.web.deal_forms import ADDED

urlpatterns = [
    path("", week.week, name="week"),
    path("report/", week.report, name="report"),
    path("answer/", week.answer, name="answer"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<path:own_id>/call/", deal_calls.say, name="say_odds"),
    path("deals/<path:own_id>/type/<str:column>/", deal_edit.type_over, name="type_over"),
    *(
        path(f"deals/<path:own_id>/add/{table}/", deal_edit.adder(table), name=f"add_{table}")
        for table in ADDED
    ),
    path("deals/<path:own_id>/done/", deal_edit.step_done, name="step_done"),
    path("deals/<path:own_id>/", deal.deal, name="deal"),
    path("views/<str:page>/", saved_views.keep, name="keep_view"),
    path("views/<str:page>/<int:number>/", saved_views.change, name="change_view"),
    path("undo/<int:number>/", take_back.take_back, name="take_back"),
    path("calls/", calls.calls, name="calls"),
    path("calls/say/", call_forms.say, name="say_call"),
    path("calls/targets/", targets.targets, name="targets"),
    path("calls/of/<path:name>/", calls.caller, name="caller"),
    path("calls/adjust/<path:name>/", call_forms.adjust, name="adjust_call"),
    path("style/report.css", week.report_style, name="report_style"),
    path("import/", bring_in.bring_in, name="bring_in"),
    path("import/undo/<int:number>/", bring_in.undo, name="undo"),
    path("import/changes/<int:number>/", changed.changed, name="changed"),
    path("import/mappings/<str:key>/", bring_in.mapping, name="mapping"),
    path("import/<str:token>/", preview.preview, name="preview"),
    path("import/<str:token>/map/", map_file.map_file, name="map_file"),
    path("import/<str:token>/problems.csv", preview.problems, name="problems"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/<int:user>/", people.change, name="change_member"),
    path("join/<str:token>/", people.join, name="join"),
    path("first/<str:token>/", first_start.first_start, name="first_start"),
    path("healthz", health.healthz, name="healthz"),
    path("account/email/", people.own_address, name="own_address"),
    path("account/", include("allauth.urls")),
]
