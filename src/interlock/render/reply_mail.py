"""What is said of answers by mail: below ours, to whoever sent one in vain, below its note."""

from collections.abc import Iterable


def foot(what: str) -> str:
    """What stands at the foot of a mail whose answer becomes a note below ``what`` it tells of."""
    return f"Answer this mail: your answer stands below the {what}."


def refused(subject: str, sender: str, why: str, site: str) -> tuple[str, str]:
    """Subject and words of the mail to whoever answered, or whose mail was answered."""
    said = f"“{subject}”" if subject else "without a subject"
    words = (
        f"A mail {said} came from {sender} as an answer to ours. It was not taken: {why}.\n\n"
        f"Nothing of it was kept. Write it on the page instead: {site}\n\n"
        "You are told so once a day at most.\n"
    )
    return "Your answer was not taken", words


def without(attachments: Iterable[str]) -> str:
    """What a note says of the files that came with its mail."""
    names = [f"`{' '.join(one.replace('`', '').split())[:100]}`" for one in attachments]
    return f"*Left out, as mail alone has it: {', '.join(names)}*" if names else ""
