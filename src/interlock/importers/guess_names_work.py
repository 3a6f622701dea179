"""What the columns of items, features, releases and change logs are called elsewhere."""

from interlock.importers.guess_phrases import (
    CREATED,
    DROPPED,
    DUE,
    FEATURE,
    ID,
    RELEASE,
    SHIPPED,
    TEAM,
    TITLE,
    phrases,
)

ITEMS = phrases(
    id=(ID + "|issue id|issue key|ticket|ticket id|task id|issue number|card id|vorgang"),
    key=("key|issue key|ticket key|short key|schlussel|cle|clave|chave"),
    title=(TITLE + "|issue|task|card"),
    feature=(FEATURE),
    team=(TEAM),
    type=(
        "type|issue type|work item type|tracker|kind|category|task type|typ|"
        "vorgangstyp|art|type de ticket|tipo|rodzaj|soort|種別|类型|トラッカー"
    ),
    size=(
        "size|story points|points|estimate|story point estimate|effort|weight|"
        "complexity|aufwand|schatzung|punkte|taille|estimation|charge|estimacion|"
        "puntos|esfuerzo|estimativa|pontos|stima|punti|schatting|szacunek|見積"
    ),
    created_on=(CREATED),
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
    dropped_on=(DROPPED),
    release=(RELEASE),
)

FEATURES = phrases(
    id=(ID + "|feature id|epic id|epic key"),
    key=("key|feature key|epic key|issue key|short key"),
    name=(
        TITLE + "|feature|feature name|epic|epic name|initiative|funktion|fonctionnalite|"
        "funcionalidad"
    ),
    team=(TEAM),
    order=(
        "order|rank|priority|position|queue|place|sequence|reihenfolge|rang|"
        "prioritat|ordre|priorite|orden|prioridad|ordem|prioridade|ordine|priorita|"
        "volgorde|kolejnosc|優先度|优先级"
    ),
    release=(RELEASE),
    wanted_by=(DUE),
    created_on=(CREATED),
    shipped_on=(SHIPPED + "|done|done on|completed|completed on|resolved|finished"),
    dropped_on=(DROPPED),
)

RELEASES = phrases(
    id=(ID + "|release id|version id|release|version|project code"),
    name=(
        TITLE + "|release|release name|version|version name|tag|tag name|milestone|wersja|versione"
    ),
    due=(DUE),
    shipped_on=(SHIPPED),
    train=("train|release train|series|branch|stream|line|serie|baureihe|zug|linie"),
)

CHANGES = phrases(
    table=("table|object|entity|record type|objekt|tabelle|objet|objeto"),
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
    source=("source|source file|quelle|fuente|fonte"),
)
