"""What a report is to say (contents) and the policies that run out (until), as the plan has them."""

from pathlib import Path

import pytest

from tests.bureau import SEPTEMBER, change
from tests.web.browser import Console
from tests.web.unit_pages import filled, guest_of, path_of


@pytest.fixture
def home(home: Path) -> Path:
    change(
        home,
        "workflows/plan.yaml",
        "contents: [贯彻落实情况, 困难问题, 改进建议, 下一步打算]",
        "contents: [贯彻落实情况, 困难问题]",
    )
    until = "units: [就业中心, 培训股], until: [{what: 阶段性降费率, until: 2021-04-30}]}"
    change(home, "workflows/plan.yaml", "units: [就业中心, 培训股]}", until)
    return home


def test_the_form_the_print_and_the_summary_have_the_sections_that_the_plan_names(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    guest, path = guest_of(console), path_of(console)
    form = guest.look(f"{path}/report")
    assert ("困难问题" in form, "改进建议" in form, "下一步打算" in form) == (True, False, False)
    assert "阶段性降费率，执行到2021年4月30日" in form
    guest.press(f"{path}/report", filled())
    printed = guest.look(f"{path}/print")
    assert "二、困难问题" in printed
    assert "改进建议" not in printed
    summary = console.account("lin-qiu").look(f"/office/summary?period={SEPTEMBER}")
    assert ("困难问题" in summary, "改进建议" in summary) == (True, False)
