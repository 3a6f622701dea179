"""What our columns are called elsewhere: in other tools, and in other languages."""

from interlock.importers.guess_text import listed

Phrases = dict[str, tuple[str, ...]]


def _phrases(**columns: str) -> Phrases:
    return {ours: tuple(said.split("|")) for ours, said in columns.items()}


_CREATED = (
    "created|created on|created at|create date|created date|creation date|"
    "date created|opened|open date|start date|add time|date added|entered|"
    "entry date|engage date|submitted|reported|raised|logged|prioritised|"
    "prioritized|erstellt|erstellt am|angelegt am|anlagedatum|erstelldatum|"
    "erfasst am|cree le|date de creation|creation|fecha de creacion|creado|"
    "creada|criado em|data de criacao|data creazione|creato il|aangemaakt|"
    "aanmaakdatum|utworzono|data utworzenia|skapad|作成日|创建日期|创建时间"
)
_OWNER = (
    "owner|sales rep|rep|owner id|sales rep id|rep id|sales agent id|sales agent|"
    "agent|seller|salesperson|account executive|account manager|assigned to|"
    "assigned user|user|user id|rep name|responsible|verantwortlich|"
    "verantwortlicher|besitzer|inhaber|bearbeiter|verkaufer|vertriebsmitarbeiter|"
    "zustandig|proprietaire|responsable|commercial|vendeur|propietario|vendedor|"
    "comercial|proprietario|responsavel|venditore|eigenaar|verkoper|wlasciciel|"
    "handlowiec|opiekun|saljare|agare|担当者|负责人|销售"
)
_ID = (
    "id|key|number|no|nr|code|ref|reference|uuid|record id|identifier|nummer|"
    "kennung|numero|codigo|codice|编号|番号"
)
_TITLE = (
    "name|title|subject|summary|titel|bezeichnung|betreff|zusammenfassung|nom|"
    "titre|intitule|nombre|titulo|asunto|nome|assunto|titolo|oggetto|naam|"
    "onderwerp|nazwa|tytul|namn|名称|件名|標題"
)
_TEAM = (
    "team|squad|group|board|project|component|area|equipe|equipo|gruppe|"
    "abteilung|zespol|squadra|チーム|团队"
)
_SHIPPED = (
    "shipped|shipped on|released|release date|released on|"
    "production deployment date|deployed|deployment date|go live|go live date|"
    "live date|launch date|launched|actual release|actual release date|published|"
    "published at|delivered|veroffentlicht|veroffentlicht am|ausgeliefert|"
    "ausgeliefert am|livre le|date de livraison|mise en production|publicado|"
    "fecha de publicacion|entregado|lancado|data de lancamento|rilasciato|"
    "data rilascio|uitgebracht|wydano|data wydania"
)
_DUE = (
    "due|due date|due on|deadline|target date|target release date|target reldate|"
    "planned date|planned release date|est enddate|estimated end date|"
    "estimated date|eta|finish by|milestone date|falligkeitsdatum|fallig|"
    "fallig am|zieldatum|geplant|geplant am|termin|echeance|date d'echeance|"
    "date prevue|fecha limite|vencimiento|fecha prevista|prazo|data prevista|"
    "scadenza|vervaldatum|streefdatum|termin realizacji|期限|截止日期"
)
_DROPPED = (
    "dropped|dropped on|canceled|cancelled|canceled at|cancelled on|abandoned|"
    "rejected on|verworfen|verworfen am|abgebrochen am|annule le|abandonne|"
    "cancelado|cancelado el|annullato|geannuleerd"
)
_FEATURE = (
    "feature|feature id|epic|epic link|epic key|epic name|parent|parent key|"
    "parent id|parent issue|initiative|deliverable|funktion|merkmal|"
    "fonctionnalite|funcionalidad|funcionalidade|funzionalita|functie|funkcja|"
    "機能|功能"
)
_RELEASE = (
    "release|fix version|fix versions|version|milestone|target release|ausgabe|"
    "meilenstein|versione|versao|wersja|版本"
)
_DEAL = (
    "deal|deal id|opportunity|opportunity id|opp|opp id|opportunity name|"
    "deal name|geschaft|verkaufschance|affaire|opportunite|oportunidad|negocio|"
    "oportunidade|opportunita|trattativa|kans|szansa|商談|商机"
)

SYNONYMS: dict[str, Phrases] = {
    "deals": _phrases(
        id=(
        _ID
        + "|deal id|opportunity id|opp id|pipedrive system id|opportunity number|"
        "vorgangsnummer"
    ),
        name=(
        _TITLE
        + "|deal name|opportunity name|opportunity|deal|topic|verkaufschance|affaire|"
        "oportunidad|oportunidade"
    ),
        account=(
        "account|account name|company|company name|customer|customer name|client|"
        "organization|organisation|buyer|associated company|partner|prospect name|"
        "kunde|kundenname|firma|unternehmen|societe|entreprise|compte|cliente|"
        "empresa|cuenta|conta|azienda|klant|bedrijf|klient|kund|顧客|客户|取引先"
    ),
        owner=(
        _OWNER
    ),
        pipeline=(
        "pipeline|sales process|process|funnel|vertriebsprozess|processus|proceso|"
        "funil|procesverkoop"
    ),
        stage=(
        "stage|deal stage|sales stage|stage name|phase|sales phase|step|"
        "pipeline stage|status|state|vertriebsphase|verkaufsphase|stufe|etape|statut|"
        "etapa|fase|fase de venta|estado|estagio|stato|stadium|etap|steg|ステージ|"
        "阶段|フェーズ"
    ),
        outcome=(
        "outcome|result|won lost|win loss|status|deal status|is won|won|"
        "closed status|state|ergebnis|ausgang|gewonnen|resultat|issue|statut|"
        "resultado|estado|gagne|ganado|ganho|esito|stato|uitkomst|wynik|utfall|結果|"
        "结果|状态"
    ),
        amount=(
        "amount|value|deal value|deal amount|close value|price|total|total value|"
        "contract value|acv|tcv|revenue|expected revenue|size|deal size|"
        "opportunity amount|sum|betrag|wert|summe|volumen|auftragswert|auftragssumme|"
        "umsatz|erwarteter umsatz|montant|valeur|chiffre d'affaires|importe|valor|"
        "monto|cuantia|valor total|quantia|importo|valore|bedrag|waarde|kwota|"
        "wartosc|belopp|金額|金额"
    ),
        currency=(
        "currency|currency code|iso currency|currency of value|currency iso code|"
        "wahrung|devise|monnaie|moneda|divisa|moeda|valuta|waluta|通貨|货币"
    ),
        created_on=(
        _CREATED
    ),
        expected_close_on=(
        "expected close date|expected close|expected closing|expected closing date|"
        "forecast close date|estimated close date|planned close|target close date|"
        "expected closure date|erwarteter abschluss|voraussichtliches abschlussdatum|"
        "geplanter abschluss|date de cloture prevue|cloture prevue|"
        "fecha de cierre prevista|cierre previsto|cierre estimado|"
        "fechamento previsto|data prevista de fechamento|chiusura prevista|"
        "data chiusura prevista|verwachte sluitingsdatum|"
        "przewidywana data zamkniecia|予定日|预计成交日期"
    ),
        closed_on=(
        "close date|closed date|closed on|closed at|closing date|date closed|close|"
        "closed|end date|won time|deal closed on|decision date|signed on|"
        "abschlussdatum|abschluss|abgeschlossen am|schliessdatum|enddatum|"
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
        renewal_of=(
        "renewal of|renewed deal|renews|previous deal|parent deal|verlangerung von"
    ),
        arr=(
        "arr|annual recurring revenue|annual value|yearly revenue|jahresumsatz|"
        "recurring revenue"
    ),
        term_months=(
        "term months|term|contract term|contract length|laufzeit|duree|plazo|"
        "duracion|prazo meses"
    ),
    ),
    "items": _phrases(
        id=(
        _ID
        + "|issue id|issue key|ticket|ticket id|task id|issue number|card id|vorgang"
    ),
        key=(
        "key|issue key|ticket key|short key|schlussel|cle|clave|chave"
    ),
        title=(
        _TITLE
        + "|issue|task|card"
    ),
        feature=(
        _FEATURE
    ),
        team=(
        _TEAM
    ),
        type=(
        "type|issue type|work item type|tracker|kind|category|task type|labels|typ|"
        "vorgangstyp|art|type de ticket|tipo|rodzaj|soort|種別|类型|トラッカー"
    ),
        size=(
        "size|story points|points|estimate|story point estimate|effort|weight|"
        "complexity|aufwand|schatzung|punkte|taille|estimation|charge|estimacion|"
        "puntos|esfuerzo|estimativa|pontos|stima|punti|schatting|szacunek|見積"
    ),
        created_on=(
        _CREATED
    ),
        started_on=(
        "started|started on|start date|started date|in progress|in progress date|"
        "dev started|work started|begun|committed|activated|begonnen|begonnen am|"
        "startdatum|gestartet|debut|date de debut|commence le|inicio|fecha de inicio|"
        "iniciado|data de inicio|inizio|data inizio|gestart op|rozpoczeto|"
        "data rozpoczecia|開始日|开始日期"
    ),
        done_on=(
        "done|done on|done date|completed|completed on|completed at|completion date|"
        "finished|finish date|resolved|resolved on|resolution date|"
        "resolved timestamp|closed|closed on|closed at|closed date|end date|"
        "delivered|erledigt|erledigt am|abgeschlossen|abgeschlossen am|fertig|"
        "fertig am|gelost am|termine|termine le|resolu|resolu le|date de fin|"
        "cloture le|terminado|resuelto|fecha de fin|finalizado|completado|concluido|"
        "concluido em|resolvido|completato|risolto|data fine|chiuso il|voltooid|"
        "afgerond|zakonczono|data zakonczenia|klar|完了日|完成日期"
    ),
        dropped_on=(
        _DROPPED
    ),
        release=(
        _RELEASE
    ),
    ),
    "features": _phrases(
        id=(
        _ID
        + "|feature id|epic id|epic key"
    ),
        key=(
        "key|feature key|epic key|issue key|short key"
    ),
        name=(
        _TITLE
        + "|feature|feature name|epic|epic name|initiative|funktion|fonctionnalite|"
        "funcionalidad"
    ),
        team=(
        _TEAM
    ),
        order=(
        "order|rank|priority|position|queue|place|sequence|reihenfolge|rang|"
        "prioritat|ordre|priorite|orden|prioridad|ordem|prioridade|ordine|priorita|"
        "volgorde|kolejnosc|優先度|优先级"
    ),
        release=(
        _RELEASE
    ),
        wanted_by=(
        _DUE
    ),
        created_on=(
        _CREATED
    ),
        shipped_on=(
        _SHIPPED
        + "|done|done on|completed|completed on|resolved|finished"
    ),
        dropped_on=(
        _DROPPED
    ),
    ),
    "releases": _phrases(
        id=(
        _ID
        + "|release id|version id|release|version|project code"
    ),
        name=(
        _TITLE
        + "|release|release name|version|version name|tag|tag name|milestone|wersja|"
        "versione"
    ),
        due=(
        _DUE
    ),
        shipped_on=(
        _SHIPPED
    ),
        train=(
        "train|release train|series|branch|stream|line|serie|baureihe|zug|linie"
    ),
    ),
    "changes": _phrases(
        table=(
        "table|object|entity|record type|objekt|tabelle|objet|objeto"
    ),
        id=(
        "id|record id|parent id|deal id|opportunity id|issue id|issue key|record|"
        "object id|item id|datensatz|id enregistrement|id registro|reference"
    ),
        at=(
        "at|change time|changed at|changed on|change date|edit date|timestamp|"
        "created date|date|time|modified|modified at|when|created|geandert am|"
        "zeitpunkt|anderungsdatum|datum|modifie le|date de modification|"
        "fecha de cambio|fecha|modificado el|data de edicao|data modifica|"
        "gewijzigd op|data zmiany|変更日時|修改时间"
    ),
        field=(
        "field|changed field|changed field key|field name|field key|attribute|"
        "property|column|field event|feld|feldname|champ|nom du champ|campo|"
        "nombre del campo|nome do campo|veld|pole|項目|字段"
    ),
        old=(
        "old|old value|from|from value|original value|before|previous value|"
        "alter wert|alt|vorher|ancienne valeur|avant|valor anterior|valor antiguo|"
        "valor antigo|valore precedente|oude waarde|stara wartosc|旧値|旧值"
    ),
        new=(
        "new|new value|to|to value|after|value|neuer wert|neu|nachher|"
        "nouvelle valeur|apres|valor nuevo|nuevo valor|novo valor|nuovo valore|"
        "nieuwe waarde|nowa wartosc|新値|新值"
    ),
        source=(
        "source|source file|quelle|fuente|fonte"
    ),
    ),
    "needs": _phrases(
        deal=(
        _DEAL
        + "|account|customer|company|client|kunde|cliente|klant"
    ),
        feature=(
        _FEATURE
        + "|request|requested feature|requirement|need|gap|anforderung|wunsch|besoin|"
        "necesidad"
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
        wanted_by=(
        "wanted by|needed by|need by|required by|"
        + _DUE
    ),
        met_by=(
        "met by|met with|resolution|solved by|erfullt durch"
    ),
        confirmed=(
        "confirmed|verified|bestatigt|confirme|confirmado|confermato"
    ),
    ),
    "evidence": _phrases(
        deal=(
        _DEAL
    ),
        rule=(
        "rule|rule id|criterion|criteria|exit criterion|gate|check|checklist item|"
        "requirement|regel|kriterium|regle|critere|regla|criterio|regra|regola|"
        "kryterium"
    ),
        on=(
        "on|date|met on|evidence date|happened on|when|datum|am|date de preuve|fecha|"
        "data"
    ),
        by=(
        "by|who|person|seen by|entered by|recorded by|von|wer|par|por|da|door"
    ),
        what=(
        "what|evidence|fact|note|notes|details|comment|nachweis|beleg|notiz|preuve|"
        "evidencia|prueba|prova|bewijs|dowod"
    ),
    ),
    "promises": _phrases(
        id=(
        _ID
        + "|promise id|commitment id"
    ),
        what=(
        "what|promise|commitment|action|description|text|zusage|versprechen|promesse|"
        "engagement|promesa|compromiso|promessa|compromisso|impegno|belofte|"
        "toezegging|obietnica"
    ),
        kind=(
        "kind|type|promise type|art|typ|tipo"
    ),
        form=(
        "form|how|channel|given how|written or said|firmness|wie|forme|forma"
    ),
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
        due=(
        _DUE
        + "|promised date|promised for"
    ),
        confidence=(
        "confidence|probability|likelihood|zuversicht|confiance|confianza|confianca|"
        "fiducia"
    ),
        why=(
        "why|reason|grund|warum|raison|pourquoi|motivo|razon|perche"
    ),
        deal=(
        _DEAL
    ),
        feature=(
        _FEATURE
    ),
        done_on=(
        "done on|done|kept on|fulfilled|fulfilled on|completed on|erledigt am|"
        "tenu le|cumplido el|cumprido em|mantenuta il"
    ),
    ),
}  # fmt: skip
"""table -> our column -> phrases, best first. A column's own name always counts too."""

FILLERS: dict[str, frozenset[str]] = {
    "deals": listed(
        "deal deals opportunity opp sales sale crm lead hs the of de des der du la "
        "geschaft affaire oportunidad oportunidade negocio opportunita"
    ),
    "items": listed(
        "issue issues ticket item task work card dev story custom field the of de der du"
    ),
    "features": listed(
        "feature epic issue custom field the of de der du"
    ),
    "releases": listed(
        "release version the of de der du"
    ),
    "changes": listed(
        "deal opportunity issue record the of de der du"
    ),
    "needs": listed(
        "need feature request the of de der du"
    ),
    "evidence": listed(
        "evidence the of de der du"
    ),
    "promises": listed(
        "promise promised the of de der du"
    ),
}  # fmt: skip
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
    "features": listed(
        "feature epic initiative funktion fonctionnalite funcionalidad roadmap"
    ),
    "releases": listed(
        "release version deployment deployed freeze reldate milestone rilascio "
        "veroffentlicht train"
    ),
    "changes": listed(
        "change changed field old new feld champ campo history edit geandert"
    ),
    "needs": listed(
        "need request requested feature strength importance wunsch besoin must"
    ),
    "evidence": listed(
        "rule evidence criterion gate kriterium critere regel proof nachweis"
    ),
    "promises": listed(
        "promise promised commitment zusage promesse promesa promessa"
    ),
}  # fmt: skip
"""Words among a file's headers that speak for a table."""
