"""What somebody wrote themselves in a mail: without what they quote, and without their signature.

Mail programs say in their own words and their reader's language where a quote begins; a line with
an address of ours (``ours``) says so in any language.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 4
"""Lines of one sentence such as "On 20 Nov 2026 at 12:00 Bob wrote:"."""

WROTE = re.compile(
    r"\b(wrote|writes|schrieb|a écrit|escribió|escribio|escreveu|ha scritto|schreef|skrev|"
    r"napisał\(?a?\)?)\b.{0,200}:$",
    re.IGNORECASE,
)
BEGINS = re.compile(r"(On|Am|Le|El|Em|No dia|Às|A|Il|Op|Den|W dniu)\s", re.IGNORECASE)
WHEN = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}|[^\s@]@[^\s@]")
HEAD = re.compile(
    r"[*_\s]{0,4}(From|Sent|Date|To|Cc|Subject|Von|Gesendet|Datum|An|Betreff|De|Envoyé|À|Objet|"
    r"Enviado el|Enviado|Fecha|Para|Asunto|Enviada em|Enviado em|Data|Assunto)\s?[*_]{0,2}\s?:",
    re.IGNORECASE,
)
FROM = re.compile(r"[*_\s]{0,4}(From|Von|De)\s?[*_]{0,2}\s?:", re.IGNORECASE)
RULE = re.compile(
    r"\W*(original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|"
    r"message d'origine|message original|mensaje original|mensagem original)\W*",
    re.IGNORECASE,
)
LINE = re.compile(r"\s*[-_]{10,}\s*")
FROM_A_PHONE = re.compile(
    r"(sent from (my|outlook|mail|yahoo)|get outlook for|(von|aus) meine[mr] .{0,40}gesendet|"
    r"gesendet (von|mit|aus) (outlook|mail|meine[mr]|der|yahoo)|outlook für .{0,20}(beziehen|"
    r"herunterladen)|envoyé (de(puis)? (mon|ma|outlook)|à partir d[eu])|(obtenir|télécharger) "
    r"outlook|enviado (desde|do|de|a partir d[eo]) (mi|meu|outlook|correo)|(obtener|obter)( o)? "
    r"outlook)\b.{0,120}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Quote:
    """Lines from ``first`` until before ``end`` say that a quote begins; what follows is all
    quoted, unless it marks its lines (``marks``): then those are.
    """

    first: int
    end: int
    marks: bool


def own_words(text: str, ours: Iterable[str] = ()) -> str:
    """The words that its sender wrote, above what is quoted, below it and between its lines."""
    lines = [line.rstrip().replace("\xa0", " ") for line in text.splitlines()]
    quote = _first_quote(lines, _of_ours(ours))
    if quote is None:
        return _joined(_unsigned([line for line in lines if not line.startswith(">")]))
    after = lines[quote.end :] if quote.marks else []
    below = [line for line in after if not line.startswith(">")]
    return _joined([*_unsigned(lines[: quote.first]), "", *_unsigned(below)])


def _first_quote(lines: Sequence[str], ours: re.Pattern[str] | None) -> _Quote | None:
    for at, line in enumerate(lines):
        if line.startswith(">") or not line:
            continue
        found = _sentence(lines, at, ours) or _heads(lines, at, ours)
        if found:
            return found
    return None


def _sentence(lines: Sequence[str], at: int, ours: re.Pattern[str] | None) -> _Quote | None:
    """A sentence that ends on this line and says who wrote when."""
    if not lines[at].endswith(":"):
        return None
    first, said = _begin(lines, at)
    by_us = bool(ours and ours.search(said))
    marks = _next(lines, at + 1).startswith(">")
    says = WROTE.search(said) and (WHEN.search(said) or (marks and re.search(r"\d", said)))
    return _Quote(first, at + 1, marks) if says or by_us else None


def _begin(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Where the sentence that ends on this line begins, and the sentence."""
    for first in range(at, max(-1, at - LONGEST), -1):
        if not lines[first] or lines[first].startswith(">"):
            break
        if BEGINS.match(lines[first]):
            return first, " ".join(lines[first : at + 1])
    is_broken = at and lines[at - 1] and not WHEN.search(lines[at])
    first = at - 1 if is_broken and WHEN.search(lines[at - 1]) else at
    return first, " ".join(lines[first : at + 1])


def _heads(lines: Sequence[str], at: int, ours: re.Pattern[str] | None) -> _Quote | None:
    """The head of the mail that is quoted: a rule with words, or From, Sent, To, Subject."""
    near = [line for line in lines[at : at + 8] if line]
    is_ours = bool(ours and ours.search(lines[at]) and re.match(r"\W{0,3}\w+\W{0,3}:", lines[at]))
    heads = sum(bool(HEAD.match(line)) for line in near)
    named = is_ours and sum(bool(re.match(r"[*\w]+\*?\s?:", line)) for line in near) >= 2
    if not (RULE.fullmatch(lines[at]) or (FROM.match(lines[at]) and heads >= 3) or named):
        return None
    above = max((n for n in range(at) if lines[n]), default=0)
    return _Quote(above if at and LINE.fullmatch(lines[above]) else at, at + 1, marks=False)


def _next(lines: Sequence[str], at: int) -> str:
    """The next line that is not empty."""
    return next((line for line in lines[at:] if line), "")


def _unsigned(lines: Sequence[str]) -> list[str]:
    """Without what stands below "-- ", and without what a phone says of itself."""
    kept = list(lines[: next((n for n, line in enumerate(lines) if line == "--"), len(lines))])
    while kept and (not kept[-1] or FROM_A_PHONE.fullmatch(kept[-1].lstrip("<_* "))):
        kept.pop()
    return kept


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _of_ours(addresses: Iterable[str]) -> re.Pattern[str] | None:
    """What finds our addresses, with or without a plus."""
    parts = [one.rsplit("@", 1) for one in addresses if "@" in one]
    found = [rf"{re.escape(before)}(\+[\w-]+)?@{re.escape(host)}" for before, host in parts]
    return re.compile(rf"(?<![\w.+-])({'|'.join(found)})", re.IGNORECASE) if found else None
