"""The machine's settings that a running process works by: how mail and SMS go out, and where its pages are.

What somebody changes of them in the home's `.env` is taken over without a restart; everything else waits for one.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import Ways, under, ways_of
from yudu_flow.settings import Settings, settings_now

log = logging.getLogger("yudu_flow")


class SettingsInForce:
    """Shared by the timetable and the pages of one process; safe between threads.

    `ways` is what the timetable sends through, whose entries are changed in place; `local` where this machine reaches
    the pages, empty without any.
    """

    def __init__(self, settings: Settings, force: ContentInForce, ways: Ways, local: str) -> None:
        self.settings = settings
        self._force, self._ways, self._local = force, ways, local
        self._seen, self._lock = _stamp(settings), Lock()
        self._told: list[Callable[[Settings], None]] = []

    def tell(self, heard: Callable[[Settings], None]) -> None:
        """Have others know of a change."""
        self._told.append(heard)

    def look(self) -> None:
        """Take over what has changed since. A file that cannot be read, or is wrong, changes nothing, and is logged."""
        with self._lock:
            seen = _stamp(self.settings)
            if seen == self._seen:
                return
            # Also where it turns out wrong, which is said once and not at every look.
            self._seen = seen
            try:
                fresh = settings_now(self.settings)
            except (ValueError, OSError) as error:
                log.warning("设置文件有误，仍按原来的设置运行：%s", type(error).__name__)
                return
            if fresh != self.settings:
                self._take(fresh)

    def _take(self, fresh: Settings) -> None:
        self.settings = fresh
        self._force.restate(lambda bureau: under(bureau, fresh, self._local))
        if self._ways:
            self._ways.update(ways_of(fresh, self._force.current().content))
        for heard in self._told:
            heard(fresh)
        log.info("邮件、短信、网页地址的设置有改动，已采用")


def _stamp(settings: Settings) -> tuple[int, ...] | None:
    """With when anything of the file was changed: who may read it, no other time says."""
    try:
        found = Path(settings.home / ".env").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
