"""Tokens by which a member leaves the weekly report from the mail itself, without signing in."""

from interlock.records.errors import NotPossible

SALT = "interlock.leave-report"


def of(user: int) -> str:
    """A member's token: it stands for as long as the site's secret does, and does nothing else."""
    from django.core import signing

    return signing.Signer(salt=SALT).sign(str(user))


def user_of(token: str) -> int:
    """Whose token it is. Raises ``NotPossible`` for one that is not ours."""
    from django.core import signing

    try:
        return int(signing.Signer(salt=SALT).unsign(token))
    except signing.BadSignature as error:
        raise NotPossible("This address is not whole: copy all of it from the mail") from error
