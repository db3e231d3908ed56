"""Copies of the shipped content for tests to break: one file changed by one replacement."""

import shutil
from datetime import date
from pathlib import Path

from yudu_flow.content.findings import Finding, Level
from yudu_flow.content.home import Content, read_content

SHIPPED = Path(__file__).parents[2]
TODAY = date(2020, 9, 18)
PLAN = "workflows/liuwen-liubao-2020.yaml"
ROSTER = "config/roster.yaml"
RULES = "config/rules.yaml"
CALENDAR = "config/calendar.yaml"


def copy_of_content(folder: Path) -> Path:
    """A home with the shipped workflows and config."""
    for name in ("workflows", "config"):
        shutil.copytree(SHIPPED / name, folder / name)
    return folder


def change(home: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    path = home / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(home: Path) -> list[Finding]:
    """What is wrong in the home, warnings left out."""
    return [finding for finding in read_content(home, TODAY)[1] if finding.level is Level.ERROR]


def content_of(home: Path, today: date = TODAY) -> Content:
    """The home's content, which must be right."""
    content, findings = read_content(home, today)
    assert content is not None, findings
    return content
