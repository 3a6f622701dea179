"""Accounts that look like one: suggested, never merged."""

import re
from collections import defaultdict
from collections.abc import Iterable

from interlock.records.problems import Problem

FORMS = re.compile(
    r"\b(inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|company|co|gmbh|ag|kg|ug|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|"
    r"aps|pty|group|holding|holdings|the)\b"
)
MOST_SAID = 20


def alike(accounts: Iterable[str]) -> tuple[Problem, ...]:
    """Names that are the same but for case, marks and the form of the company."""
    names: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        names[_bare(account)].add(account)
    groups = sorted(sorted(group) for bare, group in names.items() if bare and len(group) > 1)
    said = [
        Problem(
            "table deals",
            f"{' and '.join(group)} look like one account",
            None,
            "account",
            remedy="write the name alike in the CRM if they are; nothing was merged",
        )
        for group in groups[:MOST_SAID]
    ]
    more = len(groups) - MOST_SAID
    return (*said, *([Problem("table deals", f"{more:,} more of the same")] if more > 0 else []))


def _bare(name: str) -> str:
    """Letters and figures alone, without what says only which form a company has."""
    plain = re.sub(r"[^\w\s]", " ", name.lower().replace(".", ""))
    return re.sub(r"\s+", "", FORMS.sub(" ", plain))
