"""Which papers the office may lay out itself, the fields that a layout names, and the file that it lies in.

It lies beside the messages, with the other words of the office: `notifications/papers/summary.docx`. None is shipped:
without one of its own a paper is laid out by `official_docx`.
"""

from pathlib import Path

from yudu_flow.content.notifications.kinds import LAYOUTS

FORMS = {
    "summary": "汇总",
    "bulletin": "通报",
    "urge": "催办通知单",
    "slip": "督办单",
    "extension": "延期答复",
    "talk": "约谈提纲",
    "case": "卷宗",
    "visit": "走访企业记录",
    "request": "企业诉求交办单",
}
TITLE, NUMBER, TO, BODY, SIGNED, DATED = "标题", "编号", "主送", "正文", "署名", "日期"
FIELDS = {
    TITLE: "文书的标题，草稿后面有“（草稿）”",
    NUMBER: "编号，没有编号的文书这一段不出现",
    TO: "主送单位，没有主送的这一段不出现",
    BODY: "全文和附件说明，要单独成一段，只用一次",
    SIGNED: "署名的机关",
    DATED: "成文日期",
}
"""Each field of a layout, and what comes in its place."""
MOST = 5 * 2**20
"""Bytes of a layout: a letterhead with a picture has a tenth of it."""


def file_of(home: Path, form: str) -> Path:
    """Where the office's own layout of a form lies, if it has one."""
    return home / "notifications" / LAYOUTS / f"{form}.docx"


def own(home: Path, form: str) -> bytes | None:
    """The office's own layout of a form; None where it uses the shipped one."""
    try:
        return file_of(home, form).read_bytes() if form in FORMS else None
    except FileNotFoundError:
        return None
