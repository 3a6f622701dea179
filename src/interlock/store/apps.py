"""The one Django app with models."""

from django.apps import AppConfig


class Store(AppConfig):
    """The book: every record, and everything that it was before."""

    name = "interlock.store"
    label = "store"
    verbose_name = "The book"
