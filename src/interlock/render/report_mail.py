"""The report as a letter: subject, line, text for plain mail programs, HTML, pictures inside."""

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from interlock.records.report import WeeklyReport
from interlock.render import (
    glance,
    mail_html,
    mail_text,
    report_brief,
    report_line,
    report_print,
    report_quarter,
    strip,
    typesetting,
    words,
)
from interlock.render.mail_html import Inline
from interlock.render.mail_text import Contents
from interlock.render.page import small_strip

WHY = "You get this report because it was ordered for you. To leave, or to change the day:"


@dataclass(frozen=True)
class Letter:
    """What is sent: ``summary`` is what lists of mails show beside the subject; ``pictures`` go
    along as parts of the HTML, each by its own name.
    """

    subject: str
    summary: str
    text: str
    html: str
    pictures: tuple[Inline, ...]


def letter(report: WeeklyReport, *, page: str, leave: str, foot: str = "") -> Letter:
    """The report for its reader; ``page`` and ``leave`` are whole addresses, ``foot`` is more that
    can be done, if anything.
    """
    day = words.full_day(report.birth.as_of)
    simulated = " (simulated company)" if report.simulated else ""
    head = (
        f"{report.company}{simulated}, weekly report of {day}, for {glance.reader(report.reader)}"
    )
    pictures = _pictures(report)
    summary = report_line.line(report)
    held = Contents(
        head=" ".join(head.split()),
        sentence=glance.sentence(report),
        summary=summary,
        lines=report_brief.lines(report),
        sections=report_brief.sections(report),
        page=page,
        leave=leave,
        why=WHY,
        born=report_print.born(report.birth),
        foot=foot,
    )
    return Letter(
        subject=" ".join(f"{report.company}: {summary}".split()),
        summary=summary,
        text=mail_text.written(held),
        html=mail_html.written(held, pictures),
        pictures=tuple(pictures.values()),
    )


def _pictures(report: WeeklyReport) -> dict[Markup, Inline]:
    """What of each drawing goes along: the fan, and the strips of the first deals."""
    found = {}
    drawn = report_quarter.fan_of(report)
    if drawn is not None:
        pixels = typesetting.png(drawn.svg, width=mail_html.INNER)
        found[drawn.svg] = Inline("fan", pixels, drawn.said, int(mail_html.INNER))
    rim = strip.rim_of(deal.strip for deal in report.deals)
    small = partial(small_strip, rim=rim, as_of=report.birth.as_of)
    for number, deal in enumerate(report.deals[: mail_html.STRIPS]):
        svg = small(deal)
        pixels = typesetting.png(svg, width=strip.SMALL[0])
        said = strip.in_words(deal.strip, as_of=report.birth.as_of)
        found[svg] = Inline(f"strip{number}", pixels, said, int(strip.SMALL[0]))
    return found
