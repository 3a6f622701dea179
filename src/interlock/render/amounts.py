"""Amounts of money in the reader's words: three figures in tables, in full on the record."""

from decimal import Decimal
from math import floor, log10

_SIGNS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪",
}  # fmt: skip
_UNITS = ((1e9, " bn"), (1e6, " M"), (1e3, " k"), (1.0, ""))
MINUS = "\N{MINUS SIGN}"
FIGURES, FEWER_FIGURES = 3, 2


def short(amount: float | Decimal, *, currency: str, signed: bool = False) -> str:
    """Three significant figures: $1.24 M, €840 k, CHF 12.4 k; ``signed`` writes a plus too."""
    value = _rounded(abs(float(amount)), FIGURES)
    unit, name = _unit(value)
    return f"{_sign(amount, value, signed)}{_prefix(currency)}{_figures(value / unit)}{name}"


def full(amount: float | Decimal, *, currency: str, signed: bool = False) -> str:
    """In full: a decimal to its last place, at least the cent; anything else to the whole unit."""
    if isinstance(amount, Decimal):
        exponent = amount.normalize().as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        value: float | Decimal = abs(amount)
    else:
        value, places = abs(float(amount)), 0
    digits = f"{value:,.{places}f}"
    nothing = not any(d in "123456789" for d in digits)
    return f"{_sign(amount, 0 if nothing else 1, signed)}{_prefix(currency)}{digits}"


def between(low: float, high: float, *, currency: str) -> str:
    """A range in one unit, with the figures it takes to tell its ends apart: $3.0 to 4.1 M."""
    widest = max(abs(low), abs(high))
    for figures in (FEWER_FIGURES, FIGURES):
        unit, name = _unit(_rounded(widest, figures))
        places = _places(_rounded(widest, figures) / unit, figures)
        ends = [f"{abs(end) / unit:.{places}f}" for end in (low, high)]
        if ends[0] != ends[1] or (low < 0) != (high < 0):
            break
    else:
        return short(low, currency=currency)
    minus = [
        _sign(end, float(text), signed=False) for end, text in zip((low, high), ends, strict=True)
    ]
    return f"{minus[0]}{_prefix(currency)}{ends[0]} to {minus[1]}{ends[1]}{name}"


def _prefix(currency: str) -> str:
    return _SIGNS.get(currency, f"{currency} " if currency else "")


def _sign(amount: float | Decimal, shown: float, signed: bool) -> str:
    if not shown:
        return ""
    if amount < 0:
        return MINUS
    return "+" if signed else ""


def _rounded(value: float, figures: int) -> float:
    return round(value, figures - 1 - floor(log10(value))) if value else 0.0


def _unit(value: float) -> tuple[float, str]:
    return next((u for u in _UNITS if value >= u[0]), _UNITS[-1])


def _places(value: float, figures: int) -> int:
    return max(0, figures - 1 - floor(log10(value))) if value >= 1 else figures - 1


def _figures(value: float) -> str:
    """Three figures of a number from 0 to 999; below one, two places (cents)."""
    if not value:
        return "0"
    return f"{value:.{min(2, _places(value, FIGURES))}f}"


def axis(amount: float, *, currency: str) -> str:
    """A round value on an axis, without idle zeros: $0, $500 k, $1.5 M."""
    value = _rounded(abs(float(amount)), FIGURES)
    unit, name = _unit(value)
    return f"{_sign(amount, value, signed=False)}{_prefix(currency)}{value / unit:g}{name}"
