"""Work on files that somebody brought: done once, told of, and noticed when its worker dies."""

import threading

import pytest

from interlock.importers import underway
from interlock.records.brought import DIED, FAILED, WAITS, WORKS
from interlock.records.errors import NotPossible


def test_what_is_asked_for_waits_is_worked_at_and_is_done(tmp_path):
    seen = []

    def make(tell):
        seen.append(underway.standing(tmp_path).state)
        tell("reading")
        seen.append(underway.standing(tmp_path).step)

    assert underway.standing(tmp_path) is None
    assert underway.begin(tmp_path, "look")
    assert underway.standing(tmp_path).state == WAITS
    underway.do(tmp_path, make)
    assert (seen, underway.standing(tmp_path)) == ([WORKS, "reading"], None)


def test_asked_for_twice_it_is_done_once(tmp_path):
    done = []
    assert underway.begin(tmp_path, "look")
    assert not underway.begin(tmp_path, "look", again=True)
    for _ in range(2):
        underway.do(tmp_path, lambda _: done.append(1))
    assert done == [1]


def test_of_two_workers_one_does_it_and_the_other_finds_it_done(tmp_path):
    done, inside, go = [], threading.Event(), threading.Event()

    def make(_tell):
        inside.set()
        go.wait(10)
        done.append(1)

    underway.begin(tmp_path, "look")
    workers = [threading.Thread(target=underway.do, args=(tmp_path, make)) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert inside.wait(10)
    go.set()
    for worker in workers:
        worker.join()
    assert done == [1]


@pytest.mark.parametrize("error", [NotPossible("no such day"), ValueError("no such day")])
def test_what_fails_says_why_until_it_is_asked_for_again(tmp_path, error):
    def make(_tell):
        raise error

    underway.begin(tmp_path, "look")
    try:
        underway.do(tmp_path, make)
    except ValueError:
        assert isinstance(error, ValueError)
    now = underway.standing(tmp_path)
    assert (now.state, now.why) == (FAILED, "no such day")
    assert not underway.begin(tmp_path, "look")
    assert underway.begin(tmp_path, "look", again=True)
    assert underway.standing(tmp_path).state == WAITS


def test_a_worker_that_died_held_no_lock_any_more(tmp_path):
    underway.begin(tmp_path, "look")
    (underway.beside(tmp_path) / "begun").touch()
    assert underway.standing(tmp_path).state == DIED
    assert underway.begin(tmp_path, "look", again=True)


def test_files_that_are_dropped_meanwhile_are_no_mistake(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    underway.begin(folder, "look")
    moved = tmp_path / "gone"

    def make(tell):
        folder.rename(moved)
        tell("reading")

    underway.do(folder, make)
    assert underway.standing(folder) is None
