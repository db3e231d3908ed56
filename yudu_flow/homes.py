"""A folder of homes on one database: each a bureau with its own content, ways out and address.

A home is loaded when something is due for it or somebody comes to its pages, and only some stay loaded. One that is
broken stops itself alone, until its files change.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import RLock
from urllib.parse import urlsplit
from zlib import crc32

from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.deliver import Ways
from yudu_flow.actions.processes.content_in_force import ContentInForce, stamps_of
from yudu_flow.actions.processes.glances import Glances
from yudu_flow.assembly import bureau_of, connected, keyed, link_key_of, renewed, ways_of
from yudu_flow.content.findings import BrokenContent, Level
from yudu_flow.content.read_source import is_read, source_of
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.domain.period import at as instant
from yudu_flow.settings import NotUtf8, Settings, path_of, settings_of
from yudu_flow.storage.schema import upgrade_if_needed

ROSTER = "config/roster.yaml"
WATCHED = ("config", "workflows")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
HEAD = re.compile(r"^bureau:.*?(?=^[^\s#]|\Z)", re.MULTILINE | re.DOTALL)
"""The part of a roster that says whose it is."""
LOADED = 64
"""Homes that stay loaded: each takes some megabytes."""
SPREAD = timedelta(hours=2)
"""Over so long the books of all are looked through each day, after the hour of their pass."""
PLAIN = (BrokenContent, Refusal, NotUtf8, ValidationError, SettingsError)
"""What says all there is to say of a home's own files; of anything else the log has the whole trace."""
FAULTS = (*PLAIN, ValueError, OSError)
FARTHEST = timedelta(days=2)
"""Nothing is further ahead, since the books of the day come first: what is, was said by a clock that ran ahead."""

log = logging.getLogger("yudu_flow")
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Loaded:
    """A home at work."""

    settings: Settings
    force: ContentInForce
    ways: Ways


@dataclass
class Home:
    """One folder. `next_at` is before when it has nothing to do by itself, as far as anybody knows; None at once.

    `wrong` says what is wrong with its files, `twins` which folders say that they are the same bureau.
    `host` is where its pages are where it has an address of its own.
    """

    folder: Path
    key: str = ""
    stamp: Stamp = ()
    next_at: datetime | None = None
    wrong: str = ""
    twins: tuple[str, ...] = ()
    host: str = ""
    loaded: Loaded | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """What its bureau is called; its folder's name where its files do not say."""
        return identity_in(self.folder / ROSTER).get("name", self.name)

    @property
    def name(self) -> str:
        """What its pages' path has."""
        return self.folder.name

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be looked at."""
        return self.next_at is None or not now < self.next_at <= now + FARTHEST

    @property
    def fault(self) -> str:
        """Why it stands still, in Chinese; empty where it does not."""
        same = f"本局编号“{self.key}”与文件夹 {'、'.join(self.twins)} 的相同：请改正 {ROSTER}"
        return self.wrong or (same if self.twins else "")


class Homes:
    """All homes of a folder. Safe between threads: one loads at a time."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        assert settings.homes is not None  # whoever has none works for one home
        self.settings, self.folder = settings, settings.homes
        self.engine = engine or connected(settings)
        upgrade_if_needed(self.engine, link_key_of(settings))
        self._lock, self._homes = RLock(), dict[str, Home]()
        self._glances = Glances(self.engine, self.folder)
        self._recent: dict[str, None] = {}

    def __iter__(self) -> Iterator[Home]:
        return iter([*self._homes.values()])

    def named(self, name: str) -> Home | None:
        """The home of that folder's name."""
        return self._homes.get(name)

    def at(self, host: str) -> Home | None:
        """The home whose own address that host is; none where several say so."""
        here = [home for home in self if host and home.host == host]
        return here[0] if len(here) == 1 else None

    def broken(self) -> list[Home]:
        """Those that stand still."""
        return [home for home in self if home.fault]

    def scan(self) -> None:
        """Find new folders, changed ones, and those that went."""
        with self._lock:
            found = {path.name: path for path in sorted(self.folder.iterdir()) if (path / ROSTER).is_file()}
            for name in self._homes.keys() - found.keys():
                self._forget(self._homes.pop(name))
                self._glances.forget(name)
            for name, path in found.items():
                self._look(self._homes.setdefault(name, Home(path)))
            self._part_namesakes()

    def _look(self, home: Home) -> None:
        """One whose files changed is looked at anew; a loaded one keeps its content should the new be wrong."""
        # What mends a broken one may be a text, which nobody else's stamp has.
        stamp = stamp_of(home.folder, whole=bool(home.wrong))
        if stamp == home.stamp:
            return
        home.stamp, home.next_at, home.wrong = stamp_of(home.folder), None, ""
        known = self._glances.of(home.name, _digest(home.stamp))
        settings = self._settings(home)
        home.host = host_of(settings)
        if home.loaded and home.loaded.settings != settings:
            self._forget(home)
        if home.loaded is None:
            home.key = known.bureau if known else identity_in(home.folder / ROSTER).get("id", "")
        home.next_at = known.next_at if known else None

    def settle(self, home: Home, next_at: datetime) -> None:
        """It has nothing to do by itself before then, which a next start may believe where nothing is wrong with it."""
        home.next_at = next_at
        if self._refusing(home.name):
            self._glances.forget(home.name)
        else:
            self._glances.note(home.name, _digest(home.stamp), home.key, next_at)

    def save(self) -> None:
        """Have the next start know what was settled."""
        self._glances.save()

    def _settings(self, home: Home) -> Settings | None:
        try:
            return settings_of(self.settings, home.folder)
        except FAULTS:
            return None

    def _part_namesakes(self) -> None:
        """Two of one id would read each other's rows: neither goes on before somebody says which is right."""
        counted = Counter(home.key for home in self if home.key)
        for home in self:
            same = self if counted[home.key] > 1 else ()
            twins = tuple(one.name for one in same if one.key == home.key and one is not home)
            if twins != home.twins:
                home.twins, home.next_at = twins, None
                self._say(home)

    def _break(self, home: Home, error: Exception, read: Stamp) -> None:
        home.wrong, home.stamp = spelled(error), read
        self._glances.forget(home.name)
        self._say(home, None if isinstance(error, PLAIN) else error)

    def _say(self, home: Home, traced: Exception | None = None) -> None:
        if home.fault:
            self._forget(home)
            log.error("%s 停用：%s", home.name, home.fault, exc_info=traced)

    def _forget(self, home: Home) -> None:
        home.loaded = None
        self._recent.pop(home.name, None)

    def open(self, home: Home, now: datetime) -> Loaded | None:
        """The home at work, by its files as they stand; None where it is broken."""
        with self._lock:
            if home.fault:
                return None
            if home.loaded is None:
                self._load(home, now)
            loaded = home.loaded
            if loaded:
                self._used(home)
            return loaded  # where all others must stay, it is let go of as soon as it has been handed out

    def _load(self, home: Home, now: datetime) -> None:
        before = stamp_of(home.folder, whole=True)  # what is mended while it is read shows as changed
        try:
            loaded = self._loaded(home, now)
        except Exception as error:  # whatever is wrong with one home, the others go on
            if isinstance(error, DBAPIError):
                raise
            self._break(home, error, before)
            return
        if home.key != loaded.force.current().key:
            home.key = loaded.force.current().key
            self._part_namesakes()
        if not home.fault:
            home.loaded = loaded

    def _loaded(self, home: Home, now: datetime) -> Loaded:
        if not NAME.fullmatch(home.name):
            raise BadRequest("文件夹名只能用字母、数字、-、_")
        settings = settings_of(self.settings, home.folder)
        engine = keyed(settings, self.engine) if settings.own_keys.is_dir() else self.engine
        seen = stamps_of(home.folder)
        bureau = bureau_of(settings, now, engine=engine)
        force = ContentInForce(bureau, home.folder, partial(renewed, settings), seen)
        return Loaded(settings, force, ways_of(settings, bureau.content))

    def _used(self, home: Home) -> None:
        self._recent.pop(home.name, None)
        self._recent[home.name] = None
        if len(self._recent) > LOADED:
            oldest = next((one for one in self._recent if not self._refusing(one)), home.name)
            self._forget(self._homes[oldest])

    def _refusing(self, name: str) -> bool:
        """It works by content whose files are not right any more: loaded anew, it would stand still."""
        loaded = self._homes[name].loaded
        return bool(loaded and loaded.force.findings)


def host_of(settings: Settings | None) -> str:
    """The host, with its port where one is named, of a home with an address of its own; empty for all others."""
    if settings is None or settings.base_url.endswith(path_of(settings.home)):
        return ""
    return urlsplit(settings.base_url).netloc.lower()


def step_after(bureau: Bureau, wake: datetime | None, now: datetime) -> datetime:
    """When a home is to be looked at again: at what its pass saw ahead, at the latest for the books of the day."""
    # By the bureau's name: Python's own hash is another one in each process.
    apart = SPREAD * (crc32(bureau.key.encode()) % 997) / 997
    today = instant(local_day(now), bureau.rules.pass_at) + apart
    books = today if today > now else instant(local_day(now) + timedelta(days=1), bureau.rules.pass_at) + apart
    return min(books, wake) if wake else books


def spelled(error: Exception) -> str:
    """What is wrong with a home's files, in one line."""
    if isinstance(error, BrokenContent):
        errors = [one for one in error.findings if one.level is Level.ERROR]
        return f"内容有{len(errors)}处错误，先看：{errors[0]}"
    if isinstance(error, ValidationError):
        return "、".join(f"YUDU_FLOW_{str(one['loc'][0]).upper()}" for one in error.errors()) + " 不能用，请核对 .env"
    if not isinstance(error, FAULTS):
        return f"程序出错（{type(error).__name__}），经过在日志里，请告诉开发者"
    return str(error).split("\n", 1)[0]


def identity_in(roster: Path) -> dict[str, str]:
    """The bureau's `id` and `name`, read without the rest; nothing where it takes the whole reading."""
    try:
        head = HEAD.search(roster.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return {}
    data = source_of(head[0], ROSTER).data if head else {}
    block = data.get("bureau") if isinstance(data, dict) else {}
    return {name: str(value) for name, value in block.items() if value} if isinstance(block, dict) else {}


def stamp_of(home: Path, *, whole: bool = False) -> Stamp:
    """Time and size of what makes a home; of the `whole` its texts too, which takes ten times longer."""
    files = [path for folder in WATCHED for path in sorted((home / folder).glob("*.y*ml")) if is_read(path.name)]
    texts = sorted((home / "notifications").glob("*/*")) if whole else []
    return tuple(_stamps([*files, home / ".env", *texts]))


def _digest(stamp: Stamp) -> str:
    return hashlib.sha256(repr(stamp).encode()).hexdigest()[:32]


def _stamps(files: list[Path]) -> Iterator[tuple[str, int, int]]:
    for path in files:
        try:
            found = path.stat()
        except OSError:
            continue
        yield path.name, found.st_mtime_ns, found.st_size
