"""Mail that comes: a real SMTP server on this machine, which refuses whom it is told to."""

import email
import email.policy
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from tests.importers.mail_server import free_port


class Inbox:
    """Mail that came, but to whom it may not; ``url`` is where it goes."""

    def __init__(self):
        self.letters, self.refused, self.url = [], set(), ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refused:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        said = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos[0], said))
        return "250 OK"

    @property
    def whom(self):
        return sorted(whom.split("@")[0] for whom, _ in self.letters)


@contextmanager
def receiving():
    made, port = Inbox(), free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    made.url = f"smtp://127.0.0.1:{port}"
    try:
        yield made
    finally:
        controller.stop()
