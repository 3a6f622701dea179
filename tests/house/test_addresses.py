"""No file names a package registry's host or a path of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOSTS = (
    "pypi." + "org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian",
    "crates." + "io",
)
PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)" + "/")


def kept_files() -> list[Path]:
    """Tracked files, and new ones that git does not ignore."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so there is no list of its files")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def problems_in(text: str) -> list[str]:
    hosts = [host for host in HOSTS if host in text.lower()]
    return hosts + PATHS.findall(text)


def test_no_file_names_a_registry_host_or_a_machine_path():
    found = {}
    for path in kept_files():
        if path.is_file() and (bad := problems_in(path.read_text(errors="replace"))):
            found[str(path.relative_to(ROOT))] = bad
    assert found == {}


@pytest.mark.parametrize(
    "line", ["https://" + HOSTS[0] + "/simple", "see /" + "work/main/x", "/" + "root/.cache"]
)
def test_the_guard_sees_what_it_guards_against(line):
    assert problems_in(line)
