"""What a channel of a chat tool is sent of a closed week: the report that was kept of it."""

import json
from datetime import date

from interlock.actions.load_weeks import load_week
from interlock.records.rights import Viewer
from interlock.records.webhook import TEST, Parcel
from interlock.render import chat_words, report_chat

REPORTS = {"slack": report_chat.slack, "teams": report_chat.teams}


def message(parcel: Parcel, viewer: Viewer) -> str:
    """The report of the channel's reader in the shape of its tool, as JSON; of a test its words.

    Raises ``UnknownName`` where no such report was kept, and ``NotAllowed`` where whoever set the
    channel up may not read it any more.
    """
    told = json.loads(parcel.body)
    data = told["data"]
    if told["type"] == TEST:
        return json.dumps(chat_words.SHAPES[parcel.shape](data["says"]))
    report = load_week(date.fromisoformat(data["day"]), parcel.reader, viewer)
    return json.dumps(REPORTS[parcel.shape](report, page=data["link"]))
