"""Real answers of relays, and what each means (answers.txt).

One line: relay, source | command | answer | verdict [seconds to wait].

Sources: `help` the operator's own page on bounce codes; `list` a collection of bounces that an administrator or a
support desk published; `source` the text as the server's source code or documentation has it; `log` a published log.
`address` ends the address, `mail` this mail for good, `moment` is tried again the same day, `relay` is nobody's fault
but the sender's, the settings' or the relay's own.
"""

from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """One line of the table."""

    relay: str
    command: str
    text: str
    concerns: str
    wait: int | None

    @property
    def code(self) -> int:
        """The basic code."""
        return int(self.text[:3])


_TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")


def _answer(line: str) -> Answer:
    relay, command, text, verdict = (part.strip() for part in line.split(" | "))
    concerns, _, wait = verdict.partition(" ")
    return Answer(relay, command, text, concerns, int(wait) if wait else None)


ANSWERS = [_answer(line) for line in _TABLE.splitlines() if line and not line.startswith("#")]
