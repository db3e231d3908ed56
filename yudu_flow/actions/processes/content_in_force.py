"""The content that a running process works by: files that changed are taken over once they are right, and not before.

A change that is broken, or would break what is under way, is refused: the last good content stays in force, and the
office is told in its list. Source: 4-promises "A change of content that breaks a running bureau is refused".
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from threading import Lock

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.processes.tell_of_content import tell_office, tell_office_no_more
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.read_source import is_read
from yudu_flow.storage import notices, obligations, work
from yudu_flow.wording.machine import spell_fault

ROSTER, PLANS = "config/roster.yaml", "workflows"

Renew = Callable[[Bureau, datetime], Bureau]
"""Gives the bureau with the content as its files stand now; raises BrokenContent with everything that is wrong."""
Stamps = Mapping[str, tuple[int, int, int]]

log = logging.getLogger("yudu_flow")


class ContentInForce:
    """Shared by the timetable and the pages of one process; safe between threads.

    `findings` are what is wrong with the files as they stand, while they are not what is in force. `seen` are the
    files' stamps from before the bureau was read: what is saved while it is read then shows as changed.
    """

    def __init__(self, bureau: Bureau, home: Path, renew: Renew, seen: Stamps | None = None) -> None:
        self._home, self._renew = home, renew
        self._good = self._bureau = bureau
        self._seen = stamps_of(home) if seen is None else seen
        self._lock = Lock()
        self.findings: tuple[Finding, ...] = ()

    def current(self) -> Bureau:
        """The bureau with the content in force."""
        return self._bureau

    def refresh(self, now: datetime) -> Bureau:
        """The same after a look at the files: about a hundred `stat`s while nothing changed."""
        with self._lock:
            seen = stamps_of(self._home)
            if seen != self._seen:
                self._try(seen, now)
        return self._bureau

    def restate(self, change: Callable[[Bureau], Bureau]) -> None:
        """Have what is in force be another in what no file of the content says."""
        with self._lock:
            # Two while a change is refused: the one in force says so.
            self._good, self._bureau = change(self._good), change(self._bureau)

    def _try(self, seen: Stamps, now: datetime) -> None:
        try:
            fresh = self._renew(self._good, now)
            findings = tuple(_breaks(self._good, fresh))
        except BrokenContent as broken:
            fresh, findings = self._good, tuple(f for f in broken.findings if f.level is Level.ERROR)
        except FileNotFoundError:  # it went between two looks
            return
        except OSError as fault:
            unread = _unread(self._home, fault)
            # Looked at again each time: its stamp does not tell when it can be read.
            self._seen = {name: stamp for name, stamp in self._seen.items() if name != unread.file}
            if self.findings != (unread,):
                self._refuse((unread,), seen, now)
                self.findings = (unread,)
            return
        if stamps_of(self._home) != seen:  # still being written: the next look will see the whole of it
            return
        files = [name for name in {**self._seen, **seen} if self._seen.get(name) != seen.get(name)]
        self.findings = findings
        if findings:
            self._refuse(findings, seen, now)
        else:
            self._take(fresh, files, now)
        # Last: what a database that is away could not take of it is noted after the next look.
        self._seen = seen

    def _take(self, fresh: Bureau, files: list[str], now: datetime) -> None:
        self._good = self._bureau = fresh
        tell_office_no_more(fresh, now)
        log.info("内容有改动，已采用：%s", "、".join(sorted(files)))

    def _refuse(self, findings: tuple[Finding, ...], seen: Stamps, now: datetime) -> None:
        self._bureau = replace(self._good, refused=tuple(str(finding) for finding in findings))
        log.warning("内容的改动有%d处错误，没有采用，仍按原来的内容运行：%s", len(findings), findings[0])
        tell_office(self._good, now, hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()[:8])


def stamps_of(home: Path) -> Stamps:
    """Every file of the content with its time, size and place on the disk."""
    return dict(_looked_at(home))


def _looked_at(home: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for name, entry in files_in(home):
        try:
            found = entry.stat()
        except FileNotFoundError:  # it went since it was listed
            continue
        # With its place: within the grain of the clock another of the same size may have been moved there.
        yield name, (found.st_mtime_ns, found.st_size, found.st_ino)


def files_in(home: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What a home's content is in, by its names within it. A hundred of them as `Path`s take ten times longer."""
    for folder in ("config", "workflows"):
        yield from (found for found in _listed(f"{home}/{folder}", folder) if is_read(found[1].name))
    for name, below in _listed(f"{home}/notifications", "notifications"):
        yield from _listed(below.path, name)


def _listed(folder: str, shown: str) -> list[tuple[str, os.DirEntry[str]]]:
    """What lies in a folder, by name; nothing in what is none."""
    try:
        with os.scandir(folder) as found:
            return sorted(((f"{shown}/{entry.name}", entry) for entry in found), key=itemgetter(0))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []


def _breaks(good: Bureau, fresh: Bureau) -> Iterator[Finding]:
    """What would leave rows in the database without the unit or the person that they speak of."""
    if fresh.key != good.key:
        yield _finding(f"本局编号原为“{good.key}”，启用后不能改", "改回原来的编号", fresh.key)
        return
    if good.content.plans and not fresh.content.plans:
        message = "方案文件都不见了"
        yield Finding(PLANS, 1, 1, Level.ERROR, message, "", "放回原来的文件；不再执行的，写上最后月份")
    with good.reading() as db:
        units = {row.unit for row in obligations.listed(db, good.key, awake=True)}
        # A case outlives its month: with its unit gone, the office's list failed for everybody and nobody could decide.
        units |= {row.unit for row in obligations.by_id(db, good.key, work.cases(db, good.key)).values()}
        people = notices.recipients_waiting(db, good.key)
    for unit in sorted(units - {*fresh.roster.units}):
        yield _finding(f"“{unit}”还有没办结的事项，现在不能从名册中去掉或改名", "先改回来，办结以后再改", unit)
    # Whom the good content does not know either was struck out before, and is nothing that this change breaks.
    for id in sorted((people & {*good.roster.people}) - {*fresh.roster.people}):
        message = f"“{good.roster.people[id].name}”还有没发出的消息，编号“{id}”现在不能去掉"
        yield _finding(message, "先改回来，换人请用 holders 的 to 和 from", id)


def _unread(home: Path, fault: OSError) -> Finding:
    place = Path(str(fault.filename))
    file = place.relative_to(home).as_posix() if place.is_relative_to(home) else str(place)
    return Finding(file, 1, 1, Level.ERROR, f"文件打不开：{spell_fault(fault)}", "", "检查文件的读取权限")


def _finding(message: str, suggestion: str, value: str) -> Finding:
    return Finding(ROSTER, 1, 1, Level.ERROR, message, value, suggestion)
