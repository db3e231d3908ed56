"""A progress bar for work that takes over a second; nothing where nobody watches or little is to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

WORTH_SHOWING = 200


class ProgressLine:
    """Told `done` and `total` as work goes on; shows a bar on a terminal from 200 items up.

    Whoever made it closes it: work that ends early, as at night, would leave the terminal without its cursor.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: Bar | None = None

    def __call__(self, done: int, total: int) -> None:
        if total < WORTH_SHOWING or not sys.stderr.isatty():
            return
        self._started().update(self._started().task_ids[0], completed=done, total=total)
        if done >= total:
            self.close()

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _started(self) -> Bar:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            self._bar = Bar(*columns, console=Console(stderr=True))
            self._bar.add_task(self._title, total=None)
            self._bar.start()
        return self._bar
