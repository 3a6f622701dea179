"""Programs that may be missing on the machine that runs the tests."""

import os
import shutil

import pytest


def require(*names: str, install: str) -> str:
    """The path of the first program that is here; with none the test is skipped, or fails in CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"none of {', '.join(names)} is here: install {install}"
    if os.environ.get("INTERLOCK_REQUIRE_ALL"):
        pytest.fail(message)
    pytest.skip(message)
