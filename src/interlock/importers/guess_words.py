"""What our few allowed words are called elsewhere, and words for nothing."""

from interlock.importers.crm_words import CATEGORIES, KINDS
from interlock.importers.guess_text import fold, listed


def _folded(**ours: str) -> dict[str, str]:
    return {fold(w): our.replace("_", " ") for our, said in ours.items() for w in said.split("|")}


OUTCOME = _folded(
    won=(
        "won|win|wins|closed won|deal won|close won|successful|success|signed|sold|"
        "ordered|gewonnen|abgeschlossen gewonnen|geschlossen gewonnen|beauftragt|"
        "auftrag erhalten|verkauft|gagne|gagnee|conclu|signe|remporte|ganado|ganada|"
        "cerrado ganado|cerrada ganada|vendido|ganho|ganha|fechado ganho|vinto|vinta|"
        "chiuso vinto|aggiudicato|gewonnen deal|verkocht|wygrana|wygrany|wygrane|"
        "vunnen|vunnet|vundet|voitettu|受注|成約|赢单|已赢单|成交|выиграно|выиграна"
    ),
    lost=(
        "lost|loss|loose|lose|closed lost|deal lost|close lost|abandoned|"
        "disqualified|dead|cancelled|canceled|rejected|declined|no decision|not won|"
        "no sale|churned|withdrawn|unqualified|archived|verloren|"
        "abgeschlossen verloren|geschlossen verloren|nicht gewonnen|abgelehnt|"
        "abgesagt|storniert|perdu|perdue|abandonne|annule|refuse|perdido|perdida|"
        "cerrado perdido|cerrada perdida|rechazado|cancelado|descartado|"
        "fechado perdido|recusado|perso|persa|chiuso perso|annullato|rifiutato|"
        "afgewezen|geannuleerd|przegrana|przegrany|przegrane|utracona|odrzucona|"
        "forlorad|forlorat|tabt|havitty|失注|输单|已输单|丢单|проиграно|проиграна"
    ),
    open=(
        "open|in progress|active|pending|ongoing|new|on hold|in process|working|"
        "offen|in bearbeitung|laufend|aktiv|ouvert|ouverte|en cours|abierto|abierta|"
        "en curso|en proceso|aberto|aberta|em andamento|aperto|aperta|in corso|"
        "lopend|otwarta|otwarty|otwarte|w toku|oppen|pagaende|進行中|商談中|进行中|"
        "в работе|открыта"
    ),
)
CATEGORY = CATEGORIES | _folded(
    omitted=("omitted|omit|excluded|none|ausgelassen|exclu|omitido|omesso"),
    pipeline=("pipeline|upside|possible|open pipeline|pipe|moglich|possibile|posible"),
    best_case=(
        "best case|bestcase|likely|most likely|probable|wahrscheinlich|bester fall|"
        "meilleur cas|mejor caso|melhor caso|caso migliore|beste geval"
    ),
    commit=(
        "commit|committed|commited|forecast|sure|sicher|zugesagt|engage|comprometido|"
        "impegnato|toegezegd"
    ),
    closed=("closed|closed won|won|geschlossen|abgeschlossen|clos|cerrado|fechado|chiuso|gesloten"),
)
KIND = KINDS | _folded(
    new=(
        "new|new business|new customer|new logo|new deal|net new|neu|neukunde|"
        "neugeschaft|nouveau|nouveau client|nuevo|nuevo negocio|nuevo cliente|novo|"
        "novo negocio|novo cliente|nuovo|nuovo cliente|nieuw|nieuwe klant|nowy|"
        "nowy klient|ny|nykund|newbusiness|新規"
    ),
    expansion=(
        "expansion|upsell|up sell|cross sell|crosssell|upgrade|add on|addon|existing|"
        "existing business|existing customer|existingbusiness|erweiterung|"
        "bestandskunde|ausbau|extension|ampliacion|expansao|espansione|uitbreiding|"
        "rozszerzenie"
    ),
    renewal=(
        "renewal|renew|renewed|verlangerung|erneuerung|renouvellement|renovacion|"
        "renovacao|rinnovo|verlenging|odnowienie|fornyelse|更新"
    ),
)
STRENGTH = {
    word: "nice-to-have" if ours == "nice to have" else ours
    for word, ours in _folded(
        dealbreaker=(
            "dealbreaker|deal breaker|must|must have|musthave|blocker|blocking|critical|"
            "showstopper|required|mandatory|essential|highest|muss|zwingend|kritisch|"
            "blockierend|indispensable|obligatoire|bloquant|imprescindible|obligatorio|"
            "critico|essencial|obbligatorio|indispensabile|verplicht|konieczne|krytyczne|"
            "必須"
        ),
        important=(
            "important|should|should have|high|medium|significant|major|soll|wichtig|"
            "hoch|importante|eleve|alta|alto|importanti|belangrijk|wazne|重要"
        ),
        nice_to_have=(
            "nice to have|nice|could|could have|low|optional|minor|wish|kann|wunsch|"
            "wunschenswert|niedrig|souhaitable|facultatif|faible|deseable|opcional|baja|"
            "baixa|desejavel|auspicabile|bassa|wenselijk|mile widziane|希望"
        ),
    ).items()
}
MET_BY = _folded(
    shipped=("shipped|delivered|released|ausgeliefert|livre|entregado"),
    beta=("beta|preview|early access"),
    workaround=("workaround|work around|umgehung|contournement"),
    discount=("discount|price cut|rabatt|remise|descuento|sconto"),
    written_promise=("written promise|promise|contract clause|zusage"),
    nothing=("nothing|none|not met|unmet|nichts|rien|nada"),
)
PROMISE_KIND = _folded(
    own_act=("own act|own|act|action|eigene handlung|wir|ours"),
    outcome=("outcome|result|ergebnis|others|resultat|resultado"),
)
PROMISE_FORM = _folded(
    internal=("internal|intern|interne|interno"),
    said=("said|verbal|oral|call|meeting|spoken|mundlich|oralement|verbal|verbale"),
    written=("written|email|e mail|mail|letter|schriftlich|ecrit|escrito|scritto|schriftelijk"),
    contract=("contract|contractual|signed|vertrag|contrat|contrato|contratto"),
)
TRUE = listed("true yes y 1 t x ja j oui vrai o si s sim verdadero verdadeiro vero wahr prawda tak")
FALSE = listed("false no n 0 f nein non faux falso nao falsch falsz nie nee")
WON_HEADERS = listed("won win gewonnen gagne gagnee ganado ganada ganho vinto wygrana")
CLOSED_HEADERS = listed("closed close geschlossen abgeschlossen clos cloture cerrado fechado")

STAGE_BEGINNINGS = listed(
    "prospect lead qualif discover engag evaluat propos negotiat demo contact quot "
    "present trial pilot commit legal procure contract need value verbal meeting "
    "apoint appoint angebot verhandl erstkontakt bedarf kontakt prasent entdeck "
    "vertrag devis decouvert propuesta negoc contacto oferta cotiza proposta contato "
    "orcament trattat offert contatt onderhandel kwalific negocj rozmow"
)
"""How words begin that name a stage of a sale still open."""

NULLS = listed(
    "na n/a n.a. #n/a #na nan null nil none (none) (null) (blank) (empty) (leer) "
    "(vide) - -- --- – — ? \\n k.a. s/o brak tbd 0000-00-00 00/00/0000"
) | {"(no value)", "no value", "k. a.", "keine angabe", "non renseigné", "not set", "sin dato"}
"""Words, in lower case, that stand where nothing is known."""

REGIONS = listed("emea apac latam amer dach eu uk us apj sa mea cala row anz")
"""Next to these NA is a part of the world and not a word for nothing."""

CURRENCIES = listed(
    "aed ars aud bgn brl cad chf clp cny cop czk dkk egp eur gbp hkd huf idr ils inr "
    "isk jpy kes krw kwd mad mxn myr ngn nok nzd pen php pkr pln qar ron rsd sar sek "
    "sgd thb try twd uah usd uyu vnd zar"
)

WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("deals", "outcome"): OUTCOME,
    ("deals", "category"): CATEGORY,
    ("deals", "kind"): KIND,
    ("needs", "strength"): STRENGTH,
    ("needs", "met_by"): MET_BY,
    ("promises", "kind"): PROMISE_KIND,
    ("promises", "form"): PROMISE_FORM,
}
"""(table, our column) -> their word, folded -> ours."""
