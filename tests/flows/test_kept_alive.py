"""A worker that something kills is begun anew; one that ends, or is told to stop, is not."""

import signal
import subprocess
import sys

import pytest

BEGIN = (
    "import os, signal, sys, time\nfrom interlock.cli.kept_alive import keep_alive\nkeep_alive()\n"
)
TIMES = """
count = len(open(sys.argv[1]).readlines())
with open(sys.argv[1], "a") as log: log.write("began\\n")
"""


def begun(tmp_path, then):
    log = tmp_path / "log"
    log.touch()
    command = [sys.executable, "-c", BEGIN + TIMES + then, str(log)]
    return log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_is_killed_is_begun_anew_until_it_ends(tmp_path):
    log, process = begun(tmp_path, "if not count: os.kill(os.getpid(), signal.SIGKILL)\n")
    _, said = process.communicate(timeout=30)
    assert (process.returncode, log.read_text()) == (0, "began\n" * 2)
    assert "killed (signal 9)" in said


@pytest.mark.parametrize("code", [0, 3])
def test_what_ends_is_not(tmp_path, code):
    log, process = begun(tmp_path, f"sys.exit({code})\n")
    process.communicate(timeout=30)
    assert (process.returncode, log.read_text()) == (code, "began\n")


def test_told_to_stop_it_stops(tmp_path):
    log, process = begun(tmp_path, "print('here', flush=True)\ntime.sleep(60)\n")
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert (process.returncode, log.read_text()) == (0, "began\n")
