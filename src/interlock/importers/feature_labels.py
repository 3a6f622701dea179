"""Which of an issue's labels names its feature."""

import polars as pl


def feature_label(labels: pl.Expr, beginning: str) -> pl.Expr:
    """Of a list of labels the first; with a ``beginning`` such as ``feature:`` what follows it in
    the first label that begins so, in capitals or not, and none where no label does.
    """
    if not beginning:
        return labels.list.first()
    begins = pl.element().str.to_lowercase().str.starts_with(beginning.lower())
    named = labels.list.eval(pl.element().filter(begins)).list.first()
    rest = named.str.slice(len(beginning)).str.strip_chars()
    return pl.when(rest != "").then(rest)
