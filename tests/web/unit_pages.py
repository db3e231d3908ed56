"""What the tests of the unit desk share: who comes, to which item, and a report in good order."""

import io

from PIL import Image

from tests.bureau import JOBS, LIAISON, SEPTEMBER
from tests.web.browser import Browser, Console
from yudu_flow.storage import drafts
from yudu_flow.storage.database import reading

OCTOBER = "2020-10"
Upload = tuple[str, bytes, str]
VISIT = {
    "firm": "长河电子",
    "on": "2020-09-21",
    "way": "实地",
    "people": "周远",
    "learned": "缺工10人",
    "requests": "补贴",
}


def guest_of(console: Console, unit: str = JOBS, period: str = SEPTEMBER) -> Browser:
    """A unit's liaison, who came by the link of a mail."""
    return console.guest(LIAISON[unit], unit, period)


def path_of(console: Console, owner: str = JOBS, duty: str = "report", period: str = SEPTEMBER) -> str:
    """The path of an item."""
    return f"/mine/{console.id_of(owner, duty, period)}"


def filled(**more: str) -> dict[str, str]:
    """A report of 就业中心 in good order."""
    return {"part-1.1": "返还稳岗资金12户", "part-3.1": "走访2家", "difficulties": "人手不足", **more}


def blank_page(name: str = "空白.png", tall: int = 400) -> Upload:
    """A scan without a seal; one of another height is another file."""
    out = io.BytesIO()
    Image.new("RGB", (300, tall), "white").save(out, "PNG")
    return name, out.getvalue(), "image/png"


def file_report_in(browser: Browser, path: str, said: dict[str, str]) -> None:
    """Fill the form in and file it, without its sealed page."""
    browser.look(f"{path}/report")
    assert "报告已收到" in browser.press(f"{path}/report", said)


def drafted(console: Console, path: str) -> str | None:
    """Whose draft waits there."""
    with reading(console.desk.bureau.engine) as db:
        row = drafts.find(db, console.desk.bureau.key, int(path.rpartition("/")[2]))
    return row.saved_by if row else None
