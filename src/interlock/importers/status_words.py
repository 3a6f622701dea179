"""What a tracker's statuses mean, in several languages: waiting, under way, done or dropped."""

from interlock.importers.guess_text import squeezed
from interlock.records.company import ITEM_STATES, Company

WAITING, UNDER_WAY, DONE, DROPPED = ITEM_STATES

WORDS = {
    WAITING: (
        "backlog|to do|open|opened|reopened|new|ready|created|proposed|next|planned|"
        "unstarted|not started|triage|selected for development|ready for development|icebox|funnel|"
        "draft|offen|neu|zu erledigen|aufgaben|geplant|wieder geöffnet|à faire|ouvert|ouverte|"
        "nouveau|rouvert|por hacer|tareas por hacer|pendiente|abierto|abierta|nuevo|reabierto|"
        "a fazer|tarefas pendentes|pendente|aberto|aberta|novo|reaberto|da fare|da completare|"
        "aperto|nuovo|riaperto|te doen|nieuw|heropend|do zrobienia|nowe|nowy|otwarte|att göra|"
        "öppen|at gøre|åben|å gjøre|åpen|tehtävä|avoin|未着手|未対応|新規|オープン|待办|待处理|"
        "新建|к выполнению|открыт|новый"
    ),
    UNDER_WAY: (
        "analysis|analysis active|in progress|doing|development|dev|active|build|building|design|"
        "implementation|coding|in development|wip|work in progress|started|in work|working|review|"
        "code review|in review|peer review|under review|testing|test|qa|in qa|in test|in testing|"
        "verify|staging|uat|acceptance|validation|analysis done|dev done|ready for review|"
        "ready for qa|ready for test|ready for testing|ready to release|ready for release|deploy|"
        "in arbeit|in bearbeitung|in umsetzung|in entwicklung|in prüfung|im test|en cours|"
        "en revue|en cours de revue|en développement|en test|en curso|en progreso|en proceso|"
        "en revisión|en desarrollo|en pruebas|em andamento|em progresso|em revisão|"
        "em desenvolvimento|em teste|em testes|in corso|in revisione|in lavorazione|in sviluppo|"
        "in behandeling|in uitvoering|bezig|w toku|w trakcie|pågående|pågår|i gang|käynnissä|"
        "kesken|進行中|作業中|処理中|対応中|レビュー中|进行中|处理中|审核中|в работе|в процессе"
    ),
    DONE: (
        "done|closed|completed|complete|released|deployed|finished|resolved|live|shipped|fixed|"
        "verified|erledigt|fertig|abgeschlossen|geschlossen|gelöst|behoben|beendet|terminé|"
        "terminée|fermé|fermée|résolu|résolue|fini|clos|livré|hecho|terminado|cerrado|cerrada|"
        "resuelto|finalizado|completado|concluído|concluída|feito|fechado|resolvido|fatto|"
        "completato|chiuso|risolto|finito|gereed|klaar|gesloten|opgelost|voltooid|afgerond|gotowe|"
        "zrobione|zamknięte|rozwiązane|zakończone|klar|klart|stängd|löst|færdig|lukket|ferdig|"
        "valmis|suljettu|完了|解決済み|クローズ|終了|完成|已完成|已关闭|已解决|关闭|готово|закрыт|"
        "решен|выполнено|завершено"
    ),
    DROPPED: (
        "won't do|won't fix|wontfix|duplicate|declined|cannot reproduce|abandoned|"
        "cancelled|canceled|obsolete|rejected|invalid|not planned|"
        "closed as not planned|"
        "closed as duplicate|removed|discarded|abgebrochen|abgelehnt|verworfen|storniert|duplikat|"
        "wird nicht erledigt|wird nicht gemacht|annulé|annulée|rejeté|abandonné|doublon|cancelado|"
        "cancelada|rechazado|descartado|duplicado|no se hará|rejeitado|recusado|não será feito|"
        "annullato|rifiutato|scartato|duplicato|geannuleerd|afgewezen|vervallen|duplicaat|"
        "anulowane|odrzucone|avbruten|avvisad|annulleret|afvist|avbrutt|hylätty|peruttu|"
        "キャンセル|中止|却下|重複|已取消|取消|已拒绝|отменено|отклонено|дубликат"
    ),
}
"""State -> the usual words for it, with ``|`` between."""

GIVEN_UP = tuple(WORDS[DROPPED].split("|"))
USUAL = {squeezed(word): state for state, words in WORDS.items() for word in words.split("|")}


def state_of(status: str, company: Company, category: str | None = None) -> str | None:
    """The state that a status means, or None where nothing says it.

    ``statuses`` of ``company.toml`` goes first; then words for what was dropped, which trackers
    file under done; then the ``category`` in which the tracker itself holds the status; then the
    usual words.
    """
    said = {squeezed(word): state for word, state in company.statuses.items()}
    plain = squeezed(status)
    if plain in said:
        return said[plain]
    usual = USUAL.get(plain)
    if usual == DROPPED or category is None:
        return usual
    return USUAL.get(squeezed(category), usual)
