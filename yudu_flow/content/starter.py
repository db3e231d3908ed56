"""The copy of the content that a wheel carries, for `init` only. A running bureau always reads its own folders."""

import shutil
from importlib.resources import files
from pathlib import Path

from yudu_flow.domain.errors import NotAllowed

FOLDERS = ("workflows", "notifications", "config")


def copy_to(folder: Path) -> None:
    """Copy the three folders into `folder`. Raises NotAllowed where one of them is there already."""
    taken = [name for name in FOLDERS if (folder / name).exists()]
    if taken:
        raise NotAllowed(f"{folder} 中已有 {'、'.join(taken)}，没有覆盖；请换一个文件夹")
    for name in FOLDERS:
        shutil.copytree(source() / name, folder / name)


def source() -> Path:
    """Inside a wheel its starter; in a checkout, whose editable install has none, the checkout's own folders."""
    packed = Path(str(files("yudu_flow"))) / "starter"
    return packed if packed.is_dir() else packed.parent.parent
