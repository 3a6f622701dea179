"""A worker whose database another process writes into for long."""

import pytest
from django.core import management
from django.db import OperationalError

from interlock.actions import manage_book

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)


def test_a_worker_waits_while_another_writes_for_long_and_then_goes_on(book_at, monkeypatch):
    ends = [OperationalError("database is locked"), None]

    def worker(name, *_words):
        assert name == "db_worker"
        if end := ends.pop(0):
            raise end

    monkeypatch.setattr(manage_book, "make_ready", lambda: None)
    monkeypatch.setattr(management, "call_command", worker)
    manage_book.work_on_queue("files", every=0.1)
    assert ends == []


def test_a_database_that_is_gone_ends_it(book_at, monkeypatch):
    def worker(*_words):
        raise OperationalError("no such table")

    monkeypatch.setattr(manage_book, "make_ready", lambda: None)
    monkeypatch.setattr(management, "call_command", worker)
    with pytest.raises(OperationalError, match="no such table"):
        manage_book.work_on_queue("files", every=0.1)
