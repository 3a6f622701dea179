"""The small print in the report's other forms: what it was made of, and how."""

from interlock.records.birth import Birth
from interlock.records.report import CouplingFigure, WeeklyReport
from interlock.render import promise_check, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Part,
    Points,
    Row,
    Section,
    Table,
    Words,
    table,
)

READ = (
    "Odds are whole per cents; nothing is certain before it happened, so the ends read >95 % and "
    "<5 %. Tables give money to three figures."
)


def section(report: WeeklyReport) -> Section:
    birth = report.birth
    lines = [
        ("As of", f"{words.full_day(birth.as_of)}: what was known on that day, and nothing later."),
        ("Method", f"{method(birth)} The same records, day and seed give the same report."),
        ("Records used", _used(birth)),
        ("Left out", "; ".join(_left_out(birth)) or "Nothing."),
        ("Changes not seen", "; ".join(birth.unseen) or "No such change is known."),
    ]
    if report.promise_check:
        lines.append(("Promises", words.ended(promise_check.says(report.promise_check))))
    blocks: list[object] = [Points(tuple(line for line in lines if line[1]))]
    if report.coupling:
        blocks.append(Part("How much an unmet need weighs", (_coupling(report.coupling),)))
    if birth.settings:
        blocks.append(Part("Settings in force", (_settings(birth),)))
    if birth.sources:
        blocks.append(Part("Files read", (_sources(birth),)))
    return Section("small-print", "Small print", (*blocks, Words(READ, "quiet")))


def method(birth: Birth) -> str:
    """How the report was made, in a sentence."""
    return f"{birth.method}. Interlock {birth.version}, {_seed(birth)}."


def born(birth: Birth) -> str:
    """The same in a line, for the foot of a page or a mail."""
    day = words.full_day(birth.as_of)
    return f"As of {day}, {_seed(birth)}, Interlock {birth.version}: {birth.method}."


def _seed(birth: Birth) -> str:
    return f"seed {birth.seed}" + (f", {birth.draws:,} draws" if birth.draws else "")


def _used(birth: Birth) -> str:
    told = [f"{number:,} {name.replace('_', ' ')}" for name, number in birth.used if number]
    return words.ended(", ".join(told)) if told else ""


def _left_out(birth: Birth) -> list[str]:
    return [
        f"{gone.count:,} {gone.table.replace('_', ' ')}: {gone.why}" if gone.count else gone.why
        for gone in birth.left_out
    ]


def _coupling(figures: tuple[CouplingFigure, ...]) -> Table:
    return table(
        "Need",
        [
            (
                Column(
                    "Weekly odds left while unmet",
                    brief="weekly odds left while unmet {}",
                    is_number=True,
                    share=1.4,
                ),
                [Cell(words.odds(one.odds_kept)) for one in figures],
            ),
            (
                Column("How it is known", brief="{}", share=2.0),
                [Cell(_known(one)) for one in figures],
            ),
        ],
        [Row(one.strength) for one in figures],
        noun="need",
        share=1.0,
    )


def _known(figure: CouplingFigure) -> str:
    if figure.source == "test":
        return f"test of {words.count(figure.count, 'closed deal')}"
    if figure.source == "learnt":
        return f"learnt from {words.count(figure.count, 'closed deal')}"
    if figure.source == "mixed" or figure.count:
        return f"{figure.source}: {figure.count} of the {figure.of} closed deals it takes"
    return figure.source


def _settings(birth: Birth) -> Table:
    held = birth.settings
    return table(
        "Setting",
        [
            (Column("Value", brief="{}", share=2.0), [Cell(one.value) for one in held]),
            (Column("From", brief="{}", share=1.0), [Cell(one.source) for one in held]),
        ],
        [Row(one.name) for one in held],
        noun="setting",
        most=len(held),
        share=1.4,
    )


def _sources(birth: Birth) -> Table:
    held = birth.sources
    return table(
        "File",
        [
            (Column("Read as", brief="{}"), [Cell(one.kind) for one in held]),
            (Column("Holds", share=1.6), [Cell(", ".join(one.tables)) for one in held]),
            (Column("Rows taken", is_number=True), [Cell(f"{one.rows:,}") for one in held]),
            (
                Column("Columns not read", share=1.6),
                [Cell(", ".join(one.columns_unread) or "none") for one in held],
            ),
        ],
        [Row(one.file) for one in held],
        noun="file",
        most=len(held),
        share=1.4,
    )
