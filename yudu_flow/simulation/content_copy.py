"""A copy of the content in a folder that goes away, for plays: what is tried there touches nothing real."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.recount import recount
from yudu_flow.actions.processes.content_in_force import ContentInForce, files_in
from yudu_flow.assembly import renewed
from yudu_flow.clock import Clock
from yudu_flow.content.read_source import is_read
from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings
from yudu_flow.wording.machine import spell_fault

CONFIG = ("roster.yaml", "rules.yaml", "calendar.yaml")
PLANS = "workflows"


@contextmanager
def copy_of(home: Path) -> Iterator[Path]:
    """The content's files in a folder of their own, some dozens of small ones."""
    with tempfile.TemporaryDirectory(prefix="yudu-flow-") as name:
        _copy(_within(home), Path(name))
        yield Path(name)


def lay_over(home: Path, by: Path) -> None:
    """Put a file, or the files of a folder like a home, in the place of the content's in `home`.

    What `by` lacks stays; but its plans, where it has any, are all the plans there are. Raises BadRequest.
    """
    files = _within(by) if by.is_dir() else _alone(home, by)
    if not files:
        raise BadRequest(f"文件夹 {by} 中没有 config、workflows 或 notifications 的文件")
    _copy(files, home)
    if by.is_dir() and (by / PLANS).is_dir():
        for plan in {*_plans(home)} - {place.name for place in files.values() if place.parent.name == PLANS}:
            (home / PLANS / plan).unlink()


def _within(folder: Path) -> dict[Path, Path]:
    """Its files of content, each with its place in a home."""
    return {Path(entry.path): Path(name) for name, entry in files_in(folder) if entry.is_file()}


def _alone(home: Path, file: Path) -> dict[Path, Path]:
    if not file.is_file():
        raise BadRequest(f"没有 {file}；content 写相对于脚本所在文件夹的路径")
    known = (*CONFIG, *_plans(home))
    if file.name not in known:
        raise BadRequest(f"不知道 {file.name} 换哪个文件；文件名应与要换的相同：{'、'.join(known)}")
    return {file: Path("config" if file.name in CONFIG else PLANS) / file.name}


def _plans(home: Path) -> list[str]:
    return sorted(plan.name for plan in (home / PLANS).glob("*.y*ml") if is_read(plan.name))


def _copy(files: dict[Path, Path], home: Path) -> None:
    """Each beside its place first: one of the same size and moment would not look changed in the same place."""
    for file, place in files.items():
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        fresh = home / place.with_name(f"{place.name}.new")
        shutil.copyfile(file, fresh)
        fresh.replace(home / place)


class ContentOfPlay:
    """The content of a play that its script changes: taken over or refused as a running process does.

    Until the first change nothing is copied; used as a context manager, since the copy goes away.
    """

    def __init__(self, bureau: Bureau, settings: Settings, clock: Clock, until_year: int) -> None:
        self._bureau, self._settings = bureau, settings
        self._clock, self._until_year = clock, until_year
        self._stack = ExitStack()
        self._home: Path | None = None
        self._force: ContentInForce | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def change(self, by: Path) -> Bureau:
        """The bureau with a file or folder in the place of what was in force. Raises BadRequest where it is none."""
        home, force = self._begun()
        try:
            lay_over(home, by)
        except OSError as error:
            raise BadRequest(f"{by} 读不出来：{spell_fault(error)}") from error
        bureau, now = force.refresh(self._clock()), self._clock()
        # A play makes its passes without the upkeep in which a running process does so.
        recount(bureau, now)
        return bureau

    def _begun(self) -> tuple[Path, ContentInForce]:
        if self._home is None or self._force is None:
            self._home = self._stack.enter_context(copy_of(self._settings.home))
            settings = self._settings.model_copy(update={"home": self._home})
            renew = partial(renewed, settings, until_year=self._until_year)
            self._force = ContentInForce(self._bureau, self._home, renew)
        return self._home, self._force
