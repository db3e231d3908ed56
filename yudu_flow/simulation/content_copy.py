"""A copy of the content in a folder that goes away, for plays: what is tried there touches nothing real."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yudu_flow.actions.processes.content_in_force import files_in
from yudu_flow.content.read_source import is_read
from yudu_flow.domain.errors import BadRequest

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
