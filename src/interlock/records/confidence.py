"""How sure somebody says that they are of a promise."""

from collections.abc import Mapping

WHOLE = 100.0


def share(text: str, levels: Mapping[str, float]) -> float | None:
    """The share that a stated confidence means: a level of the company's (P2), a per cent (80 %,
    80) or a share (0.8, 0,8). None for what is none of these; 1 is sure, 1 % is not.
    """
    said = text.strip().casefold()
    named = {name.strip().casefold(): value for name, value in levels.items()}
    if said in named:
        return named[said]
    try:
        number = float(said.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    part = number if number <= 1 and not said.endswith("%") else number / WHOLE
    return part if 0 <= part <= 1 else None
