"""How an unknown file was read, kept so that the next of its kind is read without asking."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class KeptMapping:
    """One ``[[source]]`` of a mapping file, as it is written; it names the headers it is for."""

    said: Mapping[str, Any]

    @property
    def file(self) -> str:
        """What the file was called that it was made for."""
        return str(self.said["file"])

    @property
    def table(self) -> str:
        return str(self.said["table"])

    @property
    def key(self) -> str:
        """What is the same for the same table out of the same headers."""
        told = "\n".join([self.table, *sorted(map(str.lower, self.said["headers"]))])
        return hashlib.sha256(told.encode()).hexdigest()[:16]
