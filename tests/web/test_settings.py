"""The site's settings: safe where it is reached by https, and said what is wrong."""

import json
import os
import stat
import subprocess
import sys

import pytest


def manage(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "interlock", "manage", *words],
        env=os.environ | options,
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_https_nothing_is_left_to_secure():
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", INTERLOCK_URL="https://i.acme.example"
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (1 silenced)" in done.stdout


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    told = "from django.conf import settings; print(str(settings.SECRET_KEY))"
    keys = {
        manage("shell", "-v", "0", "-c", told, INTERLOCK_HOME=str(tmp_path)).stdout
        for _ in range(2)
    }
    (key,) = keys
    file = tmp_path / "secret_key"
    assert key.strip() == file.read_text()
    assert len(key.strip()) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("company.example", "INTERLOCK_OIDC is no address"),
        ("http://a:b@c", "INTERLOCK_OIDC is no address"),
    ],
)
def test_a_company_sign_in_that_is_no_address_is_said_to_be_so(value, told):
    done = manage("check", INTERLOCK_OIDC=value)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_company_sign_in_has_its_address():
    told = (
        "from django.conf import settings; import json; "
        "print(json.dumps(settings.SOCIALACCOUNT_PROVIDERS))"
    )
    done = manage(
        "shell",
        "-v",
        "0",
        "-c",
        told,
        INTERLOCK_OIDC="https://me:s%40cret@login.acme.example:8443/realm",
    )
    (app,) = json.loads(done.stdout)["openid_connect"]["APPS"]
    assert (app["client_id"], app["secret"]) == ("me", "s@cret")
    assert app["settings"]["server_url"] == "https://login.acme.example:8443/realm"
