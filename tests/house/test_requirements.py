"""What is installed is pinned, hashed, without addresses, and what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FILES = ("dev", "image", "bench")
TEXT = "".join((ROOT / "requirements" / f"{name}.txt").read_text() for name in FILES)
TEXT = TEXT.replace("\\\n", " ")
LINES = [line for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]
PINNED = {canonicalize_name(line.split("==")[0]): line.split("==")[1].split()[0] for line in LINES}
ASKED = [
    *PROJECT["project"]["dependencies"],
    *(asked for group in FILES for asked in PROJECT["dependency-groups"][group]),
    *PROJECT["build-system"]["requires"],
]


def test_every_package_is_pinned_and_hashed():
    pin = re.compile(r"^[A-Za-z0-9_.-]+==[^\s;]+(\s*;[^-]*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$")
    assert [line[:60] for line in LINES if not pin.match(line)] == []


def test_no_address_stands_among_the_requirements():
    assert "://" not in TEXT
    assert "--index" not in TEXT
    assert "--find-links" not in TEXT


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_project_asks_for_is_pinned_at_a_version_that_it_allows(asked):
    requirement = Requirement(asked)
    pinned = PINNED[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pinned)
