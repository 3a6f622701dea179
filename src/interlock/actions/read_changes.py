"""Read: a what-if's changes as plain values in, the what-if out."""

from collections.abc import Sequence
from typing import Any

from interlock.importers import saved_whatif
from interlock.records.whatif import WhatIf


def read_changes(rows: Sequence[Any]) -> WhatIf:
    """Changes out of plain values, as a saved what-if has them. Raises ``NothingRead`` with
    everything that is wrong.
    """
    return saved_whatif.of_rows(rows, "changes")
