"""A book with the sample record, and people of both sides who look at it."""

from interlock.store import connect, members, outcomes, read, write
from tests.render import sample_record
from tests.store.books import book, deal


def make(password):
    """In the book of the environment; Ann owns it."""
    connect.open_book()
    write.book(book([deal("D1")]), by="Ann", words="first")
    outcomes.keep("record", {"as_of": None, "seed": 1}, read.revision(), sample_record.record())
    everybody = (("Ann", "owner"), ("Ana Lim", "rep"), ("Mo Lead", "manager"),
                 ("Jörg Müller", "developer"))  # fmt: skip
    for name, role in everybody:
        members.make(f"{role}@acme.example", password, role=role, known_as=name, by="test")
