"""A YAML file as plain text values, with the place of every key and value.

Every scalar stays as it was written ("09:00", 1.10, 013…), because the file's shape and not YAML decides what it is:
ruamel would read 0900 as 900 and an unquoted mobile as a number.
"""

from dataclasses import dataclass, field

from yudu_flow.content.findings import Finding, Level
from yudu_flow.content.odd_characters import unseen_in
from yudu_flow.content.plain_yaml import Place, Trail


@dataclass
class Source:
    """A file read as str, None, list and dict in `data` (None where it cannot be read), and what was found in it."""

    file: str
    data: object = None
    findings: list[Finding] = field(default_factory=list)
    keys: dict[Trail, Place] = field(default_factory=dict)
    values: dict[Trail, Place] = field(default_factory=dict)

    def error(self, trail: Trail, message: str, suggestion: str = "", *, value: str = "", at_key: bool = False) -> None:
        """Note an error at the value that `trail` leads to, or at its key."""
        self._note(Level.ERROR, trail, message, suggestion, value, at_key)

    def warn(self, trail: Trail, message: str, suggestion: str = "", *, value: str = "", at_key: bool = True) -> None:
        """Note a warning at the key that `trail` leads to."""
        self._note(Level.WARNING, trail, message, suggestion, value, at_key)

    def _note(self, level: Level, trail: Trail, message: str, suggestion: str, value: str, at_key: bool) -> None:
        line, column = self._place(trail, at_key)
        hidden = unseen_in(value) if level is Level.ERROR else ""
        if hidden:
            suggestion = "；".join(filter(None, [f"里面混有看不见的{hidden}，请删去", suggestion]))
        self.findings.append(Finding(self.file, line, column, level, message, value, suggestion))

    def _place(self, trail: Trail, at_key: bool) -> Place:
        """Where `trail` is, or the nearest thing around it that exists."""
        for end in range(len(trail), -1, -1):
            part, whole = trail[:end], end == len(trail)
            if part in self.keys and (at_key or not whole):
                return self.keys[part]
            if part in self.values:
                return self.values[part]
        return (1, 1)
