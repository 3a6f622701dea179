"""The demo's cast: for each role somebody of the simulated company, and what they come to see."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Player:
    """Somebody as whom the demo is looked at: their ``name`` as the company's records have it, what
    they do there, and what to look at in their place.
    """

    role: str
    name: str
    does: str
    looks_for: str

    @property
    def email(self) -> str:
        return f"{self.role}@norvane.example"


CAST: dict[str, Player] = {
    one.role: one
    for one in (
        Player(
            "owner", "Theo Marsh", "finance",
            "everything, and who may see what: invite somebody, take their amounts away",
        ),
        Player(
            "manager", "Maren Okafor", "head of sales",
            "whether the quarter's target will be met, why that moved, which deals to look at",
        ),
        Player(
            "rep", "Tobias Lindqvist", "rep",
            "their own deals: what holds each, when its features ship, what was promised",
        ),
        Player(
            "product", "Ines Moreau", "head of development",
            "when releases ship, the money that rides on each feature, what a drop costs and buys",
        ),
        Player(
            "developer", "Jonas Soler", "developer",
            "what the buyers wait for and by when; of an amount only whether it is large",
        ),
        Player(
            "viewer", "Leila Haddad", "legal",
            "both sides' dates and promises, without amounts; nothing can be changed",
        ),
    )
}  # fmt: skip
"""role -> who plays it; in the order of ``RIGHTS``."""

BEGINNING = "beginning.zip"
"""The file in the demo's folder that holds its book as it begins: without it no site is a demo."""
