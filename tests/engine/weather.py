"""Who is in the arena, and what the relay is like there."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.fake_relay import DROP
from tests.warm import Program

UP = "按 Ctrl+C 停止"
FAILED = "a page failed"


@dataclass
class Weather:
    """What the relay is like: how long it takes for each mail, and how often it says no, or breaks off."""

    dice: random.Random
    pause: float = 0.0
    refuses: float = 0.0
    drops: float = 0.0
    commands: int = 0

    def __call__(self, line: str, _connection: int) -> str | None:
        self.commands += 1
        if line == "." and self.pause:
            time.sleep(self.pause)  # all connections wait: it is the relay that is slow
        if line.startswith(("RCPT", ".")) and self.dice.random() < self.drops:
            return DROP
        if line.startswith("RCPT") and self.dice.random() < self.refuses:
            return "451 4.7.1 too many, try later"
        return None

    def clear_up(self) -> None:
        """Take everything at once again."""
        self.pause = self.refuses = self.drops = 0.0


@dataclass
class One:
    """A process: what it does, on which host, on which machine; anew under the same after each end."""

    role: str
    host: str
    machine: str
    log: Path
    process: Program | None = None
    port: int = 0

    @property
    def running(self) -> Program:
        """It, started."""
        assert self.process
        return self.process

    def is_up(self) -> bool:
        """Whether it has made its first pass since it was started."""
        return self.says(UP)

    def says(self, *words: str) -> bool:
        """Whether it has said one of these since then."""
        said = self.log.read_text(encoding="utf-8")
        return any(one in said for one in words)

    def keep_log(self) -> None:
        """What it said so far stays beside what it says from its next start on."""
        if self.log.exists():
            self.log.rename(f"{self.log}, until {time.monotonic_ns()}")

    def failed_pages(self) -> str:
        """What it said of pages that failed, in all its lives."""
        lives = [path.read_text(encoding="utf-8") for path in self.log.parent.glob(f"{self.log.name}*")]
        return "\n".join(said[said.index(FAILED) :] for said in lives if FAILED in said)

    def has_work(self) -> bool:
        """Whether blows on it can meet a message."""
        return self.role != "web"
