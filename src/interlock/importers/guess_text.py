"""Words of headers made comparable, and how alike two headers are."""

import re
import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache


def listed(words: str) -> frozenset[str]:
    """Words with spaces between."""
    return frozenset(words.split())


HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SUFFIX = re.compile(r"__c$", re.IGNORECASE)
PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
ALIKE, LONG_ENOUGH = 0.86, 5
DATE_WORDS = listed(
    "on at day date datetime timestamp time ts utc datum tag zeit am um jour heure le "
    "fecha dia hora data giorno ora dag tijd dzien data_ godzina"
)
"""Words that say only that a header holds days."""

SPOILERS = listed(
    "reason grund motif motivo powod reden last letzte letzter dernier dernière ultimo "
    "ultima ultima previous prev prior next modified updated update geandert modifie "
    "modificado cycle duration dauer duree days tage jours dias count number anzahl "
    "nombre probability wahrscheinlichkeit probabilite probabilidad percent weighted "
    "gewichtet role manager email mail phone telefon url description beschreibung "
    "ratio pushed score rank activity activities comment comments old alt first sprint "
    "budget parent"
)
"""Words that make another thing of a header: Stage and Last stage change are not alike."""


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents, marks or humps: ``dealStage`` and ``Deal-Stage`` are alike."""
    humps = HUMPS.sub(" ", SUFFIX.sub("", text.strip()))
    bare = unicodedata.normalize("NFKD", humps.casefold().translate(PLAIN))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", kept))


def squeezed(text: str) -> str:
    """As ``fold``, without spaces too: ``To do`` and ``todo`` are alike."""
    return fold(text).replace(" ", "")


def tokens(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def likeness(header: str, phrase: str, *, fillers: Collection[str], dated: bool) -> float:
    """From 0 to 1: 1 where both are the same words, less for words added, missing or misspelt.

    ``fillers`` add nothing (deal in deal stage), nor do words for days where our column is
    ``dated``.
    """
    theirs, ours = tokens(header), tokens(phrase)
    if not theirs or not ours:
        return 0.0
    if theirs == ours or "".join(theirs) == "".join(ours):
        return 1.0
    plain = (_without(theirs, fillers), _without(ours, fillers))
    if plain[0] and plain[0] == plain[1]:
        return 0.93
    if dated:
        plain = (_without(plain[0], DATE_WORDS), _without(plain[1], DATE_WORDS))
        if plain[0] and plain[0] == plain[1]:
            return 0.88
    spoilt = 0.45 if (set(theirs) - set(ours)) & SPOILERS else 1.0
    bare = _partly(*plain) if plain[0] and plain[1] else 0.0
    return spoilt * max(_partly(theirs, ours), bare)


def _without(words: tuple[str, ...], fillers: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in fillers)


def _partly(theirs: tuple[str, ...], ours: tuple[str, ...]) -> float:
    """Misspelt, or some of the words."""
    if _misspelt("".join(theirs), "".join(ours)):
        return 0.8
    shared = len(set(theirs) & set(ours))
    if set(ours) <= set(theirs):
        return 0.55 + 0.3 * len(ours) / len(theirs)
    return 0.6 * shared / len(set(theirs) | set(ours)) if shared else 0.0


def _misspelt(one: str, other: str) -> bool:
    """Whether they begin alike, are about as long and share most signs in order."""
    if one[0] != other[0] or min(len(one), len(other)) < LONG_ENOUGH:
        return False
    return abs(len(one) - len(other)) <= 3 and SequenceMatcher(None, one, other).ratio() >= ALIKE
