"""Light or dark: as the system says, or as somebody chose for their browser."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from interlock.web import back
from interlock.web.gate import public

COOKIE, YEAR_SECONDS = "theme", 365 * 86_400
THEMES = {"": "as the system says", "light": "light", "dark": "dark"}
"""What the cookie says, and what it is called."""


@public("how one's own browser shows pages")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice in the browser, and show the page again."""
    answer = back.to_where(request, "week")
    if chosen := theme_of(request.POST.get("theme", "")):
        secure = settings.IS_SECURE
        answer.set_cookie(
            COOKIE, chosen, YEAR_SECONDS, httponly=True, secure=secure, samesite="Lax"
        )
    else:
        answer.delete_cookie(COOKIE)
    return answer


def theme_of(said: str) -> str:
    """One of the themes, as the system says for anything else."""
    return said if said in THEMES else ""
