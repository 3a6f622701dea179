"""Mail whose HTML shows pictures that come along inside it."""

from collections.abc import Iterable
from email.message import EmailMessage as Message
from email.policy import Policy, default

from django.core.mail import EmailMultiAlternatives

Picture = tuple[str, bytes]
"""The name by which the HTML shows it (cid), and its PNG."""


class PicturedMail(EmailMultiAlternatives):
    """Text, HTML beside it, and within the HTML its pictures: no mail program lists those."""

    pictures: Iterable[Picture] = ()

    def message(self, *, policy: "Policy[Message]" = default) -> Message:
        """As it is sent."""
        made: Message = super().message(policy=policy)
        html = made.get_body(("html",))
        for name, png in self.pictures if html else ():
            html.add_related(png, "image", "png", cid=f"<{name}>", disposition="inline")
        return made
