"""Who may sign in and in which role, and what was done about it."""

from typing import Any

from django.conf import settings
from django.db import models

from interlock.records.notes import MAIL_STATES, WHYS
from interlock.records.nudges import KINDS
from interlock.records.rights import AMOUNTS_SEEN, RIGHTS
from interlock.records.webhook import PLAIN, SHAPES, shortened


class Member(models.Model):
    """Somebody who may sign in. ``known_as`` is their name in the records; ``amounts`` whose they
    see where the owner said otherwise than the role; ``shares_record`` with those who manage;
    ``no_nudges`` are kinds that they do not want (a JSON list). The weekly report is mailed to who
    ``wants_report``, of their role's view and on the company's day unless they chose others.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="member"
    )
    role = models.TextField(choices=[(role, role) for role in RIGHTS])
    known_as = models.TextField(default="")
    mails_mentions = models.BooleanField(default=True)
    shares_record = models.BooleanField(default=False)
    wants_report = models.BooleanField(default=True)
    report_view = models.TextField(default="")
    report_weekday = models.IntegerField(null=True)
    no_nudges = models.TextField(default="[]")
    mails_nudges = models.BooleanField(default=True)
    amounts = models.TextField(default="", choices=[(seen, seen) for seen in AMOUNTS_SEEN])
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.known_as or self.user_id} ({self.role})"


class SavedView(models.Model):
    """A way to look at a list, kept under a name by whoever made it: ``query`` is what its address
    asks for; ``is_shared`` with everybody who opens the page.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views")
    page = models.TextField()
    name = models.TextField()
    query = models.TextField()
    is_shared = models.BooleanField(default=False)

    class Meta:
        """One of a name for each person and page."""

        constraints = (
            models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_of_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.page}: {self.name}"


class Token(models.Model):
    """What a program signs in with, as one person: kept as a digest, shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.TextField()
    digest = models.TextField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A secret address from which one person's calendar fetches their days: kept as a digest, shown
    once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    digest = models.TextField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)
    reminds = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"


class Webhook(models.Model):
    """An address that is told of changes of the kinds in ``kinds`` (a JSON list), as far as its
    owner may see them; what is sent is signed with ``secret``.

    Of the ``shape`` of a chat tool it is that of a channel, which is told the weekly report of a
    ``reader``: who knows such an address can write there.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks")
    url = models.TextField()
    kinds = models.TextField()
    secret = models.TextField()
    shape = models.TextField(default=PLAIN, choices=[(one, one) for one in (PLAIN, *SHAPES)])
    reader = models.TextField(default="")
    at = models.DateTimeField(auto_now_add=True)
    stopped = models.TextField(default="")

    def __str__(self) -> str:
        return shortened(self.url) if self.shape in SHAPES else self.url


class Delivery(models.Model):
    """One telling of a webhook: what, how often it was tried, and what the other side answered."""

    number = models.BigAutoField(primary_key=True)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.TextField()
    kind = models.TextField()
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    answer = models.TextField(default="")
    is_done = models.BooleanField(default=False)

    class Meta:
        """Each event is told to a webhook once."""

        constraints = (
            models.UniqueConstraint(fields=["webhook", "event"], name="one_delivery_of_an_event"),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.webhook_id}: {self.answer}"


class Notice(models.Model):
    """Somebody is to know of a note that mentions or answers them: once, however often it changes.

    ``mail`` says how it stands with telling them by mail, empty where they are not told so;
    ``next_at`` is when that is tried again, ``problem`` why it failed last.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    note = models.TextField()
    why = models.TextField(choices=[(why, why) for why in WHYS])
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    mail = models.TextField(default="", choices=[(state, state) for state in MAIL_STATES])
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    problem = models.TextField(default="")

    class Meta:
        """Each note is told to each person once."""

        constraints = (
            models.UniqueConstraint(fields=["user", "note"], name="one_notice_of_a_note"),
        )

    def __str__(self) -> str:
        return f"{self.note} {self.why}s {self.user_id}"


class Reply(models.Model):
    """A mail that came in, so that each is taken once: a digest of its Message-ID, when, of whom,
    the note that it became, or why it was ``refused``; ``is_told``: they were told so by mail.
    """

    digest = models.TextField(unique=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="replies"
    )
    note = models.TextField(default="")
    refused = models.TextField(default="")
    is_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.note or self.refused} by {self.user_id}"


class Nudge(models.Model):
    """How a thing stood (``mark``) when somebody was told of it last, or when it was seen first;
    what they were told, if anything, where it leads, and since when they have put it away.

    ``mail`` says how it stands with telling them by mail, as of a notice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="nudges")
    key = models.TextField()
    mark = models.TextField()
    kind = models.TextField(default="", choices=[(kind, kind) for kind in KINDS])
    said = models.TextField(default="")
    about = models.TextField(default="")
    own_id = models.TextField(default="")
    at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    mail = models.TextField(default="", choices=[(state, state) for state in MAIL_STATES])
    mailed_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    problem = models.TextField(default="")

    class Meta:
        """Each thing is told to each person once, until it stands otherwise."""

        constraints = (
            models.UniqueConstraint(fields=["user", "key"], name="one_nudge_of_a_thing"),
        )

    def __str__(self) -> str:
        return f"{self.key} to {self.user_id}: {self.said or self.mark}"


class Event(models.Model):
    """Something done about sign-ins and rights, never edited: when, what, by whom, from where."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    what = models.TextField()
    who = models.TextField(default="")
    about = models.TextField(default="")
    address = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.what} {self.about}"

    def save(self, *args: Any, **more: Any) -> None:
        """Keep it; what is kept is never changed."""
        if not self._state.adding:
            raise TypeError("an event that is kept is never edited")
        super().save(*args, **more)


class Work(models.Model):
    """An outcome that is being worked out: what was asked of which revision, how far it is, and
    why it failed.
    """

    fingerprint = models.TextField(primary_key=True)
    kind = models.TextField()
    asked = models.TextField()
    revision = models.BigIntegerField()
    begun = models.DateTimeField(auto_now_add=True)
    told = models.DateTimeField(auto_now=True)
    step = models.TextField(default="")
    failed = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.kind} of {self.revision}: {self.failed or self.step}"
