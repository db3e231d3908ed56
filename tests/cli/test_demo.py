"""`demo`: answers in a browser, leaves the real data alone, and leaves nothing behind."""

import os
import signal
from pathlib import Path
from urllib.request import urlopen

from tests.warm import Program


def test_it_plays_on_data_of_its_own_and_leaves_nothing(desk_home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    real = sorted(desk_home.rglob("*"))
    more = {"YUDU_FLOW_HOME": str(desk_home), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    with Program("demo", cwd=tmp_path, env={**os.environ, **more}) as process:
        try:
            said = process.stdout.readline()
            address = said.split("请用浏览器打开 ")[1].split("　")[0]
            with urlopen(address, timeout=20) as answer:
                page = answer.read().decode()
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=30)
        finally:
            process.kill()
    assert "2020年9月18日 09:00" in page
    assert (process.returncode, rest) == (0, "演示已结束，没有留下任何数据。\n")
    assert [*temporary.iterdir()] == []
    assert sorted(desk_home.rglob("*")) == real
