"""The homes that commands run in: an empty one to work in, and one with September 2020 played, only to look at."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bureau import SHIPPED, build_home, on_trial
from tests.cli.commands import play, use

OPENING = "tick --at 2020-09-18T09:00"
SEPTEMBER = (
    OPENING,
    "tick --at 2020-09-21T09:00",
    "file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已返还三户",
    "extend --unit 培训股 --period 2020-09 --by 唐宁 --at 2020-09-22T10:10 --until 2020-10-12 --reason 数据未出",
    "extend --unit 培训股 --period 2020-09 --by 林秋 --at 2020-09-22T10:20 --decide approve",
    "waive --unit 办公室 --period 2020-09 --by 顾明远 --at 2020-09-22T10:30 --reason 本月负责汇总",
    "tick --at 2020-09-22T10:40",
    "file --unit 仲裁股 --period 2020-09 --by 叶舟 --at 2020-09-22T11:00 --unsealed",
    "accept --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-23T10:00",
    "visit --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-24T15:00 --firm 长河电子",
    "tick --at 2020-09-25T09:00",
    "tick --at 2020-09-28T09:00",
    "seal --unit 仲裁股 --period 2020-09 --by 叶舟 --at 2020-09-28T10:00",
    "tick --at 2020-09-30T09:00",
    "tick --at 2020-10-10T09:00",
)


PLAYED: dict[tuple[object, ...], Path] = {}


def home_after(factory: pytest.TempPathFactory, *lines: str, ready: Callable[[Path], Path] = Path) -> Path:
    """A home in which these commands ran, once a worker, after `ready` had prepared it: only to look at."""
    if (key := (ready, *lines)) not in PLAYED:
        with pytest.MonkeyPatch.context() as patch:
            PLAYED[key] = use(patch, ready(build_home(factory.mktemp("played") / "home")))
            play(*lines)
    return PLAYED[key]


@pytest.fixture(scope="session")
def played_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """就业中心 in time, 培训股 extended, 办公室 excused, 仲裁股 sealed later, 社保中心 silent until its case."""
    return home_after(tmp_path_factory, *SEPTEMBER, ready=on_trial)


@pytest.fixture
def played(played_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Look at the played September; a test that changes anything asks for `desk_home`."""
    return use(monkeypatch, played_home)


@pytest.fixture
def desk_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home with the invented cast."""
    return use(monkeypatch, home)


GoesOn = Callable[..., Path]


@pytest.fixture
def goes_on(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GoesOn:
    """Work in a copy of a home that `home_after` made."""

    def copied(*lines: str, ready: Callable[[Path], Path] = Path) -> Path:
        shutil.copytree(home_after(tmp_path_factory, *lines, ready=ready), tmp_path / "home")
        return use(monkeypatch, tmp_path / "home")

    return copied


@pytest.fixture
def opened(goes_on: GoesOn) -> Path:
    """A home with September 2020 open."""
    return goes_on(OPENING)


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content that ships; only for commands that write nothing."""
    return use(monkeypatch, SHIPPED)
