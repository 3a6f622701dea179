"""Whether the demo stands: a start of its own, looked at as every role, and stopped."""

import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import click

from interlock.records.cast import CAST

PATIENCE_SECONDS = 900
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SHOWN, AT_WORK = 'class="week"', 'class="progress"'
"""What the page of a week holds, and one whose week is on its way."""


def stands(home: Path, host: str, port: int) -> bool:
    """Start the demo of a folder, wait until the week of each role shows its report, and stop it;
    what is missing is said on stderr.
    """
    command = [sys.executable, "-m", "interlock", "demo", "--no-open"]
    where = ["--home", str(home), "--host", host, "--port", str(port)]
    with subprocess.Popen([*command, *where]) as running:
        try:
            missing = _missing(f"http://{host}:{port}", running)
        finally:
            running.send_signal(signal.SIGTERM)
    for role in missing:
        click.echo(f"{role}: no week was shown", err=True)
    if not missing:
        click.echo(f"The demo stands: the week of {', '.join(CAST)}")
    return not missing


def _missing(address: str, running: "subprocess.Popen[bytes]") -> list[str]:
    """Roles whose week is not there, when all are or nothing more is to be waited for."""
    missing, looks, end = (
        list(CAST),
        dict[str, OpenerDirector](),
        time.monotonic() + PATIENCE_SECONDS,
    )
    while missing and running.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            looks |= {role: _look_as(role, address) for role in missing if role not in looks}
            missing = [role for role in missing if not _shows_week(looks[role], address)]
        time.sleep(1)
    return missing


def _look_as(role: str, address: str) -> OpenerDirector:
    """A browser that looks as somebody of a role."""
    look = build_opener(HTTPCookieProcessor(CookieJar()))
    token = TOKEN.search(_read(look, f"{address}/demo/"))
    _read(look, f"{address}/demo/as/{role}/", {"csrfmiddlewaretoken": token[1] if token else ""})
    return look


def _shows_week(look: OpenerDirector, address: str) -> bool:
    page = _read(look, f"{address}/")
    return SHOWN in page and AT_WORK not in page


def _read(look: OpenerDirector, address: str, asked: dict[str, str] | None = None) -> str:
    sent = urlencode(asked).encode() if asked else None
    with look.open(address, sent, timeout=60) as answer:
        return str(answer.read().decode())
