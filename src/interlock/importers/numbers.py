"""Numbers as people and programs write them, as plain decimals."""

import polars as pl

SIGNS = r"^[A-Z]{3}|[A-Z]{3}$|[\s\u00a0\u202f'’$€£¥₹]"
COMMAS = r"^[-+]?\d{1,3}(,\d{2,3})+(\.\d*)?$"
GROUPS = r"^[-+]?[1-9]\d{0,2}([.,]\d{3})+$"


def plain_numbers(column: pl.Series) -> pl.Series:
    """Numbers as plain decimals: 1.234,50 and € 1 234.50 and (1,234.50) and 1.2345E3 alike.

    Where both marks occur in a value the last is the decimal mark; a lone comma is one unless three
    digits follow it everywhere in the column. Where the comma is the decimal mark, or a value has
    two points, a point before three digits marks thousands.
    """
    bare = _bare(column)
    comma = _has(bare, ",")
    if not comma.any() and not (bare.str.count_matches(r"\.") > 1).any():
        return _without_powers(bare)
    frame = pl.DataFrame({"n": bare, "decimal": _comma_is_decimal(bare)})
    number, no_points = pl.col("n"), pl.col("n").str.replace_all(".", "", literal=True)
    points = number.str.contains(GROUPS) & pl.lit(_point_is_thousands(bare))
    return frame.select(
        pl.when("decimal")
        .then(no_points.str.replace(",", ".", literal=True))
        .when(points)
        .then(no_points.str.replace_all(",", "", literal=True))
        .when(number.str.contains(COMMAS))
        .then(number.str.replace_all(",", "", literal=True))
        .otherwise("n")
    ).to_series()


def thousands_or_decimals(column: pl.Series) -> bool:
    """Whether every marked value has one point before three digits, and no plain one is as large as
    a thousand: 12.500 may then be twelve thousand or twelve.
    """
    known = _bare(column.drop_nulls())
    marked = known.filter(known.str.contains(r"[.,]"))
    one_point = marked.str.contains(r"^[-+]?[1-9]\d{0,2}\.\d{3}$")
    plain = known.filter(known.str.contains(r"^[-+]?\d{4,}$"))
    return bool(len(marked) and one_point.all() and not len(plain))


def with_decimal(column: pl.Series, mark: str) -> pl.Series:
    """Numbers of which the decimal mark is known, so that nothing of them can be doubted: 12.500
    with a comma is 12500, with a point 12.5000.
    """
    thousands = "." if mark == "," else ","
    plain = _bare(column).str.replace_all(thousands, "", literal=True)
    return plain.str.replace(mark, ".", literal=True).str.replace(r"(\.\d+)$", "${1}0")


def _bare(column: pl.Series) -> pl.Series:
    value = pl.col("v").str.strip_chars().str.replace_all(SIGNS, "")
    bare = column.to_frame("v").select(value.str.replace(r"^\((.*)\)$", "-$1"))
    return bare.to_series().alias(column.name)


def _has(bare: pl.Series, sign: str) -> pl.Series:
    return bare.str.contains(sign, literal=True)


def _without_powers(bare: pl.Series) -> pl.Series:
    """1.2E7, as some exports write large amounts, in full."""
    powered = bare.str.contains(r"^[-+]?\d+(\.\d+)?[eE][-+]?\d{1,2}$")
    if not powered.any():
        return bare
    full = bare.cast(pl.Decimal(38, 6), strict=False).cast(pl.String)
    return full.zip_with(powered.fill_null(False), bare)


def _comma_is_decimal(bare: pl.Series) -> pl.Series:
    both = _has(bare, ",") & _has(bare, ".")
    lone = _has(bare, ",") & ~both
    last = both & bare.str.contains(r"\.\d{3},\d*$")
    lone_decimal = bool(last.any()) or not bare.filter(lone).str.contains(GROUPS).all()
    return last | lone if lone_decimal else last


def _point_is_thousands(bare: pl.Series) -> bool:
    two_points = bool((bare.str.count_matches(r"\.") > 1).any())
    return two_points or bool(_comma_is_decimal(bare).any())
