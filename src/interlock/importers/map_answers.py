"""What somebody answered about a file in the browser, as a source of a mapping file."""

from collections.abc import Mapping
from typing import Any

from interlock.importers.map_opened import Opened, words_of
from interlock.records.mapping_form import BOTH, KEEP, LEAVE, Said

Answers = Mapping[str, str]
"""The name of a question -> the answer."""


def said_by(answers: Answers, opened: Opened, before: Said) -> dict[str, Any]:
    """The source that the answers make. What the browser does not ask for stays as it was
    ``before``; words of a column that was not asked about yet are as they are guessed.
    """
    taken = {
        header: answers.get(f"column.{content.at}", LEAVE)
        for header, content in opened.contents.items()
    }
    columns = {
        ours: header
        for header, said in taken.items()
        if said not in (LEAVE, KEEP)
        for ours in said.split(BOTH)
    }
    constants = {ours: said for ours, said in _begins(answers, "constant").items() if said}
    made = {
        **before,
        "attributes": [header for header, said in taken.items() if said == KEEP],
        "constant": {**before.get("constant", {}), **constants},
        "columns": columns,
        "decimal": answers.get("decimal", before.get("decimal", "")),
        "date_formats": _dates(answers, opened, columns),
        "values": _words(answers, opened, before, columns, constants),
    }
    made["constant"] = {k: v for k, v in made["constant"].items() if k not in columns}
    return without_nothing(made)


def twice(answers: Answers, opened: Opened) -> dict[str, list[str]]:
    """Columns of ours that several of theirs are taken for."""
    found: dict[str, list[str]] = {}
    for header, content in opened.contents.items():
        for ours in answers.get(f"column.{content.at}", LEAVE).split(BOTH):
            found.setdefault(ours, []).append(header)
    return {ours: some for ours, some in found.items() if ours not in (LEAVE, KEEP) and some[1:]}


def without_nothing(said: Said) -> dict[str, Any]:
    """What is said without keys of which nothing is."""
    return {key: value for key, value in said.items() if value or key == "columns"}


def _dates(answers: Answers, opened: Opened, columns: Mapping[str, str]) -> dict[str, str]:
    asked = {ours: f"date.{ours}.{opened.contents[theirs].at}" for ours, theirs in columns.items()}
    guessed = opened.said.get("date_formats", {})
    found = {ours: answers.get(name, guessed.get(ours, "")) for ours, name in asked.items()}
    return {ours: form for ours, form in found.items() if form}


def _words(
    answers: Answers,
    opened: Opened,
    before: Said,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    about = constants.get("table") or before.get("constant", {}).get("table", "deals")
    found = {}
    for ours, theirs in columns.items():
        content = opened.contents[theirs]
        guessed = words_of(before["table"], ours, content, about)
        said = {
            word.theirs: answers.get(f"word.{ours}.{content.at}.{at}", word.ours or "")
            for at, word in enumerate(guessed)
        }
        found[ours] = {word: our for word, our in said.items() if our}
    return {ours: words for ours, words in found.items() if words}


def _begins(answers: Answers, what: str) -> dict[str, str]:
    """The answers to questions of one kind, by what they are about."""
    mark = f"{what}."
    return {n.removeprefix(mark): said for n, said in answers.items() if n.startswith(mark)}
