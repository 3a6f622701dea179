"""Django's settings. Every option comes from the environment, and every one has a default."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from platformdirs import user_data_path

HOME = Path(os.environ.get("INTERLOCK_HOME") or user_data_path("interlock"))
"""INTERLOCK_HOME: the folder in which the book lives; by default the user's data folder."""

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'book.sqlite3'}"
"""DATABASE_URL: postgresql://user:password@host/name for a server; by default a file in HOME."""

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
}
POSTGRESQL: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 8}}


def database(url: str) -> Any:
    """Django's settings of the database at an address."""
    found = dj_database_url.parse(url)
    own = POSTGRESQL if "postgresql" in found["ENGINE"] else SQLITE
    return {**found, "OPTIONS": {**own, **found.get("OPTIONS", {})}}


DATABASES = {"default": database(DATABASE_URL)}
INSTALLED_APPS = ["interlock.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
