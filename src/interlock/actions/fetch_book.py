"""Fetch: the book of another Interlock's site, as whoever owns the token may see it."""

from interlock.importers import site_book
from interlock.records.reading import Reading


def fetch_book(site: str, *, token: str) -> Reading:
    """The book, and what of it this version does not know. Raises ``NoSite``."""
    return site_book.fetch(site, token=token)
