"""Any Python that really runs is found; an environment is made once, and mended when broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
TOO_OLD = "#!/bin/sh\nexit 1\n"
FAKE_PYTHON = """#!/bin/sh
# Stands in for Python: notes what it is asked, and makes an environment that consists of itself.
echo "$*" >> "$LOG"
case "$*" in
  "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/interlock;;
  *--require-hashes*) if [ -e fail-once ]; then rm fail-once; exit 1; fi;;
esac
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def find(tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """What scripts/find-python says where PATH holds nothing but tmp_path/bin."""
    (tmp_path / "bin").mkdir(exist_ok=True)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "find-python")],
        env={"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_any_python_one_line_says_what_to_install(tmp_path):
    found = find(tmp_path)
    assert found.returncode == 1
    assert found.stdout == ""
    assert len(found.stderr.splitlines()) == 1
    assert "Python 3.12 or newer" in found.stderr


def test_a_python_that_is_there_but_does_not_run_or_is_too_old_does_not_count(tmp_path):
    write(tmp_path / "bin" / "python3.13", TOO_OLD)
    write(tmp_path / "bin" / "python3", TOO_OLD)
    assert find(tmp_path).returncode == 1


@pytest.mark.parametrize("name", ["python3.13", "python3", "python"])
def test_a_python_on_the_path_is_found_under_any_of_its_names(tmp_path, name):
    write(tmp_path / "bin" / name, f'#!/bin/sh\nexec "{SYSTEM}" "$@"\n')
    found = find(tmp_path)
    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()).resolve() == SYSTEM.resolve()


@pytest.mark.parametrize("place", [".pyenv/versions/3.13.9", "elsewhere/versions/3.12.1"])
def test_a_python_of_pyenv_is_found_though_it_is_not_on_the_path(tmp_path, place):
    write(tmp_path / place / "bin" / "python", f'#!/bin/sh\nexec "{SYSTEM}" "$@"\n')
    found = find(tmp_path, PYENV_ROOT=str(tmp_path / "elsewhere"))
    assert found.returncode == 0, found.stderr


def test_a_python_that_uv_knows_is_found(tmp_path):
    real = write(tmp_path / "uv-python" / "python3.13", f'#!/bin/sh\nexec "{SYSTEM}" "$@"\n')
    write(tmp_path / "bin" / "uv", f'#!/bin/sh\necho "{real}"\n')
    found = find(tmp_path)
    assert found.returncode == 0, found.stderr


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A checkout of which only make-env is real, over a Python that only takes notes."""
    write(tmp_path / "python", FAKE_PYTHON)
    write(tmp_path / "scripts" / "find-python", f'#!/bin/sh\necho "{tmp_path}/python"\n')
    shutil.copy(ROOT / "scripts" / "make-env", tmp_path / "scripts")
    write(tmp_path / "requirements" / "dev.txt", "polars==2.1.0\n")
    write(tmp_path / "pyproject.toml", "")
    return tmp_path


def make(checkout: Path) -> list[str]:
    """What make-env asked of Python, in order: venv, packages, interlock."""
    log = checkout / "asked"
    log.unlink(missing_ok=True)
    subprocess.run(
        ["/bin/sh", "scripts/make-env"],
        cwd=checkout,
        env={**os.environ, "LOG": str(log)},
        capture_output=True,
        check=True,
    )
    asked = log.read_text().splitlines() if log.exists() else []
    kinds = {"-m venv": "venv", "--require-hashes": "packages", "--editable": "interlock"}
    return [kind for line in asked for mark, kind in kinds.items() if mark in line]


def test_from_nothing_an_environment_is_made_with_packages_and_interlock(checkout):
    assert make(checkout) == ["venv", "packages", "interlock"]


def test_a_second_start_does_nothing(checkout):
    make(checkout)
    assert make(checkout) == []


def test_changed_requirements_are_installed_into_the_same_environment(checkout):
    make(checkout)
    write(checkout / "requirements" / "dev.txt", "polars==2.2.0\n")
    assert make(checkout) == ["packages", "interlock"]


def test_an_environment_whose_making_was_broken_off_is_finished(checkout):
    make(checkout)
    (checkout / ".venv" / ".made").unlink()
    assert make(checkout) == ["packages", "interlock"]


def test_an_environment_whose_python_does_not_run_or_is_too_old_is_made_anew(checkout):
    make(checkout)
    write(checkout / ".venv" / "bin" / "python", TOO_OLD)
    assert make(checkout) == ["venv", "packages", "interlock"]


def test_when_packages_cannot_be_installed_into_what_is_there_it_is_made_anew(checkout):
    make(checkout)
    write(checkout / "requirements" / "dev.txt", "polars==2.2.0\n")
    write(checkout / "fail-once", "")
    assert make(checkout) == ["packages", "venv", "packages", "interlock"]


def test_an_environment_that_was_moved_here_from_elsewhere_is_installed_again(checkout, tmp_path):
    make(checkout)
    moved = checkout.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert make(moved)
