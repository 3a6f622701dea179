"""The words with which CRMs say that a deal is won, lost or open, in several languages."""

import polars as pl

WON = (
    "won", "closed won", "closedwon", "closed - won", "deal won", "gewonnen", "abgeschlossen gewonnen",
    "geschlossen und gewonnen", "erfolgreich abgeschlossen", "gagné", "gagnée", "fermé gagné",
    "fermée gagnée", "conclue", "affaire conclue", "ganado", "ganada", "cerrada ganada", "cerrado ganado",
    "ganho", "ganha", "fechado ganho", "fechada ganha", "fechado e ganho", "fechada e ganha", "vinto",
    "vinta", "chiusa vinta", "chiuso vinto", "gesloten gewonnen", "成約", "受注", "赢单", "success",
)  # fmt: skip
LOST = (
    "lost", "closed lost", "closedlost", "closed - lost", "deal lost", "verloren",
    "abgeschlossen verloren", "geschlossen und verloren", "perdu", "perdue", "fermé perdu",
    "fermée perdue", "affaire perdue", "perdido", "perdida", "cerrada perdida", "cerrado perdido",
    "fechado perdido", "fechada perdida", "fechado e perdido", "fechada e perdida", "perso", "persa",
    "chiusa persa", "chiuso perso", "gesloten verloren", "失注", "输单", "abandoned", "disqualified",
)  # fmt: skip
OPEN = (
    "open", "offen", "ouvert", "ouverte", "abierto", "abierta", "aberto", "aberta", "aperto", "aperta",
    "in progress",
)  # fmt: skip
ENDINGS = dict.fromkeys(WON, "won") | dict.fromkeys(LOST, "lost")
STATES = ENDINGS | dict.fromkeys(OPEN, "open")


def ending(words: pl.Expr) -> pl.Expr:
    """won or lost where a stage's name says so, without regard to case and punctuation."""
    return _plain(words).replace_strict(ENDINGS, default=None, return_dtype=pl.String)


def state(words: pl.Expr) -> pl.Expr:
    """won, lost or open where a status says so."""
    return _plain(words).replace_strict(STATES, default=None, return_dtype=pl.String)


def _plain(words: pl.Expr) -> pl.Expr:
    return words.str.to_lowercase().str.replace_all(r"[/,_:–]+|\s+", " ").str.strip_chars(" .!")
