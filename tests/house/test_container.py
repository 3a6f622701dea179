"""The container is written as it should be; no engine is asked for, so none has run it here."""

import re
import shlex
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from dockerfile_parse import DockerfileParser

from interlock import settings
from interlock.cli.main import main as interlock

ROOT = Path(__file__).resolve().parents[2]
FILE, COMPOSE = ROOT / "Containerfile", ROOT / "compose.yaml"
STEPS = [
    (one["instruction"], one["value"])
    for one in DockerfileParser(fileobj=BytesIO(FILE.read_bytes())).structure
    if one["instruction"] != "COMMENT"
]
SERVICES = yaml.safe_load(COMPOSE.read_text())["services"]
IMAGE = (ROOT / "requirements" / "image.txt").read_text()


def value(instruction):
    """What the last step of a kind says."""
    return [said for kind, said in STEPS if kind == instruction][-1]


def test_a_linter_of_container_files_has_nothing_to_say():
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, FILE], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_everything_that_is_copied_is_there():
    copied = [shlex.split(said)[:-1] for kind, said in STEPS if kind == "COPY"]
    here = [one for words in copied if not words[0].startswith("--from") for one in words]
    assert "src" in here
    assert [one for one in here if not (ROOT / one).exists()] == []


@pytest.mark.parametrize(
    "words",
    [
        re.findall(r'"([^"]+)"', value("CMD")),
        *(shlex.split(one["command"]) for one in SERVICES.values() if "command" in one),
    ],
    ids=" ".join,
)
def test_every_command_that_is_run_exists_with_its_options(words):
    program, name, *options = words
    assert program == "interlock"
    interlock.commands[name].make_context(name, options)


def test_whether_it_works_is_asked_of_an_address_that_the_site_has():
    code = re.findall(r'"([^"]+)"', value("HEALTHCHECK"))[-1]
    compile(code, "healthcheck", "exec")
    assert "http://127.0.0.1:8000/healthz" in code


def test_it_runs_as_nobody_in_particular_and_keeps_its_book_on_a_volume():
    assert value("USER") == "1000"
    assert f"INTERLOCK_HOME={value('VOLUME')}" in value("ENV")
    assert all("home:/data" in one["volumes"] for one in map(SERVICES.get, ("site", "worker")))


def test_every_setting_that_compose_gives_is_one():
    given = SERVICES["site"]["environment"]
    assert [one for one in given if one not in Path(settings.__file__).read_text()] == []


def test_what_the_image_installs_is_what_the_tests_ran_with():
    tested = (ROOT / "requirements" / "dev.txt").read_text()
    pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", IMAGE, re.DOTALL | re.MULTILINE)
    assert len(pins) > 40
    assert [pin.split()[0] for pin in pins if pin.strip() not in tested] == []
    assert "playwright" not in IMAGE
