"""What only the reader can say: everything a guess is not sure of."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import polars as pl

from interlock.importers.guess_dates import undecided
from interlock.importers.guess_values import Content
from interlock.importers.references import REFERENCES
from interlock.importers.said_currency import currencies
from interlock.importers.table import plain_header
from interlock.records.company import Company
from interlock.records.guesses import GUESS, SourceGuess, sureness
from interlock.records.tables import TABLES

ENDED = ("won", "lost")


def asks(
    source: SourceGuess,
    contents: Mapping[str, Content],
    headers: Sequence[str],
    company: Company | None,
) -> tuple[str, ...]:
    """The questions of one file, the weightiest first; ``company`` is None where nothing is said of
    it.
    """
    return tuple(
        chain(
            _table(source),
            _needed(source),
            undecided(source.dates),
            _words(source),
            _open(source),
            _deals(source),
            _currency(source, contents, company),
            _guesses(source),
            _ids(source, contents),
            _dangling(source),
            _repeated(headers),
        )
    )


def asks_of_all(sources: Iterable[SourceGuess], held: set[str]) -> tuple[str, ...]:
    """What the files do not hold between them."""
    found = []
    for source in sources:
        kinds = {kind for ours, kind in REFERENCES.get(source.table, {}).items()}
        for kind in sorted(kinds):
            required = any(
                TABLES[source.table].column(ours).required
                for ours, one in REFERENCES[source.table].items()
                if one == kind
            )
            if required and f"{kind}s" not in held:
                found.append(
                    f"{source.file} names {kind}s, and no file given holds them: rows that name "
                    "none are left out"
                )
        about = next((c.value for c in source.constants if c.ours == "table"), None)
        if source.table == "changes" and about and about not in held:
            found.append(
                f"{source.file} tells how {about} changed, and no file given holds {about}"
            )
    return tuple(dict.fromkeys(found))


def _table(source: SourceGuess) -> list[str]:
    if sureness(source.score) != GUESS:
        return []
    return [f"whether it holds {source.table} at all; --table says which table it holds"]


def _needed(source: SourceGuess) -> list[str]:
    return [
        f"{source.table} needs {name}, and no column seems to hold it: write it under "
        "[source.columns]"
        for name in source.needed
    ]


def _words(source: SourceGuess) -> list[str]:
    found = []
    for ours, words in source.words.items():
        lost = [word.theirs for word in words if word.ours is None]
        if lost and TABLES[source.table].column(ours).allowed:
            shown = ", ".join(repr(word) for word in lost[:5]) + (", ..." if lost[5:] else "")
            found.append(f"what {shown} mean{'' if lost[1:] else 's'} as {ours}")
    return found


def _open(source: SourceGuess) -> list[str]:
    """Stages that are open only because nothing says that they end a deal."""
    words = [repr(w.theirs) for w in source.words.get("outcome", ()) if w.why]
    said = ", ".join(words[:5]) + (", ..." if words[5:] else "")
    return [f"whether a deal is still open at {said}; it is read so"] if words else []


def _tells(amounts: Content) -> bool:
    """Whether a currency stands beside the amounts."""
    said = pl.Series([word for word, _ in amounts.words], dtype=pl.String)
    return bool(len(said)) and not currencies(said).null_count()


def _currency(
    source: SourceGuess, contents: Mapping[str, Content], company: Company | None
) -> list[str]:
    """One currency for all amounts is most likely the company's own; none is asked for."""
    theirs = next((c.theirs for c in source.columns if c.ours == "currency"), None)
    amount = next((c.theirs for c in source.columns if c.ours == "amount"), None)
    if theirs is None and company is None and amount is not None and not _tells(contents[amount]):
        return [
            "in which currency the amounts are; a file company.toml beside the files says it, in "
            'a line such as currency = "EUR"'
        ]
    if theirs is None or contents[theirs].distinct != 1:
        return []
    code = contents[theirs].words[0][0]
    if code.upper() == (company or Company()).currency:
        return []
    return [
        f"whether {code} is the company's currency; if so, a file company.toml beside the files "
        f'needs the line currency = "{code.upper()}"'
    ]


def _deals(source: SourceGuess) -> list[str]:
    if source.table != "deals":
        return []
    have = {c.ours: c.theirs for c in source.columns}
    ended = {word.ours for word in source.words.get("outcome", ())} & set(ENDED)
    found = []
    if "outcome" not in have:
        found.append("how deals ended: no column says won or lost, so all count as open")
    elif not ended:
        found.append(f"which words under {have['outcome']!r} say won and lost: none is known")
    elif len(ended) == 1:
        other = next(one for one in ENDED if one not in ended)
        found.append(
            f"how {other} deals can be told: no word under {have['outcome']!r} says {other}"
        )
    if ended and "closed_on" not in have:
        found.append(f"the day on which deals were won or lost{_instead(have)}")
    if "created_on" not in have:
        found.append("the day on which deals were entered; without it no odds are learnt from them")
    return found


def _instead(have: Mapping[str, str]) -> str:
    if "expected_close_on" not in have:
        return "; without it no odds are learnt from them"
    theirs = have["expected_close_on"]
    return f"; if {theirs!r} holds it for ended deals, call that line closed_on"


def _guesses(source: SourceGuess) -> list[str]:
    return [
        f"whether {c.theirs!r} is {c.ours} ({c.why})"
        for c in source.columns
        if c.used and sureness(c.score) == GUESS
    ]


def _ids(source: SourceGuess, contents: Mapping[str, Content]) -> list[str]:
    if source.table == "changes":
        return []
    return [
        f"whether rows with the same {c.theirs!r} are one record; they are read as one"
        for c in source.columns
        if c.ours == "id" and contents[c.theirs].unique < 1
    ]


def _dangling(source: SourceGuess) -> list[str]:
    return [
        f"whether {c.theirs!r} names a {c.ours}; give a file of {c.ours}s too, and take the # away"
        for c in source.columns
        if not c.used
    ]


def _repeated(headers: Sequence[str]) -> list[str]:
    plain = [plain_header(header) for header in headers]
    again = dict.fromkeys(
        header
        for header, name in zip(headers, plain, strict=True)
        if name and plain.count(name) > 1
    )
    return [f"which column {header!r} is meant: several are called so" for header in again]
