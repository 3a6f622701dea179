"""What an assistant is told by a site, as whoever's token it has."""

import time
from typing import Any
from urllib.parse import quote

import requests

from interlock.records.errors import InterlockError

WAIT_SECONDS, TIMEOUT_SECONDS = 90, 60
Found = dict[str, Any]


class NotTold(InterlockError):
    """The site did not tell, and why."""


class Site:
    """A site, through its API."""

    def __init__(self, url: str, token: str) -> None:
        self._at = f"{url.rstrip('/')}/api/v1"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def this_week(self) -> Found:
        """The weekly report of whoever's token it is."""
        return self._get("report")

    def report_of(self, day: str, reader: str) -> Found:
        """The weekly report of a closed week, as it was kept."""
        found = self._get("weeks", day=day, reader=reader, limit=1)["items"]
        if not found:
            raise NotTold(f"No week was closed for {day}")
        return self._get(f"weeks/{found[0]['day']}", reader=reader)

    def deals(self, **asked: Any) -> Found:
        """Open deals."""
        return self._get("deals", **asked)

    def deal(self, own_id: str) -> Found:
        """One deal."""
        return self._get(f"deals/{quote(own_id)}")

    def features(self, **asked: Any) -> Found:
        """Features with their ship dates."""
        return self._get("features", **asked)

    def releases(self) -> Found:
        """Releases with the odds of each day."""
        return self._get("releases")

    def rows(self, noun: str, **asked: Any) -> Found:
        """Rows of a table."""
        return self._get(noun, limit=500, **asked)

    def search(self, words: str) -> Found:
        """What fits some words."""
        return self._get("search", q=words)

    def what_if(self, changes: list[Found]) -> Found:
        """What changes would do."""
        return self._waited("POST", "whatif", json={"changes": changes})

    def plan(self, must: list[str], without: list[str]) -> Found:
        """A site searches on its Plan page alone. Raises ``NotTold``."""
        raise NotTold("A site looks for a better order on its Plan page, not for programs")

    def _get(self, path: str, **asked: Any) -> Found:
        words = {name: _word(value) for name, value in asked.items() if value is not None}
        return self._waited("GET", path, params=words)

    def _waited(self, method: str, path: str, **more: Any) -> Found:
        """What is answered; what is being worked out is waited for."""
        end = time.monotonic() + WAIT_SECONDS
        while (answer := self._asked(method, path, **more)).status_code == 202:
            if time.monotonic() > end:
                raise NotTold(f"It is being worked out ({answer.json()['step']}): ask again soon")
            time.sleep(float(answer.headers.get("Retry-After", 3)))
        return self._told(answer)

    def _asked(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            return self._session.request(
                method, f"{self._at}/{path}", timeout=TIMEOUT_SECONDS, **more
            )
        except requests.RequestException as error:
            raise NotTold(f"The site does not answer: {error}") from error

    def _told(self, answer: requests.Response) -> Found:
        if answer.ok:
            found: Found = answer.json()
            return found
        try:
            told = answer.json()
        except requests.JSONDecodeError:
            raise NotTold(f"The site answered {answer.status_code}") from None
        raise NotTold("\n".join([told["detail"], *map(_line, told["problems"])]))


def _line(one: Found) -> str:
    near = f"; did you mean {' or '.join(one['near'])}?" if one["near"] else ""
    allowed = f"; allowed: {', '.join(one['allowed'])}" if one["allowed"] else ""
    return f"{one['at']}: {one['what']}{allowed}{near}"


def _word(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
