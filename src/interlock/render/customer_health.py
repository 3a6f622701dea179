"""How a customer's commitments went, as a bar with its words: kept, late, open, over."""

from markupsafe import Markup

from interlock.records.customers import Health
from interlock.render import customer_words, svg, words

WIDTH, HEIGHT, GAP = 84.0, 10.0, 1.0
PARTS = ("kept", "late", "over", "open")
BAD = ("late", "over")


def bar(health: Health, *, of: str) -> Markup:
    """Each commitment as an equal part of the bar, those that are settled first; nothing where none
    was made.
    """
    counts = [(part, getattr(health, part)) for part in PARTS]
    whole = sum(count for _, count in counts)
    if not whole:
        return Markup()
    return svg.picture(
        _parts(counts, whole),
        width=WIDTH,
        height=HEIGHT,
        title=f"Commitments to {of}: {customer_words.health(health)}",
        kind="health",
    )


def tone(health: Health) -> str:
    """Of all that was promised: bad where something is over or came late, good where all that is
    settled was kept, open where nothing is settled yet; empty where nothing was promised.
    """
    if health.over or health.late:
        return "bad"
    return "good" if health.kept else "open" if health.open else ""


def all_in_words(health: Health) -> str:
    """4 commitments: 3 kept, 1 over."""
    count = health.settled + health.open
    if not count:
        return "Nothing was promised."
    return f"{words.count(count, 'commitment')}: {customer_words.health(health)}"


def _parts(counts: list[tuple[str, int]], whole: int) -> list[Markup]:
    parts, left, each = [], 0.0, WIDTH / whole
    for part, count in counts:
        if count:
            width = each * count
            parts.append(
                svg.el(
                    "rect", class_=f"h-{part}", x=left + GAP / 2, y=0.5,
                    width=max(width - GAP, 1.0), height=HEIGHT - 1,
                )
            )  # fmt: skip
            left += width
    return parts
