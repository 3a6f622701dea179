"""Django's settings. Every option comes from the environment, and every one has a default."""

import os
import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.utils.functional import SimpleLazyObject
from platformdirs import user_data_path

HOME = Path(os.environ.get("INTERLOCK_HOME") or user_data_path("interlock"))
"""INTERLOCK_HOME: the folder in which the book lives; by default the user's data folder."""

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'book.sqlite3'}"
"""DATABASE_URL: postgresql://user:password@host/name for a server; by default a file in HOME."""

MAIL = os.environ.get("INTERLOCK_MAIL") or ""
"""INTERLOCK_MAIL: smtps://user:password@host (or smtp+starttls://, smtp://); by default no mail."""

MAIL_FROM = os.environ.get("INTERLOCK_MAIL_FROM") or "interlock@localhost"
"""INTERLOCK_MAIL_FROM: whom mail comes from."""

MAIL_IN = os.environ.get("INTERLOCK_MAIL_IN") or ""
"""INTERLOCK_MAIL_IN: imaps://user:password@host/INBOX, the mailbox into which answers come."""

MAIL_IN_ADDRESS = os.environ.get("INTERLOCK_MAIL_IN_ADDRESS") or ""
"""INTERLOCK_MAIL_IN_ADDRESS: interlock@acme.example, where answers go as interlock+WORD@."""

MAIL_IN_SERVER = os.environ.get("INTERLOCK_MAIL_IN_SERVER") or ""
"""INTERLOCK_MAIL_IN_SERVER: what your mail server calls itself in Authentication-Results."""

TELL = [one.strip() for one in os.environ.get("INTERLOCK_TELL", "").split(",") if one.strip()]
"""INTERLOCK_TELL: addresses of those who are told when something waits for somebody."""

URL = (os.environ.get("INTERLOCK_URL") or "http://127.0.0.1:8000").rstrip("/")
"""INTERLOCK_URL: where people reach the site; with https nothing is sent in the clear."""

SECRET = os.environ.get("INTERLOCK_SECRET_KEY") or ""
"""INTERLOCK_SECRET_KEY: what signs sessions and links; by default made once and kept in HOME."""

OIDC = os.environ.get("INTERLOCK_OIDC") or ""
"""INTERLOCK_OIDC: https://client:secret@issuer of the company's own sign-in (OpenID Connect)."""

UPLOAD_MIB = int(os.environ.get("INTERLOCK_UPLOAD_MIB") or 500)
"""INTERLOCK_UPLOAD_MIB: how much may be brought in through the site at once."""

FILES = os.environ.get("INTERLOCK_FILES") or ""
"""INTERLOCK_FILES: s3://bucket/folder, for files of sales tools; by default a folder in HOME."""

FILES_SERVER = os.environ.get("INTERLOCK_FILES_SERVER") or ""
"""INTERLOCK_FILES_SERVER: https://files.acme.example, where that bucket is; by default Amazon's."""

FILE_MIB = int(os.environ.get("INTERLOCK_FILE_MIB") or 50)
"""INTERLOCK_FILE_MIB: how large a file of a sales tool may be."""

API_PER_MINUTE = int(os.environ.get("INTERLOCK_API_PER_MINUTE") or 600)
"""INTERLOCK_API_PER_MINUTE: requests that one token may make in a minute."""

HOOKS_PRIVATE = bool(os.environ.get("INTERLOCK_HOOKS_PRIVATE"))
"""INTERLOCK_HOOKS_PRIVATE: webhooks may go to private addresses and over http."""

DEMO = bool(os.environ.get("INTERLOCK_DEMO"))
"""INTERLOCK_DEMO: set by `interlock demo` alone; anybody may look at its own book as anybody."""

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
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


def address(said: str) -> str:
    """The address to which answers go."""
    if said and not re.fullmatch(r"[^@\s<>+]+@[^@\s<>]+", said):
        words = "is no address such as interlock@acme.example, without a plus"
        raise ValueError(f"INTERLOCK_MAIL_IN_ADDRESS {words}")
    return said


def file_store(url: str, server: str) -> Any:
    """Django's settings of where files of sales tools are kept: a folder that nobody is served
    from, or a bucket at an address. The keys to a bucket are those that its own programs read.
    """
    if not url:
        rights = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": FOLDER, "OPTIONS": {"location": HOME / "files" / "tools", **rights}}
    at = urlsplit(url)
    if at.scheme != "s3" or not at.netloc or at.query or at.fragment:
        raise ValueError("INTERLOCK_FILES is no address such as s3://bucket/folder")
    if not all(find_spec(name) for name in ("storages", "boto3")):
        raise ValueError("INTERLOCK_FILES needs the extra s3: pip install 'interlock[s3]'")
    if server and urlsplit(server).scheme not in ("http", "https"):
        raise ValueError("INTERLOCK_FILES_SERVER is no address such as https://files.acme.example")
    told = {"bucket_name": at.netloc, "location": at.path.strip("/"), "default_acl": None}
    much = {"file_overwrite": False, "max_memory_size": IN_MEMORY}
    return {"BACKEND": BUCKET, "OPTIONS": {**told, **much, "endpoint_url": server or None}}


def secret(home: Path) -> str:
    """The key of a place, made once in a file that its owner alone may read."""
    file = home / "secret_key"
    home.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), open(file, "x", opener=_mine_alone) as made:
        made.write(token_urlsafe(64))
    return file.read_text()


def _mine_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def company_sign_in(url: str) -> list[dict[str, Any]]:
    """allauth's settings of an OpenID Connect server at an address."""
    if not url:
        return []
    at = urlsplit(url)
    is_safe = at.scheme == "https" or (at.scheme == "http" and at.hostname in THIS_MACHINE)
    if not is_safe or not at.username or not at.hostname:
        raise ValueError(
            "INTERLOCK_OIDC is no address such as https://client:secret@issuer (http is for this "
            "machine alone)"
        )
    server = f"{at.scheme}://{at.hostname}{f':{at.port}' if at.port else ''}{at.path}"
    who = {"client_id": unquote(at.username), "secret": unquote(at.password or "")}
    named = {"provider_id": "company", "name": "your company's sign-in"}
    told = {"server_url": server, "oauth_pkce_enabled": True}
    return [{**named, **who, "settings": told}]


FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "storages.backends.s3.S3Storage"
IN_MEMORY = 2**20
"""Bytes of a file from a bucket that are held in memory; more of it waits on disk."""
STORAGES = {
    "default": {"BACKEND": FOLDER},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "tools": file_store(FILES, FILES_SERVER),
}
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
DATABASES = {"default": database(DATABASE_URL)}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOWHERE = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
MAILERS = {"default": mailer(MAIL) if MAIL else NOWHERE}
ANSWERS_TO = address(MAIL_IN_ADDRESS) or unquote(urlsplit(MAIL_IN).username or "")
SILENCED_SYSTEM_CHECKS = ["mail.E001"]  # without INTERLOCK_MAIL no mail is sent, and pages say so
DEFAULT_FROM_EMAIL = MAIL_FROM
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"

HERE = Path(__file__).resolve().parent
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks_db",
    "ninja",
    "interlock.store",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "interlock.web.limits.limits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "interlock.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["interlock.web.moments"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interlock.web.shell.shell",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "files"]}}

SECRET_KEY = SECRET or SimpleLazyObject(lambda: secret(HOME))
ALLOWED_HOSTS = [urlsplit(URL).hostname or "127.0.0.1", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [URL]
IS_SECURE = URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 365 * 86_400 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if DEMO:  # a browser keeps cookies by the host alone, and other sites of this machine have theirs
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
        f"{name}_demo_{urlsplit(URL).port}" for name in ("sessionid", "csrftoken")
    )
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "manifest-src": ["'self'"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20 * 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a thousand rates of other currencies
FILE_UPLOAD_PERMISSIONS = 0o600

LOGIN_URL = "demo" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "interlock.web.adapter.Accounts"
SOCIALACCOUNT_ADAPTER = "interlock.web.adapter.CompanyAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": company_sign_in(OIDC)}}
SOCIALACCOUNT_ONLY = False
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Interlock"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "interlock.web.logs.Json"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        name: {"handlers": ["stderr"], "level": level, "propagate": False}
        for name, level in (("django", "WARNING"), ("interlock", "INFO"))
    },
}
