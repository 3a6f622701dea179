"""Which of their columns each of ours is, by name and by content together."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from interlock.importers.guess_fit import REFERENCES, fit, is_day
from interlock.importers.guess_names import FILLERS, SYNONYMS
from interlock.importers.guess_text import SPOILERS, likeness, tokens
from interlock.importers.guess_translations import ends_both_ways, says_an_end, says_stages
from interlock.importers.guess_values import Content
from interlock.records.guesses import ColumnGuess
from interlock.records.table import Table
from interlock.records.tables import TABLES

LEAST = 0.4
"""A guess with a lower score is none."""

MOST_REPEATED = 0.5
"""A column whose values repeat more is an id only if it is plainly called so."""

Scored = tuple[float, str]
"""From 0 (nothing speaks for it) to 1, and why."""

NOTHING: Scored = (0.0, "")

FIRSTS = ("created_on", "said_on")
LASTS = ("closed_on", "done_on", "shipped_on")


def columns(
    table: Table, contents: Sequence[Content], refers: Mapping[str, str]
) -> tuple[ColumnGuess, ...]:
    """The best pairs first; each of ours and theirs once. A stage that says won and lost gives the
    outcome too, and a key or name that is never the same twice the id.
    """
    pairs = sorted(_pairs(table, contents, refers), key=lambda pair: -pair.score)
    taken: dict[str, ColumnGuess] = {}
    for pair in pairs:
        if pair.ours not in taken and pair.theirs not in {p.theirs for p in taken.values()}:
            taken[pair.ours] = pair
    by_header = {content.header: content for content in contents}
    if table.name == "deals":
        _share_stage(taken, by_header, pairs)
    if "id" in table.names and "id" not in taken:
        _other_as_id(taken, by_header)
    return tuple(taken[name] for name in table.names if name in taken)


def _pairs(
    table: Table, contents: Sequence[Content], refers: Mapping[str, str]
) -> Iterator[ColumnGuess]:
    for ours in table.names:
        for content in contents:
            pair = _pair(table, ours, content, contents, refers)
            if pair.score >= LEAST:
                yield pair


def _pair(
    table: Table,
    ours: str,
    content: Content,
    contents: Sequence[Content],
    refers: Mapping[str, str],
) -> ColumnGuess:
    fits, because = fit(table, ours, content, refers)
    if not fits:
        return ColumnGuess(ours, content.header, 0.0, "")
    named, phrase = name_score(table.name, ours, content.header)
    if ours == "id" and table.name != "changes" and content.unique < MOST_REPEATED and named < 0.95:
        named = 0.0
    by_name = named * (0.6 + 0.4 * fits)
    alone, reason = _by_content(table, ours, content, contents, refers)
    if alone > by_name:
        return ColumnGuess(ours, content.header, alone, reason)
    called = _called(ours, named, phrase)
    why = f"{called}; {because}" if because else called
    return ColumnGuess(ours, content.header, by_name, why)


def _called(ours: str, named: float, phrase: str) -> str:
    if phrase == ours.replace("_", " ") and named == 1:
        return "called so"
    return "a usual name for it" if named > 0.95 else f"called much like {phrase}"


@lru_cache(maxsize=20_000)
def name_score(table: str, ours: str, header: str) -> tuple[float, str]:
    """How much a header is called like our column, and the phrase that it is most like. Of phrases
    that fit alike the first counts, a later one a very little less.
    """
    phrases = (ours.replace("_", " "), *SYNONYMS.get(table, {}).get(ours, ()))
    fillers = FILLERS.get(table, frozenset())
    dated = is_day(TABLES[table], ours)
    scored = [
        (likeness(header, phrase, fillers=fillers, dated=dated) - at / 10_000, phrase)
        for at, phrase in enumerate(phrases)
    ]
    best, phrase = max(scored)
    return max(best, 0.0), phrase


def _by_content(
    table: Table,
    ours: str,
    content: Content,
    contents: Sequence[Content],
    refers: Mapping[str, str],
) -> Scored:
    """What the values alone say, whatever the header is."""
    if refers.get(content.header) == REFERENCES.get(ours, ""):
        return 0.8, f"its values are ids of {refers[content.header]}"
    if ours == "id" and table.name == "changes":
        return (0.8, "its values are ids of another file") if content.header in refers else NOTHING
    if is_day(table, ours):
        return _by_order(ours, content, contents)
    return _by_words(table, ours, content, contents)


def _by_order(ours: str, content: Content, contents: Sequence[Content]) -> Scored:
    """The days that come first, or last, in most rows."""
    plain = [c for c in contents if c.dates >= 0.9 and not SPOILERS & set(tokens(c.header))]
    dated = sorted(plain, key=lambda c: c.middle)
    if len(dated) < 2:
        return NOTHING
    if ours in FIRSTS and content is dated[0]:
        return 0.42, "the earliest days of the file"
    return (
        (0.42, "the latest days of the file") if ours in LASTS and content is dated[-1] else NOTHING
    )


def _by_words(table: Table, ours: str, content: Content, contents: Sequence[Content]) -> Scored:
    if table.column(ours).allowed:
        return _by_known_words(table, ours, content)
    if ours == "id" and content is contents[0] and content.unique == 1 and _is_short(content):
        return 0.5, "the first column, and every value differs"
    if ours == "amount" and _only_number(content, contents):
        return 0.42, "the only column of numbers"
    return _by_kind(table, ours, content)


def _by_known_words(table: Table, ours: str, content: Content) -> Scored:
    if fit(table, ours, content, {})[0] < 1 or content.distinct < 2 or content.flags >= 0.9:
        return NOTHING
    if ours != "outcome":
        return 0.62, "its words are known"
    return (0.86, "its words say won and lost") if ends_both_ways(content) else NOTHING


def _by_kind(table: Table, ours: str, content: Content) -> Scored:
    if ours == "currency" and content.codes >= 0.9 and content.filled:
        return 0.8, "every value is a currency code"
    if (table.name, ours) == ("deals", "stage") and content.few and says_stages(content):
        return 0.65, "its words name stages of a sale"
    if ours == "owner" and content.persons >= 0.8 and content.unique < 0.5 and content.filled > 4:
        return 0.45, "its values look like names of people, each in several rows"
    return NOTHING


def _is_short(content: Content) -> bool:
    whole = content.filled == content.rows and content.dates < 0.5
    return whole and all(" " not in word and len(word) <= 40 for word, _ in content.words)


def _only_number(content: Content, contents: Sequence[Content]) -> bool:
    numbers = [c for c in contents if c.numbers >= 0.95 and not c.few and c.unique < 1]
    return len(numbers) == 1 and numbers[0] is content


def _share_stage(
    taken: dict[str, ColumnGuess], contents: Mapping[str, Content], pairs: Sequence[ColumnGuess]
) -> None:
    """One column may feed both the stage and the outcome."""
    if "outcome" in taken and "stage" not in taken:
        header = taken["outcome"].theirs
        found = next((p for p in pairs if (p.ours, p.theirs) == ("stage", header)), None)
        if found is not None:
            taken["stage"] = found
        return
    better = taken.get("outcome")
    stage = taken.get("stage")
    if stage is None or (better and ends_both_ways(contents[better.theirs])):
        return
    if ends_both_ways(contents[stage.theirs]):
        why = "no other column says it; its stages say won and lost"
        taken["outcome"] = ColumnGuess("outcome", stage.theirs, 0.86, why)
    elif better is None and says_an_end(contents[stage.theirs]):
        why = "no other column says it; its stages say won or lost"
        taken["outcome"] = ColumnGuess("outcome", stage.theirs, 0.7, why)
    elif better is None:
        why = "no other column says it, but no stage is known to say won and lost"
        taken["outcome"] = ColumnGuess("outcome", stage.theirs, 0.45, why)


def _other_as_id(taken: dict[str, ColumnGuess], contents: Mapping[str, Content]) -> None:
    """Where no column is an id, a key or a name that is never the same twice serves."""
    for ours in ("key", "name"):
        if ours in taken and "id" not in taken:
            content = contents[taken[ours].theirs]
            if content.unique == 1 and content.filled == content.rows:
                why = f"no other column is an id, and every {ours} differs"
                taken["id"] = ColumnGuess("id", content.header, 0.7, why)
