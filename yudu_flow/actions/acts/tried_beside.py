"""A file's new text, tried beside what the other files of the content say: still right while it is written.

Two may change two files at the same instant, each right beside the other as it was: a unit that is taken out while a
plan is given to it. Who comes second is told what is wrong by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.processes.content_in_force import Stamps, stamps_of
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.home import Content, read_content
from yudu_flow.content.read_source import text_of
from yudu_flow.domain.errors import BadRequest


class BrokenFiles(BadRequest):
    """The content would hold errors, or holds some already; nothing was written. `findings` are the errors."""

    code = "broken_content"

    def __init__(self, broken: BrokenContent) -> None:
        self.findings: tuple[Finding, ...] = tuple(f for f in broken.findings if f.level is Level.ERROR)
        super().__init__("；".join(_told(finding) for finding in self.findings))


def as_it_stands(home: Path, file: str) -> tuple[bytes, str]:
    """Bytes and text of a file within the home, which may be another than what is in force. Raises BrokenFiles where
    it is gone, closed to this program, or no UTF-8.
    """
    try:
        return text_of(home / file, file)
    except BrokenContent as broken:
        raise BrokenFiles(broken) from broken


@dataclass(frozen=True, slots=True)
class TriedBeside:
    """What came of it; `content` is None where it has errors."""

    home: Path
    file: str
    text: str
    at: datetime
    others: Stamps
    content: Content | None
    findings: tuple[Finding, ...]

    def right(self) -> Content:
        """The content with it. Raises BrokenFiles."""
        if self.content is None:
            raise BrokenFiles(BrokenContent([*self.findings]))
        return self.content

    def still_right(self) -> Content:
        """The same now, while nobody else writes: tried again where another file has changed since."""
        same = _without(stamps_of(self.home), self.file) == self.others
        return self.right() if same else try_beside(self.home, self.file, self.text, self.at).right()


def try_beside(home: Path, file: str, text: str, now: datetime) -> TriedBeside:
    """Try it in the place of what the file of that name within the home says."""
    # Looked at before they are read: what changes in between counts as changed.
    others = _without(stamps_of(home), file)
    content, findings = read_content(home, local_day(now), tried={file: text})
    return TriedBeside(home, file, text, now, others, content, tuple(findings))


def _without(stamps: Stamps, file: str) -> Mapping[str, tuple[int, int, int]]:
    return {name: stamp for name, stamp in stamps.items() if name != file}


def _told(finding: Finding) -> str:
    return f"{finding.message}（{finding.suggestion}）" if finding.suggestion else finding.message
