"""Outcomes that are being worked out: how far they are, and why one failed."""

from datetime import UTC, datetime, timedelta

from interlock.records.outcome import Progress

QUIET = timedelta(minutes=10)
"""Nothing told for so long: whoever worked it out has died."""


def begin(fingerprint: str, *, kind: str, asked: str, revision: int, again: bool) -> bool:
    """Note that somebody is to work it out; False where somebody is at it, or where it failed and
    is not to be tried ``again``.
    """
    from interlock.store.models import Work

    mine = Work.objects.filter(fingerprint=fingerprint)
    mine.filter(told__lt=datetime.now(UTC) - QUIET, failed="").delete()
    if again:
        mine.exclude(failed="").delete()
    told = {"kind": kind, "asked": asked, "revision": revision}
    _, is_new = Work.objects.get_or_create(fingerprint=fingerprint, defaults=told)
    return is_new


def tell(fingerprint: str, step: str) -> None:
    """Say how far it is."""
    _update(fingerprint, step=step)


def fail(fingerprint: str, why: str) -> None:
    """Say why there will be none."""
    _update(fingerprint, failed=why)


def end(kind: str, asked: str, revision: int) -> None:
    """It is done, and nobody waits for that of an earlier revision any more."""
    from interlock.store.models import Work

    Work.objects.filter(kind=kind, asked=asked, revision__lte=revision).delete()


def of(fingerprint: str) -> Progress | None:
    """How far it is; None where nobody is at it."""
    from interlock.store.models import Work

    row = Work.objects.filter(fingerprint=fingerprint).first()
    if row is None or (row.told < datetime.now(UTC) - QUIET and not row.failed):
        return None
    return Progress(row.begun, row.step, row.failed)


def _update(fingerprint: str, **values: str) -> None:
    from interlock.store.models import Work

    Work.objects.filter(fingerprint=fingerprint).update(told=datetime.now(UTC), **values)
