"""People's names in any text, known by keyed digests alone."""

import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

WORD = re.compile(r"\w+(?:[@.'’_+-](?!s\b)\w+)*")
JSON_BEGINS = ('"', "[", "{")


@dataclass(frozen=True)
class Finder:
    """Finds names by their digests under ``key``; ``aliases`` says what stands in for each."""

    key: bytes
    aliases: Mapping[str, str]
    lengths: frozenset[int]

    def replaced(self, text: str) -> str:
        """The text with aliases for names, however they are written: in capitals, surname first,
        or within JSON.
        """
        if text[:1] in JSON_BEGINS:
            try:
                value = msgspec.json.decode(text)
            except msgspec.DecodeError:
                return self._in_plain(text)
            changed = _each_text(value, self._in_plain)
            return text if changed == value else msgspec.json.encode(changed).decode()
        return self._in_plain(text)

    def _in_plain(self, text: str) -> str:
        words = list(WORD.finditer(text))
        parts, end, at = [], 0, 0
        while at < len(words):
            found = self._named_at(words, at)
            if found:
                alias, length = found
                parts += [text[end : words[at].start()], alias]
                end = words[at + length - 1].end()
            at += found[1] if found else 1
        return "".join([*parts, text[end:]]) if parts else text

    def _named_at(self, words: Sequence[re.Match[str]], at: int) -> tuple[str, int] | None:
        """The alias of the longest name that begins at a word, and how many words it has."""
        for length in sorted(self.lengths, reverse=True):
            some = [word.group() for word in words[at : at + length]]
            alias = self.aliases.get(digest(self.key, some)) if len(some) == length else None
            if alias:
                return alias, length
        return None


def finder(key: bytes, of: Mapping[str, str]) -> Finder:
    """A finder of names; ``of`` is name -> alias."""
    told = {
        digest(key, order): alias for name, alias in of.items() for order in _orders(words(name))
    }
    return Finder(key, told, frozenset(len(words(name)) for name in of))


def digests(key: bytes, name: str) -> Iterable[str]:
    """The digests of a name's words, in both orders."""
    return dict.fromkeys(digest(key, order) for order in _orders(words(name)))


def digest(key: bytes, some: Sequence[str]) -> str:
    """What is kept in place of words: from it alone they cannot be told."""
    plain = unicodedata.normalize("NFC", " ".join(some)).casefold()
    return hmac.digest(key, plain.encode(), "sha256").hex()


def words(name: str) -> list[str]:
    """The words of a name; an address is one."""
    return WORD.findall(name)


def _orders(some: Sequence[str]) -> list[list[str]]:
    """As written, and surname first."""
    return [list(some), [*some[-1:], *some[:-1]]]


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A value out of JSON with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): _each_text(one, change) for key, one in value.items()}
    return value
