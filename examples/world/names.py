"""Invented names: reps, buyers, accounts, teams and features of a company that does not exist."""

from functools import cache

COMPANY = "Norvane Systems"

REPS = (
    ("Maren Okafor", "North", "manager"),
    ("Tobias Lindqvist", "North", ""),
    ("Priya Raman", "North", ""),
    ("Joaquín Beltrán", "South", ""),
    ("Aiko Tanabe", "South", ""),
    ("Dele Adeyemi", "South", ""),
    ("Sofie Brandt", "Enterprise", ""),
    ("Rhys Penhallow", "Enterprise", ""),
)
OPERATIONS = "Casey Mbeki"
OURS = (
    ("Ines Moreau", "development", "development", "head of development"),
    ("Bram Visser", "development", "support", "named contact"),
    ("Leila Haddad", "other", "legal", "named contact"),
    ("Theo Marsh", "other", "finance", "named contact"),
)
"""name, side, department, role"""

FIRST = (
    "Amara", "Bastien", "Chiara", "Dmitri", "Elif", "Farah", "Goran", "Hanna", "Imani", "Jonas", "Keiko", "Lars",
    "Mina", "Nadia", "Oskar", "Paula", "Quentin", "Rosa", "Samir", "Tove", "Uma", "Viktor", "Wen", "Yusuf", "Zofia",
)  # fmt: skip
LAST = (
    "Abara", "Bergstrom", "Castellan", "Dovrak", "Eskander", "Fontane", "Guerin", "Hollis", "Ivanek", "Jansson",
    "Kowal", "Laurent", "Marchetti", "Nakano", "Obi", "Petrov", "Quist", "Rahimi", "Soler", "Tamm", "Ueda", "Varga",
    "Wolff", "Ybarra", "Zeller",
)  # fmt: skip
PLACES = (
    "Alder", "Birchmoor", "Cobalt", "Dunmore", "Eastwick", "Fernhill", "Glenrock", "Harrowgate", "Ironbridge",
    "Juniper", "Kestrel", "Larkspur", "Millbrook", "Northgate", "Oakhaven", "Pinecrest", "Quarry", "Ridgeway",
    "Silverlake", "Thornbury", "Upland", "Verdant", "Westmark", "Yarrow", "Zephyr",
)  # fmt: skip
TRADES = (
    "Cold Storage", "Foods", "Logistics", "Fresh", "Pharma", "Distribution", "Dairy", "Seafood", "Produce", "Freight",
    "Beverages", "Retail", "Organics", "Warehousing", "Supply",
)  # fmt: skip

TEAMS = ("Core", "Integrations", "Insight", "Mobile")
PROJECTS = ("CORE", "INTG", "INS", "MOB")

AREAS = (
    "Dock scheduling", "Slot planning", "Carrier portal", "Yard map", "Temperature log", "Wave picking",
    "Labour planning", "Returns desk", "Energy forecast", "Multi-site view", "Customs papers", "Load builder",
    "Audit trail", "Invoice match", "Shift board", "Pallet tracking", "Route hand-over", "Supplier scorecard",
    "Quality holds", "Replenishment",
)  # fmt: skip
CAPABILITIES = (
    "bulk edit", "offline mode", "SAP connector", "alerts", "approval flow", "history export", "API", "role rights",
    "forecast view", "templates", "map view", "e-mail digest", "two-step sign-off", "label printing", "limits per site",
)  # fmt: skip
SLIPPED = "Multi-site view: approval flow"

STORIES = (
    "Validate",
    "Draw",
    "Store",
    "Import",
    "Test",
    "Document",
    "Speed up",
    "Migrate",
    "Translate",
    "Wire up",
)
THINGS = (
    "the form",
    "the list",
    "the calendar",
    "the API call",
    "the rights check",
    "the e-mail",
    "the empty state",
)
UPKEEP = (
    ("Bug", "Wrong total on"), ("Bug", "Time zone off in"), ("Bug", "Cannot save"), ("Security", "Upgrade library of"),
    ("Support", "Help customer with"),
)  # fmt: skip
BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
PAIRS = tuple(a + b for a in BASE62 for b in BASE62)
CAPITALS = {ord(c): "1" if "A" <= c <= "Z" else "0" for c in BASE62}


def person(number: int) -> str:
    """A buyer's person."""
    return f"{FIRST[number % len(FIRST)]} {LAST[(number * 7 + number // len(FIRST)) % len(LAST)]}"


@cache
def account(number: int) -> str:
    """A buyer organisation; from the 376th on with a number."""
    name = f"{PLACES[number % len(PLACES)]} {TRADES[(number // len(PLACES) + number * 3) % len(TRADES)]}"
    again = number // (len(PLACES) * len(TRADES))
    return f"{name} {again + 1}" if again else name


@cache
def feature(number: int) -> str:
    """A feature; from the 201st on with a number."""
    name = f"{AREAS[number % len(AREAS)]}: {CAPABILITIES[(number // len(AREAS) + number) % len(CAPABILITIES)]}"
    again = number // (len(AREAS) * len(CAPABILITIES))
    return f"{name} {again + 1}" if again else name


def salesforce_id(prefix: str, number: int) -> str:
    """An id of 18 characters: prefix, number, and the three characters that check the case."""
    high, low = divmod(number, len(BASE62) ** 5)
    first, rest = divmod(low, len(PAIRS) ** 2)
    second, third = divmod(rest, len(PAIRS))
    last = BASE62[first] + PAIRS[second] + PAIRS[third]
    start, check = _start(prefix, high)
    return start + last + check + _check(last)


@cache
def user_id(name: str) -> str:
    """The CRM's id of one of our own people."""
    users = (OPERATIONS, *(rep[0] for rep in REPS))
    return salesforce_id("005", 300 + users.index(name))


@cache
def _start(prefix: str, high: int) -> tuple[str, str]:
    parts = prefix + "5g", "000" + PAIRS[high]
    return "".join(parts), "".join(_check(part) for part in parts)


def _check(part: str) -> str:
    """Which of five characters are capitals, as one character."""
    return CHECK[int(part[::-1].translate(CAPITALS), 2)]
