"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interlock.settings")
application = get_wsgi_application()

from interlock.web.demo import begin_forecasts, is_demo  # noqa: E402 (Django has to stand first)

if is_demo():
    begin_forecasts()
