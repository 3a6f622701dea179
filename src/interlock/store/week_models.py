"""Weeks that were closed: which reports were kept of them."""

from django.db import models


class ClosedWeek(models.Model):
    """A week that is being closed, and from ``closed_at`` on is: for a day, of the book after a
    revision. Whoever works its reports out has it until ``held_until``.
    """

    number = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    revision = models.ForeignKey(
        "store.Revision", models.PROTECT, related_name="+", db_column="revision"
    )
    closed_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"the week closed for {self.day}"


class WeekReport(models.Model):
    """A reader's report of a closed week: the outcome that was kept, and whether amounts are in
    it.
    """

    number = models.BigAutoField(primary_key=True)
    week = models.ForeignKey(ClosedWeek, models.CASCADE, related_name="reports")
    reader = models.TextField()
    has_amounts = models.BooleanField()
    outcome = models.ForeignKey("store.Outcome", models.PROTECT, related_name="+")

    class Meta:
        """One report a reader and week."""

        constraints = (
            models.UniqueConstraint(fields=["week", "reader"], name="one_report_of_a_reader"),
        )

    def __str__(self) -> str:
        return f"{self.reader}: {self.week}"
