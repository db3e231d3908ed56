"""Which papers the office may lay out itself, and the file that its layout lies in.

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


def file_of(home: Path, form: str) -> Path:
    """Where the office's own layout of a form lies, if it has one."""
    return home / "notifications" / LAYOUTS / f"{form}.docx"


def own(home: Path, form: str) -> bytes | None:
    """The office's own layout of a form; None where it uses the shipped one."""
    try:
        return file_of(home, form).read_bytes() if form in FORMS else None
    except FileNotFoundError:
        return None
