"""What is wrong or unsettled in the content, each with its place, so that all of it is shown at once.

BrokenContent    the content cannot be used; carries every finding of every file
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Level(StrEnum):
    """An error keeps the content out of force; a warning is shown and it runs."""

    ERROR = "error"
    WARNING = "warning"


LEVEL_WORDS = {Level.ERROR: "错误", Level.WARNING: "提醒"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on a place. `line` and `column` count from 1; `message` holds `value`, `suggestion` what is right."""

    file: str
    line: int
    column: int
    level: Level
    message: str
    value: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        advice = f"{self.suggestion}。" if self.suggestion else ""
        return f"{place}: {LEVEL_WORDS[self.level]}：{self.message}。{advice}"


class BrokenContent(Exception):
    """The content folders hold errors. `findings` are all of them, warnings included, in order of file and line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them keeps the content out of force."""
    return any(finding.level is Level.ERROR for finding in findings)


def nearest(value: str, known: Iterable[str]) -> str:
    """The known name that `value` was probably meant to be, as advice; all the names where none is near."""
    names = list(dict.fromkeys(known))
    close = get_close_matches(value, names, n=1, cutoff=0.5)
    if close:
        return f"是不是“{close[0]}”"
    return f"可以填：{'、'.join(names)}" if names else ""
