"""Phrases that several tables share for a column, and how phrases are written down."""

Phrases = dict[str, tuple[str, ...]]


def phrases(**columns: str) -> Phrases:
    """Our column = their phrases, best first, with ``|`` between."""
    return {ours: tuple(said.split("|")) for ours, said in columns.items()}


CREATED = (
    "created|created on|created at|create date|created date|creation date|"
    "date created|opened|open date|start date|add time|date added|entered|"
    "entry date|engage date|submitted|reported|raised|logged|prioritised|"
    "prioritized|erstellt|erstellt am|angelegt am|anlagedatum|erstelldatum|"
    "erfasst am|cree le|date de creation|creation|fecha de creacion|creado|"
    "creada|criado em|data de criacao|data creazione|creato il|aangemaakt|"
    "aanmaakdatum|utworzono|data utworzenia|skapad|作成日|创建日期|创建时间"
)
OWNER = (
    "owner|sales rep|rep|owner id|sales rep id|rep id|sales agent id|sales agent|"
    "agent|seller|salesperson|account executive|account manager|assigned to|"
    "assigned user|user|user id|rep name|responsible|verantwortlich|"
    "verantwortlicher|besitzer|inhaber|bearbeiter|verkaufer|vertriebsmitarbeiter|"
    "zustandig|proprietaire|responsable|commercial|vendeur|propietario|vendedor|"
    "comercial|proprietario|responsavel|venditore|eigenaar|verkoper|wlasciciel|"
    "handlowiec|opiekun|saljare|agare|担当者|负责人|销售"
)
ID = (
    "id|key|number|no|nr|code|ref|reference|uuid|record id|identifier|nummer|"
    "kennung|numero|codigo|codice|编号|番号"
)
TITLE = (
    "name|title|subject|summary|titel|bezeichnung|betreff|zusammenfassung|nom|"
    "titre|intitule|nombre|titulo|asunto|nome|assunto|titolo|oggetto|naam|"
    "onderwerp|nazwa|tytul|namn|名称|件名|標題"
)
TEAM = (
    "team|squad|group|board|project|component|area|equipe|equipo|gruppe|"
    "abteilung|zespol|squadra|チーム|团队"
)
SHIPPED = (
    "shipped|shipped on|released|release date|released on|"
    "production deployment date|deployed|deployment date|go live|go live date|"
    "live date|launch date|launched|actual release|actual release date|published|"
    "published at|delivered|veroffentlicht|veroffentlicht am|ausgeliefert|"
    "ausgeliefert am|livre le|date de livraison|mise en production|publicado|"
    "fecha de publicacion|entregado|lancado|data de lancamento|rilasciato|"
    "data rilascio|uitgebracht|wydano|data wydania"
)
DUE = (
    "due|due date|due on|deadline|target date|target release date|target reldate|"
    "planned date|planned release date|est enddate|estimated end date|"
    "estimated date|eta|finish by|milestone date|falligkeitsdatum|fallig|"
    "fallig am|zieldatum|geplant|geplant am|termin|echeance|date d'echeance|"
    "date prevue|fecha limite|vencimiento|fecha prevista|prazo|data prevista|"
    "scadenza|vervaldatum|streefdatum|termin realizacji|期限|截止日期"
)
DROPPED = (
    "dropped|dropped on|canceled|cancelled|canceled at|cancelled on|abandoned|"
    "rejected on|verworfen|verworfen am|abgebrochen am|annule le|abandonne|"
    "cancelado|cancelado el|annullato|geannuleerd"
)
FEATURE = (
    "feature|feature id|epic|epic link|epic key|epic name|parent|parent key|"
    "parent id|parent issue|initiative|deliverable|funktion|merkmal|"
    "fonctionnalite|funcionalidad|funcionalidade|funzionalita|functie|funkcja|"
    "機能|功能"
)
RELEASE = (
    "release|fix version|fix versions|version|milestone|target release|ausgabe|"
    "meilenstein|versione|versao|wersja|版本"
)
DEAL = (
    "deal|deal id|opportunity|opportunity id|opp|opp id|opportunity name|"
    "deal name|geschaft|verkaufschance|affaire|opportunite|oportunidad|negocio|"
    "oportunidade|opportunita|trattativa|kans|szansa|商談|商机"
)
