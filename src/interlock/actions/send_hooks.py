"""Send: what webhooks and channels of chat tools are to be told, until it arrives or their owner
has to look.
"""

import http.client
import ipaddress
import logging
import socket
import ssl
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import digest
from urllib.parse import urlsplit

from interlock.records.errors import InterlockError, NotReadable
from interlock.records.rights import Viewer
from interlock.records.webhook import PLAIN, SHAPES, Parcel
from interlock.store import connect, hooks, members

Message = Callable[[Parcel, Viewer], str]
"""What a channel of a chat tool is sent, as who set it up may see it; raises ``InterlockError``."""

AFTER = tuple(timedelta(seconds=one) for one in (5, 60, 300, 1800, 7200, 21_600, 43_200, 86_400))
"""How long after each try the next one comes; the last goes on."""

DAYS = 5
"""A webhook that has not answered for so long is stopped."""

CONNECT_SECONDS, WHOLE_SECONDS = 5, 15
LEASE = timedelta(seconds=10 * WHOLE_SECONDS)
_LOOK_SECONDS = 2.0
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class NotThere(Exception):
    """What is sent does not arrive, and why."""


class NotTheirs(Exception):
    """There is nothing to send any more, and why."""


def allowed(url: str, *, private: bool, this_machine: bool) -> str:
    """Why nothing is sent to an address; nothing where it is well. Names are looked up only when
    something is sent.
    """
    try:
        at = urlsplit(url)
        host, _ = at.hostname or "", at.port
    except ValueError:
        return "is no address"
    is_here = host in _THIS_MACHINE
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if not is_plain or not host or at.username or at.scheme not in ("https", "http"):
        return "is no address such as https://hooks.acme.com/interlock"
    if private or (is_here and this_machine):
        return ""
    if at.scheme != "https":
        return "is not https: what is sent would be read on its way"
    if is_here or _is_private(host):
        return "lies within your own network; INTERLOCK_HOOKS_PRIVATE=1 allows that"
    return ""


def keep_sending(stopped: threading.Event, message: Message) -> None:
    """Send what is due, again and again, until ``stopped``; ``message``: what channels are sent."""
    from django.db import DatabaseError, close_old_connections

    while not stopped.wait(_LOOK_SECONDS):
        try:
            close_old_connections()
            send_due(message=message)
        except DatabaseError:
            continue  # another process writes for longer than SQLite waits
        except Exception:
            logging.getLogger("interlock.hooks").exception("webhooks")


def send_due(
    *,
    message: Message | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> int:
    """Send what is due: how many arrived; without ``message`` nothing to channels. Other workers
    may do the same at the same time.
    """
    connect.open_book()
    due = hooks.claim(now(), lease=LEASE, shapes=(PLAIN, *SHAPES) if message else (PLAIN,))
    return sum(_sent(parcel, message, now()) for parcel in due)


def signed(secret: str, event: str, moment: int, body: str) -> str:
    """HMAC-SHA256 of ``event.moment.body`` under the secret, as Standard Webhooks write it."""
    key = b64decode(secret.removeprefix(hooks.SECRET))
    made = digest(key, f"{event}.{moment}.{body}".encode(), sha256)
    return f"v1,{b64encode(made).decode()}"


def _sent(parcel: Parcel, message: Message | None, now: datetime) -> bool:
    try:
        body, headers = _written(parcel, message)
        status = _post(parcel.url, body.encode(), headers)
        answer = f"{status} {http.client.responses.get(status, '')}".strip()
    except NotThere as error:
        status, answer = 0, str(error)
    except NotTheirs as error:
        hooks.stop(parcel, str(error), f"stopped on {now:%Y-%m-%d}: {error}")
        return False
    if 200 <= status < 300:
        hooks.arrived(parcel, answer)
        return True
    if status == http.client.GONE or now - parcel.since > timedelta(days=DAYS):
        since = "" if status == http.client.GONE else f" for {DAYS} days"
        hooks.stop(parcel, answer, f"stopped on {now:%Y-%m-%d}: {answer}{since}")
    else:
        hooks.try_again(parcel, answer, now + AFTER[min(parcel.tries, len(AFTER)) - 1])
    return False


def _written(parcel: Parcel, message: Message | None) -> tuple[str, dict[str, str]]:
    """What is sent, and its headers: signed, but for channels, which know nothing of signatures.
    Raises ``NotTheirs``, and ``NotThere`` where another version may read what is to be told.
    """
    headers = {"Content-Type": "application/json", "User-Agent": "Interlock"}
    if message is None or parcel.shape == PLAIN:
        moment = int(time.time())
        return parcel.body, headers | {
            "webhook-id": parcel.event,
            "webhook-timestamp": str(moment),
            "webhook-signature": signed(parcel.secret, parcel.event, moment, parcel.body),
        }
    viewer = members.viewer(parcel.user)
    if viewer is None:
        raise NotTheirs("who set it up signs in no more")
    try:
        return message(parcel, viewer), headers
    except NotReadable as error:
        raise NotThere(str(error)) from error
    except InterlockError as error:
        raise NotTheirs(str(error)) from error


def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that is answered. No redirect is followed, nothing of the answer is read, and it
    goes to the very address that was looked at. Raises ``NotThere``.
    """
    from django.conf import settings

    if why := allowed(url, private=settings.HOOKS_PRIVATE, this_machine=settings.DEMO):
        raise NotThere(f"the address {why}")
    at = urlsplit(url)
    port = at.port or (443 if at.scheme == "https" else 80)
    host = at.hostname or ""
    may = settings.HOOKS_PRIVATE or (settings.DEMO and host in _THIS_MACHINE)
    try:
        sock = socket.create_connection((_looked_up(host, port, may), port), CONNECT_SECONDS)
        end = threading.Timer(WHOLE_SECONDS, _hang_up, [sock])
        end.start()
        try:
            return _asked(sock, at.scheme, host, port, f"{at.path or '/'}{_query(at.query)}",
                          body, headers)  # fmt: skip
        finally:
            end.cancel()
            sock.close()
    except (OSError, http.client.HTTPException) as error:
        raise NotThere(str(error) or type(error).__name__) from error


def _asked(
    sock: socket.socket, scheme: str, host: str, port: int, path: str, body: bytes,
    headers: dict[str, str],
) -> int:  # fmt: skip
    if scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    way = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    if scheme == "https":
        way.default_port = 443
    way.sock = sock
    try:
        way.request("POST", path, body, headers)
        return way.getresponse().status
    finally:
        way.close()


def _looked_up(host: str, port: int, may_be_private: bool) -> str:
    """The address of a host. Raises ``NotThere`` for one within the own network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotThere(f"{host} is not found") from error
    addresses = [str(one[4][0]) for one in found]
    if not may_be_private and any(map(_is_private, addresses)):
        raise NotThere(
            f"{host} lies within your own network; INTERLOCK_HOOKS_PRIVATE=1 allows that"
        )
    return addresses[0]


def _is_private(address: str) -> bool:
    """Whether it is an address that is not everybody's."""
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or found
    return not inner.is_global or inner.is_multicast


def _query(said: str) -> str:
    return f"?{said}" if said else ""


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
