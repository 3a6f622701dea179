"""interlock demo: a book of its own, one demo in a folder, a port that is free, and its company."""

import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from interlock.cli import demo, site
from interlock.cli.demo_check import stands
from interlock.records.errors import NotPossible
from tests.importers.mail_server import free_port
from tests.web import made_demo

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


def interlock(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "interlock", *words],
        env=os.environ | options,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demo_is_checked_as_every_role_and_stopped(home):
    """The settings are those of another book, which is not there: the demo knows nothing of it."""
    made_demo.make(home)
    port = free_port()
    asked = ["demo", "--check", "--home", str(home), "--port", str(port)]
    done = interlock(*asked, DATABASE_URL="postgresql://x@nowhere/x", INTERLOCK_OIDC="https://x")
    assert done.returncode == 0, done.stderr
    assert "The demo stands: the week of owner, manager, rep, product" in done.stdout
    site.look(HOST, port)


def test_one_demo_runs_in_a_folder_and_the_other_is_told_where(tmp_path, capfd):
    with demo._alone(tmp_path, "http://127.0.0.1:8123"):
        assert not stands(tmp_path, HOST, free_port())
    said = capfd.readouterr().err
    assert "already, at http://127.0.0.1:8123: open that" in said
    assert "owner: no week was shown" in said


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path):
    with socket.create_server((HOST, 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in (["serve"], ["demo", "--home", str(tmp_path)]):
            done = interlock(*command, "--port", port, INTERLOCK_HOME=str(tmp_path))
            assert done.returncode == 2
            assert f"{HOST}:{port} cannot be listened on: something else" in done.stderr


def test_without_a_port_the_next_free_one_is_taken(monkeypatch):
    with socket.create_server((HOST, 0)) as taken:
        monkeypatch.setattr(site, "USUAL", taken.getsockname()[1])
        port = site.free_port(HOST)
    assert port != site.USUAL
    site.look(HOST, port)


def test_an_address_that_is_not_this_machines_is_said_to_be_so():
    with pytest.raises(NotPossible, match=r"192\.0\.2\.1:8000 cannot be listened on"):
        site.look("192.0.2.1", 8000)


def test_an_installed_interlock_holds_the_company_and_a_checkout_has_it(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if "company/" in name}
    here = {
        one.relative_to(ROOT / "examples") for one in demo._company().rglob("*") if one.is_file()
    }
    assert held == {f"interlock/{one}" for one in here}
    assert demo.COMPANY[0] == Path(demo.__file__).parents[1] / "company"


def note_process(home):
    (home / "process").write_text(str(os.getpid()))


def test_the_book_is_made_in_another_process_than_the_one_that_is_forked_to_serve(tmp_path):
    demo._apart(note_process, tmp_path)
    assert int((tmp_path / "process").read_text()) != os.getpid()
