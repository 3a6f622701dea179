"""What a guessed mapping reads, what is wrong with that, and what to type next, for a terminal."""

import shlex
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from interlock.records.guesses import Guessed, MapResult, Preview, sureness
from interlock.render import problems_text, words

WIDEST = 20
LINE = 100


def told(result: MapResult) -> str:
    """Files passed over, the first rows as read, the problems, and every doubt."""
    parts = [_passed(result.guessed)]
    parts += [_preview(preview) for preview in result.previews]
    if result.previews:
        parts.append(["Read with this mapping:", *_indented(_problems(result))])
    parts.append(_doubts(result.guessed))
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def next_commands(
    result: MapResult, files: Sequence[Path], out: Path | None, as_of: date | None
) -> str:
    """The very next thing to type."""
    if not result.previews and not result.guessed.known:
        return "Nothing to read yet: name the table with --table, such as --table deals."
    if result.folder is None:
        return "Next: put these files into one folder, and map them there."
    folder = str(result.folder)
    if result.previews and out is None:
        named = " ".join(shlex.quote(str(path)) for path in files)
        target = shlex.quote(str(result.folder / "mapping.toml"))
        return f"Next:\n  interlock map {named} --out {target}"
    day = f" --as-of {as_of}" if as_of else ""
    with_mapping = f" --mapping {shlex.quote(str(out))}" if _elsewhere(out, result.folder) else ""
    what = f"{shlex.quote(folder)}{with_mapping}"
    return f"Next:\n  interlock check {what}\n  interlock report {what}{day}"


def _elsewhere(out: Path | None, folder: Path) -> bool:
    """A mapping.toml in the folder itself is found without being named."""
    return out is not None and out.absolute() != (folder / "mapping.toml").absolute()


def _passed(guessed: Guessed) -> list[str]:
    known = [f"{one.file} needs no mapping: it is known as {one.why}" for one in guessed.known]
    return known + [f"{one.file} is left out: {one.why}" for one in guessed.unknown]


def _preview(preview: Preview) -> list[str]:
    shown = preview.frame
    head = (
        f"{preview.file} as {preview.table} ({preview.sureness}): "
        f"{words.count(preview.taken, 'row')} read"
    )
    if not shown.height:
        return [head]
    cells = [[name, *map(_cell, shown[name])] for name in shown.columns]
    widths = [max(len(cell) for cell in column) for column in cells]
    rows = zip(*cells, strict=True)
    lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    return [f"{head}, the first {shown.height}:", *_indented(_folded(lines, widths))]


def _folded(lines: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Columns that do not fit beside each other stand below each other."""
    starts, at = [0], 0
    for width in widths:
        if at > starts[-1] and at + width - starts[-1] > LINE:
            starts.append(at)
        at += width + 2
    ends = [*starts[1:], at]
    blocks = [[line[a:b].rstrip() for line in lines] for a, b in zip(starts, ends, strict=True)]
    return [line for at, block in enumerate(blocks) for line in ([""] if at else []) + block]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal | float):
        return f"{value:f}".rstrip("0").rstrip(".")
    text = ";".join(map(str, value)) if isinstance(value, list | pl.Series) else str(value)
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain if len(plain) <= WIDEST else f"{plain[: WIDEST - 1]}…"


def _problems(result: MapResult) -> list[str]:
    return problems_text.of_problems(result.problems).splitlines()


def _doubts(guessed: Guessed) -> list[str]:
    asks = [f"{source.file}: {ask}" for source in guessed.sources for ask in source.asks]
    asks += guessed.asks
    lines = [f"{link}." for link in guessed.links]
    if asks:
        lines += ["Not sure:", *(f"  - {ask}" for ask in asks)]
    unsure = [
        f"{source.file} as {source.table}" for source in guessed.sources
        if sureness(source.score) != "sure"
    ]  # fmt: skip
    if not asks and not unsure and guessed.sources:
        lines.append("Nothing is in doubt, but read the mapping before you trust it.")
    return lines


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}".rstrip() for line in lines]
