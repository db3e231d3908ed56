"""Content that changes in the middle of a play."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bureau import instant, stage_in
from tests.simulation.test_play import of, play
from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings
from yudu_flow.simulation.play import simulate
from yudu_flow.simulation.script import read_script
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import MESSAGE


def laid(home: Path, file: str, old: str, new: str) -> Path:
    """A file of the content as it will be, beside the script."""
    path = home / "新内容" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (home / file).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_it_goes_by_another_roster_from_its_instant_on(home: Path) -> None:
    liaison = "liaison: {holders: [{person: bai-hua}]}"
    laid(home, "config/roster.yaml", liaison, "liaison: {holders: [{person: tao-ran}]}")
    records = play(home, "- {at: 2020-09-24, content: 新内容/config/roster.yaml}", date(2020, 9, 26))
    told = of(records, "message", owner="社保中心", channel="email", reason="report-reminder")
    assert [(r["at"].day, r["recipient"]) for r in told] == [(21, "bai-hua"), (23, "bai-hua"), (25, "tao-ran")]


def test_it_goes_by_another_calendar_from_its_instant_on(home: Path) -> None:
    """A rest day that is ordered on the last day moves the deadline on."""
    laid(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    records = play(home, "- {at: 2020-09-24, content: 新内容}", date(2020, 9, 30))
    assert {r["at"] for r in of(records, "overdue", duty="report")} == {instant("2020-09-29T00:00")}


def test_it_goes_by_other_plans_from_its_instant_on(home: Path) -> None:
    """Where a folder has plans, no other plan stays in force."""
    laid(home, "workflows/plan.yaml", "units: [社保中心, 仲裁股]", "units: [社保中心]")
    (home / "新内容" / "workflows" / "plan.yaml").rename(home / "新内容" / "workflows" / "plan-2.yaml")
    records = play(home, "- {at: 2020-09-24, do: content, content: 新内容}", date(2020, 10, 2))
    opened = [r["owner"] for r in of(records, "opened", duty="report", owner="仲裁股")]
    assert opened == ["仲裁股"]
    assert len(of(records, "opened", duty="report", owner="社保中心")) == 2


def test_it_refuses_content_that_is_wrong_and_tells_the_office(home: Path) -> None:
    """As a running process does: the last good content stays in force."""
    laid(home, "config/roster.yaml", "{person: bai-hua}", "{person: nobody}")
    script = home / "script.yaml"
    script.write_text("- {at: 2020-09-24T10:00, content: 新内容/config/roster.yaml}", encoding="utf-8")
    bureau, settings = stage_in(home, instant("2020-09-18T00:00")), Settings.model_construct(home=home)
    span = date(2020, 9, 18), date(2020, 9, 26)
    records = [*simulate(bureau, *span, read_script(script), settings)]
    assert {r["recipient"] for r in of(records, "message", obligation="2020-09/report/社保中心")} == {"bai-hua"}
    assert not any(str(r.get("rung")).startswith("K-") for r in records)
    with reading(bureau.engine) as db:
        texts = db.execute(select(MESSAGE.c.text).where(MESSAGE.c.recipient == "lin-qiu", MESSAGE.c.channel == "email"))
        [told] = [text for (text,) in texts if "config/roster.yaml" in text]
    assert "名册里没有人员编号“nobody”" in told


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("没有.yaml", "；content 写相对于脚本所在文件夹的路径"),
        (
            "script.yaml",
            "不知道 script.yaml 换哪个文件；文件名应与要换的相同：roster.yaml、rules.yaml、calendar.yaml、plan",
        ),
        ("空", "中没有 config、workflows 或 notifications 的文件"),
    ],
)
def test_it_names_the_item_whose_content_is_none(home: Path, path: str, said: str) -> None:
    (home / "空").mkdir()
    with pytest.raises(BadRequest) as refused:
        play(home, f"- {{at: 2020-09-24, content: {path}}}")
    assert str(refused.value).startswith("脚本第1项（content）：")
    assert said in str(refused.value)
