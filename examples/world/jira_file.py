"""The tracker's export in Jira's shape: "CSV (all fields)", repeated headers and all."""

import csv
from datetime import date, timedelta
from pathlib import Path

from world import names
from world.deals import Deal
from world.delivery import Delivery, Feature, Item

COLUMNS = (
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key", "Project name", "Priority",
    "Resolution", "Assignee", "Created", "Updated", "Resolved", "Due date", "Fix Version/s", "Fix Version/s",
    "Component/s", "Labels", "Labels", "Description", "Custom field (Epic Link)", "Custom field (Epic Name)",
    "Custom field (Story Points)", "Custom field (Rank)", "Custom field (Customer Opportunity)",
    "Inward issue link (Blocks)", "Status Category", "Status Category Changed",
)  # fmt: skip
PRIORITIES = ("Highest", "High", "Medium", "Low")
LINK = "https://norvane.example/lightning/r/Opportunity/{}/view"


def write_jira(path: Path, delivery: Delivery, deals: list[Deal], day: date) -> None:
    """One row an issue that had been entered by the end of ``day``, newest first, as Jira writes
    them.
    """
    asked = asked_in_tracker(deals)
    before = {f.number: a for f, a in delivery.dependencies}
    rows = [
        (f.created, 2 * f.number, _epic(f, day, asked, before))
        for f in delivery.features
        if f.created <= day
    ]
    rows += [
        (i.created, 2 * i.number + 1, _issue(i, delivery, day))
        for i in delivery.items
        if i.created <= day
    ]
    rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row for _, _, row in rows)


def asked_in_tracker(deals: list[Deal]) -> dict[int, list[Deal]]:
    """Feature number -> open deals whose wish stands only in the tracker, as an id or an address of
    the CRM.
    """
    found: dict[int, list[Deal]] = {}
    for deal in deals:
        if not deal.closed and deal.needs and deal.number % 6 == 0:
            for need in deal.needs:
                found.setdefault(need.feature.number, []).append(deal)
    return found


def key_of(feature: Feature) -> str:
    return f"{_project(feature.team)}-{1000 + feature.number}"


def _project(team: int) -> str:
    return names.PROJECTS[team] if team < len(names.PROJECTS) else f"T{team + 1}"


def _team(team: int, delivery: Delivery | None) -> str:
    return names.TEAMS[team] if team < len(names.TEAMS) else f"Team {team + 1}"


def _epic(
    feature: Feature, day: date, asked: dict[int, list[Deal]], before: dict[int, Feature]
) -> list[object]:
    shipped = feature.shipped if feature.shipped and feature.shipped <= day else None
    dropped = feature.dropped if feature.dropped and feature.dropped <= day else None
    begun = [i.started for i in feature.items if i.started and i.started <= day]
    ended = shipped or dropped
    status = (
        ("Done", "Done")
        if ended
        else ("In Progress", "In Progress")
        if begun
        else ("To Do", "To Do")
    )
    deals = asked.get(feature.number, [])
    links = ";".join(
        LINK.format(d.id) if d.number % 4 else d.id for d in deals if d.created.date() <= day
    )
    waits = before.get(feature.number)
    due = feature.due if feature.due else None
    return _row(
        feature.name, key_of(feature), 20_000 + feature.number, "Epic", status[0], feature.team,
        PRIORITIES[min(feature.number % 5, 3)], "Won't Do" if dropped else "Done" if shipped else "", feature.created,
        ended, due, feature.version_on(day), feature.name.split(":")[0], "roadmap", "", feature.name, "",
        f"0|i{feature.number:05d}:", links, key_of(waits) if waits else "", status[1],
        ended or (min(begun) if begun else feature.created), day,
    )  # fmt: skip


def _issue(item: Item, delivery: Delivery, day: date) -> list[object]:
    done = item.done if item.done and item.done <= day else None
    started = item.started if item.started and item.started <= day else None
    status = (
        ("Done", "Done")
        if done
        else ("In Review", "In Progress")
        if started
        else ("To Do", "To Do")
    )
    feature = item.feature
    version = feature.version_on(day) if feature else ""
    return _row(
        item.title, f"{_project(item.team)}-{20_000 + item.number}", 40_000 + item.number, item.type, status[0], item.team,
        PRIORITIES[item.number % 4], "Done" if done else "", item.created, done, None, version,
        names.AREAS[item.number % len(names.AREAS)] if feature is None else feature.name.split(":")[0],
        "customer" if item.type == "Support" else "", key_of(feature) if feature else "", "", item.points if feature else "",
        f"1|h{item.number:06d}:", "", "", status[1], done or started or item.created, day,
    )  # fmt: skip


def _row(
    title: str, key: str, number: int, kind: str, status: str, team: int, priority: str, resolution: str, created: date,
    resolved: date | None, due: date | None, version: str, component: str, label: str, epic: str, epic_name: str,
    points: object, rank: str, opportunity: str, blocked_by: str, category: str, changed: date, day: date,
) -> list[object]:  # fmt: skip
    project = _project(team)
    assignee = names.person(number % 40 + 100) if status != "To Do" else ""
    updated = min(changed + timedelta(days=number % 3), day)
    return [
        title, key, number, kind, status, project, _team(team, None), priority, resolution, assignee, _jira(created, number),
        _jira(updated, number + 7), _jira(resolved, number + 3), _jira(due, 0), version, "", component, label, "", "",
        epic, epic_name, points, rank, opportunity, blocked_by, category, _jira(changed, number + 5),
    ]  # fmt: skip


def _jira(day: date | None, minute: int) -> str:
    """12/Mar/24 9:41 AM."""
    if day is None:
        return ""
    hour = 8 + minute % 10
    clock = f"{(hour - 1) % 12 + 1}:{minute % 60:02d} {'AM' if hour < 12 else 'PM'}"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day:02d}/{months[day.month - 1]}/{day.year % 100:02d} {clock}"
