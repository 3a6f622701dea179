"""What a nudge is found from: things as they stand, and as they stood when somebody was told."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from interlock.records.nudges import Nudge

Known = Mapping[str, str]
"""key of a thing -> its mark when somebody was told of it last, or when it was seen first."""


class Seen(NamedTuple):
    """A thing as it stands: its key and mark, the nudge where it asks for one, and how urgent."""

    key: str
    mark: str
    nudge: Nudge | None = None
    urgency: tuple[int, ...] = ()


def key_of(*parts: str) -> str:
    return json.dumps(parts, ensure_ascii=False)
