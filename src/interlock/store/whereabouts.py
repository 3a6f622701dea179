"""Where the process listens that holds the outlook of the book, for others of this machine."""

import json
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile


def new_key() -> bytes:
    """What both sides prove that they know."""
    return secrets.token_bytes(32)


def tell(address: str, key: bytes) -> None:
    """Say where, in a file that its owner alone may read; it stands whole or not at all."""
    file = _file()
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as part:
        json.dump({"address": address, "key": key.hex()}, part)
    Path(part.name).replace(file)


def told() -> tuple[str, bytes] | None:
    """Where (a socket's file, or a named pipe), and the key; None where nobody has said."""
    try:
        said = json.loads(_file().read_text())
    except FileNotFoundError:
        return None
    return said["address"], bytes.fromhex(said["key"])


def _file() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "outlook.json"
