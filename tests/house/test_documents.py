"""What is written about Interlock holds for Interlock as it is."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from interlock.cli.main import main as interlock

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
READER_PAGES = [ROOT / "README.md", *(ROOT / "docs" / "guide").glob("*.md")]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of(path: Path) -> str:
    """Everything that a page shows as code: blocks and words between backquotes."""
    text = path.read_text()
    blocks = re.findall(r"```.*?```|^ {4}.+$", text, re.DOTALL | re.MULTILINE)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def test_the_generated_pages_are_current_and_every_command_has_an_example():
    check = [sys.executable, str(ROOT / "scripts" / "write_reference.py"), "--check"]
    run = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_something_that_is_there(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_command_that_is_named_is_a_target(page):
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of(page)))
    assert named <= TARGETS


@pytest.mark.parametrize("page", READER_PAGES, ids=name)
def test_every_interlock_command_that_is_named_exists_with_its_options(page):
    wrong = [line for line in _commands_in(code_of(page)) if not _exists(line)]
    assert wrong == []


def test_the_readme_begins_with_the_two_commands():
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:30])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_every_page_of_the_guide_and_every_method_stands_in_an_index():
    for folder in ("guide", "methods"):
        index = (ROOT / "docs" / folder / "index.md").read_text()
        pages = {page.name for page in (ROOT / "docs" / folder).glob("*.md")} - {"index.md"}
        assert {page for page in pages if f"({page})" not in index} == set()


def test_a_change_in_the_changelog_is_one_plain_line_and_the_newest_version_comes_first():
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    from_first_version = lines[next(at for at, line in enumerate(lines) if line[:3] == "## ") :]
    assert [line for line in from_first_version if line and line[:2] not in ("##", "- ")] == []
    heads = [line for line in from_first_version if line[:2] == "##"]
    versions = [tuple(map(int, head.split()[1].split("."))) for head in heads]
    assert versions == sorted(versions, reverse=True)


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_gives_context_rejected_ways_and_consequences_on_one_page(decision):
    text = decision.read_text()
    heads = re.findall(r"^## (\w+)", text, re.MULTILINE)
    assert heads == ["Context", "Decision", "Rejected", "Consequences"]
    assert len(text.splitlines()) < 60


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def _commands_in(code: str) -> list[str]:
    """Lines of code that call interlock, each cut where a remark or a pipe begins."""
    lines = re.findall(r"(?:^|\n)\s*(?:\$ )?(interlock [a-z][^\n]*)", code)
    return [re.split(r"\s{3,}|\s[|>#]", line)[0] for line in lines]


def _exists(line: str) -> bool:
    """Whether the command is there and takes every option and the first word of the line."""
    _, word, *rest = shlex.split(line)
    command = interlock.commands.get(word)
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    if command is None:
        return False
    options = {form for p in command.params if isinstance(p, click.Option) for form in p.opts}
    used = {part.split("=")[0] for part in rest if part.startswith("--")}
    return used <= options | {"--help"} and _choice_allowed(command, rest)


def _choice_allowed(command: click.Command, rest: list[str]) -> bool:
    first = next((one for one in command.params if isinstance(one, click.Argument)), None)
    if first is None or not isinstance(first.type, click.Choice) or not rest:
        return True
    return set(rest[0].split("|")) <= set(first.type.choices)
