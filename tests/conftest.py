"""What all tests share: deterministic hypotheses, and programs that may be missing."""

import os
import shutil
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("interlock", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("interlock")

os.environ["INTERLOCK_HOME"] = tempfile.mkdtemp(prefix="interlock-home-")
"""No test looks at the book of whoever runs it."""
os.environ.pop("DATABASE_URL", None)
os.environ["OPENBLAS_NUM_THREADS"] = "1"
"""Each core has a worker of its own already: more threads would only wait for each other."""


def require(*names: str, install: str) -> str:
    """The path of the first program that is here; with none the test is skipped, or fails in CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"none of {', '.join(names)} is here: install {install}"
    if os.environ.get("INTERLOCK_REQUIRE_ALL"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome."""
    return require("chromium", "chromium-browser", "google-chrome", install="Debian's chromium")
