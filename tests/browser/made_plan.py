"""A book of two teams whose order of work could bring more, and who looks at it."""

from interlock.store import connect, members, write
from tests.engine import planned_worlds


def make(password):
    """In the book of the environment."""
    connect.open_book()
    write.book(planned_worlds.two_teams().book, by="Ann", words="first")
    for role in ("product", "developer"):
        email = f"{role}@acme.example"
        members.make(email, password, role=role, known_as=role.title(), by="test")
