"""Django's settings. Every option comes from the environment, and every one has a default."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from platformdirs import user_data_path

HOME = Path(os.environ.get("INTERLOCK_HOME") or user_data_path("interlock"))
"""INTERLOCK_HOME: the folder in which the book lives; by default the user's data folder."""

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'book.sqlite3'}"
"""DATABASE_URL: postgresql://user:password@host/name for a server; by default a file in HOME."""

MAIL = os.environ.get("INTERLOCK_MAIL") or ""
"""INTERLOCK_MAIL: smtps://user:password@host (or smtp+starttls://, smtp://); by default no mail."""

MAIL_FROM = os.environ.get("INTERLOCK_MAIL_FROM") or "interlock@localhost"
"""INTERLOCK_MAIL_FROM: whom mail comes from."""

TELL = [one.strip() for one in os.environ.get("INTERLOCK_TELL", "").split(",") if one.strip()]
"""INTERLOCK_TELL: addresses of those who are told when something waits for somebody."""

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
}
POSTGRESQL: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 8}}


def database(url: str) -> Any:
    """Django's settings of the database at an address."""
    try:
        found = dj_database_url.parse(url)
    except ValueError as error:
        words = "is no address such as postgresql://user:password@host/name or sqlite:///file"
        raise ValueError(f"DATABASE_URL {words}") from error
    own = POSTGRESQL if "postgresql" in found["ENGINE"] else SQLITE
    return {**found, "OPTIONS": {**own, **found.get("OPTIONS", {})}}


def mailer(url: str) -> Any:
    """Django's settings of the mail server at an address."""
    at = urlsplit(url)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if at.scheme not in ports or not at.hostname:
        raise ValueError(f"INTERLOCK_MAIL is none of {', '.join(f'{one}://host' for one in ports)}")
    said = {"host": at.hostname, "port": at.port or ports[at.scheme], "timeout": 30}
    way = {"use_ssl": at.scheme == "smtps", "use_tls": at.scheme == "smtp+starttls"}
    who = {"username": unquote(at.username or ""), "password": unquote(at.password or "")}
    return {"BACKEND": SMTP, "OPTIONS": {**said, **way, **who}}


DATABASES = {"default": database(DATABASE_URL)}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOWHERE = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
MAILERS = {"default": mailer(MAIL) if MAIL else NOWHERE}
INSTALLED_APPS = ["interlock.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
