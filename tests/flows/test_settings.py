"""Options of the environment that cannot be used are named, with what to write."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", "nonsense", "DATABASE_URL is no address such as postgresql://"),
        ("DATABASE_URL", "postgresql://h:p:q/x", "DATABASE_URL is no address"),
        ("INTERLOCK_FILES", "/srv/tools", "INTERLOCK_FILES is no address such as s3://bucket"),
        ("INTERLOCK_MAIL", "mail.acme.example", "INTERLOCK_MAIL is none of smtp://host"),
        (
            "INTERLOCK_MAIL_IN_ADDRESS",
            "a+b@acme.example",
            "INTERLOCK_MAIL_IN_ADDRESS is no address",
        ),
    ],
)
def test_it_is_said_which_option_is_wrong(name, value, told):
    done = subprocess.run(
        [sys.executable, "-m", "interlock", "history"],
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {told}")
    assert value not in done.stderr
