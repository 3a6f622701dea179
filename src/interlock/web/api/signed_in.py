"""As whom a program asks: by a token of somebody's, or by the session of a browser."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import SimpleRateThrottle

from interlock.actions import save_token
from interlock.web.gate import whoever


class Bearer(HttpBearer):
    """A token that somebody made for a program, on the page *Your tokens*."""

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """Whose it is; a token that is wrong is not made good by a session."""
        found = save_token.signed_in(token.strip())
        user = get_user_model().objects.filter(pk=found.user).first() if found else None
        if found is None or user is None:
            raise AuthenticationError
        request.user = user
        if whoever(request) is None:
            raise AuthenticationError
        return f"token {found.token}"


class Session(APIKeyCookie):
    """Whoever is signed in to the site; what changes something needs the site's CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        """Whose session it is."""
        return f"user {request.user.pk}" if whoever(request) else None


class Pace(SimpleRateThrottle):
    """So many requests in a minute for each token, and for each person's session."""

    scope = "api"

    def __init__(self, of: str = "", rate: str | None = None) -> None:
        self.of = of
        super().__init__(rate or f"{settings.API_PER_MINUTE}/m")

    def get_cache_key(self, request: Any) -> str:
        """Who asks, and for what."""
        return f"pace {self.of} {request.auth}".replace(" ", "_")

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this one is within the pace."""
        if not self.of:
            self.num_requests = settings.API_PER_MINUTE
        return bool(super().allow_request(request))

    def wait(self) -> float:
        """Seconds until the next one is."""
        return float(super().wait() or self.duration or 1)
