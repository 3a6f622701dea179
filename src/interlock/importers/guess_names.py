"""What our columns are called elsewhere: in other tools, and in other languages."""

from interlock.importers import guess_names_sales, guess_names_work
from interlock.importers.guess_phrases import Phrases
from interlock.importers.guess_text import listed

SYNONYMS: dict[str, Phrases] = {
    "deals": guess_names_sales.DEALS,
    "items": guess_names_work.ITEMS,
    "features": guess_names_work.FEATURES,
    "releases": guess_names_work.RELEASES,
    "changes": guess_names_work.CHANGES,
    "needs": guess_names_sales.NEEDS,
    "evidence": guess_names_sales.EVIDENCE,
    "promises": guess_names_sales.PROMISES,
}
"""table -> our column -> phrases, best first. A column's own name always counts too."""

FILLERS: dict[str, frozenset[str]] = {
    "deals": listed(
        "deal deals opportunity opp sales sale crm lead hs the of de des der du la "
        "geschaft affaire oportunidad oportunidade negocio opportunita"
    ),
    "items": listed(
        "issue issues ticket item task work card dev story custom field the of de der du"
    ),
    "features": listed("feature epic issue custom field the of de der du"),
    "releases": listed("release version the of de der du"),
    "changes": listed("deal opportunity issue record the of de der du"),
    "needs": listed("need feature request the of de der du"),
    "evidence": listed("evidence the of de der du"),
    "promises": listed("promise promised the of de der du"),
}
"""Words that a table's headers carry without meaning more by them."""

HINTS: dict[str, frozenset[str]] = {
    "deals": listed(
        "deal opportunity opp opportunities sales crm account customer client amount "
        "geschaft kunde affaire oportunidad oportunidade negocio trattativa kwota betrag "
        "montant importe"
    ),
    "items": listed(
        "issue ticket task story bug sprint epic assignee reporter dev resolved vorgang "
        "tarea tarefa points resolution"
    ),
    "features": listed("feature epic initiative funktion fonctionnalite funcionalidad roadmap"),
    "releases": listed(
        "release version deployment deployed freeze reldate milestone rilascio veroffentlicht train"
    ),
    "changes": listed("change changed field old new feld champ campo history edit geandert"),
    "needs": listed(
        "need request requested feature strength importance wunsch besoin must idea feedback votes"
    ),
    "evidence": listed("rule evidence criterion gate kriterium critere regel proof nachweis"),
    "promises": listed("promise promised commitment zusage promesse promesa promessa"),
}
"""Words among a file's headers that speak for a table."""
