"""Their words in ours: won and lost in many languages, stages, categories, kinds, strengths."""

from collections.abc import Mapping

from interlock.importers.guess_text import fold, listed, tokens
from interlock.importers.guess_values import Content
from interlock.importers.guess_words import (
    CLOSED_HEADERS,
    OUTCOME,
    STAGE_BEGINNINGS,
    TRUE,
    WON_HEADERS,
    WORDS,
)
from interlock.records.guesses import WordGuess

ENDS = ("won", "lost")
NEGATED = listed("not no nicht kein non pas ne nao niet nie")
WORDS_TRANSLATED = 60


def placed_share(table: str, ours: str, content: Content) -> float:
    """The share of the rows' words that have a word of ours."""
    words = content.words[:WORDS_TRANSLATED]
    total = sum(count for _, count in words)
    known = sum(count for word, count in words if place(table, ours, word, content.header))
    return known / total if total else 0.0


def translations(
    table: str, ours: str, allowed: tuple[str, ...], content: Content
) -> tuple[WordGuess, ...]:
    """Every word under the header in ours; what cannot be placed has none."""
    guesses = []
    ends = ours == "outcome" and ends_both_ways(content)
    for word, count in content.words[:WORDS_TRANSLATED]:
        our = word.lower() if word.lower() in allowed else place(table, ours, word, content.header)
        why = ""
        if our is None and ends and not content.flags >= 0.9 and not content.numbers >= 0.9:
            our, why = "open", "guess: no word for won or lost"
        guesses.append(WordGuess(word, our, count, why))
    return tuple(guesses)


def place(table: str, ours: str, word: str, header: str) -> str | None:
    """A word of theirs in ours: as it is listed, else, for outcomes, by what it contains."""
    known: Mapping[str, str] = WORDS.get((table, ours), {})
    plain = fold(word)
    if plain in known or (plain := _apart(plain, known)) in known:
        return known[plain]
    if ours != "outcome":
        return None
    return _flag(plain, header) or _by_parts(plain)


def _apart(plain: str, known: Mapping[str, str]) -> str:
    """The listed word that is the same but for spaces: closedwon is closed won."""
    squeezed = plain.replace(" ", "")
    return next((word for word in known if word.replace(" ", "") == squeezed), plain)


def only_ends(content: Content) -> bool:
    """Whether the words are won, lost and open alone: how deals ended, and no stages."""
    words = [fold(word) for word, _ in content.words]
    return len(words) <= 4 and all(word in OUTCOME for word in words)


def says_stages(content: Content) -> bool:
    """Whether at least two of the words name stages of a sale."""
    return sum(1 for word, _ in content.words[:WORDS_TRANSLATED] if _names_stage(fold(word))) >= 2


def _flag(plain: str, header: str) -> str | None:
    """Yes counts only under a header such as Is won; no is left to the
    reader: lost, or still open.
    """
    words = set(tokens(header))
    if not words & WON_HEADERS or words & CLOSED_HEADERS:
        return None
    return "won" if plain in TRUE else None


def _by_parts(plain: str) -> str | None:
    """Closed Won - Renewal, or 6. Verloren an Wettbewerb."""
    words = plain.split()
    found = {OUTCOME[word] for word in words if word in OUTCOME and OUTCOME[word] in ENDS}
    if len(found) == 1:
        end = found.pop()
        return "lost" if end == "won" and NEGATED & set(words) else end
    return "open" if not found and _names_stage(plain) else None


def _names_stage(plain: str) -> bool:
    return any(word.startswith(tuple(STAGE_BEGINNINGS)) for word in plain.split())


def ends_both_ways(content: Content) -> bool:
    """Whether some word says won and some says lost: the other words are then of open deals."""
    return set(ENDS) <= _said(content)


def says_an_end(content: Content) -> bool:
    """Whether some word says won or lost."""
    return not _said(content).isdisjoint(ENDS)


def _said(content: Content) -> set[str | None]:
    return {place("deals", "outcome", word, content.header) for word, _ in content.words}
