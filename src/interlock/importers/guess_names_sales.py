"""What the columns of deals, needs, evidence and promises are called elsewhere."""

from interlock.importers.guess_phrases import CREATED, DEAL, DUE, FEATURE, ID, OWNER, TITLE, phrases

DEALS = phrases(
    id=(
        ID + "|deal id|opportunity id|opp id|pipedrive system id|opportunity number|vorgangsnummer"
    ),
    name=(
        TITLE + "|deal name|opportunity name|opportunity|deal|topic|verkaufschance|affaire|"
        "oportunidad|oportunidade"
    ),
    account=(
        "account|account name|company|company name|customer|customer name|client|"
        "organization|organisation|buyer|associated company|partner|prospect name|"
        "kunde|kundenname|firma|unternehmen|societe|entreprise|compte|cliente|"
        "empresa|cuenta|conta|azienda|klant|bedrijf|klient|kund|顧客|客户|取引先"
    ),
    owner=(OWNER),
    pipeline=(
        "pipeline|sales process|process|funnel|vertriebsprozess|processus|proceso|"
        "funil|procesverkoop"
    ),
    stage=(
        "stage|deal stage|sales stage|stage name|phase|sales phase|step|"
        "pipeline stage|pipeline phase|status|state|vertriebsphase|verkaufsphase|"
        "stufe|etape|statut|etapa|fase|fase de venta|estado|estagio|stato|stadium|"
        "etap|steg|ステージ|阶段|フェーズ"
    ),
    outcome=(
        "outcome|result|won lost|win loss|status|deal status|is won|won|"
        "closed status|state|ergebnis|ausgang|gewonnen|resultat|issue|statut|"
        "resultado|estado|gagne|ganado|ganho|esito|stato|uitkomst|wynik|utfall|結果|"
        "结果|状态"
    ),
    amount=(
        "amount|est revenue|estimated revenue|value|deal value|deal amount|"
        "close value|price|total|total value|contract value|acv|tcv|revenue|"
        "expected revenue|size|deal size|opportunity amount|sum|betrag|wert|summe|"
        "volumen|auftragswert|auftragssumme|umsatz|erwarteter umsatz|montant|valeur|"
        "chiffre d'affaires|importe|valor|monto|cuantia|valor total|quantia|importo|"
        "valore|bedrag|waarde|kwota|wartosc|belopp|金額|金额"
    ),
    currency=(
        "currency|currency code|iso currency|currency of value|currency iso code|"
        "wahrung|devise|monnaie|moneda|divisa|moeda|valuta|waluta|通貨|货币"
    ),
    created_on=(CREATED),
    expected_close_on=(
        "expected close date|est close date|expected close|expected closing|"
        "expected closing date|forecast close date|estimated close date|"
        "planned close|target close date|expected closure date|erwarteter abschluss|"
        "abschluss erwartet|erwarteter abschlusstermin|"
        "voraussichtliches abschlussdatum|geplanter abschluss|date de cloture prevue|"
        "cloture prevue|fecha de cierre prevista|cierre previsto|cierre estimado|"
        "fechamento previsto|data prevista de fechamento|chiusura prevista|"
        "data chiusura prevista|verwachte sluitingsdatum|"
        "przewidywana data zamkniecia|予定日|预计成交日期"
    ),
    closed_on=(
        "close date|actual close date|closed date|closed on|closed at|closing date|"
        "date closed|close|closed|end date|won time|deal closed on|decision date|"
        "signed on|abschlussdatum|abschluss|abgeschlossen am|beendet|beendet am|"
        "schliessdatum|enddatum|"
        "date de cloture|cloture|cloture le|date de signature|fecha de cierre|cierre|"
        "cerrado|data de fechamento|fechamento|fechado em|data chiusura|chiuso il|"
        "chiusura|sluitingsdatum|afgesloten op|data zamkniecia|avslutsdatum|"
        "完了予定日|成交日期|クローズ日"
    ),
    category=(
        "category|forecast category|forecast|commit category|"
        "manual forecast category|prognosekategorie|prognose|categorie de prevision|"
        "categoria de pronostico|categoria de previsao"
    ),
    segment=(
        "segment|market segment|customer segment|company size|industry|sector|"
        "vertical|branche|secteur|segmento|industria|settore|setor|segmentacja|sektor"
    ),
    kind=(
        "kind|type|deal type|opportunity type|business type|new or existing|typ|art|"
        "geschaftsart|tipo|tipo de negocio|rodzaj|soort|種別|类型"
    ),
    renewal_of=("renewal of|renewed deal|renews|previous deal|parent deal|verlangerung von"),
    arr=("arr|annual recurring revenue|annual value|yearly revenue|jahresumsatz|recurring revenue"),
    term_months=(
        "term months|term|contract term|contract length|laufzeit|duree|plazo|duracion|prazo meses"
    ),
)

NEEDS = phrases(
    deal=(DEAL + "|account|customer|company|client|kunde|cliente|klant"),
    feature=(
        FEATURE + "|request|requested feature|requirement|need|gap|idea|idea name|post|post title|"
        "suggestion|feature idea|wish|anforderung|wunsch|idee|besoin|necesidad"
    ),
    strength=(
        "strength|importance|priority|severity|must have|moscow|criticality|"
        "need level|wichtigkeit|prioritat|dringlichkeit|importance du besoin|"
        "importancia|prioridad|importanza|priorita|belang|waga"
    ),
    said_by=(
        "said by|requested by|asked by|requester|contact|contact person|"
        "angefragt von|demande par|solicitado por|richiesto da|gevraagd door"
    ),
    on=(
        "on|requested on|asked on|request date|date|noted on|angefragt am|"
        "date de demande|fecha de solicitud|data richiesta|datum"
    ),
    wanted_by=("wanted by|needed by|need by|required by|" + DUE),
    met_by=("met by|met with|resolution|solved by|erfullt durch"),
    confirmed=("confirmed|verified|bestatigt|confirme|confirmado|confermato"),
)

EVIDENCE = phrases(
    deal=(DEAL),
    rule=(
        "rule|rule id|criterion|criteria|exit criterion|gate|check|checklist item|"
        "requirement|regel|kriterium|regle|critere|regla|criterio|regra|regola|"
        "kryterium"
    ),
    on=("on|date|met on|evidence date|happened on|when|datum|am|date de preuve|fecha|data"),
    by=("by|who|person|seen by|entered by|recorded by|von|wer|par|por|da|door"),
    what=(
        "what|evidence|fact|note|notes|details|comment|nachweis|beleg|notiz|preuve|"
        "evidencia|prueba|prova|bewijs|dowod"
    ),
)

PROMISES = phrases(
    id=(ID + "|promise id|commitment id"),
    what=(
        "what|promise|commitment|action|description|text|zusage|versprechen|promesse|"
        "engagement|promesa|compromiso|promessa|compromisso|impegno|belofte|"
        "toezegging|obietnica"
    ),
    kind=("kind|type|promise type|art|typ|tipo"),
    form=("form|how|channel|given how|written or said|firmness|wie|forme|forma"),
    maker=(
        "maker|by|from|promised by|made by|given by|owner|who|von|zugesagt von|"
        "promis par|prometido por|promesso da|beloofd door"
    ),
    to=(
        "to|promised to|given to|recipient|for|an|zugesagt an|promis a|prometido a|"
        "promesso a|beloofd aan"
    ),
    said_on=(
        "said on|promised on|made on|date made|given on|date|zugesagt am|promis le|"
        "fecha de promesa|prometido el|prometido em|data promessa|beloofd op"
    ),
    due=(DUE + "|promised date|promised for"),
    confidence=(
        "confidence|probability|likelihood|zuversicht|confiance|confianza|confianca|fiducia"
    ),
    why=("why|reason|grund|warum|raison|pourquoi|motivo|razon|perche"),
    deal=(DEAL),
    feature=(FEATURE),
    done_on=(
        "done on|done|kept on|fulfilled|fulfilled on|completed on|erledigt am|"
        "tenu le|cumplido el|cumprido em|mantenuta il"
    ),
)
