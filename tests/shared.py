"""What the workers of a test run share: made by the first that asks, read by the others."""

import fcntl
import os
import pickle
import tempfile
from contextlib import contextmanager
from pathlib import Path

from numba.core.dispatcher import Dispatcher

WHERE = "INTERLOCK_TESTS_SHARED"


def begin():
    """Make the folder, in the process that starts the workers; it goes when that one ends."""
    if WHERE not in os.environ:
        begin.folder = tempfile.TemporaryDirectory(prefix="interlock-shared-")
        os.environ[WHERE] = begin.folder.name


def once(name, make):
    """What ``make`` gives; a copy of it, but for whom it was made."""
    with in_turn(name) as kept:
        if kept.exists():
            return pickle.loads(kept.read_bytes())  # noqa: S301
        made = make()
        kept.write_bytes(pickle.dumps(made))
        return made


@contextmanager
def in_turn(name):
    """A path of this name, while no other worker has it."""
    path = Path(os.environ[WHERE]) / name
    with path.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path


def compile_in_turn():
    """Of workers that want the same kernel at once one compiles it, and the others read it."""
    compile_it, busy = Dispatcher.compile, []

    def compiled(kernel, signature):
        if busy:
            return compile_it(kernel, signature)
        busy.append(kernel)
        try:
            with in_turn(f"{kernel.py_func.__module__}.{kernel.py_func.__name__}"):
                return compile_it(kernel, signature)
        finally:
            busy.pop()

    Dispatcher.compile = compiled
