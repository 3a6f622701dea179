"""Weeks that were closed: which reports were kept of them, and to whom they are sent."""

from django.conf import settings
from django.db import models

from interlock.records.notes import MAIL_STATES


class ClosedWeek(models.Model):
    """A week that is being closed, and from ``closed_at`` on is: for a day, of the book after a
    revision. Whoever works its reports out has it until ``held_until``; ``problem`` is why nobody
    could, the last time. ``afterwards``: the book came later than the day, and says what was known.
    """

    number = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    revision = models.ForeignKey(
        "store.Revision", models.PROTECT, related_name="+", db_column="revision"
    )
    closed_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    problem = models.TextField(default="")
    afterwards = models.BooleanField(db_default=False)

    def __str__(self) -> str:
        return f"the week closed for {self.day}"


class WeekReport(models.Model):
    """A reader's report of a closed week: the outcome that was kept, whether amounts are in it, and
    its ``line`` in a list as JSON; empty until one is made.
    """

    number = models.BigAutoField(primary_key=True)
    week = models.ForeignKey(ClosedWeek, models.CASCADE, related_name="reports")
    reader = models.TextField()
    has_amounts = models.BooleanField()
    outcome = models.ForeignKey("store.Outcome", models.PROTECT, related_name="+")
    line = models.TextField(db_default="")

    class Meta:
        """One report a reader and week."""

        constraints = (
            models.UniqueConstraint(fields=["week", "reader"], name="one_report_of_a_reader"),
        )

    def __str__(self) -> str:
        return f"{self.reader}: {self.week}"


class Sending(models.Model):
    """The report of a closed week to one member, each way once: how that stands, when it is tried
    (again), why it failed last. ``message_id`` is its own for ever, however often it is tried.
    """

    number = models.BigAutoField(primary_key=True)
    week = models.ForeignKey(ClosedWeek, models.CASCADE, related_name="sendings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sendings")
    channel = models.TextField(default="mail")
    reader = models.TextField()
    state = models.TextField(choices=[(state, state) for state in MAIL_STATES])
    message_id = models.TextField(unique=True)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(default="")

    class Meta:
        """Each week goes to each member once, each way."""

        constraints = (
            models.UniqueConstraint(
                fields=["week", "user", "channel"], name="one_sending_of_a_week"
            ),
        )

    def __str__(self) -> str:
        return f"{self.week} to {self.user_id}: {self.state}"
