"""Mail whose HTML shows pictures that come along inside it."""

from collections.abc import Iterable
from email.policy import default
from typing import Any

from django.core.mail import EmailMultiAlternatives

Picture = tuple[str, bytes]
"""The name by which the HTML shows it (cid), and its PNG."""


class PicturedMail(EmailMultiAlternatives):
    """Text, HTML beside it, and within the HTML its pictures: no mail program lists those."""

    pictures: Iterable[Picture] = ()

    def message(self, *, policy: Any = default) -> Any:
        """As it is sent."""
        made = super().message(policy=policy)
        html: Any = made.get_body(("html",))
        for name, png in self.pictures:
            html.add_related(png, "image", "png", cid=f"<{name}>", disposition="inline")
        return made
