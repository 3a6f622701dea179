"""The addresses of the site."""

from django.urls import include, path

from interlock.web import (
    bring_in,
    company,
    deals,
    demo,
    first_start,
    health,
    keys,
    people,
    search,
    theme,
    week,
)

urlpatterns = [
    path("", week.week, name="week"),
    path("report/", week.report, name="report"),
    path("answer/", week.answer, name="answer"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<path:own_id>/", deals.deal, name="deal"),
    path("style/report.css", week.report_style, name="report_style"),
    path("import/", bring_in.bring_in, name="bring_in"),
    path("import/undo/<int:number>/", bring_in.undo, name="undo"),
    path("import/<str:token>/", bring_in.preview, name="preview"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/<int:user>/", people.change, name="change_member"),
    path("join/<str:token>/", people.join, name="join"),
    path("first/<str:token>/", first_start.first_start, name="first_start"),
    path("search/", search.search, name="search"),
    path("keys/", keys.keys, name="keys"),
    path("theme/", theme.theme, name="theme"),
    path("demo/", demo.demo, name="demo"),
    path("demo/as/<str:role>/", demo.look_as, name="look_as"),
    path("demo/afresh/", demo.afresh, name="afresh"),
    path("healthz", health.healthz, name="healthz"),
    path("account/email/", people.own_address, name="own_address"),
    path("account/oidc/<slug:provider_id>/login/", company.login, name="company_login"),
    path("account/", include("allauth.urls")),
]
